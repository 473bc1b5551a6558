//! Tables of members: 序号 单位名称 类别, and a line for each.

use crate::{
    event::{
        draft::{Draft, PartyRole},
        reading::{Reading, SentenceTokens, Token, TokenKind},
        role::organization::own_drafts,
        table::{cells, is_bar},
    },
    mention::is_heading_of_bodies,
    record::{EventType, OrganizationRole},
};

/// The head of a table: how many columns it has, and which of them name whom.
struct Head {
    columns: usize,
    /// Columns that name bodies, and what those are.
    bodies: Vec<(usize, OrganizationRole)>,
    /// Each line begins with its number.
    numbered: bool,
}

/// Gives what tables list to the joining or the founding that is told.
pub(super) fn assign_tables(reading: &Reading<'_>, drafts: &mut [Draft]) {
    assign_headed_lines(reading, drafts);
    let mut head: Option<Head> = None;
    for sentence in &reading.sentences {
        let line = reading.text(sentence.span.clone()).trim();
        if let Some(next) = read_head(sentence, line) {
            head = Some(next);
            continue;
        }
        let parties = (head.as_ref()).and_then(|head| read_line(reading, sentence, line, head));
        let Some(parties) = parties else {
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
                for party in &parties {
                    draft.add_party(party.clone());
                }
            }
        }
    }
}

/// The bodies of the rows below the sentence that is a table's head, if it is one.
pub(crate) fn bodies_of_table(reading: &Reading<'_>, head: usize) -> Vec<PartyRole> {
    let Some(first) = reading.sentences.get(head) else {
        return Vec::new();
    };
    let Some(columns) = read_head(first, reading.text(first.span.clone()).trim()) else {
        return Vec::new();
    };
    (reading.sentences.iter().skip(head + 1))
        .map_while(|row| {
            read_line(
                reading,
                row,
                reading.text(row.span.clone()).trim(),
                &columns,
            )
        })
        .flatten()
        .collect()
}

/// What a heading makes of the bodies below it, where it is no office that an
/// election tells.
fn role_of_heading(line: &str) -> Option<OrganizationRole> {
    let holds = |words: &[&str]| words.iter().any(|word| line.contains(word));
    if !is_heading_of_bodies(line) || holds(&["理事长", "会长", "主席", "秘书", "监事"])
    {
        None
    } else if holds(&["发起", "牵头"]) {
        Some(OrganizationRole::Organizer)
    } else {
        Some(OrganizationRole::Member)
    }
}

/// 首批成员单位, and lines that only name bodies.
fn assign_headed_lines(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let mut role = None;
    for sentence in &reading.sentences {
        let line = reading.text(sentence.span.clone()).trim();
        if is_heading_of_bodies(line) {
            role = role_of_heading(line);
            continue;
        }
        let Some(listed) = role else {
            continue;
        };
        let bodies: Vec<&Token> = (sentence.tokens.iter())
            .filter(|token| matches!(token.kind, TokenKind::Organization(_)) && !token.nested)
            .collect();
        let named: usize = (bodies.iter())
            .map(|token| reading.text(token.span.clone()).chars().count())
            .sum();
        let other = line.chars().filter(|c| c.is_alphanumeric()).count();
        // A number and a bracket besides; a sentence ends the list.
        if bodies.is_empty() || named * 3 < other * 2 || line.contains(is_bar) {
            role = None;
            continue;
        }
        let targets = told_of_members(drafts);
        for at in targets {
            if let Some(draft) = drafts.get_mut(at) {
                for token in &bodies {
                    if let Some(name) = reading.party_name(token) {
                        draft.add_party(PartyRole {
                            name: name.to_owned(),
                            role: listed,
                            span: token.span.clone(),
                            sentence: sentence.index,
                        });
                    }
                }
            }
        }
    }
}

/// Words in the column that names the bodies.
const BODY_COLUMNS: [&str; 4] = ["单位", "企业", "机构", "会员名称"];
/// Columns of bodies that have no part in what the table lists.
const OTHER_BODY_COLUMNS: [&str; 8] = [
    "推荐", "主管", "归口", "指导", "支持", "主编", "起草", "编制",
];
/// Columns of tables that list who holds an office.
const OFFICE_COLUMNS: [&str; 5] = ["职务", "代表", "姓名", "联系人", "电话"];

fn read_head(sentence: &SentenceTokens, line: &str) -> Option<Head> {
    let plain = !line.contains(['。', '，', '：', '、'])
        && (sentence.tokens.iter()).all(|token| !matches!(token.kind, TokenKind::Organization(_)));
    if !plain {
        return None;
    }
    let columns = cells(line);
    let numbered = (columns.first()).is_some_and(|first| first.bytes().all(|b| b.is_ascii_digit()));
    let of_offices = columns.iter().any(|column| OFFICE_COLUMNS.contains(column));
    if columns.len() < 2 || numbered || of_offices {
        return None;
    }
    let holds = |column: &str, words: &[&str]| words.iter().any(|word| column.contains(word));
    let bodies: Vec<(usize, OrganizationRole)> = (columns.iter().enumerate())
        .filter(|(_, column)| holds(column, &BODY_COLUMNS) && !holds(column, &OTHER_BODY_COLUMNS))
        .map(|(at, column)| {
            let leads = holds(column, &["牵头", "发起"]);
            let role = if leads {
                OrganizationRole::Organizer
            } else {
                OrganizationRole::Member
            };
            (at, role)
        })
        .collect();
    (!bodies.is_empty()).then(|| Head {
        columns: columns.len(),
        bodies,
        numbered: columns.first() == Some(&"序号"),
    })
}

/// The bodies that a line of the table names; several stand in one cell
/// between marks. Names in Latin letters may hold blanks of their own where
/// only one column names bodies.
fn read_line(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    line: &str,
    head: &Head,
) -> Option<Vec<PartyRole>> {
    let columns = cells(line);
    let more = columns.len().checked_sub(head.columns)?;
    let numbered = (columns.first()?).bytes().all(|byte| byte.is_ascii_digit());
    let misfits = more > 0 && (head.bodies.len() > 1 || line.contains(is_bar));
    if head.numbered != numbered || misfits || line.ends_with('。') {
        return None;
    }
    let mut parties = Vec::new();
    for (at, role) in &head.bodies {
        let cell = columns.get(*at..=*at + more)?.join(" ");
        for name in cell.split('、').filter(|name| name.chars().count() > 1) {
            let known = (sentence.tokens.iter())
                .filter(|token| reading.text(token.span.clone()) == name)
                .find_map(|token| reading.party_name(token));
            parties.push(PartyRole {
                name: known.unwrap_or(name).to_owned(),
                role: *role,
                span: sentence.span.clone(),
                sentence: sentence.index,
            });
        }
    }
    Some(parties)
}

/// The joining that the article tells, else its founding.
fn told_of_members(drafts: &[Draft]) -> Vec<usize> {
    let told =
        |kind: EventType| (drafts.iter()).position(|draft| draft.kind == kind && !draft.background);
    (told(EventType::MemberJoined).or_else(|| told(EventType::AllianceFounded)))
        .into_iter()
        .collect()
}
