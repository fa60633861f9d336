//! A Scalr in memory.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::task::Poll;

use serde_json::{Value, json};

use crate::proxy::{Answer, NoAnswer, Outbound, Upstream};

/// What Scalr does with one copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::runs) enum Act {
    /// Makes it and says so.
    Accept,
    /// Makes it, and the answer is lost.
    AcceptAndLose,
    /// Does nothing, and the answer is lost.
    Lose,
    /// Refuses it.
    Refuse,
    /// Is over its limit.
    Limit,
    /// Breaks down.
    Break,
}

/// A Scalr in memory.
#[derive(Debug)]
pub(in crate::runs) struct Cloud {
    pub(in crate::runs) images: RefCell<Vec<Value>>,
    /// What it does with copies to a region, one after the other; then it accepts.
    pub(in crate::runs) acts: RefCell<BTreeMap<String, VecDeque<Act>>>,
    /// Listings that fail.
    pub(in crate::runs) deaf: Cell<u32>,
    /// The status with which it refuses listings.
    pub(in crate::runs) unwilling: Cell<Option<u16>>,
    /// Reads that it has heard.
    pub(in crate::runs) reads: Cell<u32>,
    /// Copies that it has heard of, in order.
    pub(in crate::runs) heard: RefCell<Vec<String>>,
    /// Copies at the same time, now and at most.
    pub(in crate::runs) at_once: Cell<(u32, u32)>,
}

pub(in crate::runs) fn image(id: &str, region: &str) -> Value {
    json!({
        "id": id, "name": "golden-web", "cloudPlatform": "ec2", "cloudLocation": region,
        "cloudImageId": format!("ami-{id}"), "scope": "environment", "status": "active",
    })
}

impl Cloud {
    fn list(&self, url: &str) -> Value {
        let has = |image: &Value, parameter: &str, member: &str| {
            let mut pairs = url.split(['?', '&']).filter_map(|pair| pair.split_once('='));
            pairs
                .find(|(name, _)| *name == parameter)
                .is_none_or(|(_, value)| image[member] == value)
        };
        let images = self.images.borrow();
        let found = images.iter().filter(|image| {
            has(image, "name", "name") && has(image, "cloudLocation", "cloudLocation")
        });
        found.cloned().collect()
    }

    fn copy(&self, body: &[u8]) -> Result<Answer, NoAnswer> {
        let body: Value = serde_json::from_slice(body).expect("JSON");
        let region = body["cloudLocation"].as_str().expect("a region").to_owned();
        self.heard.borrow_mut().push(region.clone());
        let act = self.acts.borrow_mut().get_mut(&region).and_then(VecDeque::pop_front);
        let act = act.unwrap_or(Act::Accept);
        let new = image(&format!("new-{}", self.heard.borrow().len()), &region);
        if matches!(act, Act::Accept | Act::AcceptAndLose) {
            self.images.borrow_mut().push(new.clone());
        }
        let failure = |code: &str| json!({"errors": [{"code": code, "message": "No."}]});
        match act {
            Act::Accept => answer(202, &json!({"data": new})),
            Act::AcceptAndLose | Act::Lose => Err(NoAnswer::Failed),
            Act::Refuse => answer(409, &failure("NotEnabledPlatform")),
            Act::Limit => answer(403, &failure("LimitExceeded")),
            Act::Break => answer(500, &failure("InternalServerError")),
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what the upstream gives")]
fn answer(status: u16, body: &Value) -> Result<Answer, NoAnswer> {
    let body = Ok(serde_json::to_vec(body).expect("JSON"));
    Ok(Answer { status, date: None, body })
}

impl Upstream for Cloud {
    async fn send(&self, request: &Outbound<'_>) -> Result<Answer, NoAnswer> {
        let is_copy = request.method == "POST";
        let (now, most) = self.at_once.get();
        if is_copy {
            self.at_once.set((now + 1, most.max(now + 1)));
        }
        // Others get a turn meanwhile.
        let mut waited = 0;
        poll_fn(|context| {
            waited += 1;
            context.waker().wake_by_ref();
            if waited < 4 { Poll::Pending } else { Poll::Ready(()) }
        })
        .await;
        if is_copy {
            let (now, most) = self.at_once.get();
            self.at_once.set((now - 1, most));
            return self.copy(request.body.expect("a body"));
        }
        self.reads.set(self.reads.get() + 1);
        if request.url.contains('?') && self.deaf.get() > 0 {
            self.deaf.set(self.deaf.get() - 1);
            return Err(NoAnswer::TimedOut);
        }
        if let Some(status) = self.unwilling.get().filter(|_| request.url.contains('?')) {
            let failure = json!({"errors": [{"code": "PermissionDenied", "message": "No."}]});
            return answer(status, &failure);
        }
        let data = if request.url.contains('?') {
            self.list(&request.url)
        } else {
            let id = request.url.trim_end_matches('/').rsplit('/').next();
            let images = self.images.borrow();
            let found = images.iter().find(|image| image["id"].as_str() == id);
            let Some(image) = found.cloned() else {
                let failure = json!({"errors": [{"code": "ObjectNotFound", "message": "No."}]});
                return answer(404, &failure);
            };
            image
        };
        answer(200, &json!({"data": data, "pagination": {}}))
    }
}
