//! Images, which releases are made of.

use serde::Deserialize;

use crate::client::Client;
use crate::document::Document;
use crate::error::{Code, Error};
use crate::options::{Options, TIMEOUT};
use crate::pine::{ROW, Resource};
use crate::reference::row_id;

/// What is told of an image unasked: a build log may be longer than all else.
const FIELDS: &str = "id,content_hash,dockerfile,image_size,is_a_build_of__service,is_stored_at__image_location,\
    project_type,push_timestamp,start_timestamp,end_timestamp,status";

/// Images, which releases are made of.
pub struct Image<'a>(pub(crate) &'a Client);

impl Image<'_> {
    /// See `balena_image_get`.
    pub fn get(&self, id: i64, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROW)?;
        let id = row_id("id", id)?;
        let asked = Resource::by_id("image", id).select(FIELDS).with(options)?;
        call.rows(&asked)?.into_first().ok_or_else(|| not_found(id))
    }

    /// See `balena_image_get_log`.
    pub fn get_log(&self, id: i64, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            build_log: Option<String>,
        }
        let call = self.0.call(options, &[TIMEOUT])?;
        let id = row_id("id", id)?;
        let found = call.rows(&Resource::by_id("image", id).select("build_log"))?.read_first()?;
        let Row { build_log } = found.ok_or_else(|| not_found(id))?;
        Ok(Document::of(&build_log))
    }
}

fn not_found(id: i64) -> Error {
    Error::new(Code::IMAGE_NOT_FOUND, format!("There is no image {id}."))
}
