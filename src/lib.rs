//! A client for balenaCloud and openBalena, made to be called from C.
//!
//! A call walks down and its answer walks up: [`ffi`] checks what came from C, [`models`] knows what each function
//! asks of the service, `pine` writes the URL and cuts the rows out of the answer, `http` drives one connection on the
//! calling thread. The answer stays in the buffer that received it until the caller frees it.

#![deny(unsafe_code)]
#![warn(missing_docs)]

mod client;
mod document;
mod download;
mod error;
#[allow(unsafe_code)]
pub mod ffi;
mod files;
/// What is fuzzed, and replayed by a test.
#[cfg(any(test, fuzzing))]
#[path = "../tests/fuzz/checks/mod.rs"]
pub mod fuzz;
mod http;
mod ini;
mod json;
mod logs;
pub mod models;
mod options;
mod pine;
mod reference;
mod session;
mod settings;
mod supervisor;
mod versions;

pub use client::Client;
pub use document::Document;
pub use download::{OnPiece, Piece};
pub use error::{Code, Error};
pub use options::Options;
