/// @file
/// Going through what comes one by one.

#ifndef BALENA_ITERATOR_HPP
#define BALENA_ITERATOR_HPP

#include <cstddef>
#include <iterator>
#include <optional>

namespace balena::detail {

/// Goes through what `next()` of a source gives, up to when that is nothing.
template <class Source, class Item>
class Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Item;
  using difference_type = std::ptrdiff_t;
  using pointer = const Item *;
  using reference = const Item &;

  /// The end.
  Iterator() = default;

  /// Stands at what comes next; at the end where there is no source.
  explicit Iterator(Source *source) : source_(source) {
    if (source_ != nullptr) ++*this;
  }

  reference operator*() const noexcept { return *item_; }
  pointer operator->() const noexcept { return &*item_; }
  /// Where it throws, it stands where it stood.
  Iterator &operator++() {
    item_ = source_->next();
    return *this;
  }
  void operator++(int) { ++*this; }
  bool operator==(const Iterator &other) const noexcept { return item_.has_value() == other.item_.has_value(); }
  bool operator!=(const Iterator &other) const noexcept { return !(*this == other); }

 private:
  Source *source_ = nullptr;
  std::optional<Item> item_;
};

}  // namespace balena::detail

#endif  // BALENA_ITERATOR_HPP
