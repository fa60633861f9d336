//! An element that holds nothing but a text.

use leptos::tachys::html::InertElement;

/// Makes an element with this text, of its opening tag without the brackets: `p class='hint'`. A view
/// with the text in it does the same, and is compiled anew for each place and kind of element, which
/// everybody who goes there pays for; Leptos spares that only where a text stands in the view itself.
pub fn said(tag: &str, text: &str) -> InertElement {
    InertElement::new(html(tag, text))
}

fn html(tag: &str, text: &str) -> String {
    let mut html = String::with_capacity(tag.len() + text.len() + 2);
    html.extend(["<", tag, ">"]);
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            other => html.push(other),
        }
    }
    // The parser closes what is left open.
    html
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn a_text_makes_no_elements() {
        assert_eq!(
            html("p class='hint'", "a < b & <i>c</i>"),
            "<p class='hint'>a &lt; b &amp; &lt;i>c&lt;/i>"
        );
    }
}
