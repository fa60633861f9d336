//! The views of a run in a browser.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use shared::run::{CopyRun, Counts};
use shared::scope::Scope;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

use super::live::Live;
use super::regions::Regions;
use super::steps::Steps;
use super::{Overview, StepsBar};
use crate::components::provide_announcer;
use crate::contexts::{provide_clock, provide_session};

wasm_bindgen_test_configure!(run_in_browser);

/// A run to three regions in these states, at this version.
fn run(version: u64, states: [&str; 3]) -> CopyRun {
    let region = |(name, state): (&str, &str)| {
        format!(
            r#"{{"region":"{name}","state":"{state}","since":"2026-11-22T02:30:00.000Z",
                "code":null,"message":null,"requestId":"r-1"}}"#
        )
    };
    let names = ["eu-west-1", "eu-west-2", "eu-west-3"];
    let regions: Vec<String> = names.into_iter().zip(states).map(region).collect();
    let text = format!(
        r#"{{"id":"01M80HDJ205EC3D6401BC34309-u5","scope":"user/5","createdBy":"ana",
            "image":{{"id":"5a1a","name":"golden-web","cloudLocation":"us-east-1","cloudImageId":"ami-1"}},
            "createdAt":"2026-11-22T02:30:00.000Z","state":"running","version":{version},"counts":{{}},
            "regions":[{}]}}"#,
        regions.join(",")
    );
    let mut run: CopyRun = serde_json::from_str(&text).expect("a run");
    run.counts = Counts::of(run.regions.iter().flatten());
    run
}

/// The parts of the page that follow a run, in an element of their own.
fn stage(first: CopyRun) -> (Live, HtmlElement) {
    let stage: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
    document().body().expect("a body").append_child(&stage).expect("a child");
    let owner = Owner::new();
    let live = owner.with(Live::new);
    mount_to(stage.clone(), move || {
        provide_clock();
        provide_announcer();
        provide_session();
        provide_context(Steps::new(live));
        live.show(first);
        view! {
            <Overview live/>
            <StepsBar live/>
            <Regions scope=Scope::Global live/>
        }
    })
    .forget();
    std::mem::forget(owner);
    (live, stage)
}

fn rows(stage: &HtmlElement) -> Vec<Element> {
    let found = stage.query_selector_all("tbody tr").expect("a selector");
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn a_region_that_moves_on_changes_its_own_row_and_no_other() {
    let (live, stage) = stage(run(1, ["planned", "planned", "planned"]));
    tick().await;
    let before = rows(&stage);
    let words: Vec<String> = before.iter().map(text).collect();
    assert!(words.iter().all(|words| words.contains("Waiting")), "{words:?}");

    live.show(run(2, ["planned", "sending", "planned"]));
    tick().await;
    let after = rows(&stage);
    assert_eq!(after.len(), 3);
    assert!(before.iter().zip(&after).all(|(old, new)| old.is_same_node(Some(new))));
    assert!(text(&after[1]).contains("Sending"));
    assert_eq!((text(&after[0]), text(&after[2])), (words[0].clone(), words[2].clone()));
    assert!(text(&stage).contains("1 being sent, 2 waiting"), "{}", text(&stage));
}

#[wasm_bindgen_test]
async fn news_that_is_older_than_what_is_shown_is_left_aside() {
    let (live, stage) = stage(run(7, ["accepted", "accepted", "accepted"]));
    live.show(run(6, ["sending", "accepted", "accepted"]));
    tick().await;
    assert!(rows(&stage).iter().all(|row| text(row).contains("Accepted by Scalr")));
}

#[wasm_bindgen_test]
async fn each_region_offers_what_can_be_done_about_it() {
    let (_, stage) = stage(run(1, ["unknown", "rejected", "listed"]));
    tick().await;
    let labels = |row: &Element| -> Vec<String> {
        let buttons = row.query_selector_all(".row-steps button").expect("a selector");
        let buttons = (0..buttons.length()).filter_map(|at| buttons.item(at));
        buttons.filter_map(|button| button.text_content()).collect()
    };
    let offered: Vec<Vec<String>> = rows(&stage).iter().map(labels).collect();
    assert_eq!(offered, [vec!["Look again", "Send another…"], vec!["Send again"], Vec::new()]);
    let bar = stage.query_selector(".run-steps button").expect("a selector").expect("a button");
    assert_eq!(text(&bar), "Send rejected again (1)");
}
