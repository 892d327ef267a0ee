// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_SETTINGS_HPP
#define BALENA_GENERATED_SETTINGS_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// The settings that are kept for later handles.
///
/// Reached as `client.settings()`. It may be kept and copied for as long as the client's handle lives.
class Settings {
 public:
  explicit Settings(const balena_client *client) noexcept : client_(client) {}

  /// The value of a setting that is in force: what the handle was made with, else the environment's, else the one that
  /// is kept, else the default.
  ///
  /// @param key name, in any case.
  /// @return text.
  /// @throws Error Code::invalid_option (there is no such setting), Code::invalid_parameter, Code::io.
  std::string get(std::string_view key) const {
    return detail::call<std::string>(balena_settings_get, client_, detail::Text("key", key));
  }

  /// The values of all settings that are in force, without the token.
  ///
  /// @return object of texts.
  /// @throws Error Code::io.
  Document get_all() const {
    return detail::call<Document>(balena_settings_get_all, client_);
  }

  /// Whether `Settings::get` would find a value.
  ///
  /// @param key name, in any case.
  /// @return boolean.
  /// @throws Error Code::invalid_parameter, Code::io.
  bool has(std::string_view key) const {
    return detail::call<bool>(balena_settings_has, client_, detail::Text("key", key));
  }

  /// Forgets a setting that is kept. What options, the environment or a default say of it is in force still.
  ///
  /// @param key name, in any case.
  /// @return boolean; false when it was not kept.
  /// @throws Error Code::invalid_parameter, Code::io.
  bool remove(std::string_view key) const {
    return detail::call<bool>(balena_settings_remove, client_, detail::Text("key", key));
  }

  /// Keeps a setting: an option that handles are made with, or whatever else a program wants to keep. `Settings::get`
  /// gives it at once, unless options or the environment say otherwise; handles go by it that are made afterwards.
  ///
  /// An option is kept as it will be used: a number in digits, an address with its last `/`. `data_directory` can't be
  /// kept, nor can an `api_version` before v7 or a `device_actions_endpoint_version` before v2: where the file has one
  /// it is the Python SDK's, and not used. Neither the token nor the key of a supervisor is a setting.
  ///
  /// Settings are in the file balena.cfg of `data_directory`, which the official Python SDK reads and writes too: what
  /// others wrote there stays as it is. The file is replaced in one step, under a lock among the processes that use
  /// this library, and is its owner's alone. One that can't be understood is left alone, and so is a symbolic link or
  /// another user's file in its place: that is Code::io. Where `data_directory` is null or on a read-only file system,
  /// or where there is no home, settings live as long as the handle.
  ///
  /// @param key name, kept in lower case; not empty, without = : [ ] and control characters, not beginning with # or ;.
  /// @param value text without control characters and without white space at its ends.
  /// @throws Error Code::invalid_parameter, Code::limit (the file would be larger than 1 MiB), Code::io.
  void set(std::string_view key, std::string_view value) const {
    return detail::call<void>(balena_settings_set, client_, detail::Text("key", key), detail::Text("value", value));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_SETTINGS_HPP
