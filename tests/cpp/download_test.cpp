// client.device_os().download(): to a file, to a function, or to both

#include "check.hpp"
#include "directory.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using balena::Client;
using balena::Document;
using balena::Piece;

static const std::string OLD = "what was there";

/// The SHA-256 of what a command puts out.
static std::string digest_of(const std::string &command) {
  std::FILE *const output = ::popen((command + " | sha256sum").c_str(), "r");
  HOLDS(output != nullptr);
  char digest[65] = {};
  const std::size_t length = std::fread(digest, 1, 64, output);
  HOLDS(::pclose(output) == 0);
  EQUAL(length, 64u);
  return digest;
}

/// An image that the simulator has, and a folder for it. Skips the case where the server is not the simulator.
class Image {
 public:
  static constexpr std::int64_t SIZE = 1 << 20;

  Image() : client((simulator::needed("images"), server::user())) {
    orders(R"({"size":)" + std::to_string(SIZE) + R"(,"ranges":true})");
    version = client.device_os().get_supported_versions("raspberrypi3").get("/default");
  }

  static void orders(const std::string &order) { EQUAL(simulator::sent("POST", "/_images", "", order).status, 200); }

  /// Makes the next connection that brings it break after so many bytes.
  static void cut(std::int64_t after) {
    simulator::fault("/download", R"({"kind":"cut","after":)" + std::to_string(after) + "}");
  }

  std::string path() const { return folder.within("os.img").string(); }

  /// The digest that it has now.
  std::string expected() const {
    const std::string path = "/_images?deviceType=raspberrypi3&version=" + version;
    return check::document(simulator::sent("GET", path, "", "").body.c_str()).get("/sha256");
  }

  /// Options of a download to the path, and these members.
  std::string options(const std::string &more = R"("deviceType":"raspberrypi3")") const {
    return R"({"path":")" + path() + R"(",)" + more + "}";
  }

  Document download() const { return client.device_os().download(options()); }

  template <class Callback>
  Document download(Callback callback) const {
    return client.device_os().download(options(), std::move(callback));
  }

  /// Checks that it is there, whole, and nothing beside it.
  void is_whole() const {
    EQUAL(digest_of("cat " + path()), expected());
    EQUAL(names(), "os.img ");
    std::filesystem::remove(path());
  }

  void is_not_there() const { EQUAL(names(), ""); }

  /// Checks that what was there before is there, and nothing beside it.
  void is_as_before() const {
    EQUAL(folder.text("os.img"), OLD);
    EQUAL(names(), "os.img ");
  }

  /// Checks that these bytes are the image.
  void is(const std::string &bytes) const {
    const Directory other;
    other.put("bytes", bytes);
    EQUAL(digest_of("cat " + other.within("bytes").string()), expected());
  }

  const Client client;
  const Directory folder;
  std::string version;

 private:
  std::string names() const {
    std::string names;
    for (const auto &entry : std::filesystem::directory_iterator(folder.path())) {
      names += entry.path().filename().string() + " ";
    }
    return names;
  }
};

SERVED(an_image_comes_to_a_file_to_a_function_or_to_both) {
  const Image image;
  const Document found = image.download();
  image.is_whole();
  EQUAL(found.get("/length"), std::to_string(Image::SIZE));
  EQUAL(found.get("/path"), image.path());
  EQUAL(found.get("/content_type"), "application/octet-stream");
  EQUAL(found.get("/content_encoding"), "null");
  EQUAL(found.get("/version"), image.version);
  EQUAL(found.get("/filename"), "balena-raspberrypi3-" + image.version + ".img");

  std::string bytes;
  const Document handed = image.client.device_os().download(
      R"({"deviceType":"Raspberry Pi 3","version":"recommended"})", [&bytes](const Piece &piece) {
        EQUAL(piece.offset, static_cast<std::int64_t>(bytes.size()));
        EQUAL(piece.total.value_or(-1), Image::SIZE);
        EQUAL(piece.rate > 0, piece.offset > 0);
        bytes += piece.data;
      });
  image.is(bytes);
  EQUAL(handed.get("/version"), image.version);
  THROWS(not_found, handed.get("/path"));

  // It has been written when the function gets it.
  int pieces = 0;
  image.download([&](const Piece &piece) {
    const std::uintmax_t written = std::filesystem::file_size(image.path() + ".part");
    EQUAL(written, static_cast<std::uintmax_t>(piece.offset) + piece.data.size());
    ++pieces;
    return true;
  });
  HOLDS(pieces > 1);
  image.is_whole();
}

SERVED(a_download_that_breaks_goes_on_where_it_broke) {
  const Image image;
  for (const std::int64_t after : {std::int64_t{0}, Image::SIZE / 2, Image::SIZE * 99 / 100}) {
    Image::cut(after);
    std::int64_t came = 0;
    const Document requests = simulator::requests([&] {
      image.download([&came](const Piece &piece) {
        EQUAL(piece.offset, came);
        came += static_cast<std::int64_t>(piece.data.size());
      });
    });
    int asked = 0;
    for (std::size_t place = 0; place < requests.length(); ++place) {
      if (requests.get("/" + std::to_string(place) + "/path") == "/download") ++asked;
    }
    EQUAL(asked, 2);
    EQUAL(came, Image::SIZE);
    image.is_whole();
  }
}

SERVED(a_download_whose_rest_can_not_be_had_begins_anew) {
  const Image image;
  for (const char *order : {R"({"changed":true})", R"({"ranges":false})"}) {
    Image::cut(Image::SIZE / 2);
    int begun = 0;
    std::string bytes;
    image.download([&](const Piece &piece) {
      if (piece.offset == 0 && begun++ == 0) Image::orders(order);
      HOLDS(piece.offset == 0 || static_cast<std::size_t>(piece.offset) == bytes.size());
      bytes.resize(static_cast<std::size_t>(piece.offset));
      bytes += piece.data;
    });
    EQUAL(begun, 2);
    image.is(bytes);
    image.is_whole();
  }
}

SERVED(an_image_of_an_application_has_what_it_is_to_connect_to) {
  const Image image;
  const server::Application application(image.client);
  const auto os = image.client.device_os();
  const Document requests = simulator::requests([&] {
    os.download(image.options(R"("appId":)" + application.id +
                              R"(,"network":"wifi","wifiSsid":"ours","wifiKey":"secret")"));
  });
  image.is_whole();
  const Document last = requests.at("/" + std::to_string(requests.length() - 1));
  // What is secret is in no URL.
  EQUAL(last.get("/method") + " " + last.get("/path"), "POST /download");
  const Document body = check::document(last.get("/body").c_str());
  EQUAL(body.get("/wifiKey"), "secret");
  EQUAL(body.get("/appId"), application.id);
  os.download(image.options(R"("appId":")" + application.id + R"(","network":"ethernet")"));
  image.is_whole();
}

SERVED(an_image_is_packed_as_it_is_wanted) {
  const Image image;
  const auto os = image.client.device_os();
  os.download(image.options(R"("deviceType":"raspberrypi3","fileType":".gz")"));
  EQUAL(digest_of("gzip -dc <" + image.path()), image.expected());
  os.download(image.options(R"("deviceType":"raspberrypi3","fileType":".zip")"));
  EQUAL(digest_of("unzip -p " + image.path()), image.expected());
  const Document raw =
      os.download(image.options(R"("deviceType":"raspberrypi3","raw":true)"), [](const Piece &piece) {
        HOLDS(!piece.total.has_value());
      });
  EQUAL(raw.get("/content_encoding"), "gzip");
  EQUAL(digest_of("gzip -dc <" + image.path()), image.expected());
}

SERVED(each_error_of_a_download_has_its_code) {
  const Image image;
  const auto os = image.client.device_os();
  image.folder.put("os.img", OLD);
  const auto never = [](const Piece &) { throw std::logic_error("It was called."); };
  const std::string pi = R"("deviceType":"raspberrypi3")";
  THROWS(missing_option, os.download(image.options(R"("fileType":".img")"), never));
  THROWS(missing_option, os.download(image.options(R"("appId":1)"), never));
  THROWS(missing_option, os.download(image.options(R"("appId":1,"network":"wifi")"), never));
  THROWS(missing_option, os.download("{" + pi + "}"));
  THROWS(missing_option, os.download("", never));
  THROWS(missing_option, os.download({}));
  const std::string nowhere = R"("network":"ethernet","appId":)" + server::NO_SUCH_REFERENCE;
  THROWS(application_not_found, os.download(image.options(nowhere), never));
  THROWS(invalid_device_type, os.download(image.options(R"("deviceType":"toaster")"), never));
  THROWS(os_image_not_found, os.download(image.options(pi + R"(,"version":"1.2.3")"), never));
  THROWS(invalid_option, os.download(image.options(pi + R"(,"fileType":".iso")"), never));
  THROWS(non_allowed_option, os.download(image.options(pi + R"(,"odd":1)"), never));
  THROWS(invalid_option, os.download(image.options(pi + R"(,"timeout_ms":0)"), never));
  THROWS(invalid_parameter, os.download(std::string("{}\0", 3), never));
  for (const std::string &place : {image.folder.within("no/such.img").string(), image.folder.path()}) {
    THROWS(io, os.download("{" + pi + R"(,"path":")" + place + R"("})", never));
  }
  simulator::answers("GET", "/download", 404, "");
  THROWS(unsupported_by_server, image.download(never));
  const Client guest = server::guest();
  THROWS(not_logged_in, guest.device_os().download("{" + pi + "}", never));
  Client moved = image.client.with();
  const Client holder(std::move(moved));
  THROWS(invalid_parameter, moved.device_os().download(image.options(), never));
  image.is_as_before();
}

SERVED(false_from_the_function_ends_a_download_and_leaves_no_file) {
  const Image image;
  int pieces = 0;
  const auto error = THROWS(cancelled, image.download([&pieces](const Piece &) { return ++pieces < 2; }));
  HOLDS(!error.outcome_unknown());
  EQUAL(pieces, 2);
  image.is_not_there();
}

SERVED(what_the_function_throws_comes_out_of_a_download_and_leaves_no_file) {
  const Image image;
  for (const bool is_there : {false, true}) {
    if (is_there) image.folder.put("os.img", OLD);
    int pieces = 0;
    std::string caught;
    try {
      image.download([&pieces](const Piece &) {
        ++pieces;
        throw std::out_of_range("of the function");
      });
    } catch (const std::out_of_range &error) {
      caught = error.what();
    }
    EQUAL(caught, "of the function");
    // What is no exception of the standard's.
    int number = 0;
    try {
      image.download([](const Piece &piece) { return piece.offset == 0 ? throw 7 : true; });
    } catch (int error) {
      number = error;
    }
    EQUAL(number, 7);
    // The library's own, of another call: not that this one was ended.
    THROWS(device_not_found, image.download([&image](const Piece &) {
      image.client.device().get(server::NO_SUCH_DEVICE);
    }));
    EQUAL(pieces, 1);
    if (is_there) {
      image.is_as_before();
    } else {
      image.is_not_there();
    }
  }
}

SERVED(a_function_that_is_none_ends_a_download) {
  const Image image;
  bool is_refused = false;
  try {
    image.download(std::function<bool(const Piece &)>());
  } catch (const std::bad_function_call &) {
    is_refused = true;
  }
  HOLDS(is_refused);
  image.is_not_there();
}

/// How a download is told about in other forms than a lambda's.
struct Tally {
  void operator()(const Piece &piece) const { *bytes += static_cast<std::int64_t>(piece.data.size()); }
  bool take(Piece piece) {
    *bytes += static_cast<std::int64_t>(piece.data.size());
    return true;
  }
  std::int64_t *bytes;
};

SERVED(any_function_may_get_the_pieces) {
  const Image image;
  std::int64_t bytes = 0;
  // One that is const, one that can't be copied, one that is not moved, and one of another's memory.
  const Tally tally{&bytes};
  image.download(tally);
  image.is_whole();
  auto own = std::make_unique<Tally>(tally);
  image.download([own = std::move(own)](const Piece &piece) mutable { return own->take(piece); });
  image.is_whole();
  auto listed = [offsets = std::make_unique<std::vector<std::int64_t>>()](const Piece &piece) {
    offsets->push_back(piece.offset);
    return offsets->size();
  };
  image.download(std::ref(listed));
  image.is_whole();
  image.download(std::function<void(Piece)>(tally));
  image.is_whole();
  EQUAL(bytes, 3 * Image::SIZE);
}

SERVED(a_client_that_is_cancelled_leaves_no_file) {
  const Image image;
  {
    // From another thread, while nothing comes any more.
    simulator::fault("/download", R"("stall_body")");
    const Client client = image.client.with();
    std::promise<void> under_way;
    std::thread canceller([&client, begun = under_way.get_future()]() mutable {
      begun.get();
      client.cancel();
    });
    bool is_first = true;
    const auto download = [&] {
      client.device_os().download(image.options(), [&](const Piece &) {
        if (std::exchange(is_first, false)) under_way.set_value();
      });
    };
    std::string why;
    try {
      download();
    } catch (const balena::Error &error) {
      why = balena::name(error.code());
    }
    if (is_first) under_way.set_value();
    canceller.join();
    EQUAL(why, "CANCELLED");
    HOLDS(!is_first);
    image.is_not_there();
  }
  // From within the function.
  const Client client = image.client.with();
  int pieces = 0;
  THROWS(cancelled, client.device_os().download(image.options(), [&](const Piece &) {
    ++pieces;
    client.cancel();
  }));
  EQUAL(pieces, 1);
  image.is_not_there();
  // Before it begins.
  const Document requests = simulator::requests([&] {
    THROWS(cancelled, client.device_os().download(image.options()));
  });
  EQUAL(requests.length(), 0u);
  image.is_not_there();
}

SERVED(the_function_of_a_download_may_call_the_library) {
  const Image image;
  std::int64_t others = 0;
  image.download([&](const Piece &piece) {
    if (piece.offset > 0) return;
    image.client.device_os().download(R"({"deviceType":"intel-nuc"})", [&others](const Piece &other) {
      others += static_cast<std::int64_t>(other.data.size());
    });
  });
  EQUAL(others, Image::SIZE);
  image.is_whole();
}
