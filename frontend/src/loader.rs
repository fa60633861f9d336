//! Work that waits for an answer: reads that follow what they are asked with, and sends.
//!
//! One kind of effect and one kind of task serve them all, whatever they bring. Leptos's own
//! resources and actions are compiled anew for each type, and every visitor pays for that.

use std::future::Future;
use std::pin::Pin;

use futures_util::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;

use crate::dom::follow;

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Something that is read, and read anew when what it is asked with changes.
pub struct Loader<T: 'static> {
    value: RwSignal<Option<T>>,
    again: RwSignal<()>,
}

impl<T> Clone for Loader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loader<T> {}

impl<T: Clone + Send + Sync + 'static> Loader<T> {
    /// Starts reading. Whatever `ask` reads before it returns is followed: a change gives up the
    /// read under way and starts another. Leaving the page gives it up too.
    pub fn new<F: Future<Output = T> + 'static>(ask: impl Fn() -> F + 'static) -> Self {
        let value = RwSignal::new(None);
        let again = RwSignal::new(());
        read(Box::new(move || {
            again.track();
            let answer = ask();
            Box::pin(async move {
                let answer = answer.await;
                value.try_set(Some(answer));
            })
        }));
        Self { value, again }
    }

    /// The latest answer, which stays while another is under way; `None` before the first.
    pub fn get(self) -> Option<T> {
        self.value.get()
    }

    /// Reads again.
    pub fn refetch(self) {
        self.again.notify();
    }
}

/// Gives a task up as soon as nobody holds this any more.
struct GiveUp(AbortHandle);

impl Drop for GiveUp {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn read(start: Box<dyn Fn() -> Task>) {
    let mut under_way = None;
    follow(move || {
        drop(under_way.take());
        let (task, handle) = abortable(start());
        send(async {
            // Whether it came to its end or was given up makes no difference here.
            let _ = task.await;
        });
        under_way = Some(GiveUp(handle));
    });
}

/// Carries something out to its end, even when the page is left. It may use the contexts of the
/// component that calls this.
pub fn send(task: impl Future<Output = ()> + 'static) {
    let task: Task = Box::pin(task);
    spawn_local(ScopedFuture::new(task));
}
