//! The request that will be sent.

use crate::text::en::request::Words;

pub const WORDS: Words =
    Words { label: "Die Anfrage, die gesendet wird", what: "Anfrage", form: "Form der Anfrage" };
