//! Who may read and who may write (`EDGE_READERS`, `EDGE_WRITERS`).

use shared::edge_api::{Identity, IdentityKind};

/// What somebody may do; each right holds the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rights {
    /// Not even read.
    None,
    /// Read.
    Read,
    /// Read and write.
    Write,
}

/// The two lists. A list that is not set names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Those who may write, and read as well.
    pub writers: List,
    /// Those who may read.
    pub readers: List,
}

impl Policy {
    /// What an identity may do.
    pub fn rights(&self, identity: &Identity) -> Rights {
        if self.writers.names(identity) {
            Rights::Write
        } else if self.readers.names(identity) {
            Rights::Read
        } else {
            Rights::None
        }
    }
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Entry {
    /// `*`: everybody whom Access lets in.
    Everybody,
    /// `ana@example.com`: one person.
    Address(String),
    /// `*@example.com`: everybody with an address of this domain, subdomains not included.
    Domain(String),
    /// Anything without `@`: the name of a service token, as it stands in `common_name`.
    Service(String),
}

/// A list of people and service tokens.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List(Vec<Entry>);

impl List {
    /// Reads a list: entries with commas or white space between them. `None` where one of them is no
    /// entry, because a mistyped list must not be taken for another one.
    pub fn parse(text: &str) -> Option<Self> {
        text.split(|character: char| character == ',' || character.is_whitespace())
            .filter(|entry| !entry.is_empty())
            .map(Entry::parse)
            .collect::<Option<_>>()
            .map(Self)
    }

    fn names(&self, identity: &Identity) -> bool {
        self.0.iter().any(|entry| entry.names(identity))
    }
}

impl Entry {
    fn parse(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::Everybody);
        }
        let entry = match text.rsplit_once('@') {
            None => Self::Service(text.to_owned()),
            Some(("", _) | (_, "")) => return None,
            Some(("*", domain)) => Self::Domain(domain.to_owned()),
            Some(_) => Self::Address(text.to_owned()),
        };
        let (Self::Service(name) | Self::Address(name) | Self::Domain(name)) = &entry else {
            return None;
        };
        (!name.contains('*')).then_some(entry)
    }

    /// Letter case makes no difference in addresses: identity providers write the same person's in
    /// several ways.
    fn names(&self, identity: &Identity) -> bool {
        let address = match identity.kind {
            IdentityKind::User => identity.name.as_deref(),
            _ => None,
        };
        match self {
            Self::Everybody => true,
            Self::Address(wanted) => address.is_some_and(|is| is.eq_ignore_ascii_case(wanted)),
            Self::Domain(wanted) => address
                .and_then(|address| address.rsplit_once('@'))
                .is_some_and(|(_, is)| is.eq_ignore_ascii_case(wanted)),
            Self::Service(wanted) => {
                identity.kind == IdentityKind::Service && identity.id == *wanted
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(address: Option<&str>) -> Identity {
        let name = address.map(str::to_owned);
        Identity { kind: IdentityKind::User, id: "5f1c".to_owned(), name }
    }

    fn service(id: &str) -> Identity {
        Identity { kind: IdentityKind::Service, id: id.to_owned(), name: None }
    }

    fn names(list: &str, identity: &Identity) -> bool {
        List::parse(list).expect("a list").names(identity)
    }

    #[test]
    fn an_address_names_one_person_in_any_letter_case() {
        let list = "ana@example.com, Bo@Example.com";
        assert!(names(list, &user(Some("ana@example.com"))));
        assert!(names(list, &user(Some("ANA@example.COM"))));
        assert!(names(list, &user(Some("bo@example.com"))));
        assert!(!names(list, &user(Some("xana@example.com"))));
        assert!(!names(list, &user(Some("ana@example.com.evil.example"))));
        assert!(!names(list, &user(None)));
    }

    #[test]
    fn a_domain_names_its_own_addresses_and_no_subdomain() {
        let list = "*@example.com";
        assert!(names(list, &user(Some("ana@Example.com"))));
        for other in ["ana@mail.example.com", "ana@badexample.com", "ana@example.com@evil", ""] {
            assert!(!names(list, &user(Some(other))), "{other}");
        }
        assert!(!names(list, &user(None)));
        assert!(!names(list, &service("ci@example.com")));
    }

    #[test]
    fn a_service_token_is_named_by_its_whole_name_and_never_by_an_address() {
        let list = "e367826f.access ci";
        assert!(names(list, &service("e367826f.access")));
        assert!(names(list, &service("ci")));
        assert!(!names(list, &service("CI")));
        assert!(!names(list, &service("e367826f")));
        assert!(!names(list, &user(Some("ci"))));
    }

    #[test]
    fn a_star_names_everybody_and_an_empty_list_nobody() {
        assert!(names("*", &user(None)));
        assert!(names("*", &service("ci")));
        for empty in ["", " , ,\n"] {
            assert!(!names(empty, &user(Some("ana@example.com"))), "{empty:?}");
        }
    }

    #[test]
    fn what_is_no_entry_spoils_the_list() {
        for wrong in
            ["@example.com", "ana@", "*@", "*@*.example.com", "a*@example.com", "ci-*", "@"]
        {
            assert_eq!(List::parse(&format!("bo@example.com {wrong}")), None, "{wrong}");
        }
    }

    #[test]
    fn writers_read_readers_do_not_write_and_the_rest_do_neither() {
        let policy = Policy {
            writers: List::parse("ana@example.com").expect("a list"),
            readers: List::parse("*@example.com").expect("a list"),
        };
        assert_eq!(policy.rights(&user(Some("ana@example.com"))), Rights::Write);
        assert_eq!(policy.rights(&user(Some("bo@example.com"))), Rights::Read);
        assert_eq!(policy.rights(&user(Some("eve@evil.example"))), Rights::None);
        assert!(Rights::Write > Rights::Read && Rights::Read > Rights::None);
    }
}
