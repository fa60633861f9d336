//! Choosing gaps with a pointer: one by one, or by drawing over them. A mouse draws at once; a finger
//! scrolls, and draws after it has rested.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use web_sys::{Element, MouseEvent, PointerEvent, TouchEvent};

use crate::coverage::area::Area;
use crate::coverage::selection::Selection;
use crate::coverage::steps::Spot;

use super::super::desk::Desk;
use super::super::details::Details;
use super::element::{Table, control_of, spot_of};
use super::is_open;

/// How long a finger rests before it draws.
const REST: Duration = Duration::from_millis(350);
/// How many pixels a resting finger may move.
const TREMOR: i32 = 8;

/// What is being drawn.
#[derive(Clone)]
struct Stroke {
    /// The cell where it began, by row and column.
    from: (usize, usize),
    /// What was chosen before.
    base: Selection,
    /// Whether it chooses or takes back.
    choose: bool,
}

/// A finger that has just come down.
struct Touch {
    x: i32,
    y: i32,
    timer: Option<TimeoutHandle>,
}

#[derive(Clone, Copy)]
pub struct Pointer {
    desk: Desk,
    table: Table,
    details: Details,
    stroke: StoredValue<Option<Stroke>>,
    touch: StoredValue<Option<Touch>, LocalStorage>,
    /// True where the click that follows has been answered already.
    answered: StoredValue<bool>,
}

/// The place of a gap among the rows and columns, without the heads.
fn inside(spot: Spot) -> Option<(usize, usize)> {
    Some((spot.row.checked_sub(1)?, spot.column.checked_sub(1)?))
}

impl Pointer {
    pub fn new(desk: Desk, table: Table, details: Details) -> Self {
        let this = Self {
            desk,
            table,
            details,
            stroke: StoredValue::new(None),
            touch: StoredValue::new_local(None),
            answered: StoredValue::new(false),
        };
        // A stroke ends wherever the pointer is let go.
        let up = window_event_listener(leptos::ev::pointerup, move |_| this.up());
        on_cleanup(move || up.remove());
        this
    }

    pub fn down(self, event: &PointerEvent) {
        self.answered.set_value(false);
        let from = spot_of(event).and_then(inside);
        let Some(from) = from.filter(|(row, column)| is_open(self.desk, *row, *column)) else {
            return;
        };
        if event.pointer_type() == "touch" {
            let rest = move || {
                self.touch.set_value(None);
                self.begin(from);
            };
            let timer = set_timeout_with_handle(rest, REST).ok();
            self.touch.set_value(Some(Touch { x: event.client_x(), y: event.client_y(), timer }));
        } else if event.button() == 0 {
            self.begin(from);
        }
    }

    fn begin(self, from: (usize, usize)) {
        let base = self.desk.chosen.get_untracked();
        let (with, _) = self.desk.with_area(&base, &Area::between(from, from), true);
        let choose = with != base;
        self.stroke.set_value(Some(Stroke { from, base, choose }));
        self.answered.set_value(true);
        self.draw_to(from);
    }

    fn draw_to(self, to: (usize, usize)) {
        if let Some(Stroke { from, base, choose }) = self.stroke.get_value() {
            let (drawn, _) = self.desk.with_area(&base, &Area::between(from, to), choose);
            if *self.desk.chosen.read_untracked() != drawn {
                self.desk.try_out(Some(drawn));
            }
        }
    }

    pub fn moved(self, event: &PointerEvent) {
        let (x, y) = (event.client_x(), event.client_y());
        let strayed = |touch: &Option<Touch>| {
            touch.as_ref().is_some_and(|touch| {
                x.abs_diff(touch.x).max(y.abs_diff(touch.y)) > TREMOR.unsigned_abs()
            })
        };
        if self.touch.with_value(strayed) {
            self.forget_touch();
        }
        if self.is_drawing()
            && let Some(to) = self.table.spot_at(x, y).and_then(inside)
        {
            self.draw_to(to);
        }
    }

    /// While a finger draws, the page stays where it is.
    pub fn touched(self, event: &TouchEvent) {
        if self.is_drawing() && event.cancelable() {
            event.prevent_default();
        }
    }

    /// A resting finger asks for no menu here.
    pub fn menu(self, event: &MouseEvent) {
        if self.is_drawing() || self.touch.with_value(Option::is_some) {
            event.prevent_default();
        }
    }

    pub fn up(self) {
        self.forget_touch();
        if self.stroke.try_update_value(Option::take).flatten().is_some() {
            self.desk.keep();
        }
    }

    /// The browser has taken the pointer for itself.
    pub fn cancel(self) {
        self.forget_touch();
        if self.stroke.try_update_value(Option::take).flatten().is_some() {
            self.desk.try_out(None);
        }
    }

    /// A tap, a click on what is no gap, or one that comes from no pointer at all.
    pub fn click(self, event: &MouseEvent) {
        if self.answered.get_value() {
            self.answered.set_value(false);
            return;
        }
        let Some(spot) = spot_of(event) else { return };
        if let Some(control) = control_of(event) {
            return self.control(&control, spot);
        }
        match inside(spot) {
            Some((row, column)) if is_open(self.desk, row, column) => {
                self.desk.toggle_area(&Area::between((row, column), (row, column)));
            }
            Some(_) => self.details.open_at(self.table, spot),
            None => {}
        }
    }

    fn control(self, control: &Element, spot: Spot) {
        match (control.get_attribute("data-fill").as_deref(), spot.row.checked_sub(1)) {
            (Some("column"), _) => {
                self.desk.toggle_area(&Area::column(spot.column.saturating_sub(1)));
            }
            (Some("row"), Some(row)) => self.desk.toggle_area(&Area::row(row)),
            _ if control.has_attribute("data-more") => self.details.open_at(self.table, spot),
            _ => {}
        }
    }

    fn is_drawing(self) -> bool {
        self.stroke.with_value(Option::is_some)
    }

    fn forget_touch(self) {
        if let Some(Touch { timer: Some(timer), .. }) =
            self.touch.try_update_value(Option::take).flatten()
        {
            timer.clear();
        }
    }
}
