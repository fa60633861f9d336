//! What the pages of copy runs know without a browser: a run as its events arrive, words for its
//! states, sets of regions, the request that starts one.

pub mod board;
pub mod order;
pub mod sets;
pub mod words;
