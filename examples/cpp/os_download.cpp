// Downloads an image of balenaOS to a file, and shows how far it is.
//
// Build: c++ -std=c++17 os_download.cpp -lbalena -pthread -o os-download
// Run: BALENA_API_KEY=… ./os-download raspberrypi3

#include "interrupt.hpp"
#include "tool.hpp"

#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <string>

static const tool::Description OS_DOWNLOAD = {
    "os-download",
    "DEVICE_TYPE [--version VERSION] [--output FILE] [--file-type .img|.zip|.gz]",
    "Downloads the image of balenaOS for a device type, as raspberrypi3. Ctrl-C ends that, and leaves no file.\n"
    "\n"
    "  --version VERSION   of balenaOS, as 6.0.24; the recommended one unless given\n"
    "  --output FILE       where it goes; a name like raspberrypi3.img unless given\n"
    "  --file-type TYPE    .img, .zip or .gz; .img unless given\n",
    {},
    {"--version", "--output", "--file-type"},
    {"DEVICE_TYPE"},
    1};

static std::string megabytes(double bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MB", bytes / 1e6);
  return text;
}

static std::string megabytes(std::int64_t bytes) { return megabytes(static_cast<double>(bytes)); }

/// Tells standard error how far it is: in one place on a terminal, otherwise by a line for each 10 %.
class Progress {
 public:
  Progress() = default;
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;
  ~Progress() {
    if (width_ > 0) std::cerr << "\n";
  }

  void show(const balena::Piece &piece) {
    const std::int64_t came = piece.offset + static_cast<std::int64_t>(piece.data.size());
    const std::int64_t tenths = piece.total ? came * 10 / *piece.total : 0;
    if (is_terminal_) {
      // Writing takes time, too.
      const auto now = Clock::now();
      if (width_ == 0 || now - shown_ > std::chrono::milliseconds(100) || came == piece.total) {
        const std::string text = line(piece, came);
        // What a longer line leaves is overwritten.
        const std::string blanks(text.size() < width_ ? width_ - text.size() : 0, ' ');
        std::cerr << "\r" << text << blanks << std::flush;
        width_ = text.size();
        shown_ = now;
      }
    } else if (tenths > tenths_) {
      std::cerr << line(piece, came) << "\n";
    }
    // They are fewer again when the download begins anew.
    tenths_ = tenths;
  }

 private:
  using Clock = std::chrono::steady_clock;

  /// "45 %  123.4 MB of 274.0 MB  12.3 MB/s".
  static std::string line(const balena::Piece &piece, std::int64_t came) {
    std::string text = megabytes(came);
    if (piece.total) {
      text = std::to_string(came * 100 / *piece.total) + " %  " + text + " of " + megabytes(*piece.total);
    }
    return text + "  " + megabytes(piece.rate) + "/s";
  }

  const bool is_terminal_ = isatty(STDERR_FILENO) == 1;
  Clock::time_point shown_;
  std::size_t width_ = 0;
  std::int64_t tenths_ = 0;
};

/// Until the image is whole it is in FILE.part, which the library removes when the download fails.
static balena::Document download(const balena::Client &client, const std::string &options) {
  Progress progress;
  return tool::trying("download the image", [&] {
    return client.device_os().download(options, [&](const balena::Piece &piece) { progress.show(piece); });
  });
}

int main(int count, char **texts) {
  return tool::run(OS_DOWNLOAD, count, texts, [](const tool::CommandLine &line) {
    const std::string device_type = *line.argument(0);
    const std::string file_type = line.value("--file-type").value_or(".img");
    if (file_type != ".img" && file_type != ".zip" && file_type != ".gz") {
      throw tool::Misuse("--file-type: " + file_type + " is none of .img, .zip, .gz");
    }
    const std::string path = line.value("--output").value_or(device_type + file_type);
    const std::string options = R"({"deviceType":)" + tool::quoted(device_type) + R"(,"version":)" +
                                tool::quoted(line.value("--version").value_or("recommended")) + R"(,"fileType":)" +
                                tool::quoted(file_type) + R"(,"path":)" + tool::quoted(path) + "}";
    const balena::Client client = tool::client();
    // Ends the download even while it waits for the server.
    const tool::Interrupt interrupt([&] { client.cancel(); });
    const balena::Document image = download(client, options);
    std::cout << "wrote " << image.get("/path") << " (" << image.get("/version") << ", "
              << megabytes(std::stod(image.get("/length"))) << ")\n";
    return EXIT_SUCCESS;
  });
}
