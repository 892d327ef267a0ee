// The three kinds of tags: client.device_tag(), client.application_tag() and client.release_tag().

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <functional>
#include <string>
#include <vector>

using balena::Client;
using balena::Document;
using server::NO_SUCH_DEVICE;

static const std::string VALUE = "läuft: \"100 %\" \\ 🐳\nline two";

/// Options that pick the tag of a key.
static std::string of_key(const std::string &key) {
  return R"({"$select":["id","value"],"$filter":"tag_key eq @k","@k":")" + key + R"("})";
}

/// Sets, lists and removes tags of an owner who has none. Each of `lists` takes options, and lists the owner's tags;
/// the first those of all owners.
template <class Section>
static void kept(const Client &client, const Section &tags, const std::string &owner,
                 const std::vector<std::function<Document(const std::string &)>> &lists) {
  const std::string mine = client.device().generate_uuid().substr(0, 12);
  tags.set(owner, "kept-" + mine, "unharmed");
  for (const char *begin : {"site", "O'Brien", "'or(1)eq'1", "a&$filter=b", "%27", "+", "#", "🐳"}) {
    const std::string key = begin + mine;
    const Document row = tags.set(owner, key, VALUE).value();
    EQUAL(row.get("/tag_key"), key);
    EQUAL(row.get("/value"), VALUE);
    const auto value = [&] {
      for (const auto &list : lists) {
        const Document rows = list(of_key(key));
        EQUAL(rows.length(), 1u);
        EQUAL(rows.get("/0/id"), row.get("/id"));
      }
      return lists.front()(of_key(key)).get("/0/value");
    };
    EQUAL(value(), VALUE);
    EQUAL(tags.set(owner, key, "").has_value(), false);
    EQUAL(value(), "");
    EQUAL(tags.set(owner, key, "2").has_value(), false);
    EQUAL(value(), "2");
    tags.remove(owner, key);
    tags.remove(owner, key);
    for (const auto &list : lists) {
      EQUAL(list(of_key(key)).text(), "[]");
      EQUAL(list(of_key("kept-" + mine)).get("/0/value"), "unharmed");
      THROWS(invalid_option, list(R"({"$top":"1"})"));
      THROWS(request_error, list(R"({"$select":"no_such_field"})"));
    }
  }
  // By key, and nobody else's.
  tags.set(owner, "a-" + mine, "first");
  for (std::size_t i = 1; i < lists.size(); ++i) {
    EQUAL(lists[i](R"({"$select":"value"})").text(), R"([{"value":"first"},{"value":"unharmed"}])");
    EQUAL(lists[i](R"({"$select":"value","$top":1,"$orderby":"tag_key desc"})").text(), R"([{"value":"unharmed"}])");
  }

  for (const char *bad : {"", "a\nb"}) {
    THROWS(invalid_parameter, tags.set(owner, bad, "x"));
    THROWS(invalid_parameter, tags.remove(owner, bad));
  }
  THROWS(request_error, tags.set(owner, "two words", "x"));
  THROWS(invalid_parameter, tags.set("../1", "key", "x"));
  THROWS(invalid_parameter, tags.remove("", "key"));
}

SERVED(application_tags) {
  const Client client = server::user();
  const server::Application application(client);
  const server::Application other(client);
  const auto tags = client.application_tag();
  tags.set(other.id, "site", "elsewhere");
  kept(client, tags, application.slug,
       {[&](const auto &options) { return tags.get_all(options); },
        [&](const auto &options) { return tags.get_all_by_application(application.id, options); }});
  tags.remove(application.id, "site");
  EQUAL(tags.get_all_by_application(other.slug).get("/0/value"), "elsewhere");
  for (const std::string &nobody : {server::NO_SUCH_REFERENCE, std::string("no-such/application")}) {
    THROWS(application_not_found, tags.get_all_by_application(nobody));
    THROWS(application_not_found, tags.set(nobody, "key", "x"));
    THROWS(application_not_found, tags.remove(nobody, "key"));
  }
  THROWS(invalid_parameter, tags.get_all_by_application("no application"));
}

SERVED(device_tags) {
  const Client client = server::user();
  const server::Application application(client);
  const std::string uuid = server::registered(client, application);
  const std::string id = client.device().get(uuid).get("/id");
  const auto tags = client.device_tag();
  kept(client, tags, uuid,
       {[&](const auto &options) { return tags.get_all(options); },
        [&](const auto &options) { return tags.get_all_by_application(application.slug, options); },
        [&](const auto &options) { return tags.get_all_by_device(id, options); }});

  const std::string other = server::registered(client, application);
  tags.set(other, "site", "elsewhere");
  tags.remove(id, "site");
  EQUAL(tags.get_all_by_device(other, R"({"$select":"value"})").text(), R"([{"value":"elsewhere"}])");
  EQUAL(tags.get_all_by_device(uuid).length(), 2u);
  EQUAL(tags.get_all_by_application(application.id).length(), 3u);

  for (const std::string &nobody : {server::NO_SUCH_REFERENCE, NO_SUCH_DEVICE}) {
    THROWS(device_not_found, tags.get_all_by_device(nobody));
    THROWS(device_not_found, tags.set(nobody, "key", "x"));
    THROWS(device_not_found, tags.remove(nobody, "key"));
  }
  THROWS(application_not_found, tags.get_all_by_application(server::NO_SUCH_REFERENCE));
  THROWS(invalid_parameter, tags.get_all_by_application("no application"));
  THROWS(invalid_parameter, tags.get_all_by_device("7cf02a6"));
}

SERVED(release_tags) {
  const Client client = server::user();
  const server::Application application(client);
  const std::string commit = client.device().generate_uuid() + "aaaaaaaa";
  const std::string twice = client.device().generate_uuid() + "bbbbbbbb";
  const std::string made = "2026-01-01T00:00:00.000Z";
  const std::string id = simulator::made_release(client, application.id, commit, "success", made);
  for (int i = 0; i < 2; ++i) simulator::made_release(client, application.id, twice, "failed", made);
  const auto tags = client.release_tag();
  kept(client, tags, commit,
       {[&](const auto &options) { return tags.get_all(options); },
        [&](const auto &options) { return tags.get_all_by_application(application.id, options); },
        [&](const auto &options) { return tags.get_all_by_release(id, options); }});
  EQUAL(tags.get_all_by_release(commit).length(), 2u);

  for (const std::string &nobody : {server::NO_SUCH_REFERENCE, std::string("deadbeef")}) {
    THROWS(release_not_found, tags.get_all_by_release(nobody));
    THROWS(release_not_found, tags.set(nobody, "key", "x"));
    THROWS(release_not_found, tags.remove(nobody, "key"));
  }
  THROWS(ambiguous_release, tags.get_all_by_release(twice));
  THROWS(ambiguous_release, tags.set(twice, "key", "x"));
  THROWS(ambiguous_release, tags.remove(twice, "key"));
  THROWS(application_not_found, tags.get_all_by_application("no-such/application"));
  THROWS(invalid_parameter, tags.get_all_by_application("no application"));
  THROWS(invalid_parameter, tags.get_all_by_release("a b"));
}
