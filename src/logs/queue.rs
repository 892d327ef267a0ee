//! What waits for a subscriber: bounded, and taken by one thread at a time. That one looks at the lines, too, or the
//! thread that reads, while others are handed on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::calls::Calls;
use super::lines::Place;
use crate::error::Code;

/// How many bytes may wait. A stream whose subscriber is slower is not read on.
const MOST_BYTES: usize = 256 << 10;

/// What came for a subscriber.
pub(super) enum Arrival {
    /// Lines, each with its end, at which nobody has looked yet.
    Lines(String),
    Calls(Calls),
}

impl Arrival {
    fn looked_at(self, place: &mut Place) -> Calls {
        match self {
            Arrival::Lines(lines) => Calls::of_lines(lines, place),
            Arrival::Calls(calls) => calls,
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Arrival::Lines(lines) => lines.len(),
            Arrival::Calls(calls) => calls.bytes(),
        }
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
    arrivals: Vec<Arrival>,
    bytes: usize,
    turn: Turn,
    /// With which code the subscription ends, once it does.
    end: Option<Code>,
}

pub(super) struct Queue {
    /// Where the stream is with what was looked at. Locked before the state, and while something is looked at.
    place: Mutex<Place>,
    state: Mutex<State>,
    /// True when nothing is handed on any more but the last call.
    stopped: AtomicBool,
    /// Some of it was taken.
    taken: Notify,
    over: Condvar,
}

/// What a thread is to do for a subscriber next.
pub(super) enum Next {
    Calls(Vec<Calls>),
    /// The last call.
    End(Code),
    Nothing,
}

impl Queue {
    pub fn new() -> Self {
        Queue {
            place: Mutex::new(Place::new()),
            state: Mutex::new(State { arrivals: Vec::new(), bytes: 0, turn: Turn::Idle, end: None }),
            stopped: AtomicBool::new(false),
            taken: Notify::new(),
            over: Condvar::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn looking(&self) -> MutexGuard<'_, Place> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the stream is with all that came.
    pub fn place(&self) -> MutexGuard<'_, Place> {
        let mut place = self.looking();
        self.look(&mut place);
        place
    }

    /// Looks at what waits.
    fn look(&self, place: &mut Place) {
        let mut state = self.state();
        let arrivals = std::mem::take(&mut state.arrivals);
        state.arrivals.extend(arrivals.into_iter().map(|arrival| Arrival::Calls(arrival.looked_at(place))));
    }

    /// Adds what came. True when a thread is to come for it.
    pub fn push(&self, mut arrival: Arrival) -> bool {
        // While what came before is handed on, this thread has the time to look at lines.
        let may_look = matches!(arrival, Arrival::Lines(_)) && self.state().turn == Turn::Taken;
        if may_look && let Ok(mut place) = self.place.try_lock() {
            self.look(&mut place);
            arrival = Arrival::Calls(arrival.looked_at(&mut place));
        }
        let mut state = self.state();
        if state.end.is_some() {
            return false;
        }
        state.bytes += arrival.bytes();
        state.arrivals.push(arrival);
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
            state.arrivals.clear();
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
        let mut place = self.looking();
        let arrivals = {
            let mut state = self.state();
            if state.arrivals.is_empty() {
                return state.end.map_or(Next::Nothing, Next::End);
            }
            state.bytes = 0;
            self.taken.notify_one();
            std::mem::take(&mut state.arrivals)
        };
        Next::Calls(arrivals.into_iter().map(|arrival| arrival.looked_at(&mut place)).collect())
    }

    /// Gives the turn up. True when a thread is to be called for what came meanwhile.
    pub fn give_turn_up(&self) -> bool {
        let mut state = self.state();
        state.turn = Turn::Idle;
        (!state.arrivals.is_empty() || state.end.is_some()) && state.call()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(times: &[i64]) -> Arrival {
        Arrival::Lines(times.iter().map(|at| format!("{{\"createdAt\":{at}}}\n")).collect())
    }

    fn taken(queue: &Queue) -> Vec<String> {
        let Next::Calls(calls) = queue.next() else { panic!("nothing waits") };
        calls.iter().flat_map(Calls::iter).map(|(_, text)| text.to_owned()).collect()
    }

    fn texts(times: &[i64]) -> Vec<String> {
        times.iter().map(|at| format!("{{\"createdAt\":{at}}}")).collect()
    }

    #[test]
    fn lines_come_in_their_order_whoever_looks_at_them() {
        let queue = Queue::new();
        assert!(queue.push(lines(&[1, 2])));
        assert!(!queue.push(lines(&[3])));
        assert!(queue.take_turn());
        assert_eq!(taken(&queue), texts(&[1, 2, 3]));
        let looking = queue.looking();
        queue.push(lines(&[4]));
        assert!(matches!(queue.state().arrivals[..], [Arrival::Lines(_)]));
        drop(looking);
        queue.push(lines(&[5]));
        assert!(matches!(queue.state().arrivals[..], [Arrival::Calls(_), Arrival::Calls(_)]));
        assert_eq!(taken(&queue), texts(&[4, 5]));
        assert!(matches!(queue.next(), Next::Nothing));
        assert!(!queue.give_turn_up());
    }

    #[test]
    fn what_waits_counts_as_come_when_a_stream_goes_on() {
        let queue = Queue::new();
        queue.push(lines(&[1, 2]));
        assert!(queue.place().resume().is_some());
        queue.push(lines(&[1, 2, 3]));
        assert_eq!(taken(&queue), texts(&[1, 2, 3]));
    }
}
