//! Everything that changes while the stand-in runs.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::{mpsc, oneshot};

use crate::clock;
use crate::envelope::ApiError;
use crate::faults::Faults;
use crate::log::RequestLog;
use crate::model::{Image, Role};
use crate::options::Settings;
use crate::rate::RateLimiter;
use crate::scope::Scope;
use crate::seed;
use crate::signatures::Signatures;

/// Images and what belongs to them, oldest first.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) images: Vec<Image>,
    pub(crate) roles: Vec<Role>,
    /// How many copies were made, by image name and destination.
    pub(crate) copies: BTreeMap<(String, String), u64>,
}

impl Store {
    /// The sample data, with dates relative to `start`.
    pub(crate) fn seeded(images: usize, start: DateTime<Utc>) -> Self {
        let (images, roles) = seed::samples(images, start);
        Self { images, roles, copies: BTreeMap::new() }
    }

    /// Where the image with this id is, if `scope` sees it. Letter case does not matter.
    pub(crate) fn position(&self, scope: Scope, id: &str) -> Result<usize, ApiError> {
        let wanted = id.to_ascii_lowercase();
        self.images
            .iter()
            .position(|image| image.id == wanted && scope.sees(image.owner))
            .ok_or_else(|| {
                ApiError::not_found(
                    "Requested Image either does not exist or is not owned by your environment.",
                )
            })
    }

    /// The image with this id, if `scope` sees it.
    pub(crate) fn get(&self, scope: Scope, id: &str) -> Result<&Image, ApiError> {
        self.position(scope, id).map(|at| &self.images[at])
    }
}

/// The stand-in's whole state, shared by all connections.
#[derive(Debug)]
pub(crate) struct Sim {
    pub(crate) settings: Settings,
    started: DateTime<Utc>,
    store: Mutex<Store>,
    faults: Mutex<Faults>,
    log: Mutex<RequestLog>,
    rate: Mutex<RateLimiter>,
    signatures: Mutex<Signatures>,
    refusals: mpsc::UnboundedSender<Refusal>,
}

/// An order to the accept loop: refuse connections for a time.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) lasts: Duration,
    /// Told when the listener is closed.
    pub(crate) begun: oneshot::Sender<()>,
}

impl Sim {
    pub(crate) fn new(settings: Settings, refusals: mpsc::UnboundedSender<Refusal>) -> Self {
        let started = clock::now();
        Self {
            store: Mutex::new(Store::seeded(settings.seed_images, started)),
            settings,
            started,
            faults: Mutex::default(),
            log: Mutex::default(),
            rate: Mutex::default(),
            signatures: Mutex::default(),
            refusals,
        }
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, RequestLog> {
        lock(&self.log)
    }

    pub(crate) fn rate(&self) -> MutexGuard<'_, RateLimiter> {
        lock(&self.rate)
    }

    pub(crate) fn signatures(&self) -> MutexGuard<'_, Signatures> {
        lock(&self.signatures)
    }

    /// Back to the sample data as at the start, or another number of images, without faults, log and
    /// counts.
    pub(crate) fn reset(&self, images: Option<usize>) {
        *self.store() = Store::seeded(images.unwrap_or(self.settings.seed_images), self.started);
        *self.faults() = Faults::default();
        *self.log() = RequestLog::default();
        *self.rate() = RateLimiter::default();
    }

    /// Closes the listener for a time; returns as soon as it is closed.
    pub(crate) async fn refuse_connections(&self, lasts: Duration) {
        let (begun, closed) = oneshot::channel();
        if self.refusals.send(Refusal { lasts, begun }).is_ok() {
            // An error says that the accept loop has ended, so that nothing listens any more.
            let _ = closed.await;
        }
    }
}

/// A panic in one request must not take the stand-in away from the others.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
