/// @file
/// The pieces of a download, and the function that gets them.

#ifndef BALENA_DOWNLOAD_HPP
#define BALENA_DOWNLOAD_HPP

#include <balena/core.hpp>
#include <balena/document.hpp>
#include <balena/rows.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace balena {

/// A piece of what is downloaded.
struct Piece {
  /// Its bytes, in memory of the library: they are gone when the function returns.
  std::string_view data;
  /// How many bytes came before. It is 0 again where the download begins anew.
  std::int64_t offset;
  /// How many bytes there are in all, where that is known.
  std::optional<std::int64_t> total;
  /// How many bytes came in a second, on average since the first piece; 0 with that.
  double rate;
};

namespace detail {

/// Counts what comes.
template <class Callback>
class Measured {
 public:
  explicit Measured(Callback &callback) noexcept : called(callback) {}

  Called<Callback> called;

  std::int32_t take(const void *data, std::size_t length, std::int64_t offset, std::int64_t total) noexcept {
    const auto now = std::chrono::steady_clock::now();
    // What came before the first piece, the making of the image, is none of the connection's.
    if (began_) bytes_ += static_cast<double>(length);
    if (!began_) began_ = now;
    const std::chrono::duration<double> passed = now - *began_;
    const double rate = passed.count() > 0 ? bytes_ / passed.count() : 0;
    const Piece piece{{static_cast<const char *>(data), length},
                      offset,
                      total < 0 ? std::nullopt : std::make_optional(total),
                      rate};
    return called.with([&piece]() -> const Piece & { return piece; });
  }

 private:
  std::optional<std::chrono::steady_clock::time_point> began_;
  double bytes_ = 0;
};

template <class Callback>
using IfTakesPieces = std::enable_if_t<std::is_invocable_v<Callback &, const Piece &>>;

template <class Callback>
std::int32_t on_piece(const void *data, std::size_t length, std::int64_t offset, std::int64_t total,
                      void *user_data) noexcept {
  return static_cast<Measured<Callback> *>(user_data)->take(data, length, offset, total);
}

template <class Function, class Callback, class... Arguments>
Document download(Function function, const balena_client *client, Callback callback, const Arguments &...arguments) {
  Measured<Callback> measured(callback);
  return measured.called.during([&] {
    return call<Document>(function, client, arguments..., &on_piece<Callback>, static_cast<void *>(&measured));
  });
}

}  // namespace detail

}  // namespace balena

#endif  // BALENA_DOWNLOAD_HPP
