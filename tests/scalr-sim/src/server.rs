//! The accept loop. It is our own because a stand-in must be able to do what no server does:
//! reset a connection, end one in the middle of an answer, refuse new ones for a while.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinHandle, JoinSet};

use crate::admin;
use crate::exchange::exchange;
use crate::options::Settings;
use crate::state::{Refusal, Sim};

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 1024;

/// How a connection ends when there will be no (whole) answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hangup {
    /// An orderly end: FIN.
    Close,
    /// RST, as when a process dies or a firewall cuts in.
    Reset,
}

impl fmt::Display for Hangup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Close => "the connection is closed on demand",
            Self::Reset => "the connection is reset on demand",
        })
    }
}

impl Error for Hangup {}

/// A stand-in that listens but does not answer yet.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    listener: TcpListener,
    sim: Arc<Sim>,
    refusals: mpsc::UnboundedReceiver<Refusal>,
}

impl Server {
    /// Listens on 127.0.0.1, and nowhere else.
    pub fn bind(settings: Settings) -> io::Result<Self> {
        let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, settings.port));
        let listener = socket(wanted)?.listen(BACKLOG)?;
        let (sender, refusals) = mpsc::unbounded_channel();
        let sim = Arc::new(Sim::new(settings, sender));
        Ok(Self { address: listener.local_addr()?, listener, sim, refusals })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `stop` is there, then ends all connections at once.
    pub async fn run(self, stop: impl Future<Output = ()>) -> io::Result<()> {
        let Self { address, mut listener, sim, mut refusals } = self;
        let router = admin::router(Arc::clone(&sim));
        let (retire, _) = watch::channel(());
        let mut connections = JoinSet::new();
        let mut stop = std::pin::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => return Ok(()),
                Some(refusal) = refusals.recv() => {
                    drop(listener);
                    retire.send_replace(());
                    let reserved = socket(address)?;
                    // Nobody waits any more where the client has gone.
                    let _ = refusal.begun.send(());
                    tokio::select! {
                        () = &mut stop => return Ok(()),
                        () = tokio::time::sleep(refusal.lasts) => {}
                    }
                    listener = reserved.listen(BACKLOG)?;
                }
                Ok((stream, _)) = listener.accept() => {
                    let (sim, router) = (Arc::clone(&sim), router.clone());
                    connections.spawn(serve(stream, sim, router, retire.subscribe()));
                }
                Some(_) = connections.join_next() => {}
            }
        }
    }

    /// Answers in the background, for tests.
    pub fn spawn(self) -> Running {
        let address = self.address;
        Running { address, task: tokio::spawn(self.run(std::future::pending())) }
    }
}

/// A socket bound to the address: as long as it does not listen, connections are refused, and the
/// port stays ours.
fn socket(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

/// A stand-in in the background; it stops when this is dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    task: JoinHandle<io::Result<()>>,
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves one connection until the client leaves, a fault ends it, or it retires: then what is
/// under way is still answered.
async fn serve(stream: TcpStream, sim: Arc<Sim>, admin: Router, mut retired: watch::Receiver<()>) {
    // Small answers must not wait for the acknowledgement of earlier ones.
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let service =
        service_fn(move |request| Box::pin(exchange(Arc::clone(&sim), admin.clone(), request)));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let mut may_retire = true;
    let ended = loop {
        tokio::select! {
            ended = poll_fn(|context| connection.poll_without_shutdown(context)) => break ended,
            _ = retired.changed(), if may_retire => may_retire = false,
        }
        Pin::new(&mut connection).graceful_shutdown();
    };
    if let Err(error) = ended
        && error.source().and_then(|source| source.downcast_ref()) == Some(&Hangup::Reset)
    {
        let stream = connection.into_parts().io.into_inner();
        // Without this option the connection is closed instead, which a test would notice.
        let _ = stream.set_zero_linger();
    }
}
