//! Blanks inside words and names, and more than one in a row.

mod latin;

use std::ops::Range;

use super::{script, torn::Bonds};
use crate::{
    span::{Rewriter, SpannedText},
    surname::{is_commonly_named, is_full_name},
};

/// Longest token that may be a name in a list parted by blanks.
const NAME_CHARS_MAX: usize = 4;
/// Tokens in a row from which on blanks part a list, and on a page whose blanks
/// stand anywhere.
const LIST_TOKENS_MIN: usize = 3;
const LIST_TOKENS_MIN_TORN: usize = 4;

/// How far from a blank between reporters the bracket around them may open or close.
const BYLINE_BYTES_MAX: usize = 96;
/// Words before the names of reporters: no names of a list.
const BYLINE_WORDS: [&str; 4] = ["记者", "記者", "通讯员", "通訊員"];

/// The text without blanks that part nothing, or `None` where it has none.
///
/// Chinese is written without blanks. In a sentence a blank between ideographs
/// is damage, unless it parts the names of a list; elsewhere (headings, lines of
/// a header) it parts fields. Characters that stand one by one are one word
/// wherever they do, and no part of the words around.
pub(super) fn close_up(source: &SpannedText, bonds: &Bonds) -> Option<SpannedText> {
    let text = source.as_str();
    let mut rewriter = Rewriter::new(source);
    let tokens = split_tokens(text);
    if tokens.len() < 2 {
        return None;
    }
    let words = Words {
        text,
        ranges: join_spelled(text, &tokens),
        is_prose: is_prose(text),
        bonds,
    };
    let mut index = 0;
    for pair in tokens.windows(2) {
        let [left, right] = pair else { continue };
        let gap = left.end..right.start;
        let parts = source.get(gap.clone()).contains('\t');
        let spelled = words.get(index).is_some_and(|word| gap.end < word.end);
        let closes = spelled || !parts && words.closes_behind(index);
        index += usize::from(!spelled);
        if closes {
            rewriter.replace(gap, "");
        } else if source.get(gap.clone()) != " " {
            rewriter.replace(gap, " ");
        }
    }
    rewriter.finish()
}

/// Marks that no name of an official document goes on behind.
const TITLE_MARKS: &[char] = &[
    '\t', '|', '｜', '>', '：', ':', '。', '；', '《', '》', '】', '【',
];

/// Whether a text ends as the name of an official document does.
fn ends_as_document(text: &str) -> bool {
    const ENDS: [&str; 12] = [
        "通知", "公告", "通告", "通报", "通報", "公示", "决定", "決定", "意见", "意見", "批复",
        "函",
    ];
    let text = text.trim_end_matches(|c: char| is_blank(c) || "”」".contains(c));
    // …的通知(第一轮)
    let text = match text.rfind(['(', '（']) {
        Some(at) if text.ends_with([')', '）']) => text.get(..at).unwrap_or(text),
        _ => text,
    };
    ENDS.iter().any(|end| {
        text.strip_suffix(end)
            .is_some_and(|rest| rest.trim_end_matches(is_blank).ends_with('的'))
    })
}

/// Whether a gap stands beside a day or a time, which is a field of its own.
fn parts_day(before: &str, after: &str) -> bool {
    let word = before.rsplit(is_blank).next().unwrap_or(before);
    let next = after.split(is_blank).next().unwrap_or(after);
    let is_day = |word: &str| {
        word.len() >= 5
            && word.contains(['-', ':', '/', '.'])
            && (word.bytes()).all(|byte| byte.is_ascii_digit() || b"-:/.".contains(&byte))
    };
    let begins_day = next.get(..4).is_some_and(|year| {
        year.bytes().all(|byte| byte.is_ascii_digit())
            && next
                .get(4..)
                .is_some_and(|rest| rest.starts_with(['-', '年', '/', '.']))
    });
    is_day(word) || begins_day
}

/// Whether a text has sentences, or clauses at the least.
pub(super) fn is_prose(text: &str) -> bool {
    let halved = |(at, mark): (usize, &str)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let behind = text.get(at + mark.len()..);
        let behind = behind.and_then(|text| text.chars().next());
        before.is_some_and(is_ideograph) && behind.is_none_or(|c| !c.is_ascii_digit())
    };
    // A clause that ends with hidden digits; lower case and digits may be a reference.
    let behind_letters = |(at, mark): (usize, &str)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let behind = text.get(at + mark.len()..);
        before.is_some_and(|c| c.is_ascii_uppercase() || c == ')')
            && behind.is_some_and(|text| text.starts_with(is_ideograph))
    };
    text.contains(['。', '，', '；', '｡'])
        || text.match_indices([',', ';']).any(halved)
        || text.match_indices(';').any(behind_letters)
}

/// The words of a text, those in one whose characters stand one by one.
struct Words<'a> {
    text: &'a str,
    ranges: Vec<Range<usize>>,
    is_prose: bool,
    bonds: &'a Bonds,
}

impl Words<'_> {
    fn get(&self, index: usize) -> Option<&Range<usize>> {
        self.ranges.get(index)
    }

    /// The characters at either side of the gap behind word `index`.
    fn around(&self, index: usize) -> Option<(char, char)> {
        let before = self.text.get(..self.get(index)?.end)?;
        let after = self.text.get(self.get(index + 1)?.start..)?;
        before.chars().next_back().zip(after.chars().next())
    }

    /// The text before a gap, and behind it.
    fn head(&self, gap: &Range<usize>) -> &str {
        self.text.get(..gap.start).unwrap_or_default()
    }

    fn tail(&self, gap: &Range<usize>) -> &str {
        self.text.get(gap.end..).unwrap_or_default()
    }

    /// Whether the gap behind word `index` parts nothing.
    fn closes_behind(&self, index: usize) -> bool {
        let (Some(left), Some(right)) = (self.get(index), self.get(index + 1)) else {
            return false;
        };
        let Some((before, after)) = self.around(index) else {
            return false;
        };
        let gap = left.end..right.start;
        if is_ideograph(before) && is_ideograph(after) {
            let is_spelled = |word: &Range<usize>| {
                let word = self.text.get(word.clone()).unwrap_or_default();
                word.contains(is_blank)
            };
            // 秘书长 唐 泊: a whole name begins what stands behind the gap.
            let name: String = self
                .get(index + 1)
                .map(|word| self.name(word))
                .unwrap_or_default();
            let begins_name = is_spelled(right) && is_full_name(&name);
            let beside_spelled = is_spelled(left) || is_spelled(right) && !begins_name;
            let (left, right) = (run_before(self.text, left), run_after(self.text, right));
            let lone = left == 1 || right == 1;
            return if self.is_prose {
                lone || !(self.is_list(index) || self.parts_reporters(&gap))
            } else if self.stands_in_document_title(&gap) || self.is_whole_elsewhere(&gap) {
                true
            } else if lone {
                self.begins_spelled_name(index) || self.closes_beside_lone(index)
            } else {
                self.bonds.torn
                    && (beside_spelled && self.bonds.has_pair(before, after)
                        || self.bonds.close(self.text, &gap))
            };
        }
        let torn = self.bonds.torn;
        if latin::is_letter(before) && latin::is_letter(after) {
            let (left, right) = (self.head(&gap), self.tail(&gap));
            return self.is_prose && latin::splits_year(left, right)
                || torn && latin::splits_word(left, right)
                || torn
                    && !(before.is_ascii_digit() && after.is_ascii_digit())
                    && self.bonds.has_row(self.text, &gap);
        }
        if torn && latin::splits_sign(self.head(&gap), self.tail(&gap)) {
            return true;
        }
        let mixed = is_ideograph(before) && latin::is_letter(after)
            || latin::is_letter(before) && is_ideograph(after);
        is_wide(before) && is_wide(after)
            || is_mark(before) && is_wide(after)
            || is_stop(before) && is_stop(after)
            || is_wide(before) && is_mark(after)
            || before == '(' && latin::is_letter(after)
            || latin::is_letter(before) && after == ')'
            || mixed
                && (self.is_prose
                    || self.bonds.torn
                        && !parts_day(self.head(&gap), self.tail(&gap))
                        && self.bonds.close(self.text, &gap))
    }

    /// Whether the gap parts a name in a headline that the page's sentences write as
    /// one. Labels, tags and menus set words side by side that are one elsewhere.
    fn is_whole_elsewhere(&self, gap: &Range<usize>) -> bool {
        let head = self.head(gap);
        self.ranges.len() < LIST_TOKENS_MIN_TORN
            && !head.contains([':', '：'])
            && self.bonds.is_whole(head, self.tail(gap))
    }

    /// 关于同意某某联盟 更名的批复: whether the gap stands within what a document is
    /// called, which no headline parts.
    fn stands_in_document_title(&self, gap: &Range<usize>) -> bool {
        let (head, tail) = (self.head(gap), self.tail(gap));
        let opened = (head.rfind("关于").max(head.rfind("關於")))
            .and_then(|at| head.get(at..))
            .is_some_and(|head| !head.contains(TITLE_MARKS) && !ends_as_document(head));
        let rest = tail.split(TITLE_MARKS).next().unwrap_or(tail);
        opened && !rest.contains("关于") && !rest.contains("關於") && ends_as_document(rest)
    }

    /// 某某处古 一 一组长: whether the word before the gap ends with the family name
    /// of whom the lone characters behind it name.
    fn begins_spelled_name(&self, index: usize) -> bool {
        let Some((before, after)) = self.around(index) else {
            return false;
        };
        let lone = self.get(index + 1).is_some_and(|word| {
            let word = self.text.get(word.clone()).unwrap_or_default();
            word.chars().count() == 1
        });
        let next = self.around(index + 1).map(|(_, next)| next);
        let name: String = [Some(before), Some(after), next]
            .into_iter()
            .flatten()
            .map(script::simple_form)
            .collect();
        self.bonds.torn && lone && is_commonly_named(&name)
    }

    /// Whether the gap behind word `index` closes, one side of which is a
    /// single character. Where that stands between two words, it belongs to the
    /// one that it forms a word with.
    fn closes_beside_lone(&self, index: usize) -> bool {
        let strength = |index: usize| {
            let (before, after) = self.around(index)?;
            (is_ideograph(before) && is_ideograph(after))
                .then(|| self.bonds.strength(before, after))
        };
        let is_lone = |index: usize| {
            let word = self.get(index).and_then(|word| self.text.get(word.clone()));
            word.is_some_and(|word| word.chars().count() == 1)
        };
        let rival = if is_lone(index) {
            index.checked_sub(1).and_then(strength)
        } else if is_lone(index + 1) {
            strength(index + 1)
        } else {
            None
        };
        rival.is_none_or(|rival| strength(index) >= Some(rival))
    }

    /// 某社拉萨8月9日电 (甲 乙), …下月开工。(甲 乙): whether the blank stands between the
    /// names in the bracket behind a dateline, or behind the last sentence.
    fn parts_reporters(&self, gap: &Range<usize>) -> bool {
        let before = self.text.get(..gap.start).unwrap_or_default();
        let start = before.ceil_char_boundary(before.len().saturating_sub(BYLINE_BYTES_MAX));
        let behind = self.text.get(gap.end..).unwrap_or_default();
        let end = behind.floor_char_boundary(BYLINE_BYTES_MAX);
        let opened = before
            .get(start..)
            .and_then(|text| text.rsplit_once(['(', '（']));
        let closed = behind
            .get(..end)
            .and_then(|text| text.split_once([')', '）']));
        let (Some((before, first)), Some((others, rest))) = (opened, closed) else {
            return false;
        };
        let before = before.trim_end_matches(is_blank);
        let names = || first.split(is_blank).chain(others.split(is_blank));
        let signs_off = before.ends_with(['。', '！', '？', '”', '」'])
            && rest.trim_end_matches(is_blank).is_empty()
            && names().all(|word| {
                is_full_name(&word.chars().map(script::simple_form).collect::<String>())
            });
        let is_name = |word: &str| {
            let length = word.chars().filter(|c| is_ideograph(*c)).count();
            let plain = (2..=NAME_CHARS_MAX).contains(&length);
            word.chars().all(|c| is_ideograph(c) || c == '·')
                && (plain || word.contains('·'))
                && !BYLINE_WORDS.iter().any(|label| word.contains(label))
        };
        let files = before.ends_with(['电', '電', '讯', '訊']) && names().all(is_name);
        let full =
            |word: &str| is_full_name(&word.chars().map(script::simple_form).collect::<String>());
        signs_off || files && (!self.bonds.torn || names().any(full))
    }

    /// A word without its blanks, in Simplified characters.
    fn name(&self, word: &Range<usize>) -> String {
        let word = self.text.get(word.clone()).unwrap_or_default();
        let characters = word.chars().filter(|character| !is_blank(*character));
        characters.map(script::simple_form).collect()
    }

    /// Whether the gap behind word `index` parts names of a list.
    fn is_list(&self, index: usize) -> bool {
        let is_short = |length: usize| (2..=NAME_CHARS_MAX).contains(&length);
        let is_name = |word: &Range<usize>| is_full_name(&self.name(word));
        let enough = if self.bonds.torn {
            LIST_TOKENS_MIN_TORN
        } else {
            LIST_TOKENS_MIN
        };
        // The first and the last word of a list are glued to what stands around.
        let labels = |word: &Range<usize>| {
            let word = self.text.get(word.clone()).unwrap_or_default();
            BYLINE_WORDS.iter().any(|label| word.ends_with(label))
        };
        let labelled = |word: &Range<usize>| {
            let word = self.text.get(word.clone()).unwrap_or_default();
            BYLINE_WORDS.iter().any(|label| word.starts_with(label))
        };
        if self.get(index).is_some_and(labels) || self.get(index + 1).is_some_and(labelled) {
            return false;
        }
        // 记者 甲 乙: behind their label two are a list.
        let labelled_names = || {
            let before = self.ranges.iter().take(index + 1).rev();
            let mut words = before.take(LIST_TOKENS_MIN_TORN);
            let label = words.find(|word| !is_name(word));
            let ends = |word: &Range<usize>| {
                let run = run_after(self.text, word).min(NAME_CHARS_MAX);
                let name: String = self.name(word).chars().take(run).collect();
                is_full_name(&name) || labels(word)
            };
            self.get(index).is_some_and(is_name)
                && label.is_some_and(labels)
                && self.get(index + 1).is_some_and(ends)
        };
        if self.bonds.torn && labelled_names() {
            return true;
        }
        let mut names = 0;
        for word in self.ranges.iter().take(index + 1).rev() {
            names += usize::from(is_name(word) || is_short(run_before(self.text, word)));
            if !is_name(word) || names >= enough {
                break;
            }
        }
        for word in self.ranges.iter().skip(index + 1) {
            names += usize::from(is_name(word) || is_short(run_after(self.text, word)));
            if !is_name(word) || names >= enough {
                break;
            }
        }
        names >= enough
    }
}

/// Runs without blanks, in order. Line breaks are no blanks here.
fn split_tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (offset, byte) in text.bytes().enumerate() {
        match (matches!(byte, b' ' | b'\t'), start) {
            (true, Some(from)) => {
                tokens.push(from..offset);
                start = None;
            }
            (false, None) => start = Some(offset),
            _ => {}
        }
    }
    tokens.extend(start.map(|from| from..text.len()));
    tokens
}

/// The tokens, those in one that are a word whose characters stand one by one:
/// `张 伟`, `关 于 召 开`. Of `张 伟  李 强`, the wider gap parts two.
fn join_spelled(text: &str, tokens: &[Range<usize>]) -> Vec<Range<usize>> {
    let spelled = |index: usize| {
        tokens
            .get(index)
            .zip(tokens.get(index + 1))
            .is_some_and(|(left, right)| {
                let parts = text
                    .get(left.end..right.start)
                    .is_some_and(|gap| gap.contains('\t'));
                !parts && run_before(text, left) == 1 && run_after(text, right) == 1
            })
    };
    let width = |index: usize| match (tokens.get(index), tokens.get(index + 1)) {
        (Some(left), Some(right)) => right.start - left.end,
        _ => 0,
    };
    let mut words: Vec<Range<usize>> = Vec::with_capacity(tokens.len());
    let mut index = 0;
    while let Some(first) = tokens.get(index) {
        let len = (index..tokens.len())
            .take_while(|&gap| spelled(gap))
            .count();
        let gaps = index..index + len;
        let narrowest = gaps.clone().map(width).min().unwrap_or(0);
        // Each part has two characters at the least, else no gap is wider by
        // purpose.
        let parts_sound = gaps.clone().all(|gap| {
            let is_wide = |gap: usize| !gaps.contains(&gap) || width(gap) > narrowest;
            width(gap) == narrowest || !is_wide(gap.wrapping_sub(1)) && !is_wide(gap + 1)
        });
        let mut word = first.clone();
        for gap in gaps.clone() {
            let Some(next) = tokens.get(gap + 1) else {
                break;
            };
            if parts_sound && width(gap) > narrowest {
                words.push(word);
                word = next.clone();
            } else {
                word.end = next.end;
            }
        }
        words.push(word);
        index = gaps.end + 1;
    }
    words
}

/// Ideographs in a row at the end of a word, blanks inside not counted.
fn run_before(text: &str, word: &Range<usize>) -> usize {
    let word = text.get(word.clone()).unwrap_or_default();
    count_run(word.chars().rev())
}

/// Ideographs in a row at the beginning of a word.
fn run_after(text: &str, word: &Range<usize>) -> usize {
    let word = text.get(word.clone()).unwrap_or_default();
    count_run(word.chars())
}

fn count_run(characters: impl Iterator<Item = char>) -> usize {
    characters
        .filter(|character| !is_blank(*character))
        .take_while(|character| is_ideograph(*character))
        .count()
}

pub(super) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

/// Marks that are widened beside ideographs.
fn is_stop(character: char) -> bool {
    matches!(character, ',' | ':' | ';' | '!' | '?')
        || is_wide(character) && !is_ideograph(character)
}

fn is_mark(character: char) -> bool {
    matches!(character, ',' | ':' | ';' | '!' | '?' | '(' | ')' | '·')
}

fn is_wide(character: char) -> bool {
    is_ideograph(character)
        || matches!(
            character,
            '\u{3001}'..='\u{3020}' | '“' | '”' | '‘' | '’' | '，' | '：' | '；' | '！' | '？'
        )
}

pub(super) fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '〇' | '\u{20000}'..='\u{3FFFF}')
}
