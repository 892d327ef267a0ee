/// @file
/// What a call gives that is more than one value.

#ifndef BALENA_DOCUMENT_HPP
#define BALENA_DOCUMENT_HPP

#include <balena/argument.hpp>
#include <balena/owned.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace balena {

namespace detail {

/// The value at `pointer` of a JSON text, a string unquoted.
inline OwnedText value(const char *json, std::string_view pointer) {
  char *out = nullptr;
  const balena_code code = balena_json_get(json, Text("pointer", pointer), &out);
  OwnedText found(out);
  check(code, found);
  return found;
}

/// The same, or nothing where there is none.
inline std::optional<std::string> found(const char *json, std::string_view pointer) {
  char *out = nullptr;
  const balena_code code = balena_json_get(json, Text("pointer", pointer), &out);
  const OwnedText text(out);
  if (code == BALENA_NOT_FOUND) return std::nullopt;
  check(code, text);
  return std::string(view(text));
}

/// What comes of an array.
struct Elements {
  std::vector<std::string> texts;
  std::exception_ptr thrown;

  /// No exception may pass through the library.
  static std::int32_t add(const char *text, void *user_data) noexcept {
    auto *self = static_cast<Elements *>(user_data);
    try {
      self->texts.emplace_back(text, balena_string_length(text));
      return 0;
    } catch (...) {
      self->thrown = std::current_exception();
      return 1;
    }
  }
};

}  // namespace detail

/// A JSON text as the server sent it. It can be moved and not copied: it may be large.
///
/// A pointer is RFC 6901, as "/0/device_name"; "" is the whole document. Each look reads the document from its start:
/// take the rows of a long list by elements().
class Document {
 public:
  explicit Document(detail::OwnedText text) noexcept : text_(std::move(text)) {}

  /// The JSON text, for as long as the document lives; empty once it was moved from. A NUL follows it.
  std::string_view text() const noexcept { return detail::view(text_); }

  /// The value at `pointer`: a string unquoted, anything else as JSON.
  /// @throws Error Code::not_found (nothing at this pointer), Code::invalid_parameter (also once it was moved from).
  std::string get(std::string_view pointer) const {
    return std::string(detail::view(detail::value(text_.get(), pointer)));
  }

  /// As get(), but nothing where there is nothing at `pointer`. What is null is there, as "null".
  /// @throws Error Code::invalid_parameter (also once it was moved from).
  std::optional<std::string> find(std::string_view pointer) const { return detail::found(text_.get(), pointer); }

  /// The array or object at `pointer`, as a document of its own: of a list take the row first, then its fields.
  /// @throws Error As length() does.
  Document at(std::string_view pointer) const {
    length(pointer);
    return Document(detail::value(text_.get(), pointer));
  }

  /// How many elements the array, or members the object, at `pointer` has.
  /// @throws Error Code::not_found (nothing at this pointer), Code::invalid_parameter (neither array nor object; also
  /// once it was moved from).
  std::size_t length(std::string_view pointer = {}) const {
    std::size_t count = 0;
    const balena_code code = balena_json_length(text_.get(), detail::Text("pointer", pointer), &count);
    if (code != BALENA_OK) {
      throw Error::of(static_cast<Code>(code), "The document has neither an array nor an object at this pointer.");
    }
    return count;
  }

  /// The elements of the array at `pointer`, taken out in one pass: strings unquoted, anything else as JSON.
  /// @throws Error Code::not_found (nothing at this pointer), Code::invalid_parameter (no array; also once it was moved
  /// from).
  std::vector<std::string> elements(std::string_view pointer = {}) const {
    detail::Elements elements;
    const balena_code code = balena_json_for_each(text_.get(), detail::Text("pointer", pointer),
                                                  &detail::Elements::add, static_cast<void *>(&elements));
    if (elements.thrown) std::rethrow_exception(elements.thrown);
    if (code != BALENA_OK) throw Error::of(static_cast<Code>(code), "The document has no array at this pointer.");
    return std::move(elements.texts);
  }

 private:
  detail::OwnedText text_;
};

}  // namespace balena

#endif  // BALENA_DOCUMENT_HPP
