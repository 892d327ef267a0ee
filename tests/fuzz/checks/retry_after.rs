//! Whatever a server asks for, it is a number of seconds or nothing, and waiting ends.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use reqwest::header::HeaderValue;

use super::two_parts;
use crate::error::{Code, Error};
use crate::http::retry::{not_before, seconds};

/// The last second that a date of HTTP can name.
const LAST: u64 = 253_402_300_799;

/// As many seconds as every language has room for.
const MOST: u64 = u32::MAX as u64;

/// The seconds since 1970, and the value of a Retry-After.
pub fn retry_after(data: &[u8]) {
    let (now, value) = two_parts(data);
    let now = str::from_utf8(now).ok().and_then(|now| now.parse().ok()).unwrap_or(1_795_600_800u64).min(LAST);
    let at = UNIX_EPOCH + Duration::from_secs(now);
    let Ok(header) = HeaderValue::from_bytes(value) else { return };
    let read = seconds(&header, at);
    let text = header.to_str().ok().map(str::trim);
    match read {
        Some(asked) => {
            let text = text.expect("what is no text is read");
            match text.parse::<u64>() {
                Ok(number) => assert_eq!(asked, number.min(MOST)),
                Err(_) => date(text, asked, at),
            }
        }
        None => {
            let is_one = |text: &str| text.parse::<u64>().is_ok() || httpdate::parse_http_date(text).is_ok();
            assert!(!text.is_some_and(is_one), "it is not read");
        }
    }
    let error = Error::new(Code::TOO_MANY_REQUESTS, "").with_retry_after(read);
    for tries in 1..=2 {
        let before = Instant::now();
        // A time that is too far away is none, and then there is no further try.
        if let Some(next) = not_before(&error, tries) {
            assert!(next >= before + Duration::from_secs(read.unwrap_or_default()) + Duration::from_millis(100));
            assert!(
                next <= Instant::now() + Duration::from_secs(read.unwrap_or_default()) + Duration::from_millis(400)
            );
        }
    }
}

fn date(text: &str, asked: u64, now: SystemTime) {
    let date = httpdate::parse_http_date(text).expect("what is no date is read");
    let left = date.duration_since(now).unwrap_or_default();
    assert_eq!(asked, left.as_secs().min(MOST), "{text}");
    // The same moment in any of the forms is as far away.
    let header = HeaderValue::try_from(httpdate::fmt_http_date(date)).expect("a date is a header");
    assert_eq!(seconds(&header, now), Some(asked));
}
