//! Trains the model of line ends: whether a line goes on behind a blank that may have
//! been its end.

use super::verdict::{self, Example, Trained};
use crate::gold::Case;

/// Features that fewer blanks have are left out.
const BLANKS_MIN: u32 = 3;

/// The blanks of all pages whose lines are known; yes: the line goes on.
pub fn read_blanks(cases: &[Case]) -> Vec<Example> {
    (cases.iter())
        .filter_map(|case| case.read_line_ends().ok())
        .flatten()
        .map(|(features, goes_on)| Example {
            features,
            answer: goes_on,
            weight: 1.0,
        })
        .collect()
}

/// Trains on the blanks.
pub fn train(blanks: &[Example]) -> Trained {
    verdict::train(blanks, BLANKS_MIN)
}
