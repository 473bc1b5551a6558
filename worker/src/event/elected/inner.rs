//! Offices of bodies within an alliance, and of its Party bodies, which are none of its
//! own; and terms that go on.

use crate::event::{
    cue::Cue,
    draft::Draft,
    reading::{Reading, SentenceTokens, Token},
};

/// Offices that committees, institutes and groups have, and no alliance.
const OFFICES_OF_BODIES: [&str; 6] = [
    "主任",
    "副主任",
    "执行主任",
    "主任委员",
    "副主任委员",
    "委员",
];
/// What the names of bodies within an alliance end in.
const BODIES: [&str; 8] = [
    "委员会",
    "专委会",
    "研究院",
    "研究中心",
    "工作组",
    "专家组",
    "实验室",
    "工作站",
];

/// 甲联盟教育工作委员会成立，乙任主任: whether all that are elected head a body that the
/// sentence founds or names within the alliance.
pub(super) fn is_of_inner_body(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    draft: &Draft,
) -> bool {
    let offices = || draft.persons.iter().map(|person| person.office.clone());
    let of_bodies = offices().all(|office| {
        office.is_some_and(|office| OFFICES_OF_BODIES.contains(&reading.text(office)))
    });
    let named = (sentence.tokens.iter())
        .filter(|token| token.alliance().is_some() && token.span.end <= draft.trigger.start)
        .any(|token| {
            let behind = reading.after(sentence, token.span.end);
            let name = behind
                .split(['，', '。', '；', '、', '：', '的'])
                .next()
                .unwrap_or_default();
            (BODIES.iter().filter_map(|body| name.find(body)).min())
                .is_some_and(|at| name.get(..at).is_some_and(is_attribute))
        });
    !draft.persons.is_empty() && draft.parties.is_empty() && of_bodies && named
}

/// Whether the words between an alliance and a body of its only say which body.
fn is_attribute(words: &str) -> bool {
    words.chars().count() <= ATTRIBUTE_CHARS_MAX && !words.contains(['在', '由', '与', '和'])
}

/// The longest such words, in characters.
const ATTRIBUTE_CHARS_MAX: usize = 12;

/// 理事长由甲担任，今年是任期第二年: a term that goes on.
pub(super) fn is_under_way(reading: &Reading<'_>, sentence: &SentenceTokens) -> bool {
    let text = reading.text(sentence.span.clone());
    ["任期第", "任期已", "任期过半", "任期将满"]
        .iter()
        .any(|word| (text.split_once(word)).is_some_and(|(_, rest)| !rest.starts_with('一')))
}

/// 甲当选支部书记，乙、丙当选委员: whether the bare office is one of the Party body that the
/// sentence elects.
pub(super) fn is_of_party(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    office: &Token,
) -> bool {
    let bare = ["委员", "副书记"].contains(&reading.text(office.span.clone()));
    bare && (sentence.tokens.iter()).any(|token| {
        token.is_cue(Cue::PartyPost) && !token.nested && token.span.end <= office.span.start
    })
}
