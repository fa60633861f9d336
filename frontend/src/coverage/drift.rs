//! Where copies of one name differ, and which of them is the odd one out.

use serde_json::Number;
use shared::image::{Architecture, Image};

use crate::text;

/// What copies of an image should have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// Operating system.
    Os,
    /// Architecture.
    Architecture,
    /// Storage type.
    Type,
    /// Scalr agent.
    Agent,
    /// Cloud-init.
    CloudInit,
    /// Size.
    Size,
    /// Deprecated or not.
    Deprecated,
}

impl Trait {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Os,
        Self::Architecture,
        Self::Type,
        Self::Agent,
        Self::CloudInit,
        Self::Size,
        Self::Deprecated,
    ];

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Os => text::coverage().os,
            Self::Architecture => text::coverage().architecture,
            Self::Type => text::coverage().kind,
            Self::Agent => text::coverage().agent,
            Self::CloudInit => text::coverage().cloud_init,
            Self::Size => text::coverage().size,
            Self::Deprecated => text::coverage().deprecated,
        }
    }

    /// What an image says; `None` where Scalr does not tell, which is no difference.
    fn of(self, image: &Image) -> Option<Value<'_>> {
        let text = |text| Some(Value::Text(text)).filter(|_| !str::is_empty(text));
        match self {
            Self::Os => text(image.os_id()),
            Self::Architecture => image.architecture.get().map(Architecture::as_str).and_then(text),
            Self::Type => text(image.kind.text()),
            Self::Agent => image.scalr_agent_installed.get().copied().map(Value::Installed),
            Self::CloudInit => image.cloud_init_installed.get().copied().map(Value::Installed),
            // 8 and 8.0 are one size.
            Self::Size => image.size.get().and_then(Number::as_f64).map(Value::Gigabytes),
            Self::Deprecated => image.deprecated.get().copied().map(Value::Flag),
        }
    }
}

/// What an image says of a trait. It is put into words only where it differs.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Value<'a> {
    Text(&'a str),
    Installed(bool),
    Flag(bool),
    Gigabytes(f64),
}

impl Value<'_> {
    fn words(self) -> String {
        match self {
            Self::Text(text) => text.to_owned(),
            Self::Installed(true) => text::coverage().installed.to_owned(),
            Self::Installed(false) => text::coverage().not_installed.to_owned(),
            Self::Flag(true) => text::coverage().yes.to_owned(),
            Self::Flag(false) => text::coverage().no.to_owned(),
            Self::Gigabytes(size) => format!("{size} GB"),
        }
    }
}

/// What most copies have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Usual {
    /// One value is the most common.
    Most {
        /// The value.
        value: String,
        /// How many copies have it.
        copies: usize,
        /// Of how many that tell.
        of: usize,
    },
    /// Several values are equally common: nobody can say who is odd. The values with their counts.
    Tie(Vec<(String, usize)>),
}

/// One thing in which a copy differs from others of its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// In what.
    pub what: Trait,
    /// What this copy has.
    pub own: String,
    /// What others have.
    pub usual: Usual,
}

/// For each of these copies of one name, in the same order, where it differs. The value that most of
/// them have is the usual one; where several are equally common, every copy is told of it.
pub fn differences(copies: &[&Image]) -> Vec<Vec<Difference>> {
    let mut told = vec![Vec::new(); copies.len()];
    if copies.len() < 2 {
        return told;
    }
    for what in Trait::ALL {
        let values: Vec<Option<Value<'_>>> = copies.iter().map(|image| what.of(image)).collect();
        let Some(usual) = usual(&values) else { continue };
        for (value, told) in values.into_iter().zip(&mut told) {
            let own = value.map(Value::words);
            let is_odd =
                |own: &String| !matches!(&usual, Usual::Most { value, .. } if value == own);
            if let Some(own) = own.filter(is_odd) {
                told.push(Difference { what, own, usual: usual.clone() });
            }
        }
    }
    told
}

/// The usual value among these; `None` where they do not differ.
fn usual(values: &[Option<Value<'_>>]) -> Option<Usual> {
    let mut told = values.iter().flatten();
    let first = told.next()?;
    told.find(|value| *value != first)?;
    let mut counts: Vec<(String, usize)> = Vec::new();
    for value in values.iter().flatten().map(|value| value.words()) {
        match counts.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    let of = counts.iter().map(|(_, count)| count).sum();
    // The most common first; by value where they are equally common, whatever the order of the copies.
    counts.sort_by(|(a, many), (b, few)| few.cmp(many).then_with(|| a.cmp(b)));
    match counts.as_slice() {
        [(value, most), (_, second), ..] if most > second => {
            Some(Usual::Most { value: value.clone(), copies: *most, of })
        }
        _ => Some(Usual::Tie(counts)),
    }
}

impl Difference {
    /// "Size: 20 GB (2 of 3 copies: 50 GB)".
    pub fn words(&self) -> String {
        let usual = match &self.usual {
            Usual::Most { value, copies, of } => text::fill(
                text::coverage().most,
                &[("copies", &copies), ("of", &of), ("value", &value)],
            ),
            Usual::Tie(counts) => {
                let counts: Vec<String> =
                    counts.iter().map(|(value, count)| format!("{count} × {value}")).collect();
                text::fill(text::coverage().tie, &[("counts", &(counts.join(", ")))])
            }
        };
        format!("{}: {} ({usual})", self.what.title(), self.own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn copies(changes: &[Json]) -> Vec<String> {
        let images: Vec<Image> = changes
            .iter()
            .map(|changes| {
                let mut image = json!({"id": "x", "name": "golden-db", "os": {"id": "ubuntu-22-04"},
                    "architecture": "x86_64", "size": 50, "type": "ebs-hvm",
                    "scalrAgentInstalled": true, "cloudInitInstalled": false, "deprecated": false});
                for (name, change) in changes.as_object().expect("an object") {
                    image[name] = change.clone();
                }
                serde_json::from_value(image).expect("an image")
            })
            .collect();
        let told = differences(&images.iter().collect::<Vec<_>>());
        let words = |told: &Vec<Difference>| {
            told.iter().map(Difference::words).collect::<Vec<_>>().join(" | ")
        };
        told.iter().map(words).collect()
    }

    #[test]
    fn the_odd_one_out_is_named_with_what_the_others_have() {
        assert_eq!(
            copies(&[json!({}), json!({"size": 20, "scalrAgentInstalled": false}), json!({})]),
            [
                "",
                "Scalr agent: not installed (2 of 3 copies: installed) | Size: 20 GB (2 of 3 copies: 50 GB)",
                ""
            ]
        );
    }

    #[test]
    fn a_tie_is_called_one_and_touches_every_copy() {
        let tie = " (a tie, none is the odd one out: 1 × 20 GB, 1 × 50 GB)";
        assert_eq!(
            copies(&[json!({}), json!({"size": 20})]),
            [format!("Size: 50 GB{tie}"), format!("Size: 20 GB{tie}")]
        );
    }

    #[test]
    fn every_trait_counts_and_what_is_not_told_does_not() {
        for (change, what) in [
            (json!({"os": "debian-12-x"}), "OS"),
            (json!({"architecture": "i386"}), "Architecture"),
            (json!({"type": "ebs"}), "Type"),
            (json!({"scalrAgentInstalled": false}), "Scalr agent"),
            (json!({"cloudInitInstalled": true}), "Cloud-init"),
            (json!({"size": 50.5}), "Size"),
            (json!({"deprecated": true}), "Deprecated"),
        ] {
            let told = copies(&[json!({}), json!({}), change]);
            assert!(told[2].starts_with(what), "{told:?}");
            assert_eq!((told[0].as_str(), told[1].as_str()), ("", ""));
        }
        let silent = json!({"os": null, "architecture": null, "type": null, "size": null,
            "scalrAgentInstalled": null, "cloudInitInstalled": "no", "deprecated": null});
        assert_eq!(copies(&[json!({}), silent, json!({"size": 50.0})]), ["", "", ""]);
    }

    #[test]
    fn one_copy_differs_from_nothing() {
        assert_eq!(copies(&[json!({})]), [""]);
    }
}
