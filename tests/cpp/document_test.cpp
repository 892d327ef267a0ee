// Documents and errors, as objects of C++.

#include "check.hpp"

#include <exception>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using balena::Client;
using balena::Document;
using balena::Error;
using check::document;

static_assert(!std::is_copy_constructible_v<Document> && std::is_nothrow_move_constructible_v<Document>);
static_assert(std::is_nothrow_copy_constructible_v<Error> && std::is_nothrow_copy_assignable_v<Error>);
static_assert(std::is_base_of_v<std::runtime_error, Error>);

LOCAL(a_document_gives_its_values) {
  const Document rows = document(R"([{"id":9007199254740993,"name":"a\"é","tags":["x","y"],"none":null}])");
  EQUAL(rows.length(), 1u);
  EQUAL(rows.length("/0"), 4u);
  EQUAL(rows.length("/0/tags"), 2u);
  EQUAL(rows.get("/0/id"), "9007199254740993");
  EQUAL(rows.get("/0/name"), "a\"é");
  EQUAL(rows.get("/0/none"), "null");
  EQUAL(rows.get("/0/tags"), R"(["x","y"])");
  EQUAL(rows.get(""), rows.text());
  EQUAL(rows.text().data()[rows.text().size()], '\0');
}

LOCAL(what_may_be_missing_is_found_or_not) {
  const std::string text = R"([{"name":"a\"é","none":null}])";
  const Document rows = document(text.c_str());
  const balena::Row row(text);
  EQUAL(rows.find("/0/name").value(), "a\"é");
  EQUAL(row.find("/0/name").value(), "a\"é");
  EQUAL(rows.find("/0/none").value(), "null");
  HOLDS(!rows.find("/0/other") && !rows.find("/1") && !row.find("/0/other"));
  THROWS(invalid_parameter, rows.find("0"));
  THROWS(invalid_parameter, row.find(std::string_view("/\0", 2)));
}

LOCAL(a_row_is_a_document_of_its_own) {
  const Document rows = document(R"([{"id":1},{"id":2,"name":"{}"}])");
  const Document row = rows.at("/1");
  EQUAL(row.get("/id"), "2");
  EQUAL(rows.at("").length(), 2u);
  THROWS(invalid_parameter, row.at("/name"));
  THROWS(not_found, rows.at("/2"));
}

LOCAL(a_list_is_taken_apart_at_once) {
  const Document object = document(R"({"a":[{"b":1e400},"x\u0000y",[],null]})");
  const std::vector<std::string> elements = object.elements("/a");
  EQUAL(elements.size(), 4u);
  EQUAL(elements[0], R"({"b":1e400})");
  EQUAL(elements[1], std::string("x\0y", 3));
  EQUAL(elements[2], "[]");
  EQUAL(elements[3], "null");
  THROWS(invalid_parameter, object.elements());
  THROWS(not_found, object.elements("/b"));
}

LOCAL(a_pointer_need_not_end_in_nul) {
  EQUAL(document(R"({"a":1,"ab":2})").get(std::string_view("/abc").substr(0, 2)), "1");
}

LOCAL(a_value_may_hold_a_nul) {
  EQUAL(document(R"({"a":"x\u0000y"})").get("/a"), std::string("x\0y", 3));
}

LOCAL(a_document_says_what_it_lacks) {
  const Document object = document(R"({"a":"text"})");
  THROWS(not_found, object.get("/b"));
  THROWS(not_found, object.length("/b"));
  THROWS(invalid_parameter, object.get("a"));
  THROWS(invalid_parameter, object.length("/a"));
  const auto error = THROWS(invalid_parameter, object.get(std::string_view("/a\0", 3)));
  EQUAL(std::string(error.what()), "pointer holds a NUL byte");
}

LOCAL(a_document_moves) {
  Document first = document("[1,2]");
  Document second(std::move(first));
  EQUAL(second.length(), 2u);
  EQUAL(first.text(), "");
  THROWS(invalid_parameter, first.get(""));
  THROWS(invalid_parameter, first.length());
  first = std::move(second);
  EQUAL(first.length(), 2u);
}

LOCAL(an_error_says_what_its_document_says) {
  const Error error(balena::Code::network, R"({"message":"It broke.","http_status":502,"request":"GET https://a/b",
    "retry_after_s":4294967295,"outcome_unknown":true})");
  EQUAL(std::string(error.what()), "It broke.");
  HOLDS(error.code() == balena::Code::network);
  EQUAL(error.http_status().value(), 502);
  EQUAL(error.request(), "GET https://a/b");
  EQUAL(error.retry_after().value().count(), 4294967295);
  HOLDS(error.outcome_unknown());
}

LOCAL(an_error_of_this_side_has_a_document_too) {
  const Client client(R"({"data_directory":null})");
  const auto error = THROWS(invalid_parameter, client.device().get(std::string_view("a\0b", 3)));
  EQUAL(std::string(error.what()), "device holds a NUL byte");
  EQUAL(error.document(), R"({"code":"INVALID_PARAMETER","number":100,"message":"device holds a NUL byte"})");
  HOLDS(!error.http_status());
  EQUAL(error.request(), "");
  HOLDS(!error.retry_after());
  HOLDS(!error.outcome_unknown());
  THROWS(invalid_parameter, client.device().get_all(std::string_view("{}\0", 3)));
  THROWS(invalid_parameter, client.auth().login("admin", std::string_view("\0", 1)));
}

LOCAL(an_error_without_a_document_has_its_codes_name) {
  EQUAL(std::string(Error(balena::Code::io, "").what()), "IO");
}

LOCAL(an_error_can_be_copied_and_caught_as_what_it_is) {
  const Client client(R"({"data_directory":null})");
  std::exception_ptr kept;
  try {
    client.auth().get_token();
  } catch (const std::runtime_error &) {
    kept = std::current_exception();
  }
  const auto error = THROWS(not_logged_in, std::rethrow_exception(kept));
  Error copy = error;
  Error moved = std::move(copy);
  // An exception in flight may be looked at again: moving one copies it.
  EQUAL(copy.document(), moved.document());
  EQUAL(std::string(copy.what()), std::string(error.what()));
  HOLDS(moved.document().find(R"("code":"NOT_LOGGED_IN","number":200)") != std::string::npos);
}
