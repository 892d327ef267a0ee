//! Logs of devices.

use std::ops::ControlFlow;
use std::time::Duration;

use crate::client::Client;
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::Method;
use crate::logs::Asked;
use crate::models::device;
use crate::options::{Options, TIMEOUT, invalid};
use crate::pine;

/// The service sends a sign of life every 58 seconds: two missed ones, and some time to spare.
const SILENCE: Duration = Duration::from_secs(120);

/// Logs of devices.
pub struct Logs<'a>(pub(crate) &'a Client);

impl Logs<'_> {
    /// See `balena_logs_history`.
    pub fn history(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &["count", "start", TIMEOUT])?;
        let count = count(options)?;
        let start = options.count("start")?;
        let uuid = device::uuid(&call, device)?;
        let query: Vec<String> =
            [count.map(|count| format!("count={count}")), start.map(|start| format!("start={start}"))]
                .into_iter()
                .flatten()
                .collect();
        let mark = if query.is_empty() { "" } else { "?" };
        let target = format!("device/v2/{uuid}/logs{mark}{}", query.join("&"));
        pine::array(call.send(Method::Get, &target, None).map_err(|error| unless_missing(device, error))?)
    }

    /// See `balena_logs_subscribe`. The callback gets `Some` text with each line, event and error, and `None` once, last.
    pub fn subscribe(
        &self,
        device: &str,
        options: &Options,
        callback: impl FnMut(Code, Option<&str>) -> ControlFlow<()> + Send + 'static,
    ) -> Result<Document, Error> {
        let call = self.0.call(options, &["count", "start", "silence_ms", TIMEOUT])?;
        // Who names a beginning wants what is there since.
        let unless_given = if options.get("start").is_some() { "all" } else { "0" };
        let asked = Asked {
            count: count(options)?.unwrap_or(unless_given.to_owned()),
            start: options.count("start")?.and_then(|start| i64::try_from(start).ok()),
            timeout: call.timeout(),
            silence: options.count("silence_ms")?.map_or(SILENCE, Duration::from_millis),
            uuid: device::uuid(&call, device)?,
        };
        self.0.subscribe(device, asked, Box::new(callback))?;
        Ok(Document::null())
    }

    /// See `balena_logs_unsubscribe`.
    pub fn unsubscribe(&self, device: &str) -> Result<Document, Error> {
        self.0.unsubscribe(Some(device));
        Ok(Document::null())
    }

    /// See `balena_logs_unsubscribe_all`.
    pub fn unsubscribe_all(&self) -> Result<Document, Error> {
        self.0.unsubscribe(None);
        Ok(Document::null())
    }
}

/// How many lines: a number, or all.
fn count(options: &Options) -> Result<Option<String>, Error> {
    match options.get("count") {
        None => Ok(None),
        Some(count) if count.as_str() == Some("all") => Ok(Some("all".to_owned())),
        Some(count) => match count.as_u64() {
            Some(count) => Ok(Some(count.to_string())),
            None => Err(invalid("count", "is neither a whole number nor \"all\"")),
        },
    }
}

fn unless_missing(device: &str, error: Error) -> Error {
    match error.http_status() {
        Some(404) => error.renamed(Code::DEVICE_NOT_FOUND, device::missing(device)),
        _ => error,
    }
}
