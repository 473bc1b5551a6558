//! Tables of several alliances and who leads each: 联盟 | 理事长单位 | 秘书处.

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, PartyRole, PersonPart},
        findings::Findings,
        reading::{Reading, SentenceTokens, TokenKind},
        table::cells,
    },
    record::{EventType, OrganizationRole, PersonRole},
};

/// The most rows below a head.
const ROWS_MAX: usize = 40;
/// The fewest cells of a row: an alliance, and who leads it.
const COLUMNS_MIN: usize = 2;
/// The longest name of a column, in characters.
const COLUMN_CHARS_MAX: usize = 10;

/// A column of offices: where it stands, and what the bodies in it are.
struct OfficeColumn {
    at: usize,
    role: OrganizationRole,
}

/// Finds the election that a row of such a table tells: in its cells stand the alliance
/// and who has the office that the head of the column names.
pub(super) fn match_row(reading: &Reading<'_>, row: &SentenceTokens, findings: &mut Findings) {
    // A register tells of each alliance who leads it, and elects nobody.
    let title = reading.article.title.as_deref().unwrap_or_default();
    if ["名单", "通知", "公告", "公示", "公布", "名录"]
        .iter()
        .any(|word| title.contains(word))
    {
        return;
    }
    let line = reading.text(row.span.clone());
    let names = cells(line.trim());
    if names.len() < COLUMNS_MIN || line.contains(['。', '，', '；', '：']) {
        return;
    }
    let alliance = (row.tokens.iter()).find_map(|token| {
        let whole = names.contains(&reading.text(token.span.clone()));
        Some((token.alliance().filter(|_| whole)?, token.span.clone()))
    });
    let (Some((entity, span)), Some(columns)) = (alliance, head_above(reading, row, names.len()))
    else {
        return;
    };
    let mut draft = Draft::new(EventType::LeadershipElected, row.index, span.clone());
    draft.add_alliance(entity, span);
    draft.plainness = 0.75;
    for column in columns {
        let Some(cell) = names.get(column.at) else {
            continue;
        };
        for name in cell.split('、').filter(|name| name.chars().count() > 1) {
            add_holder(reading, row, name, column.role, &mut draft);
        }
    }
    if !draft.parties.is_empty() || !draft.persons.is_empty() {
        findings.drafts.push(draft);
    }
}

/// Gives the draft the body or the person that the cell names.
fn add_holder(
    reading: &Reading<'_>,
    row: &SentenceTokens,
    name: &str,
    role: OrganizationRole,
    draft: &mut Draft,
) {
    for token in &row.tokens {
        let words = reading.text(token.span.clone());
        match token.kind {
            TokenKind::Person(person) if name.contains(words) => {
                draft.add_person(PersonPart {
                    person,
                    role: PersonRole::Elected,
                    office: None,
                    sentence: row.index,
                });
            }
            TokenKind::Organization(_) if words == name => {
                draft.add_party(PartyRole {
                    name: reading.party_name(token).unwrap_or(name).to_owned(),
                    role,
                    span: token.span.clone(),
                    sentence: row.index,
                });
            }
            _ => {}
        }
    }
}

/// The columns of offices that the head of the table names, with as many cells as the
/// row.
fn head_above(
    reading: &Reading<'_>,
    row: &SentenceTokens,
    count: usize,
) -> Option<Vec<OfficeColumn>> {
    let above = reading.sentences.get(..row.index)?;
    for line in above.iter().rev().take(ROWS_MAX) {
        let text = reading.text(line.span.clone());
        let names = cells(text.trim());
        if names.len() != count || text.contains(['。', '，', '；', '：']) {
            return None;
        }
        let of_names = (line.tokens.iter()).all(|token| {
            !matches!(
                token.kind,
                TokenKind::Organization(_) | TokenKind::Person(_)
            )
        });
        let columns = office_columns(line, reading, &names);
        if of_names && !columns.is_empty() {
            return Some(columns);
        }
    }
    None
}

fn office_columns(
    head: &SentenceTokens,
    reading: &Reading<'_>,
    names: &[&str],
) -> Vec<OfficeColumn> {
    let role_of = |column: &str| {
        let office = (head.tokens.iter())
            .filter(|token| column.contains(reading.text(token.span.clone())))
            .find_map(|token| {
                [
                    (Cue::ViceChairUnit, OrganizationRole::ViceChairUnit),
                    (Cue::ChairUnit, OrganizationRole::ChairUnit),
                    (Cue::Secretariat, OrganizationRole::SecretariatUnit),
                    (Cue::Post, OrganizationRole::ChairUnit),
                ]
                .into_iter()
                .find(|(cue, _)| token.is_cue(*cue))
            });
        office.map(|(_, role)| role)
    };
    (names.iter().enumerate())
        .filter(|(_, column)| column.chars().count() <= COLUMN_CHARS_MAX)
        .filter_map(|(at, column)| {
            Some(OfficeColumn {
                at,
                role: role_of(column)?,
            })
        })
        .collect()
}
