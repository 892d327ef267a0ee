/// @file
/// What the library gives out and takes back, each with its one way to be freed.

#ifndef BALENA_OWNED_HPP
#define BALENA_OWNED_HPP

#include <balena.h>

#include <memory>
#include <string_view>

namespace balena::detail {

struct FreeText {
  void operator()(char *text) const noexcept { balena_string_free(text); }
};

struct FreeClient {
  void operator()(balena_client *client) const noexcept { balena_free(client); }
};

/// A text that the library gave out, and only such a one: its length stands in front of it.
using OwnedText = std::unique_ptr<char, FreeText>;

using OwnedClient = std::unique_ptr<balena_client, FreeClient>;

inline std::string_view view(const OwnedText &text) noexcept {
  return {text.get(), balena_string_length(text.get())};
}

}  // namespace balena::detail

#endif  // BALENA_OWNED_HPP
