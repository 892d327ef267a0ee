//! Waiting without a lane: the thread sleeps, and wakes when its time has come or somebody cancels the call.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Instant;

use tokio_util::sync::CancellationToken;

use super::failure;
use crate::error::Error;

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// What `future` gives, `None` when `end` comes first, or the error of a call that was cancelled meanwhile.
pub(super) fn before<F: Future>(
    end: Instant,
    mut future: Pin<&mut F>,
    cancelled: &CancellationToken,
) -> Result<Option<F::Output>, Error> {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut cancellation = pin!(cancelled.cancelled());
    loop {
        if cancellation.as_mut().poll(&mut context).is_ready() {
            return Err(failure::cancelled());
        }
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Ok(Some(output));
        }
        match end.checked_duration_since(Instant::now()) {
            Some(left) if !left.is_zero() => thread::park_timeout(left),
            _ => return Ok(None),
        }
    }
}

/// Waits until then, unless the call is cancelled meanwhile.
pub(super) fn until(then: Instant, cancelled: &CancellationToken) -> Result<(), Error> {
    before(then, pin!(std::future::pending::<()>()), cancelled).map(drop)
}
