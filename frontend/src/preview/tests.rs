//! Every preview, word for word, and what a shell makes of it.

use super::*;
use serde_json::json;
use std::process::Command;

const IMAGE_ID: &str = "5a1a3fd0-1111-4222-8333-000000000001";
const ORIGIN: &str = "http://127.0.0.1:8787";

fn scope(text: &str) -> Scope {
    text.parse().expect("a scope")
}

fn body() -> Map<String, Value> {
    json!({
        "cloudFeatures": {"type": "AwsImageCloudFeatures", "virtualization": "hvm"},
        "cloudImageId": "it's $HOME \"quoted\"\n日本",
        "cloudLocation": null,
        "os": {"id": "ubuntu-14-04"},
        "size": 8,
    })
    .as_object()
    .cloned()
    .expect("an object")
}

fn register(at: &str) -> Preview {
    Preview::register(scope(at), body())
}

fn copy(at: &str) -> Preview {
    let region = "eu-west-1".parse().expect("a region");
    Preview::copy(scope(at), IMAGE_ID.parse().expect("an id"), &CopyDestination::new(region))
}

/// What a program that a command starts would be given: its arguments, or its standard input.
fn run(program: &str, stub: &str, command: &str) -> String {
    let script = format!("{program}() {{ {stub}; }}\n{command}");
    let output = Command::new("sh").args(["-c", &script]).output().expect("a shell");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn json_has_a_line_for_each_member() {
    let lines = register("global").json();
    assert_eq!(
        text(&lines),
        r#"{
  "cloudFeatures": {"type": "AwsImageCloudFeatures", "virtualization": "hvm"},
  "cloudImageId": "it's $HOME \"quoted\"\n日本",
  "cloudLocation": null,
  "os": {"id": "ubuntu-14-04"},
  "size": 8
}
"#
    );
    let members: Vec<_> = lines.iter().map(|line| line.member.as_deref()).collect();
    assert_eq!(
        members,
        [
            None,
            Some("cloudFeatures"),
            Some("cloudImageId"),
            Some("cloudLocation"),
            Some("os"),
            Some("size"),
            None
        ]
    );
    assert_eq!(serde_json::from_str::<Value>(&text(&lines)).expect("JSON"), Value::Object(body()));
}

#[test]
fn an_empty_body_is_still_json() {
    assert_eq!(text(&Preview::register(scope("global"), Map::new()).json()), "{\n}\n");
}

#[test]
fn curl_posts_the_body_to_the_edge() {
    let lines = copy("user/5").curl(ORIGIN, SignIn::None);
    assert_eq!(
        text(&lines),
        r#"curl -X POST http://127.0.0.1:8787/api/v1beta0/user/5/images/5a1a3fd0-1111-4222-8333-000000000001/actions/copy/ \
  -H 'Content-Type: application/json' \
  --data '{
  "cloudLocation": "eu-west-1",
  "cloudPlatform": "ec2"
}'
"#
    );
    assert_eq!(lines[3].member.as_deref(), Some("cloudLocation"));
}

#[test]
fn curl_takes_a_service_token_from_the_environment() {
    use shared::edge_api::IdentityKind;
    let lines = copy("user/5").curl("https://images.example.com", SignIn::from(IdentityKind::User));
    let headers: Vec<_> = lines[1..4].iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        headers,
        [
            r"  -H 'Content-Type: application/json' \",
            r#"  -H "CF-Access-Client-Id: $CF_ACCESS_CLIENT_ID" \"#,
            r#"  -H "CF-Access-Client-Secret: $CF_ACCESS_CLIENT_SECRET" \"#,
        ]
    );
    assert_eq!(SignIn::from(IdentityKind::Local), SignIn::None);
}

#[test]
fn a_shell_gives_curl_exactly_these_words() {
    let command = text(&register("account/1").curl(ORIGIN, SignIn::None));
    let words = run("curl", r#"printf '%s\036' "$@""#, &command);
    let words: Vec<_> = words.split_terminator('\u{1e}').collect();
    assert_eq!(
        words[..words.len() - 1],
        [
            "-X",
            "POST",
            "http://127.0.0.1:8787/api/v1beta0/account/1/images/",
            "-H",
            "Content-Type: application/json",
            "--data",
        ]
    );
    let sent: Value = serde_json::from_str(words[words.len() - 1]).expect("JSON");
    assert_eq!(sent, Value::Object(body()));
}

#[test]
fn scalr_ctl_names_scope_and_image_by_its_own_options() {
    let command = |preview: Preview| preview.scalr_ctl()[1].text.clone();
    for (preview, expected) in [
        (register("global"), "scalr-ctl global images register --stdin <<'JSON'".to_owned()),
        (
            register("account/1"),
            "scalr-ctl account images register --accountId 1 --stdin <<'JSON'".to_owned(),
        ),
        (register("user/5"), "scalr-ctl images register --envId 5 --stdin <<'JSON'".to_owned()),
        (
            copy("global"),
            format!("scalr-ctl global images copy --imageId {IMAGE_ID} --stdin <<'JSON'"),
        ),
        (
            copy("account/1"),
            format!(
                "scalr-ctl account images copy --accountId 1 --imageId {IMAGE_ID} --stdin <<'JSON'"
            ),
        ),
        (
            copy("user/5"),
            format!("scalr-ctl images copy --envId 5 --imageId {IMAGE_ID} --stdin <<'JSON'"),
        ),
    ] {
        assert_eq!(command(preview), expected);
    }
}

#[test]
fn scalr_ctl_says_which_profile_holds_the_keys() {
    let note = |at: &str| register(at).scalr_ctl()[0].text.clone();
    let user = "# Host, key id and secret come from your profile: scalr-ctl configure";
    assert_eq!(note("user/5"), user);
    assert_eq!(note("account/1"), user);
    assert_eq!(
        note("global"),
        "# Host, global key id and secret come from your profile: \
         scalr-ctl configure --with-global-scope"
    );
}

#[test]
fn a_shell_gives_scalr_ctl_the_body_on_its_standard_input() {
    let lines = register("user/5").scalr_ctl();
    assert_eq!(lines[3].member.as_deref(), Some("cloudFeatures"));
    // The name has a hyphen, which a function of a POSIX shell cannot have.
    let command = text(&lines).replace("scalr-ctl images", "scalr_ctl images");
    let sent: Value = serde_json::from_str(&run("scalr_ctl", "cat", &command)).expect("JSON");
    assert_eq!(sent, Value::Object(body()));
}
