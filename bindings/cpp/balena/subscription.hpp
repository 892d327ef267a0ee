/// @file
/// What comes by itself: a function that gets it, or a stream to wait for it.

#ifndef BALENA_SUBSCRIPTION_HPP
#define BALENA_SUBSCRIPTION_HPP

#include <balena/core.hpp>
#include <balena/document.hpp>
#include <balena/error.hpp>
#include <balena/iterator.hpp>
#include <balena/owned.hpp>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace balena {

/// What a subscription tells: a line, an event of its connection, or the error that ends it.
class LogItem {
 public:
  enum class Kind { line, event, error };

  LogItem(Code code, std::string_view text) : code_(code), text_(text), kind_(kind_of(code, text_)) {}

  Kind kind() const noexcept { return kind_; }

  /// The JSON text: a line as the server sent it, or an object whose member `event` says what happened, or the error's.
  const std::string &text() const noexcept { return text_; }

  /// The value at `pointer`, as "/message" or "/event": a string unquoted, anything else as JSON.
  /// @throws Error Code::not_found (nothing at this pointer), Code::invalid_parameter.
  std::string get(std::string_view pointer) const {
    return std::string(detail::view(detail::value(text_.c_str(), pointer)));
  }

  /// The error that ends the subscription, if this is one.
  std::optional<Error> error() const {
    return kind_ == Kind::error ? std::optional<Error>(Error(code_, text_)) : std::nullopt;
  }

 private:
  static Kind kind_of(Code code, const std::string &text) {
    if (code != Code::ok) return Kind::error;
    // A line has no such member, and hardly ever says it: it is not to be read for that alone. find would stop at each
    // quote.
    if (std::strstr(text.c_str(), "\"event\"") == nullptr) return Kind::line;
    char *out = nullptr;
    const balena_code found = balena_json_get(text.c_str(), "/event", &out);
    const detail::OwnedText event(out);
    return found == BALENA_OK ? Kind::event : Kind::line;
  }

  Code code_;
  std::string text_;
  Kind kind_;
};

namespace detail {

/// What the library calls for a subscription. It is the library's from when that has begun to the last call.
class Subscriber {
 public:
  Subscriber() = default;
  Subscriber(const Subscriber &) = delete;
  Subscriber &operator=(const Subscriber &) = delete;
  virtual ~Subscriber() = default;

  /// Begins a subscription. Where that throws the subscriber is gone, and was never called.
  template <class Function, class... Arguments>
  static void begin(std::unique_ptr<Subscriber> subscriber, Function function, const balena_client *client,
                    const Arguments &...arguments) {
    void *user_data = subscriber.get();
    call<void>(function, client, arguments..., &Subscriber::called, user_data);
    // The last call may have been made by now.
    static_cast<void>(subscriber.release());
  }

 private:
  /// True to go on.
  virtual bool take(LogItem item) = 0;

  /// The end, and why unless it was asked for.
  virtual void end(std::exception_ptr why) noexcept = 0;

  /// No exception may pass through the library: the first is kept for the end, which it brings about.
  static std::int32_t called(balena_code code, const char *document, void *user_data) noexcept {
    auto *self = static_cast<Subscriber *>(user_data);
    if (document == nullptr) {
      const std::unique_ptr<Subscriber> last(self);
      self->keep(code, nullptr);
      self->end(std::move(self->why_));
      return 0;
    }
    try {
      self->keep(code, document);
      return self->take(LogItem(static_cast<Code>(code), document)) ? 0 : 1;
    } catch (...) {
      self->why_ = std::current_exception();
      return 1;
    }
  }

  /// Keeps the error of a code, unless there is one already.
  void keep(balena_code code, const char *document) noexcept {
    if (code == BALENA_OK || why_) return;
    try {
      const Code why = static_cast<Code>(code);
      throw document == nullptr ? Error::of(why, "The subscription was ended.") : Error(why, document);
    } catch (...) {
      why_ = std::current_exception();
    }
  }

  std::exception_ptr why_;
};

/// Calls a function of the user's.
template <class Callback>
class Calling final : public Subscriber {
 public:
  explicit Calling(Callback callback) : callback_(std::move(callback)) {}

  std::future<void> ended() { return ended_.get_future(); }

 private:
  bool take(LogItem item) override {
    if constexpr (std::is_void_v<std::invoke_result_t<Callback &, const LogItem &>>) {
      (*callback_)(item);
      return true;
    } else {
      return static_cast<bool>((*callback_)(item));
    }
  }

  void end(std::exception_ptr why) noexcept override {
    // What the function holds is gone when somebody learns of the end.
    callback_.reset();
    if (why) {
      ended_.set_exception(std::move(why));
    } else {
      ended_.set_value();
    }
  }

  std::optional<Callback> callback_;
  std::promise<void> ended_;
};

template <class Callback>
using IfTakesItems = std::enable_if_t<std::is_invocable_v<Callback &, const LogItem &>>;

template <class Function, class Callback, class... Arguments>
std::future<void> subscribe(Function function, const balena_client *client, Callback callback,
                            const Arguments &...arguments) {
  auto subscriber = std::make_unique<Calling<Callback>>(std::move(callback));
  std::future<void> ended = subscriber->ended();
  Subscriber::begin(std::move(subscriber), function, client, arguments...);
  return ended;
}

/// What has come and nobody has taken. When it is full the library's thread waits, and with it the stream.
class Waiting {
 public:
  bool put(LogItem item) {
    std::unique_lock<std::mutex> lock(mutex_);
    room_.wait(lock, [this] { return bytes_ < MOST_BYTES || stopped_; });
    if (stopped_) return false;
    bytes_ += size(item);
    items_.push_back(std::move(item));
    come_.notify_one();
    return true;
  }

  void end(std::exception_ptr why) noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    why_ = std::move(why);
    over_ = true;
    come_.notify_all();
  }

  void stop() noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
    come_.notify_all();
    room_.notify_all();
  }

  std::optional<LogItem> next() {
    std::unique_lock<std::mutex> lock(mutex_);
    come_.wait(lock, [this] { return !items_.empty() || over_ || stopped_; });
    if (stopped_) return std::nullopt;
    if (items_.empty()) {
      if (why_) std::rethrow_exception(why_);
      return std::nullopt;
    }
    std::optional<LogItem> item(std::move(items_.front()));
    items_.pop_front();
    bytes_ -= size(*item);
    room_.notify_one();
    return item;
  }

 private:
  static constexpr std::size_t MOST_BYTES = std::size_t{64} << 10;

  static std::size_t size(const LogItem &item) noexcept { return sizeof(LogItem) + item.text().size(); }

  std::mutex mutex_;
  std::condition_variable come_;
  std::condition_variable room_;
  std::deque<LogItem> items_;
  std::size_t bytes_ = 0;
  std::exception_ptr why_;
  bool over_ = false;
  bool stopped_ = false;
};

/// Puts what comes where it is waited for.
class Putting final : public Subscriber {
 public:
  explicit Putting(std::shared_ptr<Waiting> waiting) : waiting_(std::move(waiting)) {}

 private:
  bool take(LogItem item) override {
    // The end brings the error.
    return item.kind() == LogItem::Kind::error || waiting_->put(std::move(item));
  }

  void end(std::exception_ptr why) noexcept override { waiting_->end(std::move(why)); }

  std::shared_ptr<Waiting> waiting_;
};

}  // namespace detail

/// A subscription whose lines and events are waited for. It lasts until it is stopped or destroyed, or the client is
/// cancelled; it may outlive the client, whose other subscriptions and their ends don't touch it.
///
///     for (const balena::LogItem &item : client.logs().subscribe(uuid)) std::cout << item.text() << "\n";
///
/// What is not taken waits: little of it here, the rest at the server. It can be moved and not copied.
class LogStream {
 public:
  /// What `subscribe` does.
  template <class Function, class... Arguments>
  static LogStream begin(Function function, const balena_client *client, const Arguments &...arguments) {
    // A handle of its own, so that it ends alone.
    LogStream stream(detail::made([&](balena_client **derived, char **error) {
      return balena_with(client, nullptr, derived, error);
    }));
    detail::Subscriber::begin(std::make_unique<detail::Putting>(stream.waiting_), function, stream.handle_.get(),
                              arguments...);
    return stream;
  }

  LogStream(const LogStream &) = delete;
  LogStream &operator=(const LogStream &) = delete;
  LogStream(LogStream &&) noexcept = default;
  LogStream &operator=(LogStream &&other) noexcept {
    stop();
    handle_ = std::move(other.handle_);
    waiting_ = std::move(other.waiting_);
    return *this;
  }
  ~LogStream() { stop(); }

  /// Waits for a line or an event. Nothing comes once it was stopped, by any thread, or was moved from.
  /// @throws Error What ended the subscription: Code::cancelled when the client was cancelled.
  std::optional<LogItem> next() { return waiting_ ? waiting_->next() : std::nullopt; }

  /// Ends the subscription; what waits is forgotten.
  void stop() noexcept {
    if (!waiting_) return;
    waiting_->stop();
    balena_logs_unsubscribe_all(handle_.get(), nullptr);
  }

  /// Goes through what comes.
  using iterator = detail::Iterator<LogStream, LogItem>;

  /// Waits for the first, as next() does.
  iterator begin() { return iterator(this); }
  iterator end() noexcept { return iterator(); }

 private:
  explicit LogStream(detail::OwnedClient handle)
      : handle_(std::move(handle)), waiting_(std::make_shared<detail::Waiting>()) {}

  detail::OwnedClient handle_;
  std::shared_ptr<detail::Waiting> waiting_;
};

}  // namespace balena

#endif  // BALENA_SUBSCRIPTION_HPP
