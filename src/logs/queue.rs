//! What waits for a subscriber: bounded, and taken by one thread at a time.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::error::Code;

/// How many bytes may wait. A stream whose subscriber is slower is not read on.
const MOST_BYTES: usize = 256 << 10;

/// Calls of a subscriber's callback that are to be made.
pub(super) struct Calls {
    /// In this text is what is handed on.
    text: String,
    /// With which code each part of it is, and where it is.
    each: Vec<(Code, Range<usize>)>,
}

impl Calls {
    /// None yet, of parts of this text.
    pub fn of(text: String) -> Self {
        Calls { text, each: Vec::new() }
    }

    pub fn one(code: Code, text: String) -> Self {
        let whole = 0..text.len();
        Calls { text, each: vec![(code, whole)] }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds a call with a part of the text.
    pub fn push(&mut self, part: Range<usize>) {
        self.each.push((Code::OK, part));
    }

    /// Adds a call with a text that is added for it.
    pub fn push_text(&mut self, text: &str) {
        let from = self.text.len();
        self.text.push_str(text);
        self.push(from..self.text.len());
    }

    pub fn iter(&self) -> impl Iterator<Item = (Code, &str)> {
        self.each.iter().map(|(code, part)| (*code, &self.text[part.clone()]))
    }

    fn bytes(&self) -> usize {
        self.text.len() + size_of_val(&self.each[..])
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
    calls: VecDeque<Calls>,
    bytes: usize,
    turn: Turn,
    /// With which code the subscription ends, once it does.
    end: Option<Code>,
}

pub(super) struct Queue {
    state: Mutex<State>,
    /// True when nothing is handed on any more but the last call.
    stopped: AtomicBool,
    /// Some of it was taken.
    taken: Notify,
    over: Condvar,
}

/// What a thread is to do for a subscriber next.
pub(super) enum Next {
    Calls(VecDeque<Calls>),
    /// The last call.
    End(Code),
    Nothing,
}

impl Queue {
    pub fn new() -> Self {
        let state = State { calls: VecDeque::new(), bytes: 0, turn: Turn::Idle, end: None };
        let stopped = AtomicBool::new(false);
        Queue { state: Mutex::new(state), stopped, taken: Notify::new(), over: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds calls. True when a thread is to come for them.
    pub fn push(&self, calls: Calls) -> bool {
        let mut state = self.state();
        if state.end.is_some() || calls.each.is_empty() {
            return false;
        }
        state.bytes += calls.bytes();
        state.calls.push_back(calls);
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
            state.calls.clear();
            state.bytes = 0;
            self.stopped.store(true, Ordering::SeqCst);
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
        if !state.calls.is_empty() {
            state.bytes = 0;
            self.taken.notify_one();
            return Next::Calls(std::mem::take(&mut state.calls));
        }
        state.end.map_or(Next::Nothing, Next::End)
    }

    /// Gives the turn up. True when a thread is to be called for what came meanwhile.
    pub fn give_turn_up(&self) -> bool {
        let mut state = self.state();
        state.turn = Turn::Idle;
        (!state.calls.is_empty() || state.end.is_some()) && state.call()
    }

    /// True once what was taken is not to be handed on any more.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
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
