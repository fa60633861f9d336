//! One object per key pair: how many requests were sent to Scalr with it in the last minute.

use std::cell::RefCell;

use js_sys::{Function, Object, Reflect};
use shared::json;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

use crate::adapter::SystemClock;
use crate::proxy::Clock as _;
use crate::rate::Pair;

use super::message::{self, Pause, Take, Taken};

/// Asks for a permit.
pub(super) const PERMIT: &str = "/permit";
/// Tells that Scalr takes no more.
pub(super) const PAUSE: &str = "/pause";

/// Under which name the count is stored.
const PAIR: &str = "pair";

/// The object.
#[durable_object(fetch)]
pub struct KeyPairPermits {
    state: State,
    /// What is stored, once it is read.
    pair: RefCell<Option<Pair>>,
}

impl DurableObject for KeyPairPermits {
    fn new(state: State, _: Env) -> Self {
        Self { state, pair: RefCell::new(None) }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        // Read whole before the count is looked at: while one waits, others are answered.
        let asked = if request.path() == PAUSE {
            Asked::Pause(message::read(&mut request).await?)
        } else {
            Asked::Permit(message::read(&mut request).await?)
        };
        let mut pair = self.pair().await?;
        let now_ms = SystemClock.unix_ms();
        let taken = match asked {
            Asked::Permit(Take { limit, most }) => pair.permits(limit, most, now_ms),
            Asked::Pause(Pause { pause_ms }) => {
                pair.pause(pause_ms, now_ms);
                Ok((0, pair.to_store(now_ms)))
            }
        };
        // What is refused changes nothing.
        if let Ok((_, stored)) = &taken {
            if let Some(stored) = stored {
                self.store(stored)?;
            }
            *self.pair.borrow_mut() = Some(pair);
        }
        message::json(&Taken::from(taken.map(|(given, _)| given)))
    }
}

/// What the object is asked.
enum Asked {
    Permit(Take),
    Pause(Pause),
}

impl KeyPairPermits {
    /// The count. It is read once; after that memory has it, because there is one object only.
    async fn pair(&self) -> Result<Pair> {
        if let Some(pair) = self.pair.borrow().as_ref() {
            return Ok(pair.clone());
        }
        let stored = JsFuture::from(self.state.storage().as_raw().get(PAIR)?).await?;
        // What cannot be read is nothing: at worst Scalr says that it is enough.
        let stored = stored
            .as_string()
            .and_then(|text| json::read(text.as_bytes()).ok())
            .unwrap_or_default();
        Ok(self.pair.borrow_mut().get_or_insert(stored).clone())
    }

    /// Stores a count without waiting for it: an answer must not wait for the disk. What a crash
    /// loses are the permits of its last moments.
    fn store(&self, pair: &Pair) -> Result<()> {
        let text = serde_json::to_string(pair)?;
        let storage = self.state.storage();
        let storage: &JsValue = storage.as_raw();
        let put: Function = Reflect::get(storage, &"put".into())?.dyn_into()?;
        let options = Object::new();
        Reflect::set(&options, &"allowUnconfirmed".into(), &JsValue::TRUE)?;
        put.call3(storage, &PAIR.into(), &text.into(), &options)?;
        Ok(())
    }
}
