//! Between elements made by hand and Leptos's views.

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, NodeList};

use super::element::El;

impl El {
    /// Shows a view inside, at the end, for as long as the owner at hand lives.
    pub fn view(self, view: AnyView) -> Self {
        let mut state = view.build();
        state.mount(self.element(), None);
        // The owner keeps it.
        StoredValue::new_local(state);
        self
    }
}

/// An element made by hand, among views.
pub struct Drawn(SendWrapper<El>);

impl From<El> for Drawn {
    fn from(el: El) -> Self {
        Self(SendWrapper::new(el))
    }
}

fn controls(element: &Element) -> impl Iterator<Item = HtmlElement> + use<> {
    let found = element.query_selector_all("a, button, input").ok();
    let inside = (0..found.as_ref().map_or(0, NodeList::length)).filter_map(move |at| {
        found.as_ref().and_then(|found| found.item(at)).map(JsCast::unchecked_into)
    });
    // The element itself may be one.
    let itself = element.matches("a, button, input").unwrap_or_default();
    itself.then(|| element.clone().unchecked_into()).into_iter().chain(inside)
}

fn place_of_focus(element: &Element) -> Option<usize> {
    let focused = document().active_element()?;
    controls(element).position(|control| *control == focused)
}

impl Render for Drawn {
    type State = types::Element;

    fn build(self) -> Self::State {
        self.0.take().into_element()
    }

    fn rebuild(self, state: &mut Self::State) {
        let mut new = self.build();
        let focused = place_of_focus(state);
        state.insert_before_this(&mut new);
        state.unmount();
        // Whoever is on a button of it stays there.
        if let Some(place) = focused
            && let Some(same) = controls(&new).nth(place)
        {
            // A button that cannot take the focus leaves it where it is.
            let _ = same.focus();
        }
        *state = new;
    }
}

impl AddAnyAttr for Drawn {
    type Output<New: Attribute> = Self;

    /// It has the attributes that it was made with.
    fn add_any_attr<New: Attribute>(self, _: New) -> Self {
        self
    }
}

/// What only rendering on a server asks for, which the dashboard does not do.
impl RenderHtml for Drawn {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Self::State {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
