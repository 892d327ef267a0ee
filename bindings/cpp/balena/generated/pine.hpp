// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_PINE_HPP
#define BALENA_GENERATED_PINE_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// Any resource of the service, for what no other section has.
///
/// Reached as `client.pine()`. It may be kept and copied for as long as the client's handle lives.
class Pine {
 public:
  explicit Pine(const balena_client *client) noexcept : client_(client) {}

  /// Lists the rows of a resource; with `id` gets one of them; with `$count` counts them.
  ///
  /// Request: GET /v7/resource
  ///
  /// @param resource name of the resource: small letters, digits and _.
  /// @param options JSON object, or empty for none: `id` (number, or an object with the fields of a natural key),
  /// `$count` (object, empty or with a `$filter`; goes alone), `$select`, `$filter`, `$expand`, `$orderby`, `$top`,
  /// `$skip`, `@…` (OData: texts, arrays or objects, numbers for $top and $skip), `timeout_ms`.
  /// @return array of rows; with `id` an object, the row, or the text null when there is none; with `$count` a number.
  /// @throws Error Code::unauthorized, also where the service has no such resource; Code::request_error, also where the
  /// resource has no such field.
  Document get(std::string_view resource, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_pine_get,
        client_,
        detail::Text("resource", resource),
        detail::Options(options));
  }

  /// Creates a row.
  ///
  /// Request: POST /v7/resource
  ///
  /// @param resource name of the resource: small letters, digits and _.
  /// @param body JSON object with the row's fields.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return object, the row as the service made it.
  /// @throws Error Code::conflict, Code::request_error, Code::unauthorized, also where the service has no such
  /// resource.
  Document post(std::string_view resource, std::string_view body, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_pine_post,
        client_,
        detail::Text("resource", resource),
        detail::Text("body", body),
        detail::Options(options));
  }

  /// Changes the row with an `id`, or all rows that a `$filter` picks, be there any or none. One of the two must be
  /// there.
  ///
  /// Request: PATCH /v7/resource(id)
  ///
  /// @param resource name of the resource: small letters, digits and _.
  /// @param body JSON object with the fields to change, not empty.
  /// @param options JSON object: `id` (number, or an object with the fields of a natural key), `$filter` (OData: text,
  /// array or object), `@…`, `timeout_ms`.
  /// @throws Error Code::missing_option when neither `id` nor a `$filter` is given, Code::not_found when there is no
  /// row with this `id`, Code::unauthorized, also where the service has no such resource.
  void patch(std::string_view resource, std::string_view body, std::string_view options = {}) const {
    return detail::call<void>(
        balena_pine_patch,
        client_,
        detail::Text("resource", resource),
        detail::Text("body", body),
        detail::Options(options));
  }

  /// Removes the row with an `id`, or all rows that a `$filter` picks. One of the two must be there. Where there is no
  /// such row, that is a success, if the service takes it for one.
  ///
  /// Request: DELETE /v7/resource(id)
  ///
  /// @param resource name of the resource: small letters, digits and _.
  /// @param options JSON object: `id` (number, or an object with the fields of a natural key), `$filter` (OData: text,
  /// array or object), `@…`, `timeout_ms`.
  /// @throws Error Code::missing_option when neither `id` nor a `$filter` is given, Code::unauthorized, also where the
  /// service has no such resource.
  void delete_(std::string_view resource, std::string_view options = {}) const {
    return detail::call<void>(
        balena_pine_delete,
        client_,
        detail::Text("resource", resource),
        detail::Options(options));
  }

  /// Creates the row with a natural key, or changes the one that is there.
  ///
  /// Request: POST /v7/resource
  ///
  /// @param resource name of the resource: small letters, digits and _.
  /// @param natural_key JSON object with the fields by which there is one row only: texts, numbers, booleans.
  /// @param body JSON object with the row's other fields, all that a new row needs.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return object, or std::nullopt: the new row, null when there was one of this key, which was changed.
  /// @throws Error Code::conflict, Code::request_error, Code::unauthorized, also where the service has no such
  /// resource.
  std::optional<Document> upsert(
      std::string_view resource,
      std::string_view natural_key,
      std::string_view body,
      std::string_view options = {}) const {
    return detail::call<std::optional<Document>>(
        balena_pine_upsert,
        client_,
        detail::Text("resource", resource),
        detail::Text("natural_key", natural_key),
        detail::Text("body", body),
        detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_PINE_HPP
