//! Applications, which balenaCloud's pages call fleets.

use std::fmt::Display;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::Method;
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

    /// See `balena_application_generate_provisioning_key`.
    pub fn generate_provisioning_key(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &["key_name", "description", "expiry_date", TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let name = options.text("key_name")?;
        let description = options.text("description")?;
        let expiry = options.date("expiry_date")?;
        let id = id(&call, &application)?;
        Ok(Document::of(&provisioning_key(&call, id, name, description, expiry)?))
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
                Err(error.renamed(Code::APPLICATION_NOT_FOUND, missing(&name)))
            }
            Err(error) => Err(error),
        }
    }
}

/// What `select` and `expand` ask of the one application that is meant, public ones of others included.
pub(crate) fn find<T: DeserializeOwned>(
    call: &Call<'_>,
    application: &reference::Application<'_>,
    select: &str,
    expand: Option<&str>,
) -> Result<T, Error> {
    let asked = resource(application).select(select);
    let asked = match expand {
        Some(expand) => asked.expand(expand),
        None => asked,
    };
    call.rows(&asked)?.read_first()?.ok_or_else(|| not_found(application))
}

/// The id of an application that exists: to a write that matches nothing the server answers 200.
pub(crate) fn id(call: &Call<'_>, application: &reference::Application<'_>) -> Result<i64, Error> {
    find(call, application, "id", None).map(|Id { id }| id)
}

/// Makes a key with which devices register with the application. Without an expiry it is good until it is revoked.
pub(crate) fn provisioning_key(
    call: &Call<'_>,
    application: i64,
    name: Option<&str>,
    description: Option<&str>,
    expiry: Option<String>,
) -> Result<String, Error> {
    let mut key = json!({});
    for (member, value) in [("name", name), ("description", description), ("expiryDate", expiry.as_deref())] {
        if let Some(value) = value {
            key[member] = value.into();
        }
    }
    let mut body = key.clone();
    body["actorType"] = "application".into();
    body["actorTypeId"] = application.into();
    body["roles"] = json!(["provisioning-api-key"]);
    // This route wants to be told that there is none.
    body["expiryDate"] = expiry.into();
    let response = match call.send(Method::Post, "api-key/v2/", Some(&body)) {
        // A server from before that route.
        Err(error) if error.http_status() == Some(404) => {
            call.send(Method::Post, &format!("api-key/application/{application}/provisioning"), Some(&key))?
        }
        other => other?,
    };
    auth::text(&response)
}

fn resource(application: &reference::Application<'_>) -> Resource {
    match application {
        reference::Application::Id(id) => Resource::by_id("application", *id),
        reference::Application::Slug(slug) => Resource::by_key("application", "slug", slug),
        reference::Application::Uuid(uuid) => Resource::by_key("application", "uuid", uuid),
    }
}

pub(crate) fn not_found(application: impl Display) -> Error {
    Error::new(Code::APPLICATION_NOT_FOUND, missing(application))
}

fn missing(application: impl Display) -> String {
    format!("There is no application {application}.")
}

/// The id of the one application with this name or slug.
pub(crate) fn id_by_name(call: &Call<'_>, name: &ApplicationName<'_>) -> Result<i64, Error> {
    let condition = match name {
        ApplicationName::Name(name) => format!("app_name%20eq%20{}", quoted(name)),
        ApplicationName::Slug(slug) => format!("slug%20eq%20{}", quoted(slug)),
    };
    let found = Resource::all("application").filter(DIRECTLY_ACCESSIBLE).filter(condition).select("id").top(2);
    let found: Vec<Id> = call.rows(&found)?.read()?;
    match found[..] {
        [] => Err(not_found(name)),
        [Id { id }] => Ok(id),
        _ => {
            let message = format!("More than one application is called {name}: use the slug (organization/name).");
            Err(Error::new(Code::AMBIGUOUS_APPLICATION, message))
        }
    }
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
