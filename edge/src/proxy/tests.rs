use crate::config::Config;
use crate::head::Head;
use crate::testing::{Desk, Script, Sent, Ticking, admit, config_with, head, post};

use super::*;

mod outcome;
mod pass_through;
mod signed;
mod tries;

const ENVELOPE: &[u8] =
    br#"{"errors":[{"code":"ObjectNotFound","message":"No such image."}],"meta":{},"warnings":[]}"#;
const LIMIT: &[u8] = br#"{"errors":[{"code":"LimitExceeded","message":"Slow down"}]}"#;
const SUCCESS: &[u8] = br#"{"data":{"id":"x","later":1.0},"errors":[],"meta":{},"warnings":[]}"#;
const HTML: &[u8] = b"<html>Apache at scalr-internal-7</html>";

/// An operation with a request for it.
#[derive(Clone, Copy)]
struct Operation {
    method: &'static str,
    path: &'static str,
    body: &'static [u8],
    /// Where an unknown outcome is settled.
    settle: &'static str,
}

const LIST: Operation = Operation {
    method: "GET",
    path: "/api/v1beta0/user/5/images/?pageNum=2&name=golden+web",
    body: b"",
    settle: "",
};

const GET: Operation = Operation {
    method: "GET",
    path: "/api/v1beta0/account/1/images/5a1a3fd0-1111-4222-8333-000000000001/",
    body: b"",
    settle: "",
};

const CREATE: Operation = Operation {
    method: "POST",
    path: "/api/v1beta0/global/images/",
    body: br#" {"os":{"id":"ubuntu-14-04"}, "architecture":"x86_64","cloudImageId":"ami-1","cloudLocation":"us-east-1","cloudPlatform":"ec2","name":"golden-web"}"#,
    settle: "/api/v1beta0/global/images/?cloudImageId=ami-1&cloudLocation=us-east-1&cloudPlatform=ec2",
};

const COPY: Operation = Operation {
    method: "POST",
    path: "/api/v1beta0/user/5/images/5a1a3fd0-1111-4222-8333-000000000001/actions/copy/",
    body: br#"{"cloudLocation":"eu-west-1","cloudPlatform":"ec2"}"#,
    settle: "/api/v1beta0/user/5/images/?cloudLocation=eu-west-1&cloudPlatform=ec2",
};

const READS: [Operation; 2] = [LIST, GET];
const WRITES: [Operation; 2] = [CREATE, COPY];
const EVERY: [Operation; 4] = [LIST, GET, CREATE, COPY];

type Given = Result<Answer, NoAnswer>;

fn answer(status: u16, body: &[u8]) -> Answer {
    Answer { status, date: None, body: Ok(body.to_vec()) }
}

fn lost(status: u16, loss: Loss) -> Answer {
    Answer { status, date: None, body: Err(loss) }
}

fn run(
    config: &Config,
    operation: Operation,
    answers: Vec<Given>,
    step_ms: u64,
) -> (Result<Reply, Fault>, Vec<Sent>) {
    run_with(config, operation, answers, step_ms, &Desk::default())
}

fn run_with(
    config: &Config,
    operation: Operation,
    answers: Vec<Given>,
    step_ms: u64,
    desk: &Desk,
) -> (Result<Reply, Fault>, Vec<Sent>) {
    let head =
        if operation.method == "POST" { post(operation.path) } else { head("GET", operation.path) };
    run_head(config, &head, operation.body, answers, step_ms, desk)
}

fn run_head(
    config: &Config,
    head: &Head,
    body: &[u8],
    answers: Vec<Given>,
    step_ms: u64,
    desk: &Desk,
) -> (Result<Reply, Fault>, Vec<Sent>) {
    let script = Script::new(answers);
    let clock = Ticking::new(step_ms);
    let admitted = admit(config, head, body).expect("admitted");
    let scalr = Scalr { upstream: &&script, clock: &&clock, permits: &desk };
    let reply = pollster::block_on(forward(&scalr, &NoJournal, &admitted));
    (reply, script.sent.take())
}

/// What the caller is told; every request that is sent gets the same answer.
fn told(operation: Operation, given: &Given) -> Result<Reply, Fault> {
    run(&config_with(&[]), operation, vec![given.clone(), given.clone()], 1).0
}

fn sent(operation: Operation, answers: Vec<Given>, step_ms: u64) -> Vec<Sent> {
    run(&config_with(&[]), operation, answers, step_ms).1
}

fn unknown(operation: Operation) -> Fault {
    Fault::OutcomeUnknown { settle: operation.settle.to_owned() }
}

fn relayed(status: u16, body: &[u8]) -> Reply {
    Reply {
        status,
        headers: vec![
            ("content-type", "application/json".into()),
            ("x-edge-source", "upstream".into()),
        ],
        body: body.to_vec(),
    }
}

fn header<'s>(sent: &'s Sent, name: &str) -> &'s str {
    let (_, value) = sent.headers.iter().find(|(known, _)| *known == name).expect("the header");
    value
}
