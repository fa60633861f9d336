//! Files of what is shown.

use leptos::prelude::*;
use shared::run::map::MapFormat;
use wasm_bindgen::JsCast as _;

use crate::components::{CopyButton, Glyph, Icon};
use crate::coverage::arrange::matching;
use crate::coverage::export::{grid, map};
use crate::dom::Drawn;
use crate::lazy;
use crate::pages::run::map_title;
use crate::text;

use super::desk::Desk;

/// A file that can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Grid,
    Map(MapFormat),
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::Map(format) => format.name(),
        }
    }

    fn title(self) -> String {
        match self {
            Self::Grid => text::coverage().grid_csv.to_owned(),
            Self::Map(format) => {
                text::fill(text::coverage().ami_map, &[("format", &map_title(format))])
            }
        }
    }

    fn file(self) -> String {
        match self {
            Self::Grid => "coverage.csv".to_owned(),
            Self::Map(format) => format!("amis.{}", format.extension()),
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Grid => "text/csv",
            Self::Map(format) => format.media_type(),
        }
    }

    fn all() -> impl Iterator<Item = Self> {
        [Self::Grid].into_iter().chain(MapFormat::ALL.map(Self::Map))
    }
}

/// Lines that are shown of a text; the file has all of them.
const SHOWN_LINES: usize = 40;

/// Choosing a form and an image, looking at the text, and taking it along.
#[component]
pub fn ExportPanel() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <details
            class="more coverage-export"
            on:toggle=move |event| {
                let details = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
                open.set(details.is_some_and(|details| details.has_attribute("open")));
            }
        >
            {text::said("summary", text::coverage().export)}
            {move || open.get().then(|| Drawn::from(lazy::coverage_export()))}
        </details>
    }
}

/// The form, as it is when the panel is opened.
#[component]
pub fn Export() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let kind = RwSignal::new(Kind::Grid);
    // The image's tag; empty for all that the filters let through.
    let of = RwSignal::new(String::new());
    let text = Memo::new(move |_| {
        let coverage = desk.coverage.read();
        let Some(coverage) = coverage.as_ref() else { return String::new() };
        let mut rows = matching(coverage, &desk.looked.read());
        if let Ok(tag) = of.read().parse() {
            rows.retain(|row| row.tag == tag);
        }
        match kind.get() {
            Kind::Grid => grid(coverage, &rows),
            Kind::Map(format) => map(coverage, &rows, format),
        }
    });
    let shown = move || {
        let text = text.read();
        let mut lines = text.lines();
        let mut shown: Vec<&str> = lines.by_ref().take(SHOWN_LINES).collect();
        if lines.next().is_some() {
            shown.push("…");
        }
        shown.join("\n")
    };
    let choose = move |event| {
        let name = event_target_value(&event);
        if let Some(chosen) = Kind::all().find(|kind| kind.name() == name) {
            kind.set(chosen);
        }
    };
    let kinds = Kind::all()
        .map(|kind| view! { <option value=kind.name()>{kind.title()}</option> })
        .collect_view();
    let rows = move || {
        let shown = desk.shown.read();
        let rows = shown.rows.iter();
        rows.map(|row| {
            let title = format!("{} ({})", row.key.name, row.key.os);
            view! { <option value=row.tag.to_string()>{title}</option> }
        })
        .collect_view()
    };
    view! {
        <section class="preview ami-map" aria-label=text::coverage().export>
            <header>
                <div class="actions">
                    <label class="coverage-select">
                        {text::said("span class='muted'", text::coverage().form)}
                        <select on:change=choose>{kinds}</select>
                    </label>
                    <label class="coverage-select">
                        {text::said("span class='muted'", text::coverage().of)}
                        <select on:change=move |event| of.set(event_target_value(&event))>
                            {text::said("option value=''", text::coverage().all_matching)}
                            {rows}
                        </select>
                    </label>
                </div>
                <div class="actions">
                    <CopyButton text what=text::coverage().what_text labelled=true/>
                    <button
                        type="button"
                        class="button quiet"
                        on:click=move |_| {
                            let kind = kind.get_untracked();
                            save(&kind.file(), kind.media_type(), &text.read_untracked());
                        }
                    >
                        <Icon glyph=Glyph::DOWNLOAD/>
                        {text::coverage().download}
                    </button>
                </div>
            </header>
            <pre tabindex="0" aria-label=text::coverage().the_text>
                <code>{shown}</code>
            </pre>
        </section>
    }
}

/// Hands a text to the browser as a file.
fn save(name: &str, media_type: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let url = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)
        .and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob));
    let anchor = document().create_element("a");
    if let (Ok(url), Ok(anchor)) = (url, anchor) {
        let anchor: web_sys::HtmlAnchorElement = anchor.unchecked_into();
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
        // The browser has taken the text by now; a URL that is gone already is none to give back.
        let _ = web_sys::Url::revoke_object_url(&url);
    }
}
