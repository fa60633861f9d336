//! `EDGE_AUTH=local`: callers on this machine, without sign-in.

use std::net::Ipv4Addr;

use shared::edge_api::{Identity, IdentityKind};

use super::{Caller, Rights};
use crate::fault::Fault;

/// The host is what the client asked for. A page of another site that got its own name to resolve to
/// this machine (DNS rebinding) still sends that name, and is refused.
pub(super) fn identify(host: &str) -> Result<Caller, Fault> {
    if !is_loopback(host) {
        return Err(Fault::NotLocal);
    }
    let identity = Identity { kind: IdentityKind::Local, id: "local".to_owned(), name: None };
    Ok(Caller { identity, rights: Rights::Write })
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
