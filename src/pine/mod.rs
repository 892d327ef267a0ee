//! OData as the service speaks it: what a function asks for becomes a URL, and the rows of the answer are cut out of
//! the buffer that they came in.
//!
//! A [`Resource`] with its conditions is the URL; `options` and `filter` are what the user adds to it; `encode` writes
//! all of that so that no text ends the option it stands in. `requests` sends it, and `rows` and `answer` read what
//! comes back.

mod answer;
mod encode;
mod filter;
mod options;
mod requests;
mod resource;
mod rows;

pub(crate) use answer::{array, object};
pub(crate) use encode::{encoded, is_name, quoted};
pub(crate) use filter::{is_blank, natural_key};
pub(crate) use options::{ROW, ROWS};
pub(crate) use requests::IDS_AT_ONCE;
pub(crate) use resource::{LONGEST, Resource};
pub(crate) use rows::{Id, Rows};
