//! What the service says of itself.

use crate::client::Client;
use crate::document::Document;
use crate::error::Error;
use crate::http::Method;
use crate::options::{Options, TIMEOUT};
use crate::pine;

/// What the service says of itself.
pub struct Config<'a>(pub(crate) &'a Client);

impl Config<'_> {
    /// See `balena_config_get_all`.
    pub fn get_all(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let answer = call.send_as_who_is_there(Method::Get, "config");
        pine::object(answer.map_err(|error| error.unless_unsupported("its configuration"))?)
    }

    /// See `balena_config_get_device_types`.
    pub fn get_device_types(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call_as_nobody(options, &[TIMEOUT])?;
        pine::array(call.send_as(None, Method::Get, "device-types/v1", None, &[])?)
    }
}
