use serde_json::{Value, json};

use super::*;

fn region(code: &str, state: &str, ami: Option<&str>) -> Value {
    let image = ami.map(|ami| json!({"id": "6b2b", "cloudImageId": ami}));
    let member = if state == "skipped" { "presentImage" } else { "newImage" };
    json!({ "region": code, "state": state, "since": "", member: image })
}

fn rendered(format: MapFormat) -> String {
    let run = json!({
        "id": "01M80HDJ205EC3D6401BC34309-u5", "scope": "user/5", "createdAt": "", "createdBy": "local",
        "image": {"id": "5a1a", "name": "golden-web", "cloudLocation": "us-east-1", "cloudImageId": "ami-1"},
        "state": "finished", "version": 9, "counts": {},
        "regions": [
            region("us-east-1", "skipped", None),
            region("eu-west-1", "listed", Some("ami-2")),
            region("eu-west-2", "unknown", None),
            region("ap-east-1", "skipped", Some("ami-3")),
            region("sa-east-1", "accepted", Some("ami-4,\"${x}\"\n")),
            region("me-south-1", "rejected", None),
        ],
    });
    render(&serde_json::from_value(run).expect("a run"), format)
}

#[test]
fn json_has_what_is_known_and_names_what_is_not() {
    let map: Value = serde_json::from_str(&rendered(MapFormat::Json)).expect("JSON");
    assert_eq!(
        map,
        json!({
            "image": "golden-web",
            "run": "01M80HDJ205EC3D6401BC34309-u5",
            "amis": {"ap-east-1": "ami-3", "eu-west-1": "ami-2", "us-east-1": "ami-1"},
            "missing": {"eu-west-2": "unknown", "me-south-1": "rejected", "sa-east-1": "unknown"},
        })
    );
}

#[test]
fn cloud_formation_has_a_mapping_by_region() {
    let map: Value = serde_json::from_str(&rendered(MapFormat::CloudFormation)).expect("JSON");
    assert_eq!(
        map,
        json!({
            "Metadata": {
                "image": "golden-web",
                "missing": {"eu-west-2": "unknown", "me-south-1": "rejected", "sa-east-1": "unknown"},
            },
            "Mappings": {"RegionMap": {
                "ap-east-1": {"AMI": "ami-3"}, "eu-west-1": {"AMI": "ami-2"}, "us-east-1": {"AMI": "ami-1"},
            }},
        })
    );
}

#[test]
fn terraform_has_a_map_and_comments() {
    assert_eq!(
        rendered(MapFormat::Terraform),
        "# golden-web, copy run 01M80HDJ205EC3D6401BC34309-u5
# not known: eu-west-2 (unknown)
# not known: me-south-1 (rejected)
# not known: sa-east-1 (unknown)
amis = {
  \"ap-east-1\" = \"ami-3\"
  \"eu-west-1\" = \"ami-2\"
  \"us-east-1\" = \"ami-1\"
}
"
    );
}

#[test]
fn csv_has_a_line_for_each_region() {
    assert_eq!(
        rendered(MapFormat::Csv),
        "region,ami,state
ap-east-1,ami-3,known
eu-west-1,ami-2,known
eu-west-2,,unknown
me-south-1,,rejected
sa-east-1,,unknown
us-east-1,ami-1,known
"
    );
}

#[test]
fn packer_s_line_comes_first() {
    assert_eq!(
        rendered(MapFormat::Packer),
        "ap-east-1:ami-3,eu-west-1:ami-2,us-east-1:ami-1
# not known: eu-west-2 (unknown)
# not known: me-south-1 (rejected)
# not known: sa-east-1 (unknown)
"
    );
}

#[test]
fn every_format_has_a_name() {
    for (format, name) in MapFormat::ALL.into_iter().zip(MapFormat::NAMES) {
        assert_eq!(MapFormat::named(name), Some(format));
    }
    assert_eq!(MapFormat::named("yaml"), None);
}
