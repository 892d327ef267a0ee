//! The C ABI, and with it the only unsafe code: one file a section, each function one expression through [`call`].
//!
//! `include/balena.h` and the bindings are written from these functions and their comments.

// An export's only unsafe operation is its use of `call`, whose contract is the header's own: each pointer is NULL or
// leads to what its type says, and lives throughout the call.
#![allow(unsafe_op_in_unsafe_fn, clippy::missing_safety_doc)]

#[deny(unsafe_op_in_unsafe_fn)]
pub(crate) mod call;
pub(crate) mod disk;
pub(crate) mod memory;
#[deny(unsafe_op_in_unsafe_fn)]
pub(crate) mod signals;

pub mod api_key;
pub mod application;
pub mod application_config_variable;
pub mod application_env_variable;
pub mod application_tag;
pub mod auth;
pub mod client;
pub mod config;
pub mod device;
pub mod device_config_variable;
pub mod device_env_variable;
pub mod device_os;
pub mod device_service_env_variable;
pub mod device_tag;
pub mod document;
pub mod image;
pub mod key;
pub mod logs;
pub mod pine;
pub mod release;
pub mod release_tag;
pub mod service;
pub mod service_env_variable;
pub mod settings;
pub mod supervisor;
pub mod two_factor_auth;
