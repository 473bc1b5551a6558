//! Documents: 《…》 of the kinds that are issued or adopted, and initiatives,
//! declarations and white papers that stand without marks.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use super::{
    Mention,
    boundary::{NameKind, find_name, find_open},
    lexicon::{Classes, table_rows},
    name::{canonical_name, keep_longest},
    token::{Shape, Tokens},
};

/// The longest name within marks, in bytes.
const NAME_BYTES_MAX: usize = 360;
/// The shortest name within marks, in characters.
const MARKED_CHARS_MIN: usize = 4;
/// The shortest name without marks, in characters.
const PLAIN_CHARS_MIN: usize = 4;
/// The longest word of the table, in characters.
const KIND_CHARS_MAX: usize = 6;

struct Kinds {
    marked: BTreeSet<&'static str>,
    plain: BTreeSet<&'static str>,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let table = include_str!("../../data/names/documents.tsv");
    let of = |wanted: &str| {
        table_rows(table)
            .filter(|(kind, _)| *kind == wanted)
            .flat_map(|(_, row)| row.split_whitespace())
            .collect()
    };
    Kinds {
        marked: of("marked"),
        plain: of("plain"),
    }
});

/// Finds the documents; spans hold the marks, names do not.
pub(crate) fn find_documents(tokens: &Tokens<'_>) -> Vec<Mention<String>> {
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        if token.is_mark('《') {
            let close = read_marked(tokens, index, &mut found);
            index = close.max(index + 1);
            continue;
        }
        if matches!(token.shape, Shape::Mark('”' | '」')) {
            found.extend(read_quoted(tokens, index));
        }
        if token.is(Classes::DOCUMENT) {
            found.extend(read_plain(tokens, index));
        }
        index += 1;
    }
    found.extend(read_standards(tokens.text));
    keep_longest(found)
}

/// The longest number of a row, with its mark: （12）.
const ROW_NUMBER_CHARS_MAX: usize = 5;
/// Lengths of the name of a standard, in characters.
const STANDARD_CHARS: std::ops::RangeInclusive<usize> = 4..=40;

/// Rows with the number of a standard and its name without marks: T/AB 001-2024
/// 水泵能效评价规范.
fn read_standards(text: &str) -> Vec<Mention<String>> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(name) = standard_of_row(line.trim_end()) {
            let start = line_start + name.start;
            found.push(Mention {
                span: start..line_start + name.end,
                value: canonical_name(line.get(name).unwrap_or_default()),
            });
        }
        line_start += line.len();
    }
    found
}

/// Where in the row the name of a standard stands, behind its number.
fn standard_of_row(row: &str) -> Option<Range<usize>> {
    let code = row.find("T/")?;
    let lead = row.get(..code)?;
    if lead.chars().count() > ROW_NUMBER_CHARS_MAX || lead.contains(['，', '。', '《']) {
        return None;
    }
    let rest = row.get(code..)?;
    let coded = |c: char| c.is_ascii_alphanumeric() || "/.-—–― ".contains(c);
    let name = rest.trim_start_matches(coded);
    let number = rest.get(..rest.len() - name.len())?;
    let dated = number.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let end = name
        .find([' ', '；', '，', '。', ';'])
        .unwrap_or(name.len());
    let kept = name.get(..end)?;
    let plain = !kept.contains(['《', '》', '：', '“']);
    let start = row.len() - name.len();
    (dated && plain && STANDARD_CHARS.contains(&kept.chars().count())).then(|| start..start + end)
}

/// Reads `《…》` from its opening mark; the token behind it.
fn read_marked(tokens: &Tokens<'_>, open: usize, found: &mut Vec<Mention<String>>) -> usize {
    let mut depth = 0_usize;
    let start = tokens.get(open).map_or(0, |token| token.start);
    let mut index = open;
    while let Some(token) = tokens.get(index) {
        if token.shape == Shape::NewLine || token.end - start > NAME_BYTES_MAX {
            return open + 1;
        }
        match token.shape {
            Shape::Mark('《') => depth += 1,
            Shape::Mark('》') => depth -= 1,
            _ => {}
        }
        index += 1;
        if depth == 0 {
            break;
        }
    }
    let inner = tokens.span(open + 1..index.saturating_sub(1));
    let name = canonical_name(tokens.slice(inner));
    let issued = is_document(&name) || !is_work(tokens, open, index);
    let long = name.chars().count() >= MARKED_CHARS_MIN
        || name.chars().count() > 1 && lists_standards(tokens, index);
    if issued && depth == 0 && long {
        let span = tokens.span(open..index);
        found.push(Mention { span, value: name });
    }
    index
}

/// 《茶青》《茶饼加工规范》两项团体标准: what the list before token `index` is of.
fn lists_standards(tokens: &Tokens<'_>, index: usize) -> bool {
    let start = tokens
        .get(index)
        .map_or(tokens.text.len(), |token| token.start);
    let mut rest = tokens.text.get(start..).unwrap_or_default();
    for _ in 0..LIST_MAX {
        let next = rest.trim_start_matches(['、', '和', '与', '及']);
        match next
            .strip_prefix('《')
            .and_then(|inner| inner.split_once('》'))
        {
            Some((inner, behind)) if !inner.contains('\n') => rest = behind,
            _ => break,
        }
    }
    let sum: String = rest.chars().take(SUM_CHARS_MAX).collect();
    let clause = sum.split(['，', '。', '；']).next().unwrap_or_default();
    clause.contains('项') && clause.contains("标准")
}

/// The longest list of standards.
const LIST_MAX: usize = 12;
/// The longest words that sum such a list up, in characters: 等三项联盟团体标准.
const SUM_CHARS_MAX: usize = 12;

/// Whether the words around say that the marks name a speech, a paper, a play
/// or a journal.
fn is_work(tokens: &Tokens<'_>, open: usize, end: usize) -> bool {
    let lead = tokens.slice(tokens.span(open.saturating_sub(3)..open));
    let before = WORK_WORDS_BEFORE.iter().any(|word| lead.ends_with(word))
        || (open.saturating_sub(3)..open).any(|at| WORK_WORDS_BEFORE.contains(&tokens.word(at)));
    let start = tokens
        .get(end)
        .map_or(tokens.text.len(), |token| token.start);
    let behind = tokens.text.get(start..).unwrap_or_default();
    before
        || WORK_WORDS_BEHIND
            .iter()
            .any(|word| behind.starts_with(word))
}

/// Words before the marks of what is no document.
const WORK_WORDS_BEFORE: [&str; 24] = [
    "题为",
    "作题为",
    "作了题为",
    "主题为",
    "以",
    "演唱",
    "歌曲",
    "电影",
    "纪录片",
    "专题片",
    "影片",
    "动画",
    "动画片",
    "电视剧",
    "剧集",
    "小说",
    "话剧",
    "手游",
    "玩",
    "游戏",
    "根据",
    "依据",
    "按照",
    "讲授",
];
/// Words behind the marks of what is no document.
const WORK_WORDS_BEHIND: [&str; 16] = [
    "为题",
    "的报告",
    "的主题",
    "的演讲",
    "的主旨",
    "杂志",
    "报",
    "期刊",
    "栏目",
    "节目",
    "手游",
    "一书",
    "一文",
    "主题",
    "记者",
    "编辑部",
];

/// Whether the name ends as documents' names do, but for an edition behind it.
fn is_document(name: &str) -> bool {
    let name = strip_edition(name);
    endings(name).any(|ending| KINDS.marked.contains(ending) || KINDS.plain.contains(ending))
}

/// `白皮书(2024版)` without the bracket, `标准2.0` without the number.
fn strip_edition(name: &str) -> &str {
    let name = match name
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        Some((before, _)) => before,
        None => name,
    };
    name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | 'V' | 'v' | ' '))
}

fn endings(name: &str) -> impl Iterator<Item = &str> {
    name.char_indices()
        .rev()
        .take(KIND_CHARS_MAX)
        .filter_map(|(start, _)| name.get(start..))
}

/// Words that end the name of a document which quotation marks enclose.
const QUOTED_KINDS: [&str; 8] = [
    "倡议",
    "共识",
    "宣言",
    "公约",
    "倡议书",
    "承诺书",
    "白皮书",
    "蓝皮书",
];

/// A name in quotation marks, by the closing one: “甲乙倡议”.
fn read_quoted(tokens: &Tokens<'_>, close: usize) -> Option<Mention<String>> {
    let mark = tokens.word(close).chars().next()?;
    let open = find_open(tokens, close, mark)?;
    let name = canonical_name(tokens.slice(tokens.span(open + 1..close)));
    let named = name.chars().count() >= PLAIN_CHARS_MIN
        && QUOTED_KINDS.iter().any(|kind| name.ends_with(kind));
    named.then(|| Mention {
        span: tokens.span(open + 1..close),
        value: name,
    })
}

/// A name without 《》.
fn read_plain(tokens: &Tokens<'_>, last: usize) -> Option<Mention<String>> {
    let name: Range<usize> = find_name(tokens, last + 1, NameKind::Meeting);
    let span = tokens.span(name.clone());
    let text = canonical_name(tokens.slice(span.clone()));
    let specific = name.len() > 1 && text.chars().count() >= PLAIN_CHARS_MIN;
    specific.then_some(Mention { span, value: text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let tokens = Tokens::cut(text);
        find_documents(&tokens)
            .into_iter()
            .map(|mention| mention.value)
            .collect()
    }

    #[test]
    fn marked_names_of_document_kinds_are_documents() {
        assert_eq!(
            names("通过《江南茶叶联盟章程》，发布《“茶+旅”白皮书（2024版）》"),
            ["江南茶叶联盟章程", "茶+旅白皮书(2024版)"]
        );
        assert!(names("作题为《从一片叶到一条链》的报告，玩《英雄联盟》").is_empty());
        assert!(names("动画电影《茶山守护者》今日定档，小说《茶马古道》").is_empty());
        assert_eq!(names("关于《关于〈茶法〉的通知》"), ["关于〈茶法〉的通知"]);
    }

    #[test]
    fn initiatives_need_no_marks() {
        assert_eq!(names("与会代表发布江南茶叶倡议书。"), ["江南茶叶倡议书"]);
        assert!(names("宣读倡议书，《").is_empty());
    }
}
