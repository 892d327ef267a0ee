/// @file
/// Rows that come one by one: a function that gets them, or a range to go through.

#ifndef BALENA_ROWS_HPP
#define BALENA_ROWS_HPP

#include <balena/core.hpp>
#include <balena/document.hpp>
#include <balena/error.hpp>
#include <balena/iterator.hpp>
#include <balena/owned.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace balena {

/// A row as the service sent it, a JSON object.
class Row {
 public:
  explicit Row(std::string_view text) : text_(text) {}

  /// The JSON text.
  const std::string &text() const noexcept { return text_; }

  /// The value at `pointer`, as "/device_name": a string unquoted, anything else as JSON.
  /// @throws Error Code::not_found (nothing at this pointer), Code::invalid_parameter.
  std::string get(std::string_view pointer) const {
    return std::string(detail::view(detail::value(text_.c_str(), pointer)));
  }

  /// As get(), but nothing where there is nothing at `pointer`. What is null is there, as "null".
  /// @throws Error Code::invalid_parameter.
  std::optional<std::string> find(std::string_view pointer) const { return detail::found(text_.c_str(), pointer); }

 private:
  std::string text_;
};

namespace detail {

/// Whether a function of the user's goes on: one that gives nothing always does.
template <class Callback, class Argument>
bool goes_on(Callback &callback, const Argument &argument) {
  if constexpr (std::is_void_v<std::invoke_result_t<Callback &, const Argument &>>) {
    std::invoke(callback, argument);
    return true;
  } else {
    return static_cast<bool>(std::invoke(callback, argument));
  }
}

/// A function of the user's while the library calls it. No exception may pass through the library: it is kept, ends the
/// call, and is thrown behind it.
template <class Callback>
class Called {
 public:
  explicit Called(Callback &callback) noexcept : callback_(callback) {}

  /// With what `make` gives.
  template <class Make>
  std::int32_t with(Make make) noexcept {
    try {
      return goes_on(callback_, make()) ? 0 : 1;
    } catch (...) {
      thrown_ = std::current_exception();
      return 1;
    }
  }

  /// Makes the call in which it is called.
  template <class Call>
  Document during(Call call) {
    try {
      Document result = call();
      if (!thrown_) return result;
    } catch (const Error &) {
      if (!thrown_) throw;
      // The call failed because the function ended it.
    }
    std::rethrow_exception(thrown_);
  }

 private:
  Callback &callback_;
  std::exception_ptr thrown_;
};

template <class Callback>
using IfTakesRows = std::enable_if_t<std::is_invocable_v<Callback &, const Row &>>;

template <class Callback>
std::int32_t on_row(const char *row, void *user_data) noexcept {
  return static_cast<Called<Callback> *>(user_data)->with([row] { return Row(row); });
}

template <class Function, class Callback, class... Arguments>
Document for_each(Function function, const balena_client *client, Callback callback, const Arguments &...arguments) {
  Called<Callback> called(callback);
  return called.during([&] {
    return call<Document>(function, client, arguments..., &on_row<Callback>, static_cast<void *>(&called));
  });
}

/// The options of a walk, of which one page is asked for at a time.
class PageOptions {
 public:
  explicit PageOptions(std::string_view options) : options_(options.empty() ? "{}" : options) {}

  /// The text for the next page. Of members that stand there twice the last hold.
  std::string next() {
    if (!left_) left_ = limit();
    std::string own = "\"pages\":1";
    if (!last_.empty()) own += ",\"after\":" + last_;
    std::string text = options_;
    // What is no object becomes none by it, and is refused.
    const std::size_t close = text.find_last_of('}');
    if (close == std::string::npos) return own + text;
    const std::size_t before = text.find_last_not_of(" \t\r\n", close == 0 ? 0 : close - 1);
    const bool is_empty = before != std::string::npos && text[before] == '{';
    return text.insert(close, is_empty ? own : "," + own);
  }

  /// Notes how the page ended. True when it was the last.
  bool took(const Document &walked) {
    const bool is_complete = walked.get("/complete") == "true";
    last_ = walked.get("/last");
    return --*left_ == 0 || is_complete;
  }

 private:
  /// How many pages the user wants.
  std::uint64_t limit() const {
    char *out = nullptr;
    const balena_code found = balena_json_get(options_.c_str(), "/pages", &out);
    const OwnedText pages(out);
    std::uint64_t most = UINT64_MAX;
    // What is not JSON the call refuses.
    if (found != BALENA_OK || view(pages) == "null") return most;
    const std::string_view text = view(pages);
    const char *const end = text.data() + text.size();
    const auto [stopped, fault] = std::from_chars(text.data(), end, most);
    if (fault != std::errc() || stopped != end || most == 0) {
      throw Error::of(Code::invalid_option, "option pages is not a whole number above 0");
    }
    return most;
  }

  std::string options_;
  std::string last_;
  std::optional<std::uint64_t> left_;
};

}  // namespace detail

/// Rows that are asked for by the page, when its first is wanted; one page is in memory. It may be gone through once,
/// and must not outlive the client. It can be moved and not copied.
///
///     for (const balena::Row &row : client.device().for_each()) std::cout << row.get("/device_name") << "\n";
class [[nodiscard]] Rows {
  struct State;

 public:
  /// Gives the rows that these options ask for.
  using Fetch = std::function<Document(const std::string &options, std::vector<Row> &rows)>;

  Rows(Fetch fetch, std::string_view options) : state_(std::make_unique<State>(std::move(fetch), options)) {}

  /// What `for_each` does: `arguments` are those of the function but for the options.
  template <class Function, class... Arguments>
  static Rows of(std::string_view options, Function function, const balena_client *client,
                 const Arguments &...arguments) {
    return Rows(
        [=](const std::string &page, std::vector<Row> &rows) {
          return detail::for_each(
              function, client, [&rows](const Row &row) { rows.push_back(row); }, arguments..., detail::Options(page));
        },
        options);
  }

  /// The next row, none behind the last and once it was moved from.
  /// @throws Error What the request for its page came to. The same page is asked for again by the next call.
  std::optional<Row> next() { return state_ ? state_->next() : std::nullopt; }

  /// Goes through the rows. It may be used wherever they are moved to.
  using iterator = detail::Iterator<State, Row>;

  /// Asks for the first page, as next() does.
  iterator begin() { return iterator(state_.get()); }
  iterator end() noexcept { return iterator(); }

 private:
  struct State {
    State(Fetch function, std::string_view text) : fetch(std::move(function)), options(text) {}

    std::optional<Row> next() {
      while (place == page.size()) {
        if (is_over) return std::nullopt;
        // Never two of them in memory.
        page.clear();
        place = 0;
        // Those of a page that fails at its end come again with the next try.
        std::vector<Row> rows;
        is_over = options.took(fetch(options.next(), rows));
        page = std::move(rows);
      }
      return std::move(page[place++]);
    }

    Fetch fetch;
    detail::PageOptions options;
    std::vector<Row> page;
    std::size_t place = 0;
    bool is_over = false;
  };

  std::unique_ptr<State> state_;
};

}  // namespace balena

#endif  // BALENA_ROWS_HPP
