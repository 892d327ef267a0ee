// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_IMAGE_HPP
#define BALENA_GENERATED_IMAGE_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// Images, which releases are made of.
///
/// Reached as `client.image()`. It may be kept and copied for as long as the client's handle lives.
class Image {
 public:
  explicit Image(const balena_client *client) noexcept : client_(client) {}

  /// Gets one image, without its build log unless `$select` asks for that.
  ///
  /// Request: GET /v7/image(id)
  ///
  /// @param id id of its row.
  /// @param options JSON object, or empty for none: `$select`, `$expand` (OData: texts, arrays or objects),
  /// `timeout_ms`.
  /// @return object, the row of the image.
  /// @throws Error Code::image_not_found.
  Document get(std::int64_t id, std::string_view options = {}) const {
    return detail::call<Document>(balena_image_get, client_, id, detail::Options(options));
  }

  /// The log of an image's build.
  ///
  /// Request: GET /v7/image(id)?$select=build_log
  ///
  /// @param id id of its row.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text, or std::nullopt when there is none.
  /// @throws Error Code::image_not_found.
  std::optional<std::string> get_log(std::int64_t id, std::string_view options = {}) const {
    return detail::call<std::optional<std::string>>(balena_image_get_log, client_, id, detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_IMAGE_HPP
