//! Answers, in the few forms that the real service gives them.

use bytes::Bytes;
use serde_json::Value;

use crate::logs::Stream;

pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Bytes,
    /// The service sends its empty answers chunked and the others with their length.
    pub chunked: bool,
    /// What comes for ever, instead of a body.
    pub stream: Option<Box<Stream>>,
}

const JSON: &str = "application/json; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

impl Reply {
    pub fn empty(status: u16) -> Reply {
        Reply { status, headers: Vec::new(), body: Bytes::new(), chunked: true, stream: None }
    }

    fn of(status: u16, content_type: &str, body: impl Into<Bytes>) -> Reply {
        Reply { body: body.into(), chunked: false, ..Reply::empty(status) }.with("Content-Type", content_type)
    }

    pub fn with(mut self, name: &str, value: &str) -> Reply {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn json(status: u16, value: &Value) -> Reply {
        Reply::of(status, JSON, value.to_string())
    }

    /// A body that is JSON already.
    pub fn raw_json(status: u16, body: String) -> Reply {
        Reply::of(status, JSON, body)
    }

    /// The usual form of an error: a JSON string, not an object.
    pub fn said(status: u16, text: &str) -> Reply {
        Reply::json(status, &Value::from(text))
    }

    pub fn text(status: u16, text: &str) -> Reply {
        Reply::of(status, TEXT, text.to_owned())
    }

    pub fn html(status: u16, text: &str) -> Reply {
        Reply::of(status, HTML, text.to_owned())
    }

    /// The page of a refusal that comes before any route is looked at.
    pub fn page(status: u16, title: &str) -> Reply {
        let body = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n</head>\n\
             <body>\n<pre>{title}</pre>\n</body>\n</html>\n"
        );
        Reply::html(status, &body).with("Content-Security-Policy", "default-src 'none'")
    }

    pub fn malformed(url: &str) -> Reply {
        Reply::said(400, &format!("Malformed url: '{url}'"))
    }

    /// A failure that is the simulator's own; no recorded answer looks like it.
    pub fn broken(problem: impl std::fmt::Display) -> Reply {
        eprintln!("balena-simulator: {problem}");
        Reply::text(500, &format!("balena-simulator: {problem}"))
    }
}

impl From<rusqlite::Error> for Reply {
    fn from(error: rusqlite::Error) -> Reply {
        Reply::broken(error)
    }
}
