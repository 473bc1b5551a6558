//! Meetings of, by or for alliances.

mod allied;
mod founding;
mod headline;
mod holder;
mod name;
mod told;

pub(crate) use self::{
    allied::{is_of_own_alliance, is_told_in_passing, likely_alliances},
    founding::drop_founding_meetings,
    headline::match_headline,
    name::own_part,
};
use self::{
    holder::named_after_holder,
    name::own_name,
    told::{acts, attended_by, convenes, happens_at, is_to_come},
};
use crate::{
    event::{
        cue::Cue,
        draft::{Draft, Subject},
        findings::Findings,
        gap::is_counter,
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::EventType,
};

/// Finds named meetings that were held, in one sentence.
pub(crate) fn match_meetings(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let kind = EventType::MeetingHeld;
    for (index, token) in sentence.tokens.iter().enumerate() {
        let TokenKind::Meeting(meeting) = token.kind else {
            continue;
        };
        let Some(mention) = reading.mentions.meetings.get(meeting) else {
            continue;
        };
        if token.nested {
            continue;
        }
        if is_of_party_body(&mention.value) || is_held_by_party_body(reading, sentence, token) {
            findings.skip(kind, sentence, token, "a meeting of a Party body");
            continue;
        }
        if is_one_of_many(reading, sentence, token) {
            findings.skip(kind, sentence, token, "one of many");
            continue;
        }
        let Some(name) = own_name(&mention.value) else {
            continue;
        };
        let held = find_holding(reading, sentence, index);
        let at_it = happens_at(reading, sentence, token) || acts(reading, sentence, token);
        let attended = attended_by(reading, sentence, index);
        let trigger = held.or(attended).unwrap_or(index);
        let to_come = held.is_none() && is_to_come(reading, sentence, token);
        if to_come || is_of_later_year(reading, &mention.value) {
            findings.skip(kind, sentence, token, "future meeting");
            continue;
        }
        match read_modality(reading, sentence, trigger) {
            Modality::Fact => {}
            Modality::Plan => {
                findings.skip(kind, sentence, token, "future meeting");
                continue;
            }
            _ => {
                findings.skip(kind, sentence, token, "not told as a fact");
                continue;
            }
        }
        let of_holder = named_after_holder(reading, sentence, token, held, &name);
        let mut draft = Draft::new(kind, sentence.index, token.span.clone());
        if let Some((_, entity, span)) = &of_holder {
            draft.add_alliance(*entity, span.clone());
        }
        let name = of_holder.map_or(name, |(named, ..)| named);
        draft.subject = Some(Subject {
            name,
            span: Some(token.span.clone()),
        });
        draft.plainness = match (held, at_it) {
            (Some(_), _) => 0.9,
            (None, true) if !is_place_of_talk(&mention.value) => 0.75,
            (None, _) if attended.is_some() => 0.6,
            (None, _) => 0.4,
        };
        for (at, other) in sentence.tokens.iter().enumerate() {
            let inside = other.span.start >= token.span.start && other.span.end <= token.span.end;
            if let Some(entity) = other.alliance()
                && (inside
                    || organizes(sentence, at, index)
                    || held.is_some_and(|held| convenes(reading, sentence, at, held, index)))
            {
                draft.add_alliance(entity, other.span.clone());
            }
        }
        findings.drafts.push(draft);
    }
}

/// Assemblies that are told by their kind alone: 首次举办会员大会.
const ASSEMBLIES: [&str; 33] = [
    "全体成员大会",
    "全体会员大会",
    "全体成员会议",
    "全体会议",
    "常务理事会会议",
    "常务理事会议",
    "常务理事会",
    "理事会",
    "理事长会议",
    "理事长办公会",
    "理事长办公会议",
    "秘书长会议",
    "秘书长办公会",
    "秘书长办公会议",
    "秘书处工作会议",
    "会长会议",
    "会长办公会",
    "会长办公会议",
    "主席会议",
    "主席办公会",
    "主席办公会议",
    "轮值主席会议",
    "联席会议",
    "工作会议",
    "会员代表大会",
    "会员大会",
    "成员代表大会",
    "成员大会",
    "成员单位大会",
    "理事会会议",
    "理事会议",
    "理事大会",
    "年会",
];
/// What may stand between the verb and such a word.
const ASSEMBLY_LEADS: [&str; 10] = [
    "",
    "周年",
    "了",
    "首次",
    "年度",
    "第一次",
    "首场",
    "首届",
    "本年度",
    "线上",
];

/// X联盟今日首次举办会员大会: the alliance's own assembly, which bears no name but
/// its kind. It is named after the alliance.
pub(crate) fn match_assemblies(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    for (index, verb) in sentence.tokens.iter().enumerate() {
        let holds = verb.is_cue(Cue::Meet)
            && ["举行", "召开", "举办", "举行了", "召开了"]
                .contains(&reading.text(verb.span.clone()));
        if !holds || verb.nested {
            continue;
        }
        let behind = reading.after(sentence, verb.span.end);
        let object = behind.split(['，', '。', '；']).next().unwrap_or_default();
        let Some(kind) = (ASSEMBLIES.iter()).find(|kind| {
            (object.strip_suffix(**kind)).is_some_and(|lead| ASSEMBLY_LEADS.contains(&lead))
        }) else {
            continue;
        };
        let told = (sentence.tokens.iter()).any(|token| {
            matches!(token.kind, TokenKind::Meeting(_))
                && token.clause == verb.clause
                && token.span.start >= verb.span.end
        });
        let holder = (sentence.tokens.iter().take(index).rev())
            .find(|token| token.alliance().is_some() && !token.nested)
            .filter(|token| verb.clause - token.clause <= 1)
            .filter(|_| {
                !reading
                    .text(sentence.clause_start(index)..verb.span.start)
                    .ends_with("联合")
            });
        let Some((holder, entity)) = holder.and_then(|token| Some((token, token.alliance()?)))
        else {
            continue;
        };
        if told || read_modality(reading, sentence, index) != Modality::Fact {
            continue;
        }
        let start = verb.span.end + (object.len() - kind.len());
        // 周年会员大会: which assembly it was, as the law calls it.
        let annual = object.strip_suffix(*kind) == Some("周年");
        let mut draft = Draft::new(EventType::MeetingHeld, sentence.index, verb.span.clone());
        draft.subject = Some(Subject {
            name: if annual {
                format!("周年{kind}")
            } else {
                format!("{}{kind}", reading.alliance_name(entity))
            },
            span: Some(start..start + kind.len()),
        });
        draft.plainness = 0.75;
        draft.add_alliance(entity, holder.span.clone());
        findings.drafts.push(draft);
    }
}

/// 支委会第一次会议: a Party committee's own meeting.
fn is_of_party_body(name: &str) -> bool {
    [
        "支委会",
        "支部委员会",
        "支部党员",
        "党支部",
        "党委会",
        "党委会议",
        "党委第",
        "党员大会",
    ]
    .iter()
    .any(|body| name.contains(body))
        && !name.contains(['暨', '盟'])
}

/// 支部召开第一次委员会议: whether a Party body stands before the verb as the one that meets.
fn is_held_by_party_body(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    meeting: &Token,
) -> bool {
    let before = reading.before(sentence, meeting.span.start);
    let before = before.trim_end_matches(['了', '“']);
    let holder = ["召开", "举行"]
        .iter()
        .find_map(|verb| before.strip_suffix(verb));
    holder.is_some_and(|holder| {
        ["支部", "党总支", "党委", "支委会"]
            .iter()
            .any(|body| holder.ends_with(body))
    })
}

/// 举办甲论坛等活动20余场, 甲论坛、乙大会等系列活动: a kind of which many were held.
fn is_one_of_many(reading: &Reading<'_>, sentence: &SentenceTokens, meeting: &Token) -> bool {
    let behind =
        (reading.after(sentence, meeting.span.end)).trim_start_matches(['”', '"', '》', '」']);
    let counted = behind.strip_prefix('等').and_then(|rest| {
        let object = rest.split(['，', '。', '；']).next()?;
        let times = object.contains(['场', '次']) && object.contains(is_counter);
        Some(
            times
                && ["活动", "会议", "培训", "论坛", "大会"]
                    .iter()
                    .any(|kind| object.contains(kind)),
        )
    });
    counted == Some(true)
}

/// The word that holds the meeting at `index`: behind its name, or before it in
/// its clause.
fn find_holding(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Option<usize> {
    let token = sentence.tokens.get(index)?;
    (sentence.tokens.iter().enumerate())
        .find(|(at, other)| {
            let same = other.clause == token.clause;
            *at > index && other.is_cue(Cue::Meet) && other.clause <= token.clause + 2
                || *at > index && same && is_organized(reading, token, other)
                || *at < index && same && is_held_by(reading, other)
        })
        .map(|(at, _)| at)
}

/// How many years ahead a meeting may be announced.
const YEARS_AHEAD_MAX: i32 = 10;

/// Whether the name's year is later than that of the publication: 2021年年会, as
/// a report of 2020 announces it.
fn is_of_later_year(reading: &Reading<'_>, name: &str) -> bool {
    let year = name.get(..4).and_then(|digits| digits.parse::<i32>().ok());
    let published = (reading.article.published_on.as_ref())
        .and_then(|published| published.to_string().get(..4)?.parse::<i32>().ok());
    let (Some(year), Some(published)) = (year, published) else {
        return false;
    };
    (published + 1..published + YEARS_AHEAD_MAX).contains(&year)
}

/// 论坛由甲主办: who organizes the meeting stands behind its name.
fn is_organized(reading: &Reading<'_>, meeting: &Token, token: &Token) -> bool {
    let gap = reading.gap(meeting, token);
    token.is_cue(Cue::Organize)
        && reading.text(token.span.clone()).ends_with('办')
        && gap
            .trim_start_matches(['”', '"', '》', '」'])
            .starts_with('由')
}

/// Words that hold the meeting behind them: 召开, 合办.
fn is_held_by(reading: &Reading<'_>, token: &Token) -> bool {
    let word = reading.text(token.span.clone());
    token.is_cue(Cue::Meet) || token.is_cue(Cue::Organize) && word.ends_with(['办', '开'])
}

/// Whether the alliance at `at` is told as holding the meeting at `meeting`:
/// 由X主办、乙承办的论坛.
fn organizes(sentence: &SentenceTokens, at: usize, meeting: usize) -> bool {
    let (Some(alliance), Some(token)) = (sentence.tokens.get(at), sentence.tokens.get(meeting))
    else {
        return false;
    };
    let mut behind = (sentence.tokens.iter().skip(at + 1))
        .take_while(|other| other.clause == alliance.clause)
        .filter(|other| !other.nested);
    !alliance.nested
        && at < meeting
        && token.clause - alliance.clause <= 2
        && behind.any(|other| other.is_any_cue(&[Cue::Organize, Cue::CoOrganize]))
}

/// 在联盟官方论坛上: a forum without a number or a year may be a site where one
/// talks.
fn is_place_of_talk(name: &str) -> bool {
    const NUMBERED: [&str; 5] = ["第", "届", "首", "次", "期"];
    let particular = name.contains(|c: char| c.is_ascii_digit())
        || NUMBERED.iter().any(|word| name.contains(word));
    name.ends_with("论坛")
        && !particular
        && !["高峰论坛", "高端论坛", "高层论坛", "发展论坛", "国际论坛"]
            .iter()
            .any(|end| name.ends_with(end))
}
