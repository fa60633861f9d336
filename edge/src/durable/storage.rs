//! The storage of a scope's object: rows of keys, and activity.

use serde_json::Value as Entry;
use worker::{ScheduledTime, State, Storage as ObjectStorage};

use crate::activity::{KEEP_SENT, KEEP_UNSENT, was_sent};
use crate::idempotency::{Record, Records, Slot, State as RowState, Storage, StorageFault, Stored};
use crate::lists::{Found, Query};
use crate::reply::Source;

use super::sql::{Row, Value, number, run, text};

/// Run before each first write. An object that was only read leaves nothing behind.
const TABLES: &[&str] = &[
    "CREATE TABLE IF NOT EXISTS idempotency (
        caller TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, owner TEXT NOT NULL,
        fingerprint TEXT NOT NULL, due_ms INTEGER NOT NULL, activity TEXT NOT NULL,
        status INTEGER, upstream INTEGER, unknown INTEGER, body BLOB,
        PRIMARY KEY (caller, key))",
    "CREATE INDEX IF NOT EXISTS idempotency_due ON idempotency (due_ms)",
    "CREATE TABLE IF NOT EXISTS activity (
        id INTEGER PRIMARY KEY AUTOINCREMENT, sent INTEGER NOT NULL, operation TEXT NOT NULL,
        identity_id TEXT NOT NULL, identity_name TEXT, entry TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS activity_sent ON activity (sent, id)",
    "CREATE TABLE IF NOT EXISTS copy_runs (
        id TEXT PRIMARY KEY, open INTEGER NOT NULL, row TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS copy_regions (
        run TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, region TEXT NOT NULL,
        state TEXT NOT NULL, due_ms INTEGER, version INTEGER NOT NULL, row TEXT NOT NULL,
        PRIMARY KEY (run, place))",
    "CREATE INDEX IF NOT EXISTS copy_regions_due ON copy_regions (state, due_ms)",
    "CREATE INDEX IF NOT EXISTS copy_regions_name ON copy_regions (name, region)",
];

/// Columns of a row, in the order in which they are read.
const COLUMNS: &str =
    "caller, key, state, owner, fingerprint, due_ms, activity, status, upstream, unknown, body";

/// Rows that one sweep puts in order; the next sweep follows at once.
const SWEEP: u64 = 200;

/// Entries between two looks at how many there are.
const TRIM_EVERY: u64 = 64;

pub(super) struct ScopeStorage(ObjectStorage);

impl ScopeStorage {
    pub(super) fn of(state: &State) -> Self {
        Self(state.storage())
    }

    /// Makes sure of the tables.
    pub(super) fn prepare(&self) -> Result<(), StorageFault> {
        TABLES.iter().try_for_each(|table| self.sql(table, Vec::new()).map(drop))
    }

    /// Whether a table is there, that is, whether anything was ever written.
    pub(super) fn has(&self, table: &str) -> Result<bool, StorageFault> {
        let tables = "SELECT name FROM sqlite_master WHERE name = ?";
        Ok(!self.sql(tables, vec![text(table)])?.is_empty())
    }

    /// Sees to it that the alarm comes when the next row is due; rows of runs not before a pause is
    /// over.
    pub(super) async fn set_alarm(&self, paused_until_ms: u64) -> worker::Result<()> {
        let first = |table: &str| -> Option<u64> {
            let min = ["SELECT MIN(due_ms) FROM ", table].concat();
            self.sql(&min, Vec::new()).ok()?.into_iter().next()?.number().ok()?
        };
        let key = first("idempotency");
        let run = first("copy_regions").map(|due| due.max(paused_until_ms));
        match key.into_iter().chain(run).min() {
            Some(due_ms) => self.wake_by(due_ms).await,
            None => Ok(()),
        }
    }

    /// Sees to it that the alarm comes at this time, or before.
    pub(super) async fn wake_by(&self, due_ms: u64) -> worker::Result<()> {
        let set = self.0.get_alarm().await?.and_then(|set| u64::try_from(set).ok());
        if set.is_none_or(|set| set > due_ms) {
            // Times are far below the 2^53 up to which the runtime is exact.
            #[expect(clippy::cast_precision_loss, reason = "a time in milliseconds")]
            let date = js_sys::Date::new(&(due_ms as f64).into());
            self.0.set_alarm(ScheduledTime::new(date)).await?;
        }
        Ok(())
    }

    /// Waits until everything that was written so far survives a crash.
    pub(super) async fn sync(&self) -> Result<(), StorageFault> {
        self.0.sync().await.map_err(|_| StorageFault)
    }

    /// Reads a page of activity.
    pub(super) fn activity(&self, query: &Query) -> Result<Found, StorageFault> {
        if !self.has("activity")? {
            return Ok(Found { total: 0, entries: Vec::new() });
        }
        let mut filter = String::from("FROM activity WHERE TRUE");
        let mut values = Vec::new();
        if let Some(operation) = &query.operation {
            filter.push_str(" AND operation = ?");
            values.push(text(operation.as_str()));
        }
        if let Some(identity) = &query.identity {
            filter.push_str(" AND (identity_id = ? OR identity_name = ?)");
            values.extend([text(identity), text(identity)]);
        }
        let mut count = self.sql(&format!("SELECT COUNT(*) {filter}"), values.clone())?.into_iter();
        let total = count.next().ok_or(StorageFault)?.number()?.ok_or(StorageFault)?;
        values.extend([number(query.max.into()), number(query.skipped())]);
        let rows = format!("SELECT entry {filter} ORDER BY id DESC LIMIT ? OFFSET ?");
        let entry =
            |mut row: Row| serde_json::from_slice(row.text()?.as_bytes()).map_err(|_| StorageFault);
        let entries = self.sql(&rows, values)?.into_iter().map(entry).collect::<Result<_, _>>()?;
        Ok(Found { total: u32::try_from(total).unwrap_or(u32::MAX), entries })
    }

    /// Writes an entry, and now and then removes what is over the limits.
    pub(super) fn write(&self, entry: &Entry) -> Result<(), StorageFault> {
        let member = |path: &str| entry.pointer(path).and_then(Entry::as_str);
        let (operation, id) = (member("/operation"), member("/identity/id"));
        let sent = was_sent(member("/outcome").unwrap_or_default());
        let rows = self.sql(
            "INSERT INTO activity (sent, operation, identity_id, identity_name, entry)
             VALUES (?, ?, ?, ?, ?) RETURNING id",
            vec![
                number(sent.into()),
                text(operation.ok_or(StorageFault)?),
                text(id.ok_or(StorageFault)?),
                member("/identity/name").into(),
                text(&entry.to_string()),
            ],
        )?;
        let id = rows.into_iter().next().ok_or(StorageFault)?.number()?.unwrap_or_default();
        if id.checked_rem(TRIM_EVERY) == Some(0) {
            self.trim(true, KEEP_SENT)?;
            self.trim(false, KEEP_UNSENT)?;
        }
        Ok(())
    }

    fn trim(&self, sent: bool, keep: u32) -> Result<(), StorageFault> {
        let sent = number(sent.into());
        self.sql(
            "DELETE FROM activity WHERE sent = ? AND id <=
             (SELECT id FROM activity WHERE sent = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
            vec![sent.clone(), sent, number(keep.into())],
        )
        .map(drop)
    }

    pub(super) fn sql(
        &self,
        statement: &str,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, StorageFault> {
        run(&self.0.sql(), statement, values)
    }
}

impl Records for ScopeStorage {
    fn find(&self, slot: &Slot) -> Result<Option<Record>, StorageFault> {
        let find = format!("SELECT {COLUMNS} FROM idempotency WHERE caller = ? AND key = ?");
        let rows = self.sql(&find, vec![text(&slot.caller), text(&slot.key)])?;
        rows.into_iter().next().map(read).transpose().map(|row| row.map(|(_, record)| record))
    }

    fn put(&self, slot: &Slot, record: &Record) -> Result<(), StorageFault> {
        let mut values = vec![
            text(&slot.caller),
            text(&slot.key),
            text(record.state.as_str()),
            text(&record.owner),
            text(&record.fingerprint),
            number(record.due_ms),
            text(&record.activity),
        ];
        values.extend(match &record.answer {
            None => [Value::Null, Value::Null, Value::Null, Value::Null],
            Some(answer) => [
                number(answer.status.into()),
                number((answer.source == Source::Upstream).into()),
                number(answer.unknown.into()),
                Value::Blob(answer.body.clone()),
            ],
        });
        let put = format!(
            "INSERT OR REPLACE INTO idempotency ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        );
        self.sql(&put, values).map(drop)
    }

    fn remove(&self, slot: &Slot) -> Result<(), StorageFault> {
        let remove = "DELETE FROM idempotency WHERE caller = ? AND key = ?";
        self.sql(remove, vec![text(&slot.caller), text(&slot.key)]).map(drop)
    }

    fn due(&self, now_ms: u64) -> Result<Vec<(Slot, Record)>, StorageFault> {
        let due = format!(
            "SELECT {COLUMNS} FROM idempotency WHERE due_ms <= ? ORDER BY due_ms LIMIT {SWEEP}"
        );
        self.sql(&due, vec![number(now_ms)])?.into_iter().map(read).collect()
    }
}

impl Storage for ScopeStorage {
    async fn committed(&self) -> Result<(), StorageFault> {
        self.set_alarm(0).await.map_err(|_| StorageFault)?;
        self.sync().await
    }

    fn note(&self, entry: &Entry) {
        // The answer goes out all the same.
        let _ = self.write(entry);
    }
}

/// Reads a row with [`COLUMNS`].
fn read(mut row: Row) -> Result<(Slot, Record), StorageFault> {
    let slot = Slot { caller: row.text()?, key: row.text()? };
    let state = RowState::parse(&row.text()?).ok_or(StorageFault)?;
    let (owner, fingerprint) = (row.text()?, row.text()?);
    let due_ms = row.number()?.ok_or(StorageFault)?;
    let activity = row.text()?;
    let status = row.number()?;
    let (upstream, unknown) = (row.number()? == Some(1), row.number()? == Some(1));
    let body = row.bytes()?;
    let answer = status.zip(body).map(|(status, body)| {
        let source = if upstream { Source::Upstream } else { Source::Edge };
        let status = u16::try_from(status).map_err(|_| StorageFault)?;
        Ok(Stored { status, source, unknown, body })
    });
    let answer = answer.transpose()?;
    Ok((slot, Record { state, owner, fingerprint, due_ms, answer, activity }))
}
