//! Reading and writing rows.

use serde_json::Value;

use crate::client::Call;
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::Method;
use crate::pine::{Resource, Rows, object};

/// How many ids a request names, so that its URL stays below what servers read.
pub(crate) const IDS_AT_ONCE: usize = 200;

impl Call<'_> {
    /// Reads the rows of `resource`.
    pub fn rows(&self, resource: &Resource) -> Result<Rows, Error> {
        let target = resource.target(self.api_version());
        let response = self.send(Method::Get, &target, None)?;
        let rows = Rows::cut(response).map_err(|error| error.with_request(self.describe(Method::Get, &target)))?;
        if rows.is_empty() {
            self.confirm()?;
        }
        Ok(rows)
    }

    /// The rows of `resource` as the server sent them.
    pub fn list(&self, resource: &Resource) -> Result<Document, Error> {
        self.rows(resource).map(Rows::into_array)
    }

    /// Creates a row and gives it back as the server made it.
    pub fn create(&self, resource: &'static str, body: &Value) -> Result<Document, Error> {
        let target = Resource::all(resource).target(self.api_version());
        let response = self.send(Method::Post, &target, Some(body))?;
        object(response).map_err(|error| error.with_request(self.describe(Method::Post, &target)))
    }

    /// Changes the row with this id.
    pub fn update(&self, resource: &'static str, id: i64, body: &Value) -> Result<(), Error> {
        let target = Resource::by_id(resource, id).target(self.api_version());
        self.send(Method::Patch, &target, Some(body)).map(drop)
    }

    /// The same where there may be none: to a write that matches nothing the server answers 200. `what` is what it is.
    pub fn update_existing(&self, resource: &'static str, id: i64, body: &Value, what: &str) -> Result<(), Error> {
        if self.rows(&Resource::by_id(resource, id).select("id"))?.is_empty() {
            return Err(Error::new(Code::NOT_FOUND, format!("There is no {what} {id}.")));
        }
        self.update(resource, id, body)
    }

    /// Changes the rows that fulfil a condition, which is in encoded form and not empty.
    pub fn update_where(&self, resource: &'static str, condition: &str, body: &Value) -> Result<(), Error> {
        let target = Resource::all(resource).filter(condition).target(self.api_version());
        self.send(Method::Patch, &target, Some(body)).map(drop)
    }

    /// Changes the rows with these ids.
    pub fn update_many(&self, resource: &'static str, ids: &[i64], body: &Value) -> Result<(), Error> {
        in_chunks(ids, |condition| self.update_where(resource, condition, body))
    }

    /// Removes the row with this id.
    pub fn delete(&self, resource: &'static str, id: i64) -> Result<(), Error> {
        let target = Resource::by_id(resource, id).target(self.api_version());
        self.send(Method::Delete, &target, None).map(drop)
    }

    /// Removes the rows that fulfil a condition, which is in encoded form and not empty.
    pub fn delete_where(&self, resource: &'static str, condition: &str) -> Result<(), Error> {
        let target = Resource::all(resource).filter(condition).target(self.api_version());
        self.send(Method::Delete, &target, None).map(drop)
    }

    /// Removes the rows with these ids.
    pub fn delete_many(&self, resource: &'static str, ids: &[i64]) -> Result<(), Error> {
        in_chunks(ids, |condition| self.delete_where(resource, condition))
    }
}

/// Writes to the rows with these ids, as many at once as a URL may name. A write that names none would reach every row.
fn in_chunks(ids: &[i64], write: impl Fn(&str) -> Result<(), Error>) -> Result<(), Error> {
    if ids.is_empty() {
        return Err(Error::invalid_parameter("ids", "is empty"));
    }
    for (place, chunk) in ids.chunks(IDS_AT_ONCE).enumerate() {
        let texts: Vec<String> = chunk.iter().map(i64::to_string).collect();
        write(&format!("id%20in%20({})", texts.join(","))).map_err(|error| match place * IDS_AT_ONCE {
            0 => error,
            written => error.after(format!("{written} of {} rows were written before", ids.len())),
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn a_write_names_its_rows_in_parts_that_a_url_can_hold() {
        let written = RefCell::new(Vec::new());
        let write = |condition: &str| {
            written.borrow_mut().push(condition.to_owned());
            if written.borrow().len() == 3 { Err(Error::new(Code::NETWORK, "")) } else { Ok(()) }
        };
        in_chunks(&[7, 12], write).unwrap();
        assert_eq!(written.borrow()[0], "id%20in%20(7,12)");
        let ids: Vec<i64> = (1..=201).collect();
        let error = in_chunks(&ids, write).unwrap_err();
        assert_eq!(written.borrow()[2], "id%20in%20(201)");
        assert!(Document::of(&error).as_str().contains("200 of 201 rows were written before"));
        assert_eq!(in_chunks(&[], write).unwrap_err().code(), Code::INVALID_PARAMETER);
    }
}
