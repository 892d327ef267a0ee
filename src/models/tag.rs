//! What the three kinds of tags share.

use serde_json::{Map, json};

use crate::client::Call;
use crate::document::Document;
use crate::error::Error;
use crate::options::Options;
use crate::pine::{Resource, quoted};

/// One kind of tags.
pub(super) struct Tags {
    pub resource: &'static str,
    /// The field that says whose a tag is.
    pub owner: &'static str,
}

impl Tags {
    /// All of them that the user asks for, by key.
    pub fn all(&self, options: &Options) -> Result<Resource, Error> {
        Resource::all(self.resource).orderby("tag_key%20asc").with(options)
    }

    /// Those of one owner.
    pub fn of(&self, call: &Call<'_>, all: Resource, owner: i64) -> Result<Document, Error> {
        let owner = format!("{}%20eq%20{owner}", self.owner);
        call.list(&all.filter(owner))
    }

    /// Creates a tag, or gives the one of this key another value.
    pub fn set(&self, call: &Call<'_>, owner: i64, tag_key: &str, value: &str) -> Result<Document, Error> {
        let key = [(self.owner.to_owned(), json!(owner)), ("tag_key".to_owned(), json!(tag_key))];
        let others = [("value".to_owned(), json!(value))];
        call.upsert(self.resource, &Map::from_iter(key), &Map::from_iter(others))
    }

    pub fn remove(&self, call: &Call<'_>, owner: i64, tag_key: &str) -> Result<Document, Error> {
        call.delete_where(self.resource, &self.condition(owner, tag_key))?;
        Ok(Document::null())
    }

    fn condition(&self, owner: i64, tag_key: &str) -> String {
        format!("{}%20eq%20{owner}%20and%20tag_key%20eq%20{}", self.owner, quoted(tag_key))
    }
}
