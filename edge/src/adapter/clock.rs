//! The time of the runtime. Between two waits for the network it stands still.

use std::time::Duration;

use js_sys::Date;
use worker::Delay;

use crate::proxy::{Clock, Moment};

#[derive(Clone, Copy)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        let date = Date::new_0();
        let iso = date.to_iso_string().into();
        Moment { unix_ms: worker::Date::from(date).as_millis(), iso }
    }

    fn unix_ms(&self) -> u64 {
        worker::Date::now().as_millis()
    }

    async fn pass(&self, ms: u64) {
        Delay::from(Duration::from_millis(ms)).await;
    }
}
