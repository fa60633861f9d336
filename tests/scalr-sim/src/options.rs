//! What can be set: on the command line, except keys, which come from the environment.

use std::time::Duration;

use clap::{Parser, ValueEnum};
use hyper::StatusCode;

use crate::secret::Keys;

const KEYS_HELP: &str = "Key pairs come from SCALR_SIM_KEY_ID, SCALR_SIM_SECRET, \
    SCALR_SIM_GLOBAL_KEY_ID and SCALR_SIM_GLOBAL_SECRET; a pair that is not set has a demo value.";

/// A stand-in for the Scalr API v1beta0, for tests and demos only.
///
/// It listens on 127.0.0.1 and nowhere else.
#[derive(Debug, Parser)]
#[command(name = "scalr-sim", after_help = KEYS_HELP)]
pub struct Options {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// How many sample images there are.
    #[arg(long, default_value_t = 40)]
    seed_images: usize,
    /// What a copy answers: 201 as in the API reference, 202 as the server of 2016 does.
    #[arg(long, value_enum, default_value_t = CopyStatus::Created)]
    copy_status: CopyStatus,
    /// Milliseconds that every answer of the API takes.
    #[arg(long, default_value_t = 0)]
    latency_ms: u64,
    /// Requests per API key and minute; without it there is no limit.
    #[arg(long)]
    rate_per_minute: Option<u32>,
    /// Stop when stdin closes, so that the stand-in never outlives who started it.
    #[arg(long)]
    pub exit_with_stdin: bool,
}

impl Options {
    /// Joins the command line with the key pairs.
    pub fn settings(&self, keys: Keys) -> Settings {
        Settings {
            port: self.port,
            seed_images: self.seed_images,
            copy_status: self.copy_status,
            latency: Duration::from_millis(self.latency_ms),
            rate_per_minute: self.rate_per_minute,
            keys,
        }
    }
}

/// The status of an accepted copy, on which API reference and server differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CopyStatus {
    /// The API reference.
    #[value(name = "201")]
    Created,
    /// The open-source server.
    #[value(name = "202")]
    Accepted,
}

impl From<CopyStatus> for StatusCode {
    fn from(status: CopyStatus) -> Self {
        match status {
            CopyStatus::Created => Self::CREATED,
            CopyStatus::Accepted => Self::ACCEPTED,
        }
    }
}

/// All that a server needs to start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// How many sample images there are.
    pub seed_images: usize,
    /// What a copy answers.
    pub copy_status: CopyStatus,
    /// How long every answer of the API takes.
    pub latency: Duration,
    /// Requests per API key and minute.
    pub rate_per_minute: Option<u32>,
    /// Whose signatures count.
    pub keys: Keys,
}

impl Default for Settings {
    /// The defaults of the command line, with the demo keys.
    fn default() -> Self {
        let keys = Keys::from_variables(|_| None).expect("the demo pairs are whole");
        Options::parse_from(["scalr-sim"]).settings(keys)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::{CopyStatus, Options};

    #[test]
    fn a_copy_status_other_than_201_and_202_is_refused() {
        let status = |text| Options::try_parse_from(["scalr-sim", "--copy-status", text]);
        assert_eq!(
            status("202").map(|options| options.copy_status).ok(),
            Some(CopyStatus::Accepted)
        );
        assert!(status("200").is_err());
    }
}
