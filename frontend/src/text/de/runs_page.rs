//! The list of copy runs.

use crate::text::en::runs_page::Words;

pub const WORDS: Words = Words {
    image: "Image",
    state: "Stand",
    regions: "Regionen",
    started: "Gestartet",
    by: "Von",
    title: "Kopierläufe von {scope}",
    runs: "Kopierläufe",
    lead: "Ein Image in viele Regionen, das Neueste zuerst.",
    not_loaded: "Die Läufe konnten nicht geladen werden",
    nothing_yet: "Hier wurde noch nichts in mehrere Regionen kopiert. Ein Image öffnen und Kopieren wählen.",
    to_images: "Zu den Images",
    pages: "Seiten der Läufe",
    from: "aus {place}",
};
