//! Applications, which balenaCloud's pages call fleets.

use serde::Deserialize;
use serde_json::json;

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::models::auth;
use crate::options::{Options, TIMEOUT, invalid};
use crate::pine::{Id, ROWS, Resource, quoted};
use crate::reference::{self, ApplicationName, filled};

/// What a user reaches by his own membership, without what is merely public.
const DIRECTLY_ACCESSIBLE: &str = "is_directly_accessible_by__user/any(dau:1%20eq%201)";

/// Applications, also called fleets.
pub struct Application<'a>(pub(crate) &'a Client);

impl Application<'_> {
    /// See `balena_application_create`.
    pub fn create(&self, name: &str, device_type: &str, options: &Options) -> Result<Document, Error> {
        let known = ["organization", "app_type", "application_class", "uuid", TIMEOUT];
        let call = self.0.call(options, &known)?;
        let name = filled("name", name)?;
        let device_type = filled("device_type", device_type)?;
        let class = options.text("application_class")?;
        if class.is_some_and(|class| !matches!(class, "app" | "fleet" | "block")) {
            return Err(invalid("application_class", "is neither app, fleet nor block"));
        }
        let uuid = options.text("uuid")?;
        if uuid.is_some_and(|uuid| uuid.len() != 32 || !reference::is_hex(uuid)) {
            return Err(invalid("uuid", "is not 32 hex digits in lower case"));
        }
        call.logged_in()?;
        let mut body = json!({
            "app_name": name,
            "is_for__device_type": device_type_id(&call, device_type)?,
            "organization": organization_id(&call, options)?,
        });
        if let Some(slug) = options.text("app_type")? {
            body["application_type"] = application_type_id(&call, slug)?.into();
        }
        if let Some(class) = class {
            body["is_of__class"] = class.into();
        }
        if let Some(uuid) = uuid {
            body["uuid"] = uuid.into();
        }
        call.create("application", &body)
    }

    /// See `balena_application_get_all`.
    pub fn get_all(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let applications = Resource::all("application").filter(DIRECTLY_ACCESSIBLE).orderby("app_name%20asc");
        Ok(call.rows(&applications.with(options)?)?.into_array())
    }

    /// See `balena_application_remove`.
    pub fn remove(&self, name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let name = ApplicationName::parse(name)?;
        call.logged_in()?;
        match call.delete("application", id_by_name(&call, &name)?) {
            Ok(()) => Ok(Document::null()),
            // Somebody else removed it since.
            Err(error) if error.http_status() == Some(404) => {
                Err(error.renamed(Code::APPLICATION_NOT_FOUND, not_found(&name)))
            }
            Err(error) => Err(error),
        }
    }
}

/// The id of the one application with this name or slug.
fn id_by_name(call: &Call<'_>, name: &ApplicationName<'_>) -> Result<i64, Error> {
    let condition = match name {
        ApplicationName::Name(name) => format!("app_name%20eq%20{}", quoted(name)),
        ApplicationName::Slug(slug) => format!("slug%20eq%20{}", quoted(slug)),
    };
    let found = Resource::all("application").filter(DIRECTLY_ACCESSIBLE).filter(condition).select("id").top(2);
    let found: Vec<Id> = call.rows(&found)?.read()?;
    match found[..] {
        [] => Err(Error::new(Code::APPLICATION_NOT_FOUND, not_found(name))),
        [Id { id }] => Ok(id),
        _ => {
            let message = format!("More than one application is called {name}: use the slug (organization/name).");
            Err(Error::new(Code::AMBIGUOUS_APPLICATION, message))
        }
    }
}

fn not_found(name: &ApplicationName<'_>) -> String {
    format!("There is no application {name}.")
}

/// The id of the device type with this slug, alias or display name.
fn device_type_id(call: &Call<'_>, device_type: &str) -> Result<i64, Error> {
    let text = quoted(device_type);
    let condition = format!(
        "device_type_alias/any(dta:dta/is_referenced_by__alias%20eq%20{text})%20or%20slug%20eq%20{text}%20or%20name%20eq%20{text}"
    );
    let found = Resource::all("device_type").filter(condition).orderby("name%20asc").select("id").top(1);
    match call.rows(&found)?.read_first()? {
        Some(Id { id }) => Ok(id),
        None => Err(Error::new(Code::INVALID_DEVICE_TYPE, format!("There is no device type {device_type}."))),
    }
}

fn application_type_id(call: &Call<'_>, slug: &str) -> Result<i64, Error> {
    let condition = format!("slug%20eq%20{}", quoted(slug));
    match call.rows(&Resource::all("application_type").filter(condition).select("id").top(1))?.read_first()? {
        Some(Id { id }) => Ok(id),
        None => Err(Error::new(Code::INVALID_APPLICATION_TYPE, format!("There is no application type {slug}."))),
    }
}

/// The id of the organization that the options name, else of the user's only one, else of the one that bears his name.
fn organization_id(call: &Call<'_>, options: &Options) -> Result<i64, Error> {
    #[derive(Deserialize)]
    struct Organization {
        id: i64,
        handle: String,
    }
    if let Some(named) = options.get("organization") {
        let organization = match (named.as_str(), named.as_i64()) {
            (Some(handle), _) if !handle.is_empty() => Resource::by_key("organization", "handle", handle),
            (None, Some(id)) if id > 0 => Resource::by_id("organization", id),
            _ => return Err(invalid("organization", "is neither a handle nor an id")),
        };
        let found = call.rows(&organization.select("id"))?.read_first()?;
        let missing = || Error::new(Code::ORGANIZATION_NOT_FOUND, format!("There is no organization {named}."));
        return found.map(|Id { id }| id).ok_or_else(missing);
    }
    let all: Vec<Organization> = call.rows(&Resource::all("organization").select("id,handle"))?.read()?;
    if let [only] = &all[..] {
        return Ok(only.id);
    }
    let username = auth::username(call)?;
    all.iter().find(|organization| organization.handle == username).map(|own| own.id).ok_or_else(|| {
        Error::new(Code::MISSING_OPTION, "The user has several organizations: name one in option organization.")
    })
}
