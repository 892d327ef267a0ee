//! Tags of devices.

use crate::client::Client;
use crate::document::Document;
use crate::error::Error;
use crate::models::tag::Tags;
use crate::models::{application, device};
use crate::options::{Options, TIMEOUT};
use crate::pine::ROWS;
use crate::reference::{self, sought};

const TAGS: Tags = Tags { resource: "device_tag", owner: "device" };

/// Tags of devices.
pub struct DeviceTag<'a>(pub(crate) &'a Client);

impl DeviceTag<'_> {
    /// See `balena_device_tag_get_all`.
    pub fn get_all(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        call.list(&TAGS.all(options)?)
    }

    /// See `balena_device_tag_get_all_by_application`.
    pub fn get_all_by_application(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let application = reference::Application::parse(application)?;
        let tags = TAGS.all(options)?;
        let application = application::id(&call, &application)?;
        let condition = format!("device/any(d:d/belongs_to__application%20eq%20{application})");
        call.list(&tags.filter(condition))
    }

    /// See `balena_device_tag_get_all_by_device`.
    pub fn get_all_by_device(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let device = reference::Device::parse(device)?;
        let tags = TAGS.all(options)?;
        TAGS.of(&call, tags, device::read_id(&call, device)?)
    }

    /// See `balena_device_tag_remove`.
    pub fn remove(&self, device: &str, tag_key: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let device = reference::Device::parse(device)?;
        let tag_key = sought("tag_key", tag_key)?;
        TAGS.remove(&call, device::read_id(&call, device)?, tag_key)
    }

    /// See `balena_device_tag_set`.
    pub fn set(&self, device: &str, tag_key: &str, value: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let device = reference::Device::parse(device)?;
        let tag_key = sought("tag_key", tag_key)?;
        device::write_for(&call, device, |owner| TAGS.set(&call, owner, tag_key, value))
    }
}
