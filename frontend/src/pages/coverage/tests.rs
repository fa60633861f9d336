//! The grid in a browser.

use std::sync::Arc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use serde_json::{Value, json};
use shared::image::Image;
use shared::scope::Scope;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit};

use super::desk::{Asked, Desk, Made};
use super::details::provide_details;
use super::grid::Grid;
use crate::components::provide_announcer;
use crate::contexts::{provide_clock, provide_location, provide_scopes, provide_session};
use crate::coverage::{Coverage, Known};

wasm_bindgen_test_configure!(run_in_browser);

fn image(name: &str, region: &str, changes: &Value) -> Arc<Image> {
    let mut value = json!({
        "id": format!("{name} in {region}"), "name": name, "os": {"id": "ubuntu-22-04"},
        "architecture": "x86_64", "cloudPlatform": "ec2", "cloudLocation": region,
        "cloudImageId": format!("ami-{name}-{region}"), "scope": "environment", "status": "active",
    });
    for (name, change) in changes.as_object().expect("an object") {
        value[name] = change.clone();
    }
    Arc::new(serde_json::from_value(value).expect("an image"))
}

/// Two rows over four regions; of the second row nothing can be copied from here.
fn images() -> Vec<Arc<Image>> {
    vec![
        image("golden-db", "us-east-1", &json!({})),
        image("golden-db", "eu-west-1", &json!({})),
        image("shared-web", "us-east-1", &json!({"scope": "account"})),
        image("shared-web", "us-west-2", &json!({"scope": "account"})),
        image("golden-web", "ap-east-1", &json!({})),
    ]
}

/// Rows are drawn, and then one of their cells becomes the way into the grid.
async fn drawn() {
    for _ in 0..4 {
        tick().await;
    }
}

struct Stage {
    element: HtmlElement,
    images: RwSignal<Vec<Arc<Image>>>,
}

/// The grid of these images, in an element of its own.
async fn stage() -> Stage {
    let history = window().history().expect("a history");
    history
        .replace_state_with_url(&JsValue::NULL, "", Some("/user/5/coverage"))
        .expect("a place of its own");
    let element: HtmlElement =
        document().create_element("div").expect("an element").unchecked_into();
    document().body().expect("a body").append_child(&element).expect("a child");
    let owner = Owner::new();
    let held = owner.with(|| RwSignal::new(images()));
    mount_to(element.clone(), move || {
        provide_clock();
        provide_announcer();
        provide_session();
        provide_scopes();
        provide_location();
        let scope: Scope = "user/5".parse().expect("a scope");
        let coverage = Memo::new(move |_| {
            let images = held.read();
            let known = Known { scope, images: &images, as_of: None, added: &[], runs: &[] };
            Some(Made::new(Coverage::of(&known)))
        });
        provide_context(Desk::new(Asked::here(), coverage));
        provide_details();
        view! { <Grid/> }
    })
    .forget();
    std::mem::forget(owner);
    drawn().await;
    Stage { element, images: held }
}

impl Stage {
    fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.element.query_selector_all(selector).expect("a selector");
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
    }

    fn cell(&self, label: &str, row: usize) -> HtmlElement {
        let row = &self.all("tbody tr")[row];
        let found = row.query_selector(&format!("[aria-label^='{label}']")).expect("a selector");
        found.expect("a cell").unchecked_into()
    }

    fn chosen(&self) -> Vec<String> {
        let cells = self.all("td[aria-selected=true]");
        cells.iter().filter_map(|cell| cell.get_attribute("aria-label")).collect()
    }

    /// Presses a key where the focus is, and tells which cell has it then.
    async fn press(&self, key: &str) -> String {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
        let at = document().active_element().expect("a focus");
        at.dispatch_event(&event.expect("an event")).expect("dispatched");
        tick().await;
        let at = document().active_element().and_then(|at| at.get_attribute("aria-label"));
        at.unwrap_or_default()
    }
}

fn search() -> String {
    window().location().search().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn every_cell_is_named_and_one_of_them_can_be_tabbed_to() {
    let stage = stage().await;
    let labels: Vec<String> = stage
        .all("tbody tr:first-child > *")
        .iter()
        .filter_map(|cell| cell.get_attribute("aria-label"))
        .collect();
    assert_eq!(
        labels,
        [
            "golden-db, ubuntu-22-04 · x86_64, in 2 of 4 regions",
            "us-east-1: present",
            "us-west-2: missing",
            "eu-west-1: present",
            "ap-east-1: missing",
        ]
    );
    assert_eq!(stage.all("[tabindex='0']").len(), 1);
    let closed = stage.cell("eu-west-1", 2);
    assert_eq!(
        closed.get_attribute("aria-label").as_deref(),
        Some("eu-west-1: missing, cannot be copied: The image belongs to another scope")
    );
    assert_eq!(closed.get_attribute("aria-selected"), None);
}

#[wasm_bindgen_test]
async fn the_keyboard_moves_and_chooses_and_the_address_follows() {
    let stage = stage().await;
    stage.cell("us-east-1", 0).focus().expect("a focus");
    assert_eq!(stage.press("ArrowRight").await, "us-west-2: missing");
    stage.press(" ").await;
    assert_eq!(stage.chosen(), ["us-west-2: missing"]);
    assert!(search().contains("gaps=us-west-2~"), "{}", search());
    assert_eq!(stage.all("[tabindex='0']").len(), 1);
    // Down over the next row, whose gaps can be chosen too, and to the head of a row.
    assert_eq!(stage.press("ArrowDown").await, "us-west-2: missing");
    assert!(stage.press("Home").await.starts_with("golden-web"));
    stage.press(" ").await;
    assert_eq!(stage.chosen().len(), 4);
    // The same again takes it back; a second row of choices stays.
    stage.press(" ").await;
    assert_eq!(stage.chosen(), ["us-west-2: missing"]);
    // The head of a column fills it.
    stage.press("ArrowRight").await;
    stage.press("ArrowRight").await;
    stage.press("PageUp").await;
    assert_eq!(stage.press(" ").await, "us-west-2, Oregon");
    assert_eq!(stage.chosen(), ["us-west-2: missing", "us-west-2: missing"]);
}

#[wasm_bindgen_test]
async fn images_that_come_touch_no_cell_but_their_own() {
    let stage = stage().await;
    let before: Vec<Element> = stage.all("tbody td").into_iter().map(Element::from).collect();
    let focused = stage.cell("ap-east-1", 0);
    focused.focus().expect("a focus");
    stage.images.update(|images| images.push(image("golden-db", "us-west-2", &json!({}))));
    drawn().await;
    let after = stage.all("tbody td");
    assert!(before.iter().zip(&after).all(|(old, new)| old.is_same_node(Some(new))));
    assert_eq!(stage.cell("us-west-2", 0).class_name(), "cell present");
    let active = document().active_element().expect("a focus");
    assert!(focused.is_same_node(Some(&active)), "{}", active.outer_html());
    assert_eq!(stage.all("[tabindex='0']").len(), 1);
}
