//! The rungs path and method.

use shared::route::{Method, Resolved, Route};

use crate::fault::Fault;
use crate::head::Head;
use crate::paths;

/// The operation that a request is for.
pub(super) fn resolve(head: &Head) -> Result<Route, Fault> {
    let path = &head.location.path;
    match Route::resolve(&head.method, path) {
        Resolved::Route(route) => Ok(route),
        Resolved::OtherMethods(methods) => {
            let allowed = methods.into_iter().map(Method::as_str).collect();
            Err(Fault::WrongMethod { allowed })
        }
        Resolved::Nothing { .. } => Err(no_endpoint(path)),
    }
}

/// The answer to a path that is none, with the one that was probably meant.
pub fn no_endpoint(path: &str) -> Fault {
    Fault::NoEndpoint { near: near(path) }
}

/// A path of the API that differs only in slashes, encoding or letter case.
fn near(path: &str) -> Option<String> {
    let tidy = paths::tidy(path)?;
    let lower = tidy.to_ascii_lowercase();
    [tidy, lower].into_iter().find(|path| {
        let resolved = Route::resolve(Method::Get.as_str(), path);
        !matches!(resolved, Resolved::Nothing { .. })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_path_is_answered_with_the_right_one() {
        let images = Some("/api/v1beta0/global/images/");
        for path in [
            "/api/v1beta0/global/images",
            "/api//v1beta0/global/images//",
            "/API/v1beta0/Global/Images/",
            "/api/v1beta0/%67lobal/images/",
            "/%61pi/v1beta0/global/images",
        ] {
            assert_eq!(near(path).as_deref(), images, "{path}");
        }
        let os = "/api/v1beta0/user/5/os/Custom-OS";
        assert_eq!(near(os).as_deref(), Some("/api/v1beta0/user/5/os/Custom-OS/"));
    }

    #[test]
    fn nothing_is_made_up_for_a_path_that_is_far_from_any() {
        for path in ["/api/", "/api/v2/global/images/", "/api/v1beta0/images/", "/%2525252525"] {
            assert_eq!(near(path), None, "{path}");
        }
    }
}
