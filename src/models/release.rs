//! Releases of applications.

use crate::client::Call;
use crate::error::{Code, Error};
use crate::pine::{Id, Resource};
use crate::reference;

/// The id of the one release that answers to a reference.
pub(crate) fn id(call: &Call<'_>, release: reference::Release<'_>) -> Result<i64, Error> {
    let asked = match release {
        reference::Release::Id(id) => Resource::by_id("release", id),
        reference::Release::Commit(_) => Resource::all("release").filter(release.condition()).top(2),
    };
    let found: Vec<Id> = call.rows(&asked.select("id"))?.read()?;
    match found[..] {
        [Id { id }] => Ok(id),
        [] => Err(Error::new(Code::RELEASE_NOT_FOUND, format!("There is no release {release}."))),
        _ => {
            let message = format!("More than one release has the commit {release}: use the id.");
            Err(Error::new(Code::AMBIGUOUS_RELEASE, message))
        }
    }
}
