//! The request log and the reset.

use serde_json::{Value, json};

use crate::client::{Sim, exchange};

const IMAGES: &str = "/api/v1beta0/user/5/images/";

#[tokio::test]
async fn the_log_has_what_arrived_byte_for_byte() {
    let sim = Sim::start();
    let body = "{\n  \"name\": \"größe\"\n}";
    let mut request = sim.signed("POST", &format!("{IMAGES}?b=%7e&a=+"), body);
    let signature = request.headers()["x-scalr-signature"].to_str().expect("text").to_owned();
    request.headers_mut().append("X-Twice", "1".parse().expect("a value"));
    request.headers_mut().append("X-Twice", "2".parse().expect("a value"));
    exchange(sim.address(), request).await.expect("an answer");

    let log = sim.admin("GET", "/_sim/log", &Value::Null).await.json();
    assert_eq!(log.as_array().map(Vec::len), Some(1));
    let entry = &log[0];
    let part = |name: &str| entry[name].clone();
    assert_eq!(part("sequence"), 1);
    assert_eq!(part("method"), "POST");
    assert_eq!(part("path"), IMAGES);
    assert_eq!(part("query"), "b=%7e&a=+");
    assert_eq!(part("body"), body);
    assert_eq!(part("bodyBase64"), "ewogICJuYW1lIjogImdyw7bDn2UiCn0=");
    assert_eq!(part("status"), 400);
    assert_eq!(part("fault"), Value::Null);
    assert_eq!(entry["headers"]["x-twice"], json!(["1", "2"]));
    assert_eq!(entry["headers"]["x-scalr-signature"], json!([signature]));
}

#[tokio::test]
async fn the_log_has_no_secret_in_it() {
    let sim = Sim::start();
    sim.get(IMAGES).await;
    sim.get("/api/v1beta0/global/images/").await;
    let log = sim.admin("GET", "/_sim/log", &Value::Null).await;
    let text = String::from_utf8(log.body.to_vec()).expect("UTF-8");
    assert!(!text.contains("demo-user-secret") && !text.contains("demo-global-secret"));
}

#[tokio::test]
async fn an_emptied_log_goes_on_counting() {
    let sim = Sim::start();
    sim.get(IMAGES).await;
    assert_eq!(sim.admin("DELETE", "/_sim/log", &Value::Null).await.status, 204);
    assert_eq!(sim.admin("GET", "/_sim/log", &Value::Null).await.json(), json!([]));
    sim.get(IMAGES).await;
    let log = sim.admin("GET", "/_sim/log", &Value::Null).await.json();
    assert_eq!(log[0]["sequence"], 2);
}

#[tokio::test]
async fn reset_brings_back_the_sample_data_and_forgets_everything_else() {
    let sim = Sim::start();
    let before = sim.images(IMAGES).await;
    let id = sim.id_of(&format!("{IMAGES}?name=golden-search")).await;
    sim.send("DELETE", &format!("{IMAGES}{id}/"), &Value::Null).await;
    sim.order(json!({"fault": {"kind": "bad_authentication"}})).await;
    assert_eq!(sim.admin("POST", "/_sim/reset", &Value::Null).await.status, 204);
    for path in ["/_sim/log", "/_sim/faults", "/_sim/copies"] {
        assert_eq!(sim.admin("GET", path, &Value::Null).await.json(), json!([]), "{path}");
    }
    assert_eq!(sim.images(IMAGES).await, before);
}

#[tokio::test]
async fn a_reset_to_another_number_of_images_lasts_until_the_next_reset() {
    let sim = Sim::start();
    let last_page =
        async || sim.send("GET", IMAGES, &Value::Null).await.json()["pagination"]["last"].clone();
    let before = last_page().await;
    assert_eq!(sim.admin("POST", "/_sim/reset/2000", &Value::Null).await.status, 204);
    assert_ne!(last_page().await, before);
    assert_eq!(sim.admin("POST", "/_sim/reset/many", &Value::Null).await.status, 400);
    assert_eq!(sim.admin("POST", "/_sim/reset", &Value::Null).await.status, 204);
    assert_eq!(last_page().await, before);
}
