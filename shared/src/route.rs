//! The one table of operations: from (method, path) to a route and back. The dashboard builds its
//! requests from it and the edge reads them with it.

mod template;

use std::fmt;

use crate::id::{ImageId, ScalrId};
use crate::os::is_os_id;
use crate::scope::Scope;

pub use template::{Template, templates};

/// Base path of the API.
pub const BASE: &str = "/api/v1beta0/";

/// A method of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// Reads.
    Get,
    /// Writes.
    Post,
}

impl Method {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }

    /// The method of this name; names are case sensitive (RFC 9110, section 9.1).
    pub fn known(name: &str) -> Option<Self> {
        [Self::Get, Self::Post].into_iter().find(|method| method.as_str() == name)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One operation on one resource: a method and a path, understood.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// Register an image: `POST {scope}/images/`.
    CreateImage(Scope),
    /// A page of the images that the scope sees: `GET {scope}/images/`.
    ListImages(Scope),
    /// One image: `GET {scope}/images/{imageId}/`.
    GetImage(Scope, ImageId),
    /// Copy an image to another EC2 region: `POST {scope}/images/{imageId}/actions/copy/`.
    CopyImage(Scope, ImageId),
    /// Operating systems: `GET {scope}/os/`.
    ListOs(Scope),
    /// One operating system: `GET {scope}/os/{osId}/`.
    GetOs(Scope, String),
    /// Locations of a platform: `GET user/{envId}/clouds/{cloudPlatform}/cloud-locations/`.
    ListCloudLocations(ScalrId, String),
}

/// One segment of a path behind the scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Segment {
    Literal(&'static str),
    ImageId,
    OsId,
    Platform,
}

use Segment::Literal;

/// What stands in a path, read but not yet understood as an operation.
struct Operands<'a> {
    scope: Scope,
    variable: &'a str,
}

struct Operation {
    method: Method,
    segments: &'static [Segment],
    read: fn(&Operands<'_>) -> Option<Route>,
}

const IMAGES: &[Segment] = &[Literal("images")];
const IMAGE: &[Segment] = &[Literal("images"), Segment::ImageId];
const COPY: &[Segment] =
    &[Literal("images"), Segment::ImageId, Literal("actions"), Literal("copy")];
const SYSTEMS: &[Segment] = &[Literal("os")];
const SYSTEM: &[Segment] = &[Literal("os"), Segment::OsId];
const LOCATIONS: &[Segment] = &[Literal("clouds"), Segment::Platform, Literal("cloud-locations")];

/// Every operation that the edge offers, as the API reference lists them.
const OPERATIONS: &[Operation] = &[
    Operation { method: Method::Get, segments: IMAGES, read: |o| Some(Route::ListImages(o.scope)) },
    Operation {
        method: Method::Post,
        segments: IMAGES,
        read: |o| Some(Route::CreateImage(o.scope)),
    },
    Operation {
        method: Method::Get,
        segments: IMAGE,
        read: |o| Some(Route::GetImage(o.scope, o.variable.parse().ok()?)),
    },
    Operation {
        method: Method::Post,
        segments: COPY,
        read: |o| Some(Route::CopyImage(o.scope, o.variable.parse().ok()?)),
    },
    Operation { method: Method::Get, segments: SYSTEMS, read: |o| Some(Route::ListOs(o.scope)) },
    Operation {
        method: Method::Get,
        segments: SYSTEM,
        read: |o| Some(Route::GetOs(o.scope, o.variable.to_owned())),
    },
    Operation {
        method: Method::Get,
        segments: LOCATIONS,
        read: |o| match o.scope {
            Scope::Environment(id) => Some(Route::ListCloudLocations(id, o.variable.to_owned())),
            Scope::Global | Scope::Account(_) => None,
        },
    },
];

/// What a path and a method turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// An operation.
    Route(Route),
    /// A path of the API that takes other methods, which are named.
    OtherMethods(Vec<Method>),
    /// No path of the API. `slash` says that it would be one with a slash at its end.
    Nothing {
        /// The path lacks nothing but its slash.
        slash: bool,
    },
}

impl Route {
    /// Reads a raw path (percent-encoding untouched: no path of the API needs any) and a method.
    pub fn resolve(method: &str, path: &str) -> Resolved {
        let Some(rest) = path.strip_prefix(BASE) else {
            return Resolved::Nothing { slash: false };
        };
        let Some(rest) = rest.strip_suffix('/') else {
            let slash = !matches(rest).is_empty();
            return Resolved::Nothing { slash };
        };
        let mut found = matches(rest);
        let wanted = Method::known(method);
        match found.iter().position(|(method, _)| Some(*method) == wanted) {
            Some(at) => Resolved::Route(found.swap_remove(at).1),
            None if found.is_empty() => Resolved::Nothing { slash: false },
            None => Resolved::OtherMethods(found.into_iter().map(|(method, _)| method).collect()),
        }
    }

    /// The method of the operation.
    pub fn method(&self) -> Method {
        match self {
            Self::CreateImage(_) | Self::CopyImage(..) => Method::Post,
            _ => Method::Get,
        }
    }

    /// True where the operation changes something: its outcome may be unknown.
    pub fn is_write(&self) -> bool {
        self.method() == Method::Post
    }

    /// The scope of the endpoint.
    pub fn scope(&self) -> Scope {
        match self {
            Self::CreateImage(scope)
            | Self::ListImages(scope)
            | Self::GetImage(scope, _)
            | Self::CopyImage(scope, _)
            | Self::ListOs(scope)
            | Self::GetOs(scope, _) => *scope,
            Self::ListCloudLocations(environment, _) => Scope::Environment(*environment),
        }
    }

    fn segments(&self) -> (&'static [Segment], &str) {
        match self {
            Self::CreateImage(_) | Self::ListImages(_) => (IMAGES, ""),
            Self::GetImage(_, id) => (IMAGE, id.as_str()),
            Self::CopyImage(_, id) => (COPY, id.as_str()),
            Self::ListOs(_) => (SYSTEMS, ""),
            Self::GetOs(_, id) => (SYSTEM, id),
            Self::ListCloudLocations(_, platform) => (LOCATIONS, platform),
        }
    }

    /// The path, from the root, with the slash at its end.
    pub fn path(&self) -> String {
        let (segments, variable) = self.segments();
        let mut path = format!("{BASE}{}/", self.scope());
        for segment in segments {
            path.push_str(match segment {
                Literal(text) => text,
                Segment::ImageId | Segment::OsId | Segment::Platform => variable,
            });
            path.push('/');
        }
        path
    }

    /// A name for logs and documents, for example `images.copy`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::CreateImage(_) => "images.create",
            Self::ListImages(_) => "images.list",
            Self::GetImage(..) => "images.get",
            Self::CopyImage(..) => "images.copy",
            Self::ListOs(_) => "os.list",
            Self::GetOs(..) => "os.get",
            Self::ListCloudLocations(..) => "cloud-locations.list",
        }
    }
}

/// The operations at a path behind the base, without its last slash.
fn matches(rest: &str) -> Vec<(Method, Route)> {
    let parts: Vec<&str> = rest.split('/').collect();
    let Some((scope, tail)) = split_scope(&parts) else {
        return Vec::new();
    };
    OPERATIONS
        .iter()
        .filter_map(|operation| {
            let variable = capture(operation.segments, tail)?;
            let route = (operation.read)(&Operands { scope, variable })?;
            Some((operation.method, route))
        })
        .collect()
}

fn split_scope<'p, 't>(parts: &'p [&'t str]) -> Option<(Scope, &'p [&'t str])> {
    match parts {
        ["global", tail @ ..] => Some((Scope::Global, tail)),
        ["account", id, tail @ ..] => Some((Scope::Account(id.parse().ok()?), tail)),
        ["user", id, tail @ ..] => Some((Scope::Environment(id.parse().ok()?), tail)),
        _ => None,
    }
}

/// The variable part of a path that has these segments; `""` where they have none.
fn capture<'a>(segments: &[Segment], parts: &[&'a str]) -> Option<&'a str> {
    if segments.len() != parts.len() {
        return None;
    }
    let mut variable = "";
    for (segment, part) in segments.iter().zip(parts) {
        let fits = match segment {
            Literal(text) => text == part,
            Segment::ImageId => part.parse::<ImageId>().is_ok(),
            Segment::OsId => is_os_id(part),
            Segment::Platform => is_platform_token(part),
        };
        if !fits {
            return None;
        }
        if !matches!(segment, Literal(_)) {
            variable = part;
        }
    }
    Some(variable)
}

/// Platforms in a path: any short word, because Scalr adds platforms.
fn is_platform_token(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const IMAGE_ID: &str = "5a1a3fd0-1111-4222-8333-000000000001";

    fn scope(text: &str) -> Scope {
        text.parse().expect("a scope")
    }

    #[test]
    fn the_two_calls_at_the_heart_resolve() {
        assert_eq!(
            Route::resolve("POST", "/api/v1beta0/global/images/"),
            Resolved::Route(Route::CreateImage(Scope::Global))
        );
        assert_eq!(
            Route::resolve("POST", &format!("/api/v1beta0/user/5/images/{IMAGE_ID}/actions/copy/")),
            Resolved::Route(Route::CopyImage(scope("user/5"), IMAGE_ID.parse().expect("an id")))
        );
    }

    #[test]
    fn a_known_path_with_another_method_names_the_right_ones() {
        let others = |method, path: &str| Route::resolve(method, path);
        assert_eq!(
            others("DELETE", "/api/v1beta0/account/1/images/"),
            Resolved::OtherMethods(vec![Method::Get, Method::Post])
        );
        assert_eq!(
            others("GET", &format!("/api/v1beta0/user/5/images/{IMAGE_ID}/actions/copy/")),
            Resolved::OtherMethods(vec![Method::Post])
        );
        assert_eq!(
            others("post", "/api/v1beta0/global/os/"),
            Resolved::OtherMethods(vec![Method::Get])
        );
    }

    #[test]
    fn what_is_no_path_of_the_api_is_nothing() {
        for path in [
            "/",
            "/api/v1beta0/",
            "/api/v1beta0/images/",
            "/api/v1beta0/user/0/images/",
            "/api/v1beta0/user/05/images/",
            "/api/v1beta0/user/5/images//",
            "/api/v1beta0//user/5/images/",
            "/api/v1beta0/user/5/images/1/",
            "/api/v1beta0/user/5/images/%35a1a3fd0-1111-4222-8333-000000000001/",
            "/api/v1beta0/global/clouds/ec2/cloud-locations/",
            "/api/v1beta0/user/5/clouds/EC2/cloud-locations/",
            "/API/v1beta0/global/images/",
            "/api/v2/global/images/",
        ] {
            assert_eq!(Route::resolve("GET", path), Resolved::Nothing { slash: false }, "{path}");
        }
    }

    #[test]
    fn a_missing_slash_is_told() {
        assert_eq!(
            Route::resolve("POST", "/api/v1beta0/global/images"),
            Resolved::Nothing { slash: true }
        );
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod properties {
        use super::*;
        use proptest::prelude::*;

        fn any_scope() -> impl Strategy<Value = Scope> {
            let id = (1_u64..).prop_filter_map("zero is no id", ScalrId::new);
            prop_oneof![
                Just(Scope::Global),
                id.clone().prop_map(Scope::Account),
                id.prop_map(Scope::Environment)
            ]
        }

        fn any_route() -> impl Strategy<Value = Route> {
            let image = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
                .prop_map(|id| id.parse::<ImageId>().expect("a UUID"));
            let id = (1_u64..).prop_filter_map("zero is no id", ScalrId::new);
            prop_oneof![
                any_scope().prop_map(Route::CreateImage),
                any_scope().prop_map(Route::ListImages),
                (any_scope(), image.clone()).prop_map(|(s, i)| Route::GetImage(s, i)),
                (any_scope(), image).prop_map(|(s, i)| Route::CopyImage(s, i)),
                any_scope().prop_map(Route::ListOs),
                (any_scope(), "[A-Za-z0-9-]{1,25}").prop_map(|(s, o)| Route::GetOs(s, o)),
                (id, "[a-z0-9]{1,32}").prop_map(|(e, p)| Route::ListCloudLocations(e, p)),
            ]
        }

        proptest! {
            #[test]
            fn what_is_built_reads_back(route in any_route()) {
                let read = Route::resolve(route.method().as_str(), &route.path());
                prop_assert_eq!(read, Resolved::Route(route));
            }

            #[test]
            fn no_path_panics(method in ".{0,8}", path in "(/api/v1beta0/)?.{0,80}") {
                Route::resolve(&method, &path);
            }
        }
    }
}
