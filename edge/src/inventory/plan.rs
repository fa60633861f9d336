//! Which page is read next.
//!
//! A *lane* is a stretch of pages that is read backwards, one page after the other. Where its first
//! page is read, the lane *looks on* at the pages before, until it meets an image that an earlier lane
//! has seen: whatever it has not seen itself comes before this image in the list, and so the earlier
//! lane sees it. The earliest lane is page 1, which is read first of all; whoever looks on as far as
//! that has seen everything.
//!
//! A page that fails cuts its lane in two: the later part looks on from there, which is the second try
//! of the page, and the earlier part goes on as a lane of its own.

/// Pages that a lane must have left for somebody without work to take over half of them. Each lane
/// costs one request more.
const WORTH_SPLITTING: u32 = 4;

/// Pages that lanes look on at beyond the first one each. More than a few mean that the list changes
/// faster than it is read.
const MOST_LOOKS: u32 = 50;

/// The name of a lane.
pub(super) type LaneId = usize;

/// A stretch of pages.
#[derive(Debug)]
struct Lane {
    first: u32,
    /// The pages from the first to this one are still to be read.
    left_to: u32,
    /// Whether somebody works on it.
    taken: bool,
}

impl Lane {
    fn left(&self) -> u32 {
        self.left_to.saturating_add(1).saturating_sub(self.first)
    }
}

/// A page to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) page: u32,
    pub(super) lane: LaneId,
    /// Whether the lane looks on.
    pub(super) looks: bool,
}

/// All lanes, and what is to be looked at.
#[derive(Debug)]
pub(super) struct Plan {
    lanes: Vec<Lane>,
    /// The next one first.
    looks: Vec<(LaneId, u32)>,
    looks_left: u32,
    /// Whether a lane gave up before it met another.
    broken: bool,
}

impl Plan {
    /// The plan for pages up to `last`, of which the first is read, for so many at the same time.
    pub(super) fn new(last: u32, parallel: u32) -> Self {
        let mut lanes = vec![Lane { first: 1, left_to: 0, taken: true }];
        let mut first = 2;
        for place in 0..parallel {
            let pages = last.saturating_add(1).saturating_sub(first);
            let share = pages.div_ceil(parallel.saturating_sub(place));
            if share > 0 {
                let left_to = first.saturating_add(share).saturating_sub(1);
                lanes.push(Lane { first, left_to, taken: false });
                first = left_to.saturating_add(1);
            }
        }
        // The newest images first.
        lanes.get_mut(1..).unwrap_or_default().reverse();
        Self { lanes, looks: Vec::new(), looks_left: MOST_LOOKS, broken: false }
    }

    /// Whether a lane gave up: then nobody can say that nothing is missing.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Whether a lane comes before another in the list.
    pub(super) fn is_before(&self, lane: LaneId, other: LaneId) -> bool {
        let first = |lane: LaneId| self.lanes.get(lane).map(|lane| lane.first);
        first(lane) < first(other)
    }

    /// The next page for somebody who works on a lane, or on none.
    pub(super) fn step(&mut self, mine: &mut Option<LaneId>) -> Option<Step> {
        loop {
            if let Some(lane) = *mine {
                if let Some(step) = self.go_on(Some(lane)) {
                    return Some(step);
                }
                self.look_before(lane);
                *mine = None;
            }
            let free = self.lanes.iter().position(|lane| !lane.taken);
            // Looks come last: what they are to meet has to be read before.
            let Some(lane) = free.or_else(|| self.split()) else {
                let (lane, page) = (!self.looks.is_empty()).then(|| self.looks.remove(0))?;
                return Some(Step { page, lane, looks: true });
            };
            if let Some(lane) = self.lanes.get_mut(lane) {
                lane.taken = true;
            }
            *mine = Some(lane);
        }
    }

    /// The next page of a lane that somebody works on, where it has one.
    pub(super) fn go_on(&mut self, mine: Option<LaneId>) -> Option<Step> {
        let lane = mine?;
        self.advance(lane).map(|page| Step { page, lane, looks: false })
    }

    fn advance(&mut self, lane: LaneId) -> Option<u32> {
        let lane = self.lanes.get_mut(lane).filter(|lane| lane.left() > 0)?;
        let page = lane.left_to;
        lane.left_to = page.saturating_sub(1);
        Some(page)
    }

    fn look_before(&mut self, lane: LaneId) {
        let first = self.lanes.get(lane).map_or(0, |lane| lane.first);
        self.looks.push((lane, first.saturating_sub(1)));
    }

    /// Makes a lane of the earlier half of the longest one.
    fn split(&mut self) -> Option<LaneId> {
        let longest = self.lanes.iter_mut().max_by_key(|lane| lane.left())?;
        let left = longest.left();
        if left < WORTH_SPLITTING {
            return None;
        }
        let first = longest.first;
        longest.first = first.saturating_add(left / 2);
        let left_to = longest.first.saturating_sub(1);
        self.lanes.push(Lane { first, left_to, taken: false });
        self.lanes.len().checked_sub(1)
    }

    /// A lane has looked at a page; `met` tells whether there was an image on it that an earlier
    /// lane has seen.
    pub(super) fn looked(&mut self, step: Step, met: bool) {
        if met || step.page <= 1 {
            return;
        }
        match self.looks_left.checked_sub(1) {
            Some(left) => {
                self.looks_left = left;
                self.looks.insert(0, (step.lane, step.page.saturating_sub(1)));
            }
            None => self.broken = true,
        }
    }

    /// A lane could not look at a page.
    pub(super) fn give_up(&mut self) {
        self.broken = true;
    }

    /// A page of a lane could not be read. What is left of the lane is a new one, for whoever worked
    /// on it; the page is looked at again when everything else has been read.
    pub(super) fn cut(&mut self, step: Step, mine: &mut Option<LaneId>) {
        let Some(lane) = self.lanes.get_mut(step.lane) else { return };
        let (first, left_to) = (lane.first, lane.left_to);
        lane.first = step.page.saturating_add(1);
        lane.left_to = step.page;
        self.looks.push((step.lane, step.page));
        *mine = (left_to >= first).then(|| {
            self.lanes.push(Lane { first, left_to, taken: true });
            self.lanes.len().saturating_sub(1)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that one alone is told to read, where each look meets an earlier lane.
    fn read_alone(plan: &mut Plan) -> Vec<(u32, bool)> {
        let (mut mine, mut read) = (None, Vec::new());
        while let Some(step) = plan.step(&mut mine) {
            read.push((step.page, step.looks));
            if step.looks {
                plan.looked(step, true);
            }
        }
        read
    }

    fn lanes(plan: &Plan) -> Vec<(u32, u32)> {
        plan.lanes.iter().map(|lane| (lane.first, lane.left_to)).collect()
    }

    #[test]
    fn pages_are_shared_out_evenly_the_newest_first() {
        let plan = Plan::new(100, 5);
        assert_eq!(lanes(&plan), [(1, 0), (82, 100), (62, 81), (42, 61), (22, 41), (2, 21)]);
        assert_eq!(lanes(&Plan::new(1, 5)), [(1, 0)]);
        assert_eq!(lanes(&Plan::new(3, 5)), [(1, 0), (3, 3), (2, 2)]);
    }

    #[test]
    fn each_lane_goes_backwards_and_looks_on_once() {
        let read = read_alone(&mut Plan::new(5, 2));
        let walked = [(5, false), (4, false), (3, false), (2, false)];
        assert_eq!(read, [&walked[..], &[(3, true), (1, true)]].concat());
        assert_eq!(read_alone(&mut Plan::new(1, 2)), []);
    }

    #[test]
    fn whoever_has_nothing_to_do_takes_half_of_the_longest_lane() {
        let mut plan = Plan::new(11, 1);
        let mut mine = None;
        assert_eq!(plan.step(&mut mine).map(|step| step.page), Some(11));
        let mut other = None;
        let step = plan.step(&mut other).expect("a step");
        assert_eq!((step.page, step.lane), (5, 2));
        assert_eq!(lanes(&plan), [(1, 0), (6, 10), (2, 4)]);
        assert!(plan.is_before(2, 1) && plan.is_before(0, 2) && !plan.is_before(1, 1));
    }

    #[test]
    fn a_page_that_fails_is_looked_at_again_when_all_others_are_read() {
        let mut plan = Plan::new(5, 1);
        let mut mine = None;
        let five = plan.step(&mut mine).expect("a step");
        plan.cut(five, &mut mine);
        assert_eq!(lanes(&plan), [(1, 0), (6, 5), (2, 4)]);
        let mut pages = Vec::new();
        while let Some(step) = plan.step(&mut mine) {
            pages.push((step.page, step.looks));
        }
        let walked = [(4, false), (3, false), (2, false)];
        assert_eq!(pages, [&walked[..], &[(5, true), (1, true)]].concat());
    }

    #[test]
    fn looks_go_on_until_they_meet_something_and_not_for_ever() {
        let mut plan = Plan::new(200, 1);
        let mut mine = None;
        let step = Step { page: 150, lane: 1, looks: true };
        plan.looked(step, false);
        let next = plan.looks.first().copied();
        assert_eq!(next, Some((1, 149)));
        for _ in 0..MOST_LOOKS {
            assert!(!plan.is_broken());
            plan.looked(step, false);
        }
        assert!(plan.is_broken());
        assert!(plan.step(&mut mine).is_some());
    }
}
