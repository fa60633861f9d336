//! Fields of a form: a label above, a control, a hint under it, and in the hint's place what is
//! wrong. They know no rules; who uses them says what is wrong and is told what happens.

mod check;
mod control;
mod frame;
mod radio;
mod select;
mod text;

pub use check::CheckField;
pub use control::Control;
pub use radio::{Choice, RadioField};
pub use select::SelectField;
pub use text::TextField;
