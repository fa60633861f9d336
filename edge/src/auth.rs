//! Who is asking.

use std::net::Ipv4Addr;

use shared::edge_api::{Identity, IdentityKind};

use crate::fault::Fault;
use crate::head::Head;

/// How callers are recognised (`EDGE_AUTH`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// `local`: whoever reaches the loopback interface of this machine.
    Local,
}

/// Recognises the caller.
pub fn identify(auth: Auth, head: &Head) -> Result<Identity, Fault> {
    match auth {
        Auth::Local => local(&head.location.host),
    }
}

/// The host is what the client asked for. A page of another site that got its own name to resolve to
/// this machine (DNS rebinding) still sends that name, and is refused.
fn local(host: &str) -> Result<Identity, Fault> {
    if !is_loopback(host) {
        return Err(Fault::NotLocal);
    }
    Ok(Identity { kind: IdentityKind::Local, id: "local".to_owned(), name: None })
}

/// True for `localhost`, 127.0.0.0/8 and `[::1]`.
pub fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host == "[::1]"
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_loopback_interface_is_local() {
        for host in ["localhost", "LocalHost", "127.0.0.1", "127.255.0.9", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "0.0.0.0",
            "128.0.0.1",
            "127.0.0.1.nip.io",
            "127.1",
            "localhost.example.com",
            "a.localhost",
            "[::2]",
            "::1",
            "user@127.0.0.1",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
