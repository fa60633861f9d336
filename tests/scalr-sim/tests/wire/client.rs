//! A small signing client and a stand-in to send to.

use std::net::SocketAddr;

use bytes::Bytes;
use chrono::{DateTime, SecondsFormat, Utc};
use http_body_util::{BodyExt, Full};
use hyper::{HeaderMap, Method, Request, Uri};
use hyper_util::rt::TokioIo;
use scalr_sim::{KeyPair, Query, Running, Server, Settings, Signable};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }

    /// Status, code and message of an error envelope, which must be one exactly.
    pub(crate) fn error(&self) -> (u16, String, String) {
        let body = self.json();
        let text = |member: &str| body["errors"][0][member].as_str().unwrap_or_default().to_owned();
        let (code, message) = (text("code"), text("message"));
        let whole = json!({
            "errors": [{"code": code, "message": message}], "meta": {}, "warnings": [],
        });
        assert_eq!(body, whole);
        (self.status, code, message)
    }

    /// Status and code of an error envelope.
    pub(crate) fn code(&self) -> (u16, String) {
        let (status, code, _) = self.error();
        (status, code)
    }
}

/// A stand-in in this process, and a client for it.
pub(crate) struct Sim {
    running: Running,
    pub(crate) settings: Settings,
}

impl Sim {
    pub(crate) fn start() -> Self {
        Self::with(Settings::default())
    }

    pub(crate) fn with(settings: Settings) -> Self {
        let running = Server::bind(settings.clone()).expect("a free port").spawn();
        Self { running, settings }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.running.address()
    }

    /// The pair that belongs to the scope of a path.
    pub(crate) fn pair(&self, path: &str) -> &KeyPair {
        let keys = &self.settings.keys;
        if path.starts_with("/api/v1beta0/global/") { &keys.global } else { &keys.user }
    }

    /// A request signed with the right pair, now.
    pub(crate) fn signed(&self, method: &str, target: &str, body: &str) -> Request<Full<Bytes>> {
        signed_by(self.pair(target), Utc::now(), method, target, body)
    }

    /// Sends a signed request; fails where no whole answer comes.
    pub(crate) async fn try_send(
        &self,
        method: &str,
        target: &str,
        body: &str,
    ) -> Result<Answer, Failure> {
        exchange(self.address(), self.signed(method, target, body)).await
    }

    pub(crate) async fn send(&self, method: &str, target: &str, body: &Value) -> Answer {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.try_send(method, target, &body).await.expect("an answer")
    }

    pub(crate) async fn get(&self, target: &str) -> Answer {
        self.send("GET", target, &Value::Null).await
    }

    /// The images of a list, by id.
    pub(crate) async fn images(&self, target: &str) -> Vec<Value> {
        let answer = self.get(target).await;
        assert_eq!(answer.status, 200, "{target}");
        answer.json()["data"].as_array().expect("a list").clone()
    }

    /// The id of the one image that fits.
    pub(crate) async fn id_of(&self, target: &str) -> String {
        let images = self.images(target).await;
        assert_eq!(images.len(), 1, "{target}");
        images[0]["id"].as_str().expect("an id").to_owned()
    }

    /// An unsigned request to an admin path.
    pub(crate) async fn admin(&self, method: &str, path: &str, body: &Value) -> Answer {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "sim")
            .header("content-type", "application/json")
            .body(Full::from(body))
            .expect("a request");
        exchange(self.address(), request).await.expect("an answer")
    }

    /// Puts a fault in force.
    pub(crate) async fn order(&self, order: Value) {
        let answer = self.admin("POST", "/_sim/faults", &order).await;
        assert_eq!(answer.status, 201, "{:?}", answer.body);
    }

    /// Sends a signed request and reads every byte until the connection ends.
    pub(crate) async fn raw(&self, method: &str, target: &str) -> (Vec<u8>, std::io::Result<()>) {
        let request = self.signed(method, target, "");
        let mut lines = vec![format!("{method} {target} HTTP/1.1")];
        for (name, value) in request.headers() {
            lines.push(format!("{name}: {}", value.to_str().expect("text")));
        }
        let mut stream = TcpStream::connect(self.address()).await.expect("a connection");
        stream.write_all((lines.join("\r\n") + "\r\n\r\n").as_bytes()).await.expect("sent");
        let mut bytes = Vec::new();
        let ended = stream.read_to_end(&mut bytes).await.map(|_| ());
        (bytes, ended)
    }
}

/// A request signed with a pair of choice, at a time of choice.
pub(crate) fn signed_by(
    pair: &KeyPair,
    at: DateTime<Utc>,
    method: &str,
    target: &str,
    body: &str,
) -> Request<Full<Bytes>> {
    let uri: Uri = target.parse().expect("a target");
    let method: Method = method.parse().expect("a method");
    let query = Query::parse(uri.query().unwrap_or_default());
    let date = at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let signable =
        Signable { method: &method, path: uri.path(), query: &query, body: body.as_bytes() };
    let signature = signable.signature(&pair.secret, &date);
    let mut request = Request::builder()
        .method(method)
        .uri(uri)
        .header("host", "sim")
        .header("x-scalr-key-id", &pair.id)
        .header("x-scalr-date", date)
        .header("x-scalr-signature", signature);
    if !body.is_empty() {
        request = request.header("content-type", "application/json; charset=utf-8");
    }
    request.body(Full::from(body.to_owned())).expect("a request")
}

/// One request over a connection of its own.
pub(crate) async fn exchange(
    address: SocketAddr,
    request: Request<Full<Bytes>>,
) -> Result<Answer, Failure> {
    let stream = TcpStream::connect(address).await?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let connection = tokio::spawn(connection);
    let (parts, body) = sender.send_request(request).await?.into_parts();
    let body = body.collect().await?.to_bytes();
    drop(sender);
    connection.await??;
    Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
}
