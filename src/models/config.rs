//! What the service says of itself.

use serde::Deserialize;

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::Method;
use crate::options::{Options, TIMEOUT};
use crate::pine;

/// What the service says of itself.
pub struct Config<'a>(pub(crate) &'a Client);

impl Config<'_> {
    /// See `balena_config_get_all`.
    pub fn get_all(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        get(&call, "its configuration")
    }

    /// See `balena_config_get_device_types`.
    pub fn get_device_types(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call_as_nobody(options, &[TIMEOUT])?;
        pine::array(call.send_as(None, Method::Get, "device-types/v1", None, &[])?)
    }
}

/// What the public URLs of devices end in. `what` is that which a server without a configuration lacks.
pub(super) fn device_urls_base(call: &Call<'_>, what: &str) -> Result<String, Error> {
    #[derive(Deserialize)]
    struct Config {
        #[serde(rename = "deviceUrlsBase")]
        base: String,
    }
    let config = get(call, what)?;
    serde_json::from_str(config.as_str()).map(|Config { base }| base).map_err(|error| {
        Error::new(Code::DECODE, "The service's configuration lacks what was asked for.").caused_by_json(&error)
    })
}

fn get(call: &Call<'_>, what: &str) -> Result<Document, Error> {
    let answer = call.send_as_who_is_there(Method::Get, "config");
    pine::object(answer.map_err(|error| error.unless_unsupported(what))?)
}
