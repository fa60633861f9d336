//! An element under construction.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, Event};

use super::browser::{self, Node};
use super::follow::{closure, follow_boxed};

/// An element. What is said of it takes effect at once; what follows signals does so for as long as
/// the owner at hand lives. A copy is the same element.
#[derive(Debug, Clone, PartialEq)]
pub struct El(Node);

/// An element with these classes, separated by spaces, or none.
pub fn el(tag: &str, classes: &str) -> El {
    let el = El(browser::create(tag));
    if classes.is_empty() { el } else { el.attr("class", classes) }
}

/// A drawing with these classes and this inside of it.
pub fn svg(classes: &str, html: &str) -> El {
    let node = browser::create_in("http://www.w3.org/2000/svg", "svg");
    node.set_html(html);
    El(node).attr("class", classes)
}

impl El {
    /// The element in the page.
    pub fn element(&self) -> &Element {
        self.0.as_ref()
    }

    /// As it is kept by a view.
    pub(super) fn into_element(self) -> Element {
        self.0.unchecked_into()
    }

    /// One that is in the page already.
    pub fn of(element: Element) -> Self {
        Self(element.unchecked_into())
    }

    /// Sets an attribute.
    #[inline(never)]
    pub fn attr(self, name: &str, value: &str) -> Self {
        self.0.set(name, value);
        self
    }

    /// Sets an attribute, or takes it away.
    #[inline(never)]
    pub fn maybe_attr(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.0.set(name, value),
            None => self.0.unset(name),
        }
        self
    }

    /// Sets a name that is both shown on hover and read out.
    pub fn named(self, name: &str) -> Self {
        self.attr("title", name).attr("aria-label", name)
    }

    /// Switches a class on or off.
    pub fn class(&self, class: &str, on: bool) {
        self.0.classes().toggle(class, on);
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        self.0.append_text(text);
        self
    }

    /// Puts a text in place of all that is inside.
    pub fn set_text(&self, text: &str) {
        self.0.set_text(text);
    }

    /// Adds an element.
    #[inline(never)]
    pub fn add(self, child: Self) -> Self {
        self.0.append(&child.0);
        self
    }

    pub(super) fn append_node(&self, node: &Node) {
        self.0.append(node);
    }

    /// Another element like this one, with all that is inside, but without what it follows or acts on.
    pub fn copy(&self) -> Self {
        Self(self.0.clone_node(true))
    }

    /// Adds elements.
    pub fn add_all(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::add)
    }

    /// Puts elements in place of all that is inside.
    pub fn fill(&self, children: impl IntoIterator<Item = Self>) {
        self.0.set_text("");
        for child in children {
            self.0.append(&child.0);
        }
    }

    /// Goes on with a function that adds more: a part of a page that has no element of its own.
    pub fn with(self, more: impl FnOnce(Self) -> Self) -> Self {
        more(self)
    }

    /// Takes the element out of the page.
    pub fn remove(&self) {
        self.0.remove();
    }

    /// Makes this the next sibling of `before`, or the first child of `parent`, unless it is.
    pub fn settle(&self, parent: &Self, before: Option<&Self>) {
        match before {
            Some(before) if before.0.next().as_ref() != Some(&self.0) => before.0.after(&self.0),
            None if parent.0.first().as_ref() != Some(&self.0) => parent.0.prepend(&self.0),
            _ => {}
        }
    }

    /// Sets a property: what a field holds, not what it began with.
    pub fn put(&self, name: &str, value: impl Into<JsValue>) {
        self.0.put(name, &value.into());
    }

    /// Acts on an event.
    pub fn on(self, name: &str, act: impl Fn(Event) + 'static) -> Self {
        self.on_boxed(name, Box::new(act))
    }

    fn on_boxed(self, name: &str, act: Box<dyn Fn(Event)>) -> Self {
        let act = closure(act);
        self.0.unchecked_ref::<browser::Target>().hear(name, &act);
        // The browser frees it together with the element.
        drop(act.into_js_value());
        self
    }

    /// Changes the element now, and whenever what was read for it changes.
    pub fn live(self, change: impl Fn(&Self) + 'static) -> Self {
        let el = self.clone();
        follow_boxed(Box::new(move || change(&el)));
        self
    }

    /// An attribute that follows; `None` takes it away.
    pub fn live_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        self.live_attr_boxed(name, Box::new(value))
    }

    fn live_attr_boxed(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        // Most changes leave most attributes as they are.
        let last = RefCell::new(None);
        self.live(move |el| {
            let value = value();
            if *last.borrow() != value {
                el.clone().maybe_attr(name, value.as_deref());
                last.replace(value);
            }
        })
    }

    /// A class that follows.
    pub fn live_class(self, class: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        let on: Box<dyn Fn() -> bool> = Box::new(on);
        self.live(move |el| el.class(class, on()))
    }

    /// A text that follows, in place of all that is inside.
    pub fn live_text(self, text: impl Fn() -> String + 'static) -> Self {
        self.live_said(Box::new(text), Self::set_text)
    }

    /// The value of a field, which follows.
    pub fn live_value(self, value: impl Fn() -> String + 'static) -> Self {
        self.live_said(Box::new(value), |el, value| el.put("value", value))
    }

    /// What is said again and the same is not written again: a text would be read out anew and what was
    /// chosen of it lost, and a field would lose what somebody is typing.
    fn live_said(self, words: Box<dyn Fn() -> String>, say: fn(&Self, &str)) -> Self {
        let last = RefCell::new(None);
        self.live(move |el| {
            let words = words();
            if last.borrow().as_deref() != Some(&*words) {
                say(el, &words);
                last.replace(Some(words));
            }
        })
    }

    /// The tick of a box, which follows.
    pub fn live_checked(self, checked: impl Fn() -> bool + 'static) -> Self {
        let checked: Box<dyn Fn() -> bool> = Box::new(checked);
        self.live(move |el| el.put("checked", checked()))
    }

    /// Adds an element that stays the same, and is in its place only while this is true.
    pub fn add_while(self, child: Self, there: impl Fn() -> bool + 'static) -> Self {
        self.add_while_boxed(child, Box::new(there))
    }

    fn add_while_boxed(self, child: Self, there: Box<dyn Fn() -> bool>) -> Self {
        let end = browser::mark("");
        self.0.append(&end);
        // What is put in anew loses the focus.
        let last = Cell::new(false);
        follow_boxed(Box::new(move || {
            let there = there();
            if last.replace(there) == there {
                return;
            }
            if there {
                end.before(&child.0);
            } else {
                child.remove();
            }
        }));
        self
    }

    /// An element that follows, or none: drawn anew whenever what was read for it changes.
    pub fn live_child(self, child: impl Fn() -> Option<Self> + 'static) -> Self {
        self.live_children(move || child().into_iter().collect())
    }

    /// An element that says something, or none: drawn anew only when it is to say something else. What
    /// is drawn follows nothing by itself.
    pub fn live_notice<W: PartialEq + 'static>(
        self,
        words: impl Fn() -> Option<W> + 'static,
        draw: impl Fn(&W) -> Self + 'static,
    ) -> Self {
        let end = browser::mark("");
        self.0.append(&end);
        let owner = Owner::current().unwrap_or_default();
        let shown: RefCell<(Option<W>, Option<Self>)> = RefCell::default();
        follow_boxed(Box::new(move || {
            let words = words();
            let mut shown = shown.borrow_mut();
            if shown.0 == words {
                return;
            }
            if let Some(before) = shown.1.take() {
                before.remove();
            }
            // Not of this effect, which runs again while the element stays.
            let new = words.as_ref().map(|words| owner.with(|| untrack(|| draw(words))));
            if let Some(new) = &new {
                end.before(&new.0);
            }
            *shown = (words, new);
        }));
        self
    }

    /// Elements that follow, at this place among the others.
    pub fn live_children(self, children: impl Fn() -> Vec<Self> + 'static) -> Self {
        self.live_children_boxed(Box::new(children))
    }

    fn live_children_boxed(self, children: Box<dyn Fn() -> Vec<Self>>) -> Self {
        let end = browser::mark("");
        self.0.append(&end);
        let shown: Rc<RefCell<Vec<Self>>> = Rc::default();
        follow_boxed(Box::new(move || {
            let new = children();
            for child in &new {
                end.before(&child.0);
            }
            for child in shown.replace(new) {
                child.remove();
            }
        }));
        self
    }
}
