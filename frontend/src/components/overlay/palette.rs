//! The palette: everything that one can go to or do, found by typing.

use leptos::prelude::*;
use shared::scope::Scope;
use web_sys::KeyboardEvent;

use crate::components::{Glyph, Icon, scope_glyph};
use crate::contexts::{
    Overlay, Overlays, Scopes, Theme, ThemeChoice, use_inventory, use_navigator, use_place,
};
use crate::palette::{Entry, Goal, Kind, find};
use crate::place::Place;
use crate::text::{self, Locale};

const LIST: &str = "palette-list";

/// Something to do, by its place in the list of actions.
#[derive(Clone, Copy)]
enum Action {
    Refresh,
    Theme(ThemeChoice),
    Language,
    Help,
}

const ACTIONS: [Action; 6] = [
    Action::Refresh,
    Action::Theme(ThemeChoice::Light),
    Action::Theme(ThemeChoice::Dark),
    Action::Theme(ThemeChoice::System),
    Action::Language,
    Action::Help,
];

impl Action {
    fn title(self) -> String {
        match self {
            Self::Refresh => text::overlay().refresh.to_owned(),
            Self::Theme(theme) => text::fill(text::overlay().theme, &[("theme", &theme.title())]),
            Self::Language => {
                let other = Locale::current().other();
                text::fill(text::overlay().language, &[("language", &other.name())])
            }
            Self::Help => text::overlay().shortcuts.to_owned(),
        }
    }
}

fn entries(scopes: Scopes, place: &Place) -> Vec<Entry> {
    let page = |(title, place): (&str, Place)| Entry {
        kind: Kind::Page,
        title: title.to_owned(),
        note: String::new(),
        goal: Goal::Go(place),
    };
    let pages = |scope: Scope| {
        [
            (text::overlay().images, Place::images(scope)),
            (text::overlay().coverage, Place::coverage(scope)),
            (text::overlay().runs, Place::runs(scope)),
            (text::overlay().activity, Place::activity(scope)),
            (text::overlay().register, Place::Register { scope }),
        ]
    };
    let pages = place.scope().map(pages).into_iter().flatten().map(page);
    let others = scopes.all().into_iter().filter(|known| Some(known.scope) != place.scope());
    let others = others.map(|known| Entry {
        kind: Kind::Scope,
        title: known.name,
        note: known.scope.to_string(),
        goal: Goal::Go(place.in_scope(known.scope)),
    });
    let actions = ACTIONS.into_iter().enumerate().map(|(number, action)| Entry {
        kind: Kind::Action,
        title: action.title(),
        note: String::new(),
        goal: Goal::Do(number),
    });
    pages.chain(others).chain(actions).collect()
}

#[component]
pub fn Palette(close: Callback<()>) -> impl IntoView {
    let place = use_place();
    let scopes: Scopes = expect_context();
    let theme: Theme = expect_context();
    let overlays: Overlays = expect_context();
    let navigator = use_navigator();
    let inventory = use_inventory();
    inventory.want();
    let text = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        let place = place.read();
        find(&entries(scopes, &place), &inventory.signal().read(), place.scope(), &text.read())
    });
    let carry_out = Callback::new(move |goal: Goal| {
        close.run(());
        match goal {
            Goal::Go(place) => navigator.go(&place),
            Goal::Do(number) => match ACTIONS.get(number) {
                Some(Action::Refresh) => inventory.refresh(),
                Some(Action::Theme(choice)) => theme.choose(*choice),
                Some(Action::Language) => Locale::current().other().choose(),
                Some(Action::Help) => overlays.open(Overlay::Help),
                None => {}
            },
        }
    });
    let pressed = move |event: KeyboardEvent| {
        let count = found.read_untracked().len();
        let at = chosen.get_untracked();
        match &*event.key() {
            "ArrowDown" if count > 0 => chosen.set((at + 1) % count),
            "ArrowUp" if count > 0 => chosen.set((at + count - 1) % count),
            "Enter" => {
                if let Some(entry) = found.read_untracked().get(at).cloned() {
                    carry_out.run(entry.goal);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move |_| {
        let id = option_id(chosen.get());
        found.track();
        if let Some(option) = document().get_element_by_id(&id) {
            option.scroll_into_view_with_bool(false);
        }
    });
    let options = move || {
        let option = |(at, entry): (usize, Entry)| view! { <Choice at entry chosen carry_out/> };
        found.get().into_iter().enumerate().map(option).collect_view()
    };
    let words = move || match found.read().len() {
        0 => text::overlay().nothing_found.to_owned(),
        count => text::fill(text::overlay().count_found, &[("count", &count)]),
    };
    view! {
        <div class="palette-head">
            <Icon glyph=Glyph::SEARCH/>
            <input
                type="text"
                role="combobox"
                aria-label=text::overlay().search
                aria-expanded="true"
                aria-controls=LIST
                aria-activedescendant=move || {
                    (!found.read().is_empty()).then(|| option_id(chosen.get()))
                }
                placeholder=text::overlay().search_hint
                autocomplete="off"
                spellcheck="false"
                autofocus
                prop:value=text
                on:input=move |event| {
                    chosen.set(0);
                    text.set(event_target_value(&event));
                }
                on:keydown=pressed
            />
        </div>
        <ul id=LIST class="palette-list" role="listbox" aria-label=text::overlay().found>
            {options}
        </ul>
        <p class="palette-foot muted" role="status">{words}</p>
    }
}

fn option_id(at: usize) -> String {
    format!("palette-{at}")
}

#[component]
fn Choice(
    at: usize,
    entry: Entry,
    chosen: RwSignal<usize>,
    carry_out: Callback<Goal>,
) -> impl IntoView {
    let glyph = match (&entry.kind, &entry.goal) {
        (Kind::Image, _) => Glyph::LAYERS,
        (Kind::Scope, Goal::Go(place)) => place.scope().map_or(Glyph::BOX, scope_glyph),
        (Kind::Action, _) => Glyph::CIRCLE,
        _ => Glyph::ARROW_RIGHT,
    };
    let goal = entry.goal.clone();
    view! {
        <li
            id=option_id(at)
            role="option"
            aria-selected=move || (chosen.get() == at).to_string()
            on:pointermove=move |_| {
                if chosen.get_untracked() != at {
                    chosen.set(at);
                }
            }
            on:click=move |_| carry_out.run(goal.clone())
        >
            <Icon glyph/>
            <span class="palette-title">{entry.title}</span>
            <span class="palette-note muted">{entry.note}</span>
            <span class="palette-kind muted">{entry.kind.word()}</span>
        </li>
    }
}
