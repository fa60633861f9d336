//! The table of operations as documents write it: paths with the names of their variables.

use crate::id::ScalrId;
use crate::scope::Scope;

use super::{BASE, Literal, Method, OPERATIONS, Operands, Operation, Route, Segment};

/// One operation in one kind of scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Method.
    pub method: Method,
    /// Path from the root, variables in braces: `/api/v1beta0/user/{envId}/images/{imageId}/`.
    pub path: String,
    /// An example of the operation; everything but its ids is the same for all of them.
    pub example: Route,
}

/// Every operation in every kind of scope that has it.
pub fn templates() -> Vec<Template> {
    let id = ScalrId::new(1);
    let scopes = [Some(Scope::Global), id.map(Scope::Account), id.map(Scope::Environment)];
    OPERATIONS
        .iter()
        .flat_map(|operation| {
            scopes.into_iter().flatten().filter_map(|scope| template(operation, scope))
        })
        .collect()
}

/// `None` where this kind of scope does not have the operation.
fn template(operation: &Operation, scope: Scope) -> Option<Template> {
    let variable = operation.segments.iter().find_map(|segment| match segment {
        Literal(_) => None,
        Segment::ImageId => Some("00000000-0000-4000-8000-000000000000"),
        Segment::OsId => Some("ubuntu-14-04"),
        Segment::Platform => Some("ec2"),
    });
    let operands = Operands { scope, variable: variable.unwrap_or_default() };
    let example = (operation.read)(&operands)?;
    let prefix = match scope {
        Scope::Global => "global",
        Scope::Account(_) => "account/{accountId}",
        Scope::Environment(_) => "user/{envId}",
    };
    let mut path = format!("{BASE}{prefix}/");
    for segment in operation.segments {
        path.push_str(match segment {
            Literal(text) => text,
            Segment::ImageId => "{imageId}",
            Segment::OsId => "{osId}",
            Segment::Platform => "{cloudPlatform}",
        });
        path.push('/');
    }
    Some(Template { method: operation.method, path, example })
}

#[cfg(test)]
mod tests {
    use super::super::Resolved;
    use super::*;

    #[test]
    fn every_example_is_at_its_own_path() {
        for template in templates() {
            let path = template.example.path();
            let pattern: Vec<&str> = template.path.split('/').collect();
            let segments: Vec<&str> = path.split('/').collect();
            assert_eq!(pattern.len(), segments.len(), "{}", template.path);
            for (name, value) in pattern.into_iter().zip(segments) {
                assert!(name == value || name.starts_with('{'), "{}: {value}", template.path);
            }
            let resolved = Route::resolve(template.method.as_str(), &path);
            assert_eq!(resolved, Resolved::Route(template.example));
        }
    }

    #[test]
    fn operations_on_cloud_locations_are_for_environments_only() {
        let paths: Vec<String> = templates().into_iter().map(|template| template.path).collect();
        assert_eq!(paths.len(), 19);
        let locations: Vec<&String> = paths.iter().filter(|path| path.contains("clouds")).collect();
        assert_eq!(
            locations,
            ["/api/v1beta0/user/{envId}/clouds/{cloudPlatform}/cloud-locations/"]
        );
    }
}
