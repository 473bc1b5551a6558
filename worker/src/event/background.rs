//! Earlier events and comparisons that an article tells in passing.

use crate::{
    date::{CivilDate, Edtf},
    event::{
        cue::Cue,
        draft::Draft,
        reading::{Reading, Token, TokenKind},
        timing::{last_day, may_hold},
    },
    mention::DateKind,
    record::EventType,
};

/// Days by which an event told as background precedes the article's own.
const BACKGROUND_DAYS_MIN: i64 = 60;

/// Marks drafts that their own words tell as earlier: 曾, 此前, 成立于.
pub(crate) fn mark_told_as_earlier(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let Some(sentence) = reading.sentences.get(draft.first_sentence()) else {
            continue;
        };
        let clause = (sentence.tokens.iter())
            .rfind(|token| token.span.start <= draft.trigger.start)
            .map_or(0, |token| token.clause);
        let dated =
            (sentence.clause(clause)).any(|(_, token)| matches!(token.kind, TokenKind::Date(_)));
        // A date of its own ends what the clause before looked back on.
        let earlier = |token: &Token| {
            token.is_cue(Cue::Earlier)
                && token.span.start < draft.trigger.start
                && (token.clause == clause
                    || token.clause + 1 == clause && !dated
                    || opens_sentence(reading, sentence.span.start, token) && !dated)
        };
        let text = reading.text(sentence.span.clone());
        let compared = text.trim_start().starts_with("无独有偶");
        draft.background |= sentence.tokens.iter().any(earlier)
            || compared
            || looks_back(reading.text(last_day_before(reading, draft)..draft.trigger.start))
            || reaches_to_now(reading.after(sentence, draft.trigger.end))
            || is_cited(reading, draft)
            || is_bracketed(reading, draft);
    }
}

/// 此前，在甲大会期间，联盟与乙签约: the word stands before the whole sentence.
fn opens_sentence(reading: &Reading<'_>, start: usize, token: &Token) -> bool {
    let before = reading.text(start..token.span.start.max(start));
    let behind = reading.text(token.span.end..reading.article.text.len());
    before.trim().is_empty() && behind.starts_with('，')
}

/// Where the last day named before the draft's word in its sentence ends, else
/// where the sentence begins.
fn last_day_before(reading: &Reading<'_>, draft: &Draft) -> usize {
    let Some(sentence) = reading.sentences.get(draft.first_sentence()) else {
        return draft.trigger.start;
    };
    let is_day = |token: &&Token| {
        let TokenKind::Date(index) = token.kind else {
            return false;
        };
        (reading.mentions.dates.get(index)).is_some_and(|date| date.value.kind <= DateKind::Days)
    };
    (sentence.tokens.iter())
        .filter(|token| token.span.end <= draft.trigger.start)
        .rfind(is_day)
        .map_or(sentence.span.start, |token| token.span.end)
}

/// 两年前, 三个月前: so long before the report.
pub(crate) fn looks_back(text: &str) -> bool {
    ["年前", "个月前"].iter().any(|unit| {
        text.match_indices(unit).any(|(at, _)| {
            let count =
                |last: char| last.is_ascii_digit() || "一二两三四五六七八九十几".contains(last);
            let goes_on = text.get(at + unit.len()..).unwrap_or_default();
            text.get(..at).is_some_and(|before| before.ends_with(count))
                && !goes_on.starts_with(['往', '后', '夕', '来', '景'])
        })
    })
}

/// 成立，迄今已有…: told for what came of it since.
fn reaches_to_now(behind: &str) -> bool {
    let next = behind.split_once('，').map_or("", |(_, next)| next);
    let close = behind
        .find('。')
        .is_none_or(|stop| stop + next.len() >= behind.len());
    close && ["迄今", "至今"].iter().any(|word| next.starts_with(word))
}

/// 甲联盟(2019年5月成立)6月18日召开年会: what a bracket says of the alliance.
fn is_bracketed(reading: &Reading<'_>, draft: &Draft) -> bool {
    let Some(sentence) = (reading.sentences.get(draft.first_sentence()))
        .filter(|_| draft.kind == EventType::AllianceFounded)
    else {
        return false;
    };
    let before = reading.before(sentence, draft.trigger.start);
    let closes = (reading.after(sentence, draft.trigger.end)).trim_start_matches("于");
    let inside = (before.rsplit_once(['(', '（']))
        .is_some_and(|(_, inside)| !inside.contains([')', '）', '，']));
    let named = (draft.alliances.iter()).all(|(_, span)| span.end <= draft.trigger.start);
    let dated = |text: &str| text.contains('年');
    let bracket = closes.split([')', '）']).next().unwrap_or_default();
    inside
        && named
        && bracket.len() < closes.len()
        && (dated(bracket) || before.rsplit(['(', '（']).next().is_some_and(dated))
}

/// 根据联盟某年发布的《》: a document that the sentence only refers to.
fn is_cited(reading: &Reading<'_>, draft: &Draft) -> bool {
    let Some(sentence) = (reading.sentences.get(draft.first_sentence()))
        .filter(|_| draft.kind == EventType::DocumentIssued)
    else {
        return false;
    };
    let before = reading.before(sentence, draft.trigger.start);
    let clause = before.rsplit(['，', '；']).next().unwrap_or_default();
    let refers = ["根据", "依据", "按照", "依照", "遵照"]
        .iter()
        .any(|word| clause.trim_start().starts_with(word));
    refers && reading.after(sentence, draft.trigger.end).starts_with('的')
}

/// Marks drafts that happened long before the article's newest event.
pub(crate) fn mark_long_ago(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let published = reading
        .article
        .published_on
        .and_then(super::super::date::Edtf::bounds)
        .map(|(_, last)| last);
    // A page may have been posted, or copied, long after the report was filed.
    let published = match (dateline_day(reading), published) {
        (Some(filed), Some(published)) => Some(filed.min(published)),
        (filed, published) => filed.or(published),
    };
    let newest = drafts
        .iter()
        .filter(|draft| !draft.background && draft.kind != EventType::AlliancePlanned)
        .filter(|draft| (draft.date.as_ref()).is_some_and(|when| when.kind <= DateKind::Month))
        .filter_map(last_day)
        .filter(|day| published.is_none_or(|published| *day <= published))
        .max();
    if !reading.chronicle {
        mark_earlier_months(reading, drafts);
    }
    let notice = drafts.iter().any(Draft::is_notice);
    // 甲联盟成立公告: what the notice is there to tell, however long it took.
    let announced = (drafts.iter())
        .filter(|draft| draft.is_notice())
        .filter_map(|draft| draft.subject.as_ref())
        .any(|subject| {
            ["成立公告", "登记公告"]
                .iter()
                .any(|kind| subject.name.contains(kind))
        });
    // Whatever happened on the day that the report opens with is of it, too.
    let opening = (drafts.iter())
        .filter(|draft| draft.first_sentence() <= 1 && !draft.background)
        .filter(|draft| {
            (draft.date.as_ref()).is_some_and(|when| reading.text(when.span.clone()).contains('年'))
        })
        .filter_map(last_day)
        .find(|day| newest == Some(*day));
    let undated = (drafts.iter())
        .filter(|draft| !draft.background && draft.date.is_none() && !draft.is_plan())
        .map(|draft| draft.trigger.start)
        .min();
    if reading.chronicle {
        return;
    }
    for draft in drafts {
        // What a public notice lists of some months it decides all together.
        if announced || notice && draft.kind == EventType::AllianceDissolved {
            continue;
        }
        let Some(day) = last_day(draft) else {
            continue;
        };
        let before = |other: Option<CivilDate>, days: i64| {
            other.is_some_and(|other| other.to_epoch_day() - day.to_epoch_day() > days)
        };
        // A report that opens with its event and says the year is of it, however
        // late it was posted.
        let said = (draft.date.as_ref())
            .is_some_and(|when| reading.text(when.span.clone()).contains('年'));
        // …获悉，联盟日前吸收了甲。联盟于2017年组建: the news has no day of its own.
        let led = undated.is_some_and(|start| start < draft.trigger.start);
        let opens = draft.first_sentence() <= 1 && newest == Some(day) && said && !led
            || opening == Some(day);
        draft.background |= before(newest, BACKGROUND_DAYS_MIN)
            || before(published, 2 * BACKGROUND_DAYS_MIN) && !opens;
    }
}

/// 3月21日，…。2021年1月，…: a report that has told its day looks back where it
/// names the year and another month alone.
fn mark_earlier_months(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let days: Vec<(usize, Edtf)> = (drafts.iter())
        .filter(|draft| !draft.background)
        .filter_map(|draft| {
            let when = draft.date.as_ref().filter(|when| when.is_exact())?;
            Some((draft.first_sentence(), when.date))
        })
        .collect();
    for draft in drafts {
        let Some(when) = (draft.date.as_ref()).filter(|when| when.kind == DateKind::Month) else {
            continue;
        };
        let said = reading.text(when.span.clone()).contains('年');
        let told = |(sentence, day): &(usize, Edtf)| {
            *sentence < draft.first_sentence()
                && reading.item_of(*sentence) == reading.item_of(draft.first_sentence())
                && !may_hold(when.date, *day)
        };
        draft.background |=
            said && draft.kind != EventType::AlliancePlanned && days.iter().any(told);
    }
}

/// The day of the dateline that the report opens with: 6月5日电.
fn dateline_day(reading: &Reading<'_>) -> Option<CivilDate> {
    let opening = reading.sentences.iter().take(DATELINE_SENTENCES_MAX);
    opening
        .flat_map(|sentence| sentence.tokens.iter().map(move |token| (sentence, token)))
        .find_map(|(sentence, token)| {
            let TokenKind::Date(index) = token.kind else {
                return None;
            };
            let behind = reading.after(sentence, token.span.end).trim_start();
            let filed = ["电", "讯", "消息", "专电"]
                .iter()
                .any(|word| behind.starts_with(word));
            let date = reading.mentions.dates.get(index)?.value.date;
            filed.then_some(date.bounds()?.1)
        })
}

/// Within how many sentences a dateline stands.
const DATELINE_SENTENCES_MAX: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_looks_back() {
        for text in ["两年前，经批复，", "早在3年前就", "五个月前"] {
            assert!(looks_back(text), "{text}");
        }
        for text in ["前往", "2024年前后", "今年前三季度", "两年前来"] {
            assert!(!looks_back(text), "{text}");
        }
    }

    #[test]
    fn what_reaches_to_now_was_before() {
        assert!(reaches_to_now("，迄今已有百家成员。"));
        assert!(!reaches_to_now("。会上，至今已有"));
        assert!(!reaches_to_now("，目前已有百家成员。"));
    }
}
