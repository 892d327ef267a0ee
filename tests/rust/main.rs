//! The Rust API against the simulator.

mod application;
mod auth;
mod check;
mod device;
mod functions;
mod requests;
mod simulator;
