//! The settings that are kept for later clients.

use crate::client::Client;
use crate::document::Document;
use crate::error::{Code, Error};

/// The settings that are kept for later clients.
pub struct Settings<'a>(pub(crate) &'a Client);

impl Settings<'_> {
    /// See `balena_settings_get`.
    pub fn get(&self, key: &str) -> Result<Document, Error> {
        match self.0.kept_settings().get(key)? {
            Some(value) => Ok(Document::of(&value)),
            None => Err(Error::new(Code::INVALID_OPTION, "There is no such setting.")),
        }
    }

    /// See `balena_settings_get_all`.
    pub fn get_all(&self) -> Result<Document, Error> {
        Ok(Document::of(&self.0.kept_settings().get_all()?))
    }

    /// See `balena_settings_has`.
    pub fn has(&self, key: &str) -> Result<Document, Error> {
        Ok(Document::of(&self.0.kept_settings().get(key)?.is_some()))
    }

    /// See `balena_settings_remove`.
    pub fn remove(&self, key: &str) -> Result<Document, Error> {
        Ok(Document::of(&self.0.kept_settings().remove(key)?))
    }

    /// See `balena_settings_set`.
    pub fn set(&self, key: &str, value: &str) -> Result<Document, Error> {
        self.0.kept_settings().set(key, value)?;
        Ok(Document::null())
    }
}
