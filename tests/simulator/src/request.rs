//! A request as the routes want it: read to its end, its URL untouched.

use bytes::Bytes;
use hyper::HeaderMap;
use serde_json::Value;

use crate::reply::Reply;

pub struct Request {
    pub method: String,
    pub path: String,
    /// What follows the `?`, as it was sent.
    pub query: Option<String>,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Request {
    /// The URL as the error messages quote it.
    pub fn url(&self) -> String {
        match &self.query {
            Some(query) => format!("{}?{query}", self.path),
            None => self.path.clone(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub fn bearer(&self) -> Option<&str> {
        let (scheme, credential) = self.header("authorization")?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| credential.trim())
    }

    /// The query as the texts of a body.
    pub fn query_values(&self) -> serde_json::Map<String, Value> {
        let pairs = form_urlencoded::parse(self.query.as_deref().unwrap_or_default().as_bytes());
        pairs.map(|(key, value)| (key.into_owned(), Value::from(value.into_owned()))).collect()
    }

    pub fn query_value(&self, name: &str) -> Option<String> {
        let query = self.query.as_deref()?;
        form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    fn is_form(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    }

    fn is_json(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("application/json"))
    }

    /// The body as an object. The service ignores a body of another type, and answers a page to broken JSON.
    pub fn object(&self) -> Result<serde_json::Map<String, Value>, Reply> {
        if self.is_form() {
            let pairs = form_urlencoded::parse(&self.body);
            return Ok(pairs.map(|(key, value)| (key.into_owned(), Value::from(value.into_owned()))).collect());
        }
        if self.body.is_empty() || !self.is_json() {
            return Ok(serde_json::Map::new());
        }
        match serde_json::from_slice(&self.body) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(Value::Array(_)) => Ok(serde_json::Map::new()),
            _ => Err(Reply::page(400, "Bad Request")),
        }
    }
}
