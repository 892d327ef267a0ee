//! Services of applications.

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::models::application;
use crate::options::Options;
use crate::pine::{Id, ROWS, Resource, quoted};
use crate::reference;

/// Services of applications.
pub struct Service<'a>(pub(crate) &'a Client);

impl Service<'_> {
    /// See `balena_service_get_all_by_application`.
    pub fn get_all_by_application(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let application = reference::Application::parse(application)?;
        let services = Resource::all("service").orderby("service_name%20asc").with(options)?;
        let condition = format!("application%20eq%20{}", application::id(&call, &application)?);
        call.list(&services.filter(condition))
    }
}

/// The id of the service of this name.
pub(crate) fn id(call: &Call<'_>, application: i64, service_name: &str) -> Result<i64, Error> {
    let key = [("application", application.to_string()), ("service_name", quoted(service_name))];
    let found = call.rows(&Resource::by_natural_key("service", &key).select("id"))?.read_first()?;
    found.map(|Id { id }| id).ok_or_else(|| not_found(service_name))
}

pub(crate) fn not_found(service_name: &str) -> Error {
    Error::new(Code::SERVICE_NOT_FOUND, format!("There is no service {service_name}."))
}
