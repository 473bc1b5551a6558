//! Documents: 《…》 of the kinds that are issued or adopted, and initiatives,
//! declarations and white papers that stand without marks.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use super::{
    Mention,
    boundary::{NameKind, find_name},
    lexicon::{Classes, table_rows},
    name::{canonical_name, keep_longest},
    token::{Shape, Tokens},
};

/// The longest name within marks, in bytes.
const NAME_BYTES_MAX: usize = 360;
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
        if token.is(Classes::DOCUMENT) {
            found.extend(read_plain(tokens, index));
        }
        index += 1;
    }
    keep_longest(found)
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
    if is_document(&name) && depth == 0 {
        let span = tokens.span(open..index);
        found.push(Mention { span, value: name });
    }
    index
}

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

/// A name without 《》, or in quotation marks.
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
        assert_eq!(names("关于《关于〈茶法〉的通知》"), ["关于〈茶法〉的通知"]);
    }

    #[test]
    fn initiatives_need_no_marks() {
        assert_eq!(names("与会代表发布江南茶叶倡议书。"), ["江南茶叶倡议书"]);
        assert!(names("宣读倡议书，《").is_empty());
    }
}
