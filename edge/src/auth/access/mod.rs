//! Cloudflare Access: a token says who the caller is, and a signature by one of the team's keys says
//! that Access has written it.
//!
//! <https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/validating-json/>

mod claims;
mod keys;
mod store;
mod token;

use std::cell::RefCell;
use std::future::Future;

use shared::edge_api::Identity;

use crate::fault::Fault;
use crate::proxy::{Answer, Clock, Outbound, USER_AGENT, Upstream};

use super::Tokens;
use store::Lookup;
use token::Token;

pub use keys::RsaKey;
pub use store::{KeyStore, RETRY_AFTER_S};

/// Longest time for the team's keys to arrive, in milliseconds: callers wait for it.
const KEYS_TIMEOUT_MS: u32 = 5_000;
/// Largest list of keys, in bytes. Two keys and their certificates are under 8 KiB.
const MAX_KEYS_BYTES: usize = 65_536;

/// What a token is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessSettings {
    /// The team's origin, which is the issuer of its tokens (`ACCESS_TEAM_DOMAIN`).
    pub issuer: String,
    /// The audience tag of the Access application (`ACCESS_AUD`).
    pub audience: String,
}

/// Why a token proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenFault {
    /// There is none.
    Missing,
    /// It is not three parts of base64url with JSON in the first two.
    Malformed,
    /// It is not signed with RS256.
    Algorithm,
    /// It demands an extension (`crit`).
    Extension,
    /// The team has no key of this name.
    UnknownKey,
    /// The signature does not fit.
    Signature,
    /// Another team has issued it.
    Issuer,
    /// It is for another application.
    Audience,
    /// It has run out, or never says when it will.
    Expired,
    /// It is not valid yet.
    NotYet,
    /// It is no application token, or names nobody.
    Kind,
}

impl TokenFault {
    /// What to tell the caller. The claims are looked at after the signature, so that only who has a
    /// real token of the team learns about them.
    pub fn message(self) -> &'static str {
        match self {
            Self::Missing => {
                "Sign in with Cloudflare Access: the request has no Cf-Access-Jwt-Assertion header"
            }
            Self::Malformed => "The token of Cloudflare Access is malformed; sign in again",
            Self::Algorithm => "The token of Cloudflare Access is not signed with RS256",
            Self::Extension => "The token of Cloudflare Access demands an extension (crit)",
            Self::UnknownKey => {
                "The key that signed the token of Cloudflare Access is not one of the team's; sign \
                 in again"
            }
            Self::Signature => "The signature of the token of Cloudflare Access is wrong",
            Self::Issuer => {
                "The token of Cloudflare Access comes from another team than ACCESS_TEAM_DOMAIN"
            }
            Self::Audience => {
                "The token of Cloudflare Access is for another application than ACCESS_AUD"
            }
            Self::Expired => "The token of Cloudflare Access has expired; sign in again",
            Self::NotYet => {
                "The token of Cloudflare Access is not valid yet; is the edge's clock right?"
            }
            Self::Kind => "The token of Cloudflare Access is no application token of anybody",
        }
    }
}

impl From<TokenFault> for Fault {
    fn from(fault: TokenFault) -> Self {
        Self::Token(fault)
    }
}

/// Checks RS256 signatures: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3).
pub trait Rs256 {
    /// A key that is ready for use.
    type Key: Clone;

    /// Makes a key ready; `None` where it is none.
    fn import(&self, key: &RsaKey) -> impl Future<Output = Option<Self::Key>>;

    /// Whether `signature` is the key's for `message`.
    fn verify(
        &self,
        key: &Self::Key,
        message: &[u8],
        signature: &[u8],
    ) -> impl Future<Output = bool>;
}

/// Reads tokens by the keys that the team publishes.
#[derive(Debug)]
pub struct Access<'k, U, C, V: Rs256> {
    /// The way to the team's keys.
    pub upstream: U,
    /// The time.
    pub clock: C,
    /// Checks signatures.
    pub verifier: V,
    /// The keys, shared by all requests of this isolate as data. It is never borrowed across a wait:
    /// what one request waits for must not hold up another.
    pub keys: &'k RefCell<KeyStore<V::Key>>,
}

impl<U: Upstream, C: Clock, V: Rs256> Tokens for Access<'_, U, C, V> {
    async fn identify(&self, settings: &AccessSettings, token: &str) -> Result<Identity, Fault> {
        let token = Token::parse(token)?;
        let key = self.key(settings, &token.key_id).await?;
        if !self.verifier.verify(&key, token.signed, &token.signature).await {
            return Err(TokenFault::Signature.into());
        }
        Ok(claims::check(&token.claims, settings, self.clock.unix_ms())?)
    }
}

impl<U: Upstream, C: Clock, V: Rs256> Access<'_, U, C, V> {
    /// The key of this name, from the store or fresh from the team.
    async fn key(&self, settings: &AccessSettings, id: &str) -> Result<V::Key, Fault> {
        let began = self.clock.unix_ms();
        let mut lookup = self.keys.borrow().look_up(id, began);
        if matches!(lookup, Lookup::Fetch) {
            self.keys.borrow_mut().begin(began);
            let fetched = self.fetch(settings).await;
            let ended = self.clock.unix_ms();
            let mut keys = self.keys.borrow_mut();
            keys.end(fetched, ended);
            lookup = keys.look_up(id, ended);
        }
        match lookup {
            Lookup::Found(key) => Ok(key),
            // To be told to fetch again means that the keys are here and this is none of them.
            Lookup::Unknown | Lookup::Fetch => Err(TokenFault::UnknownKey.into()),
            Lookup::Unavailable => Err(Fault::NoAccessKeys),
        }
    }

    /// The team's keys, ready for use; `None` where there are none to be had.
    async fn fetch(&self, settings: &AccessSettings) -> Option<Vec<(String, V::Key)>> {
        let request = Outbound {
            method: "GET",
            url: format!("{}/cdn-cgi/access/certs", settings.issuer),
            headers: vec![("accept", "application/json".into()), ("user-agent", USER_AGENT.into())],
            body: None,
            timeout_ms: KEYS_TIMEOUT_MS,
            max_bytes: MAX_KEYS_BYTES,
        };
        let Ok(Answer { status: 200, body: Ok(body), .. }) = self.upstream.send(&request).await
        else {
            return None;
        };
        let mut ready = Vec::new();
        for key in keys::parse(&body) {
            if let Some(imported) = self.verifier.import(&key).await {
                ready.push((key.id, imported));
            }
        }
        (!ready.is_empty()).then_some(ready)
    }
}

#[cfg(test)]
mod tests;
