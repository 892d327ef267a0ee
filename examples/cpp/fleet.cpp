// Logs in and shows the user's devices as a table.
//
// Build: c++ -std=c++17 fleet.cpp -lbalena -o fleet
// Run: FLEET_USERNAME=… FLEET_PASSWORD=… ./fleet, or BALENA_API_KEY=… ./fleet; BALENA_API_ENDPOINT for an openBalena

#include <balena.hpp>

#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <string>

int main() try {
  const balena::Client client(R"({"data_directory":null})");
  const char *username = std::getenv("FLEET_USERNAME"), *password = std::getenv("FLEET_PASSWORD");
  if (username && password) client.auth().login(username, password);
  const balena::Document devices = client.device().get_all(
      R"({"$select":["uuid","device_name","is_online"],"$top":50})");
  std::cout << std::left << std::setw(24) << "NAME" << std::setw(9) << "UUID" << "STATE\n";
  for (std::size_t number = 0; number < devices.length(); ++number) {
    const balena::Document device = devices.at("/" + std::to_string(number));
    std::cout << std::setw(24) << device.get("/device_name") << std::setw(9) << device.get("/uuid").substr(0, 7)
              << (device.get("/is_online") == "true" ? "online" : "offline") << "\n";
  }
  std::cout << devices.length() << " devices\n";
} catch (const balena::Error &error) {
  std::cerr << balena::name(error.code()) << ": " << error.what() << "\n";
  return EXIT_FAILURE;
}
