//! The Rust API against the simulator.

mod functions;
mod requests;
mod simulator;
