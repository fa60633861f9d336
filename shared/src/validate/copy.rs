//! The rules for copying an image (API reference, copy action).

use serde_json::Value;

use crate::cloud_location::CopyDestination;
use crate::json::kind;
use crate::platform::CloudPlatform;

use super::members::Members;
use super::{Problem, Report, Violations};

const MEMBERS: &[&str] = &["cloudLocation", "cloudPlatform"];

/// Checks the body of a copy request.
pub fn copy(body: &[u8]) -> Report<CopyDestination> {
    Report { outcome: Members::read(body).and_then(destination), advice: Vec::new() }
}

fn destination(mut members: Members) -> Result<CopyDestination, Violations> {
    members.only(MEMBERS, &[]);
    let platform = filled(&mut members, "cloudPlatform", "`ec2`");
    if let Some(value) = platform
        && CloudPlatform::known(&value) != Some(CloudPlatform::Ec2)
    {
        members.refuse("cloudPlatform", Problem::NotEc2 { value });
    }
    let location =
        filled(&mut members, "cloudLocation", "the destination region, for example `eu-west-1`");
    let region = location.and_then(|value| {
        let region = value.parse().ok();
        if region.is_none() {
            members.refuse("cloudLocation", Problem::NotARegion { value });
        }
        region
    });
    let complete = members.finish();
    match (complete, region) {
        (Ok(_), Some(region)) => Ok(CopyDestination::new(region)),
        (Err(violations), _) => Err(violations),
        // Without a region something has been noted: missing, of a wrong type, or no region.
        (Ok(_), None) => unreachable!("a copy without a region passed without a violation"),
    }
}

/// A text that has to be there and not empty: to the copy action, empty, null and absent are the
/// same structural fault.
fn filled(members: &mut Members, member: &'static str, hint: &'static str) -> Option<String> {
    let problem = match members.value(member) {
        Some(Value::String(text)) if !text.is_empty() => return Some(text.clone()),
        None | Some(Value::Null | Value::String(_)) => Problem::Missing { member, hint },
        Some(other) => Problem::WrongType { expected: "a string", found: kind(other) },
    };
    members.refuse(member, problem);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(body: &str) -> Vec<(String, String, String)> {
        let violations = copy(body.as_bytes()).outcome.expect_err("refused");
        violations
            .as_slice()
            .iter()
            .map(|v| (v.pointer.clone(), v.code().to_string(), v.problem.to_string()))
            .collect()
    }

    fn row(pointer: &str, code: &str, message: &str) -> (String, String, String) {
        (pointer.to_owned(), code.to_owned(), message.to_owned())
    }

    #[test]
    fn a_copy_needs_a_region_of_ec2() {
        let body = br#"{"cloudLocation":"eu-west-1","cloudPlatform":"ec2"}"#;
        let destination = copy(body).outcome.expect("a destination");
        assert_eq!(destination.region().as_str(), "eu-west-1");
        assert_eq!(serde_json::to_string(&destination.to_body()).expect("JSON").as_bytes(), body);
    }

    #[test]
    fn a_region_that_is_not_on_the_list_is_left_to_scalr() {
        assert!(copy(br#"{"cloudLocation":"ap-west-9","cloudPlatform":"ec2"}"#).outcome.is_ok());
    }

    #[test]
    fn the_reference_s_placeholder_is_no_region() {
        assert_eq!(
            refused(r#"{"cloudLocation":"string","cloudPlatform":"ec2"}"#),
            [row(
                "/cloudLocation",
                "InvalidValue",
                "`string` cannot be an EC2 region; send a region code such as eu-west-1"
            )]
        );
    }

    #[test]
    fn everything_wrong_is_told_at_once_by_pointer() {
        assert_eq!(
            refused(r#"{"cloudPlatform":"gce","Region":"x","cloudLocation":""}"#),
            [
                row(
                    "/Region",
                    "InvalidStructure",
                    "`Region` is not a member of this request; leave it out"
                ),
                row(
                    "/cloudLocation",
                    "InvalidStructure",
                    "`cloudLocation` is missing; send the destination region, for example `eu-west-1`"
                ),
                row(
                    "/cloudPlatform",
                    "InvalidValue",
                    "Images are copied only within EC2; send `ec2`, not `gce`"
                ),
            ]
        );
        assert_eq!(refused("{}").len(), 2);
        assert_eq!(refused(r#"{"cloudLocation":7,"cloudPlatform":null}"#).len(), 2);
    }
}
