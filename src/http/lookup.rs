//! Name lookups, on threads of their own, so that a resolver that stalls can't outlive a deadline.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
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
        if is_of_this_machine(name.as_str()) {
            let found = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
            return Box::pin(async move { Ok(Box::new(found.into_iter()) as Addrs) });
        }
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

/// True for the names below `localhost`, which are nobody else's (RFC 6761), and which few systems know by themselves.
fn is_of_this_machine(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name.len() > ".localhost".len() && name.to_ascii_lowercase().ends_with(".localhost")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_below_localhost_are_this_machine() {
        for own in ["actions.localhost", "a.b.localhost", "A.LOCALHOST", "a.localhost."] {
            assert!(is_of_this_machine(own), "{own}");
        }
        // What localhost itself is, the system knows.
        for other in ["localhost", ".localhost", "localhost.example", "mylocalhost", "a.localhost.example", ""] {
            assert!(!is_of_this_machine(other), "{other}");
        }
    }
}
