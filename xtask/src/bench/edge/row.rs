//! What is measured.

use crate::settings::Settings;

/// Which program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Only passes requests on.
    PassThrough,
    /// Keeps the contract that ours keeps; checks and signs nothing.
    Bounded,
    /// Checks and signs as ours does, with Hono; keeps no contract beyond that.
    Hono,
    /// The same work as ours, with Hono.
    HonoContract,
    /// The product.
    Edge,
}

impl Kind {
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::PassThrough => "JavaScript that only passes on",
            Self::Bounded => "JavaScript within the contract",
            Self::Hono => "Hono, zod-openapi, WebCrypto",
            Self::HonoContract => "Hono within the contract",
            Self::Edge => "scalr-images",
        }
    }

    /// Whether it checks and signs what it sends on.
    pub(super) fn signs(self) -> bool {
        matches!(self, Self::Hono | Self::HonoContract | Self::Edge)
    }
}

/// The names of the rows that ours is compared with.
pub(super) const PASS_THROUGH: &str = "pass-through";
pub(super) const BOUNDED: &str = "bounded";
pub(super) const HONO: &str = "hono";
pub(super) const HONO_CONTRACT: &str = "hono-contract";
pub(super) const EDGE: &str = "edge";

/// The audience tag of the Access application.
pub(super) const AUDIENCE: &str =
    "4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2";

/// More than any run sends, so that a limit is looked at and never reached.
const FAR_AWAY: &str = "4000000000";

/// One row of the table: a worker with settings, and what the requests carry.
pub(super) struct Row {
    pub(super) name: &'static str,
    /// What it says on screen.
    pub(super) title: &'static str,
    pub(super) kind: Kind,
    /// Whether the budgets compare it.
    pub(super) core: bool,
    /// Whether requests carry a token of Access.
    pub(super) token: bool,
    /// Whether each request carries an `Idempotency-Key` of its own.
    pub(super) idempotent: bool,
    /// Settings beside those that all rows have.
    own: Vec<(&'static str, String)>,
}

impl Row {
    fn new(name: &'static str, title: &'static str) -> Self {
        let own = Vec::new();
        Self { name, title, kind: Kind::Edge, core: false, token: false, idempotent: false, own }
    }

    fn core(name: &'static str, kind: Kind, title: &'static str) -> Self {
        Self { kind, core: true, ..Self::new(name, title) }
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.own.push((name, value.to_owned()));
        self
    }

    /// The callers are those of an Access team at `issuer`.
    fn with_access(mut self, issuer: &str) -> Self {
        self.token = true;
        self.with("EDGE_AUTH", "access")
            .with("ACCESS_TEAM_DOMAIN", issuer)
            .with("ACCESS_AUD", AUDIENCE)
            .with("EDGE_WRITERS", "*")
    }

    fn with_key(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// All settings: everything that can be switched off is, but what the row is about.
    pub(super) fn settings(&self, scalr: &Settings) -> Settings {
        let mut settings = scalr.clone();
        let off = ["EDGE_RATE_PER_MINUTE", "SCALR_RATE_PER_MINUTE", "EDGE_ACTIVITY"];
        settings.extend(off.map(|name| (name.to_owned(), "off".to_owned())));
        settings.extend(self.own.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        settings
    }
}

/// Every row; the keys of the Access team are at `issuer`.
pub(super) fn all(issuer: &str) -> Vec<Row> {
    let limits = ["EDGE_RATE_PER_MINUTE", "SCALR_RATE_PER_MINUTE"];
    vec![
        Row::core(PASS_THROUGH, Kind::PassThrough, "JavaScript that only passes on"),
        Row::core(BOUNDED, Kind::Bounded, "  within the contract"),
        Row::core(HONO, Kind::Hono, "Hono: validate, sign, forward"),
        Row::core(HONO_CONTRACT, Kind::HonoContract, "  within the contract"),
        Row::core(EDGE, Kind::Edge, "scalr-images: validate, sign, forward"),
        Row::new("access", "  and the token of Cloudflare Access").with_access(issuer),
        Row::new("caller-rate", "  and the limit per caller").with(limits[0], FAR_AWAY),
        Row::new("pair-rate", "  and the limit per key pair").with(limits[1], FAR_AWAY),
        Row::new("activity", "  and activity").with("EDGE_ACTIVITY", "on"),
        Row::new("idempotency", "  and an Idempotency-Key").with_key(),
        Row::new("everything", "  and all of these")
            .with_access(issuer)
            .with(limits[0], FAR_AWAY)
            .with(limits[1], FAR_AWAY)
            .with("EDGE_ACTIVITY", "on")
            .with_key(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_switches_on_what_it_is_about_and_nothing_else() {
        let rows = all("http://127.0.0.1:1");
        let scalr = Settings::from([("EDGE_AUTH".to_owned(), "local".to_owned())]);
        let settings = |name: &str| {
            let row = rows.iter().find(|row| row.name == name).expect("a row");
            let settings = row.settings(&scalr);
            ["EDGE_AUTH", "EDGE_RATE_PER_MINUTE", "SCALR_RATE_PER_MINUTE", "EDGE_ACTIVITY"]
                .map(|name| settings[name].clone())
        };
        assert_eq!(settings(EDGE), ["local", "off", "off", "off"]);
        assert_eq!(settings("access"), ["access", "off", "off", "off"]);
        assert_eq!(settings("caller-rate"), ["local", FAR_AWAY, "off", "off"]);
        assert_eq!(settings("pair-rate"), ["local", "off", FAR_AWAY, "off"]);
        assert_eq!(settings("activity"), ["local", "off", "off", "on"]);
        assert_eq!(settings("everything"), ["access", FAR_AWAY, FAR_AWAY, "on"]);
    }
}
