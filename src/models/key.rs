//! The user's public SSH keys.

use serde_json::json;

use crate::client::Client;
use crate::document::Document;
use crate::error::{Code, Error};
use crate::models::auth;
use crate::options::{Options, TIMEOUT};
use crate::pine::{ROW, ROWS, Resource};
use crate::reference::{filled, row_id};

const RESOURCE: &str = "user__has__public_key";

/// The user's public SSH keys.
pub struct Key<'a>(pub(crate) &'a Client);

impl Key<'_> {
    /// See `balena_key_create`.
    pub fn create(&self, title: &str, key: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let (title, key) = (filled("title", title)?, filled("key", key.trim())?);
        call.logged_in()?;
        let user = auth::who(&call)?.id;
        let row = call.create(RESOURCE, &json!({ "title": title, "public_key": key, "user": user }))?;
        row.get("/id").map_err(|error| error.renamed(Code::DECODE, "The row of the new key lacks its id."))
    }

    /// See `balena_key_get`.
    pub fn get(&self, id: i64, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROW)?;
        let id = row_id("id", id)?;
        let found = call.rows(&Resource::by_id(RESOURCE, id).with(options)?)?.into_first();
        found.ok_or_else(|| Error::new(Code::KEY_NOT_FOUND, format!("There is no public key {id}.")))
    }

    /// See `balena_key_get_all`.
    pub fn get_all(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        call.list(&Resource::all(RESOURCE).with(options)?)
    }

    /// See `balena_key_remove`.
    pub fn remove(&self, id: i64, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let id = row_id("id", id)?;
        call.logged_in()?;
        call.delete(RESOURCE, id)?;
        Ok(Document::null())
    }
}
