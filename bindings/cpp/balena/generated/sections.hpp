// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_SECTIONS_HPP
#define BALENA_GENERATED_SECTIONS_HPP

#include <balena/generated/application.hpp>
#include <balena/generated/application_config_variable.hpp>
#include <balena/generated/application_env_variable.hpp>
#include <balena/generated/application_tag.hpp>
#include <balena/generated/auth.hpp>
#include <balena/generated/device.hpp>
#include <balena/generated/device_config_variable.hpp>
#include <balena/generated/device_env_variable.hpp>
#include <balena/generated/device_service_env_variable.hpp>
#include <balena/generated/device_tag.hpp>
#include <balena/generated/release_tag.hpp>
#include <balena/generated/service_env_variable.hpp>
#include <balena/generated/settings.hpp>
#include <balena/owned.hpp>

#include <utility>

namespace balena {

/// A handle and the sections of functions that are reached through it.
class Sections {
 public:
  /// Applications, also called fleets.
  Application application() const noexcept { return Application(handle_.get()); }

  /// Configuration variables of applications.
  ApplicationConfigVariable application_config_variable() const noexcept { return ApplicationConfigVariable(handle_.get()); }

  /// Environment variables of applications.
  ApplicationEnvVariable application_env_variable() const noexcept { return ApplicationEnvVariable(handle_.get()); }

  /// Tags of applications.
  ApplicationTag application_tag() const noexcept { return ApplicationTag(handle_.get()); }

  /// Logging in, and who is.
  Auth auth() const noexcept { return Auth(handle_.get()); }

  /// Devices.
  Device device() const noexcept { return Device(handle_.get()); }

  /// Configuration variables of devices.
  DeviceConfigVariable device_config_variable() const noexcept { return DeviceConfigVariable(handle_.get()); }

  /// Environment variables of devices.
  DeviceEnvVariable device_env_variable() const noexcept { return DeviceEnvVariable(handle_.get()); }

  /// Environment variables of services on single devices.
  DeviceServiceEnvVariable device_service_env_variable() const noexcept { return DeviceServiceEnvVariable(handle_.get()); }

  /// Tags of devices.
  DeviceTag device_tag() const noexcept { return DeviceTag(handle_.get()); }

  /// Tags of releases.
  ReleaseTag release_tag() const noexcept { return ReleaseTag(handle_.get()); }

  /// Environment variables of services.
  ServiceEnvVariable service_env_variable() const noexcept { return ServiceEnvVariable(handle_.get()); }

  /// The settings that are kept for later handles.
  Settings settings() const noexcept { return Settings(handle_.get()); }

 protected:
  explicit Sections(detail::OwnedClient handle) noexcept : handle_(std::move(handle)) {}

 private:
  detail::OwnedClient handle_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_SECTIONS_HPP
