// client.application()

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <cstdint>
#include <string>

static const std::int64_t IN_2100 = 4102444800000;

SERVED(an_application_is_created_listed_and_removed) {
  const balena::Client client = server::user();
  const server::Application application(client);
  EQUAL(application.row.get("/app_name"), application.name);
  const std::string filter = R"({"$select":["id","app_name"],"$filter":"app_name eq ')" + application.name + R"('"})";
  const balena::Document listed = client.application().get_all(filter);
  EQUAL(listed.length(), 1u);
  EQUAL(listed.get("/0/id"), application.id);
  EQUAL(listed.length("/0"), 2u);
  client.application().remove(application.name);
  EQUAL(client.application().get_all(filter).text(), "[]");
}

SERVED(an_application_is_found_by_whatever_names_it) {
  const balena::Client client = server::user();
  const server::Application made(client);
  const auto application = client.application();
  for (const std::string &name : {made.name, made.slug}) {
    EQUAL(application.get(name, R"({"$select":["id","app_name"]})").get("/id"), made.id);
    HOLDS(application.has(name));
  }
  for (const std::string &reference : {made.id, made.slug, made.row.get("/uuid")}) {
    const balena::Document row = application.get_by_id(reference, R"({"$expand":"is_for__device_type"})");
    EQUAL(row.get("/app_name"), made.name);
    EQUAL(row.get("/is_for__device_type/0/slug"), "raspberrypi3");
  }
  EQUAL(application.get_by_owner(made.name, made.slug.substr(0, made.slug.find('/'))).get("/id"), made.id);
  HOLDS(!application.has("no-such-application"));
  HOLDS(application.has_any());
}

SERVED(an_application_that_is_not_there_is_not_found) {
  const balena::Client client = server::user();
  const auto application = client.application();
  const char *const nowhere = "no-such/application";
  THROWS(application_not_found, application.disable_device_urls(nowhere));
  THROWS(application_not_found, application.disable_rolling_updates(nowhere));
  THROWS(application_not_found, application.enable_device_urls(nowhere));
  THROWS(application_not_found, application.enable_rolling_updates(nowhere));
  THROWS(application_not_found, application.generate_provisioning_key(nowhere));
  THROWS(application_not_found, application.get(nowhere));
  THROWS(application_not_found, application.get("no such application"));
  THROWS(application_not_found, application.get_by_id(nowhere));
  THROWS(application_not_found, application.get_by_owner("application", "no-such"));
  THROWS(application_not_found, application.get_config(nowhere, "6.0.24"));
  THROWS(application_not_found, application.get_target_release_hash(nowhere));
  THROWS(application_not_found, application.grant_support_access(nowhere, IN_2100));
  THROWS(application_not_found, application.is_tracking_latest_release(nowhere));
  THROWS(application_not_found, application.remove(nowhere));
  THROWS(application_not_found, application.restart(nowhere));
  THROWS(application_not_found, application.revoke_support_access(nowhere));
  THROWS(application_not_found, application.set_to_release(nowhere, "1"));
  THROWS(application_not_found, application.track_latest_release(nowhere));
  THROWS(application_not_found, application.will_track_new_releases(nowhere));
}

SERVED(application_get_remove_and_restart_refuse_a_name_of_two) {
  const balena::Client client = server::user();
  const auto application = client.application();
  simulator::answers("GET", "/v7/application", 200, simulator::TWO);
  THROWS(ambiguous_application, application.get("name"));
  simulator::answers("GET", "/v7/application", 200, simulator::TWO);
  THROWS(ambiguous_application, application.remove("name"));
  simulator::answers("GET", "/v7/application", 200, simulator::TWO);
  THROWS(ambiguous_application, application.restart("name"));
}

/// Whether an application follows the latest release, and later ones.
static std::string followed(const balena::Client &client, const std::string &id) {
  const std::string latest = client.application().is_tracking_latest_release(id) ? "latest" : "not the latest";
  return latest + (client.application().will_track_new_releases(id) ? ", later" : ", not later");
}

SERVED(an_application_without_releases_has_no_target) {
  const balena::Client client = server::user();
  const server::Application made(client);
  const auto application = client.application();
  HOLDS(!application.get_target_release_hash(made.id).has_value());
  EQUAL(followed(client, made.id), "latest, later");
  application.disable_rolling_updates(made.id);
  EQUAL(followed(client, made.id), "not the latest, not later");
  application.enable_rolling_updates(made.id);
  EQUAL(followed(client, made.id), "latest, later");
  application.disable_rolling_updates(made.id);
  application.track_latest_release(made.id);
  EQUAL(followed(client, made.id), "latest, later");
  THROWS(release_not_found, application.set_to_release(made.id, "1"));
}

SERVED(application_set_to_release) {
  const balena::Client client = server::user();
  const server::Application made(client);
  const auto application = client.application();
  const auto release = [&](const std::string &commit, const char *status) {
    simulator::made_release(client, made.id, commit, status, "2023-11-14T22:13:20.000Z");
    return commit;
  };
  const std::string failed = release(std::string(40, '2'), "failed");
  const std::string good = release(std::string(40, '1'), "success");
  application.set_to_release(made.id, good);
  EQUAL(application.get_target_release_hash(made.id).value_or("none"), good);
  EQUAL(followed(client, made.id), "not the latest, not later");
  THROWS(release_not_found, application.set_to_release(made.id, failed));
  application.track_latest_release(made.id);
  EQUAL(application.get_target_release_hash(made.id).value_or("none"), good);
  EQUAL(followed(client, made.id), "latest, later");
}

SERVED(a_provisioning_key_registers_devices) {
  const balena::Client client = server::user();
  const server::Application made(client);
  const std::string key = client.application().generate_provisioning_key(made.id, R"({"key_name":"station"})");
  const balena::Client station = server::guest();
  const std::string uuid = station.device().generate_uuid();
  const std::string with_key = R"({"device_type":"raspberrypi3","provisioning_key":")" + key + R"("})";
  EQUAL(station.device().register_(made.id, uuid, with_key).get("/uuid"), uuid);
}

SERVED(a_config_is_made_as_the_options_say) {
  const balena::Client client = server::user();
  const server::Application made(client);
  const auto application = client.application();
  const balena::Document config =
      application.get_config(made.id, "6.0.24", R"({"network":"wifi","wifiSsid":"ours"})");
  EQUAL(config.get("/applicationId"), made.id);
  EQUAL(config.get("/deviceType"), "raspberrypi3");
  THROWS(missing_option, application.get_config(made.id, ""));
  THROWS(missing_option, application.get_config(made.id, "6.0.24", R"({"network":"wifi"})"));
}

/// What the first device of an application has in a field.
static std::string of_device(const balena::Client &client, const std::string &application, const std::string &field) {
  const std::string options = R"({"$select":")" + field + R"("})";
  return client.device().get_all_by_application_id(application, options).get("/0/" + field);
}

OFFERED(application_enable_and_disable_device_urls) {
  const balena::Client client = server::user();
  const server::Application made(client);
  client.device().register_(made.id, client.device().generate_uuid());
  client.application().enable_device_urls(made.id);
  EQUAL(of_device(client, made.id, "is_web_accessible"), "true");
  client.application().disable_device_urls(made.id);
  EQUAL(of_device(client, made.id, "is_web_accessible"), "false");
}

OFFERED(application_grant_and_revoke_support_access) {
  const balena::Client client = server::user();
  const server::Application made(client);
  const auto until = [&] {
    return client.application().get(made.name).get("/is_accessible_by_support_until__date");
  };
  THROWS(invalid_parameter, client.application().grant_support_access(made.id, 1));
  client.application().grant_support_access(made.id, IN_2100);
  EQUAL(until(), "2100-01-01T00:00:00.000Z");
  client.application().revoke_support_access(made.id);
  EQUAL(until(), "null");
}

OFFERED(application_restart) {
  const balena::Client client = server::user();
  const server::Application made(client);
  client.application().restart(made.name);
}

SERVED(application_restart_tells_of_update_locks) {
  const balena::Client client = server::user();
  const server::Application made(client);
  simulator::answers("POST", "/application/", 423, "\"Update lock is set\"");
  THROWS(supervisor_locked, client.application().restart(made.name));
}

SERVED(application_functions_that_a_server_does_not_offer) {
  const balena::Client client = server::user();
  const server::Application made(client);
  const auto application = client.application();
  simulator::answers("PATCH", "/v7/device", 500, "");
  THROWS(unsupported_by_server, application.disable_device_urls(made.id));
  simulator::answers("PATCH", "/v7/device", 500, "");
  THROWS(unsupported_by_server, application.enable_device_urls(made.id));
  simulator::answers("PATCH", "/v7/application", 500, "");
  THROWS(unsupported_by_server, application.grant_support_access(made.id, IN_2100));
  simulator::answers("PATCH", "/v7/application", 500, "");
  THROWS(unsupported_by_server, application.revoke_support_access(made.id));
  simulator::answers("POST", "/application/", 404, "");
  THROWS(unsupported_by_server, application.restart(made.name));
}

SERVED(application_create_asks_which_of_several_organizations) {
  const balena::Client client = server::user();
  simulator::answers("GET", "/v7/organization", 200,
                     R"({"d":[{"id":8,"handle":"one"},{"id":9,"handle":"two"}]})");
  THROWS(missing_option, client.application().create("cpp-nowhere", "raspberrypi3"));
}

SERVED(an_application_is_created_by_the_name_of_its_device_type) {
  const balena::Client client = server::user();
  const std::string name = "cpp-" + client.device().generate_uuid().substr(0, 12);
  const balena::Document row = client.application().create(name, "Raspberry Pi 3", R"({"application_class":"fleet"})");
  EQUAL(row.get("/app_name"), name);
  client.application().remove(row.get("/slug"));
}

SERVED(an_application_that_can_not_be_created_says_why) {
  const balena::Client client = server::user();
  const server::Application application(client);
  THROWS(invalid_device_type, client.application().create("cpp-nowhere", "no-such-device-type"));
  const auto conflict = THROWS(conflict, client.application().create(application.name, "raspberrypi3"));
  EQUAL(conflict.http_status().value_or(0), 409);
  const char *const elsewhere = R"({"organization":"no_such_organization"})";
  const char *const of_no_type = R"({"app_type":"no-such-type"})";
  THROWS(invalid_application_type, client.application().create("cpp-nowhere", "raspberrypi3", of_no_type));
  THROWS(organization_not_found, client.application().create("cpp-nowhere", "raspberrypi3", elsewhere));
}

SERVED(an_application_that_is_not_there_can_not_be_removed) {
  const balena::Client client = server::user();
  const auto error = THROWS(application_not_found, client.application().remove("no-such-application"));
  HOLDS(error.document().find("no-such-application") != std::string::npos);
}

SERVED(a_filter_that_the_server_does_not_understand_is_a_request_error) {
  const balena::Client client = server::user();
  const auto error = THROWS(request_error, client.application().get_all(R"({"$filter":"no_such_field eq 1"})"));
  HOLDS(error.http_status().value_or(0) >= 400);
}

LOCAL(applications_want_a_login_and_names) {
  const balena::Client client(R"({"data_directory":null})");
  THROWS(not_logged_in, client.application().create("cpp-nobody", "raspberrypi3"));
  THROWS(not_logged_in, client.application().remove("cpp-nobody"));
  THROWS(not_logged_in, client.application().restart("cpp-nobody"));
  THROWS(invalid_parameter, client.application().create("", "raspberrypi3"));
  THROWS(invalid_option, client.application().create("cpp-nobody", "raspberrypi3", R"({"uuid":"short"})"));
  THROWS(invalid_parameter, client.application().remove("a/b/c"));
  THROWS(non_allowed_option, client.application().get_all(R"({"no_such_option":1})"));
}
