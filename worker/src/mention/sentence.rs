//! Sentences of the canonical text.

use super::SentenceSpan;

/// Marks that end a sentence.
const TERMINALS: [char; 5] = ['。', '!', '?', '！', '？'];

/// Marks that belong to the sentence that ends right before them.
const CLOSERS: [char; 10] = ['”', '’', '」', '』', '"', ')', '）', '】', '》', '〉'];

/// Where the longest sentence ends at its next comma, in bytes: behind a list of
/// some seven hundred names. What is read of one word against all others of its
/// sentence is so bounded, however long a page without full stops is.
const SENTENCE_BYTES_MAX: usize = 20_000;

/// Marks at which a longer sentence is cut.
const JOINTS: [char; 5] = ['，', ',', '、', '；', ';'];

/// Splits every paragraph into sentences. A sentence keeps its terminal marks
/// and the closing quotes and brackets behind them; none ends inside a pair of
/// brackets or title marks, and none goes on far over 20,000 bytes where it has
/// commas. Spans are trimmed of white space, none is empty, and the time is
/// linear in the text.
pub(super) fn find_sentences(text: &str) -> Vec<SentenceSpan> {
    let mut sentences = Vec::new();
    let mut offset = 0;
    for (paragraph, line) in text.split('\n').enumerate() {
        split_paragraph(line, offset, paragraph, &mut sentences);
        offset += line.len() + 1;
    }
    sentences
}

fn split_paragraph(line: &str, offset: usize, paragraph: usize, sentences: &mut Vec<SentenceSpan>) {
    let enclosed = enclosed_ranges(line);
    let mut enclosed = enclosed.iter().peekable();
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    let mut push = |start: usize, end: usize| {
        let raw = line.get(start..end).unwrap_or_default();
        let trimmed = raw.trim_start();
        let start = offset + end - trimmed.len();
        let span = start..start + trimmed.trim_end().len();
        if !span.is_empty() {
            sentences.push(SentenceSpan { span, paragraph });
        }
    };
    while let Some((at, mark)) = chars.next() {
        while enclosed.next_if(|&&(_, close)| close < at).is_some() {}
        let inside = enclosed.peek().is_some_and(|&&(open, _)| open < at);
        let is_too_long = at - start >= SENTENCE_BYTES_MAX && JOINTS.contains(&mark);
        if inside || !(TERMINALS.contains(&mark) || is_too_long) {
            continue;
        }
        let mut end = at + mark.len_utf8();
        while let Some((next_at, next)) =
            chars.next_if(|(_, next)| TERMINALS.contains(next) || CLOSERS.contains(next))
        {
            end = next_at + next.len_utf8();
        }
        push(start, end);
        start = end;
    }
    push(start, line.len());
}

/// Byte offsets of the outermost brackets that have both ends in the
/// paragraph, ascending; a bracket without its partner encloses nothing.
fn enclosed_ranges(line: &str) -> Vec<(usize, usize)> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, mark) in line.char_indices() {
        let partner = match mark {
            '(' => ')',
            '（' => '）',
            '《' => '》',
            '〈' => '〉',
            '【' => '】',
            '[' => ']',
            '〔' => '〕',
            ')' | '）' | '》' | '〉' | '】' | ']' | '〕' => {
                // Only the innermost may close: a stray mark stays alone, and
                // the look-up costs nothing.
                if let Some((_, from)) = open.pop_if(|(close, _)| *close == mark) {
                    while pairs.pop_if(|(inner, _)| *inner > from).is_some() {}
                    pairs.push((from, at));
                }
                continue;
            }
            _ => continue,
        };
        open.push((partner, at));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        find_sentences(text)
            .into_iter()
            .filter_map(|sentence| text.get(sentence.span))
            .collect()
    }

    #[test]
    fn a_closing_quote_belongs_to_its_sentence() {
        assert_eq!(
            split("他说:“联盟成立了。”大家鼓掌！会后合影"),
            ["他说:“联盟成立了。”", "大家鼓掌！", "会后合影"]
        );
    }

    #[test]
    fn no_sentence_ends_inside_brackets_or_title_marks() {
        assert_eq!(
            split("发布《走向何方？产业白皮书》(第一版。试行)。次日闭幕。"),
            ["发布《走向何方？产业白皮书》(第一版。试行)。", "次日闭幕。"]
        );
    }

    #[test]
    fn a_bracket_left_open_encloses_nothing() {
        assert_eq!(split("甲(乙。丙。"), ["甲(乙。", "丙。"]);
    }

    #[test]
    fn a_sentence_without_an_end_is_cut_at_a_comma() {
        let text = "某联盟成立，".repeat(5_000);
        let sentences = split(&text);
        assert_eq!(sentences.concat(), text);
        for sentence in sentences {
            assert!(sentence.len() < SENTENCE_BYTES_MAX + 20);
            assert!(sentence.ends_with('，'));
        }
    }

    #[test]
    fn paragraphs_are_counted_with_the_empty_ones() {
        let sentences = find_sentences("甲。\n\n 乙 ");
        let places: Vec<_> = sentences
            .iter()
            .map(|sentence| (sentence.paragraph, sentence.span.clone()))
            .collect();
        assert_eq!(places, [(0, 0..6), (2, 9..12)]);
    }

    proptest! {
        #[test]
        fn sentences_hold_all_but_white_space_once(text in "[甲乙。！？”“(（)）《》 \n]{0,60}") {
            let whole: String = text.split_whitespace().collect();
            let parts: String = split(&text).concat().split_whitespace().collect();
            prop_assert_eq!(parts, whole);
        }
    }
}
