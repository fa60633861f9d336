//! SQL in an object's storage.

use worker::{SqlStorage, SqlStorageValue};

use crate::idempotency::StorageFault;

/// A value that is bound to a statement.
pub(super) type Value = SqlStorageValue;

/// A row of a result.
pub(super) struct Row(std::vec::IntoIter<Value>);

/// Runs one statement; gives its rows.
pub(super) fn run(
    sql: &SqlStorage,
    statement: &str,
    values: Vec<Value>,
) -> Result<Vec<Row>, StorageFault> {
    let cursor = sql.exec(statement, values).map_err(|_| StorageFault)?;
    let row =
        |values: worker::Result<Vec<Value>>| Ok(Row(values.map_err(|_| StorageFault)?.into_iter()));
    cursor.raw().map(row).collect()
}

impl Row {
    /// The next column, a text.
    pub(super) fn text(&mut self) -> Result<String, StorageFault> {
        match self.0.next() {
            Some(Value::String(text)) => Ok(text),
            _ => Err(StorageFault),
        }
    }

    /// The next column, a whole number that is not negative; `None` where it is null.
    pub(super) fn number(&mut self) -> Result<Option<u64>, StorageFault> {
        match self.0.next() {
            Some(Value::Integer(number)) => number.try_into().map(Some).map_err(|_| StorageFault),
            Some(Value::Null) => Ok(None),
            _ => Err(StorageFault),
        }
    }

    /// The next column, bytes; `None` where it is null.
    pub(super) fn bytes(&mut self) -> Result<Option<Vec<u8>>, StorageFault> {
        match self.0.next() {
            Some(Value::Blob(bytes)) => Ok(Some(bytes)),
            Some(Value::Null) => Ok(None),
            _ => Err(StorageFault),
        }
    }
}

/// A text to bind.
pub(super) fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// A number to bind. Times and counts are far below the 2^53 up to which the runtime is exact.
pub(super) fn number(number: u64) -> Value {
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}
