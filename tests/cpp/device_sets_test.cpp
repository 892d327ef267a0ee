// Several devices at once: what client.device() writes on those that a JSON array names.

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

using balena::Client;
using server::field;
using server::NO_SUCH_DEVICE;
using server::registered;

static const std::int64_t IN_2100 = 4102444800000;

/// An application with four devices, three of which are meant by a set. That names each in another form.
struct Fleet {
  explicit Fleet(const Client &of)
      : client(of),
        application(of),
        uuids{registered(of, application), registered(of, application), registered(of, application),
              registered(of, application)},
        set("[\"" + uuids[0] + "\", " + field(of, uuids[1], "id") + ", \"" + field(of, uuids[2], "id") + "\"]") {}

  /// What a device has in a field.
  std::string of(std::size_t device, const std::string &name) const { return field(client, uuids[device], name); }

  /// Checks what the three have in a field, and what the fourth has there.
  void has(const std::string &name, const std::string &value, const std::string &other) const {
    for (std::size_t i = 0; i < 3; ++i) EQUAL(of(i, name), value);
    EQUAL(of(3, name), other);
  }

  const Client &client;
  const server::Application application;
  const std::vector<std::string> uuids;
  const std::string set;
};

SERVED(a_note_is_put_on_several_devices) {
  const Client client = server::user();
  const Fleet fleet(client);
  client.device().note(fleet.uuids[3], "other");
  client.device().note(fleet.set, "O'Brien: \"läuft\"");
  fleet.has("note", "O'Brien: \"läuft\"", "other");
  client.device().note(fleet.set, "");
  fleet.has("note", "", "other");
}

SERVED(several_devices_move_together_or_not_at_all) {
  const Client client = server::user();
  const Fleet fleet(client);
  const server::Application to(client);
  const server::Application incompatible(client, "intel-nuc");
  const auto reference = [](const std::string &id) { return R"({"__id":)" + id + "}"; };
  client.device().move(fleet.set, to.slug);
  fleet.has("belongs_to__application", reference(to.id), reference(fleet.application.id));

  const std::string stranger = registered(client, incompatible);
  const std::string mixed = R"([")" + fleet.uuids[0] + R"(",")" + stranger + R"("])";
  THROWS(incompatible_application, client.device().move(fleet.set, incompatible.slug));
  THROWS(incompatible_application, client.device().move(mixed, fleet.application.slug));
  THROWS(application_not_found, client.device().move(fleet.set, "no such application"));
  fleet.has("belongs_to__application", reference(to.id), reference(fleet.application.id));
  EQUAL(field(client, stranger, "belongs_to__application"), reference(incompatible.id));
}

SERVED(several_devices_are_removed) {
  const Client client = server::user();
  const Fleet fleet(client);
  client.device().remove(fleet.set);
  for (std::size_t i = 0; i < 3; ++i) HOLDS(!client.device().has(fleet.uuids[i]));
  HOLDS(client.device().has(fleet.uuids[3]));
  THROWS(device_not_found, client.device().remove(fleet.set));
}

SERVED(a_device_that_a_set_names_twice_is_one) {
  const Client client = server::user();
  const Fleet fleet(client);
  const std::string id = fleet.of(0, "id");
  client.device().note(" [ \"" + fleet.uuids[0] + "\", " + id + " , \"" + id + "\" ]\n", "once");
  EQUAL(fleet.of(0, "note"), "once");
  HOLDS(fleet.of(1, "note") != "once");
}

SERVED(several_devices_are_pinned_to_a_release_and_released) {
  const Client client = server::user();
  const auto device = client.device();
  const Fleet fleet(client);
  const std::string first =
      simulator::made_release(client, fleet.application.id, std::string(40, '1'), "success", "2026-01-01T00:00:00Z");
  const std::string second =
      simulator::made_release(client, fleet.application.id, std::string(40, '2'), "success", "2026-01-02T00:00:00Z");
  const auto reference = [](const std::string &id) { return R"({"__id":)" + id + "}"; };
  const char *const pin = "is_pinned_on__release";
  device.set_to_release(fleet.set, first);
  fleet.has(pin, reference(first), "null");
  device.set_to_release(fleet.set, std::string(40, '2'));
  fleet.has(pin, reference(second), "null");
  device.set_to_release(fleet.uuids[3], second);
  device.set_to_release(fleet.set, std::nullopt);
  fleet.has(pin, "null", reference(second));
  device.set_to_release_by_id(fleet.set, first);
  fleet.has(pin, reference(first), reference(second));
  device.set_to_release_by_id(fleet.set, std::nullopt);
  fleet.has(pin, "null", reference(second));
  device.set_to_release_by_id(fleet.set, first);
  device.track_application_release(fleet.set);
  fleet.has(pin, "null", reference(second));
}

SERVED(each_of_several_devices_is_pinned_to_the_release_of_its_own_application) {
  const Client client = server::user();
  const auto device = client.device();
  const Fleet fleet(client);
  const Fleet other(client);
  const std::string commit(40, 'c');
  const std::string made = "2026-01-01T00:00:00Z";
  const std::string here = simulator::made_release(client, fleet.application.id, commit, "success", made);
  const std::string there = simulator::made_release(client, other.application.id, commit, "success", made);
  const std::string both = R"([")" + fleet.uuids[0] + R"(",")" + other.uuids[0] + R"("])";
  const auto pinned = [&] {
    EQUAL(fleet.of(0, "is_pinned_on__release"), R"({"__id":)" + here + "}");
    EQUAL(other.of(0, "is_pinned_on__release"), R"({"__id":)" + there + "}");
  };
  device.set_to_release(both, commit);
  pinned();
  // By its id it is a release of one of the two only.
  THROWS(release_not_found, device.set_to_release(both, here));
  THROWS(release_not_found, device.set_to_release_by_id(both, there));
  pinned();
}

OFFERED(several_devices_get_and_lose_public_urls) {
  const Client client = server::user();
  const Fleet fleet(client);
  client.device().enable_device_url(fleet.set);
  fleet.has("is_web_accessible", "true", "false");
  client.device().enable_device_url(fleet.uuids[3]);
  client.device().disable_device_url(fleet.set);
  fleet.has("is_web_accessible", "false", "true");
}

OFFERED(several_devices_get_and_lose_a_place) {
  const Client client = server::user();
  const Fleet fleet(client);
  client.device().set_custom_location(fleet.uuids[3], -33.5, -70.25);
  client.device().set_custom_location(fleet.set, 21.032777, 105.831586);
  fleet.has("custom_latitude", "21.032777", "-33.5");
  fleet.has("custom_longitude", "105.831586", "-70.25");
  client.device().unset_custom_location(fleet.set);
  fleet.has("custom_latitude", "", "-33.5");
  fleet.has("custom_longitude", "", "-70.25");
}

OFFERED(several_devices_let_support_in) {
  const Client client = server::user();
  const Fleet fleet(client);
  const char *const until = "is_accessible_by_support_until__date";
  client.device().grant_support_access(fleet.set, IN_2100);
  fleet.has(until, "2100-01-01T00:00:00.000Z", "null");
  client.device().grant_support_access(fleet.uuids[3], IN_2100);
  client.device().revoke_support_access(fleet.set);
  fleet.has(until, "null", "2100-01-01T00:00:00.000Z");
}

/// Each write that a set may be given to, with what else it takes.
static std::vector<std::function<void(const std::string &set)>> writes(const Client &client,
                                                                       const std::string &application) {
  const auto device = client.device();
  return {
      [=](const auto &set) { device.disable_device_url(set); },
      [=](const auto &set) { device.enable_device_url(set); },
      [=](const auto &set) { device.grant_support_access(set, IN_2100); },
      [=](const auto &set) { device.move(set, application); },
      [=](const auto &set) { device.note(set, "written"); },
      [=](const auto &set) { device.remove(set); },
      [=](const auto &set) { device.revoke_support_access(set); },
      [=](const auto &set) { device.set_custom_location(set, 1, 1); },
      [=](const auto &set) { device.set_to_release(set, "1"); },
      [=](const auto &set) { device.set_to_release(set, std::nullopt); },
      [=](const auto &set) { device.set_to_release_by_id(set, "1"); },
      [=](const auto &set) { device.set_to_release_by_id(set, std::nullopt); },
      [=](const auto &set) { device.track_application_release(set); },
      [=](const auto &set) { device.unset_custom_location(set); },
  };
}

SERVED(a_set_with_a_device_that_is_missing_is_left_as_it_was) {
  const Client client = server::user();
  const Fleet fleet(client);
  const server::Application to(client);
  const auto rows = [&] { return std::string(client.device().get_all_by_application_id(fleet.application.id).text()); };
  const std::string before = rows();
  for (const auto &write : writes(client, to.slug)) {
    for (const std::string &missing : {NO_SUCH_DEVICE, server::NO_SUCH_REFERENCE}) {
      const auto error = THROWS(device_not_found, write("[\"" + missing + "\"," + fleet.set.substr(1)));
      HOLDS(std::string(error.what()).find(missing) != std::string::npos);
      EQUAL(rows(), before);
    }
  }
}

LOCAL(a_set_is_an_array_of_uuids_and_ids) {
  const Client client(R"({"data_directory":null,"api_endpoint":"http://127.0.0.1:1"})");
  const std::vector<std::string> bad_sets = {
      "[]", "[ ]", "[1.5]", "[null]", "[1", "[1,]", "[1 2]", "[1]]", "[true]", "[[1]]", "[{}]", "[0]", "[-1]",
      R"([""])", R"(["7cf02a6"])", R"(["O'Brien"])", R"([1,")" + NO_SUCH_DEVICE + R"(0"])", "[9223372036854775808]",
      R"({"id":1})", "1,2", "[1\xff]"};
  for (const auto &write : writes(client, "name")) {
    for (const std::string &bad : bad_sets) {
      const auto error = THROWS(invalid_parameter, write(bad));
      EQUAL(std::string(error.what()).rfind("device ", 0), 0u);
    }
    THROWS(invalid_parameter, write(std::string("[1]\0", 4)));
  }
  // A name is for one, and a question is about one.
  THROWS(invalid_parameter, client.device().rename("[1,2]", "name"));
  THROWS(invalid_parameter, client.device().get("[1]"));
  THROWS(invalid_parameter, client.device().has_device_url("[1]"));
  THROWS(invalid_parameter, client.device().enable_lock_override("[1]"));
}
