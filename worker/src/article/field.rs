//! Fields of header and sign-off lines: `来源：… 作者：… 发布时间：…`.

mod labels;

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use self::labels::{BARE_LABELS, CREDIT_LABELS, LABELS, NO_LABELS, OTHER_LABELS};
use crate::surname::is_full_name;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Source,
    Author,
    Editor,
    /// When the page was published.
    Date,
    /// When it was changed.
    Updated,
    /// When or where something takes place that the page tells of.
    Event,
    /// Anything else: counts, sizes, other people.
    Other,
}

/// A label and where its value stands in the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) label: Label,
    /// Where the label begins.
    pub(super) start: usize,
    /// Without blanks around.
    pub(super) value: Range<usize>,
}

/// With which characters labels begin and end, ascending: what tells most words from
/// labels at one look.
struct LabelEdges {
    /// Of those that may stand without colon.
    firsts: Vec<char>,
    /// Of those before a colon.
    lasts: Vec<char>,
}

static LABEL_EDGES: LazyLock<LabelEdges> = LazyLock::new(|| {
    let before_colon = (LABELS.iter().map(|(name, _)| *name)).chain(OTHER_LABELS.iter().copied());
    let distinct = |edges: BTreeSet<char>| edges.into_iter().collect();
    LabelEdges {
        firsts: distinct(
            (BARE_LABELS.iter())
                .filter_map(|(name, _)| name.chars().next())
                .collect(),
        ),
        lasts: distinct(
            before_colon
                .filter_map(|name| name.chars().next_back())
                .collect(),
        ),
    }
});

/// Whether a word is a label and no value.
pub(super) fn is_label(word: &str) -> bool {
    LABELS.iter().any(|(label, _)| *label == word)
        || BARE_LABELS.iter().any(|(label, _)| *label == word)
        || OTHER_LABELS.contains(&word)
}

/// Marks that end a value wherever they stand.
const VALUE_ENDS: &[char] = &[
    '|', '│', '┊', '｜', '丨', '【', '】', '[', ']', '〔', '〕', '\t',
];

fn is_colon(character: char) -> bool {
    matches!(character, ':' | '：')
}

fn is_stroke(character: char) -> bool {
    matches!(character, '/' | '／' | '|' | '｜' | '丨')
}

/// 文／甲, 记者｜乙: the stroke is a colon behind a label that stands alone.
fn is_byline_label(before: &str, label: Label, len: usize) -> bool {
    let name = before.get(before.len() - len..).unwrap_or_default();
    let credits = matches!(label, Label::Author | Label::Editor) || CREDIT_LABELS.contains(&name);
    credits
        && (stands_alone(before, name)
            || matches!(name, "文" | "图") && !NO_LABELS.iter().any(|word| before.ends_with(word)))
        || label == Label::Source && stands_alone(before, name)
}

/// `某报记者/甲一一 通讯员/乙二二`: the paper leads the label, a name follows.
fn is_reporter_label(before: &str, behind: &str) -> bool {
    let reporters = ["记者", "通讯员"];
    let end = behind
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(behind.len());
    let run = behind.get(..end).unwrap_or_default();
    let end = reporters
        .iter()
        .filter_map(|role| run.find(role))
        .min()
        .unwrap_or(run.len());
    reporters.iter().any(|role| before.ends_with(role)) && run.get(..end).is_some_and(is_full_name)
}

/// The fields of a line, in order.
pub(super) fn read_fields(line: &str) -> Vec<Field> {
    let mut labels = Vec::new();
    for (at, colon) in line.char_indices() {
        if !is_colon(colon) && !is_stroke(colon) {
            continue;
        }
        // [发表时间]：2021-11-09
        let before = (line.get(..at).unwrap_or_default()).trim_end_matches([' ', ']', '】']);
        let behind = line.get(at + colon.len_utf8()..).unwrap_or_default();
        let found = label_before(before, is_stroke(colon)).filter(|&(label, len)| {
            is_colon(colon)
                || is_byline_label(before, label, len)
                || is_reporter_label(before, behind.trim_start())
        });
        if let Some((label, len)) = found {
            let start = before.len() - len;
            // 文/图 甲一一: one wrote and took the pictures.
            let both = ["图", "摄影", "摄"].iter().find(|word| {
                line.get(start..).is_some_and(|rest| rest.starts_with('文'))
                    && (behind.strip_prefix(**word))
                        .is_some_and(|rest| !rest.trim_start().starts_with([':', '：', '/', '／']))
            });
            let value_start = at + colon.len_utf8() + both.map_or(0, |word| word.len());
            labels.push((label, start, value_start));
        }
    }
    for (start, word) in words(line) {
        if !word.starts_with(|first| LABEL_EDGES.firsts.binary_search(&first).is_ok()) {
            continue;
        }
        let found = BARE_LABELS
            .iter()
            .filter(|(name, _)| line.get(start..).is_some_and(|rest| rest.starts_with(name)))
            .max_by_key(|(name, _)| name.len());
        let signed = |name: &str, label: Label| {
            // 责编甲一一: blanks of a header line may be gone.
            matches!(label, Label::Author | Label::Editor)
                && word.strip_prefix(name).is_some_and(is_full_name)
        };
        if let Some(&(name, label)) = found
            && (word.len() == name.len() || name.contains(' ') || signed(name, label))
            && (!matches!(label, Label::Source | Label::Date) || has_bare_signer(line))
            && labels.iter().all(|&(_, other, _)| other != start)
            && !follows_colon(line, start + name.len())
        {
            labels.push((label, start, start + name.len()));
        }
    }
    labels.sort_by_key(|&(_, start, _)| start);
    let ends = labels
        .iter()
        .skip(1)
        .map(|&(_, start, _)| start)
        .chain([line.len()]);
    let mut fields = Vec::new();
    for (&(label, start, value_start), end) in labels.iter().zip(ends) {
        let value = line.get(value_start..end).unwrap_or_default();
        let cut = value
            .char_indices()
            .find(|&(at, c)| {
                "】]〕".contains(c)
                    || VALUE_ENDS.contains(&c) && !value.get(..at).unwrap_or("").trim().is_empty()
            })
            .map_or(value.len(), |(at, _)| at);
        let value = value.get(..cut).unwrap_or_default();
        let lead = value.len() - value.trim_start().len();
        let range = value_start + lead..value_start + lead + value.trim().len();
        fields.push(Field {
            label,
            start,
            value: range,
        });
    }
    fields
}

/// Whether the line has an author or editor without colon, named: 作者 甲一一. A
/// table's head has the labels alone.
fn has_bare_signer(line: &str) -> bool {
    let mut words = words(line).map(|(_, word)| word).peekable();
    std::iter::from_fn(|| {
        let word = words.next()?;
        let is_signer = (BARE_LABELS.iter())
            .any(|(name, label)| *name == word && matches!(label, Label::Author | Label::Editor));
        Some(is_signer && words.peek().is_some_and(|next| is_full_name(next)))
    })
    .any(|signs| signs)
}

/// The fields of a row of a table, whose label may have a cell of its own:
/// `新闻来源 某报`.
pub(super) fn read_row(line: &str) -> Vec<Field> {
    let fields = read_fields(line);
    let Some((name, value)) = line.split_once(' ').filter(|_| fields.is_empty()) else {
        return fields;
    };
    let of_page = |label| matches!(label, Label::Source | Label::Author | Label::Editor);
    let found = LABELS
        .iter()
        .find(|(label, _)| *label == name)
        .filter(|&&(_, label)| of_page(label) || name.chars().count() > ROW_WORD_CHARS_MAX);
    match found {
        Some(&(_, label)) if label != Label::Event => vec![Field {
            label,
            start: 0,
            value: line.len() - value.len()..line.len(),
        }],
        _ => fields,
    }
}

/// Longest label of a table that other tables have as well: 时间, 日期.
const ROW_WORD_CHARS_MAX: usize = 2;

fn follows_colon(line: &str, at: usize) -> bool {
    line.get(at..)
        .is_some_and(|rest| rest.trim_start().starts_with(is_colon))
}

/// The longest label that `before` ends with, and its length.
fn label_before(before: &str, by_stroke: bool) -> Option<(Label, usize)> {
    if !before.ends_with(|last| LABEL_EDGES.lasts.binary_search(&last).is_ok()) {
        return None;
    }
    let named = LABELS
        .iter()
        .filter(|(name, _)| before.ends_with(name))
        .max_by_key(|(name, _)| name.len());
    let other = OTHER_LABELS
        .iter()
        .filter(|name| before.ends_with(**name))
        .max_by_key(|name| name.len());
    match (named, other) {
        (Some(&(name, _)), Some(other)) if other.len() > name.len() => {
            Some((Label::Other, other.len()))
        }
        // A single character is a label only where it stands alone.
        (Some(&(name, label)), _)
            if stands_alone(before, name)
                || if name.len() > 3 {
                    !WORDS_OF_TITLES.contains(&name)
                } else {
                    is_own_label(before, name, by_stroke)
                } =>
        {
            Some((label, name.len()))
        }
        (_, Some(other)) => Some((Label::Other, other.len())),
        _ => None,
    }
}

/// Labels that headlines have before a colon too: there they follow a word.
const WORDS_OF_TITLES: &[&str] = &["发布", "更新", "原创", "编译", "时间"];

/// A label of one character stands alone, or behind the value of another.
fn is_own_label(before: &str, name: &str, by_stroke: bool) -> bool {
    (before.contains([':', '：'])
        || by_stroke && name == "文"
        || by_stroke && name == "图" && before.contains(is_stroke))
        && !NO_LABELS.iter().any(|word| before.ends_with(word))
}

fn stands_alone(before: &str, name: &str) -> bool {
    before
        .strip_suffix(name)
        .and_then(|rest| rest.chars().next_back())
        .is_none_or(|character| !character.is_alphanumeric())
        || ends_with_time(before.strip_suffix(name).unwrap_or(before))
}

/// `08:42`, `14时07分`: a label behind the time of day stands alone.
fn ends_with_time(before: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    // 2024年6月19日 来源: the blank between ideographs is folded away.
    if before
        .strip_suffix('日')
        .is_some_and(|day| day.ends_with(is_digit))
    {
        return true;
    }
    let hour = match before.strip_suffix(['分', '秒']) {
        Some(hour) => hour,
        None if before.contains(':') => before,
        None => return false,
    };
    hour.ends_with(is_digit)
        && hour
            .trim_end_matches(is_digit)
            .ends_with([':', '时', '点', '分'])
}

/// Words parted by blanks and brackets, each with where it begins.
pub(super) fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_break = |c: char| c.is_whitespace() || "()（）[]【】〔〕|│｜".contains(c);
    line.split(is_break)
        .filter(|word| !word.is_empty())
        .filter_map(move |word| {
            // The word is a part of the line: its distance is its place.
            let start = word.as_ptr().addr().checked_sub(line.as_ptr().addr())?;
            Some((start, word))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(line: &str) -> Vec<(Label, &str)> {
        read_fields(line)
            .into_iter()
            .map(|field| (field.label, line.get(field.value).unwrap()))
            .collect()
    }

    #[test]
    fn labels_part_a_header_line() {
        assert_eq!(
            values("发布日期：2023-04-19 08:42 信息来源：某报 浏览次数：13 字体：[ 大 中 小 ]"),
            [
                (Label::Date, "2023-04-19 08:42"),
                (Label::Source, "某报"),
                (Label::Other, "13"),
                (Label::Other, "["),
                (Label::Other, ""),
            ]
        );
        assert_eq!(
            values("时间:2015-04-08来源:科大机电浏览:356分享:"),
            [
                (Label::Date, "2015-04-08"),
                (Label::Source, "科大机电"),
                (Label::Other, "356"),
                (Label::Other, ""),
            ]
        );
        assert_eq!(
            values("2023-03-20 来源：某报 记者 沈某 通讯员 姚某 阅读：2317"),
            [
                (Label::Source, "某报"),
                (Label::Author, "沈某"),
                (Label::Author, "姚某"),
                (Label::Other, "2317"),
            ]
        );
    }

    #[test]
    fn blanks_may_part_labels_from_values_where_one_signs() {
        assert_eq!(
            values("时间 2023-09-25 来源 江畔日报 作者 付一一 责任编辑 齐二二 初审 古月"),
            [
                (Label::Date, "2023-09-25"),
                (Label::Source, "江畔日报"),
                (Label::Author, "付一一"),
                (Label::Editor, "齐二二"),
                (Label::Other, "古月"),
            ]
        );
        assert!(
            values("序号 时间 来源 作者 备注")
                .iter()
                .all(|(label, _)| *label == Label::Author)
        );
    }

    #[test]
    fn the_day_of_a_registration_is_none_of_the_page() {
        assert_eq!(
            values("1. 江畔棉机产教融合共同体，登记日期：2025年10月14日"),
            [(Label::Event, "2025年10月14日")]
        );
    }

    #[test]
    fn a_cell_of_a_table_is_the_label_of_the_next() {
        let fields = read_row("新闻来源 某校秘书室");
        assert_eq!(fields.first().map(|field| field.label), Some(Label::Source));
        assert!(read_row("时间 2024年3月2日").is_empty());
        assert!(read_row("甲公司 某报").is_empty());
    }

    #[test]
    fn strokes_part_the_roles_of_a_row_of_credits() {
        assert_eq!(
            values("文/付青 审核/齐云 制图/古月"),
            [
                (Label::Author, "付青"),
                (Label::Other, "齐云"),
                (Label::Other, "古月"),
            ]
        );
        assert_eq!(values("文/图 付青"), [(Label::Author, "付青")]);
        assert_eq!(
            values("文/宣传处 图/付青"),
            [(Label::Author, "宣传处"), (Label::Author, "付青")]
        );
        assert_eq!(
            values("江畔报记者/付青 通讯员/齐云"),
            [(Label::Author, "付青"), (Label::Author, "齐云")]
        );
        assert_eq!(values("来源｜江畔报"), [(Label::Source, "江畔报")]);
        assert_eq!(values("江畔网记者/综合报导"), []);
        assert_eq!(
            values("航运快讯 2024年9月12日14时07分编译：古一"),
            [(Label::Author, "古一")]
        );
        assert_eq!(
            values("2024年9月12日出版 第B3版 责编令狐一"),
            [(Label::Editor, "令狐一")]
        );
        assert_eq!(
            values("【编辑：】 相关阅读：甲"),
            [(Label::Editor, ""), (Label::Other, "甲")]
        );
    }
}
