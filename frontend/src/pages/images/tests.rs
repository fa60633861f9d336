//! The list in a browser.

use std::sync::Arc;

use js_sys::Promise;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use serde_json::json;
use shared::image::Image;
use shared::scope::Scope;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

use super::selection::Selection;
use super::table::image_table;
use super::view_options::ListView;
use crate::contexts::{provide_clock, provide_inventory, provide_location, provide_session};
use crate::dom::{Drawn, once_drawn};
use crate::images::query::ImageQuery;
use crate::images::view::Shown;

wasm_bindgen_test_configure!(run_in_browser);

fn shown(names: &[&str]) -> Shown {
    let image = |(number, name): (usize, &&str)| -> Arc<Image> {
        let image = serde_json::from_value(json!({
            "id": format!("5a1a3fd0-1111-4222-8333-{number:012}"), "name": name,
            "cloudPlatform": "ec2", "cloudLocation": "eu-west-1"}));
        Arc::new(image.expect("an image"))
    };
    Shown {
        rows: names.iter().enumerate().map(image).collect(),
        matches: names.len(),
        page: 1,
        pages: 1,
    }
}

fn stage(list: RwSignal<Shown>, query: RwSignal<ImageQuery>) -> HtmlElement {
    let stage: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
    document().body().expect("a body").append_child(&stage).expect("a child");
    mount_to(stage.clone(), move || {
        provide_clock();
        provide_session();
        provide_location();
        provide_inventory();
        let scope = Memo::new(|_| Some(Scope::Global));
        let query = Memo::new(move |_| query.get());
        let open = Memo::new(|_| None);
        let shown = Memo::new(move |_| list.get());
        let (view, selection) = (ListView::remembered(), Selection::of(scope, query, open));
        Drawn::from(image_table(scope, query, open, shown, view, selection))
    })
    .forget();
    stage
}

fn all(stage: &HtmlElement, selector: &str) -> Vec<Element> {
    let found = stage.query_selector_all(selector).expect("a selector");
    (0..found.length()).filter_map(|at| found.item(at)).map(JsCast::unchecked_into).collect()
}

fn names(stage: &HtmlElement) -> Vec<String> {
    all(stage, ".row-link").iter().filter_map(|link| link.text_content()).collect()
}

#[wasm_bindgen_test]
async fn rows_follow_what_is_shown_and_heads_lead_to_the_order() {
    let list = RwSignal::new(Shown::default());
    let query = RwSignal::new(ImageQuery::default());
    let stage = stage(list, query);
    tick().await;
    assert!(!all(&stage, "tr.skeleton").is_empty(), "rows to come");
    list.set(shown(&["golden-web", "golden-db"]));
    tick().await;
    assert_eq!(names(&stage), ["golden-web", "golden-db"]);
    assert!(all(&stage, "tr.skeleton").is_empty());

    let sorted = |direction: &str| {
        let head = all(&stage, "[aria-sort]").pop().expect("a head");
        assert_eq!(head.get_attribute("aria-sort").as_deref(), Some(direction));
        head.query_selector("a").expect("a selector").expect("a link").get_attribute("href")
    };
    assert_eq!(sorted("descending").as_deref(), Some("/global/images?sort=added"));
    query.update(|query| *query = query.clone().sorted(query.sort.clicked(query.sort.column)));
    tick().await;
    assert_eq!(sorted("ascending").as_deref(), Some("/global/images"));
}

#[wasm_bindgen_test]
async fn what_is_selected_is_ticked_and_the_head_says_how_much_of_the_page_it_is() {
    let list = RwSignal::new(shown(&["golden-web", "golden-db"]));
    let query = RwSignal::new(ImageQuery::default());
    let stage = stage(list, query);
    let ticks = || -> Vec<(bool, bool)> {
        let boxes = all(&stage, ".pick input").into_iter();
        let boxes = boxes.map(JsCast::unchecked_into::<web_sys::HtmlInputElement>);
        boxes.map(|tick| (tick.checked(), tick.indeterminate())).collect()
    };
    tick().await;
    assert_eq!(ticks(), [(false, false); 3]);
    let id = |number: usize| list.read_untracked().rows[number].id.parse().expect("an id");
    query.update(|query| query.select(&[id(1)], true));
    tick().await;
    assert_eq!(ticks(), [(false, true), (false, false), (true, false)]);
    assert_eq!(all(&stage, "tr.picked").len(), 1);
    query.update(|query| query.select(&[id(0)], true));
    tick().await;
    assert_eq!(ticks(), [(true, false); 3]);
    query.update(|query| *query = query.unselected());
    tick().await;
    assert_eq!(ticks(), [(false, false); 3]);
}

#[wasm_bindgen_test]
async fn rows_become_those_of_other_images_with_all_that_belongs_to_them() {
    let list = RwSignal::new(shown(&["golden-web", "golden-db"]));
    let query = RwSignal::new(ImageQuery::default());
    let stage = stage(list, query);
    tick().await;
    let rows = all(&stage, "tbody tr");
    let told = |row: &Element| {
        let of = |selector: &str| row.query_selector(selector).expect("a selector");
        let label = |selector| of(selector).and_then(|it| it.get_attribute("aria-label"));
        let link = of(".row-link").and_then(|it| it.get_attribute("href")).unwrap_or_default();
        let words = [
            label(".pick input"),
            label(".row-action *"),
            of(".col-status").map(|it| it.text_content().unwrap_or_default()),
        ];
        (link, words.map(Option::unwrap_or_default))
    };
    let id = |number: usize| format!("/global/images/5a1a3fd0-1111-4222-8333-{number:012}");
    let first = told(&rows[0]);
    assert_eq!(first.0, id(0));
    assert!(first.1[0].contains("golden-web") && first.1[1].contains("golden-web"), "{first:?}");

    // The second stays, the first becomes another: of another scope, being deleted, without a name.
    list.update(|list| {
        let gone = serde_json::from_value(json!({
            "id": "5a1a3fd0-1111-4222-8333-000000000007", "name": "", "cloudPlatform": "gce",
            "scope": "account", "status": "pending_delete"}));
        list.rows[0] = Arc::new(gone.expect("an image"));
        list.rows.reverse();
    });
    tick().await;
    let now = all(&stage, "tbody tr");
    assert_eq!(now, [rows[1].clone(), rows[0].clone()], "the same rows, in another order");
    assert_eq!(told(&now[0]).0, id(1));
    let (link, [select, copy, status]) = told(&now[1]);
    assert_eq!(link, id(7));
    assert!(select.contains("(no name)"), "{select}");
    assert!(copy.contains("Not possible"), "{copy}");
    assert!(status.contains("Being deleted"), "{status}");
    assert_eq!(names(&stage)[0], "golden-db");

    // Then one whose time is none, and one that has a time again; both can be copied.
    for (number, added, said) in [(8, "soon", "soon"), (9, "2001-02-03T04:05:06Z", "ago")] {
        list.update(|list| {
            let image = serde_json::from_value(json!({
                "id": format!("5a1a3fd0-1111-4222-8333-{number:012}"), "name": "golden-app",
                "cloudPlatform": "ec2", "cloudLocation": "eu-west-1", "added": added,
                "status": "active"}));
            list.rows[1] = Arc::new(image.expect("an image"));
        });
        tick().await;
        let cell = now[1].query_selector(".col-added").expect("a selector").expect("a cell");
        let words = cell.text_content().expect("words");
        assert!(words.ends_with(said), "{words}");
        let time = cell.query_selector("time").expect("a selector");
        assert_eq!(
            time.and_then(|it| it.get_attribute("datetime")),
            (number == 9).then(|| added.to_owned())
        );
        let (link, [select, copy, status]) = told(&now[1]);
        assert_eq!(link, id(number));
        assert!(select.contains("golden-app") && !select.contains("(no name)"), "{select}");
        assert!(copy.contains("golden-app") && !copy.contains("Not possible"), "{copy}");
        assert!(status.contains("Active"), "{status}");
    }

    // And what is clicked is about the image that is there now.
    let tick_box: HtmlElement =
        now[1].query_selector(".pick input").expect("a selector").expect("a box").unchecked_into();
    tick_box.click();
    let chosen = window().location().search().expect("a query");
    assert!(chosen.contains("000000000009"), "{chosen}");
}

/// Waits until a frame is on screen, and what waited for it is done.
async fn frame() {
    let owner = Owner::new();
    let drawn = Promise::new(&mut |resolve, _| {
        owner.with(|| {
            once_drawn(move || {
                resolve.call0(&JsValue::NULL).expect("a promise");
            });
        });
    });
    JsFuture::from(drawn).await.expect("no failure");
}

/// Waits until the rows have these names. Whatever else the rows follow may have them begin anew.
async fn follow(stage: &HtmlElement, expected: &[String]) {
    for _ in 0..50 {
        if names(stage) == expected {
            return;
        }
        frame().await;
    }
    assert_eq!(names(stage), expected);
}

#[wasm_bindgen_test]
async fn rows_in_sight_are_drawn_first_and_the_others_follow() {
    let many = |prefix: &str| -> Vec<String> {
        (0..30).map(|number| format!("{prefix}-{number}")).collect()
    };
    let page = |names: &[String]| shown(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let (web, db) = (many("web"), many("db"));
    let list = RwSignal::new(page(&web));
    let stage = stage(list, RwSignal::new(ImageQuery::default()));
    tick().await;
    assert_eq!(names(&stage), web[..12]);
    follow(&stage, &web).await;

    // Others take their place; what is still to come is what it was before, link and all.
    list.set(page(&db));
    tick().await;
    assert_eq!(names(&stage), [&db[..12], &web[12..]].concat());
    follow(&stage, &db).await;

    // Taken back before they have followed, and with fewer rows.
    list.set(page(&web));
    tick().await;
    list.set(page(&db[..20]));
    tick().await;
    follow(&stage, &db[..20]).await;
    frame().await;
    let (rows, links) = (all(&stage, "tbody tr").len(), all(&stage, ".row-action *[aria-label]"));
    assert_eq!((rows, links.len()), (20, 20));
    let label = links[19].get_attribute("aria-label").expect("a label");
    assert!(label.contains("db-19"), "{label}");
}
