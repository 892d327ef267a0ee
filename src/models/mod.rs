//! The API in safe Rust: one file a section of the SDK's document, functions in its order.

mod application;
mod auth;
mod device;
mod settings;

pub use application::Application;
pub use auth::Auth;
pub use device::Device;
pub use settings::Settings;

pub(crate) use auth::{REFRESH, WHOAMI, text};
