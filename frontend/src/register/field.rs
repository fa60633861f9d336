//! The fields of the form and where each stands: in the form, in the request and on the page.

use crate::text;

/// A field of the form. Each is one member of the request; the order is the order on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// `cloudPlatform`
    Platform,
    /// `cloudLocation`
    CloudLocation,
    /// `cloudImageId`
    CloudImageId,
    /// `name`
    Name,
    /// `os`
    Os,
    /// `architecture`
    Architecture,
    /// `scalrAgentInstalled`
    ScalrAgentInstalled,
    /// `cloudInitInstalled`
    CloudInitInstalled,
    /// `type`
    StorageType,
    /// `size`
    Size,
    /// `cloudFeatures`
    Features,
    /// `deprecated`
    Deprecated,
}

/// Where a field stands.
struct Place {
    pointer: &'static str,
    label: &'static str,
    id: &'static str,
}

impl Field {
    /// Every field, in the order of the form.
    pub const ALL: [Self; 12] = [
        Self::Platform,
        Self::CloudLocation,
        Self::CloudImageId,
        Self::Name,
        Self::Os,
        Self::Architecture,
        Self::ScalrAgentInstalled,
        Self::CloudInitInstalled,
        Self::StorageType,
        Self::Size,
        Self::Features,
        Self::Deprecated,
    ];

    /// JSON pointer (RFC 6901) of the field's member in the request.
    pub fn pointer(self) -> &'static str {
        self.place().pointer
    }

    /// Name of the field's member in the request.
    pub fn member(self) -> &'static str {
        self.pointer().trim_start_matches('/')
    }

    /// The label for people.
    pub fn label(self) -> &'static str {
        self.place().label
    }

    /// Id of the control on the page, which links to the field point at.
    pub fn id(self) -> &'static str {
        self.place().id
    }

    /// The field that a pointer into the request is about: the one at the pointer itself, else at
    /// the nearest level above it, so that `/os/id` is about the operating system.
    pub fn from_pointer(pointer: &str) -> Option<Self> {
        let mut rest = pointer;
        loop {
            if let Some(field) = Self::ALL.into_iter().find(|field| field.pointer() == rest) {
                return Some(field);
            }
            rest = rest.rsplit_once('/')?.0;
        }
    }

    fn place(self) -> Place {
        let (pointer, label, id) = match self {
            Self::Platform => {
                ("/cloudPlatform", text::register().field_platform, "register-platform")
            }
            Self::CloudLocation => {
                ("/cloudLocation", text::register().field_location, "register-location")
            }
            Self::CloudImageId => {
                ("/cloudImageId", text::register().cloud_image_id, "register-image-id")
            }
            Self::Name => ("/name", text::register().field_name, "register-name"),
            Self::Os => ("/os", text::register().field_os, "register-os"),
            Self::Architecture => {
                ("/architecture", text::register().field_architecture, "register-architecture")
            }
            Self::ScalrAgentInstalled => {
                ("/scalrAgentInstalled", text::register().field_agent, "register-agent")
            }
            Self::CloudInitInstalled => {
                ("/cloudInitInstalled", text::register().field_cloud_init, "register-cloud-init")
            }
            Self::StorageType => ("/type", text::register().field_storage_type, "register-type"),
            Self::Size => ("/size", text::register().field_size, "register-size"),
            Self::Features => {
                ("/cloudFeatures", text::register().field_features, "register-features")
            }
            Self::Deprecated => {
                ("/deprecated", text::register().field_deprecated, "register-deprecated")
            }
        };
        Place { pointer, label, id }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::new_image::CREATE_MEMBERS;

    #[test]
    fn every_member_of_the_create_call_but_scope_has_exactly_one_field() {
        let mut members: Vec<_> = Field::ALL.into_iter().map(Field::member).collect();
        members.sort_unstable();
        let expected: Vec<_> =
            CREATE_MEMBERS.iter().copied().filter(|member| *member != "scope").collect();
        assert_eq!(members, expected);
    }

    #[test]
    fn the_list_is_in_the_order_of_the_enumeration_and_ids_are_unique() {
        assert!(Field::ALL.is_sorted());
        let mut ids: Vec<_> = Field::ALL.into_iter().map(Field::id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Field::ALL.len());
    }

    #[test]
    fn a_pointer_leads_to_its_field_or_to_the_one_above() {
        for field in Field::ALL {
            assert_eq!(Field::from_pointer(field.pointer()), Some(field));
        }
        assert_eq!(Field::from_pointer("/os/id"), Some(Field::Os));
        assert_eq!(Field::from_pointer("/cloudFeatures/type"), Some(Field::Features));
        assert_eq!(Field::from_pointer("/cloudFeatures/a/0/b"), Some(Field::Features));
        for nowhere in ["", "/", "/scope", "/names", "name", "/a~1name", "/scope/deep"] {
            assert_eq!(Field::from_pointer(nowhere), None, "{nowhere:?}");
        }
    }
}
