//! Devices.

use std::fmt::Display;
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::{Bearer, Method};
use crate::models::{application, auth};
use crate::options::{Options, TIMEOUT, invalid};
use crate::pine::{self, Id, ROW, ROWS, Resource, quoted};
use crate::reference::{self, ApplicationName, filled, sought};

/// Device types that an operating system can be had for.
const SUPPORTED: &str = "is_default_for__application/any(idfa:idfa/is_host%20eq%20true%20and%20\
    idfa/is_archived%20eq%20false%20and%20idfa/owns__release/any(r:r/status%20eq%20'success'%20and%20\
    r/is_final%20eq%20true%20and%20r/is_invalidated%20eq%20false))";

/// Of a device type what tells whether one device can do another's work.
const DEVICE_TYPE: &str = "($select=slug;$expand=is_of__cpu_architecture($select=slug))";

/// How long the key that registers one device is good for.
const PROVISIONING_TIME: Duration = Duration::from_secs(600);

/// Devices.
pub struct Device<'a>(pub(crate) &'a Client);

impl Device<'_> {
    /// See `balena_device_generate_uuid`.
    pub fn generate_uuid(&self) -> Result<Document, Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)
            .map_err(|error| Error::new(Code::IO, "There are no random bytes.").caused_by(&error))?;
        Ok(Document::of(&format!("{:032x}", u128::from_be_bytes(bytes))))
    }

    /// See `balena_device_get`.
    pub fn get(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROW)?;
        let device = reference::Device::parse(device)?;
        let rows = call.rows(&resource(device).with(options)?)?;
        if rows.len() > 1 {
            return Err(Error::new(Code::AMBIGUOUS_DEVICE, format!("More than one device answers to {device}.")));
        }
        rows.into_first().ok_or_else(|| not_found(device))
    }

    /// See `balena_device_get_all`.
    pub fn get_all(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        call.list(&by_name().with(options)?)
    }

    /// See `balena_device_get_all_by_application`.
    pub fn get_all_by_application(&self, application_name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let name = ApplicationName::parse("application_name", application_name)?;
        let devices = by_name().with(options)?;
        of_application(&call, devices, application::id_by_name(&call, &name)?)
    }

    /// See `balena_device_get_all_by_application_id`.
    pub fn get_all_by_application_id(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let application = reference::Application::parse(application)?;
        let devices = by_name().with(options)?;
        of_application(&call, devices, application::id(&call, &application)?)
    }

    /// See `balena_device_get_application_name`.
    pub fn get_application_name(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(rename = "belongs_to__application")]
            applications: Vec<Application>,
        }
        #[derive(Deserialize)]
        struct Application {
            app_name: String,
        }
        let expand = Some("belongs_to__application($select=app_name)");
        let Row { applications } = self.find(device, "id", expand, options)?;
        Ok(Document::of(&applications.first().map(|application| &application.app_name)))
    }

    /// See `balena_device_get_by_name`.
    pub fn get_by_name(&self, name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let condition = format!("device_name%20eq%20{}", quoted(sought("name", name)?));
        call.list(&by_name().filter(condition).with(options)?)
    }

    /// See `balena_device_get_dashboard_url`.
    pub fn get_dashboard_url(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            uuid: String,
        }
        let call = self.0.call_as_nobody(options, &[TIMEOUT])?;
        let reference = reference::Device::parse(device)?;
        let Some(dashboard) = call.dashboard_url() else {
            let message = "The dashboard's address does not follow from api_endpoint: give the client a dashboard_url.";
            return Err(Error::new(Code::MISSING_OPTION, message));
        };
        let uuid = match reference {
            reference::Device::Uuid(uuid) => uuid.to_owned(),
            reference::Device::Id(_) => self.find::<Row>(device, "uuid", None, options)?.uuid,
        };
        Ok(Document::of(&format!("{dashboard}devices/{uuid}/summary")))
    }

    /// See `balena_device_get_device_slug`.
    pub fn get_device_slug(&self, device_type_name: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            slug: String,
        }
        let Row { slug } = self.device_type("device_type_name", device_type_name, "slug", options)?;
        Ok(Document::of(&slug))
    }

    /// See `balena_device_get_display_name`.
    pub fn get_display_name(&self, device_type_slug: &str, options: &Options) -> Result<Document, Error> {
        let Named { name } = self.device_type("device_type_slug", device_type_slug, "name", options)?;
        Ok(Document::of(&name))
    }

    /// See `balena_device_get_local_ip_address`.
    pub fn get_local_ip_address(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            is_connected_to_vpn: bool,
            ip_address: Option<String>,
        }
        let row: Row = self.find(device, "is_connected_to_vpn,ip_address", None, options)?;
        if !row.is_connected_to_vpn {
            return Err(Error::new(Code::DEVICE_OFFLINE, format!("Device {device} is not connected.")));
        }
        let addresses: Vec<&str> = row.ip_address.iter().flat_map(|all| all.split_whitespace()).collect();
        Ok(Document::of(&addresses))
    }

    /// See `balena_device_get_name`.
    pub fn get_name(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            device_name: String,
        }
        let Row { device_name } = self.find(device, "device_name", None, options)?;
        Ok(Document::of(&device_name))
    }

    /// See `balena_device_get_status`.
    pub fn get_status(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            overall_status: String,
        }
        let Row { overall_status } = self.find(device, "overall_status", None, options)?;
        Ok(Document::of(&overall_status))
    }

    /// See `balena_device_get_supported_device_types`.
    pub fn get_supported_device_types(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let supported = Resource::all("device_type").filter(SUPPORTED).orderby("name%20asc").select("name");
        let types: Vec<Named> = call.rows(&supported)?.read()?;
        let names: Vec<String> = types.into_iter().map(|Named { name }| name).collect();
        Ok(Document::of(&names))
    }

    /// See `balena_device_has`.
    pub fn has(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let device = reference::Device::parse(device)?;
        Ok(Document::of(&!call.rows(&resource(device).select("id"))?.is_empty()))
    }

    /// See `balena_device_is_online`.
    pub fn is_online(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            is_connected_to_vpn: bool,
        }
        let Row { is_connected_to_vpn } = self.find(device, "is_connected_to_vpn", None, options)?;
        Ok(Document::of(&is_connected_to_vpn))
    }

    /// See `balena_device_move`.
    pub fn move_(&self, device: &str, application_name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let device = reference::Device::parse(device)?;
        let name = ApplicationName::parse("application_name", application_name)?;
        let expand = format!("is_for__device_type{DEVICE_TYPE}");
        let application: WithType = application::find_by_name(&call, &name, Some(&expand))?;
        let looked_up = among(device).select("id").expand(&format!("is_of__device_type{DEVICE_TYPE}"));
        let moved: WithType = call.rows(&looked_up)?.read_first()?.ok_or_else(|| not_found(device))?;
        let (own, wanted) = (moved.device_type()?.architecture()?, application.device_type()?.architecture()?);
        if !runs(own, wanted) {
            let message = format!("Device {device} ({own}) can't run what application {name} is built for ({wanted}).");
            return Err(Error::new(Code::INCOMPATIBLE_APPLICATION, message));
        }
        call.update_many("device", &[moved.id], &json!({ "belongs_to__application": application.id }))?;
        Ok(Document::null())
    }

    /// See `balena_device_note`.
    pub fn note(&self, device: &str, note: &str, options: &Options) -> Result<Document, Error> {
        self.update(device, &json!({ "note": note }), options)
    }

    /// See `balena_device_register`.
    pub fn register(&self, application: &str, uuid: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &["device_type", "provisioning_key", TIMEOUT])?;
        let reference = reference::Application::parse(application)?;
        if !reference::is_device_uuid(uuid) {
            return Err(Error::invalid_parameter("uuid", "is not 32 or 62 hex digits in lower case"));
        }
        let device_type = options.text("device_type")?;
        let provisioning_key = options.text("provisioning_key")?;
        let mut body = json!({ "uuid": uuid });
        let (id, device_type) = match (provisioning_key, &reference, device_type) {
            // With a key of its own, and nothing to look up, this works on a station where nobody is logged in.
            (Some(_), reference::Application::Id(id), Some(device_type)) => (*id, device_type.to_owned()),
            _ => {
                call.logged_in()?;
                body["user"] = auth::who(&call)?.id.into();
                let expand = format!("is_for__device_type{DEVICE_TYPE}");
                let found: WithType = application::find(&call, &reference, "id", Some(&expand))?;
                let own = &found.device_type()?.slug;
                (found.id, device_type.unwrap_or(own).to_owned())
            }
        };
        body["application"] = id.into();
        body["device_type"] = device_type.as_str().into();
        let key = match provisioning_key {
            Some(key) => key.to_owned(),
            None => short_lived_key(&call, id)?,
        };
        let bearer = Bearer::new(&key).ok_or_else(|| invalid("provisioning_key", "can't be sent in a header"))?;
        match call.send_as(Some(&bearer), Method::Post, "device/register", Some(&body), &[]) {
            Ok(response) => pine::object(response),
            Err(error) if error.http_status() == Some(404) => {
                Err(error.renamed(Code::INVALID_DEVICE_TYPE, format!("There is no device type {device_type}.")))
            }
            Err(error) => Err(error),
        }
    }

    /// See `balena_device_remove`.
    pub fn remove(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let device = reference::Device::parse(device)?;
        call.logged_in()?;
        call.delete_many("device", &[id(&call, device)?])?;
        Ok(Document::null())
    }

    /// See `balena_device_rename`.
    pub fn rename(&self, device: &str, new_name: &str, options: &Options) -> Result<Document, Error> {
        self.update(device, &json!({ "device_name": filled("new_name", new_name)? }), options)
    }

    fn find<T: DeserializeOwned>(
        &self,
        device: &str,
        select: &str,
        expand: Option<&str>,
        options: &Options,
    ) -> Result<T, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let device = reference::Device::parse(device)?;
        let asked = resource(device).select(select);
        let asked = match expand {
            Some(expand) => asked.expand(expand),
            None => asked,
        };
        call.rows(&asked)?.read_first()?.ok_or_else(|| not_found(device))
    }

    fn update(&self, device: &str, body: &Value, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let device = reference::Device::parse(device)?;
        call.update_many("device", &[id(&call, device)?], body)?;
        Ok(Document::null())
    }

    /// The field `select` of the device type with this display name or slug.
    fn device_type<T: DeserializeOwned>(
        &self,
        argument: &str,
        device_type: &str,
        select: &str,
        options: &Options,
    ) -> Result<T, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let text = quoted(sought(argument, device_type)?);
        let found = Resource::all("device_type")
            .filter(format!("name%20eq%20{text}%20or%20slug%20eq%20{text}"))
            .orderby("name%20asc")
            .select(select)
            .top(1);
        call.rows(&found)?
            .read_first()?
            .ok_or_else(|| Error::new(Code::INVALID_DEVICE_TYPE, format!("There is no device type {device_type}.")))
    }
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// The id of a device or of an application, and its device type.
#[derive(Deserialize)]
struct WithType {
    id: i64,
    #[serde(alias = "is_of__device_type", alias = "is_for__device_type")]
    device_types: Vec<DeviceType>,
}

#[derive(Deserialize)]
struct DeviceType {
    slug: String,
    #[serde(rename = "is_of__cpu_architecture")]
    architectures: Vec<Architecture>,
}

#[derive(Deserialize)]
struct Architecture {
    slug: String,
}

impl WithType {
    fn device_type(&self) -> Result<&DeviceType, Error> {
        self.device_types.first().ok_or_else(|| Error::new(Code::DECODE, "The row lacks its device type."))
    }
}

impl DeviceType {
    fn architecture(&self) -> Result<&str, Error> {
        let architecture = self.architectures.first().map(|architecture| architecture.slug.as_str());
        architecture.ok_or_else(|| Error::new(Code::DECODE, "The device type lacks its architecture."))
    }
}

/// True when a device of the architecture `own` runs what is built for `wanted`.
fn runs(own: &str, wanted: &str) -> bool {
    own == wanted || matches!((own, wanted), ("aarch64", "armv7hf" | "rpi") | ("armv7hf", "rpi"))
}

fn resource(device: reference::Device<'_>) -> Resource {
    match device {
        reference::Device::Id(id) => Resource::by_id("device", id),
        reference::Device::Uuid(uuid) => Resource::by_key("device", "uuid", uuid),
    }
}

fn by_name() -> Resource {
    Resource::all("device").orderby("device_name%20asc")
}

/// The device as the one row of a list.
fn among(device: reference::Device<'_>) -> Resource {
    by_name().filter(match device {
        reference::Device::Id(id) => format!("id%20eq%20{id}"),
        reference::Device::Uuid(uuid) => format!("uuid%20eq%20{}", quoted(uuid)),
    })
}

/// Those of `devices` that belong to the application.
fn of_application(call: &Call<'_>, devices: Resource, application: i64) -> Result<Document, Error> {
    call.list(&devices.filter(format!("belongs_to__application%20eq%20{application}")))
}

/// The id of a device.
pub(crate) fn read_id(call: &Call<'_>, device: reference::Device<'_>) -> Result<i64, Error> {
    let found = call.rows(&resource(device).select("id"))?.read_first()?;
    found.map(|Id { id }| id).ok_or_else(|| not_found(device))
}

/// The id of a device that exists: to a write that matches nothing the server answers 200.
fn id(call: &Call<'_>, device: reference::Device<'_>) -> Result<i64, Error> {
    let found = call.rows(&among(device).select("id"))?.read_first()?;
    found.map(|Id { id }| id).ok_or_else(|| not_found(device))
}

fn not_found(device: impl Display) -> Error {
    Error::new(Code::DEVICE_NOT_FOUND, format!("There is no device {device}."))
}

/// A provisioning key that is good for as long as it takes to register a device.
fn short_lived_key(call: &Call<'_>, application: i64) -> Result<String, Error> {
    let expiry = humantime::format_rfc3339_millis(SystemTime::now() + PROVISIONING_TIME).to_string();
    application::provisioning_key(call, application, None, Some("Registers one device"), Some(expiry))
}
