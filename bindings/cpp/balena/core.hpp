/// @file
/// The one way through which all methods call the library.

#ifndef BALENA_CORE_HPP
#define BALENA_CORE_HPP

#include <balena/argument.hpp>
#include <balena/document.hpp>
#include <balena/error.hpp>
#include <balena/owned.hpp>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

namespace balena::detail {

inline std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  const char *end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, value);
  if (fault != std::errc() || stopped != end) {
    throw Error::of(Code::decode, "The result is not a whole number of 64 bits.");
  }
  return value;
}

/// Calls `function` and gives its result as a `Result`, or throws. A client that was moved from is NULL here, which
/// the library refuses.
template <class Result, class Function, class... Arguments>
Result call(Function function, const balena_client *client, const Arguments &...arguments) {
  char *out = nullptr;
  const balena_code code = function(client, arguments..., &out);
  Document document{OwnedText(out)};
  if (code != BALENA_OK) throw Error(static_cast<Code>(code), std::string(document.text()));
  if constexpr (std::is_same_v<Result, Document>) {
    return document;
  } else if constexpr (std::is_same_v<Result, std::optional<Document>>) {
    if (document.text() == "null") return std::nullopt;
    return document;
  } else if constexpr (std::is_same_v<Result, std::string>) {
    return document.get("");
  } else if constexpr (std::is_same_v<Result, std::optional<std::string>>) {
    if (document.text() == "null") return std::nullopt;
    return document.get("");
  } else if constexpr (std::is_same_v<Result, bool>) {
    return document.text() == "true";
  } else if constexpr (std::is_same_v<Result, std::int64_t>) {
    return number(document.text());
  } else {
    static_assert(std::is_void_v<Result>, "a call gives nothing, a flag, a number, a text or a document");
  }
}

}  // namespace balena::detail

#endif  // BALENA_CORE_HPP
