/// @file
/// What is passed to the library, and what comes of a code.

#ifndef BALENA_ARGUMENT_HPP
#define BALENA_ARGUMENT_HPP

#include <balena/error.hpp>
#include <balena/owned.hpp>

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

/// The options argument: nothing is given as NULL.
class Options {
 public:
  explicit Options(std::string_view options) : text_("options", options), given_(!options.empty()) {}

  operator const char *() const noexcept { return given_ ? static_cast<const char *>(text_) : nullptr; }

 private:
  Text text_;
  bool given_;
};

/// Throws the error that `document` describes, unless the call worked.
inline void check(balena_code code, const OwnedText &document) {
  if (code == BALENA_OK) return;
  throw Error(static_cast<Code>(code), std::string(view(document)));
}

}  // namespace balena::detail

#endif  // BALENA_ARGUMENT_HPP
