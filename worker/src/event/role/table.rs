//! Tables of members: 序号 单位名称 类别, and a line for each.

use crate::{
    event::{
        draft::{Draft, PartyRole},
        reading::{Reading, SentenceTokens, Token, TokenKind},
        role::organization::own_drafts,
    },
    record::{EventType, OrganizationRole},
};

/// The head of a table: how many columns it has, and which of them name what.
struct Head {
    columns: usize,
    body: usize,
    role: OrganizationRole,
    /// Each line begins with its number.
    numbered: bool,
}

/// Gives what tables list to the joining or the founding that is told.
pub(super) fn assign_tables(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let mut head: Option<Head> = None;
    for sentence in &reading.sentences {
        let line = reading.text(sentence.span.clone()).trim();
        if let Some(next) = read_head(sentence, line) {
            head = Some(next);
            continue;
        }
        let party = (head.as_ref()).and_then(|head| read_line(reading, sentence, line, head));
        let Some(party) = party else {
            head = None;
            continue;
        };
        let alliance = (sentence.tokens.iter()).find_map(Token::alliance);
        let targets = match alliance {
            Some(entity) => own_drafts(drafts, entity, sentence.index),
            None => told_of_members(drafts),
        };
        for at in targets {
            if let Some(draft) = drafts.get_mut(at) {
                draft.add_party(party.clone());
            }
        }
    }
}

/// Words in the column that names the bodies.
const BODY_COLUMNS: [&str; 4] = ["单位", "企业", "机构", "会员名称"];
/// Columns of tables that list who holds an office.
const OFFICE_COLUMNS: [&str; 5] = ["职务", "代表", "姓名", "联系人", "电话"];

fn read_head(sentence: &SentenceTokens, line: &str) -> Option<Head> {
    let columns: Vec<&str> = line.split_whitespace().collect();
    let plain = !line.contains(['。', '，', '：', '、'])
        && (sentence.tokens.iter()).all(|token| !matches!(token.kind, TokenKind::Organization(_)));
    let numbered = (columns.first()).is_some_and(|first| first.bytes().all(|b| b.is_ascii_digit()));
    let of_offices = columns.iter().any(|column| OFFICE_COLUMNS.contains(column));
    if columns.len() < 2 || numbered || !plain || of_offices {
        return None;
    }
    let body = (columns.iter())
        .position(|column| BODY_COLUMNS.iter().any(|word| column.contains(word)))?;
    let leads = (columns.get(body))
        .is_some_and(|column| column.contains("牵头") || column.contains("发起"));
    Some(Head {
        columns: columns.len(),
        body,
        role: if leads {
            OrganizationRole::Organizer
        } else {
            OrganizationRole::Member
        },
        numbered: columns.first() == Some(&"序号"),
    })
}

/// The body that a line of the table names; names in Latin letters may hold
/// blanks of their own.
fn read_line(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    line: &str,
    head: &Head,
) -> Option<PartyRole> {
    let columns: Vec<&str> = line.split_whitespace().collect();
    let more = columns.len().checked_sub(head.columns)?;
    let numbered = (columns.first()?).bytes().all(|byte| byte.is_ascii_digit());
    if head.numbered != numbered || line.ends_with('。') {
        return None;
    }
    let name = columns.get(head.body..=head.body + more)?.join(" ");
    let known = (sentence.tokens.iter())
        .filter(|token| reading.text(token.span.clone()) == name)
        .find_map(|token| reading.party_name(token));
    Some(PartyRole {
        name: known.map_or(name, str::to_owned),
        role: head.role,
        span: sentence.span.clone(),
        sentence: sentence.index,
    })
}

/// The joining that the article tells, else its founding.
fn told_of_members(drafts: &[Draft]) -> Vec<usize> {
    let told =
        |kind: EventType| (drafts.iter()).position(|draft| draft.kind == kind && !draft.background);
    (told(EventType::MemberJoined).or_else(|| told(EventType::AllianceFounded)))
        .into_iter()
        .collect()
}
