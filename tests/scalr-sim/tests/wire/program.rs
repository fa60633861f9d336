//! The program itself: what it prints and when it ends.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::client::exchange;

/// A running program, ended with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself, which is what some tests are about.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(arguments: &[&str]) -> (Program, BufReader<impl Read>, std::net::SocketAddr) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_scalr-sim"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let program = Program(child);
    let mut line = String::new();
    stdout.read_line(&mut line).expect("a line");
    let address = line
        .strip_prefix("scalr-sim listening on http://")
        .and_then(|rest| rest.strip_suffix('\n'))
        .and_then(|address| address.parse().ok())
        .expect("an address");
    (program, stdout, address)
}

#[tokio::test]
async fn it_prints_one_line_and_answers_on_the_address_in_it() {
    let (program, mut stdout, address) = start(&["--port", "0", "--seed-images", "3"]);
    assert!(address.ip().is_loopback());
    let request = hyper::Request::get("/_sim/log").header("host", "sim");
    let request = request.body(String::new().into()).expect("a request");
    let answer = exchange(address, request).await.expect("an answer");
    assert_eq!(answer.json(), Value::Array(Vec::new()));
    drop(program);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).expect("the rest");
    assert_eq!(rest, "");
}

#[test]
fn it_ends_well_when_stdin_closes_and_it_was_told_to() {
    let (mut program, _stdout, _) = start(&["--exit-with-stdin"]);
    drop(program.0.stdin.take());
    assert_eq!(program.0.wait().expect("an end").code(), Some(0));
}

#[test]
fn it_ends_well_on_sigterm_and_sigint() {
    for signal in ["TERM", "INT"] {
        let (mut program, _stdout, _) = start(&[]);
        let id = program.0.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status().expect("kill runs");
        assert!(sent.success());
        assert_eq!(program.0.wait().expect("an end").code(), Some(0), "{signal}");
    }
}
