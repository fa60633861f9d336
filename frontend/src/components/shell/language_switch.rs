//! The choice of a language.

use crate::dom::{El, el};
use crate::text::Locale;

/// One button that goes to the other language, named in that language, so that whoever needs it can
/// read it.
pub(super) fn language_switch() -> El {
    let other = Locale::current().other();
    el("button", "icon-button language")
        .attr("type", "button")
        .attr("lang", other.tag())
        .attr("title", other.name())
        .text(other.tag())
        .add(el("span", "visually-hidden").text(" ").text(other.name()))
        .on("click", move |_| other.choose())
}
