//! A request as a command of scalr-ctl, as its version 7.16 takes it (its `scheme.json` and
//! `commands/__init__.py`).
//!
//! The client reads host and keys from the profile that `scalr-ctl configure` writes
//! (`~/.scalr/default.yaml`). Its options `--key_id` and `--secret_key` are not shown: they would
//! put the secret where every user of the machine sees it, and they do not reach the global scope.

use shared::scope::{KeyPair, Scope};

use super::{Line, Operation};

pub(super) fn lines(operation: &Operation, body: Vec<Line>) -> Vec<Line> {
    let (scope, action, image) = match operation {
        Operation::Register(scope) => (*scope, "register", String::new()),
        Operation::Copy(scope, image) => (*scope, "copy", format!(" --imageId {image}")),
    };
    let (group, owner) = match scope {
        Scope::Global => ("global images", String::new()),
        Scope::Account(id) => ("account images", format!(" --accountId {id}")),
        Scope::Environment(id) => ("images", format!(" --envId {id}")),
    };
    // A here-document with a quoted delimiter is taken as it stands, and JSON has no line breaks
    // inside its texts: no line of the body can end it.
    let command = format!("scalr-ctl {group} {action}{owner}{image} --stdin <<'JSON'");
    [Line::plain(profile(scope)), Line::plain(command)]
        .into_iter()
        .chain(body)
        .chain([Line::plain("JSON")])
        .collect()
}

/// Where the client takes host and keys from.
fn profile(scope: Scope) -> &'static str {
    match scope.key_pair() {
        KeyPair::User => "# Host, key id and secret come from your profile: scalr-ctl configure",
        KeyPair::Global => {
            "# Host, global key id and secret come from your profile: \
             scalr-ctl configure --with-global-scope"
        }
    }
}
