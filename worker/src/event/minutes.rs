//! Minutes: a page that is the record of one meeting. Its title names the
//! meeting; lines with a label above its items say who presided and who came.

use crate::{
    alliance_head::has_alliance_head,
    event::{
        draft::{Draft, PersonPart, Subject},
        findings::Findings,
        listing::{is_employer, party_role},
        reading::{Reading, SentenceTokens, TokenKind},
    },
    numbering::is_numbering,
    record::{EventType, OrganizationRole, PersonRole},
};

/// What the title of minutes ends with, the longer first.
const RECORDS: [&str; 10] = [
    "会议纪录",
    "会议纪要",
    "会议记录",
    "会议简报",
    "会议决议",
    "会议公报",
    "会议备忘录",
    "纪要",
    "纪录",
    "简报",
];

/// The longest label of a line, in characters: 参会单位及人员.
const LABEL_CHARS_MAX: usize = 8;

/// The longest number before a label, in characters: 十一.
const NUMBER_CHARS_MAX: usize = 2;

/// Drafts the meeting that the title of minutes names, where no sentence tells
/// of it, and gives it who the lines with labels say was there.
pub(crate) fn read_minutes(reading: &Reading<'_>, findings: &mut Findings) {
    let Some(name) = (reading.article.title.as_deref()).and_then(meeting_of_title) else {
        return;
    };
    let kind = EventType::MeetingHeld;
    let titled = name.clone();
    let held = |draft: &Draft| draft.kind == kind && !draft.background;
    let same = |draft: &Draft| {
        (draft.subject.as_ref()).is_some_and(|subject| may_be_one(&subject.name, &titled))
    };
    let known = (findings.drafts.iter()).position(|draft| held(draft) && same(draft));
    let at = if let Some(at) = known {
        at
    } else if let Some(draft) = meeting_named(reading, name) {
        findings.drafts.push(draft);
        findings.drafts.len() - 1
    } else {
        let Some(at) = (findings.drafts.iter()).position(held) else {
            return;
        };
        at
    };
    if let Some(draft) = findings.drafts.get_mut(at) {
        take_full_name(reading, draft, &titled);
        for sentence in &reading.sentences {
            add_present(reading, sentence, draft);
        }
    }
}

/// Whether the text's name of a meeting may be that of the title: a part of it, or one
/// that tells no other edition.
fn may_be_one(name: &str, titled: &str) -> bool {
    let edition = |text: &str| -> String { text.chars().filter(|c| is_numbering(*c)).collect() };
    let (own, other) = (edition(name), edition(titled));
    titled.contains(name)
        || name.contains(titled)
        || own.is_empty()
        || own == other
        || !own.is_empty() && !other.is_empty() && (own.ends_with(&other) || other.ends_with(&own))
}

/// 第四次会议 of the text is 甲联盟秘书处第四次会议 of the title.
fn take_full_name(reading: &Reading<'_>, draft: &mut Draft, titled: &str) {
    let Some(subject) = draft.subject.as_mut() else {
        return;
    };
    if !titled.ends_with(subject.name.as_str()) || titled.len() == subject.name.len() {
        return;
    }
    if draft.alliances.is_empty() {
        titled.clone_into(&mut subject.name);
        let named = (reading.sentences.iter())
            .flat_map(|sentence| &sentence.tokens)
            .find_map(|token| Some((token.alliance()?, token.span.clone())));
        if let Some((entity, span)) = named {
            draft.add_alliance(entity, span);
        }
    }
}

/// 甲联盟一届四次理事会 of 关于印发《甲联盟一届四次理事会会议纪要》的通知; `None` where
/// the title is not that of minutes.
fn meeting_of_title(title: &str) -> Option<String> {
    let title = title.trim();
    let quoted = title
        .split_once('《')
        .and_then(|(_, rest)| rest.split_once('》'))
        .map_or(title, |(quoted, _)| quoted);
    let name = RECORDS
        .iter()
        .find_map(|record| quoted.strip_suffix(record))?;
    let name = name.trim_end_matches(['(', '（', ' ']);
    let meets = ["会", "会议", "论坛", "大会"]
        .iter()
        .any(|end| name.ends_with(end));
    if meets {
        return Some(name.to_owned());
    }
    // 甲联盟理事长办公会议纪要 keeps what it is a meeting of.
    let whole = quoted
        .strip_suffix("纪要")
        .or_else(|| quoted.strip_suffix("记录"))?;
    whole.ends_with("会议").then(|| whole.to_owned())
}

/// The meeting as the first sentence's draft, where the title says of which
/// alliance it is or counts it.
fn meeting_named(reading: &Reading<'_>, name: String) -> Option<Draft> {
    let first = reading.sentences.first()?;
    let start = first.span.start;
    let mut draft = Draft::new(EventType::MeetingHeld, first.index, start..start);
    let named = (reading.sentences.iter())
        .flat_map(|sentence| &sentence.tokens)
        .filter_map(|token| Some((token.alliance()?, token.span.clone())))
        .find(|(entity, _)| name.contains(reading.alliance_name(*entity)));
    if named.is_none() && !has_alliance_head(&name) {
        return None;
    }
    if let Some((entity, span)) = named {
        draft.add_alliance(entity, span);
    }
    draft.subject = Some(Subject { name, span: None });
    draft.plainness = 0.8;
    Some(draft)
}

/// Who a line with a label says was there: 主持人：甲; 列席：乙局科长丙.
fn add_present(reading: &Reading<'_>, sentence: &SentenceTokens, draft: &mut Draft) {
    let text = reading.text(sentence.span.clone());
    let Some((label, _)) = text.split_once(['：', ':']) else {
        return;
    };
    let Some(role) = role_of_label(label) else {
        return;
    };
    let from = sentence.span.start + label.len();
    for (at, token) in sentence.tokens.iter().enumerate() {
        if token.span.start < from || token.nested {
            continue;
        }
        match token.kind {
            TokenKind::Person(person) => draft.add_person(PersonPart {
                person,
                role,
                office: None,
                sentence: sentence.index,
            }),
            TokenKind::Organization(_)
                if role == PersonRole::Attendee && !is_employer(reading, sentence, token) =>
            {
                let role = OrganizationRole::Attendee;
                if let Some(party) = party_role(reading, sentence, at, role) {
                    draft.add_party(party);
                }
            }
            _ => {}
        }
    }
}

/// What those do whom the label introduces; `None` for a label of no such line.
fn role_of_label(label: &str) -> Option<PersonRole> {
    let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    // 伍、主席.
    let label = (label.split_once('、'))
        .filter(|(number, _)| number.chars().count() <= NUMBER_CHARS_MAX)
        .map_or(label.as_str(), |(_, label)| label);
    if label.chars().count() > LABEL_CHARS_MAX {
        return None;
    }
    let absent = ["缺席", "请假", "未"]
        .iter()
        .any(|word| label.contains(word));
    let begins = |words: &[&str]| words.iter().any(|word| label.starts_with(word));
    if absent {
        None
    } else if begins(&["主持", "会议主持"]) || label == "主席" {
        Some(PersonRole::Host)
    } else if begins(&[
        "出席", "参会", "参加", "到会", "列席", "与会", "应到", "实到", "特邀", "邀请",
    ]) {
        Some(PersonRole::Attendee)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_of_minutes_names_the_meeting() {
        for (title, name) in [
            (
                "江南水泵联盟一届四次理事会会议纪要",
                "江南水泵联盟一届四次理事会",
            ),
            (
                "江南水泵联盟理事长办公会议纪要",
                "江南水泵联盟理事长办公会议",
            ),
            (
                "关于印发《江南水泵联盟2023年年会会议记录》的通知",
                "江南水泵联盟2023年年会",
            ),
        ] {
            assert_eq!(meeting_of_title(title).as_deref(), Some(name), "{title}");
        }
        assert_eq!(meeting_of_title("江南水泵联盟工作简报"), None);
        assert_eq!(meeting_of_title("江南水泵联盟成立"), None);
    }

    #[test]
    fn labels_say_what_those_behind_them_did() {
        assert_eq!(role_of_label("主 持 人"), Some(PersonRole::Host));
        assert_eq!(role_of_label("列席人员"), Some(PersonRole::Attendee));
        assert_eq!(role_of_label("伍、主　席"), Some(PersonRole::Host));
        assert_eq!(role_of_label("请假"), None);
        assert_eq!(role_of_label("记录"), None);
    }
}
