//! Rules on single values.

use serde_json::Value;

use crate::envelope::ApiError;

/// The database's limit on `os.id`.
const OS_ID_LIMIT: usize = 25;

/// `^[A-Za-z0-9]+[A-Za-z0-9-]*[A-Za-z0-9]+$`, so two characters at least.
pub(crate) fn is_image_name(name: &str) -> bool {
    let inner = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    match name.as_bytes() {
        [first, middle @ .., last] => {
            first.is_ascii_alphanumeric()
                && middle.iter().all(inner)
                && last.is_ascii_alphanumeric()
        }
        _ => false,
    }
}

/// `^[A-Za-z0-9-]+$` within the database's limit.
pub(crate) fn is_os_id(id: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !id.is_empty() && id.len() <= OS_ID_LIMIT && id.bytes().all(allowed)
}

/// A UUID with hyphens, in any letter case. Other forms are not part of any path.
pub(crate) fn is_uuid(id: &str) -> bool {
    id.len() == 36 && uuid::Uuid::try_parse(id).is_ok()
}

/// Refuses a string, at any depth, from which PHP's `strip_tags` would remove something.
pub(crate) fn check_no_html(value: &Value, name: &str) -> Result<(), ApiError> {
    match value {
        Value::String(text) if has_html(text) => {
            Err(ApiError::invalid_value(format!("Property {name} must not contain HTML tags")))
        }
        Value::Array(elements) => elements.iter().try_for_each(|inner| check_no_html(inner, name)),
        Value::Object(members) => members.values().try_for_each(|inner| check_no_html(inner, name)),
        _ => Ok(()),
    }
}

/// `strip_tags` takes every `<` for the start of a tag that has no white space after it.
fn has_html(text: &str) -> bool {
    text.match_indices('<')
        .any(|(at, _)| text[at + 1..].chars().next().is_some_and(|next| !next.is_whitespace()))
}

/// What PHP's `empty` says of a member, absent ones included.
pub(crate) fn is_empty(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => true,
        Some(Value::String(text)) => text.is_empty() || text == "0",
        Some(Value::Number(number)) => number.as_f64() == Some(0.0),
        Some(Value::Array(elements)) => elements.is_empty(),
        Some(Value::Bool(true) | Value::Object(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{check_no_html, is_image_name, is_os_id, is_uuid};

    #[test]
    fn image_names_have_two_characters_at_least_and_no_hyphen_at_either_end() {
        for good in ["ab", "golden-web", "A1", "a--b", "1a"] {
            assert!(is_image_name(good), "{good}");
        }
        for bad in ["", "a", "-a", "a-", "golden_web", "golden web", "golden.web", "größe", "ab\n"]
        {
            assert!(!is_image_name(bad), "{bad}");
        }
    }

    #[test]
    fn os_ids_have_at_most_25_letters_digits_and_hyphens() {
        assert!(is_os_id("ubuntu-22-04"));
        assert!(is_os_id(&"a".repeat(25)));
        for bad in ["", "ubuntu_22", "ubuntu 22", &"a".repeat(26)] {
            assert!(!is_os_id(bad), "{bad}");
        }
    }

    #[test]
    fn only_the_hyphenated_form_of_a_uuid_is_one() {
        assert!(is_uuid("5A1A3FD0-1111-4222-8333-000000000001"));
        assert!(!is_uuid("5a1a3fd0111142228333000000000001"));
        assert!(!is_uuid("5a1a3fd0-1111-4222-8333-00000000000g"));
    }

    #[test]
    fn html_tags_are_refused_at_any_depth_and_a_lone_less_than_is_not() {
        assert!(check_no_html(&json!("a < b"), "name").is_ok());
        let message = |value| check_no_html(&value, "name").map_err(|error| error.message);
        let refused = Err("Property name must not contain HTML tags".to_owned());
        assert_eq!(message(json!("<b>bold</b>")), refused);
        assert_eq!(message(json!({"type": ["x", "a<br>"]})), refused);
    }
}
