//! Pieces of pages, in a browser: state views, the region picker, the preview of a request.
#![cfg(target_arch = "wasm32")]

use frontend::api::{ApiError, Refusal};
use frontend::components::region_picker::RegionPicker;
use frontend::components::states::Failed;
use frontend::components::{PreviewTab, RequestPreview};
use frontend::images::destinations::groups;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use shared::envelope::Message;
use shared::image::Image;
use shared::region::Region;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit};

wasm_bindgen_test_configure!(run_in_browser);

/// Mounts a view into an element of its own and gives that element.
fn stage<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> HtmlElement {
    let stage: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
    document().body().expect("a body").append_child(&stage).expect("a child");
    mount_to(stage.clone(), view).forget();
    stage
}

fn find<T: wasm_bindgen::JsCast>(stage: &HtmlElement, selector: &str) -> T {
    stage
        .query_selector(selector)
        .expect("a selector")
        .unwrap_or_else(|| panic!("nothing matches {selector}"))
        .unchecked_into()
}

fn text(stage: &HtmlElement) -> String {
    stage.text_content().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn a_failure_shows_words_code_status_and_request_id_and_can_be_tried_again() {
    let error = ApiError::Refused(Refusal {
        status: 403,
        errors: vec![Message {
            code: "ScopeViolation".to_owned(),
            message: "The image is of another scope.".to_owned(),
            pointer: None,
        }],
        request_id: Some("req-1".to_owned()),
        by_edge: false,
        outcome_unknown: false,
    });
    let tries = RwSignal::new(0);
    let stage = stage(move || {
        view! {
            <Failed
                title="The images could not be loaded"
                error
                retry=move || tries.update(|tries| *tries += 1)
            />
        }
    });
    assert_eq!(find::<HtmlElement>(&stage, ".notice").get_attribute("role"), Some("alert".into()));
    let shown = text(&stage);
    for part in [
        "The images could not be loaded",
        "The image is of another scope.",
        "ScopeViolation",
        "HTTP 403",
        "req-1",
    ] {
        assert!(shown.contains(part), "{part:?} is missing in {shown:?}");
    }
    find::<HtmlElement>(&stage, "button").click();
    tick().await;
    assert_eq!(tries.get_untracked(), 1);
}

#[wasm_bindgen_test]
fn a_lost_connection_is_told_without_an_answer() {
    let stage = stage(|| view! { <Failed title="No" error=ApiError::Unreachable/> });
    let shown = text(&stage);
    assert!(shown.contains("The edge worker did not answer."), "{shown:?}");
    assert!(shown.contains("EdgeUnreachable"), "{shown:?}");
    assert!(!shown.contains("HTTP"), "{shown:?}");
}

fn image(region: &str, ami: &str) -> Image {
    let text = format!(
        r#"{{"id":"{ami}","name":"golden-web","cloudPlatform":"ec2","scope":"environment",
            "cloudLocation":"{region}","cloudImageId":"{ami}"}}"#
    );
    serde_json::from_str(&text).expect("an image")
}

fn region(code: &str) -> Region {
    code.parse().expect("a region")
}

#[wasm_bindgen_test]
async fn the_region_picker_says_what_each_region_is_and_takes_only_what_scalr_takes() {
    let known = [image("eu-west-1", "ami-2")];
    let shown = groups(&image("us-east-1", "ami-1"), &region("us-east-1"), &known, None);
    let chosen = RwSignal::new(vec![region("ap-southeast-2")]);
    let stage = stage(move || {
        view! {
            <RegionPicker
                groups=Signal::stored(shown)
                chosen
                toggle=move |region| chosen.update(|chosen| chosen.push(region))
            />
        }
    });
    let box_of = |code: &str| -> HtmlInputElement {
        find(&stage, &format!("input[type=checkbox][value={code}]"))
    };
    assert_eq!(text(&find(&stage, ".region.source")), "us-east-1Source N. Virginia");
    let none = stage.query_selector("input[value=us-east-1]").expect("a selector").is_none();
    assert!(none, "the source is no choice");
    assert!(text(&find(&stage, "legend")).ends_with("3 of 3 open"), "and is not counted");
    assert!(box_of("cn-north-1").disabled(), "another partition");
    assert!(!box_of("eu-west-1").disabled(), "present, a deliberate choice");
    assert!(!box_of("eu-west-2").disabled(), "open");
    let label = |code: &str| box_of(code).parent_element().expect("a label");
    assert!(text(&label("eu-west-1").unchecked_into()).contains("already there"));
    assert_eq!(label("eu-west-1").get_attribute("title"), Some("Already there as ami-2".into()));
    assert_eq!(
        label("cn-north-1").get_attribute("title"),
        Some("Another partition (aws to aws-cn)".into())
    );

    box_of("eu-west-2").click();
    tick().await;
    assert_eq!(chosen.get_untracked(), [region("ap-southeast-2"), region("eu-west-2")]);
    assert!(box_of("eu-west-2").checked() && box_of("ap-southeast-2").checked());
}

#[wasm_bindgen_test]
async fn the_tabs_of_a_preview_go_with_the_arrow_keys_and_mark_the_edited_line() {
    let tab = |title, line: &str| PreviewTab {
        title,
        lines: vec![("{".to_owned(), false), (line.to_owned(), true)],
    };
    let tabs = vec![tab("JSON", "as json"), tab("curl", "as curl"), tab("scalr-ctl", "as ctl")];
    let stage = stage(move || {
        view! { <RequestPreview title="POST /x/" tabs=Signal::stored(tabs)/> }
    });
    let panel = || text(&find(&stage, "[role=tabpanel]"));
    assert!(panel().contains("as json"));
    assert_eq!(text(&find(&stage, ".line.marked")).trim(), "as json");

    let press = async |key: &str| {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
        let list: HtmlElement = find(&stage, "[role=tablist]");
        list.dispatch_event(&event.expect("an event")).expect("a target");
        tick().await;
    };
    press("ArrowRight").await;
    assert!(panel().contains("as curl"));
    press("ArrowLeft").await;
    press("ArrowLeft").await;
    assert!(panel().contains("as ctl"));
    assert_eq!(
        text(&find(&stage, "[role=tab][aria-selected=true]")),
        "scalr-ctl",
        "the tab that is shown is the one that is selected"
    );
}
