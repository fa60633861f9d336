//! The scopes that somebody can go to: those the settings name, and those typed in by hand.

use leptos::prelude::*;
use shared::edge_api::{Session, SessionScope};
use shared::image::ImageScope;
use shared::scope::Scope;

use crate::storage;
use crate::text;

use super::session::{SessionResource, use_session};

const TYPED_KEY: &str = "scalr-images.scopes";
const LAST_KEY: &str = "scalr-images.scope";

/// The scopes to choose from.
#[derive(Clone, Copy)]
pub struct Scopes {
    session: SessionResource,
    typed: RwSignal<Vec<Scope>>,
}

impl Scopes {
    /// All of them, those of the settings first.
    pub fn all(self) -> Vec<SessionScope> {
        let named = self.session.known().map(|session| session.scopes).unwrap_or_default();
        merge(named, &self.typed.read())
    }

    /// The name of a scope for people.
    pub fn name(self, scope: Scope) -> String {
        self.all()
            .into_iter()
            .find(|known| known.scope == scope)
            .map_or_else(|| plain_name(scope), |known| known.name)
    }

    /// The one scope of this kind that there is to choose; an image does not say which account or
    /// environment it belongs to.
    pub fn only_one(self, kind: &ImageScope) -> Option<Scope> {
        let mut of_kind =
            self.all().into_iter().map(|known| known.scope).filter(|s| s.of_image() == *kind);
        let only = of_kind.next()?;
        of_kind.next().is_none().then_some(only)
    }

    /// Adds a scope that was typed in and remembers it.
    pub fn add(self, scope: Scope) {
        let known = self.all().iter().any(|known| known.scope == scope);
        if !known {
            self.typed.update(|typed| typed.push(scope));
            let text: Vec<String> =
                self.typed.read_untracked().iter().map(Scope::to_string).collect();
            storage::set(TYPED_KEY, &text.join(" "));
        }
    }

    /// Remembers where somebody was.
    pub fn remember(scope: Scope) {
        storage::set(LAST_KEY, &scope.to_string());
    }

    /// Where to begin: where somebody was last, else the first environment, else the first scope
    /// that there are keys for.
    pub fn start(session: &Session) -> Scope {
        storage::get(LAST_KEY).and_then(|text| text.parse().ok()).unwrap_or_else(|| first(session))
    }
}

/// Makes the scopes known to everything below.
pub fn provide_scopes() {
    let typed = storage::get(TYPED_KEY).unwrap_or_default();
    let typed = typed.split(' ').filter_map(|text| text.parse().ok()).collect();
    provide_context(Scopes { session: use_session(), typed: RwSignal::new(typed) });
}

fn merge(named: Vec<SessionScope>, typed: &[Scope]) -> Vec<SessionScope> {
    let mut all = named;
    for &scope in typed {
        if !all.iter().any(|known| known.scope == scope) {
            // Any other scope of the same key pair tells whether there are keys for this one.
            let keys = all
                .iter()
                .find(|known| known.scope.key_pair() == scope.key_pair())
                .is_none_or(|known| known.keys);
            all.push(SessionScope { scope, name: plain_name(scope), keys });
        }
    }
    all
}

fn plain_name(scope: Scope) -> String {
    match scope {
        Scope::Global => text::common().global.to_owned(),
        Scope::Account(id) => text::fill(text::common().account_number, &[("id", &id)]),
        Scope::Environment(id) => text::fill(text::common().environment_number, &[("id", &id)]),
    }
}

fn first(session: &Session) -> Scope {
    let usable = || session.scopes.iter().filter(|known| known.keys);
    usable()
        .find(|known| matches!(known.scope, Scope::Environment(_)))
        .or_else(|| usable().next())
        .map_or(Scope::Global, |known| known.scope)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(scope: &str, keys: bool) -> SessionScope {
        SessionScope { scope: scope.parse().expect("a scope"), name: scope.to_owned(), keys }
    }

    #[test]
    fn typed_scopes_come_after_named_ones_and_only_once() {
        let typed = ["user/7", "user/5"].map(|text| text.parse().expect("a scope"));
        let all = merge(vec![named("global", false), named("user/5", true)], &typed);
        let seen: Vec<_> = all.iter().map(|s| (s.scope.to_string(), s.keys)).collect();
        assert_eq!(
            seen,
            [
                ("global".to_owned(), false),
                ("user/5".to_owned(), true),
                ("user/7".to_owned(), true)
            ]
        );
    }
}
