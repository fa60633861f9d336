//! Templates: `{name}` is replaced by a value, `one|other` are the forms for one and for all other
//! counts.

use std::fmt::{Display, Write as _};

/// The template with these values in it.
pub fn fill(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        text.push_str(before);
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            // Writing to a string cannot fail.
            let _ = write!(text, "{value}");
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The form for this many. English and German have two; a language with more takes more than this.
pub fn plural(forms: &'static str, count: usize) -> &'static str {
    let (one, other) = forms.split_once('|').unwrap_or((forms, forms));
    if count == 1 { one } else { other }
}

/// "1 gap", "1,204 gaps": the form for this many, with the number as `{n}`.
pub fn count(forms: &'static str, count: usize) -> String {
    fill(plural(forms, count), &[("n", &grouped(count))])
}

/// A number with its thousands apart.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push_str(super::common().thousands);
        }
        out.push(digit);
    }
    out
}
