//! Which errors are shown when: a field is checked when it is left, then with every key while it is
//! being mended; submitting checks all. Nobody is told off for a name they are still typing.

use std::collections::BTreeSet;

use shared::envelope::Message;

use super::server_error::{UNICITY_VIOLATION, place};
use super::{ByField, Checked, Field};

/// The members that together must be unlike those of every known image.
const IDENTITY: [Field; 3] = [Field::Platform, Field::CloudLocation, Field::CloudImageId];

/// What has happened to the form, as far as it decides which errors are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    touched: BTreeSet<Field>,
    all: bool,
    from_server: ByField<Message>,
}

impl Shown {
    /// The person left the field.
    pub fn blur(&mut self, field: Field) {
        self.touched.insert(field);
    }

    /// The person is changing the field; `before` is the check of the draft as it was. What the
    /// server said about the field is about a value that is gone. A field where nothing was wrong
    /// is left in peace until it is left.
    pub fn edited(&mut self, field: Field, before: &Checked) {
        self.from_server.retain(field, |_| false);
        if IDENTITY.contains(&field) {
            self.from_server.retain(Field::CloudImageId, |error| error.code != UNICITY_VIOLATION);
        }
        if before.errors.of(field).is_empty() && before.advice.of(field).is_empty() {
            self.touched.remove(&field);
        }
    }

    /// The person pressed the button: from now on everything is shown.
    pub fn submitted(&mut self) {
        self.all = true;
    }

    /// The errors of the latest answer; none where it was a success. They take the place of the
    /// errors of any answer before.
    pub fn server(&mut self, errors: Vec<Message>) {
        self.from_server = place(errors);
    }

    /// The errors to show at a field: of the rules, then of the server.
    pub fn errors(&self, field: Field, checked: &Checked) -> Vec<String> {
        let of_rules = if self.shows(field) { checked.errors.of(field) } else { &[] };
        let of_server = self.from_server.of(field).iter().map(|error| words(error).to_owned());
        of_rules.iter().cloned().chain(of_server).collect()
    }

    /// The advice to show at a field.
    pub fn advice<'a>(&self, field: Field, checked: &'a Checked) -> &'a [String] {
        if self.shows(field) { checked.advice.of(field) } else { &[] }
    }

    /// What the server said about the request as a whole, to be shown above the form.
    pub fn general(&self) -> &[Message] {
        self.from_server.other()
    }

    /// Every error at a field, in the order of the form, for the summary above it. Empty until the
    /// form has been submitted: a summary that grows while one types moves the form away.
    pub fn summary(&self, checked: &Checked) -> Vec<(Field, String)> {
        if !self.all {
            return Vec::new();
        }
        Field::ALL
            .into_iter()
            .flat_map(|field| self.errors(field, checked).into_iter().map(move |e| (field, e)))
            .collect()
    }

    fn shows(&self, field: Field) -> bool {
        self.all || self.touched.contains(&field)
    }
}

/// What to show of an error: its words, or its code where it has none.
fn words(error: &Message) -> &str {
    if error.message.is_empty() { &error.code } else { &error.message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Draft;
    use shared::scope::Scope;

    fn named(name: &str) -> Checked {
        Checked::new(&Draft { name: name.to_owned(), ..Draft::default() }, Scope::Global)
    }

    fn at_name(shown: &Shown, name: &str) -> usize {
        shown.errors(Field::Name, &named(name)).len()
    }

    fn error(code: &str, message: &str) -> Message {
        Message { code: code.to_owned(), message: message.to_owned(), pointer: None }
    }

    #[test]
    fn a_field_is_silent_until_it_is_left() {
        let mut shown = Shown::default();
        assert_eq!(at_name(&shown, "a_b"), 0);
        shown.edited(Field::Name, &named("a_b"));
        assert_eq!(at_name(&shown, "a_b"), 0);
        shown.blur(Field::Name);
        assert_eq!(at_name(&shown, "a_b"), 1);
        assert_eq!(shown.errors(Field::Os, &named("a_b")), [""; 0]);
    }

    #[test]
    fn a_wrong_field_is_followed_key_by_key_and_a_mended_one_left_in_peace() {
        let mut shown = Shown::default();
        shown.blur(Field::Name);
        shown.edited(Field::Name, &named("a_b"));
        assert_eq!(at_name(&shown, "a_"), 1);
        shown.edited(Field::Name, &named("a_"));
        assert_eq!(at_name(&shown, "ab"), 0);
        shown.edited(Field::Name, &named("ab"));
        assert_eq!(at_name(&shown, "ab-"), 0);
        shown.blur(Field::Name);
        assert_eq!(at_name(&shown, "ab-"), 1);
    }

    #[test]
    fn submitting_shows_everything_and_keeps_showing_it() {
        let mut shown = Shown::default();
        shown.blur(Field::Name);
        assert_eq!(shown.summary(&named("a_b")), []);
        shown.submitted();
        let fields: Vec<_> = shown.summary(&named("a_b")).into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, [Field::CloudImageId, Field::Name, Field::Os]);
        shown.edited(Field::Name, &named("ab"));
        assert_eq!(at_name(&shown, "ab-"), 1);
    }

    #[test]
    fn advice_waits_like_errors_do() {
        let checked = named("ab");
        let mut shown = Shown::default();
        assert_eq!(shown.advice(Field::CloudLocation, &checked), [""; 0]);
        shown.blur(Field::CloudLocation);
        shown.edited(Field::CloudLocation, &checked);
        assert_eq!(
            shown.advice(Field::CloudLocation, &checked),
            ["An EC2 image lives in one region; without it no server can use it"]
        );
    }

    #[test]
    fn an_error_of_the_server_goes_when_its_field_is_edited_and_no_other() {
        let checked = named("golden-web");
        let mut shown = Shown::default();
        shown.submitted();
        shown.server(vec![
            error("InvalidValue", "Invalid name of the Image"),
            error("PermissionViolation", "Insufficient permissions"),
        ]);
        assert_eq!(shown.errors(Field::Name, &checked), ["Invalid name of the Image"]);
        shown.edited(Field::Os, &checked);
        assert_eq!(shown.errors(Field::Name, &checked), ["Invalid name of the Image"]);
        shown.edited(Field::Name, &checked);
        assert_eq!(shown.errors(Field::Name, &checked), [""; 0]);
        assert_eq!(shown.general(), [error("PermissionViolation", "Insufficient permissions")]);
    }

    #[test]
    fn each_part_of_an_image_s_identity_settles_that_it_is_known() {
        for field in Field::ALL {
            let mut shown = Shown::default();
            shown.server(vec![error("UnicityViolation", "")]);
            let checked = named("golden-web");
            assert_eq!(shown.errors(Field::CloudImageId, &checked), ["UnicityViolation"]);
            shown.edited(field, &checked);
            let gone = shown.errors(Field::CloudImageId, &checked).is_empty();
            assert_eq!(gone, IDENTITY.contains(&field), "{field:?}");
        }
    }

    #[test]
    fn a_new_answer_takes_the_place_of_the_old_one() {
        let mut shown = Shown::default();
        shown.server(vec![error("ServiceUnavailable", "Later"), error("InvalidValue", "name")]);
        shown.server(Vec::new());
        assert_eq!(shown, Shown::default());
    }

    #[test]
    fn the_summary_follows_the_form_and_puts_the_rules_before_the_server() {
        let mut shown = Shown::default();
        shown.submitted();
        shown.server(vec![
            error("InvalidValue", "OS with id 'x' not found."),
            error("UnicityViolation", "This Image has already been registered in Scalr"),
        ]);
        assert_eq!(
            shown.summary(&named("golden-web")),
            [
                (Field::CloudImageId, "Give the id that the image has in its cloud".to_owned()),
                (Field::CloudImageId, "This Image has already been registered in Scalr".to_owned()),
                (Field::Os, "Choose an operating system".to_owned()),
                (Field::Os, "OS with id 'x' not found.".to_owned()),
            ]
        );
    }
}
