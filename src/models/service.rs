//! Services of applications.

use crate::client::Call;
use crate::error::{Code, Error};
use crate::pine::{Id, Resource, quoted};

/// The id of the service of this name.
pub(crate) fn id(call: &Call<'_>, application: i64, service_name: &str) -> Result<i64, Error> {
    let key = [("application", application.to_string()), ("service_name", quoted(service_name))];
    let found = call.rows(&Resource::by_natural_key("service", &key).select("id"))?.read_first()?;
    found.map(|Id { id }| id).ok_or_else(|| not_found(service_name))
}

pub(crate) fn not_found(service_name: &str) -> Error {
    Error::new(Code::SERVICE_NOT_FOUND, format!("There is no service {service_name}."))
}
