//! What can be wrong with a request.

use std::fmt::{self, Write as _};

use crate::error_code::EdgeCode;
use crate::image::ImageScope;
use crate::json::Malformed;
use crate::order::in_order;

use super::name::NAME_LIMIT;

/// Longest part of a sent value that is repeated in a message, in characters.
const QUOTE_LIMIT: usize = 60;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// JSON pointer (RFC 6901) into the body; empty for the body as a whole.
    pub pointer: String,
    /// What is wrong. Its `Display` also says what would be right.
    pub problem: Problem,
}

impl Violation {
    /// Scalr's code for it.
    pub fn code(&self) -> EdgeCode {
        self.problem.code()
    }
}

/// Everything that is wrong with a request, ordered by JSON pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    pub(super) fn new(violations: Vec<Violation>) -> Self {
        // Two problems of one member keep the order of the rules.
        Self(in_order(violations, |one, other| one.pointer.cmp(&other.pointer)))
    }

    /// The violations, in order; there is at least one.
    pub fn as_slice(&self) -> &[Violation] {
        &self.0
    }
}

/// What is wrong with a body or one of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The body is not one JSON object.
    Malformed(Malformed),
    /// A member that is needed is not there, or empty where that counts as not there.
    Missing {
        /// The member.
        member: &'static str,
        /// What to send, as a clause: "send …".
        hint: &'static str,
    },
    /// A member that the API does not know.
    Unknown {
        /// The member.
        member: String,
        /// The member that was probably meant.
        meant: Option<&'static str>,
    },
    /// A member that only Scalr sets.
    ReadOnly {
        /// The member.
        member: String,
    },
    /// A member that is there more than once.
    Repeated,
    /// A member of another JSON type.
    WrongType {
        /// The documented type, with its article.
        expected: &'static str,
        /// The type that was sent, with its article.
        found: &'static str,
    },
    /// A value outside a closed list.
    NotOneOf {
        /// What was sent.
        value: String,
        /// The list.
        allowed: &'static [&'static str],
        /// The value that was probably meant.
        meant: Option<&'static str>,
    },
    /// A text that must not be empty.
    Empty {
        /// What to send, as a clause: "send …".
        hint: &'static str,
    },
    /// A text over its limit.
    TooLong {
        /// Limit in characters.
        limit: usize,
        /// Length in characters.
        length: usize,
    },
    /// A name that Scalr does not take.
    Name {
        /// What was sent.
        value: String,
        /// A name made of it that Scalr takes.
        mended: Option<String>,
    },
    /// A text that cannot be the id of an operating system.
    OsId {
        /// What was sent.
        value: String,
    },
    /// A size that is not a whole number of gigabytes, 1 or more.
    Size {
        /// What was sent.
        value: String,
    },
    /// A `scope` other than the endpoint's.
    Scope {
        /// What was sent.
        value: String,
        /// What the endpoint stands for.
        expected: ImageScope,
    },
    /// A copy destination that cannot be an EC2 region.
    NotARegion {
        /// What was sent.
        value: String,
    },
    /// A list with more entries than may be.
    TooMany {
        /// Limit in entries.
        limit: usize,
        /// How many there are.
        count: usize,
    },
    /// A value that does not have the form that is wanted.
    NotThis {
        /// What was sent.
        value: String,
        /// What to send, as a clause: "send …".
        hint: &'static str,
    },
    /// A copy destination on a platform other than EC2.
    NotEc2 {
        /// What was sent.
        value: String,
    },
}

impl Problem {
    /// Scalr's code for the problem: structure where a member is missing or should not be there,
    /// value where its content is wrong.
    pub fn code(&self) -> EdgeCode {
        match self {
            Self::Malformed(_)
            | Self::Missing { .. }
            | Self::Unknown { .. }
            | Self::ReadOnly { .. }
            | Self::Repeated => EdgeCode::InvalidStructure,
            _ => EdgeCode::InvalidValue,
        }
    }
}

/// A sent value, shortened and without control characters.
pub struct Quoted<'a>(pub &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('`')?;
        for (index, character) in self.0.chars().enumerate() {
            if index == QUOTE_LIMIT {
                f.write_char('…')?;
                break;
            }
            if character.is_control() {
                write!(f, "{}", character.escape_default())?;
            } else {
                f.write_char(character)?;
            }
        }
        f.write_char('`')
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(malformed) => malformed.fmt(f),
            Self::Missing { member, hint } => write!(f, "`{member}` is missing; send {hint}"),
            Self::Unknown { member, meant } => {
                write!(f, "{} is not a member of this request", Quoted(member))?;
                match meant {
                    Some(meant) => write!(f, "; did you mean `{meant}`?"),
                    None => f.write_str("; leave it out"),
                }
            }
            Self::ReadOnly { member } => {
                write!(f, "{} is read-only: Scalr sets it; leave it out", Quoted(member))
            }
            Self::Repeated => f.write_str("The member is there more than once; send it once"),
            Self::WrongType { expected, found } => write!(f, "Expected {expected}, found {found}"),
            Self::NotOneOf { value, allowed, meant } => {
                write!(f, "{} is not one of the documented values", Quoted(value))?;
                match meant {
                    Some(meant) => write!(f, "; did you mean `{meant}`?"),
                    None => write!(f, ": {}", allowed.join(", ")),
                }
            }
            Self::Empty { hint } => write!(f, "The text is empty; send {hint}"),
            Self::TooLong { limit, length } => {
                write!(f, "The text has {length} characters; the limit is {limit}")
            }
            Self::Name { value, mended } => {
                write!(
                    f,
                    "{} is not a name that Scalr takes: 2 to {NAME_LIMIT} letters, digits and \
                     hyphens, with a letter or digit at both ends",
                    Quoted(value)
                )?;
                mended.as_ref().map_or(Ok(()), |name| write!(f, "; for example {}", Quoted(name)))
            }
            Self::OsId { value } => write!(
                f,
                "{} is not the id of an operating system: up to 25 letters, digits and hyphens, \
                 for example ubuntu-14-04",
                Quoted(value)
            ),
            Self::Size { value } => {
                write!(f, "{value} is not a size: a whole number of gigabytes, 1 or more")
            }
            Self::Scope { value, expected } => write!(
                f,
                "{} is not the scope of this endpoint; send `{expected}` or leave it out",
                Quoted(value)
            ),
            Self::NotARegion { value } => write!(
                f,
                "{} cannot be an EC2 region; send a region code such as eu-west-1",
                Quoted(value)
            ),
            Self::TooMany { limit, count } => {
                write!(f, "There are {count} of these; at most {limit} may be sent")
            }
            Self::NotThis { value, hint } => {
                write!(f, "{} will not do; send {hint}", Quoted(value))
            }
            Self::NotEc2 { value } => {
                write!(f, "Images are copied only within EC2; send `ec2`, not {}", Quoted(value))
            }
        }
    }
}
