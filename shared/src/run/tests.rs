use super::*;

const RUN: &str = r#"{"id":"01M80HDJ205EC3D6401BC34309-u5","scope":"user/5","image":{"id":"5a1a","name":"golden-web","cloudLocation":"us-east-1","cloudImageId":"ami-0abc"},"createdAt":"2026-11-22T02:30:00.000Z","createdBy":"local","state":"running","version":42,"counts":{"total":1,"planned":0,"sending":0,"accepted":1,"listed":0,"rejected":0,"unknown":0,"skipped":0,"blocked":0,"cancelled":0},"regions":[{"region":"eu-west-1","state":"accepted","since":"2026-11-22T02:30:01.000Z","attempts":1,"newImage":{"id":"6b2b","cloudImageId":"ami-0def"},"presentImage":null,"code":null,"message":null,"requestId":"r-1","reason":null}]}"#;

#[test]
fn a_run_reads_and_writes_as_the_contract_has_it() {
    let run: CopyRun = serde_json::from_str(RUN).expect("a run");
    assert_eq!(serde_json::to_string(&run).expect("JSON"), RUN);
    assert_eq!(run.counts, Counts::of(run.regions.iter().flatten()));
    let in_list = CopyRun { regions: None, ..run };
    let text = serde_json::to_string(&in_list).expect("JSON");
    assert!(!text.contains("regions"), "{text}");
    assert_eq!(serde_json::from_str::<CopyRun>(&text).expect("a run"), in_list);
}

#[test]
fn what_a_later_edge_adds_does_not_break_the_reader() {
    let text = RUN
        .replace(r#""state":"accepted""#, r#""state":"replicating","progress":7"#)
        .replace(r#""state":"running""#, r#""state":"sleeping""#)
        .replace(r#""total":1"#, r#""replicating":1,"total":1"#)
        .replace(r#","presentImage":null"#, "");
    let run: CopyRun = serde_json::from_str(&text).expect("a run");
    assert_eq!(run.state, RunState::Other("sleeping".to_owned()));
    let region = run.regions.iter().flatten().next().expect("a region");
    assert_eq!(region.state, RegionState::Other("replicating".to_owned()));
    assert!(Step::ALL.iter().all(|step| !region.state.allows(*step)));
    assert_eq!(Counts::of([region]), Counts { total: 1, ..Counts::default() });
}

#[test]
fn each_step_is_for_regions_in_its_state_alone() {
    for state in RegionState::KNOWN {
        let steps: Vec<&str> = Step::ALL
            .iter()
            .filter(|step| state.allows(**step))
            .map(|step| step.as_str())
            .collect();
        let expected: &[&str] = match state {
            RegionState::Planned => &["cancel"],
            RegionState::Rejected => &["retry"],
            RegionState::Unknown => &["settle", "resend"],
            _ => &[],
        };
        assert_eq!(steps, expected, "{state}");
    }
}

#[test]
fn orders_are_what_the_rules_take() {
    let order = RunOrder {
        scope: "user/5".parse().expect("a scope"),
        image_id: "5a1a3fd0-1111-4222-8333-000000000001".to_owned(),
        regions: vec!["eu-west-1".to_owned()],
        allow_duplicates: false,
        plan: Some(vec![Expected { region: "eu-west-1".to_owned(), action: Action::Send }]),
    };
    let body = serde_json::to_vec(&order).expect("JSON");
    let new = crate::validate::run(&body).outcome.expect("a run");
    assert_eq!(new.expected, Some(vec![("eu-west-1".to_owned(), Action::Send)]));
    for regions in [None, Some(vec!["eu-west-1".to_owned()])] {
        let body = serde_json::to_vec(&StepOrder { regions: regions.clone() }).expect("JSON");
        let read = crate::validate::run_step(&body).outcome.expect("a step");
        let read = read.0.map(|regions| regions.iter().map(ToString::to_string).collect());
        assert_eq!(read, regions);
    }
}
