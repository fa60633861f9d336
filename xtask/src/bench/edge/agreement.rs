//! Before anything is measured: the workers do the same work, and do it right.

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::{
    BODY, PATH,
    program::Contender,
    row::{self, Row},
};
use crate::{
    bench::workerd::Running,
    clock,
    process::Supervisor,
    report::{Step, say},
    settings::{DemoKeys, Settings},
    stack::{self, START, Service},
    tools::Toolbox,
};

/// An answer.
#[derive(Debug, PartialEq)]
struct Answer {
    status: u16,
    body: Value,
}

/// Every worker in front of the stand-in, which looks at the signature with code of its own: a good
/// create gets through from all that sign, the very bytes that were sent, and none from those that do
/// not; a bad one reaches nobody, and all name the same members.
pub(super) fn with_the_stand_in(
    supervisor: &mut Supervisor,
    toolbox: &Toolbox,
    contenders: &[Contender],
) -> Result<()> {
    let keys = DemoKeys::generate()?;
    let stand_in = stack::start_stand_in(supervisor, &keys)?;
    let scalr = keys.worker_settings(&stand_in.url, &Settings::new());
    let step = Step::begin("Comparing the workers' answers", "2 s");
    for row in row::all(&stand_in.url).iter().filter(|row| row.core) {
        let worker = super::deploy(supervisor, toolbox, contenders, row, &row.settings(&scalr))?;
        // Each its own, because Scalr takes an image once.
        let good = json!({"cloudImageId": format!("ami-{}", row.name)});
        let good = changed(&good)?.to_string();
        let expected = if row.kind.signs() { 201 } else { 401 };
        let answer = post(&worker.url, &good, None)?;
        ensure!(answer.status == expected, "{}: a good create: {answer:?}", row.name);
        ensure!(logged(&stand_in)? == [good], "{}: other bytes reached Scalr", row.name);
        if row.kind.signs() {
            for (bad, pointers) in bad_bodies()? {
                let answer = post(&worker.url, &bad, None)?;
                ensure!(
                    answer.status == 400 && answer.pointers() == pointers,
                    "{}: of {bad}: {answer:?}",
                    row.name
                );
            }
            ensure!(logged(&stand_in)?.is_empty(), "{}: a bad create reached Scalr", row.name);
        }
    }
    step.done();
    say("Signatures are right, bytes untouched, and bad bodies refused alike");
    Ok(())
}

/// A worker in front of the fast upstream: its answer is the upstream's.
pub(super) fn with_the_upstream(worker: &Running, row: &Row, token: &str) -> Result<()> {
    let answer = post(&worker.url, BODY, row.token.then_some(token))?;
    let id = &answer.body["data"]["id"];
    ensure!(
        answer.status == 201 && *id == "5a1a3fd0-1111-4222-8333-000000000001",
        "{}: {answer:?}",
        row.name
    );
    Ok(())
}

/// How long one create takes, in milliseconds.
pub(super) fn time_of_a_create(worker: &Running, row: &Row) -> Result<f64> {
    let began = clock::now();
    let answer = post(&worker.url, BODY, None)?;
    let took = began.elapsed();
    if answer.status != 201 {
        bail!("{}: {answer:?}", row.name);
    }
    Ok(took.as_secs_f64() * 1e3)
}

/// Bodies that are wrong, each with the pointers to what is wrong.
fn bad_bodies() -> Result<Vec<(String, Vec<String>)>> {
    let several = json!({
        "architecture": "amd64", "cloudFeatures": {"type": 7}, "cloudImageId": "", "color": "red",
        "deprecated": "no", "name": "golden_web.1", "size": 0.5
    });
    let bodies = [
        (changed(&several)?.to_string(), several),
        (
            changed(&json!({"os": null, "scope": "account"}))?.to_string(),
            json!({"os": 0, "scope": 0}),
        ),
        ("{\"name\":".to_owned(), json!({})),
    ];
    let pointer = |member: &String| match member.as_str() {
        "cloudFeatures" => "/cloudFeatures/type".to_owned(),
        member => format!("/{member}"),
    };
    let pointers = |wrong: &Value| {
        let mut pointers: Vec<_> =
            wrong.as_object().into_iter().flatten().map(|(member, _)| pointer(member)).collect();
        pointers.sort();
        pointers
    };
    Ok(bodies.into_iter().map(|(body, wrong)| (body, pointers(&wrong))).collect())
}

/// The published body with other members.
fn changed(members: &Value) -> Result<Value> {
    let mut body: Value = serde_json::from_str(BODY)?;
    for (name, value) in members.as_object().context("no object")? {
        body[name] = value.clone();
    }
    Ok(body)
}

impl Answer {
    /// The pointers of its errors, sorted.
    fn pointers(&self) -> Vec<String> {
        let errors = self.body["errors"].as_array().into_iter().flatten();
        let mut pointers: Vec<_> =
            errors.filter_map(|error| Some(error["pointer"].as_str()?.to_owned())).collect();
        pointers.sort();
        pointers
    }
}

/// The bodies that have reached the stand-in since this was asked last.
fn logged(stand_in: &Service) -> Result<Vec<String>> {
    let agent = agent();
    let url = format!("{}/_sim/log", stand_in.url);
    let text = agent.get(&url).call()?.body_mut().read_to_string()?;
    agent.delete(&url).call()?;
    let log: Value = serde_json::from_str(&text)?;
    let entries = log.as_array().context("the log is no list")?;
    Ok(entries.iter().map(|entry| entry["body"].as_str().unwrap_or_default().to_owned()).collect())
}

fn post(worker: &str, body: &str, token: Option<&str>) -> Result<Answer> {
    let mut request =
        agent().post(format!("{worker}{PATH}")).header("content-type", "application/json");
    if let Some(token) = token {
        request = request.header("cf-access-jwt-assertion", token);
    }
    let mut answer = request.send(body).context("a worker does not answer")?;
    let text = answer.body_mut().read_to_string().context("an answer broke off")?;
    let status = answer.status().as_u16();
    let body =
        serde_json::from_str(&text).with_context(|| format!("{status}, not JSON: {text}"))?;
    Ok(Answer { status, body })
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().proxy(None).timeout_global(Some(START));
    config.http_status_as_error(false).build().into()
}
