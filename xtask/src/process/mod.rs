//! Child processes: started in groups of their own, watched together, and never left behind.
//!
//! Everything that can happen (a signal, a line of output, an end) arrives on one channel, so that
//! waiting for one thing never hides another.

mod child;
mod strays;

use std::{
    io::BufReader,
    os::unix::process::CommandExt,
    process::{Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
pub(crate) use child::Id;
use child::{Event, Running, forward_lines, watch};
use nix::{
    sys::signal::{Signal, killpg},
    unistd::Pid,
};
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    iterator::Signals,
};

use crate::clock;

/// How long a process may take to stop when it is asked to, before it is killed.
const GRACE: Duration = Duration::from_secs(5);

/// The user, or the machine, asked to stop.
#[derive(Debug)]
pub(crate) struct Interrupted;

impl std::fmt::Display for Interrupted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}

/// Starts, watches and stops child processes.
pub(crate) struct Supervisor {
    events: Receiver<Event>,
    sender: Sender<Event>,
    children: Vec<Running>,
    interrupted: bool,
    kills_strays: bool,
}

impl Supervisor {
    /// Takes over the signals that end a program. Orphans of the children become children of this
    /// program (on Linux), so that it can tell when the last of a group has ended.
    pub(crate) fn new() -> Result<Self> {
        let (sender, events) = mpsc::channel();
        #[cfg(target_os = "linux")]
        nix::sys::prctl::set_child_subreaper(true).context("cannot become a subreaper")?;
        let mut signals =
            Signals::new([SIGINT, SIGTERM, SIGHUP]).context("cannot listen for signals")?;
        let listener = sender.clone();
        thread::spawn(move || {
            for _ in signals.forever() {
                if listener.send(Event::Signalled).is_err() {
                    break;
                }
            }
        });
        Ok(Self { events, sender, children: Vec::new(), interrupted: false, kills_strays: false })
    }

    /// From now on the end also kills descendants that left their group, as browsers do.
    pub(crate) fn kill_strays_at_the_end(&mut self) {
        self.kills_strays = true;
    }

    /// Runs `command` to its end with its output on this program's.
    pub(crate) fn run(&mut self, name: &str, command: &mut Command) -> Result<ExitStatus> {
        let id = self.start(name, command.stdin(Stdio::null()))?;
        self.finish(id).map(|(status, _)| status)
    }

    /// Runs `command` to its end and fails unless it succeeds.
    pub(crate) fn run_checked(&mut self, name: &str, command: &mut Command) -> Result<()> {
        let status = self.run(name, command)?;
        if !status.success() {
            bail!("{name} failed ({status})");
        }
        Ok(())
    }

    /// Runs `command` to its end, shows its standard output and returns it, too.
    pub(crate) fn run_reading(
        &mut self,
        name: &str,
        command: &mut Command,
    ) -> Result<(ExitStatus, Vec<String>)> {
        let id = self.start(name, command.stdin(Stdio::null()).stdout(Stdio::piped()))?;
        self.finish(id)
    }

    /// Starts a service that lives until it is stopped. It must stop when its standard input ends.
    pub(crate) fn serve(&mut self, name: &str, command: &mut Command) -> Result<Id> {
        self.start(name, command.stdin(Stdio::piped()).stdout(Stdio::piped()))
    }

    /// Starts a program that may stay when this one ends, without input and output.
    pub(crate) fn leave_running(command: &mut Command) -> Result<()> {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let mut child = command.spawn().with_context(|| format!("cannot start {command:?}"))?;
        thread::spawn(move || child.wait());
        Ok(())
    }

    /// Waits for the first line of the service `id` from which `find` takes something.
    pub(crate) fn wait_for_line<T>(
        &mut self,
        id: Id,
        within: Duration,
        find: impl Fn(&str) -> Option<T>,
    ) -> Result<T> {
        let deadline = clock::now() + within;
        loop {
            let child = self.child(id)?;
            if let Some(found) = child.lines.iter().find_map(|line| find(line)) {
                child.forget_lines();
                return Ok(found);
            }
            let name = child.name.clone();
            if !self.pump(Some(deadline))? {
                bail!("{name} did not say that it is ready within {} s", within.as_secs());
            }
            self.check_services()?;
        }
    }

    /// Waits until the program is asked to stop ([`Interrupted`]) or a service ends by itself.
    pub(crate) fn wait_for_the_end(&mut self) -> anyhow::Error {
        loop {
            if let Err(end) = self.pump(None).and_then(|_| self.check_services()) {
                return end;
            }
        }
    }

    /// Stops everything that runs: asks first, kills what has not ended after five seconds, or at
    /// once if the user asks a second time.
    pub(crate) fn stop_all(&mut self) {
        let everybody: Vec<Id> = self.children.iter().map(|child| child.id).collect();
        self.stop(&everybody);
        self.children.clear();
        if self.kills_strays {
            strays::kill_strays();
        }
    }

    fn start(&mut self, name: &str, command: &mut Command) -> Result<Id> {
        if self.interrupted {
            return Err(Interrupted.into());
        }
        let mut child = command.process_group(0).spawn().with_context(|| {
            format!("cannot start {name} ({})", command.get_program().display())
        })?;
        let id = Id(Pid::from_raw(child.id().try_into().context("a process id out of range")?));
        let stdout = child.stdout.take();
        self.children.push(Running {
            id,
            name: name.to_owned(),
            stdin: child.stdin.take(),
            lines: Vec::new(),
            keeps_lines: true,
            open: stdout.is_some(),
            exited: None,
            gone: false,
        });
        if let Some(stdout) = stdout {
            let sender = self.sender.clone();
            thread::spawn(move || forward_lines(id, BufReader::new(stdout), &sender));
        }
        let sender = self.sender.clone();
        thread::spawn(move || watch(id, child, &sender));
        Ok(id)
    }

    /// Waits for the end of `id`, stops what it left in its group, and takes it off the list.
    fn finish(&mut self, id: Id) -> Result<(ExitStatus, Vec<String>)> {
        let status = loop {
            if let Some(status) = self.child(id)?.exited {
                break status;
            }
            self.pump(None)?;
            self.check_services()?;
        };
        self.stop(&[id]);
        let deadline = clock::now() + GRACE;
        while self.child(id)?.open && self.pump(Some(deadline))? {}
        let place = self.children.iter().position(|child| child.id == id);
        let child = self.children.remove(place.context("a child was taken off the list twice")?);
        Ok((status, child.lines))
    }

    fn stop(&mut self, ids: &[Id]) {
        for signal in [Signal::SIGTERM, Signal::SIGKILL] {
            for child in self.children.iter().filter(|child| child.is_one_of(ids)) {
                // A group that has just ended cannot be signalled, and need not be.
                let _ = killpg(child.id.0, signal);
            }
            if self.have_gone(ids) {
                return;
            }
        }
        eprintln!("Some processes do not end even when they are killed");
    }

    /// Waits until nobody is left. False when the time is up or the user asks for more haste.
    fn have_gone(&mut self, ids: &[Id]) -> bool {
        let deadline = clock::now() + GRACE;
        while self.children.iter().any(|child| child.is_one_of(ids)) {
            if !matches!(self.pump(Some(deadline)), Ok(true)) {
                return false;
            }
        }
        true
    }

    /// Takes in one event. False when the deadline has passed without one.
    fn pump(&mut self, deadline: Option<Instant>) -> Result<bool> {
        let event = match deadline {
            None => self.events.recv().context("the event channel is closed")?,
            Some(deadline) => {
                match self.events.recv_timeout(deadline.saturating_duration_since(clock::now())) {
                    Ok(event) => event,
                    Err(RecvTimeoutError::Timeout) => return Ok(false),
                    Err(RecvTimeoutError::Disconnected) => bail!("the event channel is closed"),
                }
            }
        };
        let (Event::Line(id, _) | Event::Closed(id) | Event::Exited(id, _) | Event::Gone(id)) =
            event
        else {
            self.interrupted = true;
            return Err(Interrupted.into());
        };
        if let Some(child) = self.children.iter_mut().find(|child| child.id == id) {
            child.take_in(event);
        }
        Ok(true)
    }

    fn check_services(&self) -> Result<()> {
        for child in self.children.iter().filter(|child| child.is_service()) {
            if let Some(status) = child.exited {
                bail!("{} ended by itself ({status})", child.name);
            }
        }
        Ok(())
    }

    fn child(&mut self, id: Id) -> Result<&mut Running> {
        self.children.iter_mut().find(|child| child.id == id).context("no such child")
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        self.stop_all();
    }
}

#[cfg(test)]
mod tests {
    use nix::{errno::Errno, sys::signal::kill};

    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_run_gives_its_lines_and_its_status() -> Result<()> {
        let mut supervisor = Supervisor::new()?;
        let (status, lines) =
            supervisor.run_reading("sh", &mut shell("echo one; printf two; exit 3"))?;
        assert_eq!((status.code(), lines), (Some(3), vec!["one".to_owned(), "two".to_owned()]));
        Ok(())
    }

    #[test]
    fn what_a_run_leaves_in_its_group_is_stopped() -> Result<()> {
        let mut supervisor = Supervisor::new()?;
        let (_, lines) = supervisor.run_reading("sh", &mut shell("sleep 1000 & echo $!"))?;
        let left: i32 = lines.concat().parse()?;
        assert_eq!(kill(Pid::from_raw(left), None), Err(Errno::ESRCH));
        Ok(())
    }

    #[test]
    fn a_service_is_stopped_with_its_children() -> Result<()> {
        let mut supervisor = Supervisor::new()?;
        let id = supervisor.serve("sh", &mut shell("sleep 1000 & echo $!; wait"))?;
        let child: i32 = supervisor.wait_for_line(id, GRACE, |line| line.parse().ok())?;
        supervisor.stop_all();
        assert_eq!(kill(Pid::from_raw(child), None), Err(Errno::ESRCH));
        Ok(())
    }

    #[test]
    fn a_service_that_ends_by_itself_ends_the_wait() -> Result<()> {
        let mut supervisor = Supervisor::new()?;
        supervisor.serve("worker", &mut shell("exit 3"))?;
        let end = supervisor.wait_for_the_end();
        assert_eq!(end.to_string(), "worker ended by itself (exit status: 3)");
        Ok(())
    }
}
