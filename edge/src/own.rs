//! The edge's own operations: everything under `/edge`.

/// An operation of the edge's own. Each takes GET only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// What was asked for in a scope, and what became of it.
    Activity,
    /// Alive, and what the settings lack.
    Health,
    /// Who is asking and what there is to work with.
    Session,
    /// The contract, for machines.
    OpenApi,
}

impl Own {
    /// Every one of them.
    pub const ALL: &'static [Self] = &[Self::Activity, Self::Health, Self::Session, Self::OpenApi];

    /// Its path.
    pub fn path(self) -> &'static str {
        match self {
            Self::Activity => "/edge/activity",
            Self::Health => "/edge/health",
            Self::Session => "/edge/session",
            Self::OpenApi => "/edge/openapi.json",
        }
    }

    /// A name for logs and documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Activity => "edge.activity",
            Self::Health => "edge.health",
            Self::Session => "edge.session",
            Self::OpenApi => "edge.openapi",
        }
    }

    /// The operation at a path.
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|own| own.path() == path)
    }

    /// Whether it answers everybody, before any setting is looked at.
    pub fn is_public(self) -> bool {
        match self {
            Self::Health | Self::OpenApi => true,
            Self::Activity | Self::Session => false,
        }
    }
}
