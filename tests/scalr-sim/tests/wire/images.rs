//! List, get, rename, delete and replace.

use scalr_sim::Settings;
use serde_json::{Value, json};

use crate::client::Sim;

const IMAGES: &str = "/api/v1beta0/user/5/images/";

#[tokio::test]
async fn a_scope_lists_its_own_images_and_those_above_oldest_first() {
    let sim = Sim::start();
    let counts = [
        ("/api/v1beta0/global/images/", 4),
        ("/api/v1beta0/account/1/images/", 12),
        (IMAGES, 37),
        ("/api/v1beta0/user/6/images/", 15),
    ];
    for (target, count) in counts {
        let images = sim.images(target).await;
        assert_eq!(images.len(), count, "{target}");
        assert!(images.is_sorted_by(|a, b| a["added"].as_str() <= b["added"].as_str()), "{target}");
    }
}

#[tokio::test]
async fn pages_follow_each_other_by_their_links_until_the_last() {
    let sim = Sim::with(Settings { seed_images: 250, ..Settings::default() });
    let mut next = Some("/api/v1beta0/account/1/images/?maxResults=10".to_owned());
    let mut ids = Vec::new();
    while let Some(target) = next {
        let answer = sim.get(&target).await.json();
        ids.extend(answer["data"].as_array().expect("a list").iter().map(|i| i["id"].clone()));
        let links = &answer["pagination"];
        assert_eq!(links["first"], "/api/v1beta0/account/1/images/?maxResults=10&pageNum=1");
        next = links["next"].as_str().map(str::to_owned);
    }
    let whole = sim.images("/api/v1beta0/account/1/images/?maxResults=100").await;
    assert_eq!(ids, whole.iter().map(|image| image["id"].clone()).collect::<Vec<_>>());
    assert!(ids.len() > 30, "{}", ids.len());
}

#[tokio::test]
async fn without_a_second_page_the_links_are_null() {
    let sim = Sim::start();
    let mut answer = sim.get(IMAGES).await.json();
    answer["data"].take();
    let links = json!({"first": null, "last": null, "next": null, "prev": null});
    let whole =
        json!({"data": null, "errors": [], "meta": {}, "pagination": links, "warnings": []});
    assert_eq!(answer, whole);
}

#[tokio::test]
async fn each_filter_is_an_equality() {
    let sim = Sim::start();
    let cases = [
        ("name=golden-web", 7),
        ("name=golden", 0),
        ("scope=scalr", 4),
        ("os=windows-2022", 3),
        ("cloudPlatform=gce", 2),
        ("cloudPlatform=ec2&cloudLocation=eu-west-1", 7),
        ("architecture=i386", 1),
        ("status=failed", 1),
        ("source=Manual", 16),
        ("deprecated=true", 3),
        ("deprecated=false", 34),
        ("scalrAgentInstalled=0", 1),
        ("cloudInitInstalled=1", 1),
    ];
    for (filter, count) in cases {
        assert_eq!(sim.images(&format!("{IMAGES}?{filter}")).await.len(), count, "{filter}");
    }
    let golden = sim.images(&format!("{IMAGES}?name=golden-cache&maxResults=1")).await;
    let text = |member: &str| golden[0][member].as_str().expect("text").to_owned();
    let by_id = format!("{IMAGES}?id={}", text("id").to_uppercase());
    assert_eq!(sim.images(&by_id).await, golden);
    assert_eq!(
        sim.images(&format!("{IMAGES}?cloudImageId={}", text("cloudImageId"))).await,
        golden
    );
}

#[tokio::test]
async fn bad_filters_and_pages_are_refused() {
    let sim = Sim::start();
    let cases = [
        ("size=8", (400, "InvalidStructure")),
        ("sort=name", (400, "InvalidStructure")),
        ("cloudLocation=us-east-1", (400, "InvalidStructure")),
        ("os=not%20valid", (400, "InvalidValue")),
        ("scope=global", (400, "InvalidValue")),
        ("maxResults=101", (400, "InvalidValue")),
        ("pageNum=0", (400, "InvalidValue")),
    ];
    for (query, (status, code)) in cases {
        let answer = sim.get(&format!("{IMAGES}?{query}")).await;
        assert_eq!(answer.code(), (status, code.to_owned()), "{query}");
    }
}

#[tokio::test]
async fn an_image_of_another_scope_is_not_found() {
    let sim = Sim::start();
    let staging = sim.id_of("/api/v1beta0/user/6/images/?name=staging-db").await;
    assert_eq!(sim.get(&format!("/api/v1beta0/user/6/images/{staging}/")).await.status, 200);
    let answer = sim.get(&format!("{IMAGES}{staging}/")).await;
    assert_eq!(answer.code(), (404, "ObjectNotFound".into()));
}

#[tokio::test]
async fn only_the_name_can_be_changed_and_only_in_the_images_own_scope() {
    let sim = Sim::start();
    let id = sim.id_of(&format!("{IMAGES}?name=legacy_app.1")).await;
    let target = format!("{IMAGES}{id}/");
    let patch = |body: Value| {
        let (sim, target) = (&sim, &target);
        async move { sim.send("PATCH", target, &body).await }
    };
    assert_eq!(patch(json!({"deprecated": true})).await.code(), (400, "InvalidStructure".into()));
    assert_eq!(patch(json!({"name": "still_bad"})).await.code(), (400, "InvalidValue".into()));
    let renamed = patch(json!({"name": "legacy-app1"})).await;
    assert_eq!((renamed.status, &renamed.json()["data"]["name"]), (200, &json!("legacy-app1")));

    let shared = sim.id_of(&format!("{IMAGES}?name=base-windows-2019")).await;
    let answer = sim.send("PATCH", &format!("{IMAGES}{shared}/"), &json!({"name": "mine"})).await;
    assert_eq!(answer.code(), (403, "ScopeViolation".into()));
}

#[tokio::test]
async fn delete_removes_or_marks_and_refuses_what_is_in_use() {
    let sim = Sim::start();
    let used = sim
        .id_of(&format!("{IMAGES}?name=golden-db&cloudPlatform=ec2&cloudLocation=us-east-1"))
        .await;
    let answer = sim.send("DELETE", &format!("{IMAGES}{used}/"), &Value::Null).await;
    assert_eq!(answer.code(), (409, "ObjectInUse".into()));

    let free = sim.id_of(&format!("{IMAGES}?name=golden-search")).await;
    let target = format!("{IMAGES}{free}/");
    let done = sim.send("DELETE", &target, &Value::Null).await;
    let nothing = json!({"data": null, "errors": [], "meta": {}, "warnings": []});
    assert_eq!((done.status, done.json()), (200, nothing.clone()));
    assert_eq!(sim.get(&target).await.code(), (404, "ObjectNotFound".into()));

    let target = format!("{IMAGES}{}/", sim.id_of(&format!("{IMAGES}?name=legacy_app.1")).await);
    let marked = sim.send("DELETE", &format!("{target}?deleteFromCloud=true"), &Value::Null).await;
    assert_eq!((marked.status, marked.json()), (202, nothing));
    assert_eq!(sim.get(&target).await.json()["data"]["status"], "pending_delete");
    let again = sim.send("DELETE", &target, &Value::Null).await;
    assert_eq!(again.code(), (409, "UnacceptableImageStatus".into()));
}

#[tokio::test]
async fn replace_moves_the_roles_to_the_new_image() {
    let sim = Sim::start();
    let at =
        |region: &str| format!("{IMAGES}?name=golden-db&cloudPlatform=ec2&cloudLocation={region}");
    let (old, new) = (sim.id_of(&at("us-east-1")).await, sim.id_of(&at("eu-west-1")).await);
    let target = format!("{IMAGES}{old}/actions/replace/");
    let windows = sim.id_of(&format!("{IMAGES}?name=win-2022-iis&cloudPlatform=azure")).await;
    let mismatch = sim.send("POST", &target, &json!({"newImage": {"id": windows}})).await;
    assert_eq!(mismatch.code(), (409, "OperatingSystemMismatch".into()));

    let body = json!({"deprecateOldImage": true, "newImage": {"id": new}});
    let answer = sim.send("POST", &target, &body).await;
    let role = json!({"accountId": 1, "envId": 5, "id": 101, "scope": "environment"});
    assert_eq!((answer.status, &answer.json()["data"]), (200, &json!([role])));
    assert_eq!(sim.get(&format!("{IMAGES}{old}/")).await.json()["data"]["deprecated"], true);
    let in_use = sim.send("DELETE", &format!("{IMAGES}{new}/"), &Value::Null).await;
    assert_eq!(in_use.code(), (409, "ObjectInUse".into()));
}
