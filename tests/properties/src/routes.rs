//! Paths.

use edge::paths::{Family, family, file_name, tidy};
use shared::route::{Resolved, Route};

/// Checks how one method and path are read.
///
/// # Panics
/// Where something does not hold.
pub fn route(method: &str, path: &str) {
    match Route::resolve(method, path) {
        Resolved::Route(route) => {
            assert_eq!((route.method().as_str(), route.path().as_str()), (method, path));
            assert_eq!(family(path), Family::Api);
            assert_eq!(tidy(path).as_deref(), Some(path));
        }
        Resolved::OtherMethods(methods) => {
            assert!(methods.iter().all(|other| other.as_str() != method));
            assert_eq!(family(path), Family::Api);
        }
        Resolved::Nothing { .. } => {}
    }
    if let Some(tidied) = tidy(path)
        && family(path) == Family::Assets
    {
        // What is served as a page or file is none of the API's paths, however it is read.
        assert!(!matches!(family(&tidied), Family::Api | Family::Edge), "{path}: {tidied}");
    }
    let _ = file_name(path);
}
