//! New names and ends of alliances.

use crate::{
    event::{
        cue::{Cue, MEMBER_OFFICES},
        draft::Draft,
        findings::Findings,
        focus::is_pronoun,
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token},
    },
    record::EventType,
};

/// Finds renamings in one sentence. The first alliance of the draft is the new
/// name, the second the old one.
pub(crate) fn match_renamings(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    for (index, trigger) in sentence.tokens.iter().enumerate() {
        if !trigger.is_cue(Cue::Rename) {
            continue;
        }
        let names = find_names(reading, sentence, index)
            .or_else(|| names_by_parts(reading, sentence, trigger));
        let (Some((new, old)), kind) = (names, EventType::AllianceRenamed) else {
            continue;
        };
        match read_modality(reading, sentence, index) {
            Modality::Fact => {}
            Modality::Plan => {
                findings.skip(kind, sentence, trigger, "plan");
                continue;
            }
            Modality::Denied | Modality::Supposed => {
                findings.skip(kind, sentence, trigger, "not told as a fact");
                continue;
            }
        }
        let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
        for token in [Some(new), old].into_iter().flatten() {
            if let Some(entity) = token.alliance() {
                draft.add_alliance(entity, token.span.clone());
            }
        }
        findings.drafts.push(draft);
    }
}

/// The new name and, where it is told, the old one.
fn find_names<'s>(
    reading: &Reading<'_>,
    sentence: &'s SentenceTokens,
    index: usize,
) -> Option<(&'s Token, Option<&'s Token>)> {
    let trigger = sentence.tokens.get(index)?;
    let behind = (sentence.tokens.iter().skip(index + 1))
        .take_while(|token| !token.is_cue(Cue::Rename))
        .find(|token| token.alliance().is_some() && !token.nested)
        .filter(|token| !is_pronoun(reading.text(token.span.clone())))
        .filter(|token| !leads_an_office(sentence, token))
        .filter(|token| token.clause == trigger.clause || tells_new_name(reading, trigger, token));
    // The old name may stand within that of its meeting.
    let mut before =
        (sentence.tokens.iter().take(index)).filter(|token| token.alliance().is_some());
    if let Some(named) = behind {
        // 乙联盟 名称变更 原名：甲联盟.
        let former = names_the_former(reading.gap(trigger, named));
        return match before.next_back() {
            Some(new) if former => Some((new, Some(named))),
            other => Some((named, other)),
        };
    }
    // 乙联盟（原甲联盟）更名大会, 乙联盟由甲联盟更名而来.
    let old = before.next_back()?;
    let new = before.next_back()?;
    let gap = reading.gap(new, old).trim_start_matches(['（', '(', '”']);
    // 乙联盟揭牌，这意味着原甲联盟更名升格.
    let former = gap.ends_with("原") && old.clause == trigger.clause || names_the_former(gap);
    (former || gap.starts_with(['原', '由', '系', '是']) || gap.starts_with("前身"))
        .then_some((new, Some(old)))
}

/// 升格为X联盟副理事长单位: the alliance is whose office a body is given.
fn leads_an_office(sentence: &SentenceTokens, alliance: &Token) -> bool {
    (sentence.tokens.iter())
        .any(|token| token.span.start == alliance.span.end && token.is_any_cue(&MEMBER_OFFICES))
}

/// 当时叫“, 原名：: whether the words lead to the name that an alliance had before.
fn names_the_former(gap: &str) -> bool {
    const FORMER: [&str; 22] = [
        "原名",
        "原名称",
        "原名为",
        "原名叫",
        "原称",
        "原叫",
        "曾用名",
        "曾用名为",
        "旧名",
        "旧称",
        "本来叫",
        "原来叫",
        "当时叫",
        "当时名为",
        "当时称",
        "当初叫",
        "当初名为",
        "起初叫",
        "起初名为",
        "最初叫",
        "最初名为",
        "初名",
    ];
    let gap = gap.trim_end_matches(['“', '「', '"', '：', ':', ' ']);
    FORMER.iter().any(|word| gap.ends_with(word))
}

/// 把“宁州”改成“江南”: what changes within the name of an alliance that the text
/// writes both ways.
fn names_by_parts<'r>(
    reading: &'r Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
) -> Option<(&'r Token, Option<&'r Token>)> {
    let before = reading.before(sentence, trigger.span.start);
    let before = PART_WORDS
        .iter()
        .find_map(|word| before.strip_suffix(word))
        .unwrap_or(before);
    let old_part = before
        .strip_suffix(['”', '」'])?
        .rsplit(['“', '「'])
        .next()?;
    let behind = reading.after(sentence, trigger.span.end);
    let new_part = behind
        .strip_prefix(['“', '「'])?
        .split(['”', '」'])
        .next()?;
    let short = |part: &str| (1..=PART_CHARS_MAX).contains(&part.chars().count());
    if !short(old_part) || !short(new_part) {
        return None;
    }
    let first = sentence.index.saturating_sub(PART_SENTENCES_MAX);
    let near = reading.sentences.get(first..=sentence.index)?;
    let mention = |name: &str| {
        (near.iter())
            .flat_map(|sentence| &sentence.tokens)
            .find(|token| token.alliance().is_some() && reading.text(token.span.clone()) == name)
    };
    (near.iter())
        .flat_map(|sentence| &sentence.tokens)
        .filter(|token| token.alliance().is_some())
        .find_map(|new| {
            let name = reading.text(new.span.clone());
            let was = name
                .contains(new_part)
                .then(|| name.replacen(new_part, old_part, 1))?;
            Some((new, Some(mention(&was)?)))
        })
}

/// How far before it the alliance may be named, in sentences.
const PART_SENTENCES_MAX: usize = 12;

/// Words between a part of a name and the verb.
const PART_WORDS: [&str; 4] = ["二字", "两字", "两个字", "字样"];
/// The longest part of a name, in characters.
const PART_CHARS_MAX: usize = 8;

/// 易名，新名称为乙联盟; 升级更名，乙联盟揭牌; 更名议案，今后请叫我们乙联盟: the
/// new name in the clause behind.
fn tells_new_name(reading: &Reading<'_>, trigger: &Token, new: &Token) -> bool {
    let gap = reading.gap(trigger, new).trim_end_matches(['“', '"']);
    let clause = (gap.rsplit(['，', ',', '：', ':']).next()).unwrap_or_default();
    let called = ["名", "叫", "称", "成为", "变成"]
        .iter()
        .any(|word| clause.contains(word));
    new.clause == trigger.clause + 1 && (clause.is_empty() || called)
}
