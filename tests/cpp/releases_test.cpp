// client.release(), client.image() and client.service()

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <cstdint>
#include <string>

using balena::Client;
using balena::Document;

/// A commit that no other release has.
static std::string some_commit(const Client &client) { return client.device().generate_uuid() + "00000000"; }

SERVED(releases) {
  const Client client = server::user();
  const server::Application application(client);
  const server::Application other(client);
  const auto releases = client.release();
  EQUAL(releases.get_all_by_application(application.id).text(), "[]");
  THROWS(release_not_found, releases.get_latest_by_application(application.id));

  const std::string commit = some_commit(client);
  const std::string twice = some_commit(client);
  const std::string newest = some_commit(client);
  // Not in the order of their time.
  const std::string second = simulator::made_release(client, application.id, twice, "failed", "2026-01-02T00:00:00Z");
  const std::string fourth = simulator::made_release(client, application.id, twice, "failed", "2026-01-04T00:00:00Z");
  const std::string third = simulator::made_release(client, application.id, newest, "success", "2026-01-03T00:00:00Z");
  const std::string first = simulator::made_release(client, application.id, commit, "success", "2026-01-01T00:00:00Z");
  simulator::made_release(client, other.id, some_commit(client), "success", "2026-01-05T00:00:00Z");

  for (const std::string &reference : {first, commit}) {
    const Document row = releases.get(reference);
    EQUAL(row.get("/id"), first);
    EQUAL(row.get("/commit"), commit);
    EQUAL(row.get("/status"), "success");
    EQUAL(row.get("/belongs_to__application/__id"), application.id);
    const Document some = releases.get(
        reference, R"-({"$select":["id","commit"],"$expand":"belongs_to__application($select=app_name)"})-");
    EQUAL(some.length(), 3u);
    EQUAL(some.get("/belongs_to__application/0/app_name"), application.name);
  }

  for (const std::string &reference : {application.id, application.slug, application.row.get("/uuid")}) {
    const Document all = releases.get_all_by_application(reference, R"({"$select":"id"})");
    EQUAL(all.text(), R"([{"id":)" + fourth + R"(},{"id":)" + third + R"(},{"id":)" + second + R"(},{"id":)" + first +
                          "}]");
    const Document latest = releases.get_latest_by_application(reference);
    EQUAL(latest.get("/id"), third);
    EQUAL(latest.get("/commit"), newest);
  }
  const char *const failed = R"({"$select":"commit","$filter":"status eq 'failed'","$top":1})";
  EQUAL(releases.get_all_by_application(application.id, failed).text(), R"([{"commit":")" + twice + R"("}])");
  EQUAL(releases.get_latest_by_application(application.id, R"({"$select":"id"})").text(), R"({"id":)" + third + "}");

  THROWS(ambiguous_release, releases.get(twice));
  THROWS(ambiguous_release, releases.get_with_image_details(twice));
  EQUAL(releases.get(second).get("/commit"), twice);
}

SERVED(releases_that_are_not_there_are_not_found) {
  const Client client = server::user();
  const auto releases = client.release();
  for (const std::string &nothing : {server::NO_SUCH_REFERENCE, some_commit(client)}) {
    const auto error = THROWS(release_not_found, releases.get(nothing));
    HOLDS(std::string(error.what()).find(nothing) != std::string::npos);
    THROWS(release_not_found, releases.get_with_image_details(nothing));
  }
  for (const std::string &nowhere : {server::NO_SUCH_REFERENCE, std::string("no-such/application")}) {
    THROWS(application_not_found, releases.get_all_by_application(nowhere));
    THROWS(application_not_found, releases.get_latest_by_application(nowhere));
  }
  for (const char *bad : {"", "a b", "../1", "O'Brien", "é"}) {
    THROWS(invalid_parameter, releases.get(bad));
    THROWS(invalid_parameter, releases.get_with_image_details(bad));
    THROWS(invalid_parameter, releases.get_all_by_application(bad));
    THROWS(invalid_parameter, releases.get_latest_by_application(bad));
  }
  THROWS(non_allowed_option, releases.get("1", R"({"$filter":"id eq 1"})"));
  THROWS(non_allowed_option, releases.get_with_image_details("1", R"({"$top":1})"));
}

/// Makes an image of a service that is part of a release, and gives its id. `more` is what else is set, as JSON.
static std::string made_image(const Client &client, const std::string &service, const std::string &release,
                              const std::string &more) {
  const std::string image = simulator::made(client, "image",
                                            R"({"is_a_build_of__service":)" + service +
                                                R"(,"status":"success","start_timestamp":1700000000000)" + more + "}");
  simulator::made(client, "image__is_part_of__release",
                  R"({"image":)" + image + R"(,"is_part_of__release":)" + release + "}");
  return image;
}

SERVED(a_release_has_images_of_services) {
  const Client client = server::user();
  const server::Application application(client);
  const server::Application other(client);
  const auto services = client.service();
  EQUAL(services.get_all_by_application(application.id).text(), "[]");
  const std::string proxy = simulator::made_service(client, application.id, "proxy");
  const std::string main = simulator::made_service(client, application.id, "O'Brien \\\"é\\\"");
  simulator::made_service(client, other.id, "elsewhere");
  for (const std::string &reference : {application.id, application.slug, application.row.get("/uuid")}) {
    const Document rows = services.get_all_by_application(reference);
    EQUAL(rows.length(), 2u);
    EQUAL(rows.get("/0/service_name"), "O'Brien \"é\"");
    EQUAL(rows.get("/0/id"), main);
    EQUAL(rows.get("/0/application/__id"), application.id);
    EQUAL(rows.get("/1/service_name"), "proxy");
  }
  const std::string named = R"({"$select":"id","$filter":"service_name eq @s","@s":"O'Brien \"é\""})";
  EQUAL(services.get_all_by_application(application.id, named).text(), R"([{"id":)" + main + "}]");
  THROWS(application_not_found, services.get_all_by_application(server::NO_SUCH_REFERENCE));
  THROWS(application_not_found, services.get_all_by_application("no-such/application"));
  THROWS(invalid_parameter, services.get_all_by_application("no application"));
  THROWS(invalid_option, services.get_all_by_application(application.id, R"({"$skip":-1})"));

  const std::string commit = some_commit(client);
  const std::string release =
      simulator::made_release(client, application.id, commit, "success", "2026-01-01T00:00:00Z");
  EQUAL(client.release().get_with_image_details(release).get("/images"), "[]");
  const std::string with_log = made_image(
      client, main, release, R"(,"build_log":"Step 1: \"läuft\"\n🐳 Step 2","image_size":9007199254740993)");
  const std::string without = made_image(client, proxy, release, "");
  for (const std::string &reference : {release, commit}) {
    const Document row = client.release().get_with_image_details(reference, R"({"$select":["id","commit"]})");
    EQUAL(row.get("/id"), release);
    EQUAL(row.get("/commit"), commit);
    EQUAL(row.length("/images"), 2u);
    EQUAL(row.get("/images/0/id"), with_log);
    EQUAL(row.get("/images/0/service_name"), "O'Brien \"é\"");
    EQUAL(row.at("/images/1").text(), R"({"id":)" + without + R"(,"service_name":"proxy"})");
    // No server that the simulator plays notes who made it.
    EQUAL(row.get("/user"), "null");
  }

  const auto images = client.image();
  const std::int64_t id = std::stoll(with_log);
  const Document row = images.get(id);
  EQUAL(row.get("/id"), with_log);
  EQUAL(row.get("/status"), "success");
  EQUAL(row.get("/image_size"), "9007199254740993");
  EQUAL(row.get("/is_a_build_of__service/__id"), main);
  EQUAL(row.get("/start_timestamp"), "2023-11-14T22:13:20.000Z");
  THROWS(not_found, row.get("/build_log"));
  const std::string log = "Step 1: \"läuft\"\n🐳 Step 2";
  EQUAL(images.get(id, R"({"$select":"build_log"})").get("/build_log"), log);
  EQUAL(images.get(id, R"-({"$expand":"is_a_build_of__service($select=service_name)"})-")
            .get("/is_a_build_of__service/0/service_name"),
        "O'Brien \"é\"");
  EQUAL(images.get_log(id).value_or("none"), log);
  HOLDS(!images.get_log(std::stoll(without)).has_value());
}

SERVED(release_get_with_image_details_says_who_made_it) {
  const Client client = server::user();
  const std::string own = R"({"id":9007199254740993,"is_created_by__user":[{"id":7,"username":"O'Brien"}],)"
                          R"("release_image":[{"image":[{"id":5,"is_a_build_of__service":[]}]}])";
  simulator::answers("GET", "/v7/release(9007199254740993)", 200, R"({"d":[)" + own + "}]}");
  const Document row = client.release().get_with_image_details(server::NO_SUCH_REFERENCE);
  EQUAL(row.text(),
        own + R"(,"images":[{"id":5,"service_name":null}],"user":{"id":7,"username":"O'Brien"}})");
}

SERVED(images_that_are_not_there_are_not_found) {
  const Client client = server::user();
  const auto images = client.image();
  const auto error = THROWS(image_not_found, images.get(server::NO_SUCH_ID));
  HOLDS(std::string(error.what()).find("9007199254740993") != std::string::npos);
  THROWS(image_not_found, images.get_log(server::NO_SUCH_ID));
  for (const std::int64_t bad : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN}) {
    THROWS(invalid_parameter, images.get(bad));
    THROWS(invalid_parameter, images.get_log(bad));
  }
  THROWS(non_allowed_option, images.get(1, R"({"$filter":"id eq 1"})"));
  THROWS(non_allowed_option, images.get_log(1, R"({"$select":"id"})"));
}

SERVED(an_id_past_2_to_the_53_reaches_the_server_whole) {
  const Client client = server::user();
  simulator::answers("GET", "/v7/image(9007199254740993)", 200, R"({"d":[{"id":9007199254740993}]})");
  EQUAL(client.image().get(server::NO_SUCH_ID).get("/id"), "9007199254740993");
  simulator::answers("GET", "/v7/image(9223372036854775807)", 200, R"({"d":[{"build_log":"of the last"}]})");
  EQUAL(client.image().get_log(INT64_MAX).value_or("none"), "of the last");
}
