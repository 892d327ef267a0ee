//! Name lookups, on threads of their own, so that a resolver that stalls can't outlive a deadline.

use std::io;
use std::net::ToSocketAddrs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::ffi::signals;

/// The lookups of one lane.
#[derive(Clone, Default)]
pub(super) struct Lookups {
    pending: Arc<AtomicUsize>,
}

impl Lookups {
    pub fn pending(&self) -> bool {
        self.pending.load(Ordering::Relaxed) > 0
    }
}

impl Resolve for Lookups {
    fn resolve(&self, name: Name) -> Resolving {
        self.pending.fetch_add(1, Ordering::Relaxed);
        let waiting = Waiting(self.clone());
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let started = signals::spawn_quiet("balena-lookup", move || {
            // reqwest puts the port of the URL in the place of this one.
            let _ = sender.send((name.as_str(), 0).to_socket_addrs());
        });
        Box::pin(async move {
            let _waiting = waiting;
            started.map_err(LookupFailed)?;
            let found = match receiver.await {
                Ok(found) => found.map_err(LookupFailed)?,
                Err(_) => return Err(LookupFailed(io::Error::other("the lookup broke off")).into()),
            };
            Ok(Box::new(found) as Addrs)
        })
    }
}

/// Counts a lookup for as long as somebody waits for it.
struct Waiting(Lookups);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.pending.fetch_sub(1, Ordering::Relaxed);
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the name lookup failed")]
pub(super) struct LookupFailed(#[source] io::Error);
