//! Updates of the operating system. They are carried out by a server of their own, which knows a device by its uuid,
//! and checks little: which update is possible is for its clients to know.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Deserialize;
use serde_json::json;

use crate::client::Call;
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::Method;
use crate::models::{config, device_os};
use crate::options::Options;
use crate::pine;
use crate::versions::Version;

/// The option by which the server does not wait for the device.
pub(super) const DETACHED: &str = "run_detached";

/// Of a device what tells how far an update is that the server does not wait for.
pub(super) const PROGRESS: &str = "update_status,last_update_status_event,overall_progress,os_version";

/// Of a device what tells whether an update is possible.
pub(super) const SELECT: &str = "uuid,is_connected_to_vpn,os_version,os_variant";
pub(super) const EXPAND: &str = "is_of__device_type($select=id,slug)";

/// What only some servers have, as errors call it.
const OS_UPDATES: &str = "updates of the operating system";

/// The version of the server's interface in which it waits for the device.
const WAITING: &str = "v1";

#[derive(Deserialize)]
pub(super) struct Device {
    uuid: String,
    is_connected_to_vpn: bool,
    os_version: Option<String>,
    os_variant: Option<String>,
    #[serde(rename = "is_of__device_type")]
    device_types: Vec<DeviceType>,
}

#[derive(Deserialize)]
struct DeviceType {
    id: i64,
    slug: String,
}

pub(super) fn is_detached(options: &Options) -> Result<bool, Error> {
    Ok(options.flag(DETACHED)?.unwrap_or(true))
}

/// What the server that waits for the device says of its last update.
pub(super) fn status(call: &Call<'_>, uuid: &str) -> Result<Document, Error> {
    let endpoint = endpoint(call)?;
    pine::object(call.send_to(&endpoint, Method::Get, &path(WAITING, uuid), None)?)
}

/// Starts the update of each device, once all of them are found fit for it. Gives the server's answer by uuid.
pub(super) fn start<'d>(
    call: &Call<'_>,
    devices: &'d [Device],
    target: &Version,
    is_detached: bool,
) -> Result<Vec<(&'d str, Document)>, Error> {
    let types = devices.iter().map(|device| device.check(target)).collect::<Result<Vec<_>, _>>()?;
    let endpoint = endpoint(call)?;
    let mut published: HashMap<i64, String> = HashMap::new();
    for device_type in types.iter().copied() {
        if let Entry::Vacant(place) = published.entry(device_type.id) {
            place.insert(find_published(call, device_type, target)?);
        }
    }
    let version = if is_detached { call.actions_version() } else { WAITING };
    let mut started = Vec::new();
    for (device, device_type) in devices.iter().zip(types) {
        let body = json!({ "parameters": { "target_version": published[&device_type.id] } });
        let answer = call.send_to(&endpoint, Method::Post, &path(version, &device.uuid), Some(&body));
        match answer.and_then(pine::object) {
            Ok(answer) => started.push((device.uuid.as_str(), answer)),
            Err(error) if started.is_empty() => return Err(error),
            Err(error) => {
                let uuids: Vec<&str> = started.iter().map(|(uuid, _)| *uuid).collect();
                return Err(error.after(format!("started before, of {}: {}", devices.len(), uuids.join(", "))));
            }
        }
    }
    Ok(started)
}

fn path(version: &str, uuid: &str) -> String {
    format!("{version}/{uuid}/resinhup")
}

/// Where updates are asked for: where the client was told, else where the service says. As that comes from the API
/// itself, which has the token already, the token may follow.
fn endpoint(call: &Call<'_>) -> Result<String, Error> {
    if let Some(endpoint) = call.actions_endpoint() {
        return Ok(endpoint.to_owned());
    }
    let base = config::device_urls_base(call, OS_UPDATES)?;
    // Anything but a name and a port would make another URL of it.
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':');
    if base.is_empty() || !base.bytes().all(is_host) {
        return Err(Error::new(Code::DECODE, "The service's configuration has no deviceUrlsBase that is a host."));
    }
    Ok(format!("https://actions.{base}/"))
}

/// The version as the service calls it, where it is one of the device type's.
fn find_published(call: &Call<'_>, device_type: &DeviceType, target: &Version) -> Result<String, Error> {
    // Drafts have versions that are pre-releases.
    let supported = device_os::supported(call, device_type.id, target.is_prerelease())?;
    let found = supported.into_iter().find(|supported| supported.version.as_ref() == Some(target));
    found.map(|supported| supported.text).ok_or_else(|| {
        let why = format!("is no published version of balenaOS for the {}", device_type.slug);
        Error::invalid_parameter("target_os_version", &why)
    })
}

impl Device {
    /// Whether an update to `target` is possible, as far as the device's row tells. Gives its type.
    fn check(&self, target: &Version) -> Result<&DeviceType, Error> {
        let Device { uuid, .. } = self;
        if !self.is_connected_to_vpn {
            return Err(Error::new(Code::DEVICE_OFFLINE, format!("Device {uuid} is not connected.")));
        }
        let refused =
            |why: String| Error::new(Code::OS_UPDATE_ERROR, format!("Device {uuid} can't be updated: {why}."));
        let device_type = self.device_types.first().ok_or_else(|| refused("it has no device type".to_owned()))?;
        let current = self.current().ok_or_else(|| refused("its current version is not known".to_owned()))?;
        possible(&device_type.slug, &current, target).map_err(refused)?;
        Ok(device_type)
    }

    /// The version that it runs.
    fn current(&self) -> Option<Version> {
        let version = Version::parse(self.os_version.as_deref()?)?;
        Version::parse(&version.with_variant(self.os_variant.as_deref().unwrap_or_default())?)
    }
}

/// The versions that an update leads from and to, from `oldest` on to `first` or later, below `end`.
struct Range {
    oldest: &'static str,
    first: &'static str,
    end: Option<&'static str>,
}

/// Device types that were there when balenaOS was called ResinOS, and whose first versions can be updated.
const OF_VERSION_1: &[&str] = &[
    "raspberry-pi",
    "raspberry-pi2",
    "raspberrypi3",
    "beaglebone-black",
    "beaglebone-green",
    "beaglebone-green-wifi",
    "intel-nuc",
];

/// What the scripts that carry updates out can do, of which the official SDKs keep the same list.
fn range(device_type: &str, from: u64, to: u64) -> Option<Range> {
    let from_1 = |oldest, first, end| OF_VERSION_1.contains(&device_type).then_some(Range { oldest, first, end });
    match (from, to) {
        (1, 1) => from_1("1.8.0", "1.26.0", None),
        (1, 2) if device_type.starts_with("beaglebone") => from_1("1.30.1", "2.2.0+rev1", Some("2.5.1+rev1")),
        (1, 2) => from_1("1.8.0", "2.2.0+rev1", Some("2.5.1+rev1")),
        (1, _) => None,
        _ => {
            let oldest = match device_type {
                "ts4900" => "2.4.1",
                "jetson-tx2" | "skx2" => "2.7.4",
                "qemux86" | "qemux86-64" => "2.9.3",
                _ => "2.0.0+rev1",
            };
            let first = if device_type == "intel-edison" { "2.9.7+rev2" } else { "2.2.0+rev1" };
            Some(Range { oldest, first, end: None })
        }
    }
}

/// Whether there is a way from one version to the other, and else why not.
fn possible(device_type: &str, current: &Version, target: &Version) -> Result<(), String> {
    if target.has_variant() && target.is_development() != current.is_development() {
        return Err("no update leads from a variant for development to one for production, or back".to_owned());
    }
    match target.compare_age(current) {
        Ordering::Less => return Err("the version is older than the one that it runs".to_owned()),
        Ordering::Equal => return Err("it runs that version".to_owned()),
        Ordering::Greater => {}
    }
    let (from, to) = (current.major(), target.major());
    let Some(Range { oldest, first, end }) = range(device_type, from, to) else {
        return Err(format!("for the {device_type} no update leads from version {from} to version {to}"));
    };
    let is_before = |version: &Version, limit: &str| Version::parse(limit).is_some_and(|limit| *version < limit);
    if is_before(current, oldest) {
        Err(format!("updates lead from {oldest} on"))
    } else if is_before(target, first) {
        Err(format!("updates lead to {first} or later"))
    } else if let Some(end) = end.filter(|end| !is_before(target, end)) {
        Err(format!("updates from version {from} lead to versions before {end}"))
    } else {
        Ok(())
    }
}
