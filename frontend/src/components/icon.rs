//! Icons: the Lucide set (ISC licence, see LICENSE-LUCIDE), only those that are used.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::dom::{Drawn, El, svg};

/// Which icon: what stands inside the `svg` element. Each is a constant of its own, so that it comes
/// with the part of the program that uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph(&'static str);

impl Glyph {
    /// Images.
    pub const LAYERS: Self = Self(
        r#"<path d="M12.83 2.18a2 2 0 0 0-1.66 0L2.6 6.08a1 1 0 0 0 0 1.83l8.58 3.91a2 2 0 0 0 1.66 0l8.58-3.9a1 1 0 0 0 0-1.83z"/><path d="M2 12a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 12"/><path d="M2 17a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 17"/>"#,
    );
    /// Add.
    pub const PLUS: Self = Self(r#"<path d="M5 12h14"/><path d="M12 5v14"/>"#);
    /// Copy to the clipboard.
    pub const COPY: Self = Self(
        r#"<rect width="14" height="14" x="8" y="8" rx="2" ry="2"/><path d="M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2"/>"#,
    );
    /// Done, small.
    pub const CHECK: Self = Self(r#"<path d="M20 6 9 17l-5-5"/>"#);
    /// Close.
    pub const X: Self = Self(r#"<path d="M18 6 6 18"/><path d="m6 6 12 12"/>"#);
    /// Opens downwards.
    pub const CHEVRON_DOWN: Self = Self(r#"<path d="m6 9 6 6 6-6"/>"#);
    /// Previous.
    pub const CHEVRON_LEFT: Self = Self(r#"<path d="m15 18-6-6 6-6"/>"#);
    /// Next.
    pub const CHEVRON_RIGHT: Self = Self(r#"<path d="m9 18 6-6-6-6"/>"#);
    /// Light theme.
    pub const SUN: Self = Self(
        r#"<circle cx="12" cy="12" r="4"/><path d="M12 2v2"/><path d="M12 20v2"/><path d="m4.93 4.93 1.41 1.41"/><path d="m17.66 17.66 1.41 1.41"/><path d="M2 12h2"/><path d="M20 12h2"/><path d="m6.34 17.66-1.41 1.41"/><path d="m19.07 4.93-1.41 1.41"/>"#,
    );
    /// Dark theme.
    pub const MOON: Self = Self(
        r#"<path d="M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401"/>"#,
    );
    /// Theme of the system.
    pub const MONITOR: Self = Self(
        r#"<rect width="20" height="14" x="2" y="3" rx="2"/><line x1="8" x2="16" y1="21" y2="21"/><line x1="12" x2="12" y1="17" y2="21"/>"#,
    );
    /// Global scope.
    pub const GLOBE: Self = Self(
        r#"<circle cx="12" cy="12" r="10"/><path d="M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20"/><path d="M2 12h20"/>"#,
    );
    /// Account scope.
    pub const BUILDING: Self = Self(
        r#"<path d="M10 12h4"/><path d="M10 8h4"/><path d="M14 21v-3a2 2 0 0 0-4 0v3"/><path d="M6 10H4a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2h-2"/><path d="M6 21V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v16"/>"#,
    );
    /// Environment scope.
    pub const BOX: Self = Self(
        r#"<path d="M21 8a2 2 0 0 0-1-1.73l-7-4a2 2 0 0 0-2 0l-7 4A2 2 0 0 0 3 8v8a2 2 0 0 0 1 1.73l7 4a2 2 0 0 0 2 0l7-4A2 2 0 0 0 21 16Z"/><path d="m3.3 7 8.7 5 8.7-5"/><path d="M12 22V12"/>"#,
    );
    /// Warning.
    pub const WARNING: Self = Self(
        r#"<path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"/><path d="M12 9v4"/><path d="M12 17h.01"/>"#,
    );
    /// Error.
    pub const ALERT: Self = Self(
        r#"<circle cx="12" cy="12" r="10"/><line x1="12" x2="12" y1="8" y2="12"/><line x1="12" x2="12.01" y1="16" y2="16"/>"#,
    );
    /// Success.
    pub const DONE: Self =
        Self(r#"<circle cx="12" cy="12" r="10"/><path d="m16 9-5.5 5.5L8 12"/>"#);
    /// Remark.
    pub const INFO: Self =
        Self(r#"<circle cx="12" cy="12" r="10"/><path d="M12 16v-4"/><path d="M12 8h.01"/>"#);
    /// Ask again.
    pub const REFRESH: Self = Self(
        r#"<path d="M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8"/><path d="M21 3v5h-5"/><path d="M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16"/><path d="M8 16H3v5"/>"#,
    );
    /// Clear filters.
    pub const FILTER_X: Self = Self(
        r#"<path d="M12.531 3H3a1 1 0 0 0-.742 1.67l7.225 7.989A2 2 0 0 1 10 14v6a1 1 0 0 0 .553.895l2 1A1 1 0 0 0 14 21v-7a2 2 0 0 1 .517-1.341l.427-.473"/><path d="m16.5 3.5 5 5"/><path d="m21.5 3.5-5 5"/>"#,
    );
    /// Back.
    pub const ARROW_LEFT: Self = Self(r#"<path d="m12 19-7-7 7-7"/><path d="M19 12H5"/>"#);
    /// Onwards.
    pub const ARROW_RIGHT: Self = Self(r#"<path d="M5 12h14"/><path d="m12 5 7 7-7 7"/>"#);
    /// Region.
    pub const MAP_PIN: Self = Self(
        r#"<path d="M20 10c0 4.993-5.539 10.193-7.399 11.799a1 1 0 0 1-1.202 0C9.539 20.193 4 14.993 4 10a8 8 0 0 1 16 0"/><circle cx="12" cy="10" r="3"/>"#,
    );
    /// Who is asking.
    pub const USER: Self = Self(
        r#"<path d="M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2"/><circle cx="12" cy="7" r="4"/>"#,
    );
    /// Cloud platform.
    pub const CLOUD: Self =
        Self(r#"<path d="M17.5 19H9a7 7 0 1 1 6.71-9h1.79a4.5 4.5 0 1 1 0 9Z"/>"#);
    /// Being deleted.
    pub const TRASH: Self = Self(
        r#"<path d="M10 11v6"/><path d="M14 11v6"/><path d="M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6"/><path d="M3 6h18"/><path d="M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2"/>"#,
    );
    /// Not possible.
    pub const BAN: Self =
        Self(r#"<circle cx="12" cy="12" r="10"/><path d="M4.929 4.929 19.07 19.071"/>"#);
    /// Demo.
    pub const FLASK: Self = Self(
        r#"<path d="M14 2v6a2 2 0 0 0 .245.96l5.51 10.08A2 2 0 0 1 18 22H6a2 2 0 0 1-1.755-2.96l5.51-10.08A2 2 0 0 0 10 8V2"/><path d="M6.453 15h11.094"/><path d="M8.5 2h7"/>"#,
    );
    /// Copy an image.
    pub const COPY_PLUS: Self = Self(
        r#"<line x1="15" x2="15" y1="12" y2="18"/><line x1="12" x2="18" y1="15" y2="15"/><rect width="14" height="14" x="8" y="8" rx="2" ry="2"/><path d="M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2"/>"#,
    );
    /// Unknown outcome.
    pub const QUESTION: Self = Self(
        r#"<circle cx="12" cy="12" r="10"/><path d="M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3"/><path d="M12 17h.01"/>"#,
    );
    /// Deprecated.
    pub const ARCHIVE: Self = Self(
        r#"<rect width="20" height="5" x="2" y="3" rx="1"/><path d="M4 8v11a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8"/><path d="M10 12h4"/>"#,
    );
    /// What has been going on.
    pub const ACTIVITY: Self = Self(
        r#"<path d="M22 12h-2.48a2 2 0 0 0-1.93 1.46l-2.35 8.36a.25.25 0 0 1-.48 0L9.24 2.18a.25.25 0 0 0-.48 0l-2.35 8.36A2 2 0 0 1 4.49 12H2"/>"#,
    );
    /// Coverage.
    pub const GRID: Self = Self(
        r#"<rect width="18" height="18" x="3" y="3" rx="2"/><path d="M3 9h18"/><path d="M3 15h18"/><path d="M9 3v18"/><path d="M15 3v18"/>"#,
    );
    /// Copy runs.
    pub const WORKFLOW: Self = Self(
        r#"<rect width="8" height="8" x="3" y="3" rx="2"/><path d="M7 11v4a2 2 0 0 0 2 2h4"/><rect width="8" height="8" x="13" y="13" rx="2"/>"#,
    );
    /// Not begun.
    pub const CIRCLE: Self = Self(r#"<circle cx="12" cy="12" r="10"/>"#);
    /// To a file.
    pub const DOWNLOAD: Self = Self(
        r#"<path d="M12 15V3"/><path d="M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4"/><path d="m7 10 5 5 5-5"/>"#,
    );
    /// Again.
    pub const RETRY: Self = Self(
        r#"<path d="M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8"/><path d="M3 3v5h5"/>"#,
    );
    /// Look for something.
    pub const SEARCH: Self = Self(r#"<path d="m21 21-4.34-4.34"/><circle cx="11" cy="11" r="8"/>"#);
    /// How something is shown.
    pub const SLIDERS: Self = Self(
        r#"<path d="M10 5H3"/><path d="M12 19H3"/><path d="M14 3v4"/><path d="M16 17v4"/><path d="M21 12h-9"/><path d="M21 19h-5"/><path d="M21 5h-7"/><path d="M8 10v4"/><path d="M8 12H3"/>"#,
    );
}

thread_local! {
    /// Each icon once: a copy takes a fraction of the time of reading one from its text, and a list has
    /// four in each row.
    static DRAWN: RefCell<Vec<(Glyph, El)>> = const { RefCell::new(Vec::new()) };
}

/// An icon of 16 px in the colour of the text. Decoration: whatever it says is said in words too.
pub fn icon(glyph: Glyph) -> El {
    DRAWN.with_borrow_mut(|drawn| {
        if let Some((_, icon)) = drawn.iter().find(|(known, _)| *known == glyph) {
            return icon.copy();
        }
        let icon = svg("icon", glyph.0).attr("viewBox", "0 0 24 24").attr("aria-hidden", "true");
        drawn.push((glyph, icon.copy()));
        icon
    })
}

/// The same among views.
#[component]
pub fn Icon(
    /// Which icon.
    glyph: Glyph,
) -> impl IntoView {
    Drawn::from(icon(glyph))
}
