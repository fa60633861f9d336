//! Keys that do something anywhere in the dashboard, and what a row of pressed keys means.

use crate::text;

/// What a shortcut does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Opens the palette.
    Palette,
    /// Goes to the search or the first filter of the page.
    Search,
    /// Shows the shortcuts.
    Help,
    /// Goes to the images.
    Images,
    /// Goes to the coverage.
    Coverage,
    /// Goes to the copy runs.
    Runs,
    /// Goes to the activity.
    Activity,
    /// Goes to the form for a new image.
    Register,
    /// Copies the image of the row that has the focus, or the open one.
    Copy,
    /// Selects the image of the row that has the focus, or no longer.
    Select,
    /// Moves the focus one row down.
    Next,
    /// Moves the focus one row up.
    Previous,
}

/// Keys one after the other, what they do, and how that is said.
pub struct Shortcut {
    /// The keys, as browsers name them (`KeyboardEvent.key`).
    pub keys: &'static [&'static str],
    /// What they do.
    pub act: Act,
    /// The same for people.
    pub words: fn() -> &'static str,
}

/// All that are typed without a modifier key. They can be switched off, because somebody who speaks to
/// the computer, or has a key stick, would set them off unawares (WCAG 2.2, 2.1.4).
pub const SHORTCUTS: [Shortcut; 11] = [
    Shortcut { keys: &["/"], act: Act::Search, words: || text::overlay().key_search },
    Shortcut { keys: &["j"], act: Act::Next, words: || text::overlay().key_next },
    Shortcut { keys: &["k"], act: Act::Previous, words: || text::overlay().key_previous },
    Shortcut { keys: &["x"], act: Act::Select, words: || text::overlay().key_select },
    Shortcut { keys: &["c"], act: Act::Copy, words: || text::overlay().key_copy },
    Shortcut { keys: &["n"], act: Act::Register, words: || text::overlay().key_register },
    Shortcut { keys: &["g", "i"], act: Act::Images, words: || text::overlay().key_images },
    Shortcut { keys: &["g", "c"], act: Act::Coverage, words: || text::overlay().key_coverage },
    Shortcut { keys: &["g", "r"], act: Act::Runs, words: || text::overlay().key_runs },
    Shortcut { keys: &["g", "a"], act: Act::Activity, words: || text::overlay().key_activity },
    Shortcut { keys: &["?"], act: Act::Help, words: || text::overlay().key_help },
];

/// Keys of one shortcut follow each other within this many milliseconds.
const PAUSE_MS: f64 = 1_000.0;

/// What has been pressed so far.
#[derive(Debug, Default)]
pub struct Pressed {
    keys: Vec<String>,
    at: f64,
}

impl Pressed {
    /// Takes a key, and gives what the keys mean together, once they mean something.
    pub fn press(&mut self, key: &str, at: f64) -> Option<Act> {
        if at - self.at > PAUSE_MS {
            self.keys.clear();
        }
        self.at = at;
        self.keys.push(key.to_owned());
        let found = |keys: &[String]| SHORTCUTS.iter().find(|it| it.keys.iter().eq(keys));
        let begun = |keys: &[String]| {
            SHORTCUTS.iter().any(|it| it.keys.iter().zip(keys).all(|(one, other)| one == other))
        };
        if !begun(&self.keys) {
            // The key may begin another shortcut.
            self.keys.drain(..self.keys.len() - 1);
        }
        let act = found(&self.keys).map(|shortcut| shortcut.act);
        if act.is_some() || !begun(&self.keys) {
            self.keys.clear();
        }
        act
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acts(keys: &[(&str, f64)]) -> Vec<Act> {
        let mut pressed = Pressed::default();
        keys.iter().filter_map(|(key, at)| pressed.press(key, *at)).collect()
    }

    #[test]
    fn a_single_key_acts_at_once() {
        assert_eq!(
            acts(&[("/", 0.0), ("j", 1.0), ("j", 2.0)]),
            [Act::Search, Act::Next, Act::Next]
        );
    }

    #[test]
    fn two_keys_act_together_when_they_follow_each_other() {
        assert_eq!(acts(&[("g", 0.0), ("r", 900.0)]), [Act::Runs]);
        assert_eq!(acts(&[("g", 0.0), ("r", 1_100.0)]), []);
        assert_eq!(acts(&[("g", 0.0), ("g", 10.0), ("i", 20.0)]), [Act::Images]);
    }

    #[test]
    fn a_key_that_does_not_go_on_may_begin_anew() {
        assert_eq!(acts(&[("g", 0.0), ("n", 10.0)]), [Act::Register]);
        assert_eq!(acts(&[("y", 0.0), ("k", 10.0)]), [Act::Previous]);
    }

    #[test]
    fn no_shortcut_hides_another() {
        for one in &SHORTCUTS {
            for other in SHORTCUTS.iter().filter(|other| other.act != one.act) {
                assert!(!other.keys.starts_with(one.keys), "{:?} {:?}", one.keys, other.keys);
            }
        }
    }
}
