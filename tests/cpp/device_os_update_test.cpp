// Updates of the operating system, and the parameters of its download.

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <string>

namespace {

const char *const ATTENDED = R"({"run_detached":false})";

/// A client that knows the server for updates that the simulator plays. Skips the case where the server is another.
balena::Client updater() {
  simulator::needed("a server for updates on this machine");
  const std::string endpoint = server::endpoint();
  balena::Client client(R"({"data_directory":null,"api_endpoint":")" + endpoint +
                        R"(","actions_endpoint":"http://actions.devices.localhost)" +
                        endpoint.substr(endpoint.rfind(':')) + R"("})");
  client.auth().login(server::username(), server::password());
  return client;
}

/// Makes a device say that it is connected and runs this version for production.
void connect(const balena::Client &client, const std::string &uuid, const std::string &version) {
  client.pine().patch("device",
                      R"({"is_connected_to_vpn":true,"os_variant":"prod","os_version":"balenaOS )" + version + R"("})",
                      R"({"$filter":{"uuid":")" + uuid + R"("}})");
}

/// Skips the case where the server has nothing to update to, and then no server for updates either.
void published(const balena::Client &client) {
  if (client.device_os().get_supported_versions("raspberrypi3").at("/versions").length() == 0) {
    throw check::Skipped("this server publishes no version of the operating system to update to");
  }
}

}  // namespace

LOCAL(the_parameters_of_a_download_are_checked) {
  const balena::Client client(R"({"data_directory":null})");
  const auto os = client.device_os();
  const balena::Document parsed = os.parse_params(R"({"appId":"9020","network":"wifi","wifiSsid":"ours"})");
  EQUAL(parsed.text(), R"({"appId":9020,"network":"wifi","wifiSsid":"ours"})");
  THROWS(missing_option, os.parse_params("{}"));
  THROWS(missing_option, os.parse_params(R"({"appId":1,"network":"wifi"})"));
  const auto error = THROWS(invalid_option, os.parse_params(R"({"appId":"one","network":"ethernet"})"));
  HOLDS(std::string(error.what()).find("appId") != std::string::npos);
  THROWS(invalid_option, os.parse_params(R"({"appId":1,"network":"ring"})"));
  THROWS(non_allowed_option, os.parse_params(R"({"appId":1,"network":"ethernet","colour":"red"})"));
  THROWS(invalid_parameter, os.parse_params("[]"));
}

SERVED(a_device_that_is_not_fit_is_not_updated) {
  const balena::Client client = server::user();
  const server::Application application(client);
  const std::string uuid = server::registered(client, application);
  const auto device = client.device();
  THROWS(device_offline, device.start_os_update(uuid, "6.0.24"));
  THROWS(device_not_found, device.start_os_update(server::NO_SUCH_DEVICE, "6.0.24"));
  THROWS(device_not_found, device.get_os_update_status(server::NO_SUCH_DEVICE));
  const auto error = THROWS(invalid_parameter, device.start_os_update(uuid, "six"));
  HOLDS(std::string(error.what()).find("target_os_version") != std::string::npos);
  THROWS(invalid_option, device.start_os_update(uuid, "6.0.24", R"({"run_detached":1})"));
}

SERVED(an_update_is_started_and_followed) {
  const balena::Client client = updater();
  const server::Application application(client);
  const std::string uuid = server::registered(client, application);
  const auto device = client.device();
  connect(client, uuid, "5.3.21");
  THROWS(os_update_error, device.start_os_update(uuid, "2.94.4+rev1.prod"));
  THROWS(invalid_parameter, device.start_os_update(uuid, "6.0.25"));
  published(client);
  EQUAL(device.start_os_update(uuid, "6.0.24").get("/status"), "triggered");
  for (const char *stage : {"downloading", "applying changes", "done"}) {
    EQUAL(device.get_os_update_status(uuid).get("/update_status"), stage);
  }
  EQUAL(device.get_os_update_status(uuid).get("/os_version"), "balenaOS 6.0.24");
}

SERVED(several_updates_that_the_server_waits_for) {
  const balena::Client client = updater();
  const server::Application application(client);
  const auto device = client.device();
  const std::string one = server::registered(client, application);
  const std::string other = server::registered(client, application);
  const std::string both = R"([")" + one + R"(",")" + other + R"("])";
  connect(client, one, "5.3.21");
  THROWS(device_offline, device.start_os_update(both, "6.0.24", ATTENDED));
  published(client);
  EQUAL(device.get_os_update_status(one, ATTENDED).get("/status"), "idle");
  connect(client, other, "2.115.7");
  const balena::Document answers = device.start_os_update(both, "6.0.24", ATTENDED);
  EQUAL(answers.length(), 2u);
  for (const std::string &uuid : {one, other}) {
    EQUAL(answers.get("/" + uuid + "/status"), "in_progress");
    EQUAL(device.get_os_update_status(uuid, ATTENDED).get("/status"), "in_progress");
    EQUAL(device.get_os_update_status(uuid, ATTENDED).get("/status"), "in_progress");
    EQUAL(device.get_os_update_status(uuid, ATTENDED).get("/status"), "done");
  }
}
