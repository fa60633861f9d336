//! German. Impersonal, and the terms of Scalr and AWS as engineers say them: Image, Region, AMI, Scope.

mod activity;
mod common;
mod copy;
mod coverage;
mod detail;
mod images;
mod overlay;
mod regions;
mod register;
mod request;
mod run;
mod runs;
mod runs_page;
mod shell;

use super::Catalogue;

/// All words in German.
pub static GERMAN: Catalogue = Catalogue {
    common: common::WORDS,
    shell: shell::WORDS,
    overlay: overlay::WORDS,
    images: images::WORDS,
    detail: detail::WORDS,
    activity: activity::WORDS,
    runs: runs::WORDS,
    runs_page: runs_page::WORDS,
    run: run::WORDS,
    request: request::WORDS,
    copy: copy::WORDS,
    register: register::WORDS,
    regions: regions::WORDS,
    coverage: coverage::WORDS,
};
