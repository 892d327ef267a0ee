//! The API in safe Rust: one file a section of the SDK's document, functions in its order.

mod api_key;
mod application;
mod application_config_variable;
mod application_env_variable;
mod application_tag;
mod auth;
mod config;
mod device;
mod device_config_variable;
mod device_env_variable;
mod device_service_env_variable;
mod device_tag;
mod image;
mod key;
mod owner;
mod release;
mod release_tag;
mod service;
mod service_env_variable;
mod settings;
mod tag;
mod two_factor_auth;
mod variable;

pub use api_key::ApiKey;
pub use application::Application;
pub use application_config_variable::ApplicationConfigVariable;
pub use application_env_variable::ApplicationEnvVariable;
pub use application_tag::ApplicationTag;
pub use auth::Auth;
pub use config::Config;
pub use device::Device;
pub use device_config_variable::DeviceConfigVariable;
pub use device_env_variable::DeviceEnvVariable;
pub use device_service_env_variable::DeviceServiceEnvVariable;
pub use device_tag::DeviceTag;
pub use image::Image;
pub use key::Key;
pub use release::Release;
pub use release_tag::ReleaseTag;
pub use service::Service;
pub use service_env_variable::ServiceEnvVariable;
pub use settings::Settings;
pub use two_factor_auth::TwoFactorAuth;

pub(crate) use auth::{REFRESH, WHOAMI, text};
