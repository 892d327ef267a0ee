//! What can go wrong on the way, and what is said of it.

use std::cmp::Reverse;
use std::io;
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use super::lookup::LookupFailed;
use super::{Bearer, Method, Request, Response, retry};
use crate::error::{Code, Error};
use crate::pine::encoded;

/// How much of a refusal's body goes into the error.
const REFUSAL_LIMIT: usize = 2048;

/// A try that failed.
pub(super) struct Failure {
    pub error: Error,
    pub kind: Kind,
}

/// What a failure means for another try.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing reached the server.
    Unsent,
    /// The connection broke before the server answered.
    Unanswered,
    /// The server answered with this status.
    Refused { status: u16 },
    /// Another try would not help, or nobody may wait for it.
    Final,
    /// The same, and what comes next on this connection may be no answer to what is asked next.
    Ambiguous,
}

impl Failure {
    pub fn last(error: Error) -> Self {
        Failure { error, kind: Kind::Final }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::last(error)
    }
}

pub(super) fn cancelled() -> Error {
    Error::new(Code::CANCELLED, "The call was cancelled.")
}

/// The deadline passed before the server answered.
pub(super) fn late(is_looked_up: bool, may_be_sent: bool) -> Error {
    if is_looked_up {
        Error::new(Code::TIMEOUT, "The deadline passed while the server's name was looked up.")
    } else {
        Error::new(Code::TIMEOUT, "The server did not answer before the deadline.").with_outcome_unknown(may_be_sent)
    }
}

/// Names a failure of the transport by what lies at the bottom of it. `is_looked_up` says that the server's name was
/// still being looked up.
pub(super) fn broken(error: reqwest::Error, is_looked_up: bool, may_be_sent: bool, otherwise: &str) -> Failure {
    // The URL stands in the error's `request` already.
    let error = error.without_url();
    let is_timeout = error.is_timeout();
    let unsent = error.is_connect() || error.is_builder();
    let (code, message) = if has::<LookupFailed>(&error) || (is_timeout && is_looked_up) {
        (Code::DNS, "The server's name could not be looked up.")
    } else if has::<rustls::Error>(&error) {
        (Code::TLS, "The server could not be trusted, or does not speak TLS.")
    } else if is_timeout {
        (Code::TIMEOUT, "The server could not be reached in time.")
    } else if error.is_connect() {
        (Code::NETWORK, "The server could not be reached.")
    } else {
        (Code::NETWORK, otherwise)
    };
    let kind = match code {
        _ if is_timeout || error.is_builder() => Kind::Final,
        Code::TLS => Kind::Final,
        _ if unsent => Kind::Unsent,
        _ => Kind::Unanswered,
    };
    let error = Error::new(code, message).with_outcome_unknown(may_be_sent && !unsent).caused_by(&error);
    Failure { error, kind }
}

/// True when a `T` is among what caused `error`, also inside an `io::Error`, which keeps what it holds out of its chain.
fn has<T: std::error::Error + 'static>(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<T>() {
            return true;
        }
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if inner.is_some_and(|inner| has::<T>(inner)) {
            return true;
        }
        next = error.source();
    }
    false
}

/// An answer that says no, with what the server wrote of it.
pub(super) fn refusal(response: &Response, headers: &HeaderMap, request: &Request<'_>) -> Failure {
    let (status, body) = (response.status, response.body());
    let code = match status {
        401 => Code::UNAUTHORIZED,
        409 => Code::CONFLICT,
        423 => Code::SUPERVISOR_LOCKED,
        429 => Code::TOO_MANY_REQUESTS,
        _ => Code::REQUEST_ERROR,
    };
    let value = serde_json::from_slice::<serde_json::Value>(body).unwrap_or_default();
    // Most refusals are a text; supervisors have theirs in an object.
    let text = match value.as_str().or_else(|| value.get("message")?.as_str()) {
        Some(text) => text.to_owned(),
        // All of it, however little is shown: of a secret at a cut the half would stand there, not found.
        None => String::from_utf8_lossy(body).trim().to_owned(),
    };
    let text: String = without_secrets(text, request).chars().take(REFUSAL_LIMIT).collect();
    let message = match text.as_str() {
        "" if status == 401 => "The server does not accept the credential.".to_owned(),
        "" => format!("The server answered {status}."),
        text => format!("The server answered {status}: {text}"),
    };
    let retry_after = headers.get(RETRY_AFTER).and_then(|value| retry::seconds(value, SystemTime::now()));
    // Who answers so stands in between, and may have passed the request on.
    let unknown = matches!(status, 502 | 504) && request.method != Method::Get;
    let error =
        Error::new(code, message).with_http_status(status).with_retry_after(retry_after).with_outcome_unknown(unknown);
    // The page that a proxy, or an old server, has for what it does not know is no word of the API.
    let error = error.with_silence(text.is_empty() || (status == 404 && text.starts_with('<')));
    Failure { error, kind: Kind::Refused { status } }
}

/// A redirect that is not followed.
pub(super) fn not_followed(status: u16, why: &str, method: Method) -> Failure {
    let error = Error::new(Code::REQUEST_ERROR, format!("The server redirects (status {status}), {why}."));
    // A 303 says that the request was carried out.
    Failure::last(error.with_http_status(status).with_outcome_unknown(method != Method::Get))
}

/// What the server wrote, less what the request told it in confidence.
fn without_secrets(mut text: String, request: &Request<'_>) -> String {
    let token = request.bearer.map(Bearer::token);
    let mut secrets: Vec<String> = token.iter().chain(request.secrets).flat_map(|secret| written(secret)).collect();
    // One may be the beginning of another.
    secrets.sort_by_key(|secret| Reverse(secret.len()));
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        text = text.replace(secret, "[secret]");
    }
    text
}

/// A text as servers may repeat it: plainly, in a JSON text or one within another, in a URL, a page, or in base64.
fn written(text: &str) -> Vec<String> {
    let once = escaped(text);
    // How many write JSON.
    let ascii: String = once.chars().map(|c| if c.is_ascii() { c.to_string() } else { by_number(c) }).collect();
    let twice = [escaped(&once), escaped(&ascii)];
    let url = encoded(text);
    let page = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let pages = ["&#39;", "&#x27;", "&apos;"].map(|quote| page.replace('\'', quote));
    let mut all = vec![text.to_owned(), once, ascii, url.replace("%20", "+"), url, page];
    all.extend(twice.into_iter().chain(pages));
    // Of a shorter one too little would stand there to tell it by.
    if text.len() >= 6 {
        all.extend((0..3).flat_map(|before| in_base64(text, before)));
    }
    all
}

/// A character as JSON in ASCII has it.
fn by_number(character: char) -> String {
    let mut units = [0; 2];
    character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

/// What of a text in base64 no neighbour changes, in both alphabets, where so many bytes modulo three stand before it.
fn in_base64(text: &str, before: usize) -> [String; 2] {
    let bytes = [&[0; 2][..before], text.as_bytes()].concat();
    let whole = STANDARD_NO_PAD.encode(&bytes);
    let own = whole[(before * 8).div_ceil(6)..bytes.len() * 8 / 6].to_owned();
    [own.replace('+', "-").replace('/', "_"), own]
}

/// A text as it stands between the quotes of JSON.
fn escaped(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json[1..json.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_known_in_each_form() {
        let secret = "it's <CANARY> & \"wörd\\";
        let all = written(secret);
        for form in [
            secret,
            r#"it's <CANARY> & \"wörd\\"#,
            r#"it's <CANARY> & \"w\u00f6rd\\"#,
            r#"it's <CANARY> & \\\"wörd\\\\"#,
            "it%27s%20%3CCANARY%3E%20%26%20%22w%C3%B6rd%5C",
            "it%27s+%3CCANARY%3E+%26+%22w%C3%B6rd%5C",
            "it&#39;s &lt;CANARY&gt; &amp; &quot;wörd\\",
        ] {
            assert!(all.iter().any(|known| known == form), "{form}");
        }
        for before in ["", "a", "ab", "abc"] {
            let encoded = STANDARD_NO_PAD.encode(format!("{before}{secret} and more"));
            assert!(all.iter().any(|known| encoded.contains(known.as_str())), "{encoded}");
        }
    }
}
