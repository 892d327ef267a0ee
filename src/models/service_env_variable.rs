//! Environment variables of services.

use crate::client::Client;
use crate::document::Document;
use crate::error::Error;
use crate::models::variable::{Names, Variables};
use crate::models::{application, service};
use crate::options::{Options, TIMEOUT};
use crate::pine::ROWS;
use crate::reference::{self, sought};

const VARIABLES: Variables =
    Variables { resource: "service_environment_variable", owner: "service", names: Names::Environment };

/// Environment variables of services.
pub struct ServiceEnvVariable<'a>(pub(crate) &'a Client);

impl ServiceEnvVariable<'_> {
    /// See `balena_service_env_variable_create`.
    pub fn create(
        &self,
        application: &str,
        service_name: &str,
        env_var_name: &str,
        value: &str,
        options: &Options,
    ) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let service_name = sought("service_name", service_name)?;
        let name = VARIABLES.name("env_var_name", env_var_name)?;
        VARIABLES.create(&call, service::id(&call, &application, service_name)?, name, value)
    }

    /// See `balena_service_env_variable_get_all_by_application`.
    pub fn get_all_by_application(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let application = reference::Application::parse(application)?;
        let variables = VARIABLES.all(options)?;
        let application = application::id(&call, &application)?;
        let condition = format!("service/any(s:s/application%20eq%20{application})");
        call.list(&variables.filter(condition))
    }

    /// See `balena_service_env_variable_remove`.
    pub fn remove(&self, var_id: i64, options: &Options) -> Result<Document, Error> {
        VARIABLES.remove(self.0, var_id, options)
    }

    /// See `balena_service_env_variable_update`.
    pub fn update(&self, var_id: i64, value: &str, options: &Options) -> Result<Document, Error> {
        VARIABLES.update(self.0, var_id, value, options)
    }
}
