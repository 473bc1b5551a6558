//! Plain text that lost its line breaks: every line joined to the next by one
//! blank. Its lines are found again by what stands on either side of a blank.

mod header;
mod headline;
mod joint;
mod line_end;
mod words;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::wrap::is_wide;
use crate::numbering::is_numbering;

use self::{
    header::{
        closes_trail, goes_on_in_header, goes_on_in_menu, is_byline, is_header_word, is_menu,
        is_publisher, opens_header, opens_menu,
    },
    headline::{Told, is_long_piece},
    joint::{CERTAIN_SIGNS, signs_of_joint},
    line_end::Joint,
};

pub(crate) use self::line_end::MODEL;

/// Shortest text whose lines are looked for, in characters.
const TEXT_CHARS_MIN: usize = 60;
/// From here on a text is long, in characters.
const LONG_TEXT_CHARS_MIN: usize = 150;
/// Fewest single blanks that may have been line breaks.
const BLANKS_MIN: usize = 2;
/// Longest piece that a quotation goes on behind, in characters.
const QUOTED_CHARS_MAX: usize = 160;
/// How much of a line's end is looked at.
const LINE_END_BYTES_MAX: usize = 2048;
/// Shortest line drawn across a page, in characters.
const RULE_CHARS_MIN: usize = 5;
/// Where the model is less sure the rules decide, in 256ths of a logit.
const SURE_SCORE: i32 = 300;
/// Longest value that stands behind a blank after a colon, in characters.
const VALUE_CHARS_MAX: usize = 15;

/// The lines of a text that stands in one line; `None` where it does not.
pub(super) fn find_lines(text: &str, lines: &[Range<usize>]) -> Option<Vec<Range<usize>>> {
    let mut filled = lines.iter().filter(|line| {
        text.get((*line).clone())
            .is_some_and(|line| !line.trim().is_empty())
    });
    let (only, none) = (filled.next()?, filled.next());
    let line = text.get(only.clone())?;
    if none.is_some() || line.chars().count() < TEXT_CHARS_MIN {
        return None;
    }
    // Some pages set what were lines apart by ideographic spaces.
    let words = [" ", "\u{3000}"]
        .map(|blank| split_words(line, blank))
        .into_iter()
        .find(|words| words.len() > BLANKS_MIN)?;
    // Of a short text, a blank behind a sentence shows that lines ended.
    let few = line.chars().count() < LONG_TEXT_CHARS_MIN || words.len() <= BLANKS_MIN + 1;
    let last = words.len() - usize::from(few);
    let ended = |word: &Range<usize>| line.get(word.clone()).is_some_and(ends_sentence);
    if !words.iter().take(last).any(ended) {
        return None;
    }
    let joined = join_words(line, &words);
    Some(
        joined
            .into_iter()
            .map(|range| only.start + range.start..only.start + range.end)
            .collect(),
    )
}

/// The pieces between single blanks. Wider gaps stood within lines before.
fn split_words(line: &str, blank: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices(blank) {
        let wide = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let end = at + blank.len();
        let after = line.get(end..).and_then(|text| text.chars().next());
        if !wide(before) && !wide(after) {
            words.push(start..at);
            start = end;
        }
    }
    words.push(start..line.len());
    words
}

/// Joins the pieces that were one line.
fn join_words(line: &str, words: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    read_words(line, words, |_, features, said| {
        let score = MODEL.score(features);
        if score.abs() < SURE_SCORE {
            said.joins
        } else {
            said.is_certain() || score > 0
        }
    })
    .into_iter()
    .zip(words)
    .for_each(|(joins, word)| match joined.last_mut().filter(|_| joins) {
        Some(last) => last.end = word.end,
        None => joined.push(word.clone()),
    });
    joined
}

/// As much of a piece as is looked at again for each later one of its line.
fn beginning(piece: &str) -> &str {
    let end = piece.floor_char_boundary(LINE_END_BYTES_MAX);
    piece.get(..end).unwrap_or(piece)
}

/// For each word whether the line before goes on with it, as `decide` says by the
/// word's index, what is to be seen there, and what the rules say.
fn read_words(
    line: &str,
    words: &[Range<usize>],
    mut decide: impl FnMut(usize, &[u32], Said) -> bool,
) -> Vec<bool> {
    let piece = |index: usize| -> &str {
        let word = words.get(index);
        word.and_then(|word| line.get(word.clone()))
            .unwrap_or_default()
    };
    let texts = (0..words.len()).map(piece);
    let mut reader = Reader::new(Told::of(texts.filter(|piece| is_text(piece))));
    let text_index = (0..words.len()).position(|index| is_text(piece(index)));
    let last_headline = (0..text_index.unwrap_or(words.len()))
        .rev()
        .find(|&index| reader.told.is_headline(piece(index)));
    let mut decisions = Vec::with_capacity(words.len());
    let mut counts: HashMap<&str, usize> = HashMap::new();
    (0..words.len()).for_each(|index| *counts.entry(piece(index)).or_default() += 1);
    let texts: Vec<usize> = (0..words.len())
        .filter(|&index| is_text(piece(index)))
        .collect();
    let mut start = 0;
    let mut head = 0;
    for (index, word) in words.iter().enumerate() {
        // However long the line is, its end tells.
        let end = index.checked_sub(1).and_then(|last| words.get(last));
        let last = end.and_then(|end| {
            let from = start.max(end.end.saturating_sub(LINE_END_BYTES_MAX));
            line.get(line.ceil_char_boundary(from)..end.end)
        });
        reader.above_headline = last_headline.is_some_and(|last| index < last);
        let before = last.unwrap_or_default();
        let (text, next) = (piece(index), piece(index + 1));
        let said = reader.read(before, text, next);
        let joins = !before.is_empty() && !said.parts && {
            let joint = Joint {
                line: before,
                before: index.checked_sub(1).map(piece).unwrap_or_default(),
                text,
                next,
                after_next: piece(index + 2),
                head: beginning(piece(head)),
                pieces: index - head,
                to_text: {
                    let at = texts.partition_point(|&text| text < index);
                    texts.get(at).map_or(usize::MAX, |text| text - index)
                },
                is_repeated: counts.get(text).is_some_and(|count| *count > 1),
                place: index,
                rest: words.len() - index - 1,
                goes_on: said.joins,
                signs: said.signs,
                trail: said.trail,
            };
            decide(index, &line_end::features(&joint, &reader), said)
        };
        reader.go_on(text, next, said, joins);
        if !joins {
            start = word.start;
            head = index;
        }
        decisions.push(joins);
    }
    decisions
}

/// Reads piece by piece whether a line goes on.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts of one line and of what stands around it"
)]
#[derive(Debug)]
struct Reader {
    told: Told,
    /// The line is a menu or a place on the site.
    in_trail: bool,
    /// The line is that of date, source and authors.
    in_header: bool,
    /// A headline stands further down, and one stood above.
    above_headline: bool,
    below_headline: bool,
    /// Text stood before.
    seen_text: bool,
    /// Brackets and quotations that are open.
    open: usize,
}

impl Reader {
    fn new(told: Told) -> Self {
        Self {
            told,
            in_trail: false,
            in_header: false,
            above_headline: false,
            below_headline: false,
            seen_text: false,
            open: 0,
        }
    }

    /// What the rules say of whether the line `before`, where there is one, goes on
    /// with `text`; `next` is the piece behind.
    fn read(&self, before: &str, text: &str, next: &str) -> Said {
        let is_headline = !self.seen_text && self.told.is_headline(text);
        // The rows of a table that is drawn by lines, and a rule across the page.
        let is_row = before.ends_with(ROW_ENDS) && (text.starts_with(ROW_STARTS) || is_text(text))
            || is_rule(text)
            || is_rule(before);
        let below_trail = is_headline && next != text && closes_trail(before);
        let trail = (is_symbol(text) || is_dot(text)) && !is_row
            || !is_row && ends_with_trail_mark(before) && !below_trail;
        let signs = if before.is_empty() || is_row {
            0
        } else {
            self.signs(before, text, next, is_headline)
        };
        let joins = !before.is_empty() && !is_row && (trail || self.open > 0 || signs > 0);
        Said {
            is_headline,
            parts: is_row || below_trail,
            signs,
            trail,
            joins,
        }
    }

    /// Reads on behind `text`, which the line goes on with or not.
    fn go_on(&mut self, text: &str, next: &str, said: Said, joins: bool) {
        let Said {
            is_headline, trail, ..
        } = said;
        let chars = text.chars().count();
        self.in_header = if joins {
            self.in_header || !trail && (opens_header(text) || !self.seen_text && is_byline(text))
        } else {
            self.open = 0;
            !trail && is_header_word(text) && opens_header(text)
                || !self.seen_text && is_byline(text)
                || (self.above_headline || self.below_headline)
                    && opens_header(next)
                    && self.told.is_source(text)
        };
        self.below_headline |= !self.seen_text && (is_headline || is_long_piece(text));
        self.in_trail = trail;
        self.seen_text |= text.contains('。') && chars > VALUE_CHARS_MAX
            || text.contains('，')
                && text.ends_with([':', '：'])
                && chars > headline::PIECE_CHARS_MAX;
        self.open = count_open(self.open, text);
        // A quotation that long has lost its end.
        if chars > QUOTED_CHARS_MAX {
            self.open = 0;
        }
    }

    /// The signs that the line goes on with a piece that no mark joins to it, one bit
    /// for each.
    fn signs(&self, before: &str, text: &str, next: &str, is_headline: bool) -> u32 {
        if opens_item(text) {
            return 0;
        }
        let in_trail = self.in_trail || is_menu(before);
        // 分享到： stands above a headline, not before it.
        let labels = is_headline && before.ends_with([':', '：']);
        let joint = if labels {
            0
        } else {
            signs_of_joint(before, text, in_trail, self.seen_text)
        };
        let unfinished = self.seen_text && is_unfinished(before) && !opens_header(text);
        let in_head = !self.seen_text && joint == 0;
        let in_header = in_head
            && self.in_header
            && goes_on_in_header(text)
            && !is_bullet(text)
            && !is_headline;
        let in_menu = in_head
            && !self.in_header
            && (goes_on_in_menu(before, text)
                || self.below_headline
                    && is_publisher(before)
                    && !before.contains(' ')
                    && opens_menu(text));
        let in_head = in_head && !self.in_header && !in_menu;
        let dates_trail = self.in_trail && opens_header(text) && begins_with_digit(text);
        // 某某网 | 要闻 2017-11-24 stands above the headline as one line.
        let dated = in_head && dates_trail && self.above_headline && !self.below_headline;
        let headline = in_head
            && !dates_trail
            && !self.in_trail
            && self.told.makes_headline(before, text, next);
        [unfinished, in_header, in_menu, dated, headline]
            .into_iter()
            .enumerate()
            .fold(u32::from(joint), |signs, (at, sign)| {
                signs | u32::from(sign) << (at + 16)
            })
    }
}

/// What the rules say of a piece.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts of one piece"
)]
#[derive(Clone, Copy, Debug)]
struct Said {
    is_headline: bool,
    /// It begins a row of a table, or is the headline below the place on the site.
    parts: bool,
    /// By which signs the line before goes on with it, one bit for each.
    signs: u32,
    /// It belongs to a menu or a place on the site.
    trail: bool,
    /// The line before goes on with it.
    joins: bool,
}

impl Said {
    /// Whether a sign leaves no doubt that the line goes on.
    const fn is_certain(self) -> bool {
        self.signs & CERTAIN_SIGNS > 0
    }
}

/// Of lines that are joined by blanks, each blank that may have been a line's end:
/// what is to be seen there, and whether the line went on behind it.
pub(crate) fn read_examples(lines: &[&str]) -> Vec<(Vec<u32>, bool)> {
    let line = lines.join(" ");
    let mut ends = HashSet::new();
    let mut at = 0;
    for part in lines {
        at += part.len();
        ends.insert(at);
        at += 1;
    }
    let words = split_words(&line, " ");
    let mut examples = Vec::new();
    read_words(&line, &words, |index, features, _| {
        let last = index.checked_sub(1).and_then(|last| words.get(last));
        let goes_on = last.is_some_and(|last| !ends.contains(&last.end));
        examples.push((features.to_vec(), goes_on));
        goes_on
    });
    examples
}

fn begins_with_digit(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a piece is a line drawn across the page.
fn is_rule(piece: &str) -> bool {
    let mut characters = piece.chars();
    let first = characters.next();
    first.is_some_and(|first| "-－=_*~—━─".contains(first))
        && piece.chars().count() >= RULE_CHARS_MIN
        && characters.all(|character| Some(character) == first)
}

/// Begins and ends of the rows of a table that is drawn by lines.
const ROW_STARTS: &[char] = &['│', '┃', '├', '┌', '└', '|'];
const ROW_ENDS: &[char] = &['│', '┃', '┤', '┐', '┘'];

/// Whether a piece is a paragraph.
fn is_text(piece: &str) -> bool {
    let chars = piece.chars().count();
    piece.contains('。') && chars > VALUE_CHARS_MAX
        || piece.contains('，') && chars > headline::PIECE_CHARS_MAX
}

/// Whether a piece begins an item of a list: `一、`, `（二）`, `3.`, `▌`.
fn opens_item(whole: &str) -> bool {
    let text = whole.trim_start_matches(['(', '（', '第']);
    let number = text.trim_start_matches(is_numbering);
    let marks: &[char] = if text.len() < whole.len() {
        &['、', '.', '．', ')', '）', '条', '章', '項', '项']
    } else {
        &['、', '.', '．', ')', '）']
    };
    let numbered = number.len() < text.len() && number.starts_with(marks);
    let decimal = number
        .get(1..2)
        .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
    numbered && !decimal || text.starts_with(BULLETS)
}

/// Whether a piece is only the mark before an item.
fn is_bullet(piece: &str) -> bool {
    !piece.is_empty() && piece.chars().all(|c| BULLETS.contains(&c))
}

/// Marks before the items of a list.
const BULLETS: &[char] = &['▌', '◎', '●', '■', '◆', '▲', '•', '★', '※', '□', '○', '◇'];

/// Whether a paragraph stops within a sentence.
fn is_unfinished(before: &str) -> bool {
    let tail = before
        .rsplit(['。', '！', '？', '；'])
        .next()
        .unwrap_or(before);
    before.contains('。')
        && tail.chars().filter(|&c| is_wide(c)).count() >= 2
        && !tail.ends_with(['”', '」', '』', '’', '）', ')', ':', '：', '】', '摄', '攝'])
        || before.contains('，') && before.ends_with(['，', '、', '“', '「'])
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '」', '』', '’', '）', ')'])
        .ends_with(['。', '！', '？', '…', '；'])
}

/// Whether a line stands between the words of a menu or trail; a dash only
/// where it stands alone, for words end with it.
fn ends_with_trail_mark(before: &str) -> bool {
    let last_word = before.rsplit([' ', '\u{3000}']).next().unwrap_or(before);
    before.ends_with(['|', '｜', '>', '»', '›', '→', '┊', '│'])
        || is_symbol(last_word)
        || is_dot(last_word)
}

/// Between the words of a menu or of a place on the site.
fn is_trail_mark(character: char) -> bool {
    matches!(
        character,
        '|' | '｜' | '>' | '»' | '›' | '→' | '/' | '┊' | '│' | '∣' | '-' | '–' | '←'
    )
}

/// A dot that stands alone, between two names.
fn is_dot(text: &str) -> bool {
    matches!(text, "·" | "・")
}

fn is_symbol(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_trail_mark)
}

/// Characters that take two columns.
fn count_wide(text: &str) -> usize {
    text.chars().filter(|&c| is_wide(c)).count()
}

/// How many brackets and quotations are open behind `text`, where `open` were before.
fn count_open(open: usize, text: &str) -> usize {
    text.chars().fold(open, |open, character| match character {
        '(' | '（' | '[' | '［' | '【' | '〔' | '“' | '「' | '《' => open + 1,
        ')' | '）' | ']' | '］' | '】' | '〕' | '”' | '」' | '》' => open.saturating_sub(1),
        _ => open,
    })
}

#[cfg(test)]
mod tests;
