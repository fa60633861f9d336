//! Operating systems, cloud locations, environments.

use serde_json::{Value, json};

use crate::client::Sim;

#[tokio::test]
async fn every_scope_has_the_same_operating_systems() {
    let sim = Sim::start();
    for scope in ["global", "account/1", "user/5"] {
        let all = sim.images(&format!("/api/v1beta0/{scope}/os/")).await;
        assert_eq!(all.len(), 46, "{scope}");
        let one = sim.get(&format!("/api/v1beta0/{scope}/os/oracle-6-x/")).await.json();
        assert_eq!(
            one["data"],
            json!({
                "id": "oracle-6-x", "name": "Oracle Enterprise Linux Server 6.X Santiago",
                "family": "oel", "generation": "6", "version": "6.X",
            })
        );
    }
    let windows = sim.images("/api/v1beta0/user/5/os/?family=windows&generation=2022").await;
    assert_eq!(windows.len(), 1);
    let unknown = sim.get("/api/v1beta0/user/5/os/beos-5/").await;
    assert_eq!(unknown.code(), (404, "ObjectNotFound".into()));
}

#[tokio::test]
async fn platforms_have_their_own_locations() {
    let sim = Sim::start();
    let locations = |platform: &'static str| {
        let sim = &sim;
        async move {
            sim.images(&format!("/api/v1beta0/user/5/clouds/{platform}/cloud-locations/")).await
        }
    };
    let ec2 = locations("ec2").await;
    assert_eq!(ec2.len(), 34);
    assert!(ec2.contains(&json!({"cloudLocation": "us-east-1", "cloudPlatform": "ec2"})));
    assert_eq!(locations("openstack").await.len(), 3);
    for without in ["gce", "azure", "vmware"] {
        assert_eq!(locations(without).await, Vec::<Value>::new(), "{without}");
    }
    let unknown = sim.get("/api/v1beta0/user/5/clouds/aws/cloud-locations/").await;
    assert_eq!(unknown.code(), (404, "ObjectNotFound".into()));
}

#[tokio::test]
async fn the_api_is_described_to_clients_that_do_not_sign() {
    let sim = Sim::start();
    for (scope, path) in
        [("user", "/{envId}/images/"), ("account", "/{accountId}/images/"), ("global", "/images/")]
    {
        let answer = sim.admin("GET", &format!("/api/{scope}.v1beta0.yml"), &Value::Null).await;
        assert_eq!(answer.status, 200, "{scope}");
        let text = String::from_utf8(answer.body.to_vec()).expect("text");
        assert!(text.starts_with("swagger: '2.0'\n"), "{scope}");
        assert!(text.contains(&format!("\nbasePath: /api/v1beta0/{scope}\n")), "{scope}");
        assert!(text.contains(&format!("\n  {path}:\n")), "{scope}");
        assert!(text.contains("\ndefinitions:\n"), "{scope}");
    }
    assert_eq!(sim.admin("POST", "/api/user.v1beta0.yml", &Value::Null).await.status, 404);
}

#[tokio::test]
async fn the_account_has_two_environments() {
    let sim = Sim::start();
    assert_eq!(
        sim.images("/api/v1beta0/account/1/environments/").await,
        [json!({"id": 5, "name": "Production"}), json!({"id": 6, "name": "Staging"})]
    );
}
