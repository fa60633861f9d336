//! Create, with its checks one after the other.

use serde_json::{Value, json};

use crate::client::Sim;

const GLOBAL: &str = "/api/v1beta0/global/images/";
const ENVIRONMENT: &str = "/api/v1beta0/user/5/images/";

/// The example of the API reference, with a valid name and OS.
fn example() -> Value {
    json!({
        "architecture": "x86_64",
        "cloudFeatures": {"type": "AwsImageCloudFeatures", "virtualization": "hvm", "new": [1]},
        "cloudImageId": "ami-0123456789abcdef0",
        "cloudInitInstalled": false,
        "cloudLocation": "us-east-1",
        "cloudPlatform": "ec2",
        "deprecated": false,
        "name": "golden-web2",
        "os": {"id": "ubuntu-22-04"},
        "scalrAgentInstalled": true,
        "size": 12,
        "type": "ebs-hvm",
    })
}

/// The example with some members changed; null removes one.
fn with(changes: &Value) -> Value {
    let mut body = example();
    let members = body.as_object_mut().expect("an object");
    for (name, value) in changes.as_object().expect("an object") {
        if value.is_null() {
            members.remove(name);
        } else {
            members.insert(name.clone(), value.clone());
        }
    }
    body
}

#[tokio::test]
async fn a_global_create_answers_201_with_the_whole_image() {
    let sim = Sim::start();
    let answer = sim.send("POST", GLOBAL, &example()).await;
    assert_eq!(answer.status, 201);
    let mut envelope = answer.json();
    let id = envelope["data"]["id"].take();
    let added = envelope["data"]["added"].take();
    assert_eq!(id.as_str().map(str::len), Some(36));
    assert!(added.as_str().is_some_and(|added| added.ends_with('Z') && added.len() == 20));
    assert_eq!(
        envelope,
        json!({
            "data": {
                "added": null, "architecture": "x86_64",
                "cloudFeatures": {"type": "AwsImageCloudFeatures", "virtualization": "hvm", "new": [1]},
                "cloudImageId": "ami-0123456789abcdef0", "cloudInitInstalled": false,
                "cloudLocation": "us-east-1", "cloudPlatform": "ec2", "deprecated": false,
                "id": null, "lastUsed": null, "name": "golden-web2", "os": {"id": "ubuntu-22-04"},
                "scalrAgentInstalled": true, "scope": "scalr", "size": 12, "source": "Manual",
                "status": "active", "statusError": null, "type": "ebs-hvm",
            },
            "errors": [], "meta": {}, "warnings": [],
        })
    );
    let read = sim.get(&format!("{GLOBAL}{}/", id.as_str().expect("an id"))).await;
    assert_eq!(read.json()["data"]["name"], "golden-web2");
}

#[tokio::test]
async fn only_an_environment_create_with_a_size_carries_a_warning() {
    let sim = Sim::start();
    let answer = sim.send("POST", ENVIRONMENT, &example()).await.json();
    assert_eq!(answer["data"]["size"], 8);
    assert_eq!(
        answer["warnings"],
        json!([{
            "code": "ValueOverwritten",
            "message": "The cloud says that the image is 8 GB; the size of 12 GB was overwritten.",
        }])
    );
    let other = with(&json!({"size": null, "cloudImageId": "ami-2"}));
    let answer = sim.send("POST", ENVIRONMENT, &other).await.json();
    assert_eq!((&answer["data"]["size"], &answer["warnings"]), (&Value::Null, &json!([])));
}

#[tokio::test]
async fn what_is_left_out_has_the_servers_defaults() {
    let sim = Sim::start();
    let body = json!({
        "architecture": "i386", "cloudImageId": "img", "cloudPlatform": "vmware", "name": "ab",
        "os": "centos-7-x", "scope": "account",
    });
    let image = sim.send("POST", "/api/v1beta0/account/1/images/", &body).await.json();
    let image = &image["data"];
    assert_eq!(image["cloudFeatures"], json!({"type": "ImageCloudFeatures"}));
    assert_eq!(image["os"], json!({"id": "centos-7-x"}));
    let flags = ["cloudInitInstalled", "scalrAgentInstalled", "deprecated"];
    assert_eq!(flags.map(|flag| image[flag].as_bool()), [Some(false), Some(true), Some(false)]);
    for absent in ["cloudLocation", "size", "type"] {
        assert_eq!(image[absent], Value::Null, "{absent}");
    }
}

#[tokio::test]
async fn gce_and_azure_images_lose_their_location() {
    let sim = Sim::start();
    for platform in ["gce", "azure"] {
        let body = with(&json!({"cloudPlatform": platform, "cloudLocation": "europe-west3"}));
        let answer = sim.send("POST", ENVIRONMENT, &body).await;
        assert_eq!((answer.status, &answer.json()["data"]["cloudLocation"]), (201, &Value::Null));
    }
}

#[tokio::test]
async fn the_checks_come_in_the_documented_order() {
    let sim = Sim::start();
    let target = ENVIRONMENT;
    let known = sim
        .images(&format!("{target}?name=golden-cache&cloudPlatform=ec2&cloudLocation=us-east-1"))
        .await;
    let mut body = json!({
        "id": "x", "scope": "scalr", "architecture": "arm", "os": {}, "name": "<b>",
        "cloudImageId": known[0]["cloudImageId"], "cloudPlatform": "ec2",
        "cloudLocation": "us-east-1", "size": 0,
    });
    // Each step mends what the check before it refused.
    let steps: [(&str, Value, (u16, &str, &str)); 12] = [
        (
            "id",
            Value::Null,
            (
                400,
                "InvalidStructure",
                "You are trying to set the property id that either does not exist or is read-only",
            ),
        ),
        (
            "name",
            json!("no_good"),
            (400, "InvalidValue", "Property name must not contain HTML tags"),
        ),
        ("scope", json!("environment"), (400, "InvalidValue", "Invalid scope")),
        ("architecture", json!(""), (400, "InvalidValue", "Invalid architecture of the Image.")),
        (
            "os",
            json!({"id": "not valid"}),
            (400, "InvalidStructure", "OS must be provided with the request."),
        ),
        ("os", json!({"id": "no-such-os"}), (400, "InvalidValue", "Invalid identifier of the OS")),
        (
            "cloudImageId",
            json!("ami-missing-1"),
            (409, "UnicityViolation", "This Image has already been registered in Scalr"),
        ),
        ("name", json!("good"), (400, "InvalidValue", "Invalid name of the Image")),
        (
            "architecture",
            json!("x86_64"),
            (400, "InvalidStructure", "Architecture must be provided with the request."),
        ),
        ("os", json!({"id": "debian-12-x"}), (400, "InvalidValue", "Specified OS does not exist")),
        (
            "cloudImageId",
            json!("ami-1"),
            (
                400,
                "InvalidValue",
                "Unable to find the requested image on the cloud, or it is not usable by your account",
            ),
        ),
        ("size", json!(1), (400, "InvalidValue", "Property size must be a positive integer")),
    ];
    for (member, mended, (status, code, message)) in steps {
        let answer = sim.send("POST", target, &body).await;
        assert_eq!(answer.error(), (status, code.into(), message.into()), "before {member}");
        if mended.is_null() {
            body.as_object_mut().expect("an object").remove(member);
        } else {
            body[member] = mended;
        }
    }
    assert_eq!(sim.send("POST", target, &body).await.status, 201);
}

#[tokio::test]
async fn single_values_are_refused_with_their_codes() {
    let sim = Sim::start();
    let cases = [
        (GLOBAL, json!({"cloudPlatform": null}), (400, "InvalidStructure")),
        (GLOBAL, json!({"cloudPlatform": "aws"}), (400, "InvalidStructure")),
        (GLOBAL, json!({"added": "2026-01-01T00:00:00Z"}), (400, "InvalidStructure")),
        (GLOBAL, json!({"cloudImageId": null}), (400, "InvalidStructure")),
        (GLOBAL, json!({"cloudImageId": "a".repeat(129)}), (400, "InvalidValue")),
        (GLOBAL, json!({"name": "a".repeat(256)}), (400, "InvalidValue")),
        (GLOBAL, json!({"deprecated": "yes"}), (400, "InvalidValue")),
        (GLOBAL, json!({"cloudFeatures": []}), (400, "InvalidValue")),
        (GLOBAL, json!({"os": {"id": 7}}), (400, "InvalidValue")),
        (ENVIRONMENT, json!({"cloudPlatform": "vmware"}), (400, "InvalidValue")),
        (ENVIRONMENT, json!({"cloudLocation": null}), (400, "InvalidValue")),
    ];
    for (target, changes, (status, code)) in cases {
        let answer = sim.send("POST", target, &with(&changes)).await;
        assert_eq!(answer.code(), (status, code.to_owned()), "{changes}");
    }
    for body in ["", "[]", "null", "{", "\"x\""] {
        let answer = sim.try_send("POST", GLOBAL, body).await.expect("an answer");
        assert_eq!(
            answer.error(),
            (400, "InvalidStructure".into(), "Invalid body".into()),
            "{body}"
        );
    }
}

#[tokio::test]
async fn an_image_of_a_higher_scope_makes_a_duplicate_and_one_of_a_sibling_does_not() {
    let sim = Sim::start();
    let body = example();
    assert_eq!(sim.send("POST", "/api/v1beta0/user/6/images/", &body).await.status, 201);
    assert_eq!(sim.send("POST", ENVIRONMENT, &body).await.status, 201);
    assert_eq!(sim.send("POST", GLOBAL, &body).await.status, 201);
    let again = sim.send("POST", "/api/v1beta0/account/1/images/", &body).await;
    assert_eq!(again.code(), (409, "UnicityViolation".into()));
}
