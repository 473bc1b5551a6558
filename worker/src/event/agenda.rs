//! What a meeting to come is to do: the call is a notice, and nothing of it has
//! happened yet.

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        findings::Findings,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::EventType,
};

/// Words that put a meeting into the future; wider ones like 推动 do not.
const AHEAD: [&str; 16] = [
    "将", "拟", "将于", "拟于", "定于", "计划", "预计", "即将", "择期", "择日", "预定", "订于",
    "准备", "打算", "届时", "待",
];

/// Drops what stands on the agenda of a meeting to come.
pub(crate) fn drop_agendas(reading: &Reading<'_>, findings: &mut Findings) {
    let called = is_call(reading);
    let (ahead, told) = std::mem::take(&mut findings.drafts)
        .into_iter()
        .partition::<Vec<_>, _>(|draft| {
            is_meeting_business(draft)
                && (called
                    || (reading.sentences.get(draft.first_sentence()))
                        .is_some_and(|sentence| is_on_agenda(reading, sentence, draft)))
        });
    findings.drafts = told;
    for draft in ahead {
        findings.skip_draft(&draft, "on the agenda of a meeting to come");
    }
}

/// What meetings do; a notice, and the plan of an alliance, stand.
fn is_meeting_business(draft: &Draft) -> bool {
    matches!(
        draft.kind,
        EventType::MeetingHeld
            | EventType::CharterAdopted
            | EventType::LeadershipElected
            | EventType::AgreementSigned
            | EventType::MemberJoined
    )
}

/// Whether the page calls for a meeting: its title is a notice of one, or its
/// text opens as such notices do.
fn is_call(reading: &Reading<'_>) -> bool {
    let title = (reading.article.title.as_deref().unwrap_or_default())
        .trim()
        .trim_end_matches(['》', '」', '”']);
    let notice = ["通知", "公告", "邀请函", "邀请书", "的函", "通告", "预告"]
        .iter()
        .any(|end| title.ends_with(end));
    let meets = [
        "召开",
        "举办",
        "举行",
        "会议",
        "大会",
        "年会",
        "论坛",
        "理事会",
    ]
    .iter()
    .any(|word| title.contains(word));
    let decides = ["结果", "选举", "决议", "纪要", "名单", "当选"]
        .iter()
        .any(|word| title.contains(word));
    let opens = || {
        let text = reading.article.text.as_str();
        let announced = [
            "事项通知如下",
            "事项预通知如下",
            "事宜通知如下",
            "安排通知如下",
        ]
        .iter()
        .any(|words| text.contains(words));
        let convened = ["定于", "拟于", "决定召开", "将召开", "将于", "拟召开"]
            .iter()
            .any(|words| text.contains(words));
        announced && convened
    };
    notice && meets && !decides || opens()
}

/// 定于10日召开会员大会，审议通过章程: an earlier clause of the sentence puts the
/// meeting into the future, and this one tells no day of its own.
fn is_on_agenda(reading: &Reading<'_>, sentence: &SentenceTokens, draft: &Draft) -> bool {
    let Some(trigger) =
        (sentence.tokens.iter()).rfind(|token| token.span.start <= draft.trigger.start)
    else {
        return false;
    };
    let turns = |token: &&Token| {
        matches!(token.kind, TokenKind::Date(_)) && !token.nested && token.clause == trigger.clause
    };
    if sentence.tokens.iter().any(|token| turns(&token)) {
        return false;
    }
    sentence.tokens.iter().any(|token| {
        token.clause < trigger.clause
            && token.is_cue(Cue::Future)
            && AHEAD.contains(&reading.text(token.span.clone()))
            && opens_a_meeting(sentence, token)
    })
}

/// Whether the word of the future governs the holding of something: 将于10日召开.
fn opens_a_meeting(sentence: &SentenceTokens, future: &Token) -> bool {
    sentence.clause(future.clause).any(|(_, token)| {
        token.span.start >= future.span.end && token.is_any_cue(&[Cue::Meet, Cue::Organize])
    })
}
