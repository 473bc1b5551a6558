//! Where an event took place: a place of its sentence, of its scene, or the
//! jurisdiction that the names speak of.

use crate::event::{
    draft::Draft,
    reading::{Reading, SentenceTokens, Token, TokenKind},
};

/// Gives every draft its place.
pub(crate) fn place_drafts(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        draft.place = (reading.sentences.get(draft.first_sentence()))
            .and_then(|sentence| sentence_place(reading, sentence, draft));
    }
    let scenes = scene_places(reading, drafts);
    for draft in drafts
        .iter_mut()
        .filter(|draft| draft.place.is_none() && !draft.background)
    {
        draft.place = scenes
            .get(draft.first_sentence())
            .copied()
            .flatten()
            .or_else(|| name_place(reading, draft));
    }
}

/// The place that stands by the event in its sentence: the finest one behind
/// 在, else one before the words that tell it.
fn sentence_place(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    draft: &Draft,
) -> Option<usize> {
    let trigger_clause = (sentence.tokens.iter())
        .filter(|token| token.span.start <= draft.trigger.start)
        .next_back()
        .map_or(0, |token| token.clause);
    let candidates = || {
        sentence.tokens.iter().filter_map(|token| match token.kind {
            TokenKind::Place(place) => Some((token, place)),
            _ => None,
        })
    };
    let located = candidates()
        .filter(|(token, _)| {
            token.clause <= trigger_clause + 1 && is_located(reading, sentence, token)
        })
        .min_by_key(|(token, _)| (token.clause.abs_diff(trigger_clause), token.nested));
    located.map(|(_, place)| place)
}

/// 在成都, 于成都, 成都举行: the place of something, not of a name.
fn is_located(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let before = reading
        .before(sentence, token.span.start)
        .trim_end_matches(['“', '"', ' ', '（']);
    let behind = reading.after(sentence, token.span.end);
    let prefixed = [
        "在", "于", "赴", "位于", "来到", "走进", "落户", "抵达", "选在",
    ]
    .iter()
    .any(|word| before.ends_with(word));
    let held = [
        "举行", "召开", "举办", "成立", "揭牌", "开幕", "登场", "签署", "签约", "开会", "启动",
        "闭幕",
    ]
    .iter()
    .any(|word| behind.starts_with(word));
    (prefixed && !behind.starts_with("等地")) || held && !token.nested
}

fn scene_places(reading: &Reading<'_>, drafts: &[Draft]) -> Vec<Option<usize>> {
    let sets: Vec<Option<usize>> = reading
        .sentences
        .iter()
        .map(|sentence| {
            let told = drafts
                .iter()
                .filter(|draft| draft.first_sentence() == sentence.index && !draft.background)
                .find_map(|draft| draft.place);
            told.or_else(|| gathering_place(reading, sentence))
        })
        .collect();
    let first = sets.iter().copied().flatten().next();
    let mut current = None;
    sets.iter()
        .map(|place| {
            current = place.or(current);
            current.or(first)
        })
        .collect()
}

fn gathering_place(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<usize> {
    use crate::event::cue::Cue;
    let gathers = (sentence.tokens.iter()).any(|token| token.is_cue(Cue::Meet) && !token.nested);
    let backward =
        (sentence.tokens.iter()).any(|token| token.is_any_cue(&[Cue::Earlier, Cue::Future]));
    if !gathers || backward {
        return dateline_place(reading, sentence);
    }
    sentence.tokens.iter().find_map(|token| match token.kind {
        TokenKind::Place(place) if is_located(reading, sentence, token) => Some(place),
        _ => None,
    })
}

/// 本报合肥10月29日电, 高雄報導: the place of a press dateline.
fn dateline_place(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<usize> {
    let (place, token) = sentence.tokens.iter().find_map(|token| match token.kind {
        TokenKind::Place(place) => Some((place, token)),
        _ => None,
    })?;
    let behind: String = reading
        .after(sentence, token.span.end)
        .chars()
        .take(12)
        .collect();
    let dateline = ["电", "报道", "讯"]
        .iter()
        .any(|word| behind.contains(word));
    let early = reading.before(sentence, token.span.start).chars().count() <= 24;
    (dateline && early && sentence.index <= 4).then_some(place)
}

/// The region that the name of the alliance, or of the first organization of
/// the event, begins with.
fn name_place(reading: &Reading<'_>, draft: &Draft) -> Option<usize> {
    let leads = |span: &std::ops::Range<usize>| {
        reading.mentions.places.iter().position(|place| {
            place.span.start == span.start
                && place.span.end <= span.end
                && place.value.place.city.is_some()
                || place.span.start == span.start
                    && place.span.end <= span.end
                    && is_municipal(&place.value.place.province)
        })
    };
    draft.alliances.iter().find_map(|(_, span)| leads(span))
}

fn is_municipal(province: &str) -> bool {
    [
        "北京市",
        "上海市",
        "天津市",
        "重庆市",
        "香港特别行政区",
        "澳门特别行政区",
    ]
    .contains(&province)
}
