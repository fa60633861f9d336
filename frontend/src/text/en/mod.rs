//! English.

/// The words of a room.
macro_rules! words {
    ($($word:ident: $text:literal,)+) => {
        pub struct Words {
            $(pub $word: &'static str,)+
        }

        pub static WORDS: Words = Words {
            $($word: $text,)+
        };

        #[cfg(test)]
        impl Words {
            /// Each word with its name.
            pub fn all(&self) -> Vec<crate::text::Word> {
                vec![$((stringify!($word), self.$word),)+]
            }
        }
    };
}

pub mod activity;
pub mod common;
pub mod copy;
pub mod coverage;
pub mod detail;
pub mod images;
pub mod overlay;
pub mod regions;
pub mod register;
pub mod request;
pub mod run;
pub mod runs;
pub mod runs_page;
pub mod shell;
