//! Walks over lists that stay, change and fail.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::fault::{Fault, Limiter};
use crate::reply::{Reply, Source};

use super::testing::{Event, Told, World};

/// Numbers of pages.
fn numbers(told: &Told) -> Vec<u32> {
    let pages = told.pages.iter().map(|(page, _)| *page);
    let mut numbers: Vec<u32> = pages.chain(told.gaps.iter().map(|(page, _)| *page)).collect();
    numbers.sort_unstable();
    numbers
}

/// What holds for every walk, whatever happens.
fn check(told: &Told) {
    let mut once = numbers(told);
    once.dedup();
    assert_eq!(once, numbers(told), "a number is there twice");
    let images = told.images();
    let count: usize = told.pages.iter().map(|(_, images)| images.len()).sum();
    assert_eq!(images.len(), count, "an image is there twice");
    let end = told.end.as_ref().expect("an end");
    assert_eq!((end.images as usize, end.gaps as usize), (count, told.gaps.len()));
    if end.whole {
        assert!(told.gaps.is_empty());
        let missing: Vec<&u32> = told.stayed.difference(&images).collect();
        assert!(missing.is_empty(), "{missing:?} were there all the time");
    }
}

#[test]
fn a_list_that_stays_is_told_page_by_page() {
    let world = World::with(20);
    let told = world.walk(&[]).expect("a walk");
    check(&told);
    assert!(told.is_whole());
    assert_eq!(told.start.pages, 7);
    assert_eq!(
        (told.start.at.as_str(), told.start.scope.to_string().as_str()),
        ("at 0 ms", "user/5")
    );
    assert_eq!(told.pages[0], (1, vec![0, 1, 2]));
    assert_eq!(numbers(&told), (1..=7).collect::<Vec<u32>>());
    assert_eq!(told.images(), (0..20).collect());
    // Each page, and for each of the five lanes the one before it.
    assert_eq!(world.asked.borrow().len(), 7 + 5);
    assert_eq!(world.at_once.get(), 5);
}

#[test]
fn one_page_is_asked_for_once() {
    for images in [0, 1, 3] {
        let world = World::with(images);
        let told = world.walk(&[]).expect("a walk");
        check(&told);
        assert!(told.is_whole());
        assert_eq!(*world.asked.borrow(), [1]);
        assert_eq!(told.images().len(), images as usize);
    }
}

#[test]
fn an_image_that_moves_to_a_page_that_was_read_is_found_there() {
    // Two pages; both are read when an image of the first one goes, then page 1 is looked at again.
    let world = World::with(6);
    let read = [Event::Go(0), Event::Go(0)];
    let told =
        world.walk(&[&read[..], &[Event::Delete(0), Event::Go(0)]].concat()).expect("a walk");
    check(&told);
    assert!(told.is_whole());
    // Image 3 has moved to page 1 before page 2 was read.
    assert_eq!(told.pages, [(1, vec![0, 1, 2]), (2, vec![4, 5]), (3, vec![3])]);
}

#[test]
fn what_is_registered_meanwhile_does_no_harm() {
    let world = World::with(6);
    let told = world.walk(&[Event::Create, Event::Go(0), Event::Create]).expect("a walk");
    check(&told);
    assert!(told.is_whole());
}

#[test]
fn a_page_that_fails_once_is_read_in_the_end() {
    for place in 0..5 {
        let world = World::with(30);
        let told = world.walk(&[Event::Go(0), Event::Go(0), Event::Fail(place)]).expect("a walk");
        check(&told);
        assert!(told.is_whole());
        assert_eq!(numbers(&told), (1..=10).collect::<Vec<u32>>());
    }
}

#[test]
fn a_page_that_always_fails_is_a_gap_and_nothing_else_is_missing() {
    for page in 2..=10 {
        let world = World::with(30);
        world.dead.replace(vec![(page, Fault::UpstreamTimeout)]);
        let told = world.walk(&[]).expect("a walk");
        check(&told);
        assert_eq!(told.gaps, [(page, "UpstreamTimeout".to_owned())]);
        assert!(!told.is_whole());
        let lost = (page - 1) * 3..page * 3;
        assert_eq!(told.images(), (0..30).filter(|image| !lost.contains(image)).collect());
    }
}

#[test]
fn without_a_first_page_nothing_is_told_but_why() {
    let world = World::with(30);
    world.faults.replace(vec![over(7)]);
    assert_eq!(world.walk(&[]).err(), Some(Err(over(7))));
}

#[test]
fn a_gap_has_the_words_of_scalr() {
    let world = World::with(6);
    let body = br#"{"errors":[{"code":"ServiceUnavailable","message":"Later"}]}"#.to_vec();
    let reply = Reply::json(503, Source::Upstream, body);
    let why = super::walk::Why::from(Ok(reply));
    assert_eq!((why.code.as_str(), why.message.as_str()), ("ServiceUnavailable", "Later"));
    world.dead.replace(vec![(2, Fault::UpstreamInvalid)]);
    assert_eq!(world.walk(&[]).expect("a walk").gaps[0].1, "UpstreamInvalidResponse");
}

fn over(retry_after: u64) -> Fault {
    Fault::LimitExceeded { by: Limiter::KeyPair, retry_after }
}

#[test]
fn at_a_limit_the_walk_waits_and_goes_on() {
    let world = World::with(60);
    let told = world.walk_after(&[over(20), over(30), over(1)], &[]).expect("a walk");
    check(&told);
    assert!(told.is_whole());
    let end = told.end.expect("an end");
    assert_eq!(end.at, "at 51000 ms");
}

#[test]
fn a_walk_does_not_wait_for_ever_and_then_asks_for_nothing_more() {
    let world = World::with(60);
    let told = world.walk_after(&[over(61), over(61), over(61)], &[]).expect("a walk");
    check(&told);
    assert!(told.gaps.iter().all(|(_, code)| code == "LimitExceeded"));
    assert_eq!(told.gaps.len() + told.pages.len(), 20);
}

#[test]
fn who_waits_for_a_connection_goes_on_when_the_last_one_who_reads_is_done() {
    let world = World::with(33);
    // The first page, five that are on their way, and then there is a place for one alone: the one whose
    // page comes last.
    let first = [Event::Go(0), Event::Go(0), Event::Others(9)];
    let told = world.walk(&[&first[..], &[Event::Go(0); 8]].concat()).expect("a walk");
    assert!(told.is_whole());
    assert_eq!(told.images(), told.stayed);
}

#[test]
fn connections_that_others_use_are_theirs() {
    for (others, most) in [(0, 5), (1, 5), (2, 4), (4, 2), (5, 1), (9, 1)] {
        let world = World::with(60);
        world.others.set(others);
        let told = world.walk(&[]).expect("a walk");
        assert!(told.is_whole());
        assert_eq!(world.at_once.get(), most, "{others}");
    }
}

#[test]
fn when_everybody_has_gone_nothing_more_is_asked_for() {
    let world = World::with(60);
    let told =
        world.walk(&[Event::Go(0), Event::Go(0), Event::Go(0), Event::Leave]).expect("a walk");
    assert_eq!(told.end, None);
    assert_eq!(world.asked.borrow().len(), 1 + 5);
}

#[test]
fn a_list_of_more_pages_than_anybody_can_read_is_read_in_part() {
    let world = World::with(3 * 1_010);
    let told = world.walk(&[]).expect("a walk");
    check(&told);
    assert_eq!(told.start.pages, 1_010);
    assert_eq!(told.gaps, [(1_001, "PayloadTooLarge".to_owned())]);
    assert_eq!(told.pages.len(), 1_000);
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => any::<usize>().prop_map(Event::Delete),
        1 => Just(Event::Create),
        8 => any::<usize>().prop_map(Event::Go),
    ]
}

fn any_event_or_fault() -> impl Strategy<Value = Event> {
    prop_oneof![12 => any_event(), 1 => any::<usize>().prop_map(Event::Fail)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn whatever_comes_and_goes_in_whatever_order_nothing_is_lost(
        images in 0_u32..60,
        events in prop::collection::vec(any_event(), 0..150),
    ) {
        let world = World::with(images);
        let told = world.walk(&events).expect("a walk");
        check(&told);
        prop_assert!(told.is_whole());
        prop_assert!(world.at_once.get() <= 5);
    }

    #[test]
    fn whatever_fails_besides_is_marked(
        images in 0_u32..60,
        events in prop::collection::vec(any_event_or_fault(), 0..150),
    ) {
        let world = World::with(images);
        if let Ok(told) = world.walk(&events) {
            check(&told);
        }
    }

    #[test]
    fn a_lost_page_costs_its_own_images_and_no_others(
        pages in 2_u32..20,
        lost in prop::collection::btree_set(2_u32..20, 0..4),
        order in prop::collection::vec(any::<usize>().prop_map(Event::Go), 0..100),
    ) {
        let world = World::with(pages * 3);
        let lost: BTreeSet<u32> = lost.into_iter().filter(|page| *page <= pages).collect();
        world.dead.replace(lost.iter().map(|page| (*page, Fault::UpstreamTimeout)).collect());
        let told = world.walk(&order).expect("a walk");
        check(&told);
        let gaps: BTreeSet<u32> = told.gaps.iter().map(|(page, _)| *page).collect();
        prop_assert_eq!(&gaps, &lost);
        prop_assert_eq!(told.is_whole(), lost.is_empty());
        let there = |image: &u32| !lost.contains(&(image / 3 + 1));
        prop_assert_eq!(told.images(), (0..pages * 3).filter(there).collect());
    }
}
