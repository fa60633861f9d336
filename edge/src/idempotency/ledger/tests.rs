use crate::idempotency::testing::Memory;
use crate::reply::Source;

use super::*;

const START: u64 = 1_800_000_000_000;
const THEN: u64 = START + 45_000;

fn holder(owner: &str) -> Holder {
    let slot = Slot { caller: "local:local".to_owned(), key: "k-1".to_owned() };
    Holder { slot, owner: owner.to_owned() }
}

fn answer(status: u16) -> Stored {
    let body = format!("{{\"status\":{status}}}").into_bytes();
    Stored { status, source: Source::Upstream, unknown: status == 504, body }
}

/// A key that the request `r-1` has taken and is sending for.
fn sent(memory: &Memory) -> Ledger<'_, Memory> {
    let ledger = Ledger(memory);
    assert_eq!(ledger.claim(&holder("r-1"), "content", START), Ok(Claim::Granted));
    assert_eq!(ledger.sending(&holder("r-1"), THEN, &answer(504), "lost"), Ok(true));
    ledger
}

#[test]
fn a_key_is_granted_once() {
    let memory = Memory::default();
    let ledger = Ledger(&memory);
    assert_eq!(ledger.claim(&holder("r-1"), "content", START), Ok(Claim::Granted));
    assert_eq!(ledger.claim(&holder("r-2"), "content", START), Ok(Claim::InProgress));
}

#[test]
fn keys_of_other_callers_and_other_keys_have_nothing_to_do_with_it() {
    let memory = Memory::default();
    let ledger = sent(&memory);
    for (caller, key) in [("user:ana", "k-1"), ("local:local", "k-2")] {
        let slot = Slot { caller: caller.to_owned(), key: key.to_owned() };
        let other = Holder { slot, owner: "r-2".to_owned() };
        assert_eq!(ledger.claim(&other, "content", START), Ok(Claim::Granted));
    }
}

#[test]
fn a_key_stands_for_one_content_in_every_state() {
    let memory = Memory::default();
    let ledger = Ledger(&memory);
    let reused = || ledger.claim(&holder("r-2"), "other", START);
    assert_eq!(ledger.claim(&holder("r-1"), "content", START), Ok(Claim::Granted));
    assert_eq!(reused(), Ok(Claim::Reused));
    assert_eq!(ledger.sending(&holder("r-1"), THEN, &answer(504), "lost"), Ok(true));
    assert_eq!(reused(), Ok(Claim::Reused));
    assert_eq!(ledger.claim(&holder("r-2"), "other", THEN), Ok(Claim::Reused));
    assert_eq!(ledger.finish(&holder("r-1"), answer(201), START), Ok(()));
    assert_eq!(reused(), Ok(Claim::Reused));
}

#[test]
fn a_finished_key_is_replayed_for_24_hours_and_then_free() {
    let memory = Memory::default();
    let ledger = sent(&memory);
    assert_eq!(ledger.finish(&holder("r-1"), answer(201), START), Ok(()));
    let last = START + KEEP_MS - 1;
    for now in [START, THEN, last] {
        let claim = ledger.claim(&holder("r-2"), "content", now);
        assert_eq!(claim, Ok(Claim::Replay(answer(201))));
    }
    assert_eq!(ledger.claim(&holder("r-2"), "content", last + 1), Ok(Claim::Granted));
}

#[test]
fn what_was_only_reserved_is_taken_over_and_its_first_request_may_no_longer_send() {
    let memory = Memory::default();
    let ledger = Ledger(&memory);
    assert_eq!(ledger.claim(&holder("r-1"), "content", START), Ok(Claim::Granted));
    let later = START + RESERVE_MS;
    assert_eq!(ledger.claim(&holder("r-2"), "content", later - 1), Ok(Claim::InProgress));
    assert_eq!(ledger.claim(&holder("r-2"), "content", later), Ok(Claim::Granted));
    assert_eq!(ledger.sending(&holder("r-1"), THEN, &answer(504), "lost"), Ok(false));
    assert_eq!(ledger.sending(&holder("r-2"), THEN, &answer(504), "lost"), Ok(true));
}

#[test]
fn what_was_sent_and_lost_is_unknown_when_its_time_is_over_and_stays_so_for_24_hours() {
    let memory = Memory::default();
    let ledger = sent(&memory);
    assert_eq!(ledger.claim(&holder("r-2"), "content", THEN - 1), Ok(Claim::InProgress));
    let given_up = Claim::GivenUp { answer: answer(504), activity: "lost".to_owned() };
    assert_eq!(ledger.claim(&holder("r-2"), "content", THEN), Ok(given_up));
    let last = THEN + KEEP_MS - 1;
    for now in [THEN, last] {
        let claim = ledger.claim(&holder("r-3"), "content", now);
        assert_eq!(claim, Ok(Claim::Replay(answer(504))));
    }
    assert_eq!(ledger.sending(&holder("r-1"), THEN, &answer(504), "lost"), Ok(false));
}

#[test]
fn an_answer_that_comes_after_it_was_given_up_replaces_the_doubt() {
    let memory = Memory::default();
    let ledger = sent(&memory);
    assert_eq!(ledger.sweep(THEN), Ok(vec!["lost".to_owned()]));
    assert_eq!(ledger.finish(&holder("r-1"), answer(201), THEN + 1), Ok(()));
    let claim = ledger.claim(&holder("r-2"), "content", THEN + 2);
    assert_eq!(claim, Ok(Claim::Replay(answer(201))));
}

#[test]
fn only_the_request_that_holds_a_key_can_free_or_finish_it() {
    let memory = Memory::default();
    let ledger = sent(&memory);
    assert_eq!(ledger.free(&holder("r-2")), Ok(()));
    assert_eq!(ledger.finish(&holder("r-2"), answer(409), START), Ok(()));
    assert_eq!(ledger.claim(&holder("r-3"), "content", START), Ok(Claim::InProgress));
    assert_eq!(ledger.free(&holder("r-1")), Ok(()));
    assert_eq!(ledger.claim(&holder("r-3"), "content", START), Ok(Claim::Granted));
}

#[test]
fn what_is_finished_is_never_freed_and_never_overwritten() {
    let memory = Memory::default();
    let ledger = sent(&memory);
    assert_eq!(ledger.finish(&holder("r-1"), answer(201), START), Ok(()));
    assert_eq!(ledger.free(&holder("r-1")), Ok(()));
    assert_eq!(ledger.finish(&holder("r-1"), answer(504), START), Ok(()));
    let claim = ledger.claim(&holder("r-2"), "content", START);
    assert_eq!(claim, Ok(Claim::Replay(answer(201))));
}

#[test]
fn a_sweep_frees_gives_up_and_forgets_what_is_due_and_nothing_else() {
    let memory = Memory::default();
    let ledger = sent(&memory);
    let other = Holder {
        slot: Slot { caller: "local:local".to_owned(), key: "k-2".to_owned() },
        owner: "r-2".to_owned(),
    };
    assert_eq!(ledger.claim(&other, "content", START), Ok(Claim::Granted));
    assert_eq!(ledger.sweep(START + RESERVE_MS - 1), Ok(Vec::new()));
    assert_eq!(memory.len(), 2);
    assert_eq!(ledger.sweep(START + RESERVE_MS), Ok(Vec::new()));
    assert_eq!(memory.len(), 1);
    assert_eq!(ledger.sweep(THEN), Ok(vec!["lost".to_owned()]));
    assert_eq!(ledger.sweep(THEN + KEEP_MS - 1), Ok(Vec::new()));
    assert_eq!(memory.len(), 1);
    assert_eq!(ledger.sweep(THEN + KEEP_MS), Ok(Vec::new()));
    assert_eq!(memory.len(), 0);
}

/// Whatever several requests with one key do, in whatever order, with crashes in between: none
/// sends while another does, and none sends after one of them has.
mod properties {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone)]
    enum Step {
        Claim(usize),
        Send(usize),
        Finish(usize),
        Free(usize),
        Sweep,
        Wait(u64),
    }

    fn any_step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (0_usize..3).prop_map(Step::Claim),
            (0_usize..3).prop_map(Step::Send),
            (0_usize..3).prop_map(Step::Finish),
            (0_usize..3).prop_map(Step::Free),
            Just(Step::Sweep),
            prop_oneof![0_u64..20_000, 20_000_u64..60_000].prop_map(Step::Wait),
        ]
    }

    proptest! {
        #[test]
        fn one_key_is_sent_for_by_one_request(steps in proptest::collection::vec(any_step(), 1..40)) {
            let memory = Memory::default();
            let ledger = Ledger(&memory);
            let mut now = START;
            // Who has sent and has not proved that Scalr did not act.
            let mut senders: Vec<usize> = Vec::new();
            for step in steps {
                match step {
                    Step::Claim(who) => {
                        let claim = ledger.claim(&holder(&format!("r-{who}")), "content", now);
                        if claim == Ok(Claim::Granted) {
                            prop_assert!(senders.is_empty(), "granted while {:?} sent", senders);
                        }
                    }
                    Step::Send(who) => {
                        let holder = holder(&format!("r-{who}"));
                        let by_then = now + 45_000;
                        if ledger.sending(&holder, by_then, &answer(504), "") == Ok(true) {
                            if !senders.contains(&who) {
                                senders.push(who);
                            }
                            prop_assert_eq!(senders.len(), 1);
                        }
                    }
                    // Only who has sent has an answer, and only who holds the key frees it.
                    Step::Finish(who) if senders.contains(&who) => {
                        prop_assert_eq!(
                            ledger.finish(&holder(&format!("r-{who}")), answer(201), now), Ok(())
                        );
                    }
                    Step::Free(who) => {
                        let before = memory.len();
                        prop_assert_eq!(ledger.free(&holder(&format!("r-{who}"))), Ok(()));
                        if memory.len() < before {
                            senders.retain(|sender| *sender != who);
                        }
                    }
                    Step::Sweep => {
                        prop_assert!(ledger.sweep(now).is_ok());
                    }
                    // Less than a day in all: after that a key is free.
                    Step::Wait(time) => now += time,
                    Step::Finish(_) => {}
                }
            }
        }
    }
}
