// client.device_os()

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <optional>
#include <string>

LOCAL(a_version_of_the_operating_system_gets_its_variant) {
  const balena::Client client(R"({"data_directory":null})");
  const auto os = client.device_os();
  const std::string variant = "prod";
  EQUAL(os.get_device_os_semver_with_variant("balenaOS 2.29.2+rev1", variant).value_or(""), "2.29.2+rev1.prod");
  EQUAL(os.get_device_os_semver_with_variant("2.29.2", "prod").value_or(""), "2.29.2+prod");
  EQUAL(os.get_device_os_semver_with_variant("2.29.2", "").value_or(""), "2.29.2");
  EQUAL(os.get_device_os_semver_with_variant("Resin OS 2.0.0.rev1", std::nullopt).value_or(""), "2.0.0+rev1");
  HOLDS(!os.get_device_os_semver_with_variant("", "prod"));
  HOLDS(!os.get_device_os_semver_with_variant("Ubuntu 16.04", std::nullopt));
  const auto error = THROWS(invalid_parameter, os.get_device_os_semver_with_variant("2.29.2", "a b"));
  HOLDS(std::string(error.what()).find("os_variant") != std::string::npos);
  THROWS(invalid_parameter, os.get_device_os_semver_with_variant("2.29.2", std::string("a\0b", 3)));
}

SERVED(a_config_is_made_for_a_device) {
  const balena::Client client = server::user();
  const server::Application application(client);
  const auto os = client.device_os();
  const balena::Document config =
      os.get_config(application.slug, R"({"version":"6.0.24","network":"wifi","wifiSsid":"ours"})");
  EQUAL(config.get("/applicationId"), application.id);
  EQUAL(config.get("/deviceType"), "raspberrypi3");
  EQUAL(config.get("/wifiSsid"), "ours");
  THROWS(application_not_found, os.get_config("no-such/application", R"({"version":"6.0.24"})"));
  THROWS(missing_option, os.get_config(application.id));
  THROWS(missing_option, os.get_config(application.id, R"({"version":"6.0.24","network":"wifi"})"));
  THROWS(invalid_option, os.get_config(application.id, R"({"version":6})"));
}

SERVED(the_versions_for_a_device_type_are_listed) {
  const balena::Client client = server::user();
  const balena::Document versions = client.device_os().get_supported_versions("raspberrypi3");
  const bool any = versions.at("/versions").length() > 0;
  EQUAL(versions.get("/latest"), versions.get(any ? "/versions/0" : "/latest"));
  const auto error = THROWS(invalid_device_type, client.device_os().get_supported_versions("toaster"));
  HOLDS(std::string(error.what()).find("toaster") != std::string::npos);
}

SERVED(the_recommended_version_is_neither_a_pre_release_nor_for_development) {
  const balena::Client client = server::user();
  simulator::answers("GET", "/v7/application", 200,
                     R"({"d":[{"application_tag":[],"owns__release":[)"
                     R"({"raw_version":"2.9.7+rev2.prod","release_tag":[]},)"
                     R"({"raw_version":"2.10.0-rc1","release_tag":[]},)"
                     R"({"raw_version":"2.9.7+rev3.dev","release_tag":[]}]}]})");
  const balena::Document versions = client.device_os().get_supported_versions("raspberrypi3");
  EQUAL(versions.get("/versions"), R"(["2.10.0-rc1","2.9.7+rev3.dev","2.9.7+rev2.prod"])");
  EQUAL(versions.get("/latest"), "2.10.0-rc1");
  EQUAL(versions.get("/recommended"), "2.9.7+rev2.prod");
  EQUAL(versions.get("/default"), "2.9.7+rev2.prod");
}
