//! Image names.

/// Longest image name, in characters (limit of Scalr's database).
pub const NAME_LIMIT: usize = 255;

/// True where Scalr takes the text as an image name:
/// `^[A-Za-z0-9]+[A-Za-z0-9-]*[A-Za-z0-9]+$` (API reference, Image.name), so two characters at
/// least, and at most [`NAME_LIMIT`].
pub fn is_name(text: &str) -> bool {
    (2..=NAME_LIMIT).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// A name made of this text that Scalr takes: underscores, slashes and white space become hyphens,
/// runs of hyphens one, and what is left outside the alphabet goes. `golden_web.1` becomes
/// `golden-web1`. `None` where too little is left.
pub fn mend_name(text: &str) -> Option<String> {
    let mut mended = String::new();
    for character in text.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => mended.push(character),
            '-' | '_' | '/' | '–' | '—' => push_hyphen(&mut mended),
            other if other.is_whitespace() => push_hyphen(&mut mended),
            _ => {}
        }
    }
    mended.truncate(NAME_LIMIT);
    mended.truncate(mended.trim_end_matches('-').len());
    is_name(&mended).then_some(mended)
}

fn push_hyphen(name: &mut String) {
    if !name.is_empty() && !name.ends_with('-') {
        name.push('-');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_digits_and_inner_hyphens() {
        for right in ["ab", "a-b", "a--b", "Golden-Web-1", "00", &"a".repeat(255)] {
            assert!(is_name(right), "{right:?}");
        }
        for wrong in ["", "a", "-a", "a-", "a_b", "a.b", "a b", "ä1", "ab\n", &"a".repeat(256)] {
            assert!(!is_name(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn a_mended_name_is_as_near_as_it_can_be() {
        let mend = |text: &str| mend_name(text);
        assert_eq!(mend("golden_web.1"), Some("golden-web1".to_owned()));
        assert_eq!(mend("  My image / v2 "), Some("My-image-v2".to_owned()));
        assert_eq!(mend("-edge-"), Some("edge".to_owned()));
        assert_eq!(mend(&"x_".repeat(300)).map(|name| name.len()), Some(255));
        assert_eq!(mend("日本"), None);
        assert_eq!(mend("a"), None);
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn whatever_is_offered_is_taken(text in ".*") {
            if let Some(name) = mend_name(&text) {
                proptest::prop_assert!(is_name(&name));
            }
        }

        #[test]
        fn a_good_name_with_single_hyphens_is_left_alone(text in "[A-Za-z0-9]{1,9}(-[A-Za-z0-9]{1,9}){1,3}") {
            proptest::prop_assert_eq!(mend_name(&text), Some(text));
        }
    }
}
