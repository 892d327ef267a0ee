/// @file
/// A client for balenaCloud and openBalena.
///
///     balena::Client client;
///     client.auth().login("admin", "password");
///     std::cout << client.device().get_all().text();
///
/// Everything is inline: link with libbalena, C++17 or later. A call that fails throws balena::Error. Any number of
/// threads may use one client at once, as long as none moves, assigns or destroys it.

#ifndef BALENA_HPP
#define BALENA_HPP

#include <balena/client.hpp>
#include <balena/document.hpp>
#include <balena/error.hpp>

#endif  // BALENA_HPP
