// The same through the binding for C++.
//
// usage: libbalena WORKLOAD VARIANT URL COUNT

#include "../c/measure.h"

#include <atomic>
#include <balena.hpp>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

static std::string options(const std::string &url) {
  std::string text = R"({"api_endpoint":")" + url + R"(","token":")" TOKEN R"(","data_directory":null)";
  if (ca_file()) text += std::string(R"(,"ca_file":")") + ca_file() + "\"";
  return text + "}";
}

// One device; true when it is the one.
static bool call(const balena::Client &client, std::string_view variant) {
  const balena::Document device = client.device().get(UUID);
  return variant == "field" ? device.get("/id") == "1" : device.text().size() > 1000;
}

static long calls(const balena::Client &client, std::string_view variant, long count) {
  long right = 0;
  for (long i = 0; i < count; i++) right += call(client, variant);
  return right;
}

static long call_on_threads(const balena::Client &client, std::string_view variant, long count) {
  const long each = count / threads_wanted();
  std::vector<std::thread> threads;
  std::atomic<long> right{0};
  begin();
  for (long i = 0; i < threads_wanted(); i++) threads.emplace_back([&] { right += calls(client, variant, each); });
  for (std::thread &thread : threads) thread.join();
  end();
  return right;
}

static long list(const balena::Client &client, std::string_view variant, long count) {
  if (variant == "rows") {
    long rows = 0;
    begin();
    for (const balena::Row &row : client.device().for_each(R"({"pages":)" + std::to_string(count / 1000) + "}")) {
      rows += row.text().front() == '{';
    }
    end();
    return rows;
  }
  begin();
  const balena::Document devices = client.device().get_all(R"({"$top":)" + std::to_string(count) + "}");
  end();
  return static_cast<long>(devices.text().size());
}

static long follow(const balena::Client &client, long count) {
  long lines = 0;
  begin();
  for (const balena::LogItem &item : client.logs().subscribe(UUID, R"({"count":"all"})")) {
    lines += item.kind() == balena::LogItem::Kind::line;
    if (lines == count) break;
  }
  end();
  return lines;
}

static long download(const balena::Client &client, std::string_view variant) {
  std::string wanted = R"({"deviceType":"raspberrypi3","version":"6.0.24")";
  if (variant != "function") wanted += std::string(R"(,"path":")") + output() + "\"";
  long received = 0;
  begin();
  client.device_os().download(wanted + "}", [&](const balena::Piece &piece) {
    received += static_cast<long>(piece.data.size());
  });
  end();
  return received;
}

int main(int count, char **texts) try {
  if (count != 5) FAIL("usage: libbalena WORKLOAD VARIANT URL COUNT");
  const std::string_view workload = texts[1], variant = texts[2];
  const long wanted = std::stol(texts[4]);
  const balena::Client client(options(texts[3]));
  long right = 0;
  if (workload == "threads") {
    right = call_on_threads(client, variant, wanted);
  } else if (workload == "start") {
    begin();
    right = call(client, variant);
    end();
  } else {
    if (!call(client, variant)) FAIL("the first call went wrong");
    if (workload == "call") {
      begin();
      right = calls(client, variant, wanted);
      end();
    } else if (workload == "list") {
      right = list(client, variant, wanted);
    } else if (workload == "logs") {
      right = follow(client, wanted);
    } else if (workload == "download") {
      right = download(client, variant);
    } else {
      FAIL("%s is no workload", texts[1]);
    }
  }
  report(right);
} catch (const balena::Error &error) {
  std::cerr << error.what() << "\n";
  return 1;
}
