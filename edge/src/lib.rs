//! The edge worker of scalr-images.
//!
//! It keeps the Scalr keys, checks every request with the rules of the shared crate, signs it, sends
//! it to Scalr and tells the truth about what came back. It also serves the dashboard.
//!
//! Everything but the module `adapter` is plain Rust that knows no JavaScript type: it is built and
//! tested natively. A request goes through [`service`]: [`guard`] refuses it or admits it, [`proxy`]
//! sends it on, [`reply`] holds what goes back, [`trace`] is what the log will say about it.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

pub mod activity;
pub mod assets;
pub mod auth;
pub mod config;
pub mod crash;
mod date;
pub mod fault;
pub mod guard;
pub mod head;
pub mod health;
pub mod idempotency;
pub mod inventory;
pub mod lists;
pub mod objects;
pub mod openapi;
pub mod own;
pub mod paths;
pub mod proxy;
pub mod rate;
pub mod reply;
pub mod runs;
pub mod security;
pub mod service;
pub mod session;
pub mod specs;
#[cfg(test)]
mod testing;
pub mod trace;

#[cfg(target_arch = "wasm32")]
mod adapter;
#[cfg(target_arch = "wasm32")]
mod durable;

/// Version of the product.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Commit that the worker was built from, shortened; `unknown` outside a checkout.
pub const COMMIT: &str = env!("EDGE_COMMIT");

/// The worker's entry.
#[cfg(target_arch = "wasm32")]
#[worker::event(fetch)]
async fn fetch(
    request: web_sys::Request,
    env: worker::Env,
    context: worker::Context,
) -> worker::Result<web_sys::Response> {
    adapter::answer(request, env, context).await.map_err(worker::Error::from)
}
