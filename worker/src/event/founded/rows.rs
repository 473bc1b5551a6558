//! Alliances in lines and rows below the words that announce or count them: 名单如下：,
//! 新增4家创新联合体, and a table.

use super::batch::{clause_range, is_of_many, names_an_alliance_kind};
use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        findings::Findings,
        listing::alliances_of_lines,
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token},
        table::is_bar,
    },
    record::EventType,
};

/// 为4家联合体授牌： and a line for each, or the numbered lines of an annex:
/// whether there was any.
pub(super) fn push_listed_lines(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &mut Findings,
) -> bool {
    let text = reading.text(sentence.span.clone()).trim_end();
    let modality = read_modality(reading, sentence, index);
    let told = matches!(modality, Modality::Fact | Modality::Plan);
    let opened = text.ends_with(['：', ':']);
    let annexed = [
        "名单如下",
        "名单附后",
        "名单见",
        "附名单",
        "名单公布",
        "名单予以",
        "名单的",
        "名单（见附",
        "名单(见附",
        "名单（附",
        "名单(附",
    ]
    .iter()
    .any(|word| text.contains(word))
        || text.ends_with("名单。")
        || ["下列", "以下", "如下"]
            .iter()
            .any(|word| text.contains(word));
    if !told || !(opened || annexed) || !names_an_alliance_kind(reading, sentence, index) {
        return false;
    }
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let planned = modality == Modality::Plan || trigger.is_any_cue(&[Cue::Prepare, Cue::Recruit]);
    let lines: Vec<_> = if opened {
        lines_behind(reading, sentence.index).collect()
    } else {
        alliances_of_lines(reading, sentence.index).collect()
    };
    push_each(sentence, trigger, &lines, planned, findings)
}

/// 新增4家创新联合体, and a table of them: whether there was any.
pub(super) fn push_rows(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &mut Findings,
) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let modality = read_modality(reading, sentence, index);
    let planned = modality == Modality::Plan || trigger.is_any_cue(&[Cue::Prepare, Cue::Recruit]);
    if !matches!(modality, Modality::Fact | Modality::Plan) {
        return false;
    }
    let words = reading.text(clause_range(sentence, index));
    let rows = rows_of_batch(reading, sentence, words);
    push_each(sentence, trigger, &rows, planned, findings)
}

/// Drafts the founding, or the plan of one, of each alliance; whether there was any.
fn push_each(
    sentence: &SentenceTokens,
    trigger: &Token,
    lines: &[&Token],
    planned: bool,
    findings: &mut Findings,
) -> bool {
    let told = findings.drafts.len();
    for token in lines {
        let Some(entity) = token.alliance() else {
            continue;
        };
        let kind = if planned {
            EventType::AlliancePlanned
        } else {
            EventType::AllianceFounded
        };
        let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
        draft.add_alliance(entity, token.span.clone());
        draft.plainness = 0.85;
        findings.drafts.push(draft);
    }
    findings.drafts.len() > told
}

/// The alliances that the lines right behind the sentence begin with; the head
/// of a table may come first.
fn lines_behind<'r>(reading: &'r Reading<'_>, index: usize) -> impl Iterator<Item = &'r Token> {
    let first_of = |line: &'r SentenceTokens| {
        (line.tokens.iter()).find(|token| {
            let before = reading.before(line, token.span.start).trim();
            token.alliance().is_some() && !token.nested && before.chars().count() <= 3
        })
    };
    let lines = reading.sentences.get(index + 1..).unwrap_or_default();
    let heads = lines
        .iter()
        .take(1)
        .filter(|line| first_of(line).is_none())
        .count();
    lines.iter().skip(heads).map_while(first_of)
}

/// The fewest rows that are a list.
const ROWS_MIN: usize = 2;
/// The most lines above the rows: what the table is of, and its head.
const HEADS_MAX: usize = 2;
/// The most rows that are read.
const ROWS_MAX: usize = 120;
/// The longest line above the rows, in characters.
const HEAD_CHARS_MAX: usize = 40;

/// The alliances that the rows right behind the sentence begin with, where its words
/// count several; a line that names what the table is of and its head may come first.
fn rows_of_batch<'r>(
    reading: &'r Reading<'_>,
    sentence: &SentenceTokens,
    words: &str,
) -> Vec<&'r Token> {
    if !is_of_many(words) {
        return Vec::new();
    }
    let lines = (reading.sentences)
        .get(sentence.index + 1..)
        .unwrap_or_default();
    let heads = (lines.iter().take(HEADS_MAX))
        .take_while(|line| {
            let text = reading.text(line.span.clone()).trim();
            let short = text.chars().count() <= HEAD_CHARS_MAX && !text.ends_with('。');
            short && named_by_row(reading, line).is_none()
        })
        .count();
    let rows: Vec<&Token> = (lines.iter().skip(heads).take(ROWS_MAX))
        .map_while(|line| named_by_row(reading, line))
        .collect();
    if rows.len() < ROWS_MIN {
        return Vec::new();
    }
    rows
}

/// The alliance that a row begins with, behind its number, and that fills its cell.
fn named_by_row<'r>(reading: &Reading<'_>, row: &'r SentenceTokens) -> Option<&'r Token> {
    let token = (row.tokens.iter()).find(|token| token.alliance().is_some() && !token.nested)?;
    let before = reading.before(row, token.span.start);
    let numbered = before.chars().all(|c| {
        c.is_ascii_digit()
            || is_bar(c)
            || c.is_whitespace()
            || "一二三四五六七八九十.、()（）．".contains(c)
    });
    let behind = (reading.after(row, token.span.end))
        .trim_start_matches(['”', '」'])
        .trim_start_matches([' ', '　']);
    let fills = behind.trim().is_empty()
        || behind.starts_with(is_bar)
        || behind.starts_with(['：', ':', '；', '、', '(', '（', '，', '—'])
        || reading
            .after(row, token.span.end)
            .starts_with(char::is_whitespace);
    (numbered && fills).then_some(token)
}
