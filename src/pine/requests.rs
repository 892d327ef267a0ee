//! Reading and writing rows.

use serde_json::{Map, Value};

use crate::client::Call;
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::Method;
use crate::pine::answer::{number, object};
use crate::pine::filter::natural_key;
use crate::pine::{Resource, Rows};

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

    /// The row that `resource` has a key of, or null.
    pub fn row(&self, resource: &Resource) -> Result<Document, Error> {
        let rows = self.rows(resource)?;
        match rows.len() {
            0 | 1 => Ok(rows.into_first().unwrap_or_else(Document::null)),
            many => Err(Error::new(Code::DECODE, format!("The answer has {many} rows, where a key was asked for."))),
        }
    }

    /// How many rows there are of `resource`, which has that in its URL.
    pub fn count(&self, resource: &Resource) -> Result<Document, Error> {
        let target = resource.target(self.api_version());
        let response = self.send(Method::Get, &target, None)?;
        let count = number(response).map_err(|error| error.with_request(self.describe(Method::Get, &target)))?;
        if count == 0 {
            self.confirm()?;
        }
        Ok(Document::of(&count))
    }

    /// Creates a row and gives it back as the server made it.
    pub fn create(&self, resource: &str, body: &Value) -> Result<Document, Error> {
        let target = Resource::all(resource).target(self.api_version());
        let response = self.send(Method::Post, &target, Some(body))?;
        object(response).map_err(|error| error.with_request(self.describe(Method::Post, &target)))
    }

    /// Creates the row with this natural key, or gives the one that is there these other fields. Gives the new row, or
    /// null.
    pub fn upsert(
        &self,
        resource: &str,
        key: &Map<String, Value>,
        others: &Map<String, Value>,
    ) -> Result<Document, Error> {
        let existing = Resource::all(resource).filter(natural_key(key)?);
        let mut whole = others.clone();
        whole.extend(key.clone());
        match self.create(resource, &Value::Object(whole)) {
            Err(error) if error.code() == Code::CONFLICT && error.message().to_lowercase().contains("unique") => {
                if !others.is_empty() {
                    self.patch(&existing, &Value::Object(others.clone()))?;
                }
                Ok(Document::null())
            }
            other => other,
        }
    }

    /// Changes the rows that a resource picks.
    pub fn patch(&self, resource: &Resource, body: &Value) -> Result<(), Error> {
        self.write(Method::Patch, resource, Some(body))
    }

    /// Removes the rows that a resource picks.
    pub fn remove(&self, resource: &Resource) -> Result<(), Error> {
        self.write(Method::Delete, resource, None)
    }

    /// Without a key or a condition a write would reach every row.
    fn write(&self, method: Method, resource: &Resource, body: Option<&Value>) -> Result<(), Error> {
        if !resource.is_narrowed() {
            return Err(Error::new(Code::MISSING_OPTION, "Neither id nor $filter says which rows are meant."));
        }
        self.send(method, &resource.target(self.api_version()), body).map(drop)
    }

    /// Changes the row with this id.
    pub fn update(&self, resource: &str, id: i64, body: &Value) -> Result<(), Error> {
        self.patch(&Resource::by_id(resource, id), body)
    }

    /// The same where there may be none: to a write that matches nothing the server answers 200. `what` is what it is.
    pub fn update_existing(&self, resource: &str, id: i64, body: &Value, what: &str) -> Result<(), Error> {
        if self.rows(&Resource::by_id(resource, id).select("id"))?.is_empty() {
            return Err(Error::new(Code::NOT_FOUND, format!("There is no {what} {id}.")));
        }
        self.update(resource, id, body)
    }

    /// Changes the rows that fulfil a condition, which is in encoded form and not empty.
    pub fn update_where(&self, resource: &str, condition: &str, body: &Value) -> Result<(), Error> {
        self.patch(&Resource::all(resource).filter(condition), body)
    }

    /// Changes the rows with these ids.
    pub fn update_many(&self, resource: &str, ids: &[i64], body: &Value) -> Result<(), Error> {
        in_chunks(ids, |condition| self.update_where(resource, condition, body))
    }

    /// Removes the row with this id.
    pub fn delete(&self, resource: &str, id: i64) -> Result<(), Error> {
        self.remove(&Resource::by_id(resource, id))
    }

    /// Removes the rows that fulfil a condition, which is in encoded form and not empty.
    pub fn delete_where(&self, resource: &str, condition: &str) -> Result<(), Error> {
        self.remove(&Resource::all(resource).filter(condition))
    }

    /// Removes the rows with these ids.
    pub fn delete_many(&self, resource: &str, ids: &[i64]) -> Result<(), Error> {
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
