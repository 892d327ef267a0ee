/// @file
/// A client for balenaCloud and openBalena.
///
///     balena::Client client;
///     client.auth().login("admin", "password");
///     std::cout << client.device().get_all().text();
///
/// Everything is inline: link with libbalena, C++17 or later. A call that fails throws balena::Error. Any number of
/// threads may use one client at once, as long as none moves, assigns or destroys it.
///
/// Methods are called as the functions in balena.h, by section; a name that C++ has taken ends in `_`, as in
/// `client.device().register_(…)`. Any call may throw one of the common codes: invalid_parameter, forked, panic; with
/// options non_allowed_option and invalid_option; with a request unauthorized, request_error, conflict,
/// too_many_requests, network, dns, tls, timeout, cancelled, decode, limit, malformed_token, expired_token and io (the
/// token file).
///
/// Options are JSON texts, most easily written as raw literals. OData may put `)"` in them, which ends a plain one:
///
///     client.device().get("1", R"-({"$expand":"device_tag($select=value)"})-");

#ifndef BALENA_HPP
#define BALENA_HPP

#include <balena/client.hpp>
#include <balena/document.hpp>
#include <balena/error.hpp>

#endif  // BALENA_HPP
