//! Releases of applications.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::models::{application, owner, pages};
use crate::options::Options;
use crate::pine::{Id, ROW, ROWS, Resource, Rows};
use crate::reference;

const IMAGES: &str = "release_image($expand=image($select=id;$expand=is_a_build_of__service($select=service_name)))";
const USER: &str = "is_created_by__user($select=id,username)";

/// Releases of applications.
pub struct Release<'a>(pub(crate) &'a Client);

impl Release<'_> {
    /// See `balena_release_get`.
    pub fn get(&self, release: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROW)?;
        let release = reference::Release::parse(release)?;
        let found = one(call.rows(&resource(release).with(options)?)?, release)?;
        found.into_first().ok_or_else(|| not_found(release))
    }

    /// See `balena_release_get_all_by_application`.
    pub fn get_all_by_application(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let application = reference::Application::parse(application)?;
        let releases = Resource::all("release").orderby("created_at%20desc").with(options)?;
        let condition = format!("belongs_to__application%20eq%20{}", application::id(&call, &application)?);
        call.list(&releases.filter(condition))
    }

    /// See `balena_release_for_each`.
    pub fn for_each(
        &self,
        application: &str,
        options: &Options,
        callback: impl FnMut(&str) -> ControlFlow<()>,
    ) -> Result<Document, Error> {
        let application = reference::Application::parse(application)?;
        let releases = |call: &Call<'_>| {
            let condition = format!("belongs_to__application%20eq%20{}", application::id(call, &application)?);
            Ok(Resource::all("release").filter(condition))
        };
        pages::for_each(self.0, options, releases, callback)
    }

    /// See `balena_release_get_latest_by_application`.
    pub fn get_latest_by_application(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROW)?;
        let application = reference::Application::parse(application)?;
        let latest = Resource::all("release").orderby("created_at%20desc").top(1).with(options)?;
        let id = application::id(&call, &application)?;
        let condition = format!("belongs_to__application%20eq%20{id}%20and%20status%20eq%20'success'");
        call.rows(&latest.filter(condition))?.into_first().ok_or_else(|| {
            Error::new(Code::RELEASE_NOT_FOUND, format!("Application {application} has no successful release."))
        })
    }

    /// See `balena_release_get_with_image_details`.
    pub fn get_with_image_details(&self, release: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROW)?;
        let release = reference::Release::parse(release)?;
        let ask = |expand: &str| call.rows(&resource(release).expand(expand).with(options)?);
        let found = match ask(&format!("{IMAGES},{USER}")) {
            // A server that does not note who made a release refuses to be asked for it.
            Err(error) if error.is_unsupported() => ask(IMAGES)?,
            other => other?,
        };
        let found = one(found, release)?;
        let details: WithDetails = found.read_first()?.ok_or_else(|| not_found(release))?;
        let images: Vec<ImageDetails> = details.images.into_iter().filter_map(ImageDetails::of).collect();
        let user = details.user.into_iter().next();
        let row = found.into_first().ok_or_else(|| not_found(release))?;
        row.with_members(&[("images", &Document::of(&images)), ("user", &Document::of(&user))])
    }
}

#[derive(Deserialize)]
struct WithDetails {
    #[serde(rename = "release_image")]
    images: Vec<ReleaseImage>,
    #[serde(rename = "is_created_by__user", default)]
    user: Vec<User>,
}

#[derive(Deserialize)]
struct ReleaseImage {
    image: Vec<Image>,
}

#[derive(Deserialize)]
struct Image {
    id: i64,
    #[serde(rename = "is_a_build_of__service")]
    service: Vec<Service>,
}

#[derive(Deserialize)]
struct Service {
    service_name: String,
}

#[derive(Deserialize, Serialize)]
struct User {
    id: i64,
    username: Option<String>,
}

#[derive(Serialize)]
struct ImageDetails {
    id: i64,
    service_name: Option<String>,
}

impl ImageDetails {
    fn of(row: ReleaseImage) -> Option<Self> {
        let Image { id, service } = row.image.into_iter().next()?;
        Some(ImageDetails { id, service_name: service.into_iter().next().map(|service| service.service_name) })
    }
}

/// The id of the one release that answers to a reference.
pub(crate) fn id(call: &Call<'_>, release: reference::Release<'_>) -> Result<i64, Error> {
    let found = one(call.rows(&resource(release).select("id"))?, release)?.read_first()?;
    found.map(|Id { id }| id).ok_or_else(|| not_found(release))
}

/// The id of the newest successful release of an application that answers to a reference.
pub(super) fn successful(
    call: &Call<'_>,
    application: i64,
    release: reference::Release<'_>,
) -> Result<Option<i64>, Error> {
    let condition = release.condition();
    let condition =
        format!("{condition}%20and%20status%20eq%20'success'%20and%20belongs_to__application%20eq%20{application}");
    let newest = Resource::all("release").filter(condition).orderby("created_at%20desc").select("id").top(1);
    Ok(call.rows(&newest)?.read_first()?.map(|Id { id }| id))
}

/// Writes a row that belongs to a release.
pub(super) fn write_for(
    call: &Call<'_>,
    release: reference::Release<'_>,
    write: impl FnOnce(i64) -> Result<Document, Error>,
) -> Result<Document, Error> {
    let given = match release {
        reference::Release::Id(id) => Some(id),
        reference::Release::Commit(_) => None,
    };
    owner::write(given, || id(call, release), write)
}

fn resource(release: reference::Release<'_>) -> Resource {
    match release {
        reference::Release::Id(id) => Resource::by_id("release", id),
        // The second shows that the first is not the only one.
        reference::Release::Commit(_) => Resource::all("release").filter(release.condition()).top(2),
    }
}

/// Rows that are not more than one.
fn one(rows: Rows, release: reference::Release<'_>) -> Result<Rows, Error> {
    if rows.len() > 1 {
        let message = format!("More than one release has the commit {release}: use the id.");
        return Err(Error::new(Code::AMBIGUOUS_RELEASE, message));
    }
    Ok(rows)
}

fn not_found(release: reference::Release<'_>) -> Error {
    Error::new(Code::RELEASE_NOT_FOUND, format!("There is no release {release}."))
}
