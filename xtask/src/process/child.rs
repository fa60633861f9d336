//! One child process, and the threads that watch it.

use std::{
    io::BufRead,
    process::{Child, ChildStdin, ExitStatus},
    sync::mpsc::Sender,
};

use nix::{errno::Errno, sys::wait::waitpid, unistd::Pid};

/// A child that was started; what it is called from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Id(pub(super) Pid);

/// What can happen.
pub(super) enum Event {
    /// This program was asked to stop.
    Signalled,
    /// A line of the child's standard output.
    Line(Id, String),
    /// The child's output has ended.
    Closed(Id),
    /// The child itself has ended; others of its group may live on.
    Exited(Id, ExitStatus),
    /// Nobody of the child's group is left.
    Gone(Id),
}

/// A child on the list.
pub(super) struct Running {
    pub(super) id: Id,
    pub(super) name: String,
    /// Only services have one. It is kept open: a service stops when its standard input ends, so it
    /// cannot outlive this program even if this program is killed.
    pub(super) stdin: Option<ChildStdin>,
    pub(super) lines: Vec<String>,
    pub(super) keeps_lines: bool,
    pub(super) open: bool,
    pub(super) exited: Option<ExitStatus>,
    pub(super) gone: bool,
}

impl Running {
    /// Whether it is to live until it is stopped.
    pub(super) fn is_service(&self) -> bool {
        self.stdin.is_some()
    }

    /// Whether it is named by `ids` and somebody of its group is left.
    pub(super) fn is_one_of(&self, ids: &[Id]) -> bool {
        !self.gone && ids.contains(&self.id)
    }

    /// Keeps no line from now on: a service may run for days.
    pub(super) fn forget_lines(&mut self) {
        self.lines.clear();
        self.keeps_lines = false;
    }

    /// Notes what has happened, and shows a line of output.
    pub(super) fn take_in(&mut self, event: Event) {
        match event {
            Event::Line(_, line) => {
                if self.is_service() {
                    println!("{} | {line}", self.name);
                } else {
                    println!("{line}");
                }
                if self.keeps_lines {
                    self.lines.push(line);
                }
            }
            Event::Closed(_) => self.open = false,
            Event::Exited(_, status) => self.exited = Some(status),
            Event::Gone(_) => self.gone = true,
            Event::Signalled => {}
        }
    }
}

/// Sends every line of a child's output.
pub(super) fn forward_lines(id: Id, mut output: impl BufRead, sender: &Sender<Event>) {
    let mut line = Vec::new();
    // Bytes, not text: a child may print anything, and must not block on a reader that gave up.
    while output.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']).to_owned();
        line.clear();
        if sender.send(Event::Line(id, text)).is_err() {
            return;
        }
    }
    let _ = sender.send(Event::Closed(id));
}

/// Waits for the child, then for the rest of its group.
pub(super) fn watch(id: Id, mut child: Child, sender: &Sender<Event>) {
    if let Ok(status) = child.wait() {
        let _ = sender.send(Event::Exited(id, status));
    }
    // Orphans of the group are this program's children now: when there is none to wait for, the
    // group is empty.
    let group = Pid::from_raw(-id.0.as_raw());
    while matches!(waitpid(group, None), Ok(_) | Err(Errno::EINTR)) {}
    let _ = sender.send(Event::Gone(id));
}
