//! OData as the service speaks it: what a function asks for becomes a URL, and the rows of the answer are cut out of
//! the buffer that they came in.
//!
//! A [`Resource`] with its conditions is the URL; `options` are what the user adds to it; `encode` writes both so that
//! no text ends the option it stands in. `requests` sends it, and `rows` and `answer` read what comes back.

mod answer;
mod encode;
mod options;
mod requests;
mod resource;
mod rows;

pub(crate) use answer::{array, object};
pub(crate) use encode::quoted;
pub(crate) use options::{ROW, ROWS};
pub(crate) use requests::IDS_AT_ONCE;
pub(crate) use resource::Resource;
pub(crate) use rows::{Id, Rows};
