// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_SECTIONS_HPP
#define BALENA_GENERATED_SECTIONS_HPP

#include <balena/generated/api_key.hpp>
#include <balena/generated/application.hpp>
#include <balena/generated/application_config_variable.hpp>
#include <balena/generated/application_env_variable.hpp>
#include <balena/generated/application_tag.hpp>
#include <balena/generated/auth.hpp>
#include <balena/generated/config.hpp>
#include <balena/generated/device.hpp>
#include <balena/generated/device_config_variable.hpp>
#include <balena/generated/device_env_variable.hpp>
#include <balena/generated/device_os.hpp>
#include <balena/generated/device_service_env_variable.hpp>
#include <balena/generated/device_tag.hpp>
#include <balena/generated/image.hpp>
#include <balena/generated/key.hpp>
#include <balena/generated/logs.hpp>
#include <balena/generated/pine.hpp>
#include <balena/generated/release.hpp>
#include <balena/generated/release_tag.hpp>
#include <balena/generated/service.hpp>
#include <balena/generated/service_env_variable.hpp>
#include <balena/generated/settings.hpp>
#include <balena/generated/supervisor.hpp>
#include <balena/generated/two_factor_auth.hpp>
#include <balena/owned.hpp>

#include <utility>

namespace balena {

/// A handle and the sections of functions that are reached through it.
class Sections {
 public:
  /// The user's API keys.
  ApiKey api_key() const noexcept { return ApiKey(handle_.get()); }

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

  /// What the service says of itself.
  Config config() const noexcept { return Config(handle_.get()); }

  /// Devices.
  Device device() const noexcept { return Device(handle_.get()); }

  /// Configuration variables of devices.
  DeviceConfigVariable device_config_variable() const noexcept { return DeviceConfigVariable(handle_.get()); }

  /// Environment variables of devices.
  DeviceEnvVariable device_env_variable() const noexcept { return DeviceEnvVariable(handle_.get()); }

  /// The operating system of devices, balenaOS.
  DeviceOs device_os() const noexcept { return DeviceOs(handle_.get()); }

  /// Environment variables of services on single devices.
  DeviceServiceEnvVariable device_service_env_variable() const noexcept { return DeviceServiceEnvVariable(handle_.get()); }

  /// Tags of devices.
  DeviceTag device_tag() const noexcept { return DeviceTag(handle_.get()); }

  /// Images, which releases are made of.
  Image image() const noexcept { return Image(handle_.get()); }

  /// The user's public SSH keys.
  Key key() const noexcept { return Key(handle_.get()); }

  /// Logs of devices.
  Logs logs() const noexcept { return Logs(handle_.get()); }

  /// Any resource of the service, for what no other section has.
  Pine pine() const noexcept { return Pine(handle_.get()); }

  /// Releases of applications.
  Release release() const noexcept { return Release(handle_.get()); }

  /// Tags of releases.
  ReleaseTag release_tag() const noexcept { return ReleaseTag(handle_.get()); }

  /// Services of applications.
  Service service() const noexcept { return Service(handle_.get()); }

  /// Environment variables of services.
  ServiceEnvVariable service_env_variable() const noexcept { return ServiceEnvVariable(handle_.get()); }

  /// The settings that are kept for later handles.
  Settings settings() const noexcept { return Settings(handle_.get()); }

  /// The supervisors of devices.
  Supervisor supervisor() const noexcept { return Supervisor(handle_.get()); }

  /// Two-factor logins.
  TwoFactorAuth two_factor_auth() const noexcept { return TwoFactorAuth(handle_.get()); }

 protected:
  explicit Sections(detail::OwnedClient handle) noexcept : handle_(std::move(handle)) {}

  const balena_client *handle() const noexcept { return handle_.get(); }

 private:
  detail::OwnedClient handle_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_SECTIONS_HPP
