//! What the command ends with, beside 0 (done) and 1 (failed).

/// What each code means, for `alliance help`.
pub(super) const HELP: &str = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 articles failed in \
                               processing, 130 interrupted.";

/// The arguments or the configuration are not valid; clap's code, too.
pub(super) const WRONG_USAGE: u8 = 2;
/// Everything was accepted and worked on, and the rules could not read some of
/// it: sending it again changes nothing.
pub(super) const ARTICLES_FAILED: u8 = 3;
/// Ctrl-C ended the run, as shells have it.
pub(super) const INTERRUPTED: u8 = 130;
