//! What was asked: `GET /_journal` lists the requests since the start or since `DELETE /_journal`.

use hyper::HeaderMap;
use serde_json::{Map, Value, json};

#[derive(Default)]
pub struct Journal(Vec<Value>);

pub struct Entry<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub query: Option<&'a str>,
    pub headers: &'a HeaderMap,
    pub body: &'a [u8],
    /// Null when no status was sent.
    pub status: Option<u16>,
    pub connection: u64,
}

impl Journal {
    pub fn add(&mut self, entry: Entry) {
        let mut headers = Map::new();
        for (name, value) in entry.headers {
            let value = String::from_utf8_lossy(value.as_bytes());
            match headers.get_mut(name.as_str()) {
                Some(Value::String(known)) => *known += &format!(", {value}"),
                _ => drop(headers.insert(name.to_string(), Value::from(value))),
            }
        }
        let body = match serde_json::from_slice(entry.body) {
            Ok(parsed) => parsed,
            Err(_) if entry.body.is_empty() => Value::Null,
            Err(_) => Value::from(String::from_utf8_lossy(entry.body)),
        };
        self.0.push(json!({
            "method": entry.method,
            "path": entry.path,
            "query": entry.query,
            "headers": headers,
            "body": body,
            "status": entry.status,
            "connection": entry.connection,
        }));
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn entries(&self) -> Value {
        Value::from(self.0.clone())
    }
}
