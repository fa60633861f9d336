//! All words that a person reads here: one catalogue, in two languages.
//!
//! Each room of the dashboard has its words in a struct of its own, `en/{room}.rs` gives them in
//! English and `de/{room}.rs` in German; a word that is missing in one of them does not compile. The
//! English of a room is a static of its own, so that it comes with the part of the program that uses
//! it. German comes as a whole, as a part that is fetched only where it is wanted ([`crate::lazy`]).
//!
//! What comes from Scalr or the edge stays as it came, and so do ids, requests and exports.

mod de;
mod en;
mod fill;
mod locale;
mod said;

use std::cell::Cell;

pub use de::GERMAN;
pub use fill::{count, fill, grouped, plural};
pub use locale::Locale;
pub use said::said;

macro_rules! rooms {
    ($($room:ident: $what:literal,)+) => {
        /// The words of every room in one language.
        pub struct Catalogue {
            $(pub $room: en::$room::Words,)+
        }

        $(
            #[doc = $what]
            #[inline(never)]
            pub fn $room() -> &'static en::$room::Words {
                OTHER.get().map_or(&en::$room::WORDS, |catalogue| &catalogue.$room)
            }
        )+

        #[cfg(test)]
        const ROOMS: &[(&str, fn(&Catalogue) -> Vec<Word>, fn() -> Vec<Word>)] = &[
            $((stringify!($room), |it| it.$room.all(), || en::$room::WORDS.all()),)+
        ];
    };
}

rooms! {
    common: "What several rooms say.",
    shell: "The frame around every page.",
    overlay: "Palette and shortcuts.",
    images: "The list of images.",
    detail: "One image.",
    activity: "What was asked for.",
    runs: "Words of copy runs.",
    runs_page: "The list of copy runs.",
    run: "One copy run.",
    request: "The request that will be sent.",
    copy: "Copying an image.",
    register: "Registering an image.",
    regions: "Names of groups of regions.",
    coverage: "Which image is in which region.",
}

/// The name of a word and the word.
#[cfg(test)]
type Word = (&'static str, &'static str);

thread_local! {
    /// The catalogue that stands in for English.
    static OTHER: Cell<Option<&'static Catalogue>> = const { Cell::new(None) };
}

/// Takes this catalogue instead of English, from now on.
pub fn speak(catalogue: &'static Catalogue) {
    OTHER.set(Some(catalogue));
}

#[cfg(test)]
mod tests;
