//! Reading runs: a page of them, and the map of one.

use shared::query;
use shared::run::map::{MapFormat, render};

use crate::fault::Fault;
use crate::lists;
use crate::own::Own;
use crate::proxy::{Clock, Permits, Upstream};
use crate::reply::{Reply, SOURCE_HEADER, Source};

use super::call::{RunCall, json};
use super::row::RunStore;
use super::work::Work;

impl<U: Upstream, C: Clock, P: Permits, S: RunStore> Work<'_, U, C, P, S> {
    /// `GET /edge/copy-runs`
    pub(super) fn page(&self, call: &RunCall) -> Result<Reply, Fault> {
        let query = lists::parse_page(&call.query)?;
        let found = self.store.runs(&query)?;
        json(200, &lists::envelope(&query, Own::ListRuns.path(), found))
    }

    /// `GET /edge/copy-runs/{runId}/map`
    pub(super) fn map(&self, call: &RunCall) -> Result<Reply, Fault> {
        let format = format(&call.query)?;
        let text = render(&self.whole(&call.run)?, format);
        let headers = vec![
            ("content-type", format.media_type().into()),
            (SOURCE_HEADER, Source::Edge.as_str().into()),
        ];
        Ok(Reply { status: 200, headers, body: text.into_bytes() })
    }
}

/// What the query asks for; JSON where it says nothing.
fn format(raw: &str) -> Result<MapFormat, Fault> {
    let pairs = query::parse(raw).map_err(|error| lists::refused(error.to_string()))?;
    match pairs.as_slice() {
        [] => Ok(MapFormat::Json),
        [(name, value)] if name == "format" => MapFormat::named(value)
            .ok_or_else(|| lists::refused(["`format` is ", &MapFormat::NAMES.join(", ")].concat())),
        _ => Err(lists::refused("The only query parameter here is `format`".to_owned())),
    }
}
