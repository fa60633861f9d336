//! All images of a scope: the walk, and those who look.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Promise;
use shared::scope::Scope;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::ReadableStream;
use worker::{Env, Response, Result};

use crate::adapter::{self, Fetch, SystemClock};
use crate::config::Config;
use crate::inventory::{
    self, Asked, Booklet, Boxed, Choice, Ground, LINES, NoPage, Shared, Sharing, Walk,
};
use crate::proxy::{Clock as _, Moment, Scalr};
use crate::trace::{Calls, NO_CALLS, Timed, Trace};

use super::client::KeyPairs;
use super::message;

#[wasm_bindgen(module = "/src/durable/stream.js")]
extern "C" {
    type Feed;

    #[wasm_bindgen(constructor)]
    fn new() -> Feed;

    #[wasm_bindgen(method, getter)]
    fn readers(this: &Feed) -> u32;

    #[wasm_bindgen(method)]
    fn write(this: &Feed, line: &[u8]);

    #[wasm_bindgen(method)]
    fn end(this: &Feed);

    #[wasm_bindgen(method)]
    fn readable(this: &Feed) -> ReadableStream;

    fn sleep(ms: u32) -> Promise;
}

/// The lines of a walk, and what its first page took.
struct Lines {
    feed: Feed,
    opening: Cell<Calls>,
}

impl Lines {
    fn new() -> Self {
        Self { feed: Feed::new(), opening: Cell::new(NO_CALLS) }
    }
}

/// The walks of one scope. A restart forgets them, and cuts off whoever looks.
#[derive(Default)]
pub(super) struct Inventory {
    sharing: Sharing<Lines>,
    others: Rc<Cell<u32>>,
}

impl Inventory {
    /// Something was written in the scope.
    pub(super) fn outdate(&self) {
        self.sharing.outdate();
    }

    /// Counts requests to Scalr on their way, for other things than the inventory.
    pub(super) fn others(&self) -> &Cell<u32> {
        &self.others
    }

    /// Answers with all images: where the first page could not be read, with why.
    pub(super) async fn answer(
        &self,
        env: &Env,
        asked: Asked,
        request_id: &str,
    ) -> Result<Response> {
        let choice = self.sharing.choose(asked.fresh, &SystemClock, Lines::new).await;
        let (Choice::Join(walk) | Choice::Begin(walk)) = &choice;
        // Before anything is waited for: a walk without readers stops.
        let body = walk.feed.feed.readable();
        let begins = matches!(choice, Choice::Begin(_));
        if begins {
            // It goes on when whoever has begun it goes away.
            spawn_local(go(env.clone(), asked.scope, Rc::clone(walk), Rc::clone(&self.others)));
        }
        let opened = walk.opened().await;
        let calls = if begins { walk.feed.opening.get() } else { NO_CALLS };
        match opened {
            Ok(()) => message::of_stream(&body, LINES, calls),
            Err(told) => {
                let reply = told.unwrap_or_else(|fault| fault.into_reply(request_id));
                message::of_reply(reply, calls)
            }
        }
    }
}

/// Walks.
async fn go(env: Env, scope: Scope, shared: Rc<Shared<Lines>>, others: Rc<Cell<u32>>) {
    let trace = Trace::begin(SystemClock.unix_ms());
    let field = Field {
        config: adapter::config(&env),
        scope,
        trace: &trace,
        shared: &shared,
        others: &others,
        permits: Booklet::new(KeyPairs(&env)),
    };
    let walk = Walk::open(&field, scope).await;
    shared.feed.opening.set(trace.calls());
    let whole = match walk {
        Ok(walk) => {
            shared.open(Ok(()));
            walk.finish().await
        }
        Err(told) => {
            shared.open(Err(told));
            return;
        }
    };
    shared.feed.feed.end();
    shared.over(whole, trace.calls().count, SystemClock.unix_ms());
}

/// Where a walk goes.
struct Field<'a> {
    config: Rc<Config>,
    scope: Scope,
    trace: &'a Trace,
    shared: &'a Shared<Lines>,
    others: &'a Cell<u32>,
    permits: Booklet<KeyPairs<'a>>,
}

impl Ground for Field<'_> {
    fn read(&self, page: u32) -> Boxed<'_, std::result::Result<Vec<u8>, NoPage>> {
        Box::pin(async move {
            let fetch = Fetch { inbound: None, open: None };
            let upstream = Timed { upstream: fetch, clock: SystemClock, trace: self.trace };
            let scalr = Scalr { upstream: &upstream, clock: &SystemClock, permits: &self.permits };
            inventory::read(&self.config, &scalr, self.scope, page).await
        })
    }

    fn sleep(&self, ms: u32) -> Boxed<'_, ()> {
        Box::pin(async move {
            // It never fails.
            let _ = JsFuture::from(sleep(ms)).await;
        })
    }

    fn now(&self) -> Moment {
        SystemClock.now()
    }

    fn others(&self) -> u32 {
        self.others.get()
    }

    fn is_watched(&self) -> bool {
        self.shared.feed.feed.readers() > 0
    }

    fn send(&self, line: &[u8]) {
        self.shared.feed.feed.write(line);
    }
}
