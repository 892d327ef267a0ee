//! Tags of applications.

use crate::client::Client;
use crate::document::Document;
use crate::error::Error;
use crate::models::application;
use crate::models::tag::Tags;
use crate::options::{Options, TIMEOUT};
use crate::pine::ROWS;
use crate::reference::{self, sought};

const TAGS: Tags = Tags { resource: "application_tag", owner: "application" };

/// Tags of applications.
pub struct ApplicationTag<'a>(pub(crate) &'a Client);

impl ApplicationTag<'_> {
    /// See `balena_application_tag_get_all`.
    pub fn get_all(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        call.list(&TAGS.all(options)?)
    }

    /// See `balena_application_tag_get_all_by_application`.
    pub fn get_all_by_application(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let application = reference::Application::parse(application)?;
        let tags = TAGS.all(options)?;
        TAGS.of(&call, tags, application::id(&call, &application)?)
    }

    /// See `balena_application_tag_remove`.
    pub fn remove(&self, application: &str, tag_key: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let tag_key = sought("tag_key", tag_key)?;
        TAGS.remove(&call, application::id(&call, &application)?, tag_key)
    }

    /// See `balena_application_tag_set`.
    pub fn set(&self, application: &str, tag_key: &str, value: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let tag_key = sought("tag_key", tag_key)?;
        application::write_for(&call, &application, |owner| TAGS.set(&call, owner, tag_key, value))
    }
}
