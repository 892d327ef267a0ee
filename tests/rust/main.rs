//! The Rust API against the simulator.

mod account;
mod application;
mod auth;
mod calls;
mod check;
mod client;
mod deviations;
mod device;
mod device_os;
mod device_sets;
mod device_state;
mod functions;
mod http;
mod official;
mod pine;
mod process;
mod releases;
mod requests;
mod secrets;
mod session;
mod settings;
mod simulator;
mod supervisor;
mod tags;
mod variables;
mod variants;
