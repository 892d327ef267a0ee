//! The Rust API against the simulator.

mod functions;
mod process;
mod requests;
mod session;
mod settings;
mod simulator;
