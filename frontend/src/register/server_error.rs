//! Where an error of an answer belongs in the form.

use shared::envelope::Message;

use super::{ByField, Field};

/// Codes of Scalr that mean one member, whatever the words are.
const CODES: &[(&str, Field)] = &[
    (UNICITY_VIOLATION, Field::CloudImageId),
    ("ObjectNotFoundOnCloud", Field::CloudImageId),
    ("NotEnabledPlatform", Field::Platform),
    ("OperatingSystemMismatch", Field::Os),
];

/// Scalr knows an image of this id, platform and location already.
pub(super) const UNICITY_VIOLATION: &str = "UnicityViolation";

/// Codes that are about a member which only the words name. The words of other codes also hold
/// member names ("list the images with this cloudImageId"), yet mean no field.
const WORDED: &[&str] = &["InvalidStructure", "InvalidValue"];

/// Words by which Scalr's messages name a member, longest first: the member's own name, and what
/// the 2016 server says instead.
const WORDS: &[(&str, Field)] = &[
    ("requested image on the cloud", Field::CloudImageId),
    ("scalrAgentInstalled", Field::ScalrAgentInstalled),
    ("cloudInitInstalled", Field::CloudInitInstalled),
    ("cloudFeatures", Field::Features),
    ("cloudLocation", Field::CloudLocation),
    ("cloudPlatform", Field::Platform),
    ("architecture", Field::Architecture),
    ("cloudImageId", Field::CloudImageId),
    ("deprecated", Field::Deprecated),
    ("platform", Field::Platform),
    ("os.id", Field::Os),
    ("name", Field::Name),
    ("size", Field::Size),
    ("type", Field::StorageType),
    ("os", Field::Os),
];

/// The field that an error is about: by its pointer, which only the edge sends; by its code; by the
/// member that its words mention. `None` where it is about the request as a whole.
pub fn field_of(message: &Message) -> Option<Field> {
    if let Some(pointer) = &message.pointer {
        return Field::from_pointer(pointer);
    }
    let of_code = CODES.iter().find(|(code, _)| *code == message.code);
    let of_words = || {
        let lower = message.message.to_ascii_lowercase();
        let worded = WORDED.contains(&message.code.as_str());
        WORDS.iter().find(|(word, _)| worded && mentions(&lower, &word.to_ascii_lowercase()))
    };
    of_code.or_else(of_words).map(|(_, field)| *field)
}

/// The errors of an answer, each at its field.
pub fn place(errors: Vec<Message>) -> ByField<Message> {
    errors.into_iter().map(|error| (field_of(&error), error)).collect()
}

/// True where the text holds the word between characters that cannot belong to it: `name` is not in
/// `hostname`, nor in `my-name`, which would be a value.
fn mentions(text: &str, word: &str) -> bool {
    let part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-');
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !before.ends_with(part) && !after.starts_with(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(code: &str, text: &str, pointer: Option<&str>) -> Message {
        Message {
            code: code.to_owned(),
            message: text.to_owned(),
            pointer: pointer.map(str::to_owned),
        }
    }

    #[track_caller]
    fn rows(rows: &[(&str, &str, Option<Field>)]) {
        for (code, text, field) in rows {
            assert_eq!(field_of(&message(code, text, None)), *field, "{code}: {text}");
        }
    }

    #[test]
    fn longer_words_are_tried_first() {
        assert!(WORDS.is_sorted_by_key(|(word, _)| std::cmp::Reverse(word.len())));
    }

    #[test]
    fn every_member_is_found_by_its_own_name() {
        for field in Field::ALL {
            let text = format!("Property {} must be something else", field.member());
            assert_eq!(field_of(&message("InvalidValue", &text, None)), Some(field), "{text}");
        }
    }

    #[test]
    fn messages_of_the_scalr_server_land_on_their_field() {
        rows(&[
            ("InvalidStructure", "Missed property 'os.id'", Some(Field::Os)),
            ("InvalidStructure", "OS must be provided with the request.", Some(Field::Os)),
            ("InvalidValue", "Invalid identifier of the OS", Some(Field::Os)),
            ("InvalidValue", "OS with id 'ubuntu-name' not found.", Some(Field::Os)),
            ("InvalidValue", "Invalid name of the Image", Some(Field::Name)),
            ("InvalidValue", "Invalid architecture value", Some(Field::Architecture)),
            ("InvalidStructure", "Missed property 'architecture'", Some(Field::Architecture)),
            ("InvalidStructure", "Missed property platform", Some(Field::Platform)),
            ("InvalidStructure", "Unexpected platform value", Some(Field::Platform)),
            ("InvalidValue", "Platform 'gce' is not enabled.", Some(Field::Platform)),
            (
                "InvalidValue",
                "Unable to find the requested image on the cloud, or it is not usable by your account",
                Some(Field::CloudImageId),
            ),
            (
                "InvalidStructure",
                "You are trying to set the property cloudInitInstalled that either does not exist or is read-only",
                Some(Field::CloudInitInstalled),
            ),
            (
                "InvalidStructure",
                "Both 'cloudFeatures' and its type should be provided",
                Some(Field::Features),
            ),
        ]);
    }

    #[test]
    fn a_code_that_means_one_member_needs_no_words() {
        rows(&[
            (
                "UnicityViolation",
                "This Image has already been registered in Scalr",
                Some(Field::CloudImageId),
            ),
            ("UnicityViolation", "cloudLocation and name are taken", Some(Field::CloudImageId)),
            ("ObjectNotFoundOnCloud", "", Some(Field::CloudImageId)),
            ("NotEnabledPlatform", "", Some(Field::Platform)),
            ("OperatingSystemMismatch", "", Some(Field::Os)),
        ]);
    }

    #[test]
    fn what_is_about_no_member_stays_above_the_form() {
        rows(&[
            ("InvalidStructure", "Invalid body", None),
            ("InvalidValue", "Invalid scope value", None),
            ("InvalidValue", "The hostname, my-name and names are no member", None),
            ("BadRequest", "Invalid Content-Type", None),
            ("PermissionViolation", "You may not change the name", None),
            ("OutcomeUnknown", "List the images with this cloudImageId", None),
            ("ServiceUnavailable", "", None),
            ("", "name", None),
        ]);
    }

    #[test]
    fn a_pointer_decides_alone() {
        let of = |pointer| field_of(&message("InvalidValue", "Bad size", Some(pointer)));
        assert_eq!(of("/os/id"), Some(Field::Os));
        assert_eq!(of("/scope"), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn all_errors_of_an_answer_are_kept() {
        let name = message("InvalidValue", "Invalid name of the Image", None);
        let body = message("InvalidStructure", "Invalid body", None);
        let placed = place(vec![name.clone(), body.clone()]);
        assert_eq!(placed.of(Field::Name), [name]);
        assert_eq!(placed.other(), [body]);
    }
}
