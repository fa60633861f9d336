//! A request as a curl command.

use shared::edge_api::IdentityKind;

use super::{Line, shell};

/// What the edge wants of a caller outside the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignIn {
    /// Nothing: the edge answers on this machine only.
    None,
    /// A service token of Cloudflare Access, whose two parts the command takes from the
    /// environment.
    ServiceToken,
}

impl From<IdentityKind> for SignIn {
    /// What a person whom the edge knows in this way needs for a command of their own.
    fn from(kind: IdentityKind) -> Self {
        match kind {
            IdentityKind::Local | IdentityKind::Key => Self::None,
            IdentityKind::User | IdentityKind::Service => Self::ServiceToken,
        }
    }
}

/// Double quotes: the shell puts the values in.
const SERVICE_TOKEN: [&str; 2] = [
    r#"  -H "CF-Access-Client-Id: $CF_ACCESS_CLIENT_ID" \"#,
    r#"  -H "CF-Access-Client-Secret: $CF_ACCESS_CLIENT_SECRET" \"#,
];

pub(super) fn lines(url: &str, sign_in: SignIn, body: Vec<Line>) -> Vec<Line> {
    let mut lines = vec![
        Line::plain(format!(r"curl -X POST {} \", shell::word(url))),
        Line::plain(r"  -H 'Content-Type: application/json' \"),
    ];
    if sign_in == SignIn::ServiceToken {
        lines.extend(SERVICE_TOKEN.map(Line::plain));
    }
    let last = body.len().saturating_sub(1);
    lines.extend(body.into_iter().enumerate().map(|(index, line)| {
        let open = if index == 0 { "  --data '" } else { "" };
        let close = if index == last { "'" } else { "" };
        Line { text: format!("{open}{}{close}", shell::quoted(&line.text)), ..line }
    }));
    lines
}
