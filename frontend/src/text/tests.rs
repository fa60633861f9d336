//! Both languages say the same things.

use super::*;

/// The placeholders of a form, sorted.
fn placeholders(form: &str) -> Vec<&str> {
    let mut names: Vec<&str> = form
        .split('{')
        .skip(1)
        .map(|rest| rest.split_once('}').expect("a placeholder that ends").0)
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn every_word_is_there_in_both_languages_with_the_same_placeholders() {
    for (room, german, english) in ROOMS {
        for ((name, german), (_, english)) in german(&GERMAN).into_iter().zip(english()) {
            // The form for all counts but one has every placeholder; "One thing" needs no number.
            let all = english.rsplit('|').next().map(placeholders).unwrap_or_default();
            for text in [german, english] {
                let forms: Vec<&str> = text.split('|').collect();
                assert!((1..=2).contains(&forms.len()), "{room}.{name}: {text:?}");
                for form in &forms {
                    assert!(!form.is_empty() && form.trim() == *form, "{room}.{name}: {text:?}");
                    let known = placeholders(form).iter().all(|name| all.contains(name));
                    assert!(known, "{room}.{name}: {text:?}");
                }
                assert_eq!(
                    forms.last().map(|form| placeholders(form)),
                    Some(all.clone()),
                    "{room}.{name}"
                );
            }
        }
    }
}

#[test]
fn a_template_takes_its_values_by_name() {
    let text = fill("{b} of {a}, {b}: {c}", &[("a", &"A{b}"), ("b", &2)]);
    assert_eq!(text, "2 of A{b}, 2: ");
    assert_eq!(fill("nothing {open", &[]), "nothing {open");
}

#[test]
fn a_count_has_its_form_and_its_thousands_apart() {
    let told = |count| super::count("{n} gap|{n} gaps", count);
    assert_eq!(
        [0, 1, 999, 1_204, 1_000_000].map(told),
        ["0 gaps", "1 gap", "999 gaps", "1,204 gaps", "1,000,000 gaps"]
    );
}

#[test]
fn german_takes_the_place_of_english() {
    assert_eq!(shell().images, en::shell::WORDS.images);
    assert_eq!(shell().coverage, "Coverage");
    speak(&GERMAN);
    assert_eq!(shell().coverage, "Abdeckung");
    assert_eq!(grouped(12_345), "12.345");
}
