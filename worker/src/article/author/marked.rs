//! Bylines told by the marks around them: names in brackets before a reporter,
//! a reporter behind the last sentence, a line that a square opens.

use super::{DATELINE_PLACES, UNIT_ENDS, is_of_three, is_writer, read_bare_names, read_byline};
use crate::surname::is_full_name;

/// `(甲一一 记者 乙二二)`: who wrote, before the reporter who helped; no paper,
/// no rank.
pub(super) fn writer_before(before: &str) -> Option<&str> {
    let at = before.rfind(['(', '（', '【', '〔', '['])?;
    let mut inside = before.get(at..)?.chars();
    inside.next();
    let name = inside.as_str().trim();
    let writer = is_of_three(name)
        && is_writer(name)
        && !name.ends_with(UNIT_ENDS)
        && !DATELINE_PLACES.contains(&name)
        && !name.ends_with("媒体");
    writer.then_some(name)
}

/// Whether the reporter at `at` signs the text: `…开工。某报记者 甲一一`.
pub(super) fn signs_off(text: &str, at: usize, behind: &str) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let paper = before
        .rfind(['。', '！', '？', '”', '」', '…'])
        .and_then(|end| before.get(end..));
    behind.chars().count() <= SIGN_OFF_CHARS_MAX
        && !behind.contains(['。', '，', ','])
        && paper.is_some_and(|paper| {
            paper.chars().count() <= PAPER_CHARS_MAX && !paper.contains(['，', ',', '('])
        })
}

/// Longest row of names that signs a text, in characters.
const SIGN_OFF_CHARS_MAX: usize = 24;
/// Longest name of a paper before its reporter, with the mark before it.
const PAPER_CHARS_MAX: usize = 10;

/// `□甲一一`, `■某版 记者 甲一一 通讯员 乙二二`: a line that a mark opens and
/// names fill.
pub(in super::super) fn read_marked_byline(text: &str) -> Vec<String> {
    let Some(inside) = text.strip_prefix(['□', '■', '◎', '●', '○', '◇', '◆', '▌', '▲', '☐'])
    else {
        return Vec::new();
    };
    let inside = inside.trim();
    if inside.chars().count() > SIGN_OFF_CHARS_MAX || inside.contains(['，', '。', '：', ':']) {
        return Vec::new();
    }
    let bare = read_bare_names(inside);
    if !bare.is_empty() {
        return bare;
    }
    let names = read_byline(inside, true);
    let of_names: usize = names.iter().map(|name| name.chars().count()).sum();
    let whole = !names.is_empty()
        && names.iter().all(|name| is_full_name(name))
        && inside.chars().filter(|c| !c.is_whitespace()).count()
            <= of_names + MARKED_WORDS_CHARS_MAX;
    if whole { names } else { Vec::new() }
}

/// Most characters beside the names of a line that a mark opens: its section,
/// 记者, 通讯员.
const MARKED_WORDS_CHARS_MAX: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_opens_a_line_of_names() {
        for (line, names) in [
            ("□付一一", vec!["付一一"]),
            ("■ 付一一 齐二二", vec!["付一一", "齐二二"]),
            ("■要闻 记者 付一一 通讯员 齐二二", vec!["付一一", "齐二二"]),
            ("■某园区联盟揭牌", vec![]),
            ("■记者调查：联盟为何散了", vec![]),
            ("付一一", vec![]),
        ] {
            assert_eq!(read_marked_byline(line), names, "{line}");
        }
    }

    #[test]
    fn brackets_and_last_words_name_who_wrote() {
        for (text, names) in [
            ("某报讯(张一一 记者 李二二)昨日", vec!["张一一", "李二二"]),
            ("某报讯(全媒体记者 李二二)昨日", vec!["李二二"]),
            ("明年开工。江畔晚报记者 李二二", vec!["李二二"]),
            ("明年开工。记者 李二二 张一一", vec!["李二二", "张一一"]),
            ("明年开工。江畔晚报记者从市里获悉", vec![]),
            ("江畔晚报记者 李二二", vec![]),
        ] {
            assert_eq!(read_byline(text, false), names, "{text}");
        }
    }
}
