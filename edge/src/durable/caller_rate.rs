//! One object per caller: how many requests it sent in the last minute.
//!
//! It keeps the count in memory alone. A restart, or some seconds without any request, forget it:
//! the limit is there so that nobody uses up what others need, and for that it need not be exact.

use std::cell::RefCell;

use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

use crate::adapter::SystemClock;
use crate::proxy::Clock as _;
use crate::rate::Window;

use super::message::{self, Take, Taken};

/// The object.
#[durable_object(fetch)]
pub struct CallerRate {
    window: RefCell<Window>,
}

impl DurableObject for CallerRate {
    fn new(_: State, _: Env) -> Self {
        Self { window: RefCell::default() }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let Take { limit, .. } = message::read(&mut request).await?;
        let now_ms = SystemClock.unix_ms();
        let mut window = self.window.borrow_mut();
        message::json(&Taken::from(window.take(limit, now_ms).map(|()| 1)))
    }
}
