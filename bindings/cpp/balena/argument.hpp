/// @file
/// What is passed to the library, and what comes of a code.

#ifndef BALENA_ARGUMENT_HPP
#define BALENA_ARGUMENT_HPP

#include <balena/error.hpp>
#include <balena/owned.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace balena::detail {

/// A text argument. It is a copy, since a string_view need not end in NUL; a NUL within would cut it short there.
class Text {
 public:
  Text(std::string_view name, std::string_view text) : text_(text) {
    if (text.find('\0') != std::string_view::npos) {
      throw Error::of(Code::invalid_parameter, std::string(name) + " holds a NUL byte");
    }
  }

  operator const char *() const noexcept { return text_.c_str(); }

 private:
  std::string text_;
};

/// A text argument that may be missing: nothing is given as NULL.
class MaybeText {
 public:
  MaybeText(std::string_view name, std::optional<std::string_view> text)
      : text_(name, text.value_or(std::string_view())), given_(text.has_value()) {}

  operator const char *() const noexcept { return given_ ? static_cast<const char *>(text_) : nullptr; }

 private:
  Text text_;
  bool given_;
};

/// The options argument: none are given as NULL.
class Options : public MaybeText {
 public:
  explicit Options(std::string_view options)
      : MaybeText("options", options.empty() ? std::nullopt : std::make_optional(options)) {}
};

/// Throws the error that `document` describes, unless the call worked.
inline void check(balena_code code, const OwnedText &document) {
  if (code == BALENA_OK) return;
  throw Error(static_cast<Code>(code), std::string(view(document)));
}

/// The handle that `make` makes, or the error that it tells of instead.
template <class Make>
OwnedClient made(Make make) {
  balena_client *client = nullptr;
  char *out = nullptr;
  const balena_code code = make(&client, &out);
  OwnedClient handle(client);
  const OwnedText error(out);
  check(code, error);
  return handle;
}

}  // namespace balena::detail

#endif  // BALENA_ARGUMENT_HPP
