//! The Rust API against the simulator.

mod account;
mod application;
mod auth;
mod calls;
mod check;
mod client;
mod device;
mod functions;
mod http;
mod ids;
mod names;
mod official;
mod process;
mod releases;
mod requests;
mod secrets;
mod session;
mod settings;
mod simulator;
mod tags;
mod variables;
