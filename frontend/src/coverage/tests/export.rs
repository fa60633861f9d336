//! Files of the grid.

use shared::run::map::MapFormat;

use super::super::export::{grid, map};
use super::*;

fn sample() -> Coverage {
    let images = [
        image("a", "us-east-1", &json!({"cloudImageId": "ami-1"})),
        image("a", "eu-west-1", &json!({"cloudImageId": "ami-2", "id": "2"})),
        image("a", "eu-west-1", &json!({"cloudImageId": "ami-3", "id": "3"})),
        image("a", "eu-west-2", &json!({"cloudImageId": "ami-4", "status": "pending_delete"})),
        image("=b,\"c\"", "us-east-1", &json!({"cloudImageId": "ami-5"})),
    ];
    coverage(&images, &[])
}

#[test]
fn the_grid_is_a_table_of_ids_and_states() {
    let coverage = sample();
    assert_eq!(
        grid(&coverage, &coverage.rows),
        "name,os,architecture,us-east-1,eu-west-1,eu-west-2\r\n\
         \"'=b,\"\"c\"\"\",ubuntu-22-04,x86_64,ami-5,missing,missing\r\n\
         a,ubuntu-22-04,x86_64,ami-1,ami-2 ami-3,ami-4 pending_delete\r\n"
    );
}

#[test]
fn one_row_is_written_as_a_run_writes_its_map() {
    let coverage = sample();
    let of_a = [Arc::clone(&coverage.rows[1])];
    assert_eq!(
        map(&coverage, &of_a, MapFormat::Terraform),
        "# a\n# not known: eu-west-2 (pending_delete)\namis = {\n  \"eu-west-1\" = \"ami-2\"\n  \
         \"us-east-1\" = \"ami-1\"\n}\n"
    );
    let written: Value =
        serde_json::from_str(&map(&coverage, &of_a, MapFormat::Json)).expect("JSON");
    assert_eq!(
        written,
        json!({"image": "a", "amis": {"eu-west-1": "ami-2", "us-east-1": "ami-1"},
            "missing": {"eu-west-2": "pending_delete"}})
    );
}

#[test]
fn several_rows_go_under_their_names() {
    let coverage = sample();
    let all = &coverage.rows;
    let json_of =
        |format| -> Value { serde_json::from_str(&map(&coverage, all, format)).expect("JSON") };
    assert_eq!(json_of(MapFormat::Json)[1]["amis"]["eu-west-1"], "ami-2");
    assert_eq!(
        json_of(MapFormat::CloudFormation),
        json!({
            "Metadata": {"images": {
                "BC": {"image": "=b,\"c\"", "missing": {"eu-west-1": "missing", "eu-west-2": "missing"}},
                "A": {"image": "a", "missing": {"eu-west-2": "pending_delete"}},
            }},
            "Mappings": {"RegionMap": {
                "us-east-1": {"BC": "ami-5", "A": "ami-1"},
                "eu-west-1": {"A": "ami-2"},
            }},
        })
    );
    assert_eq!(
        map(&coverage, all, MapFormat::Terraform),
        "amis = {\n  \"=b,\\\"c\\\"\" = {\n    # not known: eu-west-1 (missing)\n    \
         # not known: eu-west-2 (missing)\n    \"us-east-1\" = \"ami-5\"\n  }\n  \"a\" = {\n    \
         \"eu-west-1\" = \"ami-2\"\n    # not known: eu-west-2 (pending_delete)\n    \
         \"us-east-1\" = \"ami-1\"\n  }\n}\n"
    );
    assert_eq!(
        map(&coverage, all, MapFormat::Packer),
        "# =b,\"c\"\nus-east-1:ami-5\n# not known: eu-west-1 (missing)\n\
         # not known: eu-west-2 (missing)\n# a\neu-west-1:ami-2,us-east-1:ami-1\n\
         # not known: eu-west-2 (pending_delete)\n"
    );
    assert!(map(&coverage, all, MapFormat::Csv).contains("\r\na,eu-west-2,,pending_delete\r\n"));
}

#[test]
fn rows_of_one_name_are_told_apart() {
    let images =
        [plain("a-1", "us-east-1"), image("a-1", "us-west-1", &json!({"architecture": "i386"}))];
    let coverage = coverage(&images, &[]);
    let written = map(&coverage, &coverage.rows, MapFormat::CloudFormation);
    assert!(written.contains("\"A1Ubuntu2204I386\": \"ami-a-1-us-west-1\""), "{written}");
    assert!(written.contains("a-1 (ubuntu-22-04, x86_64)"), "{written}");
}
