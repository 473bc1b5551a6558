//! Foundings told by the name of the meeting that founds or prepares them.

use super::{plan::is_preparing_meeting, push_drafts};
use crate::{
    alliance_head::ends_in_alliance_head,
    event::{
        findings::Findings,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::EventType,
};

/// Whether a meeting's name says that something is founded there.
fn is_founding_meeting(name: &str) -> bool {
    [
        "成立", "揭牌", "启动", "组建", "授牌", "成军", "创立", "创建", "挂牌", "签约", "发起",
        "结盟", "发布",
    ]
    .iter()
    .any(|word| {
        name.split_once(word).is_some_and(|(before, after)| {
            // 联盟发布会 tells something else; 联盟发布仪式 is the alliance's own.
            let ceremony = *word != "发布" || after.starts_with("仪式");
            let ceremony = ceremony
                && ["大会", "仪式", "会议", "暨", "典礼", "会", "揭牌", "活动"]
                    .iter()
                    .any(|ceremony| after.starts_with(ceremony));
            ceremony && {
                let body = before.trim_end_matches(['”', '"', '）', ')', '」', '』', '’']);
                body.ends_with('盟') || ends_in_alliance_head(body)
            }
        })
    }) || is_first_meeting(name)
}

/// Whether the name of a meeting begins with the ceremony of a body named before it.
fn is_headless(name: &str) -> bool {
    [
        "成立大会",
        "成立仪式",
        "成立会",
        "揭牌仪式",
        "启动仪式",
        "授牌仪式",
    ]
    .iter()
    .any(|ceremony| name.starts_with(ceremony))
}

/// Whether the text is but a bracket, and marks that close a name.
fn is_bracket(gap: &str) -> bool {
    let gap = gap.trim_matches(['”', '」', ' ']);
    gap.is_empty()
        || gap.starts_with(['(', '（'])
            && gap.ends_with([')', '）'])
            && gap.matches(['(', '（']).count() == 1
}

/// 甲联盟第一次成员大会暨成立大会: what is founded by the second meeting held
/// the first.
fn is_first_meeting(name: &str) -> bool {
    name.split_once("暨成立").is_some_and(|(before, after)| {
        let ceremony = ["大会", "仪式", "典礼", "会"]
            .iter()
            .any(|ceremony| after.starts_with(ceremony));
        let first = ["第一次", "首次", "首届", "第一届", "发起人", "筹备"]
            .iter()
            .any(|word| before.contains(word));
        ceremony && first
    })
}

pub(super) fn match_founding_meeting(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &mut Findings,
) {
    let Some(meeting) = sentence.tokens.get(index) else {
        return;
    };
    let name = reading.text(meeting.span.clone());
    let prepares = is_preparing_meeting(name)
        || is_founding_meeting(name)
            && !is_first_meeting(name)
            && ["筹备", "筹建", "预备"]
                .iter()
                .any(|word| name.contains(word));
    // 甲联盟(筹)召开第一次筹备会.
    let first = name.trim_start_matches("第一次").trim_start_matches("首次");
    let bare = [
        "筹备会",
        "筹备会议",
        "筹备工作会议",
        "发起人会议",
        "筹备工作会",
    ]
    .contains(&first);
    let behind = reading.after(sentence, meeting.span.end);
    let goes_on_to_prepare = [
        "召开筹备",
        "筹备会",
        "筹备工作",
        "的筹备",
        "举行筹备",
        "进行筹备",
        "召开预备",
    ]
    .iter()
    .any(|word| behind.trim_start_matches(['”', '」']).starts_with(word));
    let prepares = prepares || bare || goes_on_to_prepare && is_founding_meeting(name);
    let headless = is_headless(name);
    if !prepares && !headless && !is_founding_meeting(name)
        || is_within_document(sentence, meeting)
        || gives_a_member_its_sign(reading, sentence, name)
    {
        return;
    }
    let subjects: Vec<usize> = (sentence.tokens.iter().enumerate())
        .filter(|(_, token)| {
            let inside =
                token.span.start >= meeting.span.start && token.span.end <= meeting.span.end;
            let holds = bare
                && token.clause == meeting.clause
                && token.span.end <= meeting.span.start
                && !token.nested;
            // 甲联盟(英文名)成立大会暨论坛: the bracket parts the name from its meeting.
            let heads = headless
                && !token.nested
                && token.span.end <= meeting.span.start
                && is_bracket(reading.text(token.span.end..meeting.span.start));
            token.alliance().is_some() && (inside || holds || heads)
        })
        .map(|(at, _)| at)
        .collect();
    // 甲、乙产业联盟成立大会: the first of the list stands before the meeting's name.
    let mut right = meeting.span.start;
    let listed = (sentence.tokens.iter().enumerate().take(index).rev())
        .filter(|(_, token)| token.alliance().is_some() && !token.nested && !bare)
        .map_while(|(at, token)| {
            let gap = reading.text(token.span.end..right.max(token.span.end));
            right = token.span.start;
            ["、", "和", "与", "及"].contains(&gap).then_some(at)
        });
    let subjects: Vec<usize> = listed.chain(subjects.iter().copied()).collect();
    let told = findings.drafts.len();
    push_drafts(reading, sentence, index, &subjects, 0.95, findings);
    for draft in findings.drafts.iter_mut().skip(told).filter(|_| prepares) {
        // A meeting that prepares the founding one.
        draft.kind = EventType::AlliancePlanned;
    }
}

/// 甲联盟授牌仪式举行，标志着乙正式加入联盟: a ceremony at which a member gets its sign founds
/// nothing.
fn gives_a_member_its_sign(reading: &Reading<'_>, sentence: &SentenceTokens, name: &str) -> bool {
    const JOINING: [&str; 7] = [
        "正式加入",
        "加入联盟",
        "加入该联盟",
        "成为联盟",
        "成为该联盟",
        "单位”牌",
        "单位牌",
    ];
    let text = reading.text(sentence.span.clone());
    name.contains("授牌")
        && !["成立", "揭牌", "组建"]
            .iter()
            .any(|word| text.contains(word))
        && JOINING.iter().any(|word| text.contains(word))
}

/// 《关于推迟召开成立大会的函》 holds no meeting.
fn is_within_document(sentence: &SentenceTokens, meeting: &Token) -> bool {
    (sentence.tokens.iter()).any(|token| {
        matches!(token.kind, TokenKind::Document(_))
            && token.span.start <= meeting.span.start
            && token.span.end >= meeting.span.end
    })
}

/// 联盟为甲公司授牌: what is given to a body that is none of the alliances founds nothing.
pub(super) fn is_for_a_body(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    if !["授牌", "颁牌"].contains(&reading.text(trigger.span.clone())) {
        return false;
    }
    let given = (sentence.tokens.iter().take(index)).rfind(|token| {
        token.clause == trigger.clause && (token.is_party() || token.alliance().is_some())
    });
    given.is_some_and(|body| {
        let led = reading.before(sentence, body.span.start);
        matches!(body.kind, TokenKind::Organization(_))
            && body.span.end == trigger.span.start
            && led
                .trim_end_matches(['“', '「'])
                .ends_with(['为', '向', '给'])
    })
}
