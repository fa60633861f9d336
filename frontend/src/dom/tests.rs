//! Elements in a browser.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Event, HtmlElement};

use super::{Drawn, El, el, follow, listen};

wasm_bindgen_test_configure!(run_in_browser);

/// Makes an element as a page does: what follows signals does so until the owner is dropped.
fn drawn(make: impl FnOnce() -> El) -> (El, Owner) {
    // A test of this program may be the first to need it.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let el = owner.with(make);
    (el, owner)
}

fn html(el: &El) -> String {
    // The marks of places are no part of what is seen.
    el.element().inner_html().replace("<!---->", "")
}

#[wasm_bindgen_test]
async fn what_is_said_of_an_element_takes_effect_at_once_and_follows() {
    let name = RwSignal::new("one".to_owned());
    let (el, _owner) = drawn(|| {
        el("p", "note")
            .attr("id", "a")
            .maybe_attr("title", None)
            .add(el("b", "").live_text(move || name.get()))
            .text(" <i>")
            .live_attr("data-name", move || Some(name.get()).filter(|name| !name.is_empty()))
            .live_class("on", move || name.read().is_empty())
    });
    let outer = || el.element().outer_html();
    assert_eq!(outer(), r#"<p class="note" id="a" data-name="one"><b>one</b> &lt;i&gt;</p>"#);
    name.set(String::new());
    tick().await;
    assert_eq!(outer(), r#"<p class="note on" id="a"><b></b> &lt;i&gt;</p>"#);
}

#[wasm_bindgen_test]
async fn a_child_that_follows_stands_in_its_place_and_what_it_followed_ends_with_it() {
    let (outer, inner) = (RwSignal::new(1), RwSignal::new(10));
    let runs = Rc::new(Cell::new(0));
    let counted = Rc::clone(&runs);
    let (el, owner) = drawn(|| {
        el("div", "")
            .add(el("i", ""))
            .live_children(move || {
                let counted = Rc::clone(&counted);
                let count = move || {
                    counted.set(counted.get() + 1);
                    inner.get().to_string()
                };
                (0..outer.get()).map(|_| el("b", "").live_text(count.clone())).collect()
            })
            .add(el("u", ""))
    });
    assert_eq!(html(&el), "<i></i><b>10</b><u></u>");
    outer.set(2);
    tick().await;
    assert_eq!(html(&el), "<i></i><b>10</b><b>10</b><u></u>");
    runs.set(0);
    inner.set(11);
    tick().await;
    assert_eq!(html(&el), "<i></i><b>11</b><b>11</b><u></u>");
    assert_eq!(runs.get(), 2, "those that are gone follow no more");
    outer.set(0);
    tick().await;
    assert_eq!(html(&el), "<i></i><u></u>");
    outer.set(1);
    tick().await;
    drop(owner);
    runs.set(0);
    inner.set(12);
    tick().await;
    assert_eq!(runs.get(), 0, "nothing follows once the owner is gone");
}

#[wasm_bindgen_test]
async fn an_element_that_is_there_for_a_while_is_the_same_each_time() {
    let there = RwSignal::new(false);
    let (el, _owner) =
        drawn(|| el("div", "").add_while(el("b", ""), move || there.get()).add(el("u", "")));
    assert_eq!(html(&el), "<u></u>");
    there.set(true);
    tick().await;
    assert_eq!(html(&el), "<b></b><u></u>");
    let first = el.element().first_element_child();
    there.set(false);
    tick().await;
    assert_eq!(html(&el), "<u></u>");
    there.set(true);
    tick().await;
    assert_eq!(el.element().first_element_child(), first);
}

#[wasm_bindgen_test]
fn elements_settle_in_their_order_and_those_that_are_in_it_are_not_touched() {
    let (list, _owner) = drawn(|| el("ul", ""));
    let items: Vec<El> = ["a", "b", "c"].map(|text| el("li", "").text(text)).into();
    let settle = |order: &[usize]| {
        let mut before: Option<&El> = None;
        for at in order {
            items[*at].settle(&list, before);
            before = Some(&items[*at]);
        }
        list.element().text_content().unwrap_or_default()
    };
    assert_eq!(settle(&[0, 1, 2]), "abc");
    assert_eq!(settle(&[2, 0, 1]), "cab");
    assert_eq!(settle(&[2, 0, 1]), "cab");
    assert_eq!(settle(&[1, 0, 2]), "bac");
}

#[wasm_bindgen_test]
async fn a_field_keeps_what_is_typed_until_something_new_is_said() {
    let value = RwSignal::new("said".to_owned());
    let again = RwSignal::new(());
    let (field, _owner) = drawn(|| {
        el("input", "").live_value(move || {
            again.track();
            value.get()
        })
    });
    let input: &web_sys::HtmlInputElement = field.element().unchecked_ref();
    assert_eq!(input.value(), "said");
    input.set_value("typed");
    again.notify();
    tick().await;
    assert_eq!(input.value(), "typed");
    value.set("new".to_owned());
    tick().await;
    assert_eq!(input.value(), "new");
}

#[derive(Clone)]
struct Word(&'static str);

#[wasm_bindgen_test]
async fn what_is_heard_happens_with_the_contexts_of_its_place() {
    let heard = Rc::new(Cell::new(""));
    let hear = |heard: &Rc<Cell<&'static str>>| {
        let heard = Rc::clone(heard);
        move |_: Event| heard.set(use_context::<Word>().map_or("none", |word| word.0))
    };
    let stage = document().create_element("div").expect("an element");
    let (button, owner) = drawn(|| {
        provide_context(Word("here"));
        listen(&stage, "stir", hear(&heard));
        el("button", "").on("click", hear(&heard))
    });
    button.element().unchecked_ref::<HtmlElement>().click();
    assert_eq!(heard.replace(""), "here");
    let stir = || stage.dispatch_event(&Event::new("stir").expect("an event")).expect("a stage");
    stir();
    assert_eq!(heard.replace(""), "here");
    owner.cleanup();
    stir();
    assert_eq!(heard.get(), "", "nobody listens any more");
}

#[wasm_bindgen_test]
async fn views_and_elements_hold_each_other() {
    let count = RwSignal::new(1);
    let (el, owner) = drawn(|| {
        let inside = move || {
            let count = count.get();
            Drawn::from(el("b", "").text(&count.to_string()))
        };
        el("div", "").add(el("i", "")).view(view! { <p>{inside}</p> }.into_any())
    });
    assert_eq!(html(&el), "<i></i><p><b>1</b></p>");
    count.set(2);
    tick().await;
    assert_eq!(html(&el), "<i></i><p><b>2</b></p>");
    drop(owner);
    count.set(3);
    tick().await;
    assert_eq!(html(&el), "<i></i><p><b>2</b></p>", "it ends with the owner");
}

#[wasm_bindgen_test]
async fn following_ends_when_its_own_reason_changes() {
    let (outer, inner) = (RwSignal::new(0), RwSignal::new(0));
    let runs = Rc::new(Cell::new(0));
    let counted = Rc::clone(&runs);
    let (_, _owner) = drawn(|| {
        follow(move || {
            outer.track();
            let counted = Rc::clone(&counted);
            follow(move || {
                inner.track();
                counted.set(counted.get() + 1);
            });
        });
        el("div", "")
    });
    assert_eq!(runs.get(), 1);
    outer.set(1);
    tick().await;
    runs.set(0);
    inner.set(1);
    tick().await;
    assert_eq!(runs.get(), 1, "only the latest");
}

#[wasm_bindgen_test]
async fn a_notice_is_drawn_anew_only_when_it_says_something_else() {
    let words = RwSignal::new(None::<&'static str>);
    let again = RwSignal::new(());
    let (el, _owner) = drawn(|| {
        let said = move || {
            again.track();
            words.get()
        };
        el("div", "").live_notice(said, |words| el("p", "").text(words)).add(el("u", ""))
    });
    assert_eq!(html(&el), "<u></u>");
    words.set(Some("lost"));
    tick().await;
    assert_eq!(html(&el), "<p>lost</p><u></u>");
    let notice = el.element().first_element_child();
    again.notify();
    tick().await;
    assert_eq!(el.element().first_element_child(), notice, "the same, so that it is read out once");
    words.set(Some("found"));
    tick().await;
    assert_eq!(html(&el), "<p>found</p><u></u>");
    words.set(None);
    tick().await;
    assert_eq!(html(&el), "<u></u>");
}

#[wasm_bindgen_test]
async fn a_text_is_not_written_again_and_a_button_among_views_keeps_the_focus() {
    let again = RwSignal::new(());
    let (el, _owner) = drawn(|| {
        let text = move || {
            again.track();
            "same".to_owned()
        };
        let drawn = move || {
            again.track();
            Drawn::from(
                el("p", "").add(el("button", "").text("one")).add(el("button", "").text("two")),
            )
        };
        el("div", "").add(el("b", "").live_text(text)).view(view! { <p>{drawn}</p> }.into_any())
    });
    document().body().expect("a body").append_child(el.element()).expect("a place");
    let find = |selector: &str| el.element().query_selector(selector).expect("a selector");
    let text = find("b").and_then(|b| b.first_child());
    find("button:last-child")
        .expect("a button")
        .unchecked_into::<HtmlElement>()
        .focus()
        .expect("focus");
    again.notify();
    tick().await;
    assert_eq!(find("b").and_then(|b| b.first_child()), text);
    let focused = document().active_element().and_then(|it| it.text_content());
    assert_eq!(focused.as_deref(), Some("two"));
    el.remove();
}
