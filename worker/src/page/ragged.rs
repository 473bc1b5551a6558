//! Text whose lines were broken anywhere: by a mail program, by hand, by a copy
//! out of an electronic paper. No length tells such breaks; what stands on
//! either side of them does.
//!
//! A line that ends within a sentence, and a next one that goes on with it as no
//! new line would begin, are one. A single pair of lines may look so by chance:
//! the text as a whole says whether its lines are its paragraphs.

use super::{
    Block,
    opening::{is_set_in, opens_item},
    wrap,
};
use crate::decode::continuity;

/// Marks that headlines and the fields of a header hardly have.
const PROSE_MARKS: [char; 5] = ['，', '。', '；', '｡', '､'];
/// Marks that no line begins with.
const CLOSING_MARKS: [char; 20] = [
    '，', '。', '、', '；', '：', '！', '？', '）', '”', '’', '》', '」', '』', '】', '〕', '｡',
    '､', '｣', ',', ')',
];
/// Marks that no line ends with.
const OPENING_MARKS: [char; 13] = [
    '“', '‘', '《', '「', '『', '（', '【', '〔', '(', '｢', '、', '，', '､',
];
/// Ends of the line under a picture: who took it.
const CAPTION_ENDS: [&str; 6] = ["摄", "攝", "摄影", "攝影", "供图", "供圖"];

/// What two lines are worth of which the one cannot end or the other cannot
/// begin there, in half bits.
const CERTAIN: i32 = 60;
/// From here on a pair of lines speaks for a text that was broken anywhere; from
/// there on it proves it, also where neither has a clause. What one pair can say
/// at the most.
const TORN_MIN: i32 = 18;
const PROOF_MIN: i32 = 24;
const TORN_MAX: i32 = 32;
/// The least share of such pairs among the lines that end within a sentence: one
/// in so many, fewer where most lines do.
const TORN_SHARE: usize = 3;
const TORN_SHARE_OF_OPEN: usize = 6;
/// Lines set in that tell where paragraphs begin.
const SET_IN_MIN: usize = 2;
/// Shortest line that tells of a text, in characters.
const LINE_CHARS_MIN: usize = 10;

/// What a break costs however likely: the model knows few ends of lines.
const BREAK: i32 = 12;
/// What speaks for a paragraph that goes on, and against it, in half bits.
const IN_SENTENCE: i32 = 16;
const IN_TEXT: i32 = 2;
const LEAVES_OPEN: i32 = 24;
const ABOVE_TEXT: i32 = 6;
const SHORT: i32 = 14;
const SHORT_IN_SENTENCE: i32 = 4;
const LABELLED: i32 = 14;
/// Longest name of who took a picture, with what they are, in characters.
const PHOTOGRAPHER_CHARS_MAX: usize = 8;
/// Longest label that a line begins with, in characters.
const LABEL_CHARS_MAX: usize = 6;
/// Most letters of a line of date, source and authors beside its numbers.
const HEADER_LETTERS_MAX: usize = 24;
/// Fewest digits of a date.
const DATE_DIGITS_MIN: usize = 6;

/// A line as it is read here.
struct Line {
    text: String,
    chars: usize,
    /// It ends with its sentence, or announces what follows.
    is_closed: bool,
    is_prose: bool,
    is_header: bool,
}

impl Line {
    fn of(block: &Block) -> Self {
        let text = wrap::strip_insertions(block.text.as_str().trim());
        Self {
            chars: text.chars().count(),
            is_closed: wrap::ends_sentence(&text)
                || text.ends_with(['：', ':'])
                || ends_caption(&text),
            is_prose: is_prose(&text),
            is_header: is_header(&text),
            text,
        }
    }
}

/// Whether a line ends with who took the picture, behind a sentence or stroke.
fn ends_caption(line: &str) -> bool {
    let inner = line.trim_end_matches([')', '）']);
    let taken = (CAPTION_ENDS.iter()).find_map(|end| inner.strip_suffix(end));
    // (业者提供), but not 市府将提供.
    let given = || {
        inner
            .strip_suffix("提供")
            .filter(|_| inner.len() < line.len())
    };
    let Some(named) = taken.or_else(given) else {
        return false;
    };
    let mut parts = named.rsplit(['。', '/', '／', '（', '(', ' ', '\u{3000}']);
    let name = parts.next().unwrap_or(named);
    name.len() < named.len() && name.chars().count() <= PHOTOGRAPHER_CHARS_MAX
}

/// For each line whether its text goes on in the next; `None` where the lines
/// are the paragraphs. `indents` tells that lines set in begin paragraphs.
pub(super) fn find_breaks(blocks: &[&Block], indents: bool) -> Option<Vec<bool>> {
    if count_open(blocks) == 0 {
        return None;
    }
    let lines: Vec<Line> = blocks.iter().map(|block| Line::of(block)).collect();
    let followed: Vec<bool> = (blocks.iter().skip(1))
        .map(|next| !opens_item(next, indents))
        .collect();
    let ties: Vec<i32> = (lines.iter().zip(lines.iter().skip(1)).zip(&followed))
        .map(|((line, next), followed)| if *followed { tie(line, next) } else { -CERTAIN })
        .collect();
    let mut open = find_open(&lines, &ties)?;
    open.sort_unstable();
    let usual = open.get(open.len() / 2).copied().unwrap_or_default();
    let groups = do_groups_tell(blocks, &lines, &ties);
    let indents = indents && blocks.iter().filter(|block| is_set_in(block)).count() >= SET_IN_MIN;
    let mut reader = Reader {
        usual,
        in_sentence: false,
        in_text: false,
    };
    let mut goes_on = Vec::with_capacity(lines.len());
    let pairs =
        (lines.iter().zip(lines.iter().skip(1))).zip(blocks.iter().zip(blocks.iter().skip(1)));
    for (((line, next), (block, next_block)), tie) in pairs.zip(&ties) {
        // No break of the text stands at an empty line.
        if groups && next_block.set_apart && *tie < CERTAIN {
            reader.in_sentence = false;
            goes_on.push(false);
            continue;
        }
        let by_place = groups && !next_block.set_apart || indents && !is_set_in(next_block);
        reader.in_sentence |= indents && is_set_in(block);
        goes_on.push(reader.goes_on(line, next, *tie, by_place && *tie > -CERTAIN));
    }
    goes_on.push(false);
    Some(goes_on)
}

/// Whether the lines that look broken, each with the next, are lines of a list:
/// no pair is one beyond doubt, and most could well be two.
pub(super) fn is_list<'a>(pairs: impl Iterator<Item = (&'a Block, &'a Block)>) -> bool {
    let mut sum = 0;
    for (line, next) in pairs {
        let tie = tie(&Line::of(line), &Line::of(next));
        if tie >= TORN_MIN {
            return false;
        }
        sum += tie - BREAK;
    }
    sum < 0
}

/// Lengths of the lines that end within a sentence, if the breaks behind them
/// prove that the text was broken anywhere.
fn find_open(lines: &[Line], ties: &[i32]) -> Option<Vec<usize>> {
    let mut open = Vec::new();
    let (mut torn, mut closed, mut evidence) = (0, 0, 0);
    for (line, tie) in lines.iter().zip(ties) {
        let torn_min = if line.is_prose { TORN_MIN } else { PROOF_MIN };
        if line.chars < LINE_CHARS_MIN || !line.is_prose && *tie < torn_min {
            continue;
        }
        if line.is_closed {
            closed += 1;
            continue;
        }
        open.push(line.chars);
        if *tie >= torn_min {
            torn += 1;
            evidence += tie.min(&TORN_MAX) - BREAK;
        }
    }
    let share = if open.len() >= closed {
        TORN_SHARE_OF_OPEN
    } else {
        TORN_SHARE
    };
    (evidence >= PROOF_MIN - BREAK && torn * share >= open.len()).then_some(open)
}

/// Lines that end within a sentence.
fn count_open(blocks: &[&Block]) -> usize {
    let open = blocks.iter().filter(|block| {
        let text = block.text.as_str();
        block.chars >= LINE_CHARS_MIN && is_prose(text) && !wrap::ends_sentence(text)
    });
    open.count()
}

/// What speaks for the two lines being one, in half bits.
fn tie(line: &Line, next: &Line) -> i32 {
    if line.is_header || next.is_header {
        -CERTAIN
    } else if next.text.starts_with(CLOSING_MARKS) || line.text.ends_with(OPENING_MARKS) {
        CERTAIN
    } else {
        continuity(&line.text, &next.text) - if opens_label(&next.text) { LABELLED } else { 0 }
    }
}

/// Whether empty lines part the paragraphs: breaks within sentences stand at
/// none of them, and some lines have none between.
fn do_groups_tell(blocks: &[&Block], lines: &[Line], ties: &[i32]) -> bool {
    let (mut apart, mut all, mut torn_apart, mut torn) = (0, 0, 0, 0);
    for ((block, line), tie) in blocks.iter().skip(1).zip(lines).zip(ties) {
        let is_torn = !line.is_closed && *tie >= TORN_MIN;
        all += 1;
        apart += usize::from(block.set_apart);
        torn += usize::from(is_torn);
        torn_apart += usize::from(is_torn && block.set_apart);
    }
    apart > 0 && apart < all && torn_apart * 8 <= torn
}

/// Reads line by line whether the text goes on.
struct Reader {
    /// Usual length of lines that end within a sentence, in characters.
    usual: usize,
    /// The paragraph has sentences already.
    in_sentence: bool,
    /// Sentences stood above.
    in_text: bool,
}

impl Reader {
    /// Whether the text of `line` goes on in `next`; `within` says that the page
    /// sets paragraphs apart, and not these two lines.
    fn goes_on(&mut self, line: &Line, next: &Line, tie: i32, within: bool) -> bool {
        self.in_sentence |= line.is_prose;
        self.in_text |= line.text.contains('。');
        let goes_on = if line.is_closed {
            within && self.in_sentence && wrap::ends_sentence(&line.text)
        } else {
            let mut score = tie - BREAK;
            if self.in_sentence {
                score += IN_SENTENCE;
            } else if self.in_text {
                score += IN_TEXT;
            } else {
                score -= ABOVE_TEXT;
            }
            if leaves_open(&line.text) && closes_first(&next.text) {
                score += LEAVES_OPEN;
            }
            if line.chars * 3 < self.usual * 2 {
                score -= if self.in_sentence {
                    SHORT_IN_SENTENCE
                } else {
                    SHORT
                };
            }
            score > 0
        };
        self.in_sentence &= goes_on;
        goes_on
    }
}

/// Whether a line has clauses or sentences.
fn is_prose(line: &str) -> bool {
    let halved = |(at, _comma): (usize, &str)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        before.is_some_and(|c| wrap::is_wide(c) || c == ')')
    };
    line.contains(PROSE_MARKS) || line.match_indices(',').any(halved)
}

/// Ends of quotations and brackets.
const QUOTATION_ENDS: [char; 6] = ['”', '》', '」', '』', '）', ')'];

const QUOTATION_STARTS: [char; 6] = ['“', '《', '「', '『', '（', '('];

/// Whether a quotation or bracket is opened and not closed.
fn leaves_open(line: &str) -> bool {
    line.rfind(QUOTATION_STARTS) > line.rfind(QUOTATION_ENDS)
}

/// Whether one is closed that was opened before.
fn closes_first(line: &str) -> bool {
    let start = line.find(QUOTATION_STARTS).unwrap_or(line.len());
    line.find(QUOTATION_ENDS).is_some_and(|end| end < start)
}

/// Whether a line begins with a label: `来源：`, `下一篇：`.
fn opens_label(line: &str) -> bool {
    line.split_once(['：', ':']).is_some_and(|(label, _)| {
        (1..=LABEL_CHARS_MAX).contains(&label.chars().count()) && !label.contains(PROSE_MARKS)
    })
}

/// Whether a line is made of date, source and authors: a date with little
/// beside it, or several labels.
fn is_header(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let labels = line.matches(['：', ':']).count();
    let has_joint = line.contains(['-', '/', ':', '年', '.']);
    let is_dated = digits >= DATE_DIGITS_MIN && has_joint && letters <= HEADER_LETTERS_MAX;
    !line.contains(PROSE_MARKS)
        && (is_dated && (labels > 0 || letters * 2 <= digits + 8)
            || labels >= 2 && line.contains([' ', '\u{3000}', '|']))
}

#[cfg(test)]
mod tests;
