//! Tags of releases.

use crate::client::Client;
use crate::document::Document;
use crate::error::Error;
use crate::models::tag::Tags;
use crate::models::{application, release};
use crate::options::{Options, TIMEOUT};
use crate::pine::ROWS;
use crate::reference::{self, sought};

const TAGS: Tags = Tags { resource: "release_tag", owner: "release" };

/// Tags of releases.
pub struct ReleaseTag<'a>(pub(crate) &'a Client);

impl ReleaseTag<'_> {
    /// See `balena_release_tag_get_all`.
    pub fn get_all(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        call.list(&TAGS.all(options)?)
    }

    /// See `balena_release_tag_get_all_by_application`.
    pub fn get_all_by_application(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let application = reference::Application::parse(application)?;
        let tags = TAGS.all(options)?;
        let application = application::id(&call, &application)?;
        let condition = format!("release/any(r:r/belongs_to__application%20eq%20{application})");
        call.list(&tags.filter(condition))
    }

    /// See `balena_release_tag_get_all_by_release`.
    pub fn get_all_by_release(&self, release: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let release = reference::Release::parse(release)?;
        let tags = TAGS.all(options)?;
        TAGS.of(&call, tags, release::id(&call, release)?)
    }

    /// See `balena_release_tag_remove`.
    pub fn remove(&self, release: &str, tag_key: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let release = reference::Release::parse(release)?;
        let tag_key = sought("tag_key", tag_key)?;
        TAGS.remove(&call, release::id(&call, release)?, tag_key)
    }

    /// See `balena_release_tag_set`.
    pub fn set(&self, release: &str, tag_key: &str, value: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let release = reference::Release::parse(release)?;
        let tag_key = sought("tag_key", tag_key)?;
        release::write_for(&call, release, |owner| TAGS.set(&call, owner, tag_key, value))
    }
}
