//! The upstream of `cargo xtask bench edge`: it answers as fast as it can, and always the same.
//!
//! Every POST is a create that went well; it checks nothing. What reaches Scalr, and whether its
//! signature is right, the stand-in (`tests/scalr-sim`) has looked at before. A GET is answered with
//! the keys of an Access team.

use std::convert::Infallible;
use std::error::Error;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use clap::Parser;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

/// What Scalr answers to a create, as the stand-in tells it.
const CREATED: &str = include_str!("created.json");

#[derive(Parser)]
struct Options {
    /// File with the keys of the Access team, as a JSON Web Key Set. It is read when somebody asks:
    /// the team's tokens name this program's address, which is not known before it runs.
    #[arg(long)]
    keys: PathBuf,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let keys: Arc<Path> = Options::parse().keys.into();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let mut stdout = io::stdout();
    writeln!(stdout, "bench-upstream listening on http://{}", listener.local_addr()?)?;
    stdout.flush()?;
    // So that it does not outlive who started it. A thread of its own: the runtime has only one.
    std::thread::spawn(|| {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        std::process::exit(0);
    });
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(serve(stream, Arc::clone(&keys)));
    }
}

async fn serve(stream: TcpStream, keys: Arc<Path>) {
    // Without this an answer would wait for the acknowledgement of the one before it.
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let service = service_fn(move |request| answer(request, Arc::clone(&keys)));
    // A client that goes away ends its connection, and nothing else.
    let _ = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn answer(
    request: Request<Incoming>,
    keys: Arc<Path>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (status, body) = if request.method() == Method::POST {
        (StatusCode::CREATED, Bytes::from_static(CREATED.trim_ascii_end().as_bytes()))
    } else {
        (StatusCode::OK, std::fs::read(keys).unwrap_or_default().into())
    };
    // The connection can only be used again when the body has been read.
    let whole = request.into_body().collect().await.is_ok();
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = if whole { status } else { StatusCode::BAD_REQUEST };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
