//! The Rust API against the simulator.

mod functions;
mod simulator;
