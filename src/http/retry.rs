//! When a request is sent again: at most twice, only if the first can't have had an effect, never past the deadline,
//! and within a budget that keeps many callers from drowning a server that is down.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime};

use reqwest::header::HeaderValue;

use super::failure::{Failure, Kind};
use super::{Method, Request};
use crate::error::Error;

const MOST_TRIES: u32 = 3;
/// The pause before the second try is between half of this and this, the next one twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// The most seconds that a server is taken to ask for. Every language has room for them, in nanoseconds too.
const LONGEST_PAUSE: u64 = u32::MAX as u64;

/// Shared by the calls of a client: a retry takes from it, a success gives back.
pub(super) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 500;
    pub const RETRY: u32 = 5;
    /// A server that lets others wait for it is nearer to drowning than one that refuses at once.
    const RETRY_AFTER_TIMEOUT: u32 = 10;

    pub fn new() -> Self {
        Budget(AtomicU32::new(Self::FULL))
    }

    pub fn succeeded(&self) {
        // Nearly always full: then a look is all that the calls of many threads share.
        if self.0.load(Ordering::Relaxed) < Self::FULL {
            let _ =
                self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| (left < Self::FULL).then(|| left + 1));
        }
    }

    pub fn take(&self, cost: u32) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(cost)).is_ok()
    }
}

/// When to send `request` again after so many tries, if at all.
pub(super) fn next_try(failure: &Failure, tries: u32, request: &Request<'_>, budget: &Budget) -> Option<Instant> {
    let is_read = request.method == Method::Get;
    let cost = match failure.kind {
        Kind::Unsent => Budget::RETRY,
        Kind::Unanswered if is_read => Budget::RETRY,
        Kind::Refused { status: 429 | 502 | 503 } if is_read => Budget::RETRY,
        Kind::Refused { status: 504 } if is_read => Budget::RETRY_AFTER_TIMEOUT,
        _ => return None,
    };
    if tries >= MOST_TRIES {
        return None;
    }
    let at = not_before(&failure.error, tries)?;
    (at < request.deadline.at && budget.take(cost)).then_some(at)
}

/// When to try again after so many tries, the last of which failed so.
pub(crate) fn not_before(error: &Error, tries: u32) -> Option<Instant> {
    let pause = FIRST_PAUSE * 2u32.pow(tries - 1);
    let jittered = pause / 2 + pause.mul_f64(fraction() / 2.0);
    let asked = error.retry_after_s().map_or(Duration::ZERO, Duration::from_secs);
    Instant::now().checked_add(asked.checked_add(jittered)?)
}

/// A number from 0 to 1, so that clients that failed together don't come back together.
pub(crate) fn fraction() -> f64 {
    let mut bytes = [0; 4];
    match getrandom::fill(&mut bytes) {
        Ok(()) => f64::from(u32::from_ne_bytes(bytes)) / f64::from(u32::MAX),
        Err(_) => 1.0,
    }
}

/// The seconds from now that Retry-After names, as a number or as a date; a date that is past is now.
pub(crate) fn seconds(value: &HeaderValue, now: SystemTime) -> Option<u64> {
    let text = value.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(seconds.min(LONGEST_PAUSE));
    }
    let left = httpdate::parse_http_date(text).ok()?.duration_since(now).unwrap_or_default();
    // A part of a second would bring the client back too early.
    Some((left.as_secs() + u64::from(left.subsec_nanos() > 0)).min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_read_in_seconds_and_as_a_date() {
        let now = httpdate::parse_http_date("Wed, 25 Nov 2026 10:00:00 GMT").unwrap();
        let read = |text: &'static str| seconds(&HeaderValue::from_static(text), now);
        assert_eq!(read("0"), Some(0));
        assert_eq!(read(" 5 "), Some(5));
        assert_eq!(read("86400"), Some(86400));
        assert_eq!(read("18446744073709551615"), Some(4_294_967_295));
        assert_eq!(read("Wed, 25 Nov 2026 10:00:30 GMT"), Some(30));
        assert_eq!(read("Fri, 31 Dec 9999 23:59:59 GMT"), Some(4_294_967_295));
        assert_eq!(read("Wed, 25 Nov 2026 09:00:00 GMT"), Some(0));
        assert_eq!(read("Wednesday, 25-Nov-26 10:01:00 GMT"), Some(60));
        for garbage in ["", "-1", "soon", "1.5", "99999999999999999999"] {
            assert_eq!(read(garbage), None, "{garbage}");
        }
    }

    #[test]
    fn the_budget_ends_and_fills_again() {
        let budget = Budget::new();
        assert_eq!((0..1000).filter(|_| budget.take(Budget::RETRY)).count(), 100);
        (0..4).for_each(|_| budget.succeeded());
        assert!(!budget.take(Budget::RETRY));
        (0..1000).for_each(|_| budget.succeeded());
        assert_eq!((0..1000).filter(|_| budget.take(Budget::RETRY_AFTER_TIMEOUT)).count(), 50);
    }
}
