//! Text that was broken after a fixed number of characters or columns.

use super::reference::{read_reference, read_twice_escaped};

/// Shortest line that a wrap leaves, in characters.
pub(super) const LINE_CHARS_MIN: usize = 20;
/// Longest.
pub(super) const LINE_CHARS_MAX: usize = 80;
/// Lines of the one length that prove a wrap.
pub(super) const LINES_MIN: usize = 3;

/// Whether a character takes two columns and stands without blanks.
pub(super) fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFF}'
        | '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

/// Finds the one length that most broken lines of a text have.
/// `lengths` are those of lines that text follows without an empty line,
/// `longest` that of the longest line of all.
pub(super) fn find_wrap_chars(lengths: &[usize], longest: usize) -> Option<usize> {
    let broken = |&&length: &&usize| length == longest;
    let full = lengths.iter().filter(broken).count();
    let long = lengths
        .iter()
        .filter(|&&length| length * 2 > longest)
        .count();
    let fits = (LINE_CHARS_MIN..=LINE_CHARS_MAX).contains(&longest);
    (fits && full >= LINES_MIN && full * 2 >= long).then_some(longest)
}

/// Columns of a line as it was when it was wrapped: what happened to it since
/// does not count. Readings in brackets behind a wide character, blanks between
/// wide ones and invisible characters were put in; a reference is the character
/// that it stands for, letters and digits are narrow and marks among wide
/// characters wide in whichever form they stand.
pub(super) fn count_columns(line: &str) -> usize {
    let mut columns = 0;
    let mut rest = line;
    let mut after_wide = false;
    let mut blanks = 0;
    while let Some((character, after)) = next_character(rest) {
        rest = after;
        if after_wide
            && matches!(character, '(' | '（')
            && let Some(behind) = skip_reading(rest)
        {
            rest = behind;
            continue;
        }
        if is_invisible(character) {
            continue;
        }
        if character.is_whitespace() {
            blanks += 1;
            continue;
        }
        let wide = counts_as_wide(character, after_wide);
        if !(after_wide && wide) {
            columns += blanks;
        }
        blanks = 0;
        after_wide = wide;
        columns += 1 + usize::from(wide);
    }
    columns
}

/// Characters of a line, without the invisible ones that stood there before or
/// were put in since.
pub(super) fn count_chars(line: &str) -> usize {
    line.chars()
        .filter(|character| !is_invisible(*character))
        .count()
}

/// Columns of the blanks before a line.
pub(super) fn count_indent(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks
        .map(|blank| match blank {
            '\t' => 4,
            '\u{3000}' => 2,
            _ => 1,
        })
        .sum()
}

/// A line without what was put into it since it was wrapped: readings behind its
/// characters, invisible characters; references are what they stand for.
pub(super) fn strip_insertions(line: &str) -> String {
    let mut bare = String::with_capacity(line.len());
    let mut rest = line;
    let mut after_wide = false;
    while let Some((character, after)) = next_character(rest) {
        rest = after;
        if after_wide
            && matches!(character, '(' | '（')
            && let Some(behind) = skip_reading(rest)
        {
            rest = behind;
        } else if !is_invisible(character) {
            after_wide = is_wide(character);
            bare.push(character);
        }
    }
    bare
}

/// Letters and digits that stand in full width.
pub(super) fn count_wide_digits(line: &str) -> usize {
    let is_wide_digit = |c: &char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    line.chars().filter(is_wide_digit).count()
}

/// Whether a character took two columns before anything changed its width.
fn counts_as_wide(character: char, after_wide: bool) -> bool {
    match character {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => false,
        ',' | ':' | ';' | '!' | '?' | '(' | ')' => after_wide,
        '\u{FF61}'..='\u{FF65}' => true,
        _ => is_wide(character),
    }
}

/// What a line shows next, and the rest of it. References may be escaped twice.
fn next_character(line: &str) -> Option<(char, &str)> {
    let first = line.chars().next()?;
    let reference = if first == '&' {
        read_twice_escaped(line).or_else(|| read_reference(line))
    } else {
        None
    };
    let (character, len) = reference.map_or((first, first.len_utf8()), |it| (it.first, it.len));
    Some((character, line.get(len..).unwrap_or_default()))
}

/// What follows the reading in brackets whose opening one was read; `None`
/// where there is no reading.
fn skip_reading(line: &str) -> Option<&str> {
    const LETTERS_MAX: usize = 6;
    let mut rest = line;
    let mut letters = 0;
    loop {
        let (character, after) = next_character(rest)?;
        rest = after;
        match character {
            ')' | '）' if letters > 0 => return Some(rest),
            'ａ'..='ｚ' => letters += 1,
            _ if character.is_lowercase() && !is_wide(character) => letters += 1,
            _ if is_invisible(character) => {}
            _ => return None,
        }
        if letters > LETTERS_MAX {
            return None;
        }
    }
}

/// Joiners, marks of direction, byte order marks and variation selectors.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a line of so many columns had no room for a word more.
pub(super) fn is_full(columns: usize, longest: usize) -> bool {
    columns + 4 >= longest
}

/// Whether a line ends with its sentence.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end()
        .trim_end_matches(['”', '」', '』', '’', '）', ')'])
        .ends_with(['。', '｡', '！', '？', '；', '!', '?', ';'])
}

/// Whether a line ends with a full stop: its paragraph may end there, and a break
/// parts no sentence.
pub(super) fn ends_paragraph(line: &str) -> bool {
    line.trim_end()
        .trim_end_matches(['”', '」', '』', '’', '）', ')'])
        .ends_with(['。', '｡', '！', '？', '!', '?'])
}

/// Whether the end of one line and the beginning of the next are words that
/// only the break between them parts.
pub(super) fn needs_blank(before: &str, after: &str) -> bool {
    let last = before.chars().next_back().unwrap_or(' ');
    let first = after.chars().next().unwrap_or(' ');
    // 11/00元 and 5/%: nothing parts the digits of a number.
    let is_number = last.is_ascii_digit() && (first.is_ascii_digit() || first == '%');
    !(is_number || is_wide(last) || is_wide(first) || last.is_whitespace() || first.is_whitespace())
}

/// A line of wrapped text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) columns: usize,
    /// It ends with its sentence: where it is short, a paragraph ends, which
    /// speaks neither for a wrap nor against it.
    pub(super) ends_sentence: bool,
}

/// Finds the columns that most broken lines come close to.
pub(super) fn find_wrap_columns(lines: &[Line], longest: usize) -> Option<usize> {
    let is_full = |line: &Line| is_full(line.columns, longest);
    let full = lines.iter().filter(|line| is_full(line)).count();
    let long = (lines.iter())
        .filter(|line| line.columns * 2 > longest && (is_full(line) || !line.ends_sentence))
        .count();
    let fits = (2 * LINE_CHARS_MIN..=2 * LINE_CHARS_MAX).contains(&longest);
    (fits && full >= LINES_MIN && full * 3 >= long * 2).then_some(longest)
}

/// Finds the characters after which the text between the tags of an HTML file
/// was broken.
pub(super) fn find_markup_wrap(source: &str) -> Option<usize> {
    let mut lengths = Vec::new();
    let mut longest = 0;
    for line in source.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        // The text that the break cut: what follows the last tag or reference.
        let tail_start = line.rfind(['>', ';', '<']).map_or(0, |at| at + 1);
        let tail = line.get(tail_start..).unwrap_or_default();
        if tail.len() > 4 * LINE_CHARS_MAX {
            return None;
        }
        if tail.chars().any(is_wide) {
            let chars = tail.chars().count();
            longest = longest.max(chars);
            lengths.push(chars);
        }
    }
    find_wrap_chars(&lengths, longest)
}
