// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_SECTIONS_HPP
#define BALENA_GENERATED_SECTIONS_HPP

#include <balena/generated/application.hpp>
#include <balena/generated/auth.hpp>
#include <balena/generated/device.hpp>
#include <balena/generated/settings.hpp>
#include <balena/owned.hpp>

#include <utility>

namespace balena {

/// A handle and the sections of functions that are reached through it.
class Sections {
 public:
  /// Applications, also called fleets.
  Application application() const noexcept { return Application(handle_.get()); }

  /// Logging in, and who is.
  Auth auth() const noexcept { return Auth(handle_.get()); }

  /// Devices.
  Device device() const noexcept { return Device(handle_.get()); }

  /// The settings that are kept for later handles.
  Settings settings() const noexcept { return Settings(handle_.get()); }

 protected:
  explicit Sections(detail::OwnedClient handle) noexcept : handle_(std::move(handle)) {}

 private:
  detail::OwnedClient handle_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_SECTIONS_HPP
