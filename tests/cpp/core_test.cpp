// What becomes of arguments and results, with functions of the shape that all calls have.

#include "check.hpp"

#include <cstdint>
#include <limits>
#include <string>

using balena::detail::call;

/// Gives `json` back as a call would, so that it is freed as a call's document is.
static balena_code echo(const balena_client *, const char *json, char **out) { return balena_json_get(json, "", out); }

static balena_code describe(const balena_client *, std::int64_t id, bool force, const char *options, char **out) {
  const std::string flag = force ? ",true," : ",false,";
  const std::string json = "[" + std::to_string(id) + flag + (options ? options : "null") + "]";
  return balena_json_get(json.c_str(), "", out);
}

static balena_code refuse(const balena_client *, char **out) {
  balena_json_get(R"({"code":"CONFLICT","message":"It is there already.","http_status":409})", "", out);
  return BALENA_CONFLICT;
}

static balena_code refuse_without_a_word(const balena_client *, char **) { return static_cast<balena_code>(12345); }

LOCAL(arguments_arrive_as_they_are) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  EQUAL(call<balena::Document>(describe, nullptr, most, true, balena::detail::Options("")).text(),
        "[9223372036854775807,true,null]");
  EQUAL(call<balena::Document>(describe, nullptr, -1, false, balena::detail::Options("{}")).text(), "[-1,false,{}]");
}

LOCAL(results_become_values) {
  EQUAL(call<std::int64_t>(echo, nullptr, "-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  EQUAL(call<bool>(echo, nullptr, "true"), true);
  EQUAL(call<bool>(echo, nullptr, "false"), false);
  EQUAL(call<balena::Document>(echo, nullptr, R"([{"id":1}])").get("/0/id"), "1");
  call<void>(echo, nullptr, "null");
}

LOCAL(a_number_that_does_not_fit_is_refused) {
  THROWS(decode, call<std::int64_t>(echo, nullptr, "9223372036854775808"));
  THROWS(decode, call<std::int64_t>(echo, nullptr, "1.5"));
}

LOCAL(a_refusal_is_thrown) {
  const auto error = THROWS(conflict, call<balena::Document>(refuse, nullptr));
  EQUAL(std::string(error.what()), "It is there already.");
  EQUAL(error.http_status().value_or(0), 409);
  THROWS(conflict, call<void>(refuse, nullptr));
}

LOCAL(a_code_of_a_later_library_is_thrown_too) {
  try {
    call<bool>(refuse_without_a_word, nullptr);
  } catch (const balena::Error &error) {
    EQUAL(static_cast<std::int32_t>(error.code()), 12345);
    EQUAL(std::string(error.what()), "UNKNOWN");
    return;
  }
  check::fail(__FILE__, __LINE__, "nothing was thrown");
}
