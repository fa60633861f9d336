//! One image.

use crate::text::en::detail::Words;

pub const WORDS: Words = Words {
    label: "Einzelheiten des Images",
    close_esc: "Schließen (Esc)",
    close: "Einzelheiten schließen",
    gone: "In {scope} hat Scalr kein Image mit dieser ID",
    gone_hint: "Vielleicht wurde es gelöscht, oder es gehört zu einem anderen Scope.",
    to_list: "Zurück zur Liste",
    not_loaded: "Das Image konnte nicht geladen werden",
    yes: "Ja",
    no: "Nein",
    not_told: "Keine Angabe",
    not_deleted: "Scalr konnte es nicht löschen",
    other_regions: "In anderen Regionen",
    scalr_id: "Scalr-ID",
    what_scalr_id: "Scalr-ID",
    what_cloud_image_id: "Cloud-Image-ID",
    operating_system: "Betriebssystem",
    kind: "Typ",
    size: "Größe",
    cloud_features: "Cloud-Eigenschaften",
    none: "Keine",
    added: "Hinzugefügt",
    last_used: "Zuletzt benutzt",
    never: "Nie",
    as_json: "Als JSON",
};
