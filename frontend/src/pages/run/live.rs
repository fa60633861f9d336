//! A run as signals: one for each region, so that a change touches nothing but its own row.

use futures_util::future::abortable;
use leptos::prelude::*;
use shared::run::{CopyRun, Progress, RunId, RunRegion};

use crate::api;
use crate::loader::send;
use crate::runs::board::News;

/// What is known of the run that is looked at.
#[derive(Clone, Copy)]
pub struct Live {
    /// What does not change, its regions aside.
    pub head: RwSignal<Option<CopyRun>>,
    /// What changes for the run as a whole.
    pub progress: RwSignal<Option<Progress>>,
    /// The regions, in the order of the plan.
    pub rows: RwSignal<Vec<ArcRwSignal<RunRegion>>>,
    /// True while no news arrives.
    pub lost: RwSignal<bool>,
}

impl Live {
    pub fn new() -> Self {
        Self {
            head: RwSignal::new(None),
            progress: RwSignal::new(None),
            rows: RwSignal::new(Vec::new()),
            lost: RwSignal::new(false),
        }
    }

    /// Takes a whole run, unless it is older than what is known.
    pub fn show(self, mut run: CopyRun) {
        let regions = run.regions.take().unwrap_or_default();
        let other = self.head.read_untracked().as_ref().is_none_or(|head| head.id != run.id);
        let newer = |known: &Progress| known.version <= run.version;
        if !other && !self.progress.read_untracked().as_ref().is_none_or(newer) {
            return;
        }
        let progress =
            Progress { state: run.state.clone(), counts: run.counts, version: run.version };
        self.progress.set(Some(progress));
        if other {
            self.rows.set(regions.into_iter().map(ArcRwSignal::new).collect());
            self.head.set(Some(run));
        } else {
            for region in regions {
                self.place(region);
            }
        }
    }

    fn place(self, region: RunRegion) {
        let rows = self.rows.read_untracked();
        let row = rows.iter().find(|row| row.read_untracked().region == region.region);
        if let Some(row) = row.filter(|row| *row.read_untracked() != region) {
            row.set(region);
        }
    }

    fn hear(self, news: News) {
        match news {
            News::Region(region) => self.place(region),
            News::Run(progress) => {
                let older =
                    |known: &Progress| known.version > progress.version || *known == progress;
                if !self.progress.read_untracked().as_ref().is_some_and(older) {
                    self.progress.set(Some(progress));
                }
            }
        }
    }

    /// Follows a run until the page is left or another one is opened.
    pub fn follow(self, id: RunId) {
        let (task, handle) = abortable(async move {
            api::follow_run(&id, |event| {
                self.lost.set(event.is_none());
                if let Some(news) = event.and_then(|(name, data)| News::read(name, data)) {
                    self.hear(news);
                }
            })
            .await;
            self.lost.set(true);
        });
        on_cleanup(move || handle.abort());
        send(async {
            // Given up or not makes no difference here.
            let _ = task.await;
        });
    }

    /// The run as it is now, regions included. Follows every one of them.
    pub fn whole(self) -> Option<CopyRun> {
        let mut run = self.head.get()?;
        let progress = self.progress.get()?;
        run.regions = Some(self.rows.read().iter().map(Get::get).collect());
        Some(CopyRun {
            state: progress.state,
            counts: progress.counts,
            version: progress.version,
            ..run
        })
    }
}
