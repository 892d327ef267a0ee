// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_APPLICATION_HPP
#define BALENA_GENERATED_APPLICATION_HPP

#include <balena/core.hpp>
#include <balena/rows.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace balena {

/// Applications, also called fleets.
///
/// Reached as `client.application()`. It may be kept and copied for as long as the client's handle lives.
class Application {
 public:
  explicit Application(const balena_client *client) noexcept : client_(client) {}

  /// Creates an application.
  ///
  /// Request: POST /v7/application
  ///
  /// @param name name, 4 to 100 characters.
  /// @param device_type slug, alias or display name of a device type, as "raspberrypi3" or "Raspberry Pi 3".
  /// @param options JSON object, or empty for none: `organization` (handle or id; the user's only one, or his own,
  /// unless given), `app_type` (slug), `application_class` ("app", "fleet" or "block"), `uuid` (32 hex digits),
  /// `timeout_ms`.
  /// @return object, the row of the application.
  /// @throws Error Code::not_logged_in, Code::invalid_device_type, Code::invalid_application_type,
  /// Code::organization_not_found, Code::missing_option (several organizations and none named), Code::conflict (there
  /// is one of this name).
  Document create(std::string_view name, std::string_view device_type, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_application_create,
        client_,
        detail::Text("name", name),
        detail::Text("device_type", device_type),
        detail::Options(options));
  }

  /// Disables the public URLs of all devices of an application.
  ///
  /// Request: PATCH /v7/device?$filter=belongs_to__application eq id
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::application_not_found, Code::unsupported_by_server (openBalena has no such URLs).
  void disable_device_urls(std::string_view application, std::string_view options = {}) const {
    return detail::call<void>(
        balena_application_disable_device_urls,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Keeps an application at the release that it targets now: later releases don't become its target.
  ///
  /// Request: PATCH /v7/application(id)
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::application_not_found.
  void disable_rolling_updates(std::string_view application, std::string_view options = {}) const {
    return detail::call<void>(
        balena_application_disable_rolling_updates,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Enables the public URLs of all devices of an application.
  ///
  /// Request: PATCH /v7/device?$filter=belongs_to__application eq id
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::application_not_found, Code::unsupported_by_server (openBalena has no such URLs).
  void enable_device_urls(std::string_view application, std::string_view options = {}) const {
    return detail::call<void>(
        balena_application_enable_device_urls,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Lets later releases of an application become its target. A server may leave the target of now in place until then;
  /// `Application::track_latest_release` moves it at once.
  ///
  /// Request: PATCH /v7/application(id)
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::application_not_found.
  void enable_rolling_updates(std::string_view application, std::string_view options = {}) const {
    return detail::call<void>(
        balena_application_enable_rolling_updates,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Makes a key with which devices can be registered with an application, as an image holds it.
  ///
  /// Request: POST /api-key/v2/
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `key_name`, `description`, `expiry_date` (milliseconds since 1970;
  /// never unless given), `timeout_ms`.
  /// @return text, the key.
  /// @throws Error Code::application_not_found.
  std::string generate_provisioning_key(std::string_view application, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_application_generate_provisioning_key,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Gets one of the applications that the user can access directly, by the name that people know it by.
  ///
  /// Request: GET /v7/application
  ///
  /// @param name name, or slug ("organization/name").
  /// @param options JSON object, or empty for none: `$select`, `$expand` (OData: texts, arrays or objects),
  /// `timeout_ms`.
  /// @return object, the row of the application.
  /// @throws Error Code::application_not_found, Code::ambiguous_application.
  Document get(std::string_view name, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_application_get,
        client_,
        detail::Text("name", name),
        detail::Options(options));
  }

  /// Lists the applications that the user can access directly, by name.
  ///
  /// Request: GET /v7/application
  ///
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of applications.
  /// @throws Error the common ones.
  Document get_all(std::string_view options = {}) const {
    return detail::call<Document>(balena_application_get_all, client_, detail::Options(options));
  }

  /// Hands the applications that the user can access directly to a function, one by one and by ascending id. They are
  /// asked for by the page, so that one page is in memory, however many there are; rows that come or go meanwhile
  /// neither double nor hide others.
  ///
  /// Request: GET /v7/application?$filter=id gt last&$orderby=id asc&$top=page_size
  ///
  /// @param options JSON object, or empty for none: `$select` (`id` comes along unasked), `$filter`, `$expand`, `@…`,
  /// `page_size` (rows that are asked for at once, 1000), `pages` (how many of them at most; all unless given), `after`
  /// (id behind which to begin), `timeout_ms` (of each page).
  /// @param callback function that gets each row as the service sent it, on the thread that makes the call. It gives
  /// true to go on, or nothing, and false to stop. It may call this library, but not destroy the client. What it throws
  /// ends the call, and comes out of it.
  /// @return object with `count` (of the rows that the function got), `last` (id of the last of them, else `after`,
  /// null where there is neither: `after` goes on behind it) and `complete` (false where there may be more: it stopped,
  /// or the pages were over).
  /// @throws Error the common ones.
  template <class Callback, class = detail::IfTakesRows<Callback>>
  Document for_each(Callback callback, std::string_view options = {}) const {
    return detail::for_each(balena_application_for_each, client_, std::move(callback), detail::Options(options));
  }

  /// The same as a range to go through: a page is asked for when its first row is wanted. See Rows. The parameters are
  /// those of the other `for_each`, and so are the errors, which come while it is gone through.
  Rows for_each(std::string_view options = {}) const {
    return Rows::of(options, balena_application_for_each, client_);
  }

  /// Gets one application, also a public one of others.
  ///
  /// Request: GET /v7/application(id)
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `$select`, `$expand` (OData: texts, arrays or objects),
  /// `timeout_ms`.
  /// @return object, the row of the application.
  /// @throws Error Code::application_not_found.
  Document get_by_id(std::string_view application, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_application_get_by_id,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Gets one application by its name and its owner, also a public one of others.
  ///
  /// Request: GET /v7/application(slug='owner/name')
  ///
  /// @param name name, in upper or lower case.
  /// @param owner handle of an organization; that of a user's own is his user name.
  /// @param options JSON object, or empty for none: `$select`, `$expand` (OData: texts, arrays or objects),
  /// `timeout_ms`.
  /// @return object, the row of the application.
  /// @throws Error Code::application_not_found.
  Document get_by_owner(std::string_view name, std::string_view owner, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_application_get_by_owner,
        client_,
        detail::Text("name", name),
        detail::Text("owner", owner),
        detail::Options(options));
  }

  /// Makes the config.json with which a device joins an application. It holds a provisioning key that is made for it.
  ///
  /// Request: POST /download-config
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param version version of balenaOS that the device runs, as "2.29.2+rev1.prod".
  /// @param options JSON object, or empty for none: `network` ("ethernet" unless given, or "wifi"), `wifiSsid` (needed
  /// with wifi), `wifiKey`, `appUpdatePollInterval` (minutes), `ip`, `gateway`, `netmask` (IPv4, as "192.0.2.1"),
  /// `deviceType` (slug; the application's unless given), `developmentMode` (boolean), `provisioningKeyName`,
  /// `provisioningKeyExpiryDate` (milliseconds since 1970; never unless given), `timeout_ms`.
  /// @return object, the content of config.json.
  /// @throws Error Code::application_not_found, Code::missing_option (`version` is empty, or wifi without `wifiSsid`).
  Document get_config(std::string_view application, std::string_view version, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_application_get_config,
        client_,
        detail::Text("application", application),
        detail::Text("version", version),
        detail::Options(options));
  }

  /// The commit of the release that an application's devices should run.
  ///
  /// Request: GET /v7/application(id)
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text, or std::nullopt when there is no such release.
  /// @throws Error Code::application_not_found.
  std::optional<std::string> get_target_release_hash(
      std::string_view application,
      std::string_view options = {}) const {
    return detail::call<std::optional<std::string>>(
        balena_application_get_target_release_hash,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Lets balena's support work on an application until a date.
  ///
  /// Request: PATCH /v7/application(id)
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param expiry_timestamp when the access ends, in milliseconds since 1970.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::application_not_found, Code::invalid_parameter (the date is not in the future),
  /// Code::unsupported_by_server (openBalena has no support).
  void grant_support_access(
      std::string_view application,
      std::int64_t expiry_timestamp,
      std::string_view options = {}) const {
    return detail::call<void>(
        balena_application_grant_support_access,
        client_,
        detail::Text("application", application),
        expiry_timestamp,
        detail::Options(options));
  }

  /// Asks whether the user can access an application of this name directly.
  ///
  /// Request: GET /v7/application
  ///
  /// @param name name, or slug ("organization/name").
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return boolean.
  /// @throws Error the common ones.
  bool has(std::string_view name, std::string_view options = {}) const {
    return detail::call<bool>(balena_application_has, client_, detail::Text("name", name), detail::Options(options));
  }

  /// Asks whether the user can access any application directly.
  ///
  /// Request: GET /v7/application
  ///
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return boolean.
  /// @throws Error the common ones.
  bool has_any(std::string_view options = {}) const {
    return detail::call<bool>(balena_application_has_any, client_, detail::Options(options));
  }

  /// Asks whether an application takes over new releases and targets the latest one.
  ///
  /// Request: GET /v7/application(id)
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return boolean; true also when it takes over new releases and has none yet.
  /// @throws Error Code::application_not_found.
  bool is_tracking_latest_release(std::string_view application, std::string_view options = {}) const {
    return detail::call<bool>(
        balena_application_is_tracking_latest_release,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Removes an application and its devices.
  ///
  /// Request: DELETE /v7/application(id)
  ///
  /// @param name name, or slug ("organization/name").
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::not_logged_in, Code::application_not_found, Code::ambiguous_application.
  void remove(std::string_view name, std::string_view options = {}) const {
    return detail::call<void>(balena_application_remove, client_, detail::Text("name", name), detail::Options(options));
  }

  /// Restarts the services of an application on all of its devices.
  ///
  /// Request: POST /application/id/restart
  ///
  /// @param name name, or slug ("organization/name").
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::not_logged_in, Code::application_not_found, Code::ambiguous_application,
  /// Code::supervisor_locked, Code::unsupported_by_server (openBalena does not do this).
  void restart(std::string_view name, std::string_view options = {}) const {
    return detail::call<void>(
        balena_application_restart,
        client_,
        detail::Text("name", name),
        detail::Options(options));
  }

  /// Ends the access that balena's support has to an application.
  ///
  /// Request: PATCH /v7/application(id)
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::application_not_found, Code::unsupported_by_server (openBalena has no support).
  void revoke_support_access(std::string_view application, std::string_view options = {}) const {
    return detail::call<void>(
        balena_application_revoke_support_access,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Keeps an application at one of its releases, which must have been built successfully.
  ///
  /// Request: PATCH /v7/application(id)
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param release id or commit.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::application_not_found, Code::release_not_found.
  void set_to_release(std::string_view application, std::string_view release, std::string_view options = {}) const {
    return detail::call<void>(
        balena_application_set_to_release,
        client_,
        detail::Text("application", application),
        detail::Text("release", release),
        detail::Options(options));
  }

  /// Makes the latest release of an application its target, and lets later ones become it.
  ///
  /// Request: PATCH /v7/application(id)
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::application_not_found.
  void track_latest_release(std::string_view application, std::string_view options = {}) const {
    return detail::call<void>(
        balena_application_track_latest_release,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Asks whether later releases of an application become its target.
  ///
  /// Request: GET /v7/application(id)
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return boolean.
  /// @throws Error Code::application_not_found.
  bool will_track_new_releases(std::string_view application, std::string_view options = {}) const {
    return detail::call<bool>(
        balena_application_will_track_new_releases,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_APPLICATION_HPP
