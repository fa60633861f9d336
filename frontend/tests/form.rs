//! The fields of a form, and the Register page as people meet it, in a browser.
#![cfg(target_arch = "wasm32")]

use std::time::Duration;

use frontend::app;
use frontend::components::form::{CheckField, Choice, Control, RadioField, SelectField, TextField};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::Mountable;
use leptos::task::tick;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

/// How long a condition may take to come true.
const PATIENCE: Duration = Duration::from_secs(10);
const STEP: Duration = Duration::from_millis(10);

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).expect("a selector")
}

fn get(selector: &str) -> Element {
    find(selector).unwrap_or_else(|| panic!("nothing matches {selector}"))
}

fn text(selector: &str) -> String {
    get(selector).text_content().unwrap_or_default()
}

fn attribute(selector: &str, name: &str) -> Option<String> {
    get(selector).get_attribute(name)
}

fn input(selector: &str) -> HtmlInputElement {
    get(selector).unchecked_into()
}

fn html(selector: &str) -> HtmlElement {
    get(selector).unchecked_into()
}

/// Waits until something is on the page.
async fn appears(selector: &str) -> Element {
    for _ in 0..PATIENCE.as_millis() / STEP.as_millis() {
        if let Some(element) = find(selector) {
            return element;
        }
        gloo_timers::future::sleep(STEP).await;
    }
    panic!("nothing has come to match {selector}");
}

/// Fills in a text as one key does: the field then tells of it.
async fn type_in(selector: &str, text: &str) {
    input(selector).set_value(text);
    dispatch(selector, "input");
    tick().await;
}

fn dispatch(selector: &str, event: &str) {
    let created = document().create_event("Event").expect("an event");
    created.init_event_with_bubbles_and_cancelable(event, true, true);
    get(selector).dispatch_event(&created).expect("an event that is not under way");
}

/// Comes into a field, and leaves it.
async fn visit(selector: &str) {
    dispatch(selector, "focusin");
    dispatch(selector, "focusout");
    tick().await;
}

/// What stands on the page for as long as this lives.
struct Stage<M: Mountable> {
    mounted: Option<UnmountHandle<M>>,
    element: HtmlElement,
}

impl<M: Mountable> Drop for Stage<M> {
    fn drop(&mut self) {
        drop(self.mounted.take());
        self.element.remove();
    }
}

/// Puts something on the page. Values of controls are filled in a moment after it is there.
async fn show<N: IntoView>(view: impl FnOnce() -> N + 'static) -> Stage<N::State> {
    let element = document().create_element("div").expect("a div");
    document().body().expect("a body").append_child(&element).expect("a place for it");
    let element: HtmlElement = element.unchecked_into();
    let mounted = Some(mount_to(element.clone(), view));
    tick().await;
    Stage { mounted, element }
}

/// Signals to make a field say something, and what it has told so far.
#[derive(Clone, Copy)]
struct Wires {
    errors: RwSignal<Vec<String>>,
    advice: RwSignal<Vec<String>>,
    told: RwSignal<Vec<String>>,
}

impl Wires {
    fn new() -> Self {
        Self {
            errors: RwSignal::new(Vec::new()),
            advice: RwSignal::new(Vec::new()),
            told: RwSignal::new(Vec::new()),
        }
    }

    fn tell_text(self) -> Callback<String> {
        Callback::new(move |text| self.told.update(|told| told.push(text)))
    }

    fn tell_switch(self) -> Callback<bool> {
        Callback::new(move |on: bool| self.told.update(|told| told.push(on.to_string())))
    }

    fn control(self) -> Control {
        Control {
            id: "field",
            label: "Name",
            errors: self.errors.into(),
            advice: self.advice.into(),
            entered: Callback::new(move |()| self.told.update(|told| told.push("entered".into()))),
            left: Callback::new(move |()| self.told.update(|told| told.push("left".into()))),
        }
    }
}

#[wasm_bindgen_test]
async fn a_text_field_says_what_is_wrong_where_assistive_technology_finds_it() {
    let wires = Wires::new();
    let _stage = show(move || {
        view! {
            <TextField
                control=wires.control()
                value="golden"
                input=wires.tell_text()
                hint="Letters and digits"
                need="required"
                required=true
                suggestions=Signal::stored(vec![("a1".to_owned(), "First".to_owned())])
            />
        }
    })
    .await;
    assert_eq!(text("label[for=field]"), "Name required");
    assert_eq!(input("#field").value(), "golden");
    assert_eq!(attribute("#field", "aria-required").as_deref(), Some("true"));
    assert_eq!(attribute("#field", "aria-invalid").as_deref(), Some("false"));
    let described_by = attribute("#field", "aria-describedby").expect("a description");
    for id in described_by.split(' ') {
        assert!(document().get_element_by_id(id).is_some(), "{id} is described by nothing");
    }
    let option = attribute("#field", "list").map(|list| format!("datalist#{list} option"));
    assert_eq!(text(&option.expect("suggestions")), "First");
    assert!(!html("#field-hint").hidden());

    wires.errors.set(vec!["Too short".to_owned(), "Too odd".to_owned()]);
    wires.advice.set(vec!["Think again".to_owned()]);
    tick().await;
    assert_eq!(attribute("#field", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(text("#field-errors"), "Too shortToo odd");
    assert_eq!(text("#field-advice"), "Think again");
    assert!(find("#field-errors .field-error svg").is_some(), "an icon beside the words");
    assert!(html("#field-hint").hidden(), "the error stands in the hint's place");

    wires.errors.set(Vec::new());
    tick().await;
    assert_eq!(attribute("#field", "aria-invalid").as_deref(), Some("false"));
    assert_eq!(text("#field-errors"), "");
    assert!(!html("#field-hint").hidden());

    dispatch("#field", "focusin");
    type_in("#field", "golden-web").await;
    dispatch("#field", "focusout");
    assert_eq!(wires.told.get_untracked(), ["entered", "golden-web", "left"]);
}

#[wasm_bindgen_test]
async fn a_group_of_radio_buttons_is_one_field() {
    let wires = Wires::new();
    let value = RwSignal::new("b".to_owned());
    let choices = ["a", "b"].map(|value| Choice {
        value: value.to_owned(),
        title: value.to_uppercase(),
        note: String::new(),
    });
    let _stage = show(move || {
        view! {
            <RadioField
                control=wires.control()
                choices=choices.to_vec()
                value
                change=wires.tell_text()
                required=true
                layout="segments"
            />
        }
    })
    .await;
    assert_eq!(attribute("#field", "role").as_deref(), Some("radiogroup"));
    let label = attribute("#field", "aria-labelledby").expect("a name");
    assert_eq!(text(&format!("#{label}")), "Name");
    assert_eq!(input("#field input:checked").value(), "b");
    html("#field input[value=a]").click();
    assert_eq!(wires.told.get_untracked(), ["a"]);
    wires.errors.set(vec!["Neither".to_owned()]);
    tick().await;
    assert_eq!(attribute("#field", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(text("#field-errors"), "Neither");
}

#[wasm_bindgen_test]
async fn boxes_and_lists_show_their_value_and_tell_of_changes() {
    let (boxed, listed) = (Wires::new(), Wires::new());
    let on = RwSignal::new(true);
    let chosen = RwSignal::new("b".to_owned());
    let options = ["a", "b"].map(|name| (name.to_owned(), name.to_uppercase())).to_vec();
    let _stage = show(move || {
        view! {
            <CheckField control=boxed.control() value=on change=boxed.tell_switch()/>
            <SelectField
                control=Control { id: "list", ..listed.control() }
                value=chosen
                change=listed.tell_text()
                options=Signal::stored(options)
            />
        }
    })
    .await;
    assert!(input("#field").checked());
    html("#field").click();
    assert_eq!(boxed.told.get_untracked(), ["false"]);
    // `value` is a property of both kinds of elements.
    assert_eq!(input("#list").value(), "b");
    chosen.set("a".to_owned());
    tick().await;
    assert_eq!(input("#list").value(), "a");
    input("#list").set_value("b");
    dispatch("#list", "change");
    assert_eq!(listed.told.get_untracked(), ["b"]);
}

/// The Register page of the global scope. No edge answers here; the form does without.
async fn register_page() -> Stage<impl Mountable> {
    let storage = window().session_storage().ok().flatten().expect("a storage");
    storage.clear().expect("an empty storage");
    let history = window().history().expect("a history");
    history.push_state_with_url(&JsValue::NULL, "", Some("/global/register")).expect("a URL");
    let stage = show(app).await;
    appears("#register-name").await;
    stage
}

#[wasm_bindgen_test]
async fn an_error_waits_until_the_field_is_left_and_goes_while_it_is_mended() {
    let _stage = register_page().await;
    let name = "#register-name";
    let invalid = || attribute(name, "aria-invalid").unwrap_or_default();
    dispatch(name, "focusin");
    type_in(name, "golden_web.1").await;
    assert_eq!(invalid(), "false");
    dispatch(name, "focusout");
    tick().await;
    assert_eq!(invalid(), "true");
    assert!(text("#register-name-errors").contains("2 to 255 letters, digits and hyphens"));
    type_in(name, "golden_web").await;
    assert_eq!(invalid(), "true");
    type_in(name, "golden-web").await;
    assert_eq!(invalid(), "false");
    assert_eq!(text("#register-name-errors"), "");
}

#[wasm_bindgen_test]
async fn a_mended_name_is_offered_and_taken() {
    let _stage = register_page().await;
    type_in("#register-name", "golden_web.1").await;
    assert!(find(".remedy").is_none(), "nobody is corrected while typing");
    visit("#register-name").await;
    assert_eq!(text(".remedy"), "Use golden-web1");
    html(".remedy").click();
    tick().await;
    assert_eq!(input("#register-name").value(), "golden-web1");
    assert_eq!(attribute("#register-name", "aria-invalid").as_deref(), Some("false"));
    assert!(find(".remedy").is_none());
    let focused = document().active_element().expect("the focus");
    assert_eq!(focused.id(), "register-name");
}

#[wasm_bindgen_test]
async fn a_form_that_cannot_be_sent_says_why_and_leads_to_each_field() {
    let _stage = register_page().await;
    html(".form-actions button").click();
    let summary = appears("#register-problems").await;
    tick().await;
    assert_eq!(summary.get_attribute("role").as_deref(), Some("alert"));
    assert_eq!(document().active_element().expect("the focus").id(), "register-problems");
    assert_eq!(text(".notice-title"), "3 things to mend before this can be sent");
    html("#register-problems a[href$='#register-os']").click();
    assert_eq!(document().active_element().expect("the focus").id(), "register-os");
    type_in("#register-os", "ubuntu-14-04").await;
    assert_eq!(text(".notice-title"), "2 things to mend before this can be sent");
}

#[wasm_bindgen_test]
async fn the_request_is_shown_as_it_changes_with_the_member_being_edited_marked() {
    let _stage = register_page().await;
    dispatch("#register-name", "focusin");
    type_in("#register-name", "golden-web").await;
    assert_eq!(text(".preview .marked").trim(), r#""name": "golden-web","#);
    html("input[name=register-platform][value=gce]").click();
    tick().await;
    assert!(text(".preview pre").contains(r#""cloudLocation": null"#));
    assert!(input("#register-location").disabled());
    assert!(text("#register-location-hint").contains("Google Compute Engine are global"));
}

#[wasm_bindgen_test]
async fn a_draft_survives_leaving_the_page() {
    let stage = register_page().await;
    type_in("#register-name", "golden-web").await;
    drop(stage);
    let _again = show(app).await;
    appears("#register-name").await;
    tick().await;
    assert_eq!(input("#register-name").value(), "golden-web");
}
