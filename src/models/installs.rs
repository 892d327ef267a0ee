//! What runs on a device, told by service.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What is expanded of a device for it.
pub(super) const INSTALLS: &str = "image_install($select=id,download_progress,status,install_date;\
    $filter=status%20ne%20'deleted';$expand=installs__image($select=id;$expand=is_a_build_of__service(\
    $select=id,service_name)),is_provided_by__release($select=id,commit,raw_version))";

/// What runs on a device, as it is expanded.
#[derive(Deserialize)]
pub(super) struct WithInstalls<'a> {
    #[serde(rename = "image_install", borrow)]
    installs: Vec<Install<'a>>,
}

#[derive(Deserialize)]
struct Install<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    status: &'a RawValue,
    #[serde(borrow)]
    download_progress: &'a RawValue,
    #[serde(borrow)]
    install_date: &'a RawValue,
    #[serde(rename = "installs__image")]
    images: Vec<Image>,
    #[serde(rename = "is_provided_by__release")]
    releases: Vec<Release>,
}

#[derive(Deserialize)]
struct Image {
    id: i64,
    #[serde(rename = "is_a_build_of__service")]
    services: Vec<Service>,
}

#[derive(Deserialize)]
struct Service {
    id: i64,
    service_name: String,
}

#[derive(Deserialize)]
struct Release {
    id: i64,
    commit: String,
    raw_version: String,
}

/// An install as the document has it.
#[derive(Serialize)]
pub(super) struct InstallDetails<'a> {
    id: &'a RawValue,
    image_id: i64,
    service_id: i64,
    status: &'a RawValue,
    download_progress: &'a RawValue,
    install_date: &'a RawValue,
    release_id: Option<i64>,
    commit: Option<&'a str>,
    raw_version: Option<&'a str>,
}

impl WithInstalls<'_> {
    /// The installs of each service, by its name.
    pub fn by_service(&self) -> BTreeMap<&str, Vec<InstallDetails<'_>>> {
        let mut services: BTreeMap<&str, Vec<InstallDetails<'_>>> = BTreeMap::new();
        for install in &self.installs {
            // Rows that the user may not see are left out of what is expanded.
            let Some((image, service)) =
                install.images.first().and_then(|image| Some((image, image.services.first()?)))
            else {
                continue;
            };
            let release = install.releases.first();
            services.entry(&service.service_name).or_default().push(InstallDetails {
                id: install.id,
                image_id: image.id,
                service_id: service.id,
                status: install.status,
                download_progress: install.download_progress,
                install_date: install.install_date,
                release_id: release.map(|release| release.id),
                commit: release.map(|release| release.commit.as_str()),
                raw_version: release.map(|release| release.raw_version.as_str()),
            });
        }
        services
    }
}
