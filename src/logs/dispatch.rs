//! The threads on which subscribers are called: few, started when there is something to hand on, gone when there is
//! nothing for a while.

use std::cell::Cell;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::calls::Calls;
use super::queue::Next;
use super::{Callback, Subscription};
use crate::error::{Code, Error};
use crate::ffi::call::injected_panic_at;
use crate::ffi::signals;

/// How many threads call subscribers that are quick; further ones are started while all of these are held up.
const THREADS: usize = 4;
const MOST_THREADS: usize = 64;
/// How long all threads may be within a callback until they count as held up.
const HELD_UP: Duration = Duration::from_millis(50);
/// How long a thread waits for work before it ends.
const IDLE_TIME: Duration = Duration::from_secs(5);

thread_local! {
    /// True while this thread is within a subscriber's callback.
    static CALLING: Cell<bool> = const { Cell::new(false) };
}

/// True within a subscriber's callback, which can't wait for itself to end.
pub(super) fn is_calling() -> bool {
    CALLING.get()
}

#[derive(Default)]
pub(super) struct Pool {
    state: Mutex<State>,
    work: Condvar,
}

#[derive(Default)]
struct State {
    ready: VecDeque<Arc<Subscription>>,
    threads: usize,
    idle: usize,
    /// True while somebody looks whether all threads are held up.
    watched: bool,
    /// True once a subscription was taken up since that look.
    moved: bool,
}

impl Pool {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes sure that there is a thread.
    pub fn prepare(self: &Arc<Self>) -> Result<(), Error> {
        let mut state = self.state();
        if state.threads > 0 {
            return Ok(());
        }
        self.start(&mut state)
    }

    /// Has a thread come for a subscription. True when all are busy, and who called is to [`Pool::relieve`] them.
    pub fn call(self: &Arc<Self>, subscription: Arc<Subscription>) -> bool {
        let mut state = self.state();
        state.ready.push_back(subscription);
        // A thread that was woken is idle until it runs, and may then be held up by the first that it takes.
        if state.ready.len() <= state.idle {
            self.work.notify_one();
            false
        } else if state.threads >= THREADS {
            self.work.notify_one();
            !std::mem::replace(&mut state.watched, true)
        } else {
            // Where no further thread can be had, those that run come for it.
            let _ = self.start(&mut state);
            false
        }
    }

    /// Starts a further thread whenever none takes anything up for a while: all are held up by their subscribers.
    pub async fn relieve(self: Arc<Self>) {
        loop {
            tokio::time::sleep(HELD_UP).await;
            let mut state = self.state();
            if state.ready.is_empty() {
                state.watched = false;
                return;
            }
            if !std::mem::take(&mut state.moved) && state.threads < MOST_THREADS {
                let _ = self.start(&mut state);
            }
        }
    }

    fn start(self: &Arc<Self>, state: &mut State) -> Result<(), Error> {
        let pool = self.clone();
        signals::spawn_quiet("balena-callback", move || pool.work())
            .map_err(|error| Error::new(Code::IO, "No thread could be started.").caused_by(&error))?;
        state.threads += 1;
        Ok(())
    }

    fn work(self: Arc<Self>) {
        while let Some(subscription) = self.next() {
            if subscription.queue.take_turn() && serve(&subscription) {
                self.call(subscription);
            }
        }
    }

    fn next(&self) -> Option<Arc<Subscription>> {
        let mut state = self.state();
        loop {
            if let Some(subscription) = state.ready.pop_front() {
                state.moved = true;
                return Some(subscription);
            }
            state.idle += 1;
            let (woken, waited) = self.work.wait_timeout(state, IDLE_TIME).unwrap_or_else(PoisonError::into_inner);
            state = woken;
            state.idle -= 1;
            if waited.timed_out() && state.ready.is_empty() {
                state.threads -= 1;
                return None;
            }
        }
    }
}

/// Hands on what waits, by who has the turn. True when a thread is to come again.
pub(super) fn serve(subscription: &Arc<Subscription>) -> bool {
    let queue = &subscription.queue;
    match catch_unwind(AssertUnwindSafe(|| queue.next())) {
        Ok(Next::Calls(calls)) => hand_on(subscription, &calls),
        Ok(Next::End(code)) => {
            with_callback(subscription, |callback| {
                if let Some(call) = callback {
                    let _ = called(call, code, None);
                }
                // What the callback holds goes while it still counts as being called.
                let _ = catch_unwind(AssertUnwindSafe(|| *callback = None));
            });
            subscription.forget();
            queue.finish();
            return false;
        }
        Ok(Next::Nothing) => (),
        Err(_) => {
            hand_on(subscription, &[Calls::error(&Error::of_defect())]);
            stop(subscription, Code::PANIC);
        }
    }
    queue.give_turn_up()
}

fn hand_on(subscription: &Subscription, calls: &[Calls]) {
    with_callback(subscription, |callback| {
        let Some(call) = callback else { return };
        for (code, text) in calls.iter().flat_map(Calls::iter) {
            if subscription.queue.is_stopped() {
                break;
            }
            match called(call, code, Some(text)) {
                Ok(ControlFlow::Continue(())) => (),
                Ok(ControlFlow::Break(())) => stop(subscription, Code::OK),
                Err(Panicked) => stop(subscription, Code::PANIC),
            }
        }
    });
}

/// Stops it by who has the turn, and so comes to the end by itself.
fn stop(subscription: &Subscription, code: Code) {
    let _ = subscription.stop(code);
}

/// A callback that panicked. A defect of one subscriber is none of the others.
struct Panicked;

fn called(call: &mut Callback, code: Code, text: Option<&str>) -> Result<ControlFlow<()>, Panicked> {
    let answer = catch_unwind(AssertUnwindSafe(|| {
        injected_panic_at("calling");
        call(code, text)
    }));
    answer.map_err(|_| Panicked)
}

fn with_callback(subscription: &Subscription, body: impl FnOnce(&mut Option<Callback>)) {
    let mut callback = subscription.callback.lock().unwrap_or_else(PoisonError::into_inner);
    let outer = CALLING.replace(true);
    body(&mut callback);
    CALLING.set(outer);
}
