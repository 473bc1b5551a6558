//! The headline: as the page shows it, else as its head names it.

use super::line::Line;
use crate::page::{BlockKind, Head};

/// Fewest characters by which a line and the head's title are known as one.
const MATCHED_CHARS_MIN: usize = 6;
/// Longest headline, in characters.
const TITLE_CHARS_MAX: usize = 120;

/// How well a line fits as the headline, by the head's titles.
pub(super) fn matches_head(line: &Line, head_titles: &[String]) -> bool {
    let shown = letters(line.as_str());
    let chars = shown.chars().count();
    line.chars <= TITLE_CHARS_MAX
        && head_titles.iter().any(|title| {
            let named = letters(title);
            let named_chars = named.chars().count();
            (chars >= MATCHED_CHARS_MIN || chars * 2 >= named_chars)
                && chars >= 2
                && named.starts_with(&shown)
        })
}

/// The titles that the head gives, folded, the surest first.
pub(super) fn head_titles(head: &Head) -> Vec<String> {
    let metas = ["articletitle", "og:title", "twitter:title", "title"];
    let mut titles: Vec<String> = metas
        .iter()
        .filter_map(|name| head.meta(&[*name]))
        .map(str::to_owned)
        .chain(head.described.headline.clone())
        .chain(head.title.clone())
        .map(|title| {
            crate::fold_text(title.trim())
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    titles.dedup();
    titles
}

/// The title of a head without the site's name behind it.
pub(super) fn strip_site(title: &str, site_name: Option<&str>) -> String {
    let mut title = title.trim();
    if let Some(site) = site_name
        && let Some(stripped) = title.strip_suffix(site)
    {
        title = stripped.trim_end_matches(is_joint);
    }
    // `A_B_C`, `A | B`, `A - B`: what stands before the first joint that leaves
    // enough of a headline; a lone dash may be part of one.
    for (at, joint) in
        title.match_indices(['_', '|', '｜', '-', '—', '–', '»', '<', '＿', '－'].as_slice())
    {
        let before = title.get(..at).unwrap_or_default();
        let behind = title.get(at + joint.len()..).unwrap_or_default();
        let open = before.matches(['“', '「', '(', '《']).count()
            > before.matches(['”', '」', ')', '》']).count();
        let latin = joint == "-"
            && before.ends_with(|c: char| c.is_ascii_alphanumeric())
            && behind.starts_with(|c: char| c.is_ascii_alphanumeric());
        if !open && !latin && before.trim().chars().count() >= MATCHED_CHARS_MIN {
            return before.trim_end_matches(is_joint).to_owned();
        }
    }
    title.to_owned()
}

fn is_joint(character: char) -> bool {
    character.is_whitespace() || "_|｜-—–»<＿－·".contains(character)
}

/// Letters and digits alone, for comparing.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a line can be a headline by its form.
pub(super) fn can_be_title(line: &Line) -> bool {
    let text = line.as_str();
    (2..=TITLE_CHARS_MAX).contains(&line.chars)
        && line.link_share < 0.9
        && !matches!(
            line.kind,
            BlockKind::ListItem | BlockKind::TableRow | BlockKind::Caption
        )
        && !text.contains('。')
        && !text.ends_with([':', '：', ';', '；', ','])
        && text.chars().any(char::is_alphabetic)
}
