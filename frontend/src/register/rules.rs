//! What the rules of the shared crate find, in the words of the catalogue. In English they are the
//! rules' own (a test compares them); what a form like this one cannot be wrong about stays English.

use shared::validate::{NAME_LIMIT, Problem, Quoted, Remark};

use super::Field;
use crate::text;

/// A problem: of a control where the form knows controls and the API JSON members and types.
pub(super) fn problem(field: Option<Field>, problem: &Problem) -> String {
    let it = text::register();
    let plain = match (field, problem) {
        (Some(Field::Platform), Problem::Missing { .. }) => it.choose_platform,
        (Some(Field::CloudImageId), Problem::Missing { .. }) => it.give_image_id,
        (Some(Field::Name), Problem::Missing { .. }) => it.give_name,
        (Some(Field::Os), Problem::Missing { .. }) => it.choose_os,
        (Some(Field::Architecture), Problem::Missing { .. }) => it.choose_architecture,
        (Some(Field::Size), Problem::WrongType { .. }) => it.give_size,
        _ => return value(problem),
    };
    plain.to_owned()
}

/// A problem with a value.
fn value(problem: &Problem) -> String {
    let it = text::register();
    match problem {
        Problem::Name { value, mended } => {
            let told =
                text::fill(it.problem_name, &[("value", &Quoted(value)), ("limit", &NAME_LIMIT)]);
            match mended {
                Some(name) => text::fill(
                    it.problem_name_mended,
                    &[("problem", &told), ("name", &Quoted(name))],
                ),
                None => told,
            }
        }
        Problem::OsId { value } => text::fill(it.problem_os, &[("value", &Quoted(value))]),
        Problem::Size { value } => text::fill(it.problem_size, &[("value", value)]),
        Problem::TooLong { limit, length } => {
            text::fill(it.problem_too_long, &[("length", length), ("limit", limit)])
        }
        other => other.to_string(),
    }
}

/// What is odd about a value that may be sent.
pub(super) fn remark(remark: Remark) -> &'static str {
    let it = text::register();
    match remark {
        Remark::NoRegion => it.remark_no_region,
        Remark::OddRegion => it.remark_odd_region,
        Remark::NewRegion => it.remark_new_region,
        Remark::LocationIsDropped => it.remark_location_dropped,
        Remark::NoLocation => it.remark_no_location,
        Remark::NotAnAmi => it.remark_not_an_ami,
        Remark::NotAnAzureImage => it.remark_not_azure,
        Remark::OddEc2Type => it.remark_odd_type,
        Remark::CloudInitWithAgent => it.remark_agent,
        Remark::CloudInitOnWindows => it.remark_windows,
        Remark::AwsFeaturesElsewhere => it.remark_aws_features,
        Remark::LooksLikeHtml => it.remark_html,
    }
}
