//! Elements, made and changed by hand.
//!
//! What every visitor loads, the frame and the list of images, is drawn with these few functions that
//! know no types: Leptos's views are compiled anew for each place and kind of content, which made the
//! first load half as large again. Signals, memos, contexts and owners are Leptos's. The pages that
//! are fetched when somebody goes there are written as views; [`El::view`] shows a view inside of an
//! element, and [`Drawn`] an element among views.

mod browser;
mod element;
mod follow;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod text;
mod view;

pub use element::{El, el, svg};
pub use follow::{follow, listen, once_drawn};
pub use text::Text;
pub use view::Drawn;
