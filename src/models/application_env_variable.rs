//! Environment variables of applications.

use crate::client::Client;
use crate::document::Document;
use crate::error::Error;
use crate::models::application;
use crate::models::variable::{Names, Variables};
use crate::options::{Options, TIMEOUT};
use crate::pine::ROWS;
use crate::reference;

const VARIABLES: Variables =
    Variables { resource: "application_environment_variable", owner: "application", names: Names::Environment };

/// Environment variables of applications.
pub struct ApplicationEnvVariable<'a>(pub(crate) &'a Client);

impl ApplicationEnvVariable<'_> {
    /// See `balena_application_env_variable_create`.
    pub fn create(
        &self,
        application: &str,
        env_var_name: &str,
        value: &str,
        options: &Options,
    ) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let name = VARIABLES.name("env_var_name", env_var_name)?;
        application::write_for(&call, &application, |owner| VARIABLES.create(&call, owner, name, value))
    }

    /// See `balena_application_env_variable_get_all`.
    pub fn get_all(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let application = reference::Application::parse(application)?;
        let variables = VARIABLES.all(options)?;
        VARIABLES.of(&call, variables, application::id(&call, &application)?)
    }

    /// See `balena_application_env_variable_is_system_variable`.
    pub fn is_system_variable(&self, variable: &str) -> Result<Document, Error> {
        let reserved = matches!(variable, "BALENA" | "RESIN" | "USER")
            || variable.starts_with("BALENA_")
            || variable.starts_with("RESIN_");
        Ok(Document::of(&reserved))
    }

    /// See `balena_application_env_variable_remove`.
    pub fn remove(&self, var_id: i64, options: &Options) -> Result<Document, Error> {
        VARIABLES.remove(self.0, var_id, options)
    }

    /// See `balena_application_env_variable_update`.
    pub fn update(&self, var_id: i64, value: &str, options: &Options) -> Result<Document, Error> {
        VARIABLES.update(self.0, var_id, value, options)
    }
}
