//! Device types, as devices and applications are asked about them.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::client::Call;
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::Method;
use crate::pine::{self, Id, Resource, quoted};

/// Of a device type what tells whether one device can do another's work.
pub(super) const ARCHITECTURE: &str = "($select=slug;$expand=is_of__cpu_architecture($select=slug))";

/// Device types that an operating system can be had for.
const SUPPORTED: &str = "is_default_for__application/any(idfa:idfa/is_host%20eq%20true%20and%20\
    idfa/is_archived%20eq%20false%20and%20idfa/owns__release/any(r:r/status%20eq%20'success'%20and%20\
    r/is_final%20eq%20true%20and%20r/is_invalidated%20eq%20false))";

#[derive(Deserialize)]
pub(super) struct Named {
    pub name: String,
}

/// A row with its device type: of a device, or of an application.
#[derive(Deserialize)]
pub(super) struct WithType {
    pub id: i64,
    #[serde(alias = "is_of__device_type", alias = "is_for__device_type")]
    device_types: Vec<DeviceType>,
}

#[derive(Deserialize)]
pub(super) struct DeviceType {
    pub slug: String,
    #[serde(rename = "is_of__cpu_architecture", default)]
    architectures: Vec<Architecture>,
}

#[derive(Deserialize)]
struct Architecture {
    slug: String,
}

impl WithType {
    pub fn device_type(&self) -> Result<&DeviceType, Error> {
        self.device_types.first().ok_or_else(|| Error::new(Code::DECODE, "The row lacks its device type."))
    }
}

impl DeviceType {
    pub fn architecture(&self) -> Result<&str, Error> {
        let architecture = self.architectures.first().map(|architecture| architecture.slug.as_str());
        architecture.ok_or_else(|| Error::new(Code::DECODE, "The device type lacks its architecture."))
    }
}

/// True when a device of the architecture `own` runs what is built for `wanted`.
pub(super) fn runs(own: &str, wanted: &str) -> bool {
    own == wanted || matches!((own, wanted), ("aarch64", "armv7hf" | "rpi") | ("armv7hf", "rpi"))
}

/// The field `select` of the device type with this display name or slug.
pub(super) fn find<T: DeserializeOwned>(call: &Call<'_>, device_type: &str, select: &str) -> Result<T, Error> {
    let text = quoted(device_type);
    let found = Resource::all("device_type")
        .filter(format!("name%20eq%20{text}%20or%20slug%20eq%20{text}"))
        .orderby("name%20asc")
        .select(select)
        .top(1);
    call.rows(&found)?.read_first()?.ok_or_else(|| missing(device_type))
}

/// The field or fields `select` of the device type with this slug, alias or display name.
pub(super) fn find_by_any_name<T: DeserializeOwned>(
    call: &Call<'_>,
    device_type: &str,
    select: &str,
) -> Result<T, Error> {
    let text = quoted(device_type);
    let condition = format!(
        "device_type_alias/any(dta:dta/is_referenced_by__alias%20eq%20{text})%20or%20slug%20eq%20{text}%20or%20name%20eq%20{text}"
    );
    let found = Resource::all("device_type").filter(condition).orderby("name%20asc").select(select).top(1);
    call.rows(&found)?.read_first()?.ok_or_else(|| missing(device_type))
}

/// The id of the device type with this slug, alias or display name.
pub(super) fn id(call: &Call<'_>, device_type: &str) -> Result<i64, Error> {
    find_by_any_name(call, device_type, "id").map(|Id { id }| id)
}

/// The display names of those that an operating system can be had for.
pub(super) fn supported(call: &Call<'_>) -> Result<Vec<String>, Error> {
    let supported = Resource::all("device_type").filter(SUPPORTED).orderby("name%20asc").select("name");
    let types: Vec<Named> = call.rows(&supported)?.read()?;
    Ok(types.into_iter().map(|Named { name }| name).collect())
}

/// The manifest of the device type with this slug, display name or alias.
pub(super) fn manifest(call: &Call<'_>, device_type: &str) -> Result<Document, Error> {
    #[derive(Deserialize)]
    struct Known {
        slug: String,
        name: String,
        #[serde(default)]
        aliases: Vec<String>,
    }
    let all = pine::array(call.send_as(None, Method::Get, "device-types/v1", None, &[])?)?;
    let undecodable = |error: serde_json::Error| {
        Error::new(Code::DECODE, "The list of device types is not one.").caused_by_json(&error)
    };
    let manifests: Vec<&RawValue> = serde_json::from_str(all.as_str()).map_err(undecodable)?;
    for manifest in manifests {
        let Known { slug, name, aliases } = serde_json::from_str(manifest.get()).map_err(undecodable)?;
        if [&slug, &name].into_iter().chain(&aliases).any(|known| known == device_type) {
            return Ok(Document::plain(manifest.get()));
        }
    }
    Err(missing(device_type))
}

fn missing(device_type: &str) -> Error {
    Error::new(Code::INVALID_DEVICE_TYPE, format!("There is no device type {device_type}."))
}
