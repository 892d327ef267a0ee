//! Devices.

use std::time::{Duration, SystemTime};

use serde::Deserialize;
use serde_json::json;

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::{Bearer, Method};
use crate::models::{application, auth};
use crate::options::{Options, TIMEOUT, invalid};
use crate::pine::{self, Id, ROW, ROWS, Resource, quoted};
use crate::reference::{self, filled};

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
        let reference = reference::Device::parse(device)?;
        let resource = match reference {
            reference::Device::Id(id) => Resource::by_id("device", id),
            reference::Device::Uuid(uuid) => Resource::by_key("device", "uuid", uuid),
        };
        let rows = call.rows(&resource.with(options)?)?;
        if rows.len() > 1 {
            return Err(Error::new(Code::AMBIGUOUS_DEVICE, format!("More than one device answers to {device}.")));
        }
        rows.into_first().ok_or_else(|| not_found(device))
    }

    /// See `balena_device_get_all`.
    pub fn get_all(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let devices = Resource::all("device").orderby("device_name%20asc");
        Ok(call.rows(&devices.with(options)?)?.into_array())
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
                let (id, own) = application_and_type(&call, &reference)?;
                (id, device_type.map_or(own, str::to_owned))
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
        let reference = reference::Device::parse(device)?;
        call.logged_in()?;
        call.delete("device", id(&call, reference, device)?)?;
        Ok(Document::null())
    }

    /// See `balena_device_rename`.
    pub fn rename(&self, device: &str, new_name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let reference = reference::Device::parse(device)?;
        let new_name = filled("new_name", new_name)?;
        call.update("device", id(&call, reference, device)?, &json!({ "device_name": new_name }))?;
        Ok(Document::null())
    }
}

/// The id of a device that exists: to a write that matches nothing the server answers 200.
fn id(call: &Call<'_>, reference: reference::Device<'_>, device: &str) -> Result<i64, Error> {
    let condition = match reference {
        reference::Device::Id(id) => format!("id%20eq%20{id}"),
        reference::Device::Uuid(uuid) => format!("uuid%20eq%20{}", quoted(uuid)),
    };
    let found = Resource::all("device").orderby("device_name%20asc").select("id").filter(condition);
    call.rows(&found)?.read_first()?.map(|Id { id }| id).ok_or_else(|| not_found(device))
}

fn not_found(device: &str) -> Error {
    Error::new(Code::DEVICE_NOT_FOUND, format!("There is no device {device}."))
}

/// The application's id and the slug of its device type.
fn application_and_type(call: &Call<'_>, application: &reference::Application<'_>) -> Result<(i64, String), Error> {
    #[derive(Deserialize)]
    struct Row {
        id: i64,
        #[serde(rename = "is_for__device_type")]
        device_types: Vec<DeviceType>,
    }
    #[derive(Deserialize)]
    struct DeviceType {
        slug: String,
    }
    let device_type = "is_for__device_type($select=slug;$expand=is_of__cpu_architecture($select=slug))";
    let Row { id, device_types } = application::find(call, application, "id", Some(device_type))?;
    match device_types.into_iter().next() {
        Some(DeviceType { slug }) => Ok((id, slug)),
        None => Err(Error::new(Code::DECODE, "The application's row lacks its device type.")),
    }
}

/// A provisioning key that is good for as long as it takes to register a device.
fn short_lived_key(call: &Call<'_>, application: i64) -> Result<String, Error> {
    let expiry = humantime::format_rfc3339_millis(SystemTime::now() + PROVISIONING_TIME).to_string();
    application::provisioning_key(call, application, None, Some("Registers one device"), Some(expiry))
}
