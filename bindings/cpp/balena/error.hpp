/// @file
/// What a call that fails throws.

#ifndef BALENA_ERROR_HPP
#define BALENA_ERROR_HPP

#include <balena/generated/codes.hpp>
#include <balena/owned.hpp>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace balena {

/// The name of a code as it stands in documents, as "DEVICE_NOT_FOUND"; "UNKNOWN" for a number that is none.
inline std::string_view name(Code code) noexcept { return balena_code_name(static_cast<std::int32_t>(code)); }

/// Why a call failed. `what()` is one sentence for people.
class Error : public std::runtime_error {
 public:
  /// From an error document of the library.
  Error(Code code, std::string document)
      : std::runtime_error(member(document, "/message").value_or(std::string(name(code)))),
        code_(code),
        outcome_unknown_(member(document, "/outcome_unknown") == "true"),
        document_(std::make_shared<const std::string>(std::move(document))) {
    http_status_ = number<int>(*document_, "/http_status");
    if (const auto seconds = number<std::uint32_t>(*document_, "/retry_after_s")) {
      retry_after_ = std::chrono::seconds(*seconds);
    }
  }

  /// From this side of the library. The message may hold no character that JSON escapes.
  static Error of(Code code, std::string_view message) {
    std::string document = R"({"code":")";
    document.append(name(code)).append(R"(","number":)").append(std::to_string(static_cast<std::int32_t>(code)));
    document.append(R"(,"message":")").append(message).append(R"("})");
    return Error(code, std::move(document));
  }

  // An exception's copy may not throw, so copies share the document; and it is never moved from.
  Error(const Error &) noexcept = default;
  Error &operator=(const Error &) noexcept = default;
  ~Error() override = default;

  /// The code, which never changes its meaning.
  Code code() const noexcept { return code_; }

  /// The whole error as JSON: an object with `code`, `number` and `message`, and where they are known `http_status`,
  /// `request`, `retry_after_s`, `outcome_unknown` and `cause`. It holds no token, key or password.
  const std::string &document() const noexcept { return *document_; }

  /// The status that the server answered, if it did.
  std::optional<int> http_status() const noexcept { return http_status_; }

  /// The method and address of the request that failed; empty when none was sent.
  std::string request() const { return member(*document_, "/request").value_or(std::string()); }

  /// How long the server wants to be left alone, if it said so.
  std::optional<std::chrono::seconds> retry_after() const noexcept { return retry_after_; }

  /// True when a write may have been carried out although the call failed.
  bool outcome_unknown() const noexcept { return outcome_unknown_; }

 private:
  static std::optional<std::string> member(const std::string &document, const char *pointer) {
    char *out = nullptr;
    const balena_code code = balena_json_get(document.c_str(), pointer, &out);
    const detail::OwnedText text(out);
    return code == BALENA_OK ? std::optional<std::string>(detail::view(text)) : std::nullopt;
  }

  template <class Number>
  static std::optional<Number> number(const std::string &document, const char *pointer) {
    Number value = 0;
    const std::string digits = member(document, pointer).value_or(std::string());
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return read.ec == std::errc() ? std::optional<Number>(value) : std::nullopt;
  }

  Code code_;
  bool outcome_unknown_;
  std::optional<int> http_status_;
  std::optional<std::chrono::seconds> retry_after_;
  std::shared_ptr<const std::string> document_;
};

}  // namespace balena

#endif  // BALENA_ERROR_HPP
