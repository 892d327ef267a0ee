//! The operating system of devices, balenaOS.

use serde::{Deserialize, Serialize};

use crate::client::{Call, Client};
use crate::document::Document;
use crate::download::{OnPiece, Target};
use crate::error::{Code, Error};
use crate::models::{application, device_type, os_image, pine};
use crate::options::{Options, TIMEOUT};
use crate::pine::Resource;
use crate::reference::sought;
use crate::versions::Version;

/// The releases of an operating system that may be used, and the tags that say what they are.
fn releases(with_drafts: bool) -> String {
    let finals = if with_drafts { "" } else { "is_final%20eq%20true%20and%20" };
    format!(
        "application_tag($select=tag_key,value),owns__release($select=raw_version,variant;\
         $expand=release_tag($select=tag_key,value);\
         $filter={finals}is_invalidated%20eq%20false%20and%20status%20eq%20'success')"
    )
}

/// The operating system of devices, balenaOS.
pub struct DeviceOs<'a>(pub(crate) &'a Client);

impl DeviceOs<'_> {
    /// See `balena_device_os_get_config`.
    pub fn get_config(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[application::CONFIG, &["version"]].concat())?;
        application::config(&call, application, options.text("version")?.unwrap_or_default(), options)
    }

    /// See `balena_device_os_get_device_os_semver_with_variant`.
    pub fn get_device_os_semver_with_variant(
        &self,
        os_version: &str,
        os_variant: Option<&str>,
    ) -> Result<Document, Error> {
        let Some(version) = Version::parse(os_version) else { return Ok(Document::null()) };
        match version.with_variant(os_variant.unwrap_or_default()) {
            Some(version) => Ok(Document::of(&version)),
            None => Err(Error::invalid_parameter("os_variant", "can't be part of a version")),
        }
    }

    /// See `balena_device_os_get_supported_versions`.
    pub fn get_supported_versions(&self, device_type: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let device_type = device_type::id(&call, sought("device_type", device_type)?)?;
        let found = sorted(supported(&call, device_type, false)?);
        Ok(Document::of(&Versions::of(&found)))
    }

    /// See `balena_device_os_parse_params`.
    pub fn parse_params(&self, parameters: &str) -> Result<Document, Error> {
        let mut parameters = pine::object("parameters", parameters)?;
        parameters.retain(|_, value| !value.is_null());
        let application = os_image::Wanted::of(&Options::within(&parameters), true)?.application;
        parameters.insert("appId".to_owned(), application.into());
        Ok(Document::of(&parameters))
    }

    /// See `balena_device_os_download`. Without a function the options have to name a file.
    pub fn download(&self, options: &Options, callback: Option<OnPiece<'_>>) -> Result<Document, Error> {
        let call = self.0.call(options, os_image::OPTIONS)?;
        let image = os_image::Wanted::of(options, options.get("deviceType").is_none())?;
        if callback.is_none() && image.path.is_none() {
            return Err(Error::new(Code::MISSING_OPTION, "Neither option path nor a function takes the image."));
        }
        call.logged_in()?;
        let target = Target::new(image.path, callback)?;
        os_image::download(call, &image, target)
    }
}

/// The versions that there are for the device type with this id.
pub(super) fn supported(call: &Call<'_>, device_type: i64, with_drafts: bool) -> Result<Vec<Supported>, Error> {
    let hosts = Resource::all("application")
        .filter(format!("is_host%20eq%20true%20and%20is_for__device_type%20eq%20{device_type}"))
        .select("id")
        .expand(releases(with_drafts).as_str());
    let hosts: Vec<Host> = call.rows(&hosts)?.read()?;
    Ok(hosts.iter().flat_map(Host::supported).collect())
}

/// The newest first, those with extended support last: the years in which it numbers its versions say nothing of how they
/// compare to the others.
fn sorted(mut versions: Vec<Supported>) -> Vec<Supported> {
    versions.sort_by(|a, b| {
        let order = a.is_extended.cmp(&b.is_extended);
        order.then_with(|| b.version.cmp(&a.version)).then_with(|| b.text.cmp(&a.text))
    });
    versions
}

/// The version for the device type with this id that has this name among `Versions`.
pub(super) fn named(call: &Call<'_>, device_type: i64, name: &str) -> Result<Option<String>, Error> {
    let found = sorted(supported(call, device_type, false)?);
    let Versions { recommended, latest, default, .. } = Versions::of(&found);
    let version = match name {
        "latest" => latest,
        "recommended" => recommended,
        _ => default,
    };
    Ok(version.map(str::to_owned))
}

#[derive(Serialize)]
struct Versions<'a> {
    versions: Vec<&'a str>,
    recommended: Option<&'a str>,
    latest: Option<&'a str>,
    default: Option<&'a str>,
}

impl<'a> Versions<'a> {
    /// Of versions in their order.
    fn of(found: &'a [Supported]) -> Self {
        let latest = found.first().map(|version| version.text.as_str());
        let recommended = found.iter().find(|version| version.is_stable()).map(|version| version.text.as_str());
        let versions = found.iter().map(|version| version.text.as_str()).collect();
        Versions { versions, recommended, latest, default: recommended.or(latest) }
    }
}

/// A version as it is called, and read where it can be.
pub(super) struct Supported {
    is_extended: bool,
    pub version: Option<Version>,
    pub text: String,
}

impl Supported {
    fn is_stable(&self) -> bool {
        self.version.as_ref().is_some_and(|version| !version.is_prerelease() && !version.is_development())
    }
}

/// The application that an operating system is.
#[derive(Deserialize)]
struct Host {
    #[serde(rename = "application_tag")]
    tags: Vec<Tag>,
    #[serde(rename = "owns__release")]
    releases: Vec<Release>,
}

impl Host {
    fn supported(&self) -> impl Iterator<Item = Supported> {
        let is_extended = value(&self.tags, "release-policy").is_some_and(|policy| policy.eq_ignore_ascii_case("esr"));
        self.releases.iter().filter_map(Release::name).map(move |text| Supported {
            is_extended,
            version: Version::parse(&text),
            text,
        })
    }
}

#[derive(Deserialize)]
struct Release {
    raw_version: String,
    variant: Option<String>,
    #[serde(rename = "release_tag")]
    tags: Vec<Tag>,
}

impl Release {
    /// Its version. Of releases from before they had one, tags say it, and those without are no versions.
    fn name(&self) -> Option<String> {
        if !self.raw_version.starts_with("0.0.0") && Version::parse(&self.raw_version).is_some() {
            return Some(self.raw_version.clone());
        }
        let version = value(&self.tags, "version")?;
        let variant = match value(&self.tags, "variant") {
            Some("production") => "prod",
            Some("development") => "dev",
            Some(other) => other,
            None => self.variant.as_deref().unwrap_or_default(),
        };
        Some(if variant.is_empty() { version.to_owned() } else { format!("{version}.{variant}") })
    }
}

#[derive(Deserialize)]
struct Tag {
    tag_key: String,
    value: String,
}

fn value<'a>(tags: &'a [Tag], key: &str) -> Option<&'a str> {
    tags.iter().find(|tag| tag.tag_key == key).map(|tag| tag.value.as_str())
}
