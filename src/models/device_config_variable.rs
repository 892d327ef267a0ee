//! Configuration variables of devices.

use serde_json::{Map, json};

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::Error;
use crate::models::variable::{Names, Variables};
use crate::models::{application, device};
use crate::options::{Options, TIMEOUT};
use crate::pine::ROWS;
use crate::reference;

const VARIABLES: Variables =
    Variables { resource: "device_config_variable", owner: "device", names: Names::Configuration };

/// Configuration variables of devices.
pub struct DeviceConfigVariable<'a>(pub(crate) &'a Client);

impl DeviceConfigVariable<'_> {
    /// See `balena_device_config_variable_create`.
    pub fn create(
        &self,
        device: &str,
        config_var_name: &str,
        value: &str,
        options: &Options,
    ) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let device = reference::Device::parse(device)?;
        let name = VARIABLES.name("config_var_name", config_var_name)?;
        device::write_for(&call, device, |owner| VARIABLES.create(&call, owner, name, value))
    }

    /// See `balena_device_config_variable_get_all`.
    pub fn get_all(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let device = reference::Device::parse(device)?;
        let variables = VARIABLES.all(options)?;
        VARIABLES.of(&call, variables, device::read_id(&call, device)?)
    }

    /// See `balena_device_config_variable_get_all_by_application`.
    pub fn get_all_by_application(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let application = reference::Application::parse(application)?;
        let variables = VARIABLES.all(options)?;
        let application = application::id(&call, &application)?;
        let condition = format!("device/any(d:d/belongs_to__application%20eq%20{application})");
        call.list(&variables.filter(condition))
    }

    /// See `balena_device_config_variable_remove`.
    pub fn remove(&self, var_id: i64, options: &Options) -> Result<Document, Error> {
        VARIABLES.remove(self.0, var_id, options)
    }

    /// See `balena_device_config_variable_update`.
    pub fn update(&self, var_id: i64, value: &str, options: &Options) -> Result<Document, Error> {
        VARIABLES.update(self.0, var_id, value, options)
    }
}

/// Gives a device a variable, or the one of this name another value.
pub(super) fn set(call: &Call<'_>, device: i64, name: &str, value: &str) -> Result<(), Error> {
    let key = [("device".to_owned(), json!(device)), ("name".to_owned(), json!(name))];
    let others = [("value".to_owned(), json!(value))];
    call.upsert(VARIABLES.resource, &Map::from_iter(key), &Map::from_iter(others)).map(drop)
}
