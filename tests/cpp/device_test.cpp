// client.device()

#include "check.hpp"
#include "server.hpp"

#include <string>

static const char *const NO_SUCH_DEVICE = "00000000000000000000000000000000";

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
  const auto error = THROWS(device_not_found, client.device().get(NO_SUCH_DEVICE));
  HOLDS(error.document().find(R"("number":302)") != std::string::npos);
  HOLDS(!error.outcome_unknown());
  THROWS(device_not_found, client.device().remove(NO_SUCH_DEVICE));
  THROWS(device_not_found, client.device().rename(NO_SUCH_DEVICE, "name"));
}

LOCAL(a_uuid_is_made_here) {
  const balena::Client client(R"({"data_directory":null})");
  const std::string uuid = client.device().generate_uuid();
  EQUAL(uuid.size(), 32u);
  HOLDS(uuid.find_first_not_of("0123456789abcdef") == std::string::npos);
  HOLDS(uuid != client.device().generate_uuid());
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
