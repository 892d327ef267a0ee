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
    begun: Arc<AtomicUsize>,
    /// Up to which of them there was an answer.
    answered: Arc<AtomicUsize>,
}

impl Lookups {
    pub fn begun(&self) -> usize {
        self.begun.load(Ordering::Relaxed)
    }

    /// True when there is no answer to what began since there were so many. Who waits for a lookup drops it when the
    /// time for connecting is over, and tells of that afterwards: one that is given up stays without an answer.
    pub fn unanswered(&self, since: usize) -> bool {
        self.begun() > self.answered.load(Ordering::Relaxed).max(since)
    }
}

impl Resolve for Lookups {
    fn resolve(&self, name: Name) -> Resolving {
        if is_of_this_machine(name.as_str()) {
            let found = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
            return Box::pin(async move { Ok(Box::new(found.into_iter()) as Addrs) });
        }
        let number = self.begun.fetch_add(1, Ordering::Relaxed) + 1;
        let answered = self.answered.clone();
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let started = signals::spawn_quiet("balena-lookup", move || {
            // reqwest puts the port of the URL in the place of this one.
            let _ = sender.send((name.as_str(), 0).to_socket_addrs());
        });
        Box::pin(async move {
            started.map_err(LookupFailed)?;
            let found = receiver.await;
            answered.fetch_max(number, Ordering::Relaxed);
            match found {
                Ok(found) => Ok(Box::new(found.map_err(LookupFailed)?) as Addrs),
                Err(_) => Err(LookupFailed(io::Error::other("the lookup broke off")).into()),
            }
        })
    }
}

/// True for the names below `localhost`, which are nobody else's (RFC 6761), and which few systems know by themselves.
fn is_of_this_machine(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name.len() > ".localhost".len() && name.to_ascii_lowercase().ends_with(".localhost")
}

#[derive(Debug, thiserror::Error)]
#[error("the name lookup failed")]
pub(super) struct LookupFailed(#[source] io::Error);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lookup_that_was_given_up_is_one_without_an_answer() {
        let lookups = Lookups::default();
        let resolve = || lookups.resolve("localhost".parse().unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let before = lookups.begun();
        drop(resolve());
        assert!(lookups.unanswered(before));
        assert!(!lookups.unanswered(lookups.begun()), "what was given up before is over");
        assert!(runtime.block_on(resolve()).is_ok());
        assert!(!lookups.unanswered(before));
    }

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
