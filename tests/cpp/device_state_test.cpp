// What a device is reached by, held by, told to run and said to be at: client.device()

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using balena::Client;
using balena::Document;
using server::field;
using server::NO_SUCH_DEVICE;
using server::registered;

static const std::int64_t IN_2100 = 4102444800000;
static const char *const NOWHERE = R"({"data_directory":null,"api_endpoint":"http://127.0.0.1:1"})";

/// The calls that are about a device, each with all but the device and the options.
using Calls = std::vector<std::function<void(const std::string &device, const char *options)>>;

static Calls calls(const Client &client) {
  const auto device = client.device();
  return {
      [=](const auto &it, auto options) { device.disable_device_url(it, options); },
      [=](const auto &it, auto options) { device.disable_lock_override(it, options); },
      [=](const auto &it, auto options) { device.enable_device_url(it, options); },
      [=](const auto &it, auto options) { device.enable_lock_override(it, options); },
      [=](const auto &it, auto options) { device.generate_device_key(it, options); },
      [=](const auto &it, auto options) { device.get_device_url(it, options); },
      [=](const auto &it, auto options) { device.get_supervisor_target_state(it, options); },
      [=](const auto &it, auto options) { device.get_with_service_details(it, options); },
      [=](const auto &it, auto options) { device.grant_support_access(it, IN_2100, options); },
      [=](const auto &it, auto options) { device.has_device_url(it, options); },
      [=](const auto &it, auto options) { device.has_lock_override(it, options); },
      [=](const auto &it, auto options) { device.is_tracking_application_release(it, options); },
      [=](const auto &it, auto options) { device.revoke_support_access(it, options); },
      [=](const auto &it, auto options) { device.set_custom_location(it, 1.5, 2.5, options); },
      [=](const auto &it, auto options) { device.set_to_release(it, "1", options); },
      [=](const auto &it, auto options) { device.set_to_release(it, std::nullopt, options); },
      [=](const auto &it, auto options) { device.set_to_release_by_id(it, "1", options); },
      [=](const auto &it, auto options) { device.set_to_release_by_id(it, std::nullopt, options); },
      [=](const auto &it, auto options) { device.track_application_release(it, options); },
      [=](const auto &it, auto options) { device.unset_custom_location(it, options); },
  };
}

SERVED(a_device_that_is_not_there_has_no_state) {
  const Client client = server::user();
  for (const auto &call : calls(client)) {
    for (const std::string &nobody : {NO_SUCH_DEVICE, server::NO_SUCH_REFERENCE}) {
      const auto error = THROWS(device_not_found, call(nobody, ""));
      HOLDS(std::string(error.what()).find(nobody) != std::string::npos);
    }
  }
}

LOCAL(the_state_of_a_device_wants_a_whole_reference_and_known_options) {
  const Client client(NOWHERE);
  for (const auto &call : calls(client)) {
    for (const char *bad : {"", "7cf02a6", "0", "-1", "1.5", "O'Brien", "../1"}) {
      const auto error = THROWS(invalid_parameter, call(bad, ""));
      EQUAL(std::string(error.what()).rfind("device ", 0), 0u);
    }
    THROWS(invalid_parameter, call(std::string("1\0", 2), ""));
    THROWS(non_allowed_option, call("1", R"({"no_such_option":1})"));
    THROWS(invalid_option, call("1", R"({"timeout_ms":"1"})"));
  }
}

OFFERED(device_enable_and_disable_device_url) {
  const Client client = server::user();
  const auto device = client.device();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  const std::string other = registered(client, application);
  const std::string id = field(client, uuid, "id");
  device.enable_device_url(uuid);
  HOLDS(device.has_device_url(id));
  HOLDS(!device.has_device_url(other));
  const std::string url = "https://" + uuid + "." + client.config().get_all().get("/deviceUrlsBase");
  EQUAL(device.get_device_url(uuid), url);
  EQUAL(device.get_device_url(id), url);
  device.disable_device_url(id);
  HOLDS(!device.has_device_url(uuid));
  THROWS(device_not_web_accessible, device.get_device_url(uuid));
}

SERVED(a_device_has_no_public_url_until_it_is_given_one) {
  const Client client = server::user();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  HOLDS(!client.device().has_device_url(uuid));
  const auto error = THROWS(device_not_web_accessible, client.device().get_device_url(uuid));
  HOLDS(std::string(error.what()).find(uuid) != std::string::npos);
}

SERVED(a_lock_override_is_that_of_the_device_before_that_of_its_application) {
  const Client client = server::user();
  const auto device = client.device();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  const std::string other = registered(client, application);
  const std::string id = field(client, uuid, "id");
  const auto overridden = [&] {
    return std::make_pair(device.has_lock_override(id), device.has_lock_override(other));
  };
  HOLDS(overridden() == std::make_pair(false, false));
  client.application_config_variable().create(application.id, "RESIN_OVERRIDE_LOCK", "1");
  HOLDS(overridden() == std::make_pair(true, true));
  device.disable_lock_override(uuid);
  HOLDS(overridden() == std::make_pair(false, true));
  const auto variables = [&] {
    return std::string(client.device_config_variable().get_all(uuid, R"({"$select":["name","value"]})").text());
  };
  EQUAL(variables(), R"([{"name":"RESIN_OVERRIDE_LOCK","value":"0"}])");
  for (int i = 0; i < 2; ++i) {
    device.enable_lock_override(id);
    HOLDS(overridden() == std::make_pair(true, true));
    EQUAL(variables(), R"([{"name":"RESIN_OVERRIDE_LOCK","value":"1"}])");
  }
}

SERVED(a_device_key_logs_its_device_in) {
  const Client client = server::user();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  registered(client, application);
  const std::string name = "O'Brien " + uuid.substr(0, 12);
  const std::string key = client.device().generate_device_key(
      uuid, R"({"name":")" + name + R"(","description":"\"é\" on the bench","expiry_date":4102444800000})");
  const std::string without = client.device().generate_device_key(field(client, uuid, "id"));
  HOLDS(!key.empty() && !without.empty() && key != without);
  const Client acting = server::guest();
  for (const std::string &token : {without, key}) {
    acting.auth().login_with_token(token);
    EQUAL(acting.device().get_all(R"({"$select":"uuid"})").text(), R"([{"uuid":")" + uuid + R"("}])");
  }
  const Document row = client.pine().get(
      "api_key", R"({"$select":["description","expiry_date"],"$filter":{"name":")" + name + R"("}})");
  EQUAL(row.text(), R"([{"description":"\"é\" on the bench","expiry_date":"2100-01-01T00:00:00.000Z"}])");
  for (const char *bad : {R"({"name":1})", R"({"description":[]})", R"({"expiry_date":"soon"})"}) {
    THROWS(invalid_option, client.device().generate_device_key(uuid, bad));
  }
}

SERVED(a_manifest_is_what_the_service_says_of_a_device_type) {
  const Client client = server::user();
  const auto device = client.device();
  const server::Application application(client);
  const Document manifest = device.get_manifest_by_slug("raspberrypi3");
  EQUAL(manifest.get("/slug"), "raspberrypi3");
  EQUAL(manifest.get("/name"), "Raspberry Pi 3");
  EQUAL(manifest.get("/arch"), "armv7hf");
  for (const std::string &name : {manifest.get("/name"), manifest.get("/aliases/0")}) {
    EQUAL(device.get_manifest_by_slug(name).text(), manifest.text());
  }
  for (const std::string &name : {application.name, application.slug}) {
    EQUAL(device.get_manifest_by_application(name).text(), manifest.text());
  }
  EQUAL(server::guest().device().get_manifest_by_slug("raspberrypi3").text(), manifest.text());
  for (const char *nothing : {"toaster", "O'Brien", "läuft/?"}) {
    const auto error = THROWS(invalid_device_type, device.get_manifest_by_slug(nothing));
    HOLDS(std::string(error.what()).find(nothing) != std::string::npos);
  }
  THROWS(application_not_found, device.get_manifest_by_application("no such application"));
  THROWS(application_not_found, device.get_manifest_by_application("no-such/application"));
}

SERVED(a_manifest_by_application_wants_one_application_of_a_type_that_is_listed) {
  const Client client = server::user();
  const server::Application application(client);
  simulator::answers("GET", "/v7/application", 200, simulator::TWO);
  THROWS(ambiguous_application, client.device().get_manifest_by_application(application.name));
  simulator::answers("GET", "/device-types/v1", 200, "[]");
  THROWS(invalid_device_type, client.device().get_manifest_by_application(application.name));
}

LOCAL(a_manifest_wants_a_name) {
  const Client client(NOWHERE);
  THROWS(invalid_parameter, client.device().get_manifest_by_slug(""));
  for (const char *bad : {"", "a/b/c"}) THROWS(invalid_parameter, client.device().get_manifest_by_application(bad));
  THROWS(non_allowed_option, client.device().get_manifest_by_slug("raspberrypi3", R"({"$select":"slug"})"));
  THROWS(non_allowed_option, client.device().get_manifest_by_application("name", R"({"$select":"slug"})"));
}

SERVED(the_target_state_has_the_form_of_its_version) {
  const Client client = server::user();
  const auto device = client.device();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  const std::string id = field(client, uuid, "id");
  const std::string value = "läuft: \"100 %\"";
  client.device_config_variable().create(uuid, "BALENA_HOST_CONFIG_TEST", value);
  device.rename(uuid, "O'Brien \"é\"");
  for (const char *options : {"", R"({"version":2})"}) {
    const Document second = device.get_supervisor_target_state(uuid, options);
    EQUAL(second.get("/local/name"), "O'Brien \"é\"");
    EQUAL(second.get("/local/config/BALENA_HOST_CONFIG_TEST"), value);
    EQUAL(second.length("/local/apps/" + application.id + "/services"), 0u);
    HOLDS(second.length("/dependent") > 0);
  }
  const Document third = device.get_supervisor_target_state(id, R"({"version":3})");
  EQUAL(third.length(), 1u);
  EQUAL(third.get("/" + uuid + "/name"), "O'Brien \"é\"");
  EQUAL(third.get("/" + uuid + "/config/BALENA_HOST_CONFIG_TEST"), value);
  for (const char *bad : {R"({"version":1})", R"({"version":4})", R"({"version":"2"})", R"({"version":2.5})"}) {
    const auto error = THROWS(invalid_option, device.get_supervisor_target_state(uuid, bad));
    HOLDS(std::string(error.what()).find("version") != std::string::npos);
  }
}

SERVED(a_device_on_which_nothing_runs_has_no_services) {
  const Client client = server::user();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  const Document row = client.device().get_with_service_details(uuid);
  EQUAL(row.get("/uuid"), uuid);
  EQUAL(row.get("/current_services"), "{}");
  EQUAL(row.get("/current_gateway_downloads"), "[]");
  THROWS(non_allowed_option, client.device().get_with_service_details(uuid, R"({"$filter":"id eq 1"})"));
  THROWS(request_error, client.device().get_with_service_details(uuid, R"({"$select":"no_such_field"})"));
}

SERVED(what_runs_on_a_device_is_told_by_service) {
  const Client client = server::user();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  const std::string id = field(client, uuid, "id");
  const std::string service = simulator::made_service(client, application.id, "O'Brien \\\"é\\\"");
  const auto installed = [&](char digit, const char *version, const std::string &state) {
    const std::string release = simulator::made(
        client, "release",
        R"({"belongs_to__application":)" + application.id + R"(,"commit":")" + std::string(40, digit) +
            R"(","status":"success","semver":")" + version +
            R"(","composition":{},"source":"cloud","is_final":true,"start_timestamp":1700000000000})");
    const std::string image = simulator::made(
        client, "image",
        R"({"is_a_build_of__service":)" + service + R"(,"status":"success","start_timestamp":1700000000000})");
    const std::string part = R"({"image":)" + image + R"(,"is_part_of__release":)" + release + "}";
    simulator::made(client, "image__is_part_of__release", part);
    const std::string install = simulator::made(
        client, "image_install",
        R"({"device":)" + id + R"(,"installs__image":)" + image + R"(,"is_provided_by__release":)" + release +
            R"(,"install_date":"2026-01-01T00:00:00.000Z",)" + state + "}");
    return std::vector<std::string>{install, image, release};
  };
  const auto running = installed('1', "1.0.0", R"("status":"Running")");
  const auto coming = installed('2', "2.0.0", R"("status":"Downloading","download_progress":42)");
  const char *const some =
      R"-({"$select":["id","device_name"],"$expand":{"belongs_to__application":{"$select":"app_name"}}})-";
  for (const std::string &reference : {uuid, id}) {
    const Document row = client.device().get_with_service_details(reference, some);
    EQUAL(row.get("/id"), id);
    THROWS(not_found, row.get("/uuid"));
    EQUAL(row.get("/belongs_to__application/0/app_name"), application.name);
    EQUAL(row.length("/current_services"), 1u);
    const Document installs = row.at("/current_services/O'Brien \"é\"");
    EQUAL(installs.length(), 2u);
    const std::vector<std::vector<std::string>> expected = {running, coming};
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const Document install = installs.at("/" + std::to_string(i));
      EQUAL(install.get("/id"), expected[i][0]);
      EQUAL(install.get("/image_id"), expected[i][1]);
      EQUAL(install.get("/release_id"), expected[i][2]);
      EQUAL(install.get("/service_id"), service);
      EQUAL(install.get("/install_date"), "2026-01-01T00:00:00.000Z");
      EQUAL(install.get("/commit"), std::string(40, i == 0 ? '1' : '2'));
      EQUAL(install.get("/raw_version"), i == 0 ? "1.0.0" : "2.0.0");
      EQUAL(install.get("/status"), i == 0 ? "Running" : "Downloading");
      EQUAL(install.get("/download_progress"), i == 0 ? "null" : "42");
    }
  }
}

SERVED(a_device_runs_its_applications_release_unless_it_is_pinned) {
  const Client client = server::user();
  const auto device = client.device();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  HOLDS(device.is_tracking_application_release(uuid));
  device.set_to_release(uuid, std::nullopt);
  device.set_to_release_by_id(uuid, std::nullopt);
  device.track_application_release(uuid);
  for (const std::string &nothing : {server::NO_SUCH_REFERENCE, std::string("deadbeef")}) {
    THROWS(release_not_found, device.set_to_release(uuid, nothing));
  }
  THROWS(release_not_found, device.set_to_release_by_id(uuid, server::NO_SUCH_REFERENCE));
  HOLDS(device.is_tracking_application_release(uuid));
}

SERVED(a_device_is_pinned_to_a_release_and_follows_its_application_again) {
  const Client client = server::user();
  const auto device = client.device();
  const server::Application application(client);
  const server::Application other(client);
  const std::string uuid = registered(client, application);
  const std::string bystander = registered(client, application);
  const std::string id = field(client, uuid, "id");
  const auto release = [&](const std::string &of, char digit, const char *status) {
    return simulator::made_release(client, of, std::string(40, digit), status, "2026-01-01T00:00:00Z");
  };
  const std::string first = release(application.id, '1', "success");
  const std::string second = release(application.id, '2', "success");
  const std::string failed = release(application.id, '3', "failed");
  const std::string foreign = release(other.id, '4', "success");
  const auto pinned = [&](const std::string &where) {
    EQUAL(field(client, uuid, "is_pinned_on__release"), R"({"__id":)" + where + "}");
    HOLDS(!device.is_tracking_application_release(id));
    HOLDS(device.is_tracking_application_release(bystander));
  };
  const auto tracking = [&] {
    EQUAL(field(client, uuid, "is_pinned_on__release"), "null");
    HOLDS(device.is_tracking_application_release(uuid));
  };
  const std::optional<std::string> none;
  device.set_to_release(uuid, std::string(40, '1'));
  pinned(first);
  device.set_to_release(id, second);
  pinned(second);
  device.set_to_release(uuid, none);
  tracking();
  device.set_to_release_by_id(uuid, first);
  pinned(first);
  device.set_to_release_by_id(id, none);
  tracking();
  device.set_to_release_by_id(id, second);
  device.track_application_release(uuid);
  tracking();
  device.set_to_release(uuid, first);
  for (const std::string &nothing : {failed, foreign, std::string(40, '3'), std::string(40, '4')}) {
    THROWS(release_not_found, device.set_to_release(uuid, nothing));
  }
  for (const std::string &nothing : {failed, foreign}) {
    THROWS(release_not_found, device.set_to_release_by_id(uuid, nothing));
  }
  pinned(first);
}

LOCAL(a_device_is_pinned_to_what_may_be_a_release) {
  const Client client(NOWHERE);
  for (const char *bad : {"a b", "../1", "O'Brien", "é"}) {
    THROWS(invalid_parameter, client.device().set_to_release("1", bad));
  }
  for (const std::string &bad : {std::string(40, 'a'), std::string("0"), std::string("-1"), std::string("1.5"),
                                 std::string("99999999999999999999"), std::string("1\0", 2)}) {
    const auto error = THROWS(invalid_parameter, client.device().set_to_release_by_id("1", bad));
    EQUAL(std::string(error.what()).rfind("release_id ", 0), 0u);
  }
}

OFFERED(device_set_and_unset_custom_location) {
  const Client client = server::user();
  const auto device = client.device();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  const std::string other = registered(client, application);
  const auto place = [&](const std::string &of) {
    return field(client, of, "custom_latitude") + " " + field(client, of, "custom_longitude");
  };
  device.set_custom_location(uuid, 21.032777, 105.831586);
  EQUAL(place(uuid), "21.032777 105.831586");
  const std::string unset = place(other);
  HOLDS(unset != place(uuid));
  device.set_custom_location(field(client, uuid, "id"), -90, 180);
  EQUAL(place(uuid), "-90 180");
  device.set_custom_location(uuid, 0, -0.5);
  EQUAL(place(uuid), "0 -0.5");
  EQUAL(place(other), unset);
  device.unset_custom_location(uuid);
  EQUAL(place(uuid), " ");
}

LOCAL(a_place_is_degrees_on_the_earth) {
  const Client client(NOWHERE);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double bad : {nan, infinity, -infinity, 90.001, -90.001}) {
    const auto error = THROWS(invalid_parameter, client.device().set_custom_location("1", bad, 0));
    EQUAL(std::string(error.what()).rfind("latitude ", 0), 0u);
  }
  for (const double bad : {nan, infinity, -infinity, 180.001, -180.001}) {
    const auto error = THROWS(invalid_parameter, client.device().set_custom_location("1", 0, bad));
    EQUAL(std::string(error.what()).rfind("longitude ", 0), 0u);
  }
}

OFFERED(device_grant_and_revoke_support_access) {
  const Client client = server::user();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  const std::string other = registered(client, application);
  const auto until = [&](const std::string &of) { return field(client, of, "is_accessible_by_support_until__date"); };
  client.device().grant_support_access(uuid, IN_2100);
  EQUAL(until(uuid), "2100-01-01T00:00:00.000Z");
  EQUAL(until(other), "null");
  client.device().revoke_support_access(field(client, uuid, "id"));
  EQUAL(until(uuid), "null");
}

LOCAL(access_for_support_ends_in_the_future) {
  const Client client(NOWHERE);
  for (const std::int64_t past : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1000000000000}, INT64_MIN}) {
    const auto error = THROWS(invalid_parameter, client.device().grant_support_access("1", past));
    EQUAL(std::string(error.what()).rfind("expiry_timestamp ", 0), 0u);
  }
}

SERVED(device_functions_that_a_server_does_not_offer) {
  const Client client = server::user();
  const auto device = client.device();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  const std::vector<std::pair<std::function<void()>, std::string>> writes = {
      {[&] { device.disable_device_url(uuid); }, "public URLs of devices"},
      {[&] { device.enable_device_url(uuid); }, "public URLs of devices"},
      {[&] { device.grant_support_access(uuid, IN_2100); }, "access for support"},
      {[&] { device.revoke_support_access(uuid); }, "access for support"},
      {[&] { device.set_custom_location(uuid, 1, 1); }, "custom locations of devices"},
      {[&] { device.unset_custom_location(uuid); }, "custom locations of devices"},
  };
  for (const auto &write : writes) {
    simulator::answers("PATCH", "/v7/device", 500, "");
    const auto error = THROWS(unsupported_by_server, write.first());
    EQUAL(std::string(error.what()), "This server does not offer " + write.second + ".");
  }
  simulator::answers("GET", "/v7/device", 200, R"({"d":[{"is_web_accessible":true,"uuid":")" + uuid + R"("}]})");
  simulator::answers("GET", "/config", 404, "");
  THROWS(unsupported_by_server, device.get_device_url(uuid));
}
