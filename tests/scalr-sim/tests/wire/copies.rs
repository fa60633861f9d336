//! Copy, with its checks one after the other.

use scalr_sim::{CopyStatus, Settings};
use serde_json::{Value, json};

use crate::client::Sim;

const IMAGES: &str = "/api/v1beta0/user/5/images/";

fn to(region: &str) -> Value {
    json!({"cloudLocation": region, "cloudPlatform": "ec2"})
}

async fn source(sim: &Sim, filter: &str) -> String {
    let id = sim.id_of(&format!("{IMAGES}?{filter}")).await;
    format!("{IMAGES}{id}/actions/copy/")
}

const GOLDEN_DB: &str = "name=golden-db&cloudPlatform=ec2&cloudLocation=us-east-1";

#[tokio::test]
async fn every_copy_makes_another_image_and_another_ami() {
    let sim = Sim::start();
    let target = source(&sim, GOLDEN_DB).await;
    let first = sim.send("POST", &target, &to("eu-west-2")).await;
    let second = sim.send("POST", &target, &to("eu-west-2")).await;
    assert_eq!((first.status, second.status), (201, 201));
    let (first, second) = (&first.json()["data"], &second.json()["data"]);
    for member in ["id", "cloudImageId"] {
        assert_ne!(first[member], second[member], "{member}");
    }
    let expected =
        json!(["golden-db", "eu-west-2", "environment", "active", 50, {"id": "ubuntu-22-04"}]);
    let members = ["name", "cloudLocation", "scope", "status", "size", "os"];
    assert_eq!(
        members.map(|member| first[member].clone()).to_vec(),
        *expected.as_array().expect("a list")
    );
    assert!(
        first["cloudImageId"]
            .as_str()
            .is_some_and(|ami| ami.starts_with("ami-0") && ami.len() == 21)
    );

    let listed = sim
        .images(&format!("{IMAGES}?name=golden-db&cloudPlatform=ec2&cloudLocation=eu-west-2"))
        .await;
    assert_eq!(listed, [first.clone(), second.clone()]);
    let copies = sim.admin("GET", "/_sim/copies", &Value::Null).await.json();
    assert_eq!(copies, json!([{"name": "golden-db", "region": "eu-west-2", "count": 2}]));
}

#[tokio::test]
async fn the_status_of_a_copy_can_be_the_older_202() {
    let sim = Sim::with(Settings { copy_status: CopyStatus::Accepted, ..Settings::default() });
    let target = source(&sim, GOLDEN_DB).await;
    assert_eq!(sim.send("POST", &target, &to("eu-west-2")).await.status, 202);
}

#[tokio::test]
async fn the_checks_of_the_body_come_first() {
    let sim = Sim::start();
    let target = format!("{IMAGES}00000000-0000-4000-8000-000000000000/actions/copy/");
    let cases = [
        (json!([]), (400, "InvalidStructure", "Invalid body")),
        (json!({"cloudPlatform": "gce"}), (400, "InvalidStructure", "Invalid body")),
        (
            json!({"cloudLocation": "", "cloudPlatform": "ec2"}),
            (400, "InvalidStructure", "Invalid body"),
        ),
        (json!({"cloudLocation": "mars-1"}), (400, "InvalidStructure", "Invalid body")),
        (
            json!({"cloudLocation": "mars-1", "cloudPlatform": "gce"}),
            (400, "InvalidValue", "Invalid region"),
        ),
        (
            json!({"cloudLocation": "us-east-1", "cloudPlatform": "gce"}),
            (400, "InvalidValue", "Only Ec2 cloud platform is supported"),
        ),
    ];
    for (body, (status, code, message)) in cases {
        let answer = sim.send("POST", &target, &body).await;
        assert_eq!(answer.error(), (status, code.into(), message.into()), "{body}");
    }
    assert_eq!(
        sim.send("POST", &target, &to("us-east-1")).await.code(),
        (404, "ObjectNotFound".into())
    );
}

#[tokio::test]
async fn the_checks_of_the_source_have_their_codes() {
    let sim = Sim::start();
    let cases = [
        (
            "scope=scalr&name=base-amazon-2&cloudPlatform=ec2&cloudLocation=us-east-1",
            "us-east-1",
            (403, "ScopeViolation"),
        ),
        (
            "name=base-ubuntu-24-04&cloudPlatform=ec2&cloudLocation=us-east-1",
            "eu-west-2",
            (403, "ScopeViolation"),
        ),
        ("status=pending_delete", "eu-west-2", (409, "UnacceptableImageStatus")),
        ("name=legacy_app.1", "us-east-1", (400, "InvalidValue")),
        (GOLDEN_DB, "us-east-1", (400, "BadRequest")),
        ("cloudPlatform=gce&name=golden-web", "us-east-1", (500, "InternalServerError")),
    ];
    for (filter, region, (status, code)) in cases {
        let target = source(&sim, filter).await;
        let answer = sim.send("POST", &target, &to(region)).await;
        assert_eq!(answer.code(), (status, code.to_owned()), "{filter}");
    }
    assert_eq!(sim.admin("GET", "/_sim/copies", &Value::Null).await.json(), json!([]));
}

#[tokio::test]
async fn global_and_account_images_are_copied_in_their_own_scope() {
    let sim = Sim::start();
    for (images, name, scope) in [
        ("/api/v1beta0/global/images/", "base-amazon-2", "scalr"),
        ("/api/v1beta0/account/1/images/", "base-ubuntu-24-04", "account"),
    ] {
        let filter = format!("{images}?name={name}&cloudPlatform=ec2&cloudLocation=us-east-1");
        let id = sim.id_of(&filter).await;
        let answer =
            sim.send("POST", &format!("{images}{id}/actions/copy/"), &to("us-west-2")).await;
        assert_eq!((answer.status, &answer.json()["data"]["scope"]), (201, &json!(scope)));
    }
}
