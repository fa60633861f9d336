//! The form says what the rules say: nothing less, nothing else.

use super::*;
use crate::register::{Features, Virtualization};
use shared::image::Architecture;
use shared::platform::CloudPlatform;

fn golden() -> Draft {
    let mut draft = Draft {
        cloud_image_id: "ami-0abcdef1234567890".to_owned(),
        name: "golden-web".to_owned(),
        os_id: "ubuntu-14-04".to_owned(),
        ..Draft::default()
    };
    draft.set_cloud_location("us-east-1".to_owned());
    draft
}

fn check(draft: &Draft) -> Checked {
    Checked::new(draft, Scope::Global)
}

fn list(remarks: &ByField<String>) -> Vec<(Field, &str)> {
    Field::ALL
        .into_iter()
        .flat_map(|field| remarks.of(field).iter().map(move |text| (field, text.as_str())))
        .collect()
}

#[test]
fn a_golden_image_passes_in_every_scope_as_the_bytes_that_are_sent() {
    for scope in ["global", "account/1", "user/5"] {
        let checked = Checked::new(&golden(), scope.parse().expect("a scope"));
        assert!(checked.ok, "{scope}");
        assert_eq!((list(&checked.errors), list(&checked.advice)), (vec![], vec![]), "{scope}");
        assert_eq!(checked.mended_name, None);
        assert_eq!(
            checked.body_text,
            concat!(
                r#"{"architecture":"x86_64","cloudImageId":"ami-0abcdef1234567890","#,
                r#""cloudInitInstalled":false,"cloudLocation":"us-east-1","cloudPlatform":"ec2","#,
                r#""deprecated":false,"name":"golden-web","os":{"id":"ubuntu-14-04"},"#,
                r#""scalrAgentInstalled":true}"#,
            )
        );
    }
}

#[test]
fn empty_required_fields_are_asked_for_in_plain_words_in_the_order_of_the_form() {
    let checked = check(&Draft { platform: None, architecture: None, ..Draft::default() });
    assert!(!checked.ok);
    assert_eq!(
        list(&checked.errors),
        [
            (Field::Platform, "Choose a cloud platform"),
            (Field::CloudImageId, "Give the id that the image has in its cloud"),
            (Field::Name, "Give the image a name"),
            (Field::Os, "Choose an operating system"),
            (Field::Architecture, "Choose an architecture"),
        ]
    );
    assert_eq!(checked.errors.other(), [""; 0]);
}

#[test]
fn a_bad_name_is_refused_in_the_words_of_the_rules_and_offered_mended() {
    let checked = check(&Draft { name: "golden_web.1".to_owned(), ..golden() });
    assert_eq!(
        list(&checked.errors),
        [(
            Field::Name,
            "`golden_web.1` is not a name that Scalr takes: 2 to 255 letters, digits and hyphens, \
             with a letter or digit at both ends; for example `golden-web1`"
        )]
    );
    assert_eq!(checked.mended_name.as_deref(), Some("golden-web1"));
    assert_eq!(check(&Draft { name: "日".to_owned(), ..golden() }).mended_name, None);
}

#[test]
fn a_size_that_is_no_number_of_gigabytes_is_refused() {
    let error = |size: &str| {
        let checked = check(&Draft { size: size.to_owned(), ..golden() });
        assert!(!checked.ok);
        list(&checked.errors).into_iter().map(|(f, t)| (f, t.to_owned())).collect::<Vec<_>>()
    };
    let words = "Give the size as a whole number of gigabytes, 1 or more";
    assert_eq!(error("8 GB"), [(Field::Size, words.to_owned())]);
    assert_eq!(error("-1"), [(Field::Size, words.to_owned())]);
    assert_eq!(
        error("0"),
        [(Field::Size, "0 is not a size: a whole number of gigabytes, 1 or more".to_owned())]
    );
}

#[test]
fn advice_stands_at_its_field_and_refuses_nothing() {
    let mut draft = Draft {
        cloud_image_id: "ami-1".to_owned(),
        cloud_init_installed: true,
        storage_type: "ssd".to_owned(),
        ..golden()
    };
    draft.set_cloud_location(String::new());
    let checked = check(&draft);
    assert!(checked.ok);
    assert_eq!(
        list(&checked.advice),
        [
            (
                Field::CloudLocation,
                "An EC2 image lives in one region; without it no server can use it"
            ),
            (Field::CloudImageId, "An AMI id looks like ami-0abcdef1234567890"),
            (
                Field::CloudInitInstalled,
                "With the Scalr agent installed, Scalr does not use cloud-init"
            ),
            (Field::StorageType, "EC2 has ebs, ebs-hvm, instance-store and instance-store-hvm"),
        ]
    );
}

#[test]
fn an_operating_system_is_refused_at_its_field_though_the_pointer_goes_deeper() {
    let checked = check(&Draft { os_id: "Ubuntu 14.04".to_owned(), ..golden() });
    assert_eq!(list(&checked.errors).len(), 1);
    assert_eq!(checked.errors.of(Field::Os).len(), 1);
}

/// Texts that some rule minds, or that are hard to carry.
const TEXTS: &[&str] = &[
    "",
    " ",
    "a",
    "ab",
    "golden_web.1",
    "ami-0abcdef1234567890",
    "us-east-1",
    "ubuntu-14-04",
    "0",
    "8",
    "-1",
    "1e3",
    "18446744073709551616",
    "<b>x</b>",
    "quote\"back\\slash'",
    "line\nbreak\u{0}\u{7f}",
    "日本 \u{1f980}",
];

/// Sets the field to the value of this number; false where it has no such value.
fn set(draft: &mut Draft, field: Field, index: usize) -> bool {
    fn pick<T: Clone>(into: &mut T, values: &[T], index: usize) -> bool {
        values.get(index).is_some_and(|value| {
            *into = value.clone();
            true
        })
    }
    let long = || "x".repeat(256);
    let texts: Vec<String> = TEXTS.iter().map(ToString::to_string).chain([long()]).collect();
    let flags = [false, true];
    match field {
        Field::Platform => {
            let mut platforms: Vec<_> = CloudPlatform::KNOWN.iter().cloned().map(Some).collect();
            platforms.extend([None, Some(CloudPlatform::Other("aws".to_owned()))]);
            pick(&mut draft.platform, &platforms, index)
        }
        Field::CloudLocation => {
            let mut location = String::new();
            let there = pick(&mut location, &texts, index);
            draft.set_cloud_location(location);
            there
        }
        Field::CloudImageId => pick(&mut draft.cloud_image_id, &texts, index),
        Field::Name => pick(&mut draft.name, &texts, index),
        Field::Os => pick(&mut draft.os_id, &texts, index),
        Field::Architecture => {
            let values = [None, Some(Architecture::I386), Some(Architecture::Other(long()))];
            pick(&mut draft.architecture, &values, index)
        }
        Field::ScalrAgentInstalled => pick(&mut draft.scalr_agent_installed, &flags, index),
        Field::CloudInitInstalled => pick(&mut draft.cloud_init_installed, &flags, index),
        Field::StorageType => pick(&mut draft.storage_type, &texts, index),
        Field::Size => pick(&mut draft.size, &texts, index),
        Field::Features => {
            let virtualization = Some(Virtualization::Hvm);
            let values = [Features::Generic, Features::Aws { virtualization }, Features::None];
            pick(&mut draft.features, &values, index)
        }
        Field::Deprecated => pick(&mut draft.deprecated, &flags, index),
    }
}

/// Every draft that differs in at most two fields from an empty or a golden one.
fn drafts() -> impl Iterator<Item = Draft> {
    let pairs = Field::ALL.into_iter().flat_map(|a| Field::ALL.map(|b| (a, b)));
    let starts = [Draft::default(), golden()];
    pairs.filter(|(a, b)| a < b).flat_map(move |(first, second)| {
        let start = starts.clone().into_iter();
        start
            .flat_map(move |start| {
                (0..).map_while(move |index| {
                    let mut draft = start.clone();
                    set(&mut draft, first, index).then_some(draft)
                })
            })
            .flat_map(move |start| {
                (0..).map_while(move |index| {
                    let mut draft = start.clone();
                    set(&mut draft, second, index).then_some(draft)
                })
            })
    })
}

/// Everything at a field is exactly what the rules say about its member, and everything the rules
/// say is at a field: these together make sure that nothing gets lost on the way.
fn agree(draft: &Draft, shown: &ByField<String>, said: &[(&str, String)], reworded: &[&str]) {
    let mut placed = 0;
    for field in Field::ALL {
        let about = |pointer: &str| {
            let rest = pointer.strip_prefix(field.pointer());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let said: Vec<_> = said.iter().filter(|(pointer, _)| about(pointer)).collect();
        let shown = shown.of(field);
        assert_eq!(shown.len(), said.len(), "{field:?} of {draft:?}");
        for (text, (_, own)) in shown.iter().zip(said) {
            let plain = reworded.iter().any(|word| own.contains(word));
            assert!(text == own || plain && !text.is_empty(), "{text} for {own} of {draft:?}");
        }
        placed += shown.len();
    }
    assert_eq!(placed + shown.other().len(), said.len(), "{draft:?}");
}

#[test]
fn for_every_draft_the_form_shows_exactly_what_the_edge_would_say() {
    let mut refused = 0;
    let mut passed = 0;
    for draft in drafts() {
        let checked = check(&draft);
        let report = validate::create(checked.body_text.as_bytes(), Scope::Global);
        assert_eq!(checked.ok, report.outcome.is_ok(), "{draft:?}");
        let violations = report.outcome.as_ref().err().map_or(&[][..], Violations::as_slice);
        let errors: Vec<_> =
            violations.iter().map(|v| (v.pointer.as_str(), v.problem.to_string())).collect();
        agree(&draft, &checked.errors, &errors, &["is missing", "Expected an integer"]);
        let advice: Vec<_> =
            report.advice.iter().map(|a| (a.pointer.as_str(), a.remark.to_string())).collect();
        agree(&draft, &checked.advice, &advice, &[]);
        *(if checked.ok { &mut passed } else { &mut refused }) += 1;
    }
    assert!(refused > 1000 && passed > 1000, "{refused} refused, {passed} passed");
}
