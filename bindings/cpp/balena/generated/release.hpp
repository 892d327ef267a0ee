// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_RELEASE_HPP
#define BALENA_GENERATED_RELEASE_HPP

#include <balena/core.hpp>
#include <balena/rows.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace balena {

/// Releases of applications.
///
/// Reached as `client.release()`. It may be kept and copied for as long as the client's handle lives.
class Release {
 public:
  explicit Release(const balena_client *client) noexcept : client_(client) {}

  /// Gets one release.
  ///
  /// Request: GET /v7/release(id)
  ///
  /// @param release id or commit.
  /// @param options JSON object, or empty for none: `$select`, `$expand` (OData: texts, arrays or objects),
  /// `timeout_ms`.
  /// @return object, the row of the release.
  /// @throws Error Code::release_not_found, Code::ambiguous_release (several have this commit).
  Document get(std::string_view release, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_release_get,
        client_,
        detail::Text("release", release),
        detail::Options(options));
  }

  /// Lists the releases of an application, the newest first.
  ///
  /// Request: GET /v7/release?$filter=belongs_to__application eq id
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of releases.
  /// @throws Error Code::application_not_found.
  Document get_all_by_application(std::string_view application, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_release_get_all_by_application,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Hands the releases of an application to a function, one by one and by ascending id. They are asked for by the
  /// page, so that one page is in memory, however many there are; rows that come or go meanwhile neither double nor
  /// hide others.
  ///
  /// Request: GET /v7/release?$filter=belongs_to__application eq id and id gt last&$orderby=id asc&$top=page_size
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `$select` (`id` comes along unasked), `$filter`, `$expand`, `@…`,
  /// `page_size` (rows that are asked for at once, 1000), `pages` (how many of them at most; all unless given), `after`
  /// (id behind which to begin), `timeout_ms` (of each page).
  /// @param callback function that gets each row as the service sent it, on the thread that makes the call. It gives
  /// true to go on, or nothing, and false to stop. It may call this library, but not destroy the client. What it throws
  /// ends the call, and comes out of it.
  /// @return object with `count` (of the rows that the function got), `last` (id of the last of them, else `after`,
  /// null where there is neither: `after` goes on behind it) and `complete` (false where there may be more: it stopped,
  /// or the pages were over).
  /// @throws Error Code::application_not_found.
  template <class Callback, class = detail::IfTakesRows<Callback>>
  Document for_each(std::string_view application, Callback callback, std::string_view options = {}) const {
    return detail::for_each(
        balena_release_for_each,
        client_,
        std::move(callback),
        detail::Text("application", application),
        detail::Options(options));
  }

  /// The same as a range to go through: a page is asked for when its first row is wanted. See Rows. The parameters are
  /// those of the other `for_each`, and so are the errors, which come while it is gone through.
  Rows for_each(std::string_view application, std::string_view options = {}) const {
    return Rows::of(options, balena_release_for_each, client_, detail::Text("application", application));
  }

  /// Gets the newest successful release of an application, which may be a draft.
  ///
  /// Request: GET /v7/release?$filter=belongs_to__application eq id and status eq 'success'
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `$select`, `$expand` (OData: texts, arrays or objects),
  /// `timeout_ms`.
  /// @return object, the row of the release.
  /// @throws Error Code::application_not_found, Code::release_not_found (there is none).
  Document get_latest_by_application(std::string_view application, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_release_get_latest_by_application,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Gets one release with its images and who made it.
  ///
  /// Request: GET /v7/release(id)?$expand=release_image(…)
  ///
  /// @param release id or commit.
  /// @param options JSON object, or empty for none: `$select`, `$expand` (OData: texts, arrays or objects),
  /// `timeout_ms`.
  /// @return object, the row of the release with the members `images`, an array of objects with the `id` of the image
  /// and `service_name`, and `user`, an object with `id` and `username`, or null where the server does not say.
  /// @throws Error Code::release_not_found, Code::ambiguous_release (several have this commit).
  Document get_with_image_details(std::string_view release, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_release_get_with_image_details,
        client_,
        detail::Text("release", release),
        detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_RELEASE_HPP
