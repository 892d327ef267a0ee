//! Configuration variables of applications.

use crate::client::Client;
use crate::document::Document;
use crate::error::Error;
use crate::models::application;
use crate::models::variable::{Names, Variables};
use crate::options::{Options, TIMEOUT};
use crate::pine::ROWS;
use crate::reference;

const VARIABLES: Variables =
    Variables { resource: "application_config_variable", owner: "application", names: Names::Configuration };

/// Configuration variables of applications.
pub struct ApplicationConfigVariable<'a>(pub(crate) &'a Client);

impl ApplicationConfigVariable<'_> {
    /// See `balena_application_config_variable_create`.
    pub fn create(
        &self,
        application: &str,
        config_var_name: &str,
        value: &str,
        options: &Options,
    ) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let application = reference::Application::parse(application)?;
        let name = VARIABLES.name("config_var_name", config_var_name)?;
        application::write_for(&call, &application, |owner| VARIABLES.create(&call, owner, name, value))
    }

    /// See `balena_application_config_variable_get_all`.
    pub fn get_all(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let application = reference::Application::parse(application)?;
        let variables = VARIABLES.all(options)?;
        VARIABLES.of(&call, variables, application::id(&call, &application)?)
    }

    /// See `balena_application_config_variable_remove`.
    pub fn remove(&self, var_id: i64, options: &Options) -> Result<Document, Error> {
        VARIABLES.remove(self.0, var_id, options)
    }

    /// See `balena_application_config_variable_update`.
    pub fn update(&self, var_id: i64, value: &str, options: &Options) -> Result<Document, Error> {
        VARIABLES.update(self.0, var_id, value, options)
    }
}
