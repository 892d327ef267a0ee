// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_APPLICATION_TAG_HPP
#define BALENA_GENERATED_APPLICATION_TAG_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// Tags of applications.
///
/// Reached as `client.application_tag()`. It may be kept and copied for as long as the client's handle lives.
class ApplicationTag {
 public:
  explicit ApplicationTag(const balena_client *client) noexcept : client_(client) {}

  /// Lists the tags of all applications that the user can access, by key.
  ///
  /// Request: GET /v7/application_tag
  ///
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of tags.
  /// @throws Error the common ones.
  Document get_all(std::string_view options = {}) const {
    return detail::call<Document>(balena_application_tag_get_all, client_, detail::Options(options));
  }

  /// Lists the tags of an application, by key.
  ///
  /// Request: GET /v7/application_tag?$filter=application eq id
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of tags.
  /// @throws Error Code::application_not_found.
  Document get_all_by_application(std::string_view application, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_application_tag_get_all_by_application,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Removes a tag from an application. Where there is none of this key, that is a success.
  ///
  /// Request: DELETE /v7/application_tag?$filter=application eq id and tag_key eq '…'
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param tag_key key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::application_not_found.
  void remove(std::string_view application, std::string_view tag_key, std::string_view options = {}) const {
    return detail::call<void>(
        balena_application_tag_remove,
        client_,
        detail::Text("application", application),
        detail::Text("tag_key", tag_key),
        detail::Options(options));
  }

  /// Tags an application, or gives the tag of this key another value.
  ///
  /// Request: POST /v7/application_tag
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param tag_key key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
  /// @param value value; may be empty.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return object, or std::nullopt: the row of the new tag, null when there was one of this key, whose value was
  /// changed.
  /// @throws Error Code::application_not_found.
  std::optional<Document> set(
      std::string_view application,
      std::string_view tag_key,
      std::string_view value,
      std::string_view options = {}) const {
    return detail::call<std::optional<Document>>(
        balena_application_tag_set,
        client_,
        detail::Text("application", application),
        detail::Text("tag_key", tag_key),
        detail::Text("value", value),
        detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_APPLICATION_TAG_HPP
