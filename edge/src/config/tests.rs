use shared::id::ScalrId;

use crate::auth::{AccessSettings, List, Policy};
use crate::testing::{SETTINGS, config_with};

use std::num::NonZeroU32;

use super::*;

/// What is missing once these settings are changed; `None` takes one away.
fn missing_with(changes: &[(&str, Option<&str>)]) -> Vec<&'static str> {
    config_with(changes).missing()
}

#[test]
fn a_complete_configuration_lacks_nothing() {
    let config = config_with(&[]);
    assert_eq!(config.missing(), Vec::<&str>::new());
    assert_eq!(config.auth(), Ok(&Auth::Local));
    assert_eq!(
        config.server(),
        Ok(&ScalrServer { origin: "https://scalr.example.com".to_owned(), timeout_ms: 20_000 })
    );
    assert_eq!(config.keys(KeyPair::User).map(|keys| keys.key_id.as_str()), Ok("USERKEY"));
    assert_eq!(config.keys(KeyPair::Global).map(|keys| keys.key_id.as_str()), Ok("GLOBALKEY"));
    let named = |id, name: &str| Named { id: ScalrId::new(id).expect("an id"), name: name.into() };
    assert_eq!(
        config.session(),
        Ok(&SessionSettings {
            accounts: vec![named(1, "Acme")],
            environments: vec![named(5, "Production"), named(6, "Staging")],
        })
    );
    assert_eq!(config.runs(), Ok(&RunSettings { parallel: 5, settle_after_ms: 120_000 }));
    assert_eq!(config.demo(), Ok(false));
}

#[test]
fn without_settings_everything_that_is_needed_is_named() {
    assert_eq!(
        Config::read(|_| None).missing(),
        [
            "SCALR_URL",
            "SCALR_KEY_ID",
            "SCALR_SECRET",
            "SCALR_GLOBAL_KEY_ID",
            "SCALR_GLOBAL_SECRET",
            "EDGE_AUTH"
        ]
    );
}

#[test]
fn half_a_key_pair_is_none() {
    let config = config_with(&[("SCALR_SECRET", None)]);
    assert_eq!(config.keys(KeyPair::User), Err(&Misconfigured(vec!["SCALR_SECRET"])));
    assert!(config.keys(KeyPair::Global).is_ok());
    assert_eq!(missing_with(&[("SCALR_GLOBAL_KEY_ID", Some("a\nb"))]), ["SCALR_GLOBAL_KEY_ID"]);
}

#[test]
fn callers_are_recognised_in_a_known_way_or_not_at_all() {
    for wrong in [None, Some(""), Some("none"), Some("off"), Some("LOCAL"), Some("Access")] {
        assert_eq!(missing_with(&[("EDGE_AUTH", wrong)]), ["EDGE_AUTH"], "{wrong:?}");
    }
}

/// Settings for callers of Cloudflare Access, with changes.
fn access_with(changes: &[(&'static str, Option<&'static str>)]) -> Config {
    let mut settings = vec![
        ("EDGE_AUTH", Some("access")),
        ("ACCESS_TEAM_DOMAIN", Some("acme.cloudflareaccess.com")),
        ("ACCESS_AUD", Some("aud-1")),
        ("EDGE_WRITERS", Some("ana@example.com")),
    ];
    settings.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    settings.extend(changes);
    config_with(&settings)
}

#[test]
fn access_needs_its_team_its_audience_and_somebody_who_may_do_something() {
    let nobody = List::default();
    let ana = List::parse("ana@example.com").expect("a list");
    let settings = AccessSettings {
        issuer: "https://acme.cloudflareaccess.com".to_owned(),
        audience: "aud-1".to_owned(),
    };
    let whole = Auth::Access(settings, Policy { writers: ana, readers: nobody });
    assert_eq!(access_with(&[]).auth(), Ok(&whole));
    for name in ["ACCESS_TEAM_DOMAIN", "ACCESS_AUD"] {
        assert_eq!(access_with(&[(name, None)]).missing(), [name]);
    }
    assert_eq!(
        config_with(&[("EDGE_AUTH", Some("access"))]).missing(),
        ["ACCESS_TEAM_DOMAIN", "ACCESS_AUD", "EDGE_WRITERS", "EDGE_READERS"]
    );
    let readers = [("EDGE_WRITERS", None), ("EDGE_READERS", Some("*"))];
    assert!(access_with(&readers).auth().is_ok());
    for name in ["EDGE_WRITERS", "EDGE_READERS"] {
        assert_eq!(access_with(&[(name, Some("*@a.example, @b.example"))]).missing(), [name]);
    }
    // Nobody looks at the lists where everybody is local.
    assert_eq!(missing_with(&[("EDGE_WRITERS", Some("@"))]), Vec::<&str>::new());
}

#[test]
fn a_team_is_a_domain_and_reached_as_safely_as_scalr() {
    let issuer = |team| match access_with(&[("ACCESS_TEAM_DOMAIN", Some(team))]).auth() {
        Ok(Auth::Access(settings, _)) => Some(settings.issuer.clone()),
        _ => None,
    };
    let acme = Some("https://acme.cloudflareaccess.com");
    for right in ["Acme.cloudflareaccess.com", "https://acme.cloudflareaccess.com/"] {
        assert_eq!(issuer(right).as_deref(), acme, "{right}");
    }
    for right in ["http://127.0.0.1:9000", "http://localhost:9000", "https://access.example.com"] {
        assert_eq!(issuer(right).as_deref(), Some(right));
    }
    for wrong in
        ["acme", "http://acme.cloudflareaccess.com", "acme.example/x", "a b.example", "ftp://a.b"]
    {
        assert_eq!(issuer(wrong), None, "{wrong}");
    }
}

#[test]
fn scalr_is_reached_by_https_or_on_this_machine() {
    let origin = |url: &str| {
        let config = config_with(&[("SCALR_URL", Some(url))]);
        config.server().ok().map(|server| server.origin.clone())
    };
    for right in [
        "https://scalr.example.com",
        "https://scalr.example.com:8443",
        "http://127.0.0.1:9000",
        "http://127.8.9.10",
        "http://localhost:9000",
        "http://[::1]:9000",
    ] {
        assert_eq!(origin(right).as_deref(), Some(right));
        assert_eq!(origin(&format!(" {right}/ ")).as_deref(), Some(right));
    }
    for wrong in [
        "http://scalr.example.com",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1",
        "ftp://localhost",
        "scalr.example.com",
        "/api",
        "https://",
        "https://user:word@scalr.example.com",
        "https://scalr.example.com/scalr",
        "https://scalr.example.com/?a=b",
        "",
    ] {
        assert_eq!(origin(wrong), None, "{wrong}");
    }
}

#[test]
fn numbers_are_whole_and_positive() {
    for name in [
        "UPSTREAM_TIMEOUT_MS",
        "EDGE_RATE_PER_MINUTE",
        "SCALR_RATE_PER_MINUTE",
        "SCALR_PAUSE_MS",
        "COPY_PARALLEL",
        "SETTLE_AFTER_MS",
    ] {
        for wrong in ["0", "-1", "1.5", "many", "99999999999"] {
            assert_eq!(missing_with(&[(name, Some(wrong))]), [name], "{wrong}");
        }
        assert_eq!(missing_with(&[(name, Some("7"))]), Vec::<&str>::new());
    }
    let config = config_with(&[("UPSTREAM_TIMEOUT_MS", Some("1500"))]);
    assert_eq!(config.server().map(|server| server.timeout_ms), Ok(1500));
}

#[test]
fn limits_are_numbers_or_off() {
    let rates = |changes: &[_]| config_with(changes).rates().copied().ok();
    let limit = |most| NonZeroU32::new(most);
    let usual = RateSettings { caller: limit(200), pair: limit(240), pause_ms: 60_000 };
    assert_eq!(rates(&[]), Some(usual));
    assert_eq!(
        rates(&[
            ("EDGE_RATE_PER_MINUTE", Some("off")),
            ("SCALR_RATE_PER_MINUTE", Some("300")),
            ("SCALR_PAUSE_MS", Some("1000")),
        ]),
        Some(RateSettings { caller: None, pair: limit(300), pause_ms: 1000 })
    );
    assert_eq!(missing_with(&[("SCALR_PAUSE_MS", Some("off"))]), ["SCALR_PAUSE_MS"]);
}

#[test]
fn lists_are_json_or_named_as_wrong() {
    for name in ["SCALR_ENVIRONMENTS", "SCALR_ACCOUNTS"] {
        for wrong in ["5", "[5]", r#"[{"id":0,"name":"x"}]"#, r#"[{"id":5}]"#, "Production"] {
            assert_eq!(missing_with(&[(name, Some(wrong))]), [name], "{wrong}");
        }
    }
}

#[test]
fn a_switch_is_on_or_off() {
    let demo = |value| config_with(&[("EDGE_DEMO", value)]).demo().ok();
    assert_eq!(demo(Some("on")), Some(true));
    assert_eq!(demo(Some("off")), Some(false));
    assert_eq!(demo(None), Some(false));
    assert_eq!(missing_with(&[("EDGE_DEMO", Some("yes"))]), ["EDGE_DEMO"]);
    assert_eq!(config_with(&[]).activity(), Ok(true));
    assert_eq!(config_with(&[("EDGE_ACTIVITY", Some("off"))]).activity(), Ok(false));
}

#[test]
fn debug_shows_no_secret() {
    let shown = format!("{:?}", config_with(&[]));
    assert!(shown.contains("USERKEY"));
    for (name, value) in SETTINGS {
        assert!(!name.ends_with("SECRET") || !shown.contains(value), "{name}");
    }
}
