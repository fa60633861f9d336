//! Who is asking, and what they may do.

mod access;
mod local;
mod policy;
mod signature;

use std::future::Future;

use shared::edge_api::{Identity, IdentityKind};

use crate::fault::Fault;
use crate::head::Head;

pub use access::{Access, AccessSettings, KeyStore, RETRY_AFTER_S, Rs256, RsaKey, TokenFault};
pub use local::is_loopback;
pub use policy::{List, Policy, Rights};
pub use signature::{CallerSignature, SignatureFault, SignatureHeaders};

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

/// One text per caller, for what is kept per caller. Ids of one kind are compared with their own kind
/// only.
pub fn identity_key(identity: &Identity) -> String {
    let kind = match identity.kind {
        IdentityKind::Local => "local",
        IdentityKind::User => "user",
        IdentityKind::Service => "service",
        IdentityKind::Key => "key",
    };
    format!("{kind}:{}", identity.id)
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

/// Where all callers are local, refuses those who are not.
pub fn check_host(auth: &Auth, head: &Head) -> Result<(), Fault> {
    match auth {
        Auth::Local => local::identify(&head.location.host).map(|_| ()),
        Auth::Access(..) => Ok(()),
    }
}

/// Recognises a caller who signs with a key of their own. Who that really is and what they may do,
/// Scalr finds out: it alone knows the key. Where all callers are local, so is this one.
pub fn identify_key(
    auth: &Auth,
    head: &Head,
    now_ms: u64,
) -> Result<(Caller, CallerSignature), Fault> {
    check_host(auth, head)?;
    let signature = head.signature.check(now_ms)?;
    let id = signature.key_id().to_owned();
    let identity = Identity { kind: IdentityKind::Key, id, name: None };
    Ok((Caller { identity, rights: Rights::Write }, signature))
}

#[cfg(test)]
mod tests;
