// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_RELEASE_TAG_HPP
#define BALENA_GENERATED_RELEASE_TAG_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// Tags of releases.
///
/// Reached as `client.release_tag()`. It may be kept and copied for as long as the client's handle lives.
class ReleaseTag {
 public:
  explicit ReleaseTag(const balena_client *client) noexcept : client_(client) {}

  /// Lists the tags of all releases that the user can access, by key.
  ///
  /// Request: GET /v7/release_tag
  ///
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of tags.
  /// @throws Error the common ones.
  Document get_all(std::string_view options = {}) const {
    return detail::call<Document>(balena_release_tag_get_all, client_, detail::Options(options));
  }

  /// Lists the tags of the releases of an application, by key.
  ///
  /// Request: GET /v7/release_tag?$filter=release/any(r:r/belongs_to__application eq id)
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of tags.
  /// @throws Error Code::application_not_found.
  Document get_all_by_application(std::string_view application, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_release_tag_get_all_by_application,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Lists the tags of a release, by key.
  ///
  /// Request: GET /v7/release_tag?$filter=release eq id
  ///
  /// @param release id or commit.
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of tags.
  /// @throws Error Code::release_not_found, Code::ambiguous_release.
  Document get_all_by_release(std::string_view release, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_release_tag_get_all_by_release,
        client_,
        detail::Text("release", release),
        detail::Options(options));
  }

  /// Removes a tag from a release. Where there is none of this key, that is a success.
  ///
  /// Request: DELETE /v7/release_tag?$filter=release eq id and tag_key eq '…'
  ///
  /// @param release id or commit.
  /// @param tag_key key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::release_not_found, Code::ambiguous_release.
  void remove(std::string_view release, std::string_view tag_key, std::string_view options = {}) const {
    return detail::call<void>(
        balena_release_tag_remove,
        client_,
        detail::Text("release", release),
        detail::Text("tag_key", tag_key),
        detail::Options(options));
  }

  /// Tags a release, or gives the tag of this key another value.
  ///
  /// Request: POST /v7/release_tag
  ///
  /// @param release id or commit.
  /// @param tag_key key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
  /// @param value value; may be empty.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return object, or std::nullopt: the row of the new tag, null when there was one of this key, whose value was
  /// changed.
  /// @throws Error Code::release_not_found, Code::ambiguous_release.
  std::optional<Document> set(
      std::string_view release,
      std::string_view tag_key,
      std::string_view value,
      std::string_view options = {}) const {
    return detail::call<std::optional<Document>>(
        balena_release_tag_set,
        client_,
        detail::Text("release", release),
        detail::Text("tag_key", tag_key),
        detail::Text("value", value),
        detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_RELEASE_TAG_HPP
