//! The rules for copy runs. They are the edge's own: Scalr knows no runs.

use serde_json::{Map, Value};

use crate::id::ImageId;
use crate::json::kind;
use crate::region::Region;
use crate::run::MOST_REGIONS;
use crate::run::plan::Action;
use crate::scope::Scope;

use super::members::Members;
use super::{Problem, Report, Violations};

const MEMBERS: &[&str] = &["allowDuplicates", "imageId", "plan", "regions", "scope"];
const STEP_MEMBERS: &[&str] = &["regions"];
/// What a plan tells about a region: it may be handed in as it was received, and of it these two count.
const EXPECTED: [&str; 2] = ["region", "action"];

/// A run that is asked for, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRun {
    /// Scope of the image and its copies.
    pub scope: Scope,
    /// The image.
    pub image: ImageId,
    /// Destinations, each once.
    pub regions: Vec<Region>,
    /// Whether to copy to where an image of this name is, or is on its way, as well.
    pub allow_duplicates: bool,
    /// What the caller expects to be done, by region.
    pub expected: Option<Vec<(String, Action)>>,
}

/// The regions that a step is about, each once; `None` for all that it applies to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRegions(pub Option<Vec<Region>>);

/// Checks the body of a new run, and of a plan for one.
pub fn run(body: &[u8]) -> Report<NewRun> {
    Report { outcome: Members::read(body).and_then(new_run), advice: Vec::new() }
}

/// Checks the body of a step. No body at all is none that is wrong.
pub fn run_step(body: &[u8]) -> Report<StepRegions> {
    let outcome = if body.trim_ascii().is_empty() {
        Ok(StepRegions(None))
    } else {
        Members::read(body).and_then(|mut members| {
            members.only(STEP_MEMBERS, &[]);
            let regions = members.value("regions").is_some().then(|| regions(&mut members));
            members.finish().map(|_| StepRegions(regions))
        })
    };
    Report { outcome, advice: Vec::new() }
}

fn new_run(mut members: Members) -> Result<NewRun, Violations> {
    members.only(MEMBERS, &[]);
    let scope = parsed(&mut members, "scope", "`global`, `account/{id}` or `user/{id}`");
    let image = parsed(&mut members, "imageId", "the UUID of the image");
    members.boolean("allowDuplicates");
    let regions = regions(&mut members);
    let expected = members.value("plan").is_some().then(|| expected(&mut members));
    let object = members.finish()?;
    let allow_duplicates = object.get("allowDuplicates") == Some(&Value::Bool(true));
    match (scope, image) {
        (Some(scope), Some(image)) => {
            Ok(NewRun { scope, image, regions, allow_duplicates, expected })
        }
        // Each that is not there has been noted.
        _ => unreachable!("a run without scope or image passed without a violation"),
    }
}

/// A text that has to be there and to be of this type.
fn parsed<T: std::str::FromStr>(
    members: &mut Members,
    member: &'static str,
    hint: &'static str,
) -> Option<T> {
    let text = members.required_text(member, hint)?;
    let value = text.parse().ok();
    if value.is_none() {
        members.refuse(member, Problem::NotThis { value: text, hint });
    }
    value
}

/// The regions, each once, without those that are none: these are noted.
fn regions(members: &mut Members) -> Vec<Region> {
    let hint = "the destination regions, for example `[\"eu-west-1\"]`";
    let mut regions: Vec<Region> = Vec::new();
    let mut place = 0_usize;
    for value in list(members, "regions", hint) {
        let problem = match &value {
            Value::String(text) => match text.parse() {
                Ok(region) => {
                    if !regions.contains(&region) {
                        regions.push(region);
                    }
                    None
                }
                Err(_) => Some(Problem::NotARegion { value: text.clone() }),
            },
            other => Some(Problem::WrongType { expected: "a string", found: kind(other) }),
        };
        if let Some(problem) = problem {
            members.refuse_at(pointer("regions", place), problem);
        }
        place = place.saturating_add(1);
    }
    if regions.len() > MOST_REGIONS {
        let problem = Problem::TooMany { limit: MOST_REGIONS, count: regions.len() };
        members.refuse("regions", problem);
    }
    regions
}

fn expected(members: &mut Members) -> Vec<(String, Action)> {
    let mut expected = Vec::new();
    let mut place = 0_usize;
    for value in list(members, "plan", "a plan's `regions`, or leave it out") {
        let texts = EXPECTED.map(|name| text(value.as_object(), name));
        if let [Some(region), Some(action)] = texts {
            expected.push((region, Action::from(action)));
        } else {
            let hint = "an object with `region` and `action`";
            members.refuse_at(
                pointer("plan", place),
                Problem::NotThis { value: value.to_string(), hint },
            );
        }
        place = place.saturating_add(1);
    }
    expected
}

fn text(object: Option<&Map<String, Value>>, name: &str) -> Option<String> {
    object?.get(name)?.as_str().map(str::to_owned)
}

/// A list that has to be there and not empty.
fn list(members: &mut Members, member: &'static str, hint: &'static str) -> Vec<Value> {
    let problem = match members.value(member) {
        Some(Value::Array(list)) if !list.is_empty() => return list.clone(),
        // An empty list says as much as none.
        None | Some(Value::Array(_)) => Problem::Missing { member, hint },
        Some(other) => Problem::WrongType { expected: "an array", found: kind(other) },
    };
    members.refuse(member, problem);
    Vec::new()
}

fn pointer(member: &str, place: usize) -> String {
    let mut pointer = String::from("/");
    pointer.push_str(member);
    pointer.push('/');
    pointer.push_str(&place.to_string());
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;

    const IMAGE: &str = "5a1a3fd0-1111-4222-8333-000000000001";

    fn body(more: &str) -> String {
        format!(r#"{{"scope":"user/5","imageId":"{IMAGE}","regions":["eu-west-1"]{more}}}"#)
    }

    fn refused(body: &str) -> Vec<(String, String)> {
        let violations = run(body.as_bytes()).outcome.expect_err("refused");
        let rows = violations.as_slice().iter();
        rows.map(|v| (v.pointer.clone(), v.problem.to_string())).collect()
    }

    #[test]
    fn a_run_names_scope_image_and_regions() {
        let text = format!(
            r#"{{"scope":"user/5","imageId":"{IMAGE}","regions":["eu-west-1","ap-west-9","eu-west-1"],
                "allowDuplicates":true,"plan":[{{"region":"eu-west-1","action":"send","reason":null}}]}}"#
        );
        let new = run(text.as_bytes()).outcome.expect("a run");
        assert_eq!(new.scope.to_string(), "user/5");
        assert_eq!(new.image.as_str(), IMAGE);
        let regions: Vec<&str> = new.regions.iter().map(Region::as_str).collect();
        assert_eq!(regions, ["eu-west-1", "ap-west-9"]);
        assert!(new.allow_duplicates);
        assert_eq!(new.expected, Some(vec![("eu-west-1".to_owned(), Action::Send)]));
        let plain = run(body("").as_bytes()).outcome.expect("a run");
        assert_eq!((plain.allow_duplicates, plain.expected), (false, None));
    }

    #[test]
    fn everything_wrong_is_told_at_once_by_pointer() {
        let row = |pointer: &str, message: &str| (pointer.to_owned(), message.to_owned());
        assert_eq!(
            refused(r#"{"scope":"user/0","regions":["eu-west-1","x",7],"region":1,"plan":[{}]}"#),
            [
                row("/imageId", "`imageId` is missing; send the UUID of the image"),
                row("/plan/0", "`{}` will not do; send an object with `region` and `action`"),
                row("/region", "`region` is not a member of this request; leave it out"),
                row(
                    "/regions/1",
                    "`x` cannot be an EC2 region; send a region code such as eu-west-1"
                ),
                row("/regions/2", "Expected a string, found a number"),
                row("/scope", "`user/0` will not do; send `global`, `account/{id}` or `user/{id}`"),
            ]
        );
        assert_eq!(refused("{}").len(), 3);
        assert_eq!(refused(&body(r#","allowDuplicates":"yes""#)).len(), 1);
        assert_eq!(refused(&body(r#","plan":{}"#)).len(), 1);
        assert_eq!(refused(&body("").replace(r#"["eu-west-1"]"#, "[]")).len(), 1);
    }

    #[test]
    fn there_is_an_end_to_how_many_regions_there_may_be() {
        let codes: Vec<String> = (1..=101)
            .map(|n| format!("\"{}-east-{}\"", ["ab", "cd"][n / 51 % 2], n % 51 + 1))
            .collect();
        let text = body("").replace(r#""eu-west-1""#, &codes.join(","));
        assert_eq!(
            refused(&text),
            [("/regions".to_owned(), "There are 101 of these; at most 100 may be sent".to_owned())]
        );
    }

    #[test]
    fn a_step_is_about_some_regions_or_all() {
        let step = |body: &str| run_step(body.as_bytes()).outcome.ok().map(|step| step.0);
        assert_eq!(step(""), Some(None));
        assert_eq!(step("{}"), Some(None));
        let one = vec!["eu-west-1".parse().expect("a region")];
        assert_eq!(step(r#"{"regions":["eu-west-1"]}"#), Some(Some(one)));
        for wrong in
            [r#"{"regions":[]}"#, r#"{"regions":null}"#, r#"{"region":["eu-west-1"]}"#, "[]"]
        {
            assert_eq!(step(wrong), None, "{wrong}");
        }
    }
}
