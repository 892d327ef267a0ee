//! Applications, which balenaCloud's pages call fleets.

use std::fmt::Display;
use std::net::Ipv4Addr;
use std::ops::ControlFlow;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::Method;
use crate::models::{auth, device_type, owner, pages};
use crate::options::{LAST_DATE, Options, TIMEOUT, invalid};
use crate::pine::{self, Id, ROW, ROWS, Resource, quoted};
use crate::reference::{self, ApplicationName, filled, sought};

/// What a user reaches by his own membership, without what is merely public.
const DIRECTLY_ACCESSIBLE: &str = "is_directly_accessible_by__user/any(dau:1%20eq%201)";

/// The newest release that an application's devices may be given.
const LATEST_RELEASE: &str = "owns__release($select=id;$top=1;$filter=is_final%20eq%20true%20and%20\
    is_passing_tests%20eq%20true%20and%20is_invalidated%20eq%20false%20and%20status%20eq%20'success';\
    $orderby=created_at%20desc)";

/// Applications, also called fleets.
pub struct Application<'a>(pub(crate) &'a Client);

impl Application<'_> {
    /// See `balena_application_create`.
    pub fn create(&self, name: &str, device_type: &str, options: &Options) -> Result<Document, Error> {
        let known = ["organization", "app_type", "application_class", "uuid", TIMEOUT];
        let call = self.0.call(options, &known)?;
        let name = filled("name", name)?;
        let device_type = sought("device_type", device_type)?;
        let organization = organization_named(options)?;
        let app_type = options.sought("app_type")?;
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
            "is_for__device_type": device_type::id(&call, device_type)?,
            "organization": organization_id(&call, organization)?,
        });
        if let Some(slug) = app_type {
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

    /// See `balena_application_disable_device_urls`.
    pub fn disable_device_urls(&self, application: &str, options: &Options) -> Result<Document, Error> {
        self.set_device_urls(application, options, false)
    }

    /// See `balena_application_disable_rolling_updates`.
    pub fn disable_rolling_updates(&self, application: &str, options: &Options) -> Result<Document, Error> {
        self.update(application, options, &json!({ "should_track_latest_release": false }))
    }

    /// See `balena_application_enable_device_urls`.
    pub fn enable_device_urls(&self, application: &str, options: &Options) -> Result<Document, Error> {
        self.set_device_urls(application, options, true)
    }

    /// See `balena_application_enable_rolling_updates`.
    pub fn enable_rolling_updates(&self, application: &str, options: &Options) -> Result<Document, Error> {
        self.update(application, options, &json!({ "should_track_latest_release": true }))
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

    /// See `balena_application_get`.
    pub fn get(&self, name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROW)?;
        let name = ApplicationName::parse("name", name)?;
        let rows = call.rows(&named(&name).top(2).with(options)?)?;
        if rows.len() > 1 {
            return Err(ambiguous(&name));
        }
        rows.into_first().ok_or_else(|| not_found(&name))
    }

    /// See `balena_application_get_all`.
    pub fn get_all(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let applications = Resource::all("application").filter(DIRECTLY_ACCESSIBLE).orderby("app_name%20asc");
        call.list(&applications.with(options)?)
    }

    /// See `balena_application_for_each`.
    pub fn for_each(
        &self,
        options: &Options,
        callback: impl FnMut(&str) -> ControlFlow<()>,
    ) -> Result<Document, Error> {
        let applications = Resource::all("application").filter(DIRECTLY_ACCESSIBLE);
        pages::for_each(self.0, options, |_| Ok(applications.clone()), callback)
    }

    /// See `balena_application_get_by_id`.
    pub fn get_by_id(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROW)?;
        row(&call, &reference::Application::parse(application)?, options)
    }

    /// See `balena_application_get_by_owner`.
    pub fn get_by_owner(&self, name: &str, owner: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROW)?;
        row(&call, &reference::Application::of_owner(name, owner)?, options)
    }

    /// See `balena_application_get_config`.
    pub fn get_config(&self, application: &str, version: &str, options: &Options) -> Result<Document, Error> {
        config(&self.0.call(options, CONFIG)?, application, version, options)
    }

    /// See `balena_application_get_target_release_hash`.
    pub fn get_target_release_hash(&self, application: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(rename = "should_be_running__release")]
            target: Vec<Release>,
        }
        #[derive(Deserialize)]
        struct Release {
            commit: String,
        }
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let Row { target } = find(&call, &application, "id", Some("should_be_running__release($select=commit)"))?;
        Ok(Document::of(&target.first().map(|release| &release.commit)))
    }

    /// See `balena_application_grant_support_access`.
    pub fn grant_support_access(
        &self,
        application: &str,
        expiry_timestamp: i64,
        options: &Options,
    ) -> Result<Document, Error> {
        self.set_support_access(application, options, Some(future("expiry_timestamp", expiry_timestamp)?))
    }

    /// See `balena_application_has`.
    pub fn has(&self, name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let name = ApplicationName::parse("name", name)?;
        Ok(Document::of(&!call.rows(&named(&name).select("id").top(1))?.is_empty()))
    }

    /// See `balena_application_has_any`.
    pub fn has_any(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let any = Resource::all("application").filter(DIRECTLY_ACCESSIBLE).select("id").top(1);
        Ok(Document::of(&!call.rows(&any)?.is_empty()))
    }

    /// See `balena_application_is_tracking_latest_release`.
    pub fn is_tracking_latest_release(&self, application: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            should_track_latest_release: bool,
            #[serde(rename = "should_be_running__release")]
            target: Vec<Id>,
            #[serde(rename = "owns__release")]
            latest: Vec<Id>,
        }
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let expand = format!("should_be_running__release($select=id),{LATEST_RELEASE}");
        let row: Row = find(&call, &application, "should_track_latest_release", Some(&expand))?;
        let id = |releases: &[Id]| releases.first().map(|release| release.id);
        let latest = id(&row.latest);
        Ok(Document::of(&(row.should_track_latest_release && (latest.is_none() || latest == id(&row.target)))))
    }

    /// See `balena_application_remove`.
    pub fn remove(&self, name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let name = ApplicationName::parse("name", name)?;
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

    /// See `balena_application_restart`.
    pub fn restart(&self, name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?.waiting_for_device();
        let name = ApplicationName::parse("name", name)?;
        call.logged_in()?;
        let id = id_by_name(&call, &name)?;
        call.send(Method::Post, &format!("application/{id}/restart"), None)
            .map_err(|error| error.unless_unsupported("restarts of applications"))?;
        Ok(Document::null())
    }

    /// See `balena_application_revoke_support_access`.
    pub fn revoke_support_access(&self, application: &str, options: &Options) -> Result<Document, Error> {
        self.set_support_access(application, options, None)
    }

    /// See `balena_application_set_to_release`.
    pub fn set_to_release(&self, application: &str, release: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let wanted = reference::Release::parse(release)?.condition();
        let expand = format!("owns__release($select=id;$top=1;$filter={wanted}%20and%20status%20eq%20'success')");
        let WithRelease { id, releases } = find_own(&call, &application, Some(&expand))?;
        let Some(Id { id: target }) = releases.first() else {
            let message = format!("Application {application} has no successful release {release}.");
            return Err(Error::new(Code::RELEASE_NOT_FOUND, message));
        };
        let body = json!({ "should_be_running__release": target, "should_track_latest_release": false });
        call.update("application", id, &body)?;
        Ok(Document::null())
    }

    /// See `balena_application_track_latest_release`.
    pub fn track_latest_release(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let WithRelease { id, releases } = find_own(&call, &application, Some(LATEST_RELEASE))?;
        let mut body = json!({ "should_track_latest_release": true });
        if let Some(Id { id: latest }) = releases.first() {
            body["should_be_running__release"] = (*latest).into();
        }
        call.update("application", id, &body)?;
        Ok(Document::null())
    }

    /// See `balena_application_will_track_new_releases`.
    pub fn will_track_new_releases(&self, application: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            should_track_latest_release: bool,
        }
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let row: Row = find(&call, &application, "should_track_latest_release", None)?;
        Ok(Document::of(&row.should_track_latest_release))
    }

    fn update(&self, application: &str, options: &Options, body: &Value) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        call.update("application", own_id(&call, &application)?, body)?;
        Ok(Document::null())
    }

    fn set_device_urls(&self, application: &str, options: &Options, enabled: bool) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let devices = format!("belongs_to__application%20eq%20{}", own_id(&call, &application)?);
        call.update_where("device", &devices, &json!({ "is_web_accessible": enabled }))
            .map_err(|error| error.unless_unsupported("public URLs of devices"))?;
        Ok(Document::null())
    }

    fn set_support_access(&self, application: &str, options: &Options, until: Option<i64>) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let body = json!({ "is_accessible_by_support_until__date": until });
        call.update("application", own_id(&call, &application)?, &body)
            .map_err(|error| error.unless_unsupported("access for support"))?;
        Ok(Document::null())
    }
}

/// An application's id, and the one release that was asked for.
#[derive(Deserialize)]
struct WithRelease {
    id: i64,
    #[serde(rename = "owns__release")]
    releases: Vec<Id>,
}

/// The options of a config.json.
pub(crate) const CONFIG: &[&str] = &[
    "network",
    "wifiSsid",
    "wifiKey",
    POLL_INTERVAL,
    "ip",
    "gateway",
    "netmask",
    "deviceType",
    DEVELOPMENT,
    "provisioningKeyName",
    KEY_EXPIRY,
    TIMEOUT,
];
const POLL_INTERVAL: &str = "appUpdatePollInterval";
const DEVELOPMENT: &str = "developmentMode";
const KEY_EXPIRY: &str = "provisioningKeyExpiryDate";

/// The config.json of a device that is to join the application.
pub(crate) fn config(call: &Call<'_>, application: &str, version: &str, options: &Options) -> Result<Document, Error> {
    let application = reference::Application::parse(application)?;
    if version.is_empty() {
        return Err(Error::new(Code::MISSING_OPTION, "A version of the operating system is needed."));
    }
    let mut body = network(options)?;
    body.insert("version".to_owned(), filled("version", version)?.into());
    if let Some(name) = options.text("provisioningKeyName")? {
        body.insert("provisioningKeyName".to_owned(), name.into());
    }
    if let Some(expiry) = options.date(KEY_EXPIRY)? {
        body.insert(KEY_EXPIRY.to_owned(), expiry.into());
    }
    body.insert("appId".to_owned(), id(call, &application)?.into());
    let secrets: Vec<&str> = options.text("wifiKey")?.into_iter().collect();
    pine::object(call.send_secret(Method::Post, "download-config", Some(&body.into()), &secrets)?)
}

/// What the options say of how a device is to reach the service.
pub(super) fn network(options: &Options) -> Result<Map<String, Value>, Error> {
    let mut body = Map::new();
    let network = options.text("network")?.unwrap_or("ethernet");
    if !matches!(network, "ethernet" | "wifi") {
        return Err(invalid("network", "is neither ethernet nor wifi"));
    }
    body.insert("network".to_owned(), network.into());
    for key in ["wifiSsid", "wifiKey", "deviceType"] {
        if let Some(text) = options.text(key)? {
            body.insert(key.to_owned(), text.into());
        }
    }
    for key in ["ip", "gateway", "netmask"] {
        if let Some(text) = options.text(key)? {
            let address: Result<Ipv4Addr, _> = text.parse();
            body.insert(
                key.to_owned(),
                address.map_err(|_| invalid(key, "is not of the form 192.0.2.1"))?.to_string().into(),
            );
        }
    }
    if let Some(minutes) = options.count(POLL_INTERVAL)? {
        body.insert(POLL_INTERVAL.to_owned(), minutes.into());
    }
    if let Some(development) = options.flag(DEVELOPMENT)? {
        body.insert(DEVELOPMENT.to_owned(), development.into());
    }
    if network == "wifi" && !body.contains_key("wifiSsid") {
        return Err(Error::new(Code::MISSING_OPTION, "With network wifi, option wifiSsid is needed."));
    }
    Ok(body)
}

/// Milliseconds since 1970 that are still to come.
pub(crate) fn future(argument: &str, milliseconds: i64) -> Result<i64, Error> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    match u128::try_from(milliseconds) {
        Ok(given) if given > u128::from(LAST_DATE) => {
            Err(Error::invalid_parameter(argument, "is later than the year 9999"))
        }
        Ok(given) if given > now => Ok(milliseconds),
        _ => Err(Error::invalid_parameter(argument, "is not in the future (milliseconds since 1970)")),
    }
}

/// The row of the one application that is meant, as the options want it.
fn row(call: &Call<'_>, application: &reference::Application<'_>, options: &Options) -> Result<Document, Error> {
    call.rows(&resource(application).with(options)?)?.into_first().ok_or_else(|| not_found(application))
}

/// What `select` and `expand` ask of the one application that is meant, public ones of others included.
pub(crate) fn find<T: DeserializeOwned>(
    call: &Call<'_>,
    application: &reference::Application<'_>,
    select: &str,
    expand: Option<&str>,
) -> Result<T, Error> {
    first(call, application, resource(application).select(select), expand)
}

/// The id, and what `expand` asks, of an application that the user may change: to a write that matches nothing, be it
/// because it is somebody else's, the server answers 200.
fn find_own<T: DeserializeOwned>(
    call: &Call<'_>,
    application: &reference::Application<'_>,
    expand: Option<&str>,
) -> Result<T, Error> {
    let condition = match application {
        reference::Application::Id(id) => format!("id%20eq%20{id}"),
        reference::Application::Slug(slug) => format!("slug%20eq%20{}", quoted(slug)),
        reference::Application::Uuid(uuid) => format!("uuid%20eq%20{}", quoted(uuid)),
    };
    first(call, application, accessible(condition).select("id"), expand)
}

fn first<T: DeserializeOwned>(
    call: &Call<'_>,
    application: &reference::Application<'_>,
    asked: Resource,
    expand: Option<&str>,
) -> Result<T, Error> {
    call.rows(&asked.expand(expand))?.read_first()?.ok_or_else(|| not_found(application))
}

/// The id of an application, also of a public one of others.
pub(crate) fn id(call: &Call<'_>, application: &reference::Application<'_>) -> Result<i64, Error> {
    find(call, application, "id", None).map(|Id { id }| id)
}

/// Writes a row that belongs to an application.
pub(super) fn write_for(
    call: &Call<'_>,
    application: &reference::Application<'_>,
    write: impl FnOnce(i64) -> Result<Document, Error>,
) -> Result<Document, Error> {
    let given = match application {
        reference::Application::Id(id) => Some(*id),
        _ => None,
    };
    owner::write(given, || id(call, application), write)
}

/// The id of an application that the user may change.
pub(crate) fn own_id(call: &Call<'_>, application: &reference::Application<'_>) -> Result<i64, Error> {
    find_own(call, application, None).map(|Id { id }| id)
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

/// The applications that the user can access directly and that fulfil a condition.
fn accessible(condition: impl Into<String>) -> Resource {
    Resource::all("application").filter(DIRECTLY_ACCESSIBLE).filter(condition)
}

/// The applications with this name or slug that the user can access directly.
fn named(name: &ApplicationName<'_>) -> Resource {
    accessible(match name {
        ApplicationName::Name(name) => format!("app_name%20eq%20{}", quoted(name)),
        ApplicationName::Slug(slug) => format!("slug%20eq%20{}", quoted(slug)),
    })
}

/// The id of the one application with this name or slug, and what `expand` asks of it.
pub(crate) fn find_by_name<T: DeserializeOwned>(
    call: &Call<'_>,
    name: &ApplicationName<'_>,
    expand: Option<&str>,
) -> Result<T, Error> {
    let rows = call.rows(&named(name).select("id").top(2).expand(expand))?;
    if rows.len() > 1 {
        return Err(ambiguous(name));
    }
    rows.read_first()?.ok_or_else(|| not_found(name))
}

/// The id of the one application with this name or slug.
pub(crate) fn id_by_name(call: &Call<'_>, name: &ApplicationName<'_>) -> Result<i64, Error> {
    find_by_name(call, name, None).map(|Id { id }| id)
}

fn ambiguous(name: &ApplicationName<'_>) -> Error {
    let message = format!("More than one application is called {name}: use the slug (organization/name).");
    Error::new(Code::AMBIGUOUS_APPLICATION, message)
}

fn application_type_id(call: &Call<'_>, slug: &str) -> Result<i64, Error> {
    let condition = format!("slug%20eq%20{}", quoted(slug));
    match call.rows(&Resource::all("application_type").filter(condition).select("id").top(1))?.read_first()? {
        Some(Id { id }) => Ok(id),
        None => Err(Error::new(Code::INVALID_APPLICATION_TYPE, format!("There is no application type {slug}."))),
    }
}

/// The organization that the options name, as they say it and as what is asked for.
fn organization_named(options: &Options) -> Result<Option<(&Value, Resource)>, Error> {
    let Some(named) = options.get("organization") else { return Ok(None) };
    let organization = match (named.as_str(), named.as_i64()) {
        (Some(handle), _) if sought("organization", handle).is_ok() => {
            Resource::by_key("organization", "handle", handle)
        }
        (None, Some(id)) if id > 0 => Resource::by_id("organization", id),
        _ => return Err(invalid("organization", "is neither a handle nor an id")),
    };
    Ok(Some((named, organization)))
}

/// The id of the organization that was named, else of the user's only one, else of the one that bears his name.
fn organization_id(call: &Call<'_>, named: Option<(&Value, Resource)>) -> Result<i64, Error> {
    #[derive(Deserialize)]
    struct Organization {
        id: i64,
        handle: String,
    }
    if let Some((named, organization)) = named {
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
