//! Members that a founding names.

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        host::Hosts,
        listing::{is_employer, members_in_lines},
        reading::{Reading, SentenceTokens, Token, TokenKind},
        role::organization::{give, own_drafts},
    },
    record::{EventType, OrganizationRole},
    word_list::WordList,
};

/// 首批成员包括甲、乙; 甲、乙成为首批会员.
pub(super) fn assign_members(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
    hosts: &Hosts,
) {
    let mut parties = members_behind(reading, sentence, index);
    if parties.is_empty() {
        parties = members_before(reading, sentence, index);
    }
    let entity = (sentence.tokens.iter().take(index).rev())
        .find_map(|token| token.alliance().filter(|_| !token.nested));
    let targets = match entity {
        Some(entity) => own_drafts(drafts, entity, sentence.index),
        None => hosts.foundings.clone(),
    };
    let role = OrganizationRole::Member;
    give(reading, sentence, &parties, role, drafts, &targets);
    // 首批成员单位名单： and a line for each.
    if parties.is_empty() {
        for party in members_in_lines(reading, sentence) {
            for at in &targets {
                if let Some(draft) = drafts.get_mut(*at) {
                    draft.add_party(party.clone());
                }
            }
        }
    }
}

/// 联盟由甲、乙、丙四所院校组成: who stands in the frame is a member; of a
/// council or a group within the alliance it is not told.
pub(super) fn assign_components(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    drafts: &mut [Draft],
    hosts: &Hosts,
) {
    let text = reading.text(sentence.span.clone());
    for (at, _) in text.match_indices("组成") {
        let before = text.get(..at).unwrap_or_default();
        let clause_start = before
            .rfind(['，', '。', '；'])
            .map_or(0, |mark| mark + '，'.len_utf8());
        let clause = before.get(clause_start..).unwrap_or_default();
        let led = before
            .get(..clause_start)
            .is_some_and(|earlier| earlier.contains('由'));
        let joining = ["联同", "联合", "会同", "携手"]
            .iter()
            .any(|word| led && clause.starts_with(word));
        let subject = match clause.split_once('由') {
            Some((subject, _)) => subject,
            None if joining => "",
            None => continue,
        };
        // 由甲、乙组成的大洋联盟: of another alliance.
        let behind = text.get(at + "组成".len()..).unwrap_or_default();
        let of_another = behind.starts_with('的')
            && (sentence.tokens.iter())
                .filter(|token| token.alliance().is_some() && !token.nested)
                .all(|token| {
                    let from = sentence.span.start + at;
                    token.span.start < from
                        || reading.text(from..token.span.start).chars().count() > ASIDE_CHARS_MAX
                });
        if of_another {
            continue;
        }
        let inner = ["理事会", "委员会", "组", "团", "班子"]
            .iter()
            .any(|body| subject.ends_with(body));
        let from = sentence.span.start + clause_start + subject.len();
        let until = sentence.span.start + at;
        let parties: Vec<usize> = (sentence.tokens.iter().enumerate())
            .filter(|(_, token)| token.span.start >= from && token.span.end <= until)
            .filter(|(_, token)| is_unit(reading, sentence, token))
            .map(|(index, _)| index)
            .collect();
        if inner || parties.len() < 2 {
            continue;
        }
        let entity = (sentence.tokens.iter())
            .filter(|token| !token.nested && token.alliance().is_some())
            .min_by_key(|token| token.span.start.abs_diff(from))
            .and_then(Token::alliance);
        let targets = match entity {
            Some(entity) => own_drafts(drafts, entity, sentence.index),
            None => hosts.foundings.clone(),
        };
        give(
            reading,
            sentence,
            &parties,
            OrganizationRole::Member,
            drafts,
            &targets,
        );
    }
}

/// Verbs by which an alliance has members.
const COMPRISES: [&str; 20] = [
    "邀来",
    "的有",
    "的包括",
    "的企业有",
    "邀集",
    "集结",
    "汇聚",
    "汇集",
    "串联",
    "召集了",
    "邀集了",
    "囊括",
    "网罗",
    "汇聚了",
    "汇集了",
    "集结了",
    "集合了",
    "吸引了",
    "包括",
    "涵盖",
];
/// The longest text between an alliance and such a verb: 联盟目前则.
const COMPRISING_GAP_MAX: usize = 4;

/// X联盟囊括了甲、乙等企业: what the alliance is told to consist of.
pub(super) fn assign_comprised(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    drafts: &mut [Draft],
) {
    let alliances: Vec<(usize, usize)> = (sentence.tokens.iter().enumerate())
        .filter(|(_, token)| !token.nested)
        .filter_map(|(at, token)| Some((at, token.alliance()?)))
        .collect();
    for (at, entity) in alliances {
        let Some(token) = sentence.tokens.get(at) else {
            continue;
        };
        let behind = (reading.after(sentence, token.span.end)).trim_start_matches(['”', '」']);
        let starts = behind.char_indices().map(|(start, _)| start);
        let comprises = (starts.take(COMPRISING_GAP_MAX + 2))
            .filter(|gap| {
                let rest = behind.get(*gap..).unwrap_or_default();
                const { WordList::of(&COMPRISES) }.beginning(rest).is_some()
            })
            .any(|gap| {
                let gap = behind.get(..gap).unwrap_or_default();
                let gap = gap.strip_prefix('，').unwrap_or(gap);
                gap.chars().count() <= COMPRISING_GAP_MAX && !gap.contains(['，', '、', '的', '等'])
            });
        if !comprises {
            continue;
        }
        let next = usize::from(behind.starts_with('，'));
        // 联盟邀来15家大厂支持，包括甲、乙.
        let listed = (sentence.clause(token.clause + next + 1).next()).is_some_and(|(at, _)| {
            (reading.after(sentence, sentence.clause_start(at)))
                .trim_start()
                .starts_with("包括")
        });
        let last = token.clause + next + usize::from(listed);
        let parties: Vec<usize> = (token.clause + next..=last)
            .flat_map(|clause| sentence.clause(clause))
            .filter(|(other, unit)| *other > at && is_unit(reading, sentence, unit))
            .map(|(other, _)| other)
            .collect();
        let targets = own_drafts(drafts, entity, sentence.index);
        let came = ["到场", "到会", "出席", "与会"]
            .iter()
            .any(|word| listed && behind.contains(word));
        let role = if came {
            OrganizationRole::Attendee
        } else {
            OrganizationRole::Member
        };
        give(reading, sentence, &parties, role, drafts, &targets);
    }
}

/// Whether the token names an organization for itself, not a person's employer.
pub(super) fn is_unit(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    // 全国政协副主席、中国工程院院士张三: the honour is no employer's.
    let honours = || {
        let behind = reading.after(sentence, token.span.end);
        behind.starts_with("院士")
    };
    matches!(token.kind, TokenKind::Organization(_))
        && !token.nested
        && !honours()
        && !is_employer(reading, sentence, token)
}

/// 首批成员包括甲、乙, 除甲、乙外，还有丙.
fn members_behind(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    // 成员(排名不分先后)：.
    let behind = without_bracket(reading.after(sentence, trigger.span.end));
    let opens = [
        "还有",
        "另有",
        "还包括",
        "分别为",
        "依次为",
        "名单：",
        "名单如下：",
        "包括",
        "单位包括",
        "含",
        "包含",
        "分别是",
        "有",
        "为",
        "除",
        "：",
        "涵盖",
        "单位有",
        "单位为",
        "单位包括",
        "是",
        "既有",
    ]
    .iter()
    .any(|word| behind.starts_with(word));
    if !opens {
        return Vec::new();
    }
    // 成员包括甲、乙，以及丙.
    let next_goes_on = ["，以及", "，还有", "，还包括", "，另有"]
        .iter()
        .any(|joint| behind.contains(joint));
    // 成员单位有：甲、乙；丙、丁: over marks, as far as nothing else is told.
    let founders = reading.text(trigger.span.clone()).contains("发起");
    let colon = (behind.find(['：', ':'])).is_some_and(|at| at <= OPENER_BYTES_MAX) && !founders;
    let last = (trigger.clause + 1..sentence.clauses().end)
        .take(LISTED_CLAUSES_MAX)
        .take_while(|clause| colon && lists_units(sentence, *clause))
        .last()
        .unwrap_or(trigger.clause);
    let goes_on = |token: &Token| {
        token.clause <= last
            || token.clause == trigger.clause + 1
                && (behind.starts_with(['除', '：']) || next_goes_on)
    };
    (sentence.tokens.iter().enumerate().skip(index + 1))
        .take_while(|(_, token)| goes_on(token))
        .filter(|(_, token)| is_unit(reading, sentence, token))
        .map(|(at, _)| at)
        .collect()
}

/// The longest words between members and the colon before their list: 包括：.
const OPENER_BYTES_MAX: usize = 12;

/// The most clauses that a list of members goes on over.
const LISTED_CLAUSES_MAX: usize = 40;

/// Whether the clause names units and tells nothing.
fn lists_units(sentence: &SentenceTokens, clause: usize) -> bool {
    let mut units = 0;
    let plain = (sentence.clause(clause)).all(|(_, token)| match token.kind {
        TokenKind::Organization(_) => {
            units += 1;
            true
        }
        TokenKind::Cue(_) => token.is_cue(Cue::MemberUnit),
        TokenKind::Person(_) | TokenKind::Date(_) | TokenKind::Meeting(_) => token.nested,
        _ => true,
    });
    plain && units > 0
}

/// The text behind a bracket that it begins with.
fn without_bracket(text: &str) -> &str {
    let text = text.trim_start();
    (text.strip_prefix(['(', '（']))
        .and_then(|inner| inner.split_once([')', '）']))
        .filter(|(inner, _)| inner.chars().count() <= ASIDE_CHARS_MAX)
        .map_or(text, |(_, rest)| rest)
}

/// The longest remark between members and their list: 排名不分先后.
const ASIDE_CHARS_MAX: usize = 12;

fn members_before(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let clause = reading.text(sentence.clause_start(index)..trigger.span.start);
    // 以甲为龙头，乙、丙为成员.
    let admitted = ["以", "接纳", "吸纳", "吸收", "增补", "新增", "选", "聘"]
        .iter()
        .any(|word| clause.contains(word));
    let are = clause.ends_with('为') && !admitted;
    // 甲、乙等首批26家成员单位授牌.
    let behind = reading.after(sentence, trigger.span.end);
    let badged = ["首批", "创始", "发起"]
        .iter()
        .any(|word| clause.contains(word))
        && ["授牌", "颁牌", "颁发", "获颁", "揭牌"]
            .iter()
            .any(|word| behind.starts_with(word));
    if !are
        && !badged
        && !["成为", "作为", "为首批"]
            .iter()
            .any(|word| clause.contains(word))
    {
        return Vec::new();
    }
    units_before(reading, sentence, index)
}

/// The bodies of the word's clause that stand before it.
pub(super) fn units_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    (sentence.clause(trigger.clause))
        .filter(|(at, token)| *at < index && is_unit(reading, sentence, token))
        .map(|(at, _)| at)
        .collect()
}

/// Words behind bodies that a founding counts among the members: 甲、乙都在其中.
const COUNTED_IN: [&str; 19] = [
    "在名单里",
    "在名单中",
    "在名单上",
    "在名单之列",
    "在其中",
    "在其列",
    "在列，",
    "在列。",
    "名列其中",
    "位列其中",
    "均在列",
    "接牌",
    "领牌",
    "接受授牌",
    "接过牌匾",
    "上台受牌",
    "成了首批",
    "成首批",
    "获颁牌匾",
];

/// 甲、乙等单位的代表上台接牌.
pub(super) fn assign_counted_in(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    drafts: &mut [Draft],
    hosts: &Hosts,
) {
    let text = reading.text(sentence.span.clone());
    let Some(at) = const { WordList::of(&COUNTED_IN) }.find(text) else {
        return;
    };
    let joins = drafts.iter().any(|draft| {
        draft.kind == EventType::MemberJoined && draft.sentences.contains(&sentence.index)
    });
    let clause_start = (text.get(..at).unwrap_or_default())
        .rfind(['，', '。', '；'])
        .map_or(0, |mark| mark + '，'.len_utf8());
    let range = sentence.span.start + clause_start..sentence.span.start + at;
    let parties: Vec<usize> = (sentence.tokens.iter().enumerate())
        .filter(|(_, token)| token.span.start >= range.start && token.span.end <= range.end)
        .filter(|(_, token)| is_unit(reading, sentence, token))
        .map(|(index, _)| index)
        .collect();
    if !joins && !parties.is_empty() {
        let role = OrganizationRole::Member;
        give(reading, sentence, &parties, role, drafts, &hosts.foundings);
    }
}
