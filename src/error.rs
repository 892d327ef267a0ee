//! What went wrong, in a form that every language can act on: a [`Code`] that never changes its number, and a document
//! for people and logs.

use std::ffi::CStr;
use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// Says whether a call worked and, if not, why.
///
/// The numbers are grouped by family with gaps between, and never change their meaning.
#[allow(non_camel_case_types, clippy::upper_case_acronyms)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Code {
    /// The call worked.
    OK = 0,

    /// An argument is NULL, not UTF-8, or not of the form that its documentation asks for. Nothing was sent.
    INVALID_PARAMETER = 100,
    /// An option that this call needs is missing. Nothing was sent.
    MISSING_OPTION = 101,
    /// An option has a value that can't be used, or the thing asked for does not exist here. Nothing was sent.
    INVALID_OPTION = 102,
    /// The options hold a key that this function does not know. Nothing was sent.
    NON_ALLOWED_OPTION = 103,

    /// The call needs a login, and there is no token or API key.
    NOT_LOGGED_IN = 200,
    /// There is no token or API key, or the server does not accept the one in use.
    UNAUTHORIZED = 201,
    /// The user name, the password or the two-factor code is wrong.
    LOGIN_FAILED = 202,
    /// The text is neither a session token nor an API key.
    MALFORMED_TOKEN = 203,
    /// The session token is past its date.
    EXPIRED_TOKEN = 204,

    /// What the call names does not exist, or is not visible to this user.
    NOT_FOUND = 300,
    /// The application does not exist, or is not visible to this user.
    APPLICATION_NOT_FOUND = 301,
    /// The device does not exist, or is not visible to this user.
    DEVICE_NOT_FOUND = 302,
    /// The release does not exist, or is not visible to this user.
    RELEASE_NOT_FOUND = 303,
    /// The image does not exist, or is not visible to this user.
    IMAGE_NOT_FOUND = 304,
    /// The service does not exist, or is not visible to this user.
    SERVICE_NOT_FOUND = 305,
    /// The public key does not exist, or is not visible to this user.
    KEY_NOT_FOUND = 306,
    /// The organization does not exist, or is not visible to this user.
    ORGANIZATION_NOT_FOUND = 307,
    /// There is no image of this version of the operating system for the device type.
    OS_IMAGE_NOT_FOUND = 308,
    /// More than one application answers to this name: use the slug or the id.
    AMBIGUOUS_APPLICATION = 320,
    /// More than one device answers to this reference.
    AMBIGUOUS_DEVICE = 321,
    /// More than one release answers to this reference.
    AMBIGUOUS_RELEASE = 322,

    /// The server knows no such device type.
    INVALID_DEVICE_TYPE = 400,
    /// The server knows no such application type.
    INVALID_APPLICATION_TYPE = 401,
    /// The device can't run what this application is built for.
    INCOMPATIBLE_APPLICATION = 402,
    /// The device is not connected.
    DEVICE_OFFLINE = 403,
    /// The device's public URL is not enabled.
    DEVICE_NOT_WEB_ACCESSIBLE = 404,
    /// The supervisor on the device is too old for this call.
    UNSUPPORTED_FUNCTION = 405,
    /// The credential in use does not allow this call: it needs a session token.
    UNSUPPORTED_FEATURE = 406,
    /// The update of the operating system can't be started, or failed.
    OS_UPDATE_ERROR = 407,
    /// The supervisor holds an update lock.
    SUPERVISOR_LOCKED = 408,

    /// The server refused the request; `http_status` and the message say how.
    REQUEST_ERROR = 500,
    /// What the call would create exists already.
    CONFLICT = 501,
    /// The server wants fewer requests; `retry_after_s` says when to come back.
    TOO_MANY_REQUESTS = 502,
    /// This server does not offer what the call needs.
    UNSUPPORTED_BY_SERVER = 503,

    /// The server could not be reached, or the connection broke.
    NETWORK = 600,
    /// The server's name could not be looked up.
    DNS = 601,
    /// The server's certificate was not accepted, or there was no agreement on how to encrypt.
    TLS = 602,
    /// The deadline passed.
    TIMEOUT = 603,
    /// The call was cancelled.
    CANCELLED = 604,
    /// The answer is not what the server should send.
    DECODE = 605,
    /// The answer is larger than the limit, or than the memory that there is.
    LIMIT = 606,

    /// A file could not be read or written.
    IO = 700,

    /// A defect of the library was caught at its boundary. The handle stays usable.
    PANIC = 900,
    /// The handle was made before a fork: make a new one in the child.
    FORKED = 901,
}

impl Code {
    /// Every code with its name.
    const NAMES: &[(Code, &CStr)] = &[
        (Code::OK, c"OK"),
        (Code::INVALID_PARAMETER, c"INVALID_PARAMETER"),
        (Code::MISSING_OPTION, c"MISSING_OPTION"),
        (Code::INVALID_OPTION, c"INVALID_OPTION"),
        (Code::NON_ALLOWED_OPTION, c"NON_ALLOWED_OPTION"),
        (Code::NOT_LOGGED_IN, c"NOT_LOGGED_IN"),
        (Code::UNAUTHORIZED, c"UNAUTHORIZED"),
        (Code::LOGIN_FAILED, c"LOGIN_FAILED"),
        (Code::MALFORMED_TOKEN, c"MALFORMED_TOKEN"),
        (Code::EXPIRED_TOKEN, c"EXPIRED_TOKEN"),
        (Code::NOT_FOUND, c"NOT_FOUND"),
        (Code::APPLICATION_NOT_FOUND, c"APPLICATION_NOT_FOUND"),
        (Code::DEVICE_NOT_FOUND, c"DEVICE_NOT_FOUND"),
        (Code::RELEASE_NOT_FOUND, c"RELEASE_NOT_FOUND"),
        (Code::IMAGE_NOT_FOUND, c"IMAGE_NOT_FOUND"),
        (Code::SERVICE_NOT_FOUND, c"SERVICE_NOT_FOUND"),
        (Code::KEY_NOT_FOUND, c"KEY_NOT_FOUND"),
        (Code::ORGANIZATION_NOT_FOUND, c"ORGANIZATION_NOT_FOUND"),
        (Code::OS_IMAGE_NOT_FOUND, c"OS_IMAGE_NOT_FOUND"),
        (Code::AMBIGUOUS_APPLICATION, c"AMBIGUOUS_APPLICATION"),
        (Code::AMBIGUOUS_DEVICE, c"AMBIGUOUS_DEVICE"),
        (Code::AMBIGUOUS_RELEASE, c"AMBIGUOUS_RELEASE"),
        (Code::INVALID_DEVICE_TYPE, c"INVALID_DEVICE_TYPE"),
        (Code::INVALID_APPLICATION_TYPE, c"INVALID_APPLICATION_TYPE"),
        (Code::INCOMPATIBLE_APPLICATION, c"INCOMPATIBLE_APPLICATION"),
        (Code::DEVICE_OFFLINE, c"DEVICE_OFFLINE"),
        (Code::DEVICE_NOT_WEB_ACCESSIBLE, c"DEVICE_NOT_WEB_ACCESSIBLE"),
        (Code::UNSUPPORTED_FUNCTION, c"UNSUPPORTED_FUNCTION"),
        (Code::UNSUPPORTED_FEATURE, c"UNSUPPORTED_FEATURE"),
        (Code::OS_UPDATE_ERROR, c"OS_UPDATE_ERROR"),
        (Code::SUPERVISOR_LOCKED, c"SUPERVISOR_LOCKED"),
        (Code::REQUEST_ERROR, c"REQUEST_ERROR"),
        (Code::CONFLICT, c"CONFLICT"),
        (Code::TOO_MANY_REQUESTS, c"TOO_MANY_REQUESTS"),
        (Code::UNSUPPORTED_BY_SERVER, c"UNSUPPORTED_BY_SERVER"),
        (Code::NETWORK, c"NETWORK"),
        (Code::DNS, c"DNS"),
        (Code::TLS, c"TLS"),
        (Code::TIMEOUT, c"TIMEOUT"),
        (Code::CANCELLED, c"CANCELLED"),
        (Code::DECODE, c"DECODE"),
        (Code::LIMIT, c"LIMIT"),
        (Code::IO, c"IO"),
        (Code::PANIC, c"PANIC"),
        (Code::FORKED, c"FORKED"),
    ];

    /// The name of the code with this number.
    pub fn name_of(number: i32) -> Option<&'static CStr> {
        Self::NAMES.iter().find(|(code, _)| *code as i32 == number).map(|(_, name)| *name)
    }

    /// The code's name, as C spells it without its prefix.
    pub fn name(self) -> &'static str {
        Self::name_of(self as i32).and_then(|name| name.to_str().ok()).unwrap_or_default()
    }
}

/// Why a call failed.
pub struct Error(Box<Details>);

struct Details {
    code: Code,
    message: String,
    http_status: Option<u16>,
    request: Option<String>,
    retry_after_s: Option<u64>,
    outcome_unknown: bool,
    silent: bool,
    cause: Vec<String>,
}

impl Error {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Error(Box::new(Details {
            code,
            message: message.into(),
            http_status: None,
            request: None,
            retry_after_s: None,
            outcome_unknown: false,
            silent: false,
            cause: Vec::new(),
        }))
    }

    pub(crate) fn invalid_parameter(name: &str, why: &str) -> Self {
        Self::new(Code::INVALID_PARAMETER, format!("{name} {why}"))
    }

    /// What a panic is to the caller, whatever it says.
    pub(crate) fn of_defect() -> Self {
        Self::new(Code::PANIC, "A defect of the library was caught.")
    }

    pub(crate) fn with_http_status(mut self, status: u16) -> Self {
        self.0.http_status = Some(status);
        self
    }

    pub(crate) fn with_request(mut self, request: String) -> Self {
        self.0.request = Some(request);
        self
    }

    pub(crate) fn with_retry_after(mut self, seconds: Option<u64>) -> Self {
        self.0.retry_after_s = seconds;
        self
    }

    pub(crate) fn with_outcome_unknown(mut self, unknown: bool) -> Self {
        self.0.outcome_unknown = unknown;
        self
    }

    /// Notes that the server refused without a word.
    pub(crate) fn with_silence(mut self, silent: bool) -> Self {
        self.0.silent = silent;
        self
    }

    /// The same failure, unless it is how a server refuses what it does not have: without a word, 404 to a route and
    /// 500 to a field. `what` is that which it lacks, in the plural or without a number.
    pub(crate) fn unless_unsupported(self, what: &str) -> Self {
        match self.is_unsupported() {
            true => self.renamed(Code::UNSUPPORTED_BY_SERVER, format!("This server does not offer {what}.")),
            false => self,
        }
    }

    /// True for how a server refuses what it does not have.
    pub(crate) fn is_unsupported(&self) -> bool {
        self.0.silent && matches!(self.0.http_status, Some(404 | 500))
    }

    /// Adds what came before the failure.
    pub(crate) fn after(mut self, what: String) -> Self {
        self.0.cause.push(what);
        self
    }

    /// Adds the texts of `error` and of what caused it.
    pub(crate) fn caused_by(mut self, error: &(dyn std::error::Error + 'static)) -> Self {
        let mut next = Some(error);
        while let Some(error) = next {
            let text = error.to_string();
            if self.0.cause.last() != Some(&text) {
                self.0.cause.push(text);
            }
            next = error.source();
        }
        self
    }

    /// Adds where a JSON text is not what it should be. serde's own words repeat the values that it stumbles over, and
    /// one of them may be a key.
    pub(crate) fn caused_by_json(mut self, error: &serde_json::Error) -> Self {
        let what = match error.classify() {
            serde_json::error::Category::Data => "another value than expected",
            serde_json::error::Category::Eof => "the text ends too early",
            _ => "no JSON",
        };
        self.0.cause.push(format!("{what} at line {}, column {}", error.line(), error.column()));
        self
    }

    /// The same failure under the code and message that the caller's function promises for it.
    pub(crate) fn renamed(mut self, code: Code, message: impl Into<String>) -> Self {
        let was = std::mem::replace(&mut self.0.message, message.into());
        self.0.code = code;
        self.0.cause.insert(0, was);
        self
    }

    /// The code.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// One sentence for people.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The status that the server answered, if it did.
    pub fn http_status(&self) -> Option<u16> {
        self.0.http_status
    }

    pub(crate) fn retry_after_s(&self) -> Option<u64> {
        self.0.retry_after_s
    }

    /// True when a write may have been carried out although the call failed.
    pub fn outcome_unknown(&self) -> bool {
        self.0.outcome_unknown
    }
}

/// The error as the document that C callers get.
impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Error(error) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", error.code.name())?;
        map.serialize_entry("number", &(error.code as i32))?;
        map.serialize_entry("message", &error.message)?;
        if let Some(status) = error.http_status {
            map.serialize_entry("http_status", &status)?;
        }
        if let Some(request) = &error.request {
            map.serialize_entry("request", request)?;
        }
        if let Some(seconds) = error.retry_after_s {
            map.serialize_entry("retry_after_s", &seconds)?;
        }
        if error.outcome_unknown {
            map.serialize_entry("outcome_unknown", &true)?;
        }
        if !error.cause.is_empty() {
            map.serialize_entry("cause", &error.cause)?;
        }
        map.end()
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code().name(), self.message())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message())
    }
}

impl std::error::Error for Error {}
