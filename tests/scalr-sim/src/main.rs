//! Runs the stand-in until it is told to stop.

use std::error::Error;
use std::io::{self, Write};

use clap::Parser;
use scalr_sim::{Keys, Options, Server};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let keys = Keys::from_variables(|name| std::env::var(name).ok())?;
    let stop = stop_signal(options.exit_with_stdin)?;
    let server = Server::bind(options.settings(keys))?;
    let mut stdout = io::stdout();
    writeln!(stdout, "scalr-sim listening on http://{}", server.address())?;
    stdout.flush()?;
    server.run(stop).await?;
    Ok(())
}

/// Comes true on SIGTERM, on SIGINT and, where wanted, when stdin closes.
fn stop_signal(with_stdin: bool) -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (closed, stdin_closed) = oneshot::channel();
    if with_stdin {
        // A thread of its own: a read of the runtime's would keep the process alive at the end.
        std::thread::spawn(move || {
            // Whether it closed or failed, nothing more will come from it.
            let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
            let _ = closed.send(());
        });
    }
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            // Never, where the sender was not handed on.
            Ok(()) = stdin_closed => {}
        }
    })
}
