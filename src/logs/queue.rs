//! What waits for a subscriber: bounded, and taken by one thread at a time.

use std::collections::VecDeque;
use std::mem::size_of;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::document::Document;
use crate::error::Code;

/// How many bytes may wait. A stream whose subscriber is slower is not read on.
const MOST_BYTES: usize = 256 << 10;

/// A call of the subscriber's callback.
pub(super) struct Item {
    pub code: Code,
    pub document: Document,
}

impl Item {
    fn bytes(&self) -> usize {
        self.document.as_str().len() + size_of::<Self>()
    }
}

/// Who is at work on a queue.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Nobody, and nothing is to do.
    Idle,
    /// A thread is to come for it.
    Called,
    /// A thread is at it.
    Taken,
    /// The last call was made.
    Over,
}

struct State {
    items: VecDeque<Item>,
    bytes: usize,
    turn: Turn,
    /// With which code the subscription ends, once it does.
    end: Option<Code>,
    /// True when nothing is handed on any more but the last call.
    stopped: bool,
}

pub(super) struct Queue {
    state: Mutex<State>,
    /// Some of it was taken.
    taken: Notify,
    over: Condvar,
}

/// What a thread is to do for a subscriber next.
pub(super) enum Next {
    Items(VecDeque<Item>),
    /// The last call.
    End(Code),
    Nothing,
}

impl Queue {
    pub fn new() -> Self {
        let state = State { items: VecDeque::new(), bytes: 0, turn: Turn::Idle, end: None, stopped: false };
        Queue { state: Mutex::new(state), taken: Notify::new(), over: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds items. True when a thread is to be called.
    pub fn push(&self, items: impl IntoIterator<Item = Item>) -> bool {
        let mut state = self.state();
        if state.end.is_some() {
            return false;
        }
        for item in items {
            state.bytes += item.bytes();
            state.items.push_back(item);
        }
        state.call()
    }

    /// Waits until there is room for more.
    pub async fn room(&self) {
        loop {
            let taken = self.taken.notified();
            {
                let state = self.state();
                if state.bytes < MOST_BYTES || state.end.is_some() {
                    return;
                }
            }
            taken.await;
        }
    }

    /// Ends it after what waits, or at once. True when a thread is to be called. The first end counts.
    pub fn end(&self, code: Code, at_once: bool) -> bool {
        let mut state = self.state();
        if at_once {
            state.items.clear();
            state.bytes = 0;
            state.stopped = true;
        }
        state.end.get_or_insert(code);
        self.taken.notify_one();
        state.call()
    }

    /// Takes the turn, if nobody has it.
    pub fn take_turn(&self) -> bool {
        let mut state = self.state();
        let free = matches!(state.turn, Turn::Idle | Turn::Called);
        if free {
            state.turn = Turn::Taken;
        }
        free
    }

    /// What who has the turn is to do next.
    pub fn next(&self) -> Next {
        let mut state = self.state();
        if !state.items.is_empty() {
            state.bytes = 0;
            self.taken.notify_one();
            return Next::Items(std::mem::take(&mut state.items));
        }
        state.end.map_or(Next::Nothing, Next::End)
    }

    /// Gives the turn up. True when a thread is to be called for what came meanwhile.
    pub fn give_turn_up(&self) -> bool {
        let mut state = self.state();
        state.turn = Turn::Idle;
        (!state.items.is_empty() || state.end.is_some()) && state.call()
    }

    /// True once what was taken is not to be handed on any more.
    pub fn is_stopped(&self) -> bool {
        self.state().stopped
    }

    /// Notes that the last call was made.
    pub fn finish(&self) {
        self.state().turn = Turn::Over;
        self.over.notify_all();
    }

    /// Waits for the last call.
    pub fn wait(&self) {
        let state = self.state();
        drop(self.over.wait_while(state, |state| state.turn != Turn::Over));
    }
}

impl State {
    fn call(&mut self) -> bool {
        let idle = self.turn == Turn::Idle;
        if idle {
            self.turn = Turn::Called;
        }
        idle
    }
}
