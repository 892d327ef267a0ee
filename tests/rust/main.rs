//! The Rust API against the simulator.

mod functions;
mod http;
mod requests;
mod simulator;
