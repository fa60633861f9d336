//! Which rows, in which order, and which regions besides those in use.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::coverage::area::Area;
use crate::coverage::columns::addable;
use crate::coverage::query::Sort;
use crate::text;

use super::desk::{Desk, Step};
use super::states::{Facts, SummaryLine};

/// The controls over the grid.
#[component]
pub fn Filters(facts: Memo<Facts>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let looked = desk.looked;
    let search = move |event| {
        let text = event_target_value(&event);
        desk.look(Step::Small, |query| query.text = text);
    };
    let sort = move |event| {
        let sort = Sort::named(&event_target_value(&event)).unwrap_or_default();
        desk.look(Step::Own, |query| query.sort = sort);
    };
    let gaps = Memo::new(move |_| desk.open_and_left());
    let fill = move || {
        let it = text::coverage();
        let (glyph, words) = match gaps.get() {
            (0, _) => (Glyph::BAN, it.no_gaps.to_owned()),
            (open, 0) => (Glyph::X, text::count(it.take_all, open)),
            (_, left) => (Glyph::PLUS, text::count(it.fill_all, left)),
        };
        view! {
            <Icon glyph/>
            {words}
        }
    };
    let toggle = move |_| {
        if gaps.get_untracked().0 > 0 {
            desk.toggle_area(&Area::ALL);
        }
    };
    view! {
        <div class="coverage-head">
            <SummaryLine facts/>
            <button
                type="button"
                class="button compact"
                aria-disabled=move || (gaps.get().0 == 0).then_some("true")
                on:click=toggle
            >
                {fill}
            </button>
        </div>
        <search class="coverage-tools">
            <label class="coverage-search">
                {text::said("span class='visually-hidden'", text::coverage().search)}
                <input
                    id="coverage-search"
                    type="search"
                    placeholder=text::coverage().search_hint
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || looked.read().text.clone()
                    on:input=search
                />
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || looked.read().missing
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        desk.look(Step::Own, |query| query.missing = on);
                    }
                />
                {text::coverage().missing_somewhere}
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || looked.read().drifting
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        desk.look(Step::Own, |query| query.drifting = on);
                    }
                />
                {text::coverage().drifting_only}
            </label>
            <label class="coverage-select">
                {text::said("span class='muted'", text::coverage().order)}
                <select on:change=sort prop:value=move || looked.read().sort.name()>
                    {Sort::ALL
                        .map(|sort| {
                            view! {
                                <option
                                    value=sort.name()
                                    selected=move || looked.read().sort == sort
                                >
                                    {sort.title()}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </label>
            <AddRegion/>
        </search>
        <Chips/>
    }
}

/// Choosing a region that no image is in yet.
#[component]
fn AddRegion() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let choices = move || {
        let coverage = desk.coverage.read();
        let columns = coverage.as_ref().map_or(&[][..], |made| &made.columns);
        let codes: Vec<&'static str> = addable(columns).collect();
        codes.into_iter().map(|code| view! { <option value=code>{code}</option> }).collect_view()
    };
    let add = move |event| {
        if let Ok(region) = event_target_value(&event).parse() {
            desk.look(Step::Own, |query| query.added.push(region));
        }
    };
    view! {
        <label class="coverage-select">
            {text::said("span class='muted'", text::coverage().add_region)}
            <select on:change=add prop:value=move || {
                // Whatever was chosen has become a column.
                desk.coverage.track();
                ""
            }>
                {text::said("option value=''", text::coverage().none)}
                {choices}
            </select>
        </label>
    }
}

/// The images that were picked in the list, and the added regions, with a way to take each off.
#[component]
fn Chips() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let added = Memo::new(move |_| desk.looked.read().added.clone());
    let picked = Memo::new(move |_| desk.looked.read().images.len());
    let only = move |picked: usize| {
        view! {
            <button
                type="button"
                class="chip"
                on:click=move |_| desk.look(Step::Own, |query| query.images.clear())
            >
                <span class="visually-hidden">{text::coverage().show_all_not} " "</span>
                {text::said("span class='muted'", text::coverage().only)}
                <span>{text::count(text::coverage().selected_images, picked)}</span>
                <Icon glyph=Glyph::X/>
            </button>
        }
    };
    let chip = move |region: shared::region::Region| {
        let code = region.to_string();
        view! {
            <button
                type="button"
                class="chip"
                on:click=move |_| {
                    desk.look(Step::Own, |query| query.added.retain(|known| *known != region));
                }
            >
                <span class="visually-hidden">{text::coverage().remove_column} " "</span>
                {text::said("span class='muted'", text::coverage().added)}
                <span>{code}</span>
                <Icon glyph=Glyph::X/>
            </button>
        }
    };
    move || {
        let (picked, added) = (picked.get(), added.get());
        (picked > 0 || !added.is_empty()).then(|| {
            view! {
                <div class="chips">
                    {(picked > 0).then(|| only(picked))}
                    {added.into_iter().map(chip).collect_view()}
                </div>
            }
        })
    }
}
