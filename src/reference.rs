//! The forms in which callers name rows, told apart by their shape alone and checked before anything is sent.

use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;

use crate::error::Error;
use crate::pine::{IDS_AT_ONCE, quoted};

/// The longest text that may stand in a URL: servers take 16 KB of a request's head, where a byte may need six.
pub(crate) const LONGEST: usize = 2048;

/// An application by id, slug or uuid.
pub(crate) enum Application<'a> {
    Id(i64),
    Slug(String),
    Uuid(&'a str),
}

/// An application by the name that people know it by.
pub(crate) enum ApplicationName<'a> {
    Name(&'a str),
    Slug(String),
}

/// A device by id or full uuid.
#[derive(Clone, Copy)]
pub(crate) enum Device<'a> {
    Id(i64),
    Uuid(&'a str),
}

/// Devices by id or full uuid: one, or those that a JSON array names, each once.
pub(crate) struct Devices<'a> {
    ids: Vec<i64>,
    uuids: Vec<&'a str>,
}

/// A release by id or commit.
#[derive(Clone, Copy)]
pub(crate) enum Release<'a> {
    Id(i64),
    Commit(&'a str),
}

impl<'a> Application<'a> {
    pub fn parse(text: &'a str) -> Result<Self, Error> {
        if let Some(slug) = slug(text) {
            Ok(Application::Slug(slug))
        } else if text.len() == 32 && is_hex(text) {
            Ok(Application::Uuid(text))
        } else if let Some(id) = id(text) {
            Ok(Application::Id(id))
        } else {
            Err(Error::invalid_parameter("application", "is neither an id, a slug (organization/name) nor a uuid"))
        }
    }
}

impl Application<'_> {
    /// The slug of the application `name` of `owner`.
    pub fn of_owner(name: &str, owner: &str) -> Result<Self, Error> {
        for (argument, text) in [("name", name), ("owner", owner)] {
            if !is_slug_part(text) {
                return Err(Error::invalid_parameter(argument, "can't be part of a slug (organization/name)"));
            }
        }
        Ok(Application::Slug(format!("{owner}/{name}").to_ascii_lowercase()))
    }
}

impl fmt::Display for Application<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Application::Id(id) => id.fmt(formatter),
            Application::Slug(slug) => formatter.write_str(slug),
            Application::Uuid(uuid) => formatter.write_str(uuid),
        }
    }
}

impl<'a> ApplicationName<'a> {
    /// `argument` is what the function calls it.
    pub fn parse(argument: &str, text: &'a str) -> Result<Self, Error> {
        if text.contains('/') {
            slug(text)
                .map(ApplicationName::Slug)
                .ok_or_else(|| Error::invalid_parameter(argument, "holds a / and is not a slug (organization/name)"))
        } else {
            Ok(ApplicationName::Name(sought(argument, text)?))
        }
    }
}

impl fmt::Display for ApplicationName<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            ApplicationName::Name(name) => name,
            ApplicationName::Slug(slug) => slug,
        })
    }
}

impl<'a> Device<'a> {
    pub fn parse(text: &'a str) -> Result<Self, Error> {
        if is_device_uuid(text) {
            Ok(Device::Uuid(text))
        } else if let Some(id) = id(text) {
            Ok(Device::Id(id))
        } else {
            Err(Error::invalid_parameter("device", "is neither a full uuid (32 or 62 hex digits) nor an id"))
        }
    }
}

/// How many uuids a request names; ids are shorter.
const UUIDS_AT_ONCE: usize = 50;

impl<'a> Devices<'a> {
    pub fn parse(text: &'a str) -> Result<Self, Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Member<'a> {
            Id(i64),
            Text(&'a str),
        }
        let mut devices = Devices { ids: Vec::new(), uuids: Vec::new() };
        if text.trim_start().starts_with('[') {
            let members: Vec<Member<'a>> = serde_json::from_str(text).map_err(|error| {
                Error::invalid_parameter("device", "is no JSON array of uuids and ids").caused_by_json(&error)
            })?;
            if members.is_empty() {
                return Err(Error::invalid_parameter("device", "is an empty array"));
            }
            for member in members {
                devices.add(match member {
                    Member::Id(id) => Device::Id(row_id("device", id)?),
                    Member::Text(text) => Device::parse(text)?,
                });
            }
        } else {
            devices.add(Device::parse(text)?);
        }
        let (mut ids, mut uuids) = (HashSet::new(), HashSet::new());
        devices.ids.retain(|id| ids.insert(*id));
        devices.uuids.retain(|uuid| uuids.insert(*uuid));
        Ok(devices)
    }

    fn add(&mut self, device: Device<'a>) {
        match device {
            Device::Id(id) => self.ids.push(id),
            Device::Uuid(uuid) => self.uuids.push(uuid),
        }
    }

    /// In parts that one request can ask for.
    pub fn chunks(&self) -> impl Iterator<Item = Vec<Device<'a>>> {
        let ids = self.ids.chunks(IDS_AT_ONCE).map(|ids| ids.iter().map(|id| Device::Id(*id)).collect());
        ids.chain(self.uuids.chunks(UUIDS_AT_ONCE).map(|uuids| uuids.iter().map(|uuid| Device::Uuid(uuid)).collect()))
    }
}

impl Device<'_> {
    /// The condition that picks these out among devices. They are of one form, and at least one.
    pub fn condition(devices: &[Self]) -> String {
        let field = match devices.first() {
            Some(Device::Uuid(_)) => "uuid",
            _ => "id",
        };
        let values: Vec<String> = devices.iter().map(|device| device.literal()).collect();
        match &values[..] {
            [one] => format!("{field}%20eq%20{one}"),
            several => format!("{field}%20in%20({})", several.join(",")),
        }
    }

    fn literal(&self) -> String {
        match self {
            Device::Id(id) => id.to_string(),
            Device::Uuid(uuid) => quoted(uuid),
        }
    }
}

impl fmt::Display for Device<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Device::Id(id) => id.fmt(formatter),
            Device::Uuid(uuid) => formatter.write_str(uuid),
        }
    }
}

impl fmt::Display for Release<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Release::Id(id) => id.fmt(formatter),
            Release::Commit(commit) => formatter.write_str(commit),
        }
    }
}

impl<'a> Release<'a> {
    pub fn parse(text: &'a str) -> Result<Self, Error> {
        if let Some(id) = id(text) {
            Ok(Release::Id(id))
        } else if (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(Release::Commit(text))
        } else {
            Err(Error::invalid_parameter("release", "is neither an id nor a commit"))
        }
    }

    /// The condition that picks it out among releases.
    pub fn condition(self) -> String {
        match self {
            Release::Id(id) => format!("id%20eq%20{id}"),
            Release::Commit(commit) => format!("commit%20eq%20'{commit}'"),
        }
    }
}

/// A row's id as a number of the caller's.
pub(crate) fn row_id(argument: &str, id: i64) -> Result<i64, Error> {
    if id > 0 { Ok(id) } else { Err(Error::invalid_parameter(argument, "is not above 0")) }
}

/// 32 or 62 hex digits in lower case, as the service makes them.
pub(crate) fn is_device_uuid(text: &str) -> bool {
    matches!(text.len(), 32 | 62) && is_hex(text)
}

/// A row's id: 1 to 19 digits without a leading zero.
fn id(text: &str) -> Option<i64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    if digits { text.parse().ok() } else { None }
}

/// `organization/name`, in the lower case that slugs are stored in.
fn slug(text: &str) -> Option<String> {
    let (organization, name) = text.split_once('/')?;
    (is_slug_part(organization) && is_slug_part(name)).then(|| text.to_ascii_lowercase())
}

fn is_slug_part(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= LONGEST
        && bytes.next().is_some_and(|first| first.is_ascii_alphanumeric() || matches!(first, b'-' | b'_'))
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

pub(crate) fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Text that is to stand in a URL, to look for a row.
pub(crate) fn sought<'a>(name: &str, text: &'a str) -> Result<&'a str, Error> {
    let text = filled(name, text)?;
    if text.len() > LONGEST { Err(Error::invalid_parameter(name, &too_long())) } else { Ok(text) }
}

pub(crate) fn too_long() -> String {
    format!("is longer than {LONGEST} bytes")
}

/// Text that is to stand in a row: something, and no control character.
pub(crate) fn filled<'a>(name: &str, text: &'a str) -> Result<&'a str, Error> {
    if text.is_empty() {
        Err(Error::invalid_parameter(name, "is empty"))
    } else if text.chars().any(char::is_control) {
        Err(Error::invalid_parameter(name, "holds a control character"))
    } else {
        Ok(text)
    }
}
