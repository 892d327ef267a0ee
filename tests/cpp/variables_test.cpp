// The six kinds of variables: client.application_config_variable() and its like, each for the same outcomes.

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

using balena::Client;
using balena::Document;
using server::NO_SUCH_DEVICE;
using server::registered;

static const std::string VALUE = "O'Brien läuft: \"100 %\" \\ 🐳\nline two";

/// Makes, lists, changes and removes variables of one owner who has none. `create` takes a name and a value; each of
/// `lists` takes options, and lists the variables of the owner.
template <class Section>
static void kept(const Section &variables, const std::string &name,
                 const std::function<Document(const std::string &, const std::string &)> &create,
                 const std::vector<std::function<Document(const std::string &)>> &lists) {
  const Document row = create(name, VALUE);
  EQUAL(row.get("/name"), name);
  EQUAL(row.get("/value"), VALUE);
  const std::string id = row.get("/id");
  const std::int64_t number = std::stoll(id);
  const std::string second = name + "_2";
  const std::string second_id = create(second, "").get("/id");
  EQUAL(THROWS(conflict, create(name, "x")).http_status().value_or(0), 409);

  /// What all lists give as the values of both.
  const auto values = [&] {
    const Document first = lists.front()("");
    for (const auto &list : lists) {
      const Document rows = list("");
      EQUAL(rows.length(), 2u);
      EQUAL(rows.get("/0/id"), id);
      EQUAL(rows.get("/1/id"), second_id);
      EQUAL(rows.text(), first.text());
    }
    return first.get("/0/value") + "|" + first.get("/1/value");
  };
  EQUAL(values(), VALUE + "|");
  for (const auto &list : lists) {
    EQUAL(list(R"({"$select":"name","$filter":"value eq @v","@v":""})").text(), R"([{"name":")" + second + R"("}])");
    EQUAL(list(R"({"$top":1,"$skip":1,"$select":["id"]})").text(), R"([{"id":)" + second_id + "}]");
    EQUAL(list(R"({"$filter":"name eq 'O''Brien'"})").text(), "[]");
    THROWS(invalid_option, list(R"({"$top":-1})"));
    THROWS(non_allowed_option, list(R"({"$limit":1})"));
    THROWS(request_error, list(R"({"$select":"no_such_field"})"));
  }

  variables.update(std::stoll(second_id), "second: " + VALUE);
  variables.update(number, "");
  EQUAL(values(), "|second: " + VALUE);
  THROWS(not_found, variables.update(server::NO_SUCH_ID, "x"));
  variables.remove(server::NO_SUCH_ID);
  for (const std::int64_t none : {std::int64_t{0}, std::int64_t{-1}}) {
    THROWS(invalid_parameter, variables.update(none, "x"));
    THROWS(invalid_parameter, variables.remove(none));
  }
  for (const char *bad : {"", "1x", "a-b", "a b", "O'Brien", "é", "BALENA_\n"}) {
    const auto error = THROWS(invalid_parameter, create(bad, "x"));
    HOLDS(std::string(error.what()).find("_var_name") != std::string::npos);
  }
  EQUAL(values(), "|second: " + VALUE);

  variables.remove(number);
  variables.remove(number);
  THROWS(not_found, variables.update(number, "x"));
  for (const auto &list : lists) EQUAL(list(R"({"$select":"id"})").text(), R"([{"id":)" + second_id + "}]");
  variables.remove(std::stoll(second_id));
  for (const auto &list : lists) EQUAL(list("").text(), "[]");
}

/// Two applications, with two devices and with one.
struct Devices {
  explicit Devices(const Client &client)
      : application(client),
        elsewhere(client),
        device(registered(client, application)),
        other(registered(client, application)),
        far(registered(client, elsewhere)) {}

  const server::Application application;
  const server::Application elsewhere;
  const std::string device;
  /// Of the same application.
  const std::string other;
  /// Of another application.
  const std::string far;
};

/// Lists tell the variables of devices and applications apart.
template <class Section>
static void apart(const Section &variables, const Devices &devices,
                  const std::function<void(const std::string &, const std::string &)> &create) {
  create(devices.device, "1");
  create(devices.other, "2");
  create(devices.far, "3");
  const char *const by_value = R"({"$select":"value","$orderby":"value"})";
  EQUAL(variables.get_all(devices.device, by_value).text(), R"([{"value":"1"}])");
  EQUAL(variables.get_all(devices.other, by_value).text(), R"([{"value":"2"}])");
  EQUAL(variables.get_all_by_application(devices.application.id, by_value).text(), R"([{"value":"1"},{"value":"2"}])");
  EQUAL(variables.get_all_by_application(devices.elsewhere.slug, by_value).text(), R"([{"value":"3"}])");
}

SERVED(application_config_variables) {
  const Client client = server::user();
  const server::Application application(client);
  const server::Application other(client);
  const auto variables = client.application_config_variable();
  variables.create(other.id, "BALENA_HOST_LOG", "of another");
  kept(
      variables, "BALENA_HOST_LOG",
      [&](const auto &name, const auto &value) { return variables.create(application.slug, name, value); },
      {[&](const auto &options) { return variables.get_all(application.id, options); }});
  EQUAL(variables.get_all(other.id).get("/0/value"), "of another");
  THROWS(invalid_parameter, variables.create(application.id, "LOG", "x"));
  for (const std::string &nobody : {server::NO_SUCH_REFERENCE, std::string("no-such/application")}) {
    THROWS(application_not_found, variables.create(nobody, "RESIN_HOST_LOG", "x"));
    THROWS(application_not_found, variables.get_all(nobody));
  }
  THROWS(invalid_parameter, variables.create("no application", "RESIN_HOST_LOG", "x"));
  THROWS(invalid_parameter, variables.get_all("../1"));
}

SERVED(application_env_variables) {
  const Client client = server::user();
  const server::Application application(client);
  const server::Application other(client);
  const auto variables = client.application_env_variable();
  variables.create(other.id, "LOG_LEVEL", "of another");
  kept(
      variables, "LOG_LEVEL",
      [&](const auto &name, const auto &value) { return variables.create(application.id, name, value); },
      {[&](const auto &options) { return variables.get_all(application.slug, options); }});
  EQUAL(variables.get_all(other.id).get("/0/value"), "of another");
  for (const std::string &nobody : {server::NO_SUCH_REFERENCE, std::string("no-such/application")}) {
    THROWS(application_not_found, variables.create(nobody, "A", "x"));
    THROWS(application_not_found, variables.get_all(nobody));
  }
  THROWS(invalid_parameter, variables.create("", "A", "x"));
  THROWS(invalid_parameter, variables.get_all("a/b/c"));
}

SERVED(device_config_variables) {
  const Client client = server::user();
  const Devices devices(client);
  const auto variables = client.device_config_variable();
  kept(
      variables, "RESIN_HOST_LOG",
      [&](const auto &name, const auto &value) { return variables.create(devices.device, name, value); },
      {[&](const auto &options) { return variables.get_all(devices.device, options); },
       [&](const auto &options) { return variables.get_all_by_application(devices.application.slug, options); }});
  apart(variables, devices,
        [&](const auto &device, const auto &value) { variables.create(device, "BALENA_A", value); });
  THROWS(invalid_parameter, variables.create(devices.device, "LOG", "x"));
  for (const std::string &nobody : {server::NO_SUCH_REFERENCE, NO_SUCH_DEVICE}) {
    THROWS(device_not_found, variables.create(nobody, "BALENA_A", "x"));
    THROWS(device_not_found, variables.get_all(nobody));
  }
  THROWS(application_not_found, variables.get_all_by_application(server::NO_SUCH_REFERENCE));
  THROWS(invalid_parameter, variables.create("7cf02a6", "BALENA_A", "x"));
  THROWS(invalid_parameter, variables.get_all("7cf02a6"));
  THROWS(invalid_parameter, variables.get_all_by_application("no application"));
}

SERVED(device_env_variables) {
  const Client client = server::user();
  const Devices devices(client);
  const auto variables = client.device_env_variable();
  const std::string id = client.device().get(devices.device).get("/id");
  kept(
      variables, "_log2", [&](const auto &name, const auto &value) { return variables.create(id, name, value); },
      {[&](const auto &options) { return variables.get_all(id, options); },
       [&](const auto &options) { return variables.get_all_by_application(devices.application.id, options); }});
  apart(variables, devices, [&](const auto &device, const auto &value) { variables.create(device, "A", value); });
  for (const std::string &nobody : {server::NO_SUCH_REFERENCE, NO_SUCH_DEVICE}) {
    THROWS(device_not_found, variables.create(nobody, "A", "x"));
    THROWS(device_not_found, variables.get_all(nobody));
  }
  THROWS(application_not_found, variables.get_all_by_application(server::NO_SUCH_REFERENCE));
  THROWS(invalid_parameter, variables.create("", "A", "x"));
  THROWS(invalid_parameter, variables.get_all("-1"));
  THROWS(invalid_parameter, variables.get_all_by_application("no application"));
}

SERVED(service_env_variables) {
  const Client client = server::user();
  const server::Application application(client);
  const server::Application other(client);
  const auto variables = client.service_env_variable();
  for (const server::Application *one : {&application, &other}) {
    simulator::made_service(client, one->id, "O'Brien");
    simulator::made_service(client, one->id, "main");
  }
  variables.create(other.id, "main", "LOG_LEVEL", "of another");
  kept(
      variables, "LOG_LEVEL",
      [&](const auto &name, const auto &value) { return variables.create(application.slug, "O'Brien", name, value); },
      {[&](const auto &options) { return variables.get_all_by_application(application.id, options); }});
  EQUAL(variables.get_all_by_application(other.id).get("/0/value"), "of another");

  // Two services may each have a variable of one name.
  variables.create(application.id, "main", "A", "of main");
  variables.create(application.id, "O'Brien", "A", "of O'Brien");
  const Document of_main = variables.get_all_by_application(
      application.id, R"-({"$select":"value","$filter":"service/any(s:s/service_name eq @s)","@s":"main"})-");
  EQUAL(of_main.text(), R"([{"value":"of main"}])");
  EQUAL(variables.get_all_by_application(application.id).length(), 2u);

  THROWS(service_not_found, variables.create(application.id, "O'Brian", "A", "x"));
  THROWS(application_not_found, variables.create(server::NO_SUCH_REFERENCE, "main", "A", "x"));
  THROWS(application_not_found, variables.get_all_by_application("no-such/application"));
  THROWS(invalid_parameter, variables.create(application.id, "", "A", "x"));
  THROWS(invalid_parameter, variables.create("no application", "main", "A", "x"));
  THROWS(invalid_parameter, variables.get_all_by_application("no application"));
}

SERVED(device_service_env_variables) {
  const Client client = server::user();
  const Devices devices(client);
  const auto variables = client.device_service_env_variable();
  for (const server::Application *one : {&devices.application, &devices.elsewhere}) {
    simulator::made_service(client, one->id, "O'Brien");
    simulator::made_service(client, one->id, "main");
  }
  kept(
      variables, "LOG_LEVEL",
      [&](const auto &name, const auto &value) { return variables.create(devices.device, "O'Brien", name, value); },
      {[&](const auto &options) { return variables.get_all(devices.device, options); },
       [&](const auto &options) { return variables.get_all_by_application(devices.application.id, options); }});
  apart(variables, devices,
        [&](const auto &device, const auto &value) { variables.create(device, "main", "A", value); });

  const std::string id = client.device().get(devices.device).get("/id");
  variables.create(id, "O'Brien", "A", "of O'Brien");
  EQUAL(variables.get_all(id).length(), 2u);

  THROWS(service_not_found, variables.create(devices.device, "O'Brian", "A", "x"));
  THROWS(service_not_found, variables.create(id, "none", "A", "x"));
  for (const std::string &nobody : {server::NO_SUCH_REFERENCE, NO_SUCH_DEVICE}) {
    THROWS(device_not_found, variables.create(nobody, "main", "A", "x"));
    THROWS(device_not_found, variables.get_all(nobody));
  }
  THROWS(application_not_found, variables.get_all_by_application(server::NO_SUCH_REFERENCE));
  THROWS(invalid_parameter, variables.create(id, "", "A", "x"));
  THROWS(invalid_parameter, variables.create("7cf02a6", "main", "A", "x"));
  THROWS(invalid_parameter, variables.get_all("7cf02a6"));
  THROWS(invalid_parameter, variables.get_all_by_application("no application"));
  simulator::answers("GET", "/v7/service_install", 200, simulator::TWO);
  THROWS(ambiguous_device, variables.create(id, "main", "B", "x"));
}

LOCAL(names_that_the_system_keeps_are_told_from_others) {
  const Client client(R"({"data_directory":null})");
  const auto variables = client.application_env_variable();
  for (const char *name : {"BALENA", "BALENA_", "RESIN", "RESIN_X", "USER"}) {
    HOLDS(variables.is_system_variable(name));
  }
  for (const char *name : {"balena", "BALENAS", "XBALENA_", "USERS", "O'Brien", ""}) {
    HOLDS(!variables.is_system_variable(name));
  }
}
