//! The API in safe Rust: one file a section of the SDK's document, functions in its order.

mod application;
mod auth;
mod device;

pub use application::Application;
pub use auth::Auth;
pub use device::Device;

pub(crate) use auth::WHOAMI;
