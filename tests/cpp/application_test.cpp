// client.application()

#include "check.hpp"
#include "server.hpp"

#include <string>

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

SERVED(the_target_of_an_application_is_a_commit_or_nothing) {
  const balena::Client client = server::user();
  const server::Application application(client);
  HOLDS(!client.application().get_target_release_hash(application.id).has_value());
  const balena::Document targeted = client.application().get_all(
      R"json({"$select":"id","$filter":"should_be_running__release/any(r:1 eq 1)",)json"
      R"json("$expand":"should_be_running__release($select=commit)","$top":1})json");
  for (std::size_t i = 0; i < targeted.length(); ++i) {
    const std::string row = "/" + std::to_string(i);
    EQUAL(client.application().get_target_release_hash(targeted.get(row + "/id")).value_or("none"),
          targeted.get(row + "/should_be_running__release/0/commit"));
  }
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
  THROWS(invalid_parameter, client.application().create("", "raspberrypi3"));
  THROWS(invalid_option, client.application().create("cpp-nobody", "raspberrypi3", R"({"uuid":"short"})"));
  THROWS(invalid_parameter, client.application().remove("a/b/c"));
  THROWS(non_allowed_option, client.application().get_all(R"({"no_such_option":1})"));
}
