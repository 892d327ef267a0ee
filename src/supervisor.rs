//! The supervisor of the device that this runs on, where one was named.

use std::sync::{PoisonError, RwLock};

use crate::http::{Bearer, Http};
use crate::settings::Settings;

/// A supervisor beside this process. It has a key of its own, which no other server gets.
pub(crate) struct Supervisor {
    pub address: String,
    pub http: Http,
    key: RwLock<Bearer>,
}

impl Supervisor {
    /// The one that the settings name by its address and its key.
    pub fn new(settings: &Settings) -> Option<Self> {
        let (address, key) = (settings.supervisor_address.as_ref()?, settings.supervisor_key.clone()?);
        Some(Supervisor { address: address.clone(), http: Http::nearby(settings), key: RwLock::new(key) })
    }

    pub fn key(&self) -> Bearer {
        self.key.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes over the key that the supervisor made in the place of its old one.
    pub fn renew_key(&self, key: Bearer) {
        *self.key.write().unwrap_or_else(PoisonError::into_inner) = key;
    }
}

/// The key that is this text. Supervisors read no others from a header than those of letters, digits and `_`.
pub(crate) fn key(text: &str) -> Option<Bearer> {
    let is_word = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_word { Bearer::of_supervisor(text) } else { None }
}
