//! The headline among the pieces of a page's head, and what else stands there.

use std::collections::HashSet;

use super::{
    BULLETS, count_open, count_wide,
    header::{is_byline, is_menu, is_publisher, may_be_publisher, opens_header, opens_menu},
    words::{ends_as_body, ends_with_label, tells},
};
use crate::surname::is_full_name;

/// Shortest piece that a headline is made of, in characters: 区域共兴.
const PIECE_CHARS_MIN: usize = 4;
/// Longest, in characters.
pub(super) const PIECE_CHARS_MAX: usize = 40;
/// From here on a piece may be a headline by itself, in wide characters.
const HEADLINE_CHARS_MIN: usize = 8;
/// From so many pairs of characters on that the text has too, a piece tells what
/// the text tells.
const SHARED_PAIRS_MIN: usize = 3;

/// What the text of a page tells, by its pairs of ideographs.
#[derive(Debug)]
pub(super) struct Told(HashSet<[char; 2]>);

impl Told {
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        Self(texts.flat_map(pairs).collect())
    }

    /// Pairs of a piece that the text has too.
    pub(super) fn count_shared(&self, piece: &str) -> usize {
        pairs(piece).filter(|pair| self.0.contains(pair)).count()
    }

    /// Whether a piece is long enough for a headline, and tells of what the text
    /// tells.
    pub(super) fn is_headline(&self, piece: &str) -> bool {
        count_wide(piece) >= HEADLINE_CHARS_MIN
            && !opens_header(piece)
            && !is_publisher(piece)
            && !is_byline(piece)
            && (tells(piece) || self.count_shared(piece) >= SHARED_PAIRS_MIN)
    }

    /// Whether a piece that stands before a date is who publishes: of what the
    /// text tells it says nothing.
    pub(super) fn is_source(&self, piece: &str) -> bool {
        let is_notice = piece.ends_with("公告");
        let silent = || self.count_shared(piece) == 0 || ends_as_body(piece);
        may_be_publisher(piece) && !is_notice && (is_publisher(piece) || !tells(piece) && silent())
    }

    /// Whether two pieces above the text may be one headline, the second with
    /// `next` behind it.
    pub(super) fn makes_headline(&self, before: &str, text: &str, next: &str) -> bool {
        // A short word behind a longer piece ends a headline; in front of one it
        // may as well be a section, unless it tells something.
        let chars = |text: &str| text.chars().count();
        let begins =
            chars(before) > PIECE_CHARS_MIN || tells(before) && chars(text) >= HEADLINE_CHARS_MIN;
        let ends = chars(text) > PIECE_CHARS_MIN || !is_full_name(text) && !ends_with_label(text);
        // 某某公司 关于…的公告: whose document it is stands above its name.
        let is_document = text.starts_with("关于") || text.starts_with("關於");
        let has_owner = ends_as_body(before) || before.ends_with(['盟', '会', '會']);
        // 某某联盟成立 某某在线 2020-11-13: the date's source.
        let is_source =
            opens_header(next) && self.is_source(text) && chars(before) >= HEADLINE_CHARS_MIN;
        is_piece(before)
            && is_piece(text)
            && before != text
            && begins
            && ends
            && !is_publisher(before)
            && !is_publisher(text)
            && !(is_document && has_owner)
            && !is_source
    }
}

/// Whether a piece is as long as a headline, and nothing else by its form.
pub(super) fn is_long_piece(text: &str) -> bool {
    is_piece(text) && count_wide(text) >= HEADLINE_CHARS_MIN && !is_publisher(text)
}

/// Whether a piece may be a part of a headline.
fn is_piece(text: &str) -> bool {
    let is_dateline = text.ends_with(['电', '電']) && text.contains('日');
    let is_issue = text.ends_with('期') && text.contains('第');
    let are_names = text.contains('\u{3000}') && text.split('\u{3000}').all(is_full_name);
    (PIECE_CHARS_MIN..=PIECE_CHARS_MAX).contains(&text.chars().count())
        && count_wide(text) >= 3
        && !text.contains(['。', '|', '｜', '>', '　', '\t', '〔'])
        && !opens_header(text)
        && !is_byline(text)
        && !is_menu(text)
        && !opens_menu(text)
        && text.matches('/').count() < 2
        && text.matches('_').count() < 2
        && !text.ends_with(['讯', '訊', ':', '：', '／', '/'])
        && !is_dateline
        && !is_issue
        && !are_names
        && count_open(0, text) == 0
        && !text.starts_with(['[', '［', '【', '〔', '（', '(', '·', '—', '<'])
        && !text.starts_with(BULLETS)
        && !text.starts_with("点击")
        && !text.starts_with("點擊")
}

/// Each two ideographs side by side.
fn pairs(text: &str) -> impl Iterator<Item = [char; 2]> {
    let is_ideograph = |c: &char| matches!(c, '\u{3400}'..='\u{9FFF}');
    (text.chars().zip(text.chars().skip(1)))
        .map(|(first, second)| [first, second])
        .filter(move |pair| pair.iter().all(is_ideograph))
}
