//! The worker's objects (Durable Objects with `SQLite`), and the way to them.
//!
//! | object | one per | holds | survives a restart |
//! |---|---|---|---|
//! | `ScopeState` | scope | rows of idempotency keys, activity, copy runs | yes |
//! | | | the walk of its images | no |
//! | `KeyPairPermits` | key id | what was sent in the last minute, the pause | yes, but for the last moments |
//! | `CallerRate` | caller | what was asked in the last minute | no |
//!
//! The rules are elsewhere (`idempotency`, `activity`, `lists`, `runs`, `inventory`, `rate`); here is only what needs the runtime.
//! Objects are asked by requests of the worker's own making. Nothing that comes from outside is ever
//! passed on to one, and nobody outside can reach one.

mod caller_rate;
mod client;
mod inventory;
mod key_pair_permits;
mod message;
mod panic;
mod run_storage;
mod scope_state;
mod sql;
mod storage;
mod watchers;

pub(crate) use client::Client;
