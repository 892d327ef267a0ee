// Ctrl-C as a program wants it that has to clean up behind itself.

#ifndef INTERRUPT_HPP
#define INTERRUPT_HPP

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <functional>
#include <thread>
#include <utility>

namespace tool {

/// Does something when Ctrl-C is pressed, or the tool is told to end. What a signal handler interrupts may hold any
/// lock, so that it may do next to nothing: instead the signals are kept from all threads, and one waits for them. Make
/// it before any other thread, since a thread takes over from the one that starts it which signals are kept from it.
class Interrupt {
 public:
  explicit Interrupt(std::function<void()> act) {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    waiting_ = std::thread([this, act = std::move(act)] {
      int signal = 0;
      sigwait(&signals_, &signal);
      if (is_over_) return;
      has_come_ = true;
      act();
    });
  }
  Interrupt(const Interrupt &) = delete;
  Interrupt &operator=(const Interrupt &) = delete;
  ~Interrupt() {
    is_over_ = true;
    pthread_kill(waiting_.native_handle(), SIGINT);
    waiting_.join();
  }

  bool has_come() const { return has_come_; }

 private:
  sigset_t signals_;
  std::atomic<bool> is_over_{false};
  std::atomic<bool> has_come_{false};
  std::thread waiting_;
};

}  // namespace tool

#endif  // INTERRUPT_HPP
