//! The words that names of alliances end in, and by which an alliance is told
//! from any other body (RECORDS.md, "An alliance").

/// Every such word.
pub(crate) const ALLIANCE_HEADS: [&str; 3] = ["联盟", "联合体", "共同体"];

/// Whether the text has one anywhere.
pub(crate) fn has_alliance_head(text: &str) -> bool {
    ALLIANCE_HEADS.iter().any(|head| text.contains(head))
}

/// Whether the text ends in one.
pub(crate) fn ends_in_alliance_head(text: &str) -> bool {
    strip_alliance_head(text).is_some()
}

/// What stands before the one that the text ends in.
pub(crate) fn strip_alliance_head(text: &str) -> Option<&str> {
    ALLIANCE_HEADS
        .iter()
        .find_map(|head| text.strip_suffix(head))
}
