//! Environment variables of services on single devices.

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::models::variable::{Names, Variables};
use crate::models::{application, device, service};
use crate::options::{Options, TIMEOUT};
use crate::pine::{Id, ROWS, Resource, quoted};
use crate::reference::{self, sought};

const VARIABLES: Variables =
    Variables { resource: "device_service_environment_variable", owner: "service_install", names: Names::Environment };

/// Environment variables of services on single devices.
pub struct DeviceServiceEnvVariable<'a>(pub(crate) &'a Client);

impl DeviceServiceEnvVariable<'_> {
    /// See `balena_device_service_env_variable_create`.
    pub fn create(
        &self,
        device: &str,
        service_name: &str,
        env_var_name: &str,
        value: &str,
        options: &Options,
    ) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let device = reference::Device::parse(device)?;
        let service_name = sought("service_name", service_name)?;
        let name = VARIABLES.name("env_var_name", env_var_name)?;
        VARIABLES.create(&call, install(&call, device, service_name)?, name, value)
    }

    /// See `balena_device_service_env_variable_get_all`.
    pub fn get_all(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let device = reference::Device::parse(device)?;
        let variables = VARIABLES.all(options)?;
        let device = device::read_id(&call, device)?;
        let condition = format!("service_install/any(si:si/device%20eq%20{device})");
        call.list(&variables.filter(condition))
    }

    /// See `balena_device_service_env_variable_get_all_by_application`.
    pub fn get_all_by_application(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let application = reference::Application::parse(application)?;
        let variables = VARIABLES.all(options)?;
        let application = application::id(&call, &application)?;
        let of_application = format!("device/any(d:d/belongs_to__application%20eq%20{application})");
        let condition = format!("service_install/any(si:si/{of_application})");
        call.list(&variables.filter(condition))
    }

    /// See `balena_device_service_env_variable_remove`.
    pub fn remove(&self, var_id: i64, options: &Options) -> Result<Document, Error> {
        VARIABLES.remove(self.0, var_id, options)
    }

    /// See `balena_device_service_env_variable_update`.
    pub fn update(&self, var_id: i64, value: &str, options: &Options) -> Result<Document, Error> {
        VARIABLES.update(self.0, var_id, value, options)
    }
}

/// The row that says that the device has the service.
fn install(call: &Call<'_>, device: reference::Device<'_>, service_name: &str) -> Result<i64, Error> {
    let on_device = match device {
        reference::Device::Id(id) => format!("device%20eq%20{id}"),
        reference::Device::Uuid(uuid) => format!("device/any(d:d/uuid%20eq%20{})", quoted(uuid)),
    };
    let of_service = format!("installs__service/any(s:s/service_name%20eq%20{})", quoted(service_name));
    let asked = Resource::all("service_install").filter(format!("{on_device}%20and%20{of_service}")).select("id");
    let found: Vec<Id> = call.rows(&asked)?.read()?;
    match found[..] {
        [Id { id }] => Ok(id),
        [] => {
            device::read_id(call, device)?;
            Err(service::not_found(service_name))
        }
        _ => {
            let message = format!("Device {device} has the service {service_name} more than once.");
            Err(Error::new(Code::AMBIGUOUS_DEVICE, message))
        }
    }
}
