// client.device()

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <string>

using server::NO_SUCH_DEVICE;
using server::registered;

static bool without_random_bytes = false;

/// The library asks for random bytes here.
extern "C" ssize_t getrandom(void *buffer, std::size_t length, unsigned flags) noexcept {
  if (without_random_bytes) {
    errno = EIO;
    return -1;
  }
  return ::syscall(SYS_getrandom, buffer, length, flags);
}

SERVED(a_device_is_registered_renamed_and_removed) {
  const balena::Client client = server::user();
  const server::Application application(client);
  const std::string uuid = client.device().generate_uuid();
  const balena::Document registered = client.device().register_(application.id, uuid);
  EQUAL(registered.get("/uuid"), uuid);
  HOLDS(!registered.get("/api_key").empty());
  const std::string id = registered.get("/id");

  EQUAL(client.device().get(uuid).get("/id"), id);
  EQUAL(client.device().get(id, R"({"$select":["id","uuid"]})").length(), 2u);

  client.device().rename(uuid, "läuft: 100 % 'gut'");
  EQUAL(client.device().get(id).get("/device_name"), "läuft: 100 % 'gut'");
  const std::string filter = R"({"$filter":"uuid eq ')" + uuid + R"('"})";
  const balena::Document listed = client.device().get_all(filter);
  EQUAL(listed.length(), 1u);
  EQUAL(listed.get("/0/device_name"), "läuft: 100 % 'gut'");

  client.device().remove(uuid);
  THROWS(device_not_found, client.device().get(uuid));
  EQUAL(client.device().get_all(filter).length(), 0u);
}

SERVED(a_device_that_can_not_be_registered_says_why) {
  const balena::Client client = server::user();
  const server::Application application(client);
  const std::string uuid = client.device().generate_uuid();
  THROWS(application_not_found, client.device().register_(NO_SUCH_DEVICE, uuid));
  const char *const no_such_type = R"({"device_type":"no-such-device-type"})";
  THROWS(invalid_device_type, client.device().register_(application.id, uuid, no_such_type));
  client.device().register_(application.id, uuid);
  const auto error = THROWS(conflict, client.device().register_(application.id, uuid));
  EQUAL(error.http_status().value_or(0), 409);
}

SERVED(a_device_that_is_not_there_is_not_found) {
  const balena::Client client = server::user();
  const server::Application application(client);
  const auto device = client.device();
  const auto error = THROWS(device_not_found, device.get(NO_SUCH_DEVICE));
  HOLDS(error.document().find(R"("number":302)") != std::string::npos);
  HOLDS(!error.outcome_unknown());
  HOLDS(!device.has(NO_SUCH_DEVICE));
  THROWS(device_not_found, device.get_application_name(NO_SUCH_DEVICE));
  THROWS(device_not_found, device.get_local_ip_address(NO_SUCH_DEVICE));
  THROWS(device_not_found, device.get_name(NO_SUCH_DEVICE));
  THROWS(device_not_found, device.get_status(NO_SUCH_DEVICE));
  THROWS(device_not_found, device.is_online(NO_SUCH_DEVICE));
  THROWS(device_not_found, device.move(NO_SUCH_DEVICE, application.name));
  THROWS(device_not_found, device.note(NO_SUCH_DEVICE, "note"));
  THROWS(device_not_found, device.remove(NO_SUCH_DEVICE));
  THROWS(device_not_found, device.rename(NO_SUCH_DEVICE, "name"));
}

SERVED(a_device_tells_what_it_is_and_does) {
  const balena::Client client = server::user();
  const server::Application application(client);
  const auto device = client.device();
  const std::string uuid = registered(client, application);
  const balena::Document row = device.get(uuid);
  const std::string id = row.get("/id");
  EQUAL(device.get_name(id), row.get("/device_name"));
  EQUAL(device.get_status(uuid), row.get("/overall_status"));
  EQUAL(device.get_application_name(uuid).value_or("none"), application.name);
  HOLDS(device.has(id));
  HOLDS(!device.is_online(uuid));
  THROWS(device_offline, device.get_local_ip_address(id));
}

SERVED(device_is_online_and_has_addresses) {
  const balena::Client client = server::user();
  const char *const online = R"({"d":[{"is_connected_to_vpn":true,"ip_address":"10.0.0.1 fd00::1"}]})";
  simulator::answers("GET", "/v7/device", 200, online);
  HOLDS(client.device().is_online(NO_SUCH_DEVICE));
  simulator::answers("GET", "/v7/device", 200, online);
  EQUAL(client.device().get_local_ip_address(NO_SUCH_DEVICE).text(), R"(["10.0.0.1","fd00::1"])");
}

SERVED(device_get_application_name_of_a_device_in_none) {
  const balena::Client client = server::user();
  simulator::answers("GET", "/v7/device", 200, R"({"d":[{"id":1,"belongs_to__application":[]}]})");
  HOLDS(!client.device().get_application_name(NO_SUCH_DEVICE).has_value());
}

SERVED(device_functions_refuse_a_reference_to_two) {
  const balena::Client client = server::user();
  simulator::answers("GET", "/v7/device", 200, simulator::TWO);
  THROWS(ambiguous_device, client.device().get("1"));
  simulator::answers("GET", "/v7/application", 200, simulator::TWO);
  THROWS(ambiguous_application, client.device().get_all_by_application("name"));
  simulator::answers("GET", "/v7/application", 200, simulator::TWO);
  THROWS(ambiguous_application, client.device().move("1", "name"));
}

SERVED(the_devices_of_an_application_or_of_a_name_are_listed) {
  const balena::Client client = server::user();
  const server::Application application(client);
  const auto device = client.device();
  const std::string uuid = registered(client, application);
  registered(client, application);
  device.rename(uuid, application.name);
  for (const std::string &name : {application.name, application.slug}) {
    EQUAL(device.get_all_by_application(name).length(), 2u);
  }
  for (const std::string &reference : {application.id, application.slug}) {
    const balena::Document named =
        device.get_all_by_application_id(reference, R"({"$filter":"uuid eq @u","@u":")" + uuid + R"("})");
    EQUAL(named.length(), 1u);
    EQUAL(named.get("/0/uuid"), uuid);
  }
  EQUAL(device.get_by_name(application.name, R"({"$select":"uuid"})").text(), R"([{"uuid":")" + uuid + R"("}])");
  EQUAL(device.get_by_name("no device is called so").text(), "[]");
  THROWS(application_not_found, device.get_all_by_application("no such application"));
  THROWS(application_not_found, device.get_all_by_application_id("no-such/application"));
}

SERVED(a_note_is_any_text_or_none) {
  const balena::Client client = server::user();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  for (const char *note : {"two\nlines, \"quoted\" \\", ""}) {
    client.device().note(uuid, note);
    EQUAL(client.device().get(uuid, R"({"$select":"note"})").get("/note"), note);
  }
}

SERVED(a_device_moves_to_what_its_architecture_runs) {
  const balena::Client client = server::user();
  const server::Application from(client);
  const server::Application to(client);
  const server::Application other(client, "intel-nuc");
  const std::string uuid = registered(client, from);
  client.device().move(uuid, to.name);
  EQUAL(client.device().get_application_name(uuid).value_or("none"), to.name);
  THROWS(incompatible_application, client.device().move(uuid, other.slug));
  THROWS(application_not_found, client.device().move(uuid, "no such application"));
  EQUAL(client.device().get_application_name(uuid).value_or("none"), to.name);
}

SERVED(a_device_has_a_page_on_the_dashboard) {
  const balena::Client client(R"({"data_directory":null,"dashboard_url":"https://dashboard.example","api_endpoint":")" +
                              server::endpoint() + R"("})");
  client.auth().login(server::username(), server::password());
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  const std::string page = "https://dashboard.example/devices/" + uuid + "/summary";
  EQUAL(client.device().get_dashboard_url(uuid), page);
  EQUAL(client.device().get_dashboard_url(client.device().get(uuid).get("/id")), page);
  THROWS(device_not_found, client.device().get_dashboard_url("999999999"));
}

LOCAL(a_dashboard_that_nothing_tells_of_is_a_missing_option) {
  const balena::Client client(R"({"data_directory":null,"api_endpoint":"http://127.0.0.1:1"})");
  THROWS(missing_option, client.device().get_dashboard_url(NO_SUCH_DEVICE));
}

SERVED(device_types_have_a_slug_and_a_name) {
  const balena::Client client = server::user();
  EQUAL(client.device().get_device_slug("Raspberry Pi 3"), "raspberrypi3");
  EQUAL(client.device().get_display_name("raspberrypi3"), "Raspberry Pi 3");
  THROWS(invalid_device_type, client.device().get_device_slug("Toaster's"));
  THROWS(invalid_device_type, client.device().get_display_name("toaster"));
  // A server that knows no operating systems has none.
  const balena::Document supported = client.device().get_supported_device_types();
  HOLDS(supported.text() == "[]" || supported.text().find("\"Raspberry Pi 3\"") != std::string_view::npos);
}

LOCAL(a_uuid_is_made_here) {
  const balena::Client client(R"({"data_directory":null})");
  const std::string uuid = client.device().generate_uuid();
  EQUAL(uuid.size(), 32u);
  HOLDS(uuid.find_first_not_of("0123456789abcdef") == std::string::npos);
  HOLDS(uuid != client.device().generate_uuid());
  without_random_bytes = true;
  const auto error = THROWS(io, client.device().generate_uuid());
  without_random_bytes = false;
  EQUAL(std::string(error.what()), "There are no random bytes.");
}

LOCAL(devices_want_a_login_and_references) {
  const balena::Client client(R"({"data_directory":null})");
  const std::string uuid = client.device().generate_uuid();
  THROWS(invalid_parameter, client.device().get("7cf02a6"));
  THROWS(invalid_parameter, client.device().get(""));
  THROWS(invalid_parameter, client.device().rename(uuid, ""));
  THROWS(invalid_parameter, client.device().register_("1", "no uuid"));
  THROWS(invalid_parameter, client.device().register_("no application", uuid));
  THROWS(not_logged_in, client.device().register_("1", uuid));
  THROWS(not_logged_in, client.device().remove(uuid));
  THROWS(non_allowed_option, client.device().get_all(R"({"no_such_option":1})"));
}
