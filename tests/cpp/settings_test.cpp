// client.settings()

#include "check.hpp"
#include "directory.hpp"

#include <string>

static const char *const ENDPOINT = "http://127.0.0.1:1/";

LOCAL(a_setting_is_kept_for_later_clients) {
  const Directory directory;
  const balena::Client client = directory.client(ENDPOINT);
  EQUAL(client.settings().get("API_endpoint"), ENDPOINT);
  HOLDS(!client.settings().has("station"));
  HOLDS(!client.settings().remove("station"));
  client.settings().set("Station", "hall 2 = \"é\"");
  const balena::Client later = directory.client(ENDPOINT);
  for (const balena::Client *one : {&client, &later}) {
    EQUAL(one->settings().get("station"), "hall 2 = \"é\"");
    HOLDS(one->settings().has("STATION"));
    const balena::Document all = one->settings().get_all();
    EQUAL(all.get("/station"), "hall 2 = \"é\"");
    EQUAL(all.get("/api_endpoint"), ENDPOINT);
    EQUAL(all.get("/data_directory"), directory.path());
  }
  HOLDS(later.settings().remove("station"));
  HOLDS(!client.settings().has("station"));
}

LOCAL(a_setting_that_is_not_there_is_an_invalid_option) {
  const balena::Client client(R"({"data_directory":null})");
  THROWS(invalid_option, client.settings().get("station"));
}

LOCAL(settings_refuse_what_one_line_can_not_hold) {
  const Directory directory;
  const balena::Client client = directory.client(ENDPOINT);
  for (const char *key : {"", "a=b", "a\nb", "#a", "[a]"}) {
    THROWS(invalid_parameter, client.settings().get(key));
    THROWS(invalid_parameter, client.settings().has(key));
    THROWS(invalid_parameter, client.settings().remove(key));
    THROWS(invalid_parameter, client.settings().set(key, "x"));
  }
  THROWS(invalid_parameter, client.settings().set("station", "two\nlines"));
  THROWS(invalid_parameter, client.settings().set("timeout_ms", "soon"));
  THROWS(invalid_parameter, client.settings().set("data_directory", "/tmp"));
  THROWS(limit, client.settings().set("station", std::string(1 << 20, 'x')));
  HOLDS(!std::filesystem::exists(directory.within("balena.cfg")));
}

LOCAL(a_settings_file_that_can_not_be_understood_is_left_alone) {
  const Directory directory;
  const std::string text = "[Settings]\nstation = 1\nno setting\n";
  directory.put("balena.cfg", text);
  const balena::Client client = directory.client(ENDPOINT);
  const auto error = THROWS(io, client.settings().get("station"));
  HOLDS(error.document().find("line 3") != std::string::npos);
  THROWS(io, client.settings().get_all());
  THROWS(io, client.settings().has("station"));
  THROWS(io, client.settings().remove("station"));
  THROWS(io, client.settings().set("station", "2"));
  EQUAL(directory.text("balena.cfg"), text);
}
