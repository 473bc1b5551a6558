//! Elections told without names: 换届, 选举产生第一届理事会, a list that is passed.

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, PersonPart},
        findings::Findings,
        focus::focus_alliance,
        gap::is_counter,
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::{EventType, PersonRole},
};

/// Verbs of taking the lead of what stands right behind them.
const TAKEOVERS: [&str; 7] = ["执掌", "掌舵", "接掌", "挂帅", "出掌", "领航", "掌印"];

/// 甲公司董事长张三执掌X联盟: who takes the lead of an alliance, without an office.
fn read_takeover(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<Draft> {
    let (index, trigger) = (sentence.tokens.iter().enumerate()).find(|(_, token)| {
        token.is_cue(Cue::Elect) && TAKEOVERS.contains(&reading.text(token.span.clone()))
    })?;
    let led = (sentence.tokens.iter().skip(index + 1))
        .find(|token| token.alliance().is_some() && !token.nested)
        .filter(|token| {
            reading
                .gap(trigger, token)
                .trim_matches(['“', '「', '了'])
                .is_empty()
        })?;
    let leader = (sentence.clause(trigger.clause))
        .filter(|(at, _)| *at < index)
        .filter_map(|(_, token)| match token.kind {
            TokenKind::Person(person) => Some(person),
            _ => None,
        })
        .last()?;
    if read_modality(reading, sentence, index) != Modality::Fact {
        return None;
    }
    let mut draft = Draft::new(
        EventType::LeadershipElected,
        sentence.index,
        trigger.span.clone(),
    );
    draft.add_alliance(led.alliance()?, led.span.clone());
    draft.add_person(PersonPart {
        person: leader,
        role: PersonRole::Elected,
        office: None,
        sentence: sentence.index,
    });
    draft.plainness = 0.75;
    Some(draft)
}

/// 换届 told of an alliance without names, and a lead that is taken without an office.
pub(super) fn match_turnover(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let kind = EventType::LeadershipElected;
    if let Some(draft) = read_takeover(reading, sentence) {
        findings.drafts.push(draft);
        return;
    }
    let Some((index, trigger)) = (sentence.tokens.iter().enumerate()).find(|(_, token)| {
        let never = (reading.before(sentence, token.span.start)).ends_with(['不', '未', '没']);
        token.is_cue(Cue::Reelect) && !never
            || is_list_passed(reading, sentence, token)
            || token.is_cue(Cue::Elect) && reading.text(token.span.clone()) == "选举产生"
            || adds_holders(reading, sentence, token)
    }) else {
        return;
    };
    let named = (sentence.clause(trigger.clause)).find_map(|(_, token)| {
        // 甲联盟理事会改选: its own council.
        let of_council = ["理事会", "理监事", "会员大会", "会员代表大会"]
            .iter()
            .any(|own| reading.after(sentence, token.span.end).starts_with(own));
        Some((
            token.alliance().filter(|_| !token.nested || of_council)?,
            token.span.clone(),
        ))
    });
    let body = reading.after(sentence, trigger.span.end);
    // 选举产生联盟党委第一届委员会 is of the Party.
    let party = ["党委", "党总支", "党支部", "党组织"]
        .iter()
        .any(|word| body.chars().take(24).collect::<String>().contains(word));
    if party && reading.text(trigger.span.clone()) == "选举产生" {
        return;
    }
    let council = ["理事会", "理监事", "领导班子", "班子", "主席团"]
        .iter()
        .any(|word| body.chars().take(24).collect::<String>().contains(word));
    let council = council || is_list_passed(reading, sentence, trigger);
    let subject = named.or_else(|| {
        council
            .then(|| focus_alliance(reading, sentence, trigger.clause, findings))
            .flatten()
    });
    let Some((entity, span)) = subject else {
        return;
    };
    if read_modality(reading, sentence, index) != Modality::Fact {
        findings.skip(kind, sentence, trigger, "not told as a fact");
        return;
    }
    let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
    draft.add_alliance(entity, span);
    draft.plainness = 0.75;
    findings.drafts.push(draft);
}

/// 增补4家副理事长单位, 推选出三位副会长: an office with a number of holders and no names.
fn adds_holders(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    const MEASURES: [char; 6] = ['家', '名', '位', '个', '人', '所'];
    if !token.is_any_cue(&[Cue::Elect, Cue::Admit]) || token.nested {
        return false;
    }
    let behind = (reading.after(sentence, token.span.end))
        .trim_start_matches(['了', '出', '为', '新'])
        .split(['，', '。', '；', '：'])
        .next()
        .unwrap_or_default();
    let counted = behind.trim_start_matches(is_counter);
    let office = (counted.strip_prefix(MEASURES)).unwrap_or(counted);
    let of_office = [
        "理事长",
        "副理事长",
        "会长",
        "副会长",
        "副主席",
        "常务理事",
        "轮值主席",
    ]
    .iter()
    .any(|word| office.starts_with(word));
    counted.len() < behind.len() && of_office
}

/// 会议通过了理事长单位、秘书长名单.
fn is_list_passed(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let read_out = ["宣读", "宣布", "公布"].contains(&reading.text(token.span.clone()));
    if !token.is_cue(Cue::Pass) && !read_out {
        return false;
    }
    let behind = reading.after(sentence, token.span.end);
    let end = behind.find(['，', '。', '；']).unwrap_or(behind.len());
    let object = behind.get(..end).unwrap_or_default();
    object.contains("名单")
        && ["理事", "会长", "秘书长", "主席"]
            .iter()
            .any(|word| object.contains(word))
}
