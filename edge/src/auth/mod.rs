//! Who is asking, and what they may do.

mod access;
mod local;
mod policy;

use std::future::Future;

use shared::edge_api::Identity;

use crate::fault::Fault;
use crate::head::Head;

pub use access::{Access, AccessSettings, KeyStore, RETRY_AFTER_S, Rs256, RsaKey, TokenFault};
pub use local::is_loopback;
pub use policy::{List, Policy, Rights};

/// How callers are recognised (`EDGE_AUTH`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Auth {
    /// `local`: whoever reaches the loopback interface of this machine.
    Local,
    /// `access`: whoever has a token of Cloudflare Access.
    Access(AccessSettings, Policy),
}

/// Somebody who is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Who it is.
    pub identity: Identity,
    /// What they may do.
    pub rights: Rights,
}

impl Caller {
    /// Refuses a read of somebody who may do nothing.
    pub fn may_read(&self) -> Result<(), Fault> {
        self.may(Rights::Read)
    }

    /// Refuses a write of somebody who may not write.
    pub fn may_write(&self) -> Result<(), Fault> {
        self.may(Rights::Write)
    }

    fn may(&self, wanted: Rights) -> Result<(), Fault> {
        if self.rights >= wanted {
            return Ok(());
        }
        let name = self.identity.name.as_ref().unwrap_or(&self.identity.id).clone();
        Err(Fault::NotPermitted { name, reads: self.rights == Rights::Read })
    }
}

/// Reads tokens of Cloudflare Access.
pub trait Tokens {
    /// The identity that a token proves.
    fn identify(
        &self,
        settings: &AccessSettings,
        token: &str,
    ) -> impl Future<Output = Result<Identity, Fault>>;
}

/// Recognises the caller.
pub async fn identify(auth: &Auth, tokens: &impl Tokens, head: &Head) -> Result<Caller, Fault> {
    match auth {
        Auth::Local => local::identify(&head.location.host),
        Auth::Access(settings, policy) => {
            let token = head.access_token.as_ref().ok_or(TokenFault::Missing)?;
            let identity = tokens.identify(settings, token.expose()).await?;
            let rights = policy.rights(&identity);
            Ok(Caller { identity, rights })
        }
    }
}

#[cfg(test)]
mod tests;
