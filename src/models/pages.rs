//! Rows by the page: however many there are, one page of them is in memory.

use std::ops::ControlFlow;

use serde::Serialize;

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::ffi::signals;
use crate::options::{Options, TIMEOUT, invalid};
use crate::pine::{Id, Resource};

const OPTIONS: &[&str] = &["$select", "$filter", "$expand", "@*", PAGE_SIZE, PAGES, AFTER, TIMEOUT];
const PAGE_SIZE: &str = "page_size";
const PAGES: &str = "pages";
const AFTER: &str = "after";

/// How many rows a page has unless the user says so, and at most.
const USUAL: u64 = 1000;
const MOST: u64 = 100_000;

#[derive(Serialize)]
struct Walked {
    count: u64,
    last: Option<i64>,
    complete: bool,
}

/// Hands the rows of a resource to a function, by ascending id. Each page is asked for by the id of the last row before
/// it, so that rows which come or go meanwhile move no others. `resource` gives what is asked for, in a call that is
/// made for each page.
pub(super) fn for_each(
    client: &Client,
    options: &Options,
    resource: impl Fn(&Call<'_>) -> Result<Resource, Error>,
    mut callback: impl FnMut(&str) -> ControlFlow<()>,
) -> Result<Document, Error> {
    let size = options.count(PAGE_SIZE)?.unwrap_or(USUAL);
    if size > MOST {
        return Err(invalid(PAGE_SIZE, &format!("is above {MOST}")));
    }
    let pages = options.count(PAGES)?;
    let start = options.count(AFTER)?;
    let start = start.map(|id| i64::try_from(id).map_err(|_| invalid(AFTER, "is no id"))).transpose()?;
    let mut walked = Walked { count: 0, last: start, complete: false };
    let mut asked = None;
    for _ in 0..pages.unwrap_or(u64::MAX) {
        let call = client.call(options, OPTIONS)?;
        let asked = match &asked {
            Some(asked) => asked,
            None => asked.insert(resource(&call)?.with(options)?.orderby("id%20asc").top(size).with_id()),
        };
        let page = match walked.last {
            Some(id) => asked.clone().filter(format!("id%20gt%20{id}")),
            None => asked.clone(),
        };
        let rows = call.rows(&page)?;
        let is_last = (rows.len() as u64) < size;
        let rows = rows.texts();
        let handed = signals::as_the_caller(|| hand_on(&rows, &mut callback));
        if let Some(row) = rows[..handed.count].last() {
            let Id { id } = serde_json::from_str(row).map_err(|error| without_id().caused_by_json(&error))?;
            if walked.last.is_some_and(|last| id <= last) {
                return Err(Error::new(Code::DECODE, "The rows of the answer are not those that were asked for."));
            }
            walked.last = Some(id);
        }
        walked.count += handed.count as u64;
        walked.complete = is_last && !handed.stopped;
        if is_last || handed.stopped {
            break;
        }
    }
    Ok(Document::of(&walked))
}

struct Handed {
    count: usize,
    stopped: bool,
}

fn hand_on(rows: &[&str], callback: &mut impl FnMut(&str) -> ControlFlow<()>) -> Handed {
    let stop = rows.iter().position(|row| callback(row).is_break());
    Handed { count: stop.map_or(rows.len(), |place| place + 1), stopped: stop.is_some() }
}

fn without_id() -> Error {
    Error::new(Code::DECODE, "A row of the answer has no id.")
}
