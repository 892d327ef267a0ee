//! Subscriptions to the logs of devices.
//!
//! One thread reads all streams of a client (`reader`) and cuts them into lines. What is for a subscriber waits in its
//! `queue`, which stops the reading of that stream alone when it is full. Each line is looked at, so that it is known
//! where the stream goes on after a cut (`lines`), and a few threads (`dispatch`) hand on what the lines give (`calls`),
//! one call at a time for a subscription.

mod calls;
mod dispatch;
pub(crate) mod lines;
mod queue;
mod reader;

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::client::Core;
use crate::error::{Code, Error};
use crate::ffi::signals;
use crate::http::Listener;
use dispatch::Pool;
use queue::Queue;

pub(crate) use reader::Asked;

/// Called with each line, event and error of a subscription, and last with none.
pub(crate) type Callback = Box<dyn FnMut(Code, Option<&str>) -> ControlFlow<()> + Send>;

/// The subscriptions of a client and of those derived from it.
#[derive(Default)]
pub(crate) struct Subscriptions {
    state: Mutex<State>,
    pool: Arc<Pool>,
}

#[derive(Default)]
struct State {
    all: Vec<Arc<Subscription>>,
    /// There while there are subscriptions.
    reading: Option<Reading>,
}

/// The thread that reads.
struct Reading {
    runtime: Handle,
    listener: Listener,
    /// Dropped, it ends the thread.
    _end: oneshot::Sender<()>,
}

pub(crate) struct Subscription {
    queue: Queue,
    callback: Mutex<Option<Callback>>,
    /// Ends the reading.
    stopped: CancellationToken,
    /// What tells the handle apart that it was made on.
    handle: u64,
    /// The device as it was named, and its uuid.
    names: [String; 2],
    all: Weak<Subscriptions>,
}

impl Subscription {
    /// Lets nothing be handed on any more but the last call.
    fn stop(&self, code: Code) -> bool {
        self.stopped.cancel();
        self.queue.end(code, true)
    }

    fn forget(self: &Arc<Self>) {
        let Some(all) = self.all.upgrade() else { return };
        let mut state = all.state();
        state.all.retain(|other| !Arc::ptr_eq(other, self));
        if state.all.is_empty() {
            let ended = state.reading.take();
            drop(state);
            drop(ended);
        }
    }
}

impl Subscriptions {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a subscription. `names` are what it can be ended by, the last is the device's uuid.
    pub fn subscribe(
        self: &Arc<Self>,
        core: &Arc<Core>,
        handle: u64,
        cancelled: &CancellationToken,
        names: [String; 2],
        asked: Asked,
        callback: Callback,
    ) -> Result<(), Error> {
        self.pool.prepare()?;
        let subscription = Arc::new(Subscription {
            queue: Queue::new(),
            callback: Mutex::new(Some(callback)),
            stopped: CancellationToken::new(),
            handle,
            names,
            all: Arc::downgrade(self),
        });
        let mut state = self.state();
        let reading = match &state.reading {
            Some(reading) => reading,
            None => {
                let begun = Reading::begin(core)?;
                state.reading.insert(begun)
            }
        };
        let reader = reader::read(
            core.clone(),
            subscription.clone(),
            self.pool.clone(),
            reading.listener_on_its_runtime(),
            cancelled.clone(),
            asked,
        );
        reading.runtime.spawn(reader);
        state.all.push(subscription);
        Ok(())
    }

    /// Ends the subscriptions of a handle, those to one device if it is named. After it returns they are not called any
    /// more, unless it is called from within a callback.
    pub fn unsubscribe(&self, handle: u64, device: Option<&str>, code: Code) {
        let chosen: Vec<Arc<Subscription>> = {
            let state = self.state();
            let is_meant = |one: &&Arc<Subscription>| {
                one.handle == handle && device.is_none_or(|device| one.names.iter().any(|name| name == device))
            };
            state.all.iter().filter(is_meant).cloned().collect()
        };
        for subscription in chosen {
            let is_to_be_called = subscription.stop(code);
            if dispatch::is_calling() {
                // This thread may be the one to wait for.
                if is_to_be_called {
                    self.pool.call(subscription);
                }
            } else if subscription.queue.take_turn() {
                while dispatch::serve(&subscription) && subscription.queue.take_turn() {}
            } else {
                subscription.queue.wait();
            }
        }
    }
}

impl Reading {
    fn begin(core: &Core) -> Result<Self, Error> {
        let failed = |error: std::io::Error| Error::new(Code::IO, "No thread could be started.").caused_by(&error);
        let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let listener = {
            let _entered = runtime.enter();
            core.http().listener()?
        };
        let handle = runtime.handle().clone();
        let (end, ended) = oneshot::channel::<()>();
        signals::spawn_quiet("balena-logs", move || {
            let _ = runtime.block_on(ended);
            // Not a plain drop: that waits for lookups.
            runtime.shutdown_background();
        })
        .map_err(failed)?;
        Ok(Reading { runtime: handle, listener, _end: end })
    }

    fn listener_on_its_runtime(&self) -> Listener {
        let _entered = self.runtime.enter();
        self.listener.another()
    }
}
