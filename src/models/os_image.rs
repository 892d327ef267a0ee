//! Images of the operating system, which the service makes for an application or for a device type.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::client::Call;
use crate::document::Document;
use crate::download::Target;
use crate::error::{Code, Error};
use crate::http::{self, Method};
use crate::models::{application, device_os, device_type};
use crate::options::{Options, TIMEOUT, invalid};
use crate::{pine, reference};

/// The options of a download.
pub(super) const OPTIONS: &[&str] = &[
    "appId",
    "network",
    "version",
    "wifiSsid",
    "wifiKey",
    "appUpdatePollInterval",
    "ip",
    "gateway",
    "netmask",
    "deviceType",
    "developmentMode",
    FILE_TYPE,
    IMAGE_TYPE,
    "raw",
    "path",
    TIMEOUT,
];
const FILE_TYPE: &str = "fileType";
const IMAGE_TYPE: &str = "imageType";

/// What stands for a version.
const NAMES: &[&str] = &["default", "latest", "recommended"];

/// An image as it is asked for, and where it is to go.
pub(super) struct Wanted<'o> {
    pub application: Option<i64>,
    device_type: Option<&'o str>,
    pub path: Option<&'o str>,
    version: &'o str,
    wifi_key: Option<&'o str>,
    /// Whether it is left packed as the server sends it.
    raw: bool,
    /// What else the service is told.
    parameters: Map<String, Value>,
}

impl<'o> Wanted<'o> {
    /// Checks all options of a download, which may have to name an application.
    pub fn of(options: &'o Options, needs_application: bool) -> Result<Self, Error> {
        options.allow(OPTIONS)?;
        let application = match options.get("appId") {
            None if needs_application => return Err(missing("appId")),
            None => None,
            Some(Value::String(text)) => Some(text.parse().ok()),
            Some(value) => Some(value.as_i64()),
        };
        let application = application
            .map(|id| id.filter(|id| *id > 0).ok_or_else(|| invalid("appId", "is not the id of an application")))
            .transpose()?;
        let mut parameters = match (application, options.get("network")) {
            (Some(_), None) => return Err(missing("network")),
            (None, None) => Map::new(),
            _ => application::network(options)?,
        };
        parameters.remove("deviceType");
        for (key, known) in [(FILE_TYPE, &[".img", ".zip", ".gz"][..]), (IMAGE_TYPE, &["raw", "flasher"])] {
            match options.text(key)? {
                Some(text) if known.contains(&text) => parameters.insert(key.to_owned(), text.into()),
                Some(_) => return Err(invalid(key, &format!("is none of {}", known.join(", ")))),
                None => None,
            };
        }
        options.count(TIMEOUT)?;
        Ok(Wanted {
            application,
            device_type: options.sought("deviceType")?,
            path: options.text("path")?,
            version: options.sought("version")?.unwrap_or(NAMES[0]),
            wifi_key: options.text("wifiKey")?,
            raw: options.flag("raw")?.unwrap_or(false),
            parameters,
        })
    }

    /// The type of the devices that it is for.
    fn device_type(&self, call: &Call<'_>) -> Result<DeviceType, Error> {
        #[derive(Deserialize)]
        struct Application {
            #[serde(rename = "is_for__device_type")]
            device_types: Vec<DeviceType>,
        }
        let own = match self.application {
            Some(id) => {
                let application = reference::Application::Id(id);
                let found: Application =
                    application::find(call, &application, "id", Some("is_for__device_type($select=id,slug)"))?;
                found.device_types.into_iter().next()
            }
            None => None,
        };
        match (self.device_type, own) {
            (Some(named), _) => device_type::find_by_any_name(call, named, "id,slug"),
            (None, own) => own.ok_or_else(|| Error::new(Code::DECODE, "The application lacks its device type.")),
        }
    }
}

#[derive(Deserialize)]
struct DeviceType {
    id: i64,
    slug: String,
}

#[derive(Serialize)]
struct Image<'i> {
    filename: Option<&'i str>,
    version: &'i str,
    content_type: Option<&'i str>,
    content_encoding: Option<&'i str>,
    length: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'i str>,
}

/// Has the image made, and takes it to its target.
pub(super) fn download(call: Call<'_>, wanted: &Wanted<'_>, target: Target<'_>) -> Result<Document, Error> {
    let device_type = wanted.device_type(&call)?;
    let version = match NAMES.contains(&wanted.version) {
        true => device_os::named(&call, device_type.id, wanted.version)?
            .ok_or_else(|| not_found(&device_type.slug, wanted.version))?,
        false => wanted.version.to_owned(),
    };
    let mut parameters = Map::new();
    if let Some(id) = wanted.application {
        parameters.insert("appId".to_owned(), id.into());
    }
    parameters.insert("deviceType".to_owned(), device_type.slug.as_str().into());
    parameters.insert("version".to_owned(), version.as_str().into());
    parameters.extend(wanted.parameters.clone());
    let secrets: Vec<&str> = wanted.wifi_key.into_iter().collect();
    let downloaded = http::outside_of_runtimes(move || match secrets.is_empty() {
        true => {
            let query: Vec<String> =
                parameters.iter().map(|(key, value)| format!("{key}={}", encoded(value))).collect();
            call.download(Method::Get, &format!("download?{}", query.join("&")), None, &[], wanted.raw, target)
        }
        // A key is no part of a URL, which ends up in the logs of servers.
        false => {
            let body = Value::Object(parameters);
            call.download(Method::Post, "download", Some(&body), &secrets, wanted.raw, target)
        }
    });
    let downloaded = downloaded.map_err(|error| match error.http_status() {
        Some(404) if !error.is_unsupported() => {
            let missing = not_found(&device_type.slug, &version);
            error.renamed(missing.code(), missing.message().to_owned())
        }
        _ => error.unless_unsupported("images of the operating system"),
    })?;
    Ok(Document::of(&Image {
        filename: downloaded.file_name.as_deref(),
        version: &version,
        content_type: downloaded.content_type.as_deref(),
        content_encoding: downloaded.encoding.as_deref(),
        length: downloaded.length,
        path: wanted.path,
    }))
}

/// A value as the query of a URL has it.
fn encoded(value: &Value) -> String {
    value.as_str().map_or_else(|| pine::encoded(&value.to_string()), pine::encoded)
}

fn missing(option: &str) -> Error {
    Error::new(Code::MISSING_OPTION, format!("option {option} is needed"))
}

fn not_found(device_type: &str, version: &str) -> Error {
    Error::new(Code::OS_IMAGE_NOT_FOUND, format!("There is no image of version {version} for the {device_type}."))
}
