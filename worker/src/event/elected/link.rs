//! What ties names to an office where no verb of election does.

use super::row;
use crate::event::{
    cue::Cue,
    reading::{Reading, SentenceTokens, Token},
};

/// 为, 是, 由 or a colon between the names and the office.
pub(super) fn is_linked(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    names: &[usize],
    office: usize,
) -> bool {
    let (Some(first), Some(last), Some(office)) = (
        names.first().and_then(|at| sentence.tokens.get(*at)),
        names.last().and_then(|at| sentence.tokens.get(*at)),
        sentence.tokens.get(office),
    ) else {
        return false;
    };
    let gap = if last.span.start < office.span.start {
        reading.gap(last, office)
    } else {
        reading.gap(office, first)
    };
    // 甲为首任主席, 乙为联盟首届轮值主席单位.
    let installed = last.span.start < office.span.start
        && gap.starts_with('为')
        && !(reading.before(sentence, first.span.start)).ends_with("分别以")
        && names_a_term(reading, sentence, gap, office);
    // 理事长单位为甲: told as it is, of an alliance whose founding is told.
    let stated = last.span.start > office.span.start && is_stated(reading, sentence, office);
    let secretariat = office.is_cue(Cue::Secretariat)
        && ["设", "挂靠", "落户", "由", "为"]
            .iter()
            .any(|word| gap.contains(word));
    let colon = gap.trim() == "：" || gap.trim() == ":";
    let column = gap.trim().is_empty()
        && row::office_of_row(reading, sentence).is_some_and(|first| first.span == office.span);
    installed || stated || secretariat || colon || column
}

/// Whether a copula joins an office of bodies to those who hold it: 理事长单位为甲.
pub(super) fn is_stated(reading: &Reading<'_>, sentence: &SentenceTokens, office: &Token) -> bool {
    office.is_any_cue(&[Cue::ChairUnit, Cue::ViceChairUnit])
        && ["为", "是", "分别为", "分别是"]
            .iter()
            .any(|copula| reading.after(sentence, office.span.end).starts_with(copula))
}

/// Whether the words before the office, or behind it up to the clause's end,
/// say which of a series of terms it is: 首任, 第二届.
fn names_a_term(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    gap: &str,
    office: &Token,
) -> bool {
    let term = [
        "首任",
        "首届",
        "新任",
        "新一任",
        "新一届",
        "首位",
        "本届",
        "首批",
    ]
    .iter()
    .any(|word| gap.contains(word));
    let numbered = gap.split('届').count() > 1 && gap.contains('第');
    let ends = (reading.after(sentence, office.span.end)).starts_with(['，', '。', '；', '、']);
    ends && (term || numbered)
}
