// A data directory that is gone at the end of its case.

#ifndef BALENA_TESTS_DIRECTORY_HPP
#define BALENA_TESTS_DIRECTORY_HPP

#include "check.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

class Directory {
 public:
  Directory() {
    std::string form = (std::filesystem::temp_directory_path() / "balena-test-XXXXXX").string();
    HOLDS(::mkdtemp(form.data()) != nullptr);
    path_ = form;
  }
  Directory(const Directory &) = delete;
  Directory &operator=(const Directory &) = delete;
  ~Directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string path() const { return path_.string(); }
  std::filesystem::path within(const char *name) const { return path_ / name; }

  void put(const char *name, const std::string &text) const { std::ofstream(within(name)) << text; }

  std::string text(const char *name) const {
    std::ifstream file(within(name));
    return std::string(std::istreambuf_iterator<char>(file), {});
  }

  /// A client that keeps its login and settings here.
  balena::Client client(const std::string &endpoint) const {
    return balena::Client(R"({"api_endpoint":")" + endpoint + R"(","data_directory":")" + path() + R"("})");
  }

 private:
  std::filesystem::path path_;
};

#endif  // BALENA_TESTS_DIRECTORY_HPP
