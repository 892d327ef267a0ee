// Rows of any resource, and options as objects: client.pine()

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

using balena::Client;
using balena::Document;
using server::NO_SUCH_REFERENCE;
using server::registered;

static const char *const TAGS = "application_tag";
static const char *const NOWHERE = R"({"data_directory":null,"api_endpoint":"http://127.0.0.1:1"})";

/// Texts that are more than a value where they are not kept within their quotes, as JSON.
static const std::vector<std::string> HOSTILE = {
    R"("O'Brien")", R"("' or 1 eq 1")", R"("') or (1 eq 1")", R"("a&$filter=b")", R"("%27")", R"("+")", R"("#")",
    R"-("a;$top=1)")-", R"("$1")", R"("two\nlines")", R"("\"läuft\" \\ 🐳")", R"("a/b?c=d,e:f@g")", R"("")"};

/// The members that make up an application's tag, without braces.
static std::string key(const server::Application &application, const std::string &tag) {
  return R"("application":)" + application.id + R"(,"tag_key":")" + tag + R"(")";
}

static std::string tag(const server::Application &application, const std::string &name, const std::string &json) {
  return "{" + key(application, name) + R"(,"value":)" + json + "}";
}

SERVED(pine_get_gives_rows_or_one_or_their_number) {
  const Client client = server::user();
  const auto pine = client.pine();
  const server::Application application(client);
  for (const char *name : {"a", "b", "c"}) pine.post(TAGS, tag(application, name, "\"v\""));
  const std::string own = R"("$filter":{"application":)" + application.id;
  const Document rows = pine.get(TAGS, R"({"$select":["tag_key","value"],"$orderby":{"tag_key":"desc"},)" + own + "}}");
  EQUAL(rows.text(), R"([{"tag_key":"c","value":"v"},{"tag_key":"b","value":"v"},{"tag_key":"a","value":"v"}])");
  const std::string second = R"({"$select":"tag_key","$orderby":"tag_key asc","$top":1,"$skip":1,)" + own + "}}";
  EQUAL(pine.get(TAGS, second).text(), R"([{"tag_key":"b"}])");
  EQUAL(pine.get(TAGS, "{" + own + R"(,"value":"w"}})").text(), "[]");

  const Document whole = pine.get(TAGS, R"({"id":{)" + key(application, "b") + "}}");
  EQUAL(whole.get("/tag_key"), "b");
  EQUAL(whole.get("/application/__id"), application.id);
  const std::string id = whole.get("/id");
  for (const std::string &one : {id, "\"" + id + "\""}) {
    EQUAL(pine.get(TAGS, R"({"id":)" + one + R"(,"$select":"tag_key"})").text(), R"({"tag_key":"b"})");
  }
  EQUAL(pine.get(TAGS, R"({"id":{"application":)" + application.id + R"(,"tag_key":{"@":"k"}},"@k":"b"})").get("/id"),
        id);
  EQUAL(pine.get("application", R"({"id":{"slug":")" + application.slug + R"("}})").get("/app_name"), application.name);
  EQUAL(pine.get(TAGS, R"({"id":)" + NO_SUCH_REFERENCE + "}").text(), "null");
  EQUAL(pine.get(TAGS, R"({"id":)" + id + "," + own + R"(,"value":"w"}})").text(), "null");

  EQUAL(pine.get(TAGS, R"({"$count":{)" + own + "}}}").text(), "3");
  EQUAL(pine.get(TAGS, R"({"$count":{)" + own + R"(,"tag_key":{"@":"k"}},"@k":"a"}})").text(), "1");
  EQUAL(pine.get(TAGS, R"({"$count":{)" + own + R"(,"tag_key":"d"}}})").text(), "0");
  HOLDS(std::stoll(pine.get("application", R"({"$count":{}})").get("")) >= 1);
}

SERVED(objects_say_what_odata_does) {
  const Client client = server::user();
  const auto pine = client.pine();
  const server::Application application(client);
  const std::string uuid = registered(client, application);
  const std::string other = registered(client, application);
  const auto device = client.device();
  device.rename(uuid, "gate O'Brien");
  device.rename(other, "attic");
  client.device_tag().set(uuid, "site", "')north");
  client.device_tag().set(uuid, "floor", "2");
  client.device_tag().set(other, "site", "south");
  const std::string own = R"("belongs_to__application":)" + application.id;
  const auto named = [&](const std::string &condition) {
    return std::string(
        pine.get("device", R"({"$select":"device_name","$orderby":[{"device_name":"asc"}],"$filter":{)" + own + "," +
                               condition + "}}")
            .text());
  };
  const std::string gate = R"([{"device_name":"gate O'Brien"}])";
  const std::string attic = R"([{"device_name":"attic"}])";
  const std::string both = R"([{"device_name":"attic"},{"device_name":"gate O'Brien"}])";
  EQUAL(named(R"("device_name":{"$startswith":"gate O'"})"), gate);
  EQUAL(named(R"("device_name":{"$contains":"ti"})"), attic);
  EQUAL(named(R"("device_name":{"$ne":"attic"})"), gate);
  EQUAL(named(R"("device_name":{"$in":["attic","gate O'Brien","none"]})"), both);
  EQUAL(named(R"("$or":[{"device_name":"attic"},{"uuid":")" + uuid + R"("}])"), both);
  EQUAL(named(R"("$not":{"device_name":"attic"},"is_online":false)"), gate);
  EQUAL(named(R"("device_tag":{"$any":{"$alias":"t","$expr":{"t":{"tag_key":"site","value":"')north"}}}})"), gate);
  EQUAL(named(R"("id":{"$lt":)" + NO_SUCH_REFERENCE + "}"), both);
  EQUAL(named(R"("id":{"$ge":)" + NO_SUCH_REFERENCE + "}"), "[]");

  const Document rows = pine.get(
      "device",
      R"({"$filter":{)" + own + R"(},"$select":["device_name"],"$orderby":{"device_name":"desc"},"$expand":)"
      R"({"device_tag":{"$select":["tag_key","value"],"$filter":{"tag_key":"site"}}}})");
  EQUAL(rows.length(), 2u);
  EQUAL(rows.length("/0"), 2u);
  EQUAL(rows.get("/0/device_name"), "gate O'Brien");
  EQUAL(rows.get("/0/device_tag"), R"([{"tag_key":"site","value":"')north"}])");
  EQUAL(rows.get("/1/device_name"), "attic");
  EQUAL(rows.get("/1/device_tag"), R"([{"tag_key":"site","value":"south"}])");

  // Of another section, beside the filter of its own.
  const char *const of_gates = R"({"$select":"uuid","$filter":{"device_name":{"$startswith":"gate O'"}}})";
  EQUAL(device.get_all_by_application_id(application.id, of_gates).text(), R"([{"uuid":")" + uuid + R"("}])");
  EQUAL(device.get_all(R"({"$filter":{"device_name":{"$startswith":"gate"},"uuid":")" + uuid + R"("}})").get("/0/uuid"),
        uuid);
  EQUAL(device.get_all(R"({"$filter":{"device_name":{"$startswith":"gate"},"uuid":")" + other + R"("}})").text(), "[]");
  const char *const no_such_operator = R"({"$filter":{"device_name":{"$beginswith":"gate"}}})";
  const auto error = THROWS(invalid_option, device.get_all(no_such_operator));
  HOLDS(std::string(error.what()).find("$beginswith") != std::string::npos);
}

SERVED(any_text_in_an_object_is_compared_as_it_is) {
  const Client client = server::user();
  const auto pine = client.pine();
  const server::Application application(client);
  for (std::size_t i = 0; i < HOSTILE.size(); ++i) {
    pine.post(TAGS, tag(application, "k" + std::to_string(i), HOSTILE[i]));
  }
  const std::string own = R"("application":)" + application.id;
  for (std::size_t i = 0; i < HOSTILE.size(); ++i) {
    const std::string &text = HOSTILE[i];
    const std::string found = R"([{"tag_key":"k)" + std::to_string(i) + R"("}])";
    for (const std::string &condition :
         {R"("value":)" + text, R"("value":{"$in":[)" + text + R"(,"none"]})", std::string(R"("value":{"@":"x"})"),
          R"("$raw":["value eq $1",)" + text + "]"}) {
      const std::string filter = R"("$filter":{)" + own + "," + condition + R"(},"@x":)" + text;
      EQUAL(pine.get(TAGS, R"({"$select":"tag_key",)" + filter + "}").text(), found);
      EQUAL(pine.get(TAGS, R"({"$count":{)" + filter + "}}").text(), "1");
    }
    const Document row = pine.get(
        "application", R"({"id":)" + application.id + R"(,"$select":"id","$expand":{"application_tag":)"
                       R"({"$select":"tag_key","$filter":{"value":)" + text + "}}}}");
    EQUAL(row.get("/application_tag"), found);
    // A patch and a delete reach no other row either.
    const std::string only = R"({"$filter":{)" + own + R"(,"value":)" + text + "}}";
    pine.patch(TAGS, R"({"value":"changed"})", only);
    const std::string changed = R"("$filter":{)" + own + R"(,"value":"changed"})";
    EQUAL(pine.get(TAGS, R"({"$select":"tag_key",)" + changed + "}").text(), found);
    pine.delete_(TAGS, "{" + changed + "}");
    EQUAL(pine.get(TAGS, R"({"$count":{"$filter":{)" + own + "}}}").text(), std::to_string(HOSTILE.size() - i - 1));
  }
}

SERVED(pine_post_creates_a_row) {
  const Client client = server::user();
  const auto pine = client.pine();
  const server::Application application(client);
  const std::string value = "O'Brien: \"läuft\" \\ 🐳";
  const Document row = pine.post(TAGS, tag(application, "k", R"("O'Brien: \"läuft\" \\ 🐳")"));
  EQUAL(row.get("/value"), value);
  EQUAL(pine.get(TAGS, R"({"id":)" + row.get("/id") + "}").get("/value"), value);
  const auto taken = THROWS(conflict, pine.post(TAGS, tag(application, "k", "\"w\"")));
  EQUAL(taken.http_status().value_or(0), 409);
  EQUAL(pine.get(TAGS, R"({"id":)" + row.get("/id") + "}").get("/value"), value);
  THROWS(request_error, pine.post(TAGS, tag(application, "two words", "\"w\"")));
  EQUAL(pine.get(TAGS, R"({"$count":{"$filter":{"application":)" + application.id + "}}}").text(), "1");
}

SERVED(pine_patch_changes_the_rows_that_are_meant) {
  const Client client = server::user();
  const auto pine = client.pine();
  const server::Application application(client);
  const std::string a = pine.post(TAGS, tag(application, "a", "\"1\"")).get("/id");
  const std::string b = pine.post(TAGS, tag(application, "b", "\"1\"")).get("/id");
  const std::string own = R"("$filter":{"application":)" + application.id;
  const auto values = [&] {
    return std::string(pine.get(TAGS, R"({"$select":"value","$orderby":"tag_key",)" + own + "}}").text());
  };
  pine.patch(TAGS, R"({"value":"O'Brien"})", R"({"id":)" + a + "}");
  EQUAL(values(), R"([{"value":"O'Brien"},{"value":"1"}])");
  pine.patch(TAGS, R"({"value":"é"})", R"({"id":{)" + key(application, "b") + "}}");
  EQUAL(values(), R"([{"value":"O'Brien"},{"value":"é"}])");
  pine.patch(TAGS, R"({"value":"3"})", "{" + own + R"(,"value":{"@":"x"}},"@x":"O'Brien"})");
  EQUAL(values(), R"([{"value":"3"},{"value":"é"}])");
  pine.patch(TAGS, R"({"value":"4"})", "{" + own + "}}");
  EQUAL(values(), R"([{"value":"4"},{"value":"4"}])");
  pine.patch(TAGS, R"({"value":"5"})", R"({"$filter":"application eq )" + application.id + R"( and tag_key eq 'b'"})");
  EQUAL(values(), R"([{"value":"4"},{"value":"5"}])");

  pine.patch(TAGS, R"({"value":"6"})", "{" + own + R"(,"value":"none"}})");
  for (const std::string &nothing :
       {R"({"id":)" + NO_SUCH_REFERENCE + "}", R"({"id":{)" + key(application, "c") + "}}",
        R"({"id":)" + a + R"(,"$filter":{"value":"none"}})"}) {
    const auto error = THROWS(not_found, pine.patch(TAGS, R"({"value":"6"})", nothing));
    HOLDS(std::string(error.what()).find(TAGS) != std::string::npos);
  }
  THROWS(request_error, pine.patch(TAGS, R"({"no_such_field":1})", R"({"id":)" + b + "}"));
  EQUAL(values(), R"([{"value":"4"},{"value":"5"}])");
}

SERVED(pine_delete_removes_the_rows_that_are_meant) {
  const Client client = server::user();
  const auto pine = client.pine();
  const server::Application application(client);
  std::vector<std::string> ids;
  for (const char *name : {"a", "b", "c", "d", "e"}) {
    ids.push_back(pine.post(TAGS, tag(application, name, std::string("\"") + name + "\"")).get("/id"));
  }
  const std::string own = R"("$filter":{"application":)" + application.id;
  const auto left = [&] {
    const Document rows = pine.get(TAGS, R"({"$select":"tag_key","$orderby":"tag_key",)" + own + "}}");
    std::string names;
    for (std::size_t i = 0; i < rows.length(); ++i) names += rows.get("/" + std::to_string(i) + "/tag_key");
    return names;
  };
  pine.delete_(TAGS, R"({"id":)" + ids[0] + R"(,"$filter":{"value":"none"}})");
  pine.delete_(TAGS, R"({"id":)" + NO_SUCH_REFERENCE + "}");
  pine.delete_(TAGS, "{" + own + R"(,"value":"none"}})");
  EQUAL(left(), "abcde");
  pine.delete_(TAGS, R"({"id":)" + ids[0] + "}");
  EQUAL(left(), "bcde");
  pine.delete_(TAGS, R"({"id":)" + ids[0] + "}");
  pine.delete_(TAGS, R"({"id":{)" + key(application, "b") + "}}");
  EQUAL(left(), "cde");
  pine.delete_(TAGS, "{" + own + R"(,"value":{"$in":["c","d"]}}})");
  EQUAL(left(), "e");
  pine.delete_(TAGS, R"({"$filter":"application eq )" + application.id + R"("})");
  EQUAL(left(), "");
}

SERVED(pine_upsert_makes_a_row_or_changes_it) {
  const Client client = server::user();
  const auto pine = client.pine();
  const server::Application application(client);
  pine.post(TAGS, tag(application, "other", "\"unharmed\""));
  for (const std::string &name : {std::string("k"), std::string("O'Brien"), std::string("'or(1)eq'1")}) {
    const std::string natural_key = "{" + key(application, name) + "}";
    const auto value = [&] { return pine.get(TAGS, R"({"id":)" + natural_key + "}").get("/value"); };
    const auto made = pine.upsert(TAGS, natural_key, R"({"value":"\"é\""})");
    HOLDS(made.has_value());
    EQUAL(made->get("/tag_key"), name);
    EQUAL(made->get("/value"), "\"é\"");
    EQUAL(value(), "\"é\"");
    HOLDS(!pine.upsert(TAGS, natural_key, R"({"value":"O'Brien"})"));
    EQUAL(value(), "O'Brien");
    HOLDS(!pine.upsert(TAGS, tag(application, name, "\"O'Brien\""), "{}"));
    EQUAL(value(), "O'Brien");
  }
  EQUAL(pine.get(TAGS, R"({"id":{)" + key(application, "other") + "}}").get("/value"), "unharmed");
  EQUAL(pine.get(TAGS, R"({"$count":{"$filter":{"application":)" + application.id + "}}}").text(), "4");
  THROWS(request_error, pine.upsert(TAGS, "{" + key(application, "two words") + "}", R"({"value":"v"})"));
}

SERVED(a_conflict_of_another_kind_is_no_row_to_change) {
  const Client client = server::user();
  simulator::answers("POST", "/v7/application_tag", 409, "\"Data is referenced.\"");
  THROWS(conflict, client.pine().upsert(TAGS, R"({"application":1,"tag_key":"k"})", R"({"value":"v"})"));
}

SERVED(a_resource_that_the_service_does_not_have_is_unauthorized) {
  const Client client = server::user();
  const auto pine = client.pine();
  const std::string resource = "no_such_thing";
  for (const std::function<void()> &call : std::vector<std::function<void()>>{
           [&] { pine.get(resource); },
           [&] { pine.get(resource, R"({"id":1})"); },
           [&] { pine.get(resource, R"({"$count":{}})"); },
           [&] { pine.post(resource, "{}"); },
           [&] { pine.patch(resource, R"({"a":1})", R"({"id":1})"); },
           [&] { pine.patch(resource, R"({"a":1})", R"({"$filter":{"a":1}})"); },
           [&] { pine.delete_(resource, R"({"id":1})"); },
           [&] { pine.upsert(resource, R"({"a":1})", "{}"); },
       }) {
    const auto error = THROWS(unauthorized, call());
    EQUAL(error.http_status().value_or(0), 401);
    HOLDS(std::string(error.what()).find(resource) != std::string::npos);
  }
  THROWS(request_error, pine.get("device", R"({"$select":"no_such_field"})"));
}

/// Runs a call that is to be refused before anything is sent, for a reason that begins so.
#define REFUSED(code, beginning, ...) \
  EQUAL(std::string(THROWS(code, __VA_ARGS__).what()).substr(0, std::string(beginning).size()), beginning)

LOCAL(a_patch_or_a_delete_names_rows) {
  const Client client(NOWHERE);
  const auto pine = client.pine();
  for (const char *nothing :
       {"", "{}", R"({"timeout_ms":1000})", R"({"@x":1})", R"({"id":null})", R"({"$filter":null})", R"({"$filter":{}})",
        R"({"$filter":[]})", R"({"$filter":""})", R"({"$filter":"  "})"}) {
    for (const auto &error : {THROWS(missing_option, pine.patch("device", R"({"note":"n"})", nothing)),
                              THROWS(missing_option, pine.delete_("device", nothing))}) {
      HOLDS(std::string(error.what()).find(" id ") != std::string::npos);
      HOLDS(std::string(error.what()).find("$filter") != std::string::npos);
    }
  }
  for (const char *unsound :
       {R"({"id":{}})", R"({"id":1,"$filter":{}})", R"({"$filter":{"$and":{}}})", R"({"$filter":[[],[]]})",
        R"({"$filter":{"id":{"$in":[]}}})", R"({"$filter":"1 eq 1) or (1 eq 1"})"}) {
    THROWS(invalid_option, pine.patch("device", R"({"note":"n"})", unsound));
    THROWS(invalid_option, pine.delete_("device", unsound));
  }
  for (const char *other : {R"({"id":1,"$top":1})", R"({"id":1,"$select":"id"})", R"({"$count":{}})"}) {
    THROWS(non_allowed_option, pine.patch("device", R"({"note":"n"})", other));
    THROWS(non_allowed_option, pine.delete_("device", other));
  }
}

LOCAL(what_no_resource_is_called_is_refused) {
  const Client client(NOWHERE);
  const auto pine = client.pine();
  for (const std::string &bad :
       {std::string(), std::string("Device"), std::string("device(1)"), std::string("device/$count"),
        std::string("../device"), std::string("device?a"), std::string("1a"), std::string("a b"), std::string("gerät"),
        std::string(200, 'a'), std::string("device\0", 7)}) {
    REFUSED(invalid_parameter, "resource ", pine.get(bad));
    REFUSED(invalid_parameter, "resource ", pine.post(bad, "{}"));
    REFUSED(invalid_parameter, "resource ", pine.patch(bad, R"({"note":"n"})", R"({"id":1})"));
    REFUSED(invalid_parameter, "resource ", pine.delete_(bad, R"({"id":1})"));
    REFUSED(invalid_parameter, "resource ", pine.upsert(bad, R"({"id":1})", "{}"));
  }
}

LOCAL(a_body_and_a_natural_key_are_objects) {
  const Client client(NOWHERE);
  const auto pine = client.pine();
  for (const std::string &bad : {std::string(), std::string("[]"), std::string("7"), std::string("null"),
                                 std::string("{"), std::string("{}x"), std::string("\"{}\""), std::string("{}\0", 3)}) {
    REFUSED(invalid_parameter, "body ", pine.post("device", bad));
    REFUSED(invalid_parameter, "body ", pine.patch("device", bad, R"({"id":1})"));
    REFUSED(invalid_parameter, "body ", pine.upsert("device", R"({"id":1})", bad));
    REFUSED(invalid_parameter, "natural_key ", pine.upsert("device", bad, "{}"));
  }
  REFUSED(invalid_parameter, "body ", pine.patch("device", "{}", R"({"id":1})"));
  for (const char *bad :
       {"{}", R"({"a":null})", R"({"a":[1]})", R"({"a":{"$ne":1}})", R"({"a b":1})", R"({"$or":1})"}) {
    REFUSED(invalid_parameter, "natural_key ", pine.upsert("device", bad, "{}"));
  }
}

LOCAL(options_that_say_nothing_sound_are_refused) {
  const Client client(NOWHERE);
  const auto pine = client.pine();
  const std::vector<std::pair<std::string, std::string>> unsound = {
      {R"({"$filter":{"a":{"$beginswith":"x"}}})", "option $filter"},
      {R"({"$filter":{"a b":1}})", "option $filter"},
      {R"({"$filter":"a eq 'O'Brien'"})", "option $filter"},
      {R"({"$filter":{"a":")" + std::string(70000, 'x') + R"("}})", "option $filter"},
      {R"({"$expand":{"b":{"$limit":1}}})", "option $expand"},
      {R"({"$orderby":{"a":"sideways"}})", "option $orderby"},
      {R"({"$select":[1]})", "option $select"},
      {R"({"$top":"1"})", "option $top"},
      {R"({"$skip":-1})", "option $skip"},
      {R"({"id":[1]})", "option id"},
      {R"({"$count":1})", "option $count"},
      {R"({"$count":{},"$filter":{"a":1}})", "option $filter"},
      {R"({"$count":{},"id":1})", "option id"},
      {R"({"timeout_ms":"1"})", "option timeout_ms"},
  };
  for (const auto &bad : unsound) REFUSED(invalid_option, bad.second, pine.get("device", bad.first));
  for (const char *other : {R"({"$format":"json"})", R"({"apikey":"k"})", R"({"$count":{"$top":1}})"}) {
    THROWS(non_allowed_option, pine.get("device", other));
  }
  for (const char *other : {R"({"id":1})", R"({"$select":"id"})"}) {
    THROWS(non_allowed_option, pine.post("device", "{}", other));
    THROWS(non_allowed_option, pine.upsert("device", R"({"id":1})", "{}", other));
  }
  // Other functions give rows, and so count none.
  THROWS(non_allowed_option, client.device().get_all(R"({"$count":{}})"));
}
