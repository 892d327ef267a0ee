//! Services of applications.

use serde::Deserialize;

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

/// The id of an application's service of this name.
pub(crate) fn id(call: &Call<'_>, application: &reference::Application<'_>, service_name: &str) -> Result<i64, Error> {
    #[derive(Deserialize)]
    struct Row {
        #[serde(rename = "service")]
        services: Vec<Id>,
    }
    let expand = format!("service($select=id;$filter=service_name%20eq%20{})", quoted(service_name));
    let Row { services } = application::find(call, application, "id", Some(&expand))?;
    services.first().map(|service| service.id).ok_or_else(|| not_found(service_name))
}

pub(crate) fn not_found(service_name: &str) -> Error {
    Error::new(Code::SERVICE_NOT_FOUND, format!("There is no service {service_name}."))
}
