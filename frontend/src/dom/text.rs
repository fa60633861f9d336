//! A text that is said anew often.

use super::browser::{self, Node};
use super::element::El;

/// A text inside of an element. The same is not written again, and another one takes its place without
/// the browser making anything anew: where fifty rows turn into others, that is most of the time.
#[derive(Debug)]
pub struct Text {
    node: Node,
    said: String,
}

impl Text {
    /// A text at the end of an element, with nothing said yet.
    pub fn at_end_of(el: &El) -> Self {
        let node = browser::words("");
        el.append_node(&node);
        Self { node, said: String::new() }
    }

    /// Says it.
    pub fn say(&mut self, text: &str) {
        if self.said != text {
            self.node.set_text(text);
            text.clone_into(&mut self.said);
        }
    }
}
