/// @file
/// What a call gives that is more than one value.

#ifndef BALENA_DOCUMENT_HPP
#define BALENA_DOCUMENT_HPP

#include <balena/argument.hpp>
#include <balena/owned.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

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

}  // namespace detail

/// A JSON text as the server sent it. It can be moved and not copied: it may be large.
///
/// A pointer is RFC 6901, as "/0/device_name"; "" is the whole document. Each look reads the document from its start:
/// for much of a long list, give text() to a JSON parser.
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

 private:
  detail::OwnedText text_;
};

}  // namespace balena

#endif  // BALENA_DOCUMENT_HPP
