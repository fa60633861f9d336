//! The request that will be sent, shown as it changes.

use leptos::prelude::*;

use crate::preview::{Line, Preview, SignIn};
use crate::text;

use super::clipboard::CopyButton;
use super::focus::focus;

/// One way to show a request.
#[derive(Debug, Clone, PartialEq)]
pub struct PreviewTab {
    /// "JSON", "curl", "scalr-ctl".
    pub title: &'static str,
    /// The lines; one that belongs to what is being edited is marked.
    pub lines: Vec<(String, bool)>,
}

impl PreviewTab {
    /// The titles, in the order of [`PreviewTab::all`].
    const TITLES: [&'static str; 3] = ["JSON", "curl", "scalr-ctl"];

    /// Every form of a request; the lines of the member that is being edited are marked.
    pub fn all(preview: &Preview, sign_in: SignIn, edited: Option<&str>) -> Vec<Self> {
        let origin = window().location().origin().unwrap_or_default();
        let marked = |line: Line| {
            let marked = edited.is_some() && line.member.as_deref() == edited;
            (line.text, marked)
        };
        let forms = [preview.json(), preview.curl(&origin, sign_in), preview.scalr_ctl()];
        Self::TITLES
            .into_iter()
            .zip(forms)
            .map(|(title, lines)| Self { title, lines: lines.into_iter().map(marked).collect() })
            .collect()
    }

    /// Tabs that say why there is nothing to show yet.
    pub fn nothing_yet(why: &str) -> Vec<Self> {
        Self::TITLES
            .into_iter()
            .map(|title| Self { title, lines: vec![(why.to_owned(), false)] })
            .collect()
    }

    /// The forms of one request and then those of another.
    pub fn followed_by(mut first: Vec<Self>, next: Vec<Self>) -> Vec<Self> {
        for (tab, more) in first.iter_mut().zip(next) {
            tab.lines.push((String::new(), false));
            tab.lines.extend(more.lines);
        }
        first
    }

    fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|(line, _)| line.as_str()).collect();
        lines.join("\n")
    }
}

/// Tabs over the forms of one request, with the keyboard pattern of tabs: arrow keys move.
#[component]
pub fn RequestPreview(
    /// Method and path: `POST /api/v1beta0/global/images/`.
    #[prop(into)]
    title: Signal<String>,
    /// The forms; their number and order never change.
    #[prop(into)]
    tabs: Signal<Vec<PreviewTab>>,
) -> impl IntoView {
    let chosen = RwSignal::new(0_usize);
    let titles: Vec<&'static str> = tabs.read_untracked().iter().map(|tab| tab.title).collect();
    let count = titles.len();
    let step = move |event: web_sys::KeyboardEvent| {
        let next = match event.key().as_str() {
            "ArrowRight" => (chosen.get_untracked() + 1) % count,
            "ArrowLeft" => (chosen.get_untracked() + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        chosen.set(next);
        focus(&tab_id(next));
    };
    let current = Memo::new(move |_| tabs.read().get(chosen.get()).cloned());
    let text = Signal::derive(move || current.get().map(|tab| tab.text()).unwrap_or_default());
    let heads = titles
        .into_iter()
        .enumerate()
        .map(|(index, title)| {
            let selected = move || chosen.get() == index;
            view! {
                <button
                    type="button"
                    role="tab"
                    id=tab_id(index)
                    aria-selected=move || selected().to_string()
                    aria-controls="preview-panel"
                    tabindex=move || if selected() { "0" } else { "-1" }
                    on:click=move |_| chosen.set(index)
                >
                    {title}
                </button>
            }
        })
        .collect_view();
    let lines = move || {
        let lines = current.get().map(|tab| tab.lines).unwrap_or_default();
        lines
            .into_iter()
            .map(|(line, marked)| view! { <span class="line" class:marked=marked>{line} "\n"</span> })
            .collect_view()
    };
    view! {
        <section class="preview" aria-label=text::request().label>
            <header>
                <code class="preview-title">{title}</code>
                <CopyButton text what=text::request().what/>
            </header>
            <div role="tablist" aria-label=text::request().form on:keydown=step>
                {heads}
            </div>
            <pre
                id="preview-panel"
                role="tabpanel"
                tabindex="0"
                aria-labelledby=move || tab_id(chosen.get())
            >
                <code>{lines}</code>
            </pre>
        </section>
    }
}

fn tab_id(index: usize) -> String {
    format!("preview-tab-{index}")
}
