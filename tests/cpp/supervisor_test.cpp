// client.supervisor(), and what client.device() has of it

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <optional>
#include <string>

using balena::Client;
using Device = std::optional<std::string_view>;

static const char *const FORCE = R"({"force":true})";

/// The device beside whose supervisor the cases run. Skips the case where there is none.
static std::string supervised() {
  simulator::needed("a device that answers");
  const std::string uuid = server::variable("BALENA_TEST_DEVICE_UUID");
  if (uuid.empty()) throw check::Skipped("it needs a device that answers, and BALENA_TEST_DEVICE_UUID names none");
  return uuid;
}

/// A client as a container on that device has it, without a login. An earlier run on the same server may have had
/// another key made.
static Client on_device() {
  const std::string uuid = supervised();
  const std::string key = server::variable("BALENA_TEST_SUPERVISOR_API_KEY");
  EQUAL(simulator::sent("POST", "/_supervisor", "", R"({"key":")" + key + R"("})").status, 200);
  return Client(R"({"data_directory":null,"api_endpoint":")" + server::endpoint() + R"(","supervisor_address":")" +
                server::variable("BALENA_TEST_SUPERVISOR_ADDRESS") + R"(","supervisor_api_key":")" + key +
                R"(","device_uuid":")" + uuid + R"(","app_id":)" + server::variable("BALENA_TEST_APP_ID") + "}");
}

static std::int64_t image_of(const Client &client, const std::string &device) {
  return std::stoll(client.device().get_with_service_details(device).get("/current_services/main/0/image_id"));
}

static void lock(bool locked) {
  const std::string body = std::string(R"({"locked":)") + (locked ? "true}" : "false}");
  EQUAL(simulator::sent("POST", "/_supervisor", "", body).status, 200);
}

/// What either way to a supervisor gives.
static void gives_results(const Client &client, Device device, std::int64_t image) {
  const auto supervisor = client.supervisor();
  EQUAL(supervisor.ping(device), "OK");
  EQUAL(supervisor.restart(device), "OK");
  supervisor.blink(device);
  supervisor.update(device, FORCE);
  EQUAL(supervisor.purge(device).get("/Data"), "OK");
  EQUAL(supervisor.reboot(device).get("/Data"), "OK");
  EQUAL(supervisor.shutdown(device, FORCE).get("/Data"), "OK");
  EQUAL(supervisor.get_application_info(device).get("/appId"), server::variable("BALENA_TEST_APP_ID"));
  const std::string container = supervisor.stop_application(device).get("/containerId");
  EQUAL(supervisor.get_device_state(device).get("/status"), "exited");
  EQUAL(supervisor.start_application(device).get("/containerId"), container);
  supervisor.stop_service(device, image);
  EQUAL(supervisor.get_device_state(device).get("/status"), "exited");
  supervisor.start_service(device, image);
  supervisor.restart_service(device, image);
  EQUAL(supervisor.get_device_state(device).get("/status"), "Idle");

  lock(true);
  THROWS(supervisor_locked, supervisor.purge(device));
  THROWS(supervisor_locked, supervisor.restart(device));
  THROWS(supervisor_locked, supervisor.reboot(device));
  THROWS(supervisor_locked, supervisor.shutdown(device));
  THROWS(supervisor_locked, supervisor.stop_application(device));
  THROWS(supervisor_locked, supervisor.stop_service(device, image));
  THROWS(supervisor_locked, supervisor.restart_service(device, image));
  supervisor.restart_service(device, image, FORCE);
  lock(false);
}

SERVED(a_supervisor_answers_through_the_service) {
  const Client client = server::user();
  const std::string uuid = supervised();
  const std::int64_t image = image_of(client, uuid);
  gives_results(client, uuid, image);
  client.device().identify(uuid);
  client.device().restart(uuid);
  EQUAL(client.device().get_supervisor_state(uuid).get("/status"), "Idle");
  EQUAL(client.supervisor().regenerate_supervisor_api_key(uuid).length(), 32u);
}

SERVED(a_supervisor_that_is_too_old_is_not_asked) {
  const Client client = server::user();
  const auto supervisor = client.supervisor();
  const std::string uuid = server::NO_SUCH_DEVICE;
  const auto old = [](const char *version) {
    simulator::answers("GET", "/v7/device", 200,
                       std::string(R"({"d":[{"id":1,"uuid":"a","supervisor_version":")") + version + R"("}]})");
  };
  old("1.5.0");
  THROWS(unsupported_function, supervisor.get_device_state(uuid));
  old("1.7.0");
  THROWS(unsupported_function, supervisor.get_application_info(uuid));
  old("1.7.0");
  THROWS(unsupported_function, supervisor.start_application(uuid));
  old("6.9.0");
  const auto error = THROWS(unsupported_function, supervisor.start_service(uuid, 1));
  HOLDS(std::string(error.what()).find("6.9.0") != std::string::npos);
}

SERVED(a_device_that_is_not_connected_is_offline) {
  const Client client = server::user();
  const server::Application application(client);
  const std::string offline = server::registered(client, application);
  const auto supervisor = client.supervisor();
  const auto error = THROWS(device_offline, supervisor.ping(offline));
  HOLDS(std::string(error.what()).find(offline) != std::string::npos);
  THROWS(device_offline, supervisor.reboot(offline));
  THROWS(device_offline, supervisor.stop_service(offline, 1));
  THROWS(device_offline, client.device().identify(offline));
  THROWS(device_offline, client.device().restart(offline));
  THROWS(device_offline, client.device().get_supervisor_state(offline));
  THROWS(device_not_found, supervisor.blink(server::NO_SUCH_DEVICE));
  THROWS(device_not_found, client.device().identify(server::NO_SUCH_DEVICE));
  THROWS(invalid_parameter, supervisor.start_service(offline, 0));
  THROWS(invalid_parameter, supervisor.ping(""));
  THROWS(invalid_parameter, supervisor.ping(std::string_view("a\0b", 3)));
  THROWS(non_allowed_option, supervisor.ping(offline, FORCE));
  const Client guest = server::guest();
  THROWS(unauthorized, guest.supervisor().ping(offline));
  THROWS(not_logged_in, guest.device().identify(offline));
  THROWS(not_logged_in, guest.device().restart(offline));
}

LOCAL(without_a_supervisor_a_device_is_to_be_named) {
  const Client client(R"({"data_directory":null,"api_endpoint":"http://127.0.0.1:1"})");
  THROWS(invalid_option, client.supervisor().ping(std::nullopt));
  THROWS(invalid_option, client.supervisor().restart_service(std::nullopt, 1));
  THROWS(invalid_option, client.supervisor().force_api_endpoint(true));
  client.supervisor().force_api_endpoint(false);
}

SERVED(a_container_asks_its_own_supervisor) {
  const Client client = on_device();
  const Client other = on_device();
  const std::string uuid = supervised();
  const std::int64_t image = image_of(server::user(), uuid);
  gives_results(client, std::nullopt, image);
  gives_results(client, uuid, image);
  // The service is for those who are logged in.
  THROWS(unauthorized, client.supervisor().ping(server::NO_SUCH_DEVICE));
  client.supervisor().force_api_endpoint(false);
  THROWS(unauthorized, client.supervisor().ping(std::nullopt));
  client.supervisor().force_api_endpoint(true);

  const std::string key = client.supervisor().regenerate_supervisor_api_key(std::nullopt);
  HOLDS(key != server::variable("BALENA_TEST_SUPERVISOR_API_KEY"));
  client.supervisor().blink(std::nullopt);
  THROWS(unauthorized, other.supervisor().blink(std::nullopt));
}
