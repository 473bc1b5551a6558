//! Tables and lists of signings: a head with a column of the parties, and a row
//! for each agreement.

use super::partners::party_at;
use crate::{
    event::{
        draft::{Draft, PartyRole},
        findings::Findings,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::{EventType, OrganizationRole},
};

/// Columns that hold all parties of an agreement.
const PARTIES: [&str; 11] = [
    "签约方",
    "签约双方",
    "签约各方",
    "签约单位",
    "签约企业",
    "签约主体",
    "签署方",
    "签署单位",
    "合作双方",
    "合作方",
    "合作单位",
];
/// Columns that hold one side each.
const SIDES: [&str; 8] = [
    "甲方",
    "乙方",
    "丙方",
    "A方",
    "B方",
    "供方",
    "需方",
    "投资方",
];
/// Most rows below a head.
const ROWS_MAX: usize = 80;
/// How far above its head the signing may be told, in sentences.
const LEAD_SENTENCES_MAX: usize = 3;

/// Reads the rows below a head that `sentence` is.
pub(super) fn match_table(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let head = reading.text(sentence.span.clone()).trim();
    let Some(columns) = columns_of_parties(head) else {
        return;
    };
    if !is_told_of_signing(reading, sentence.index) {
        return;
    }
    for row in (reading.sentences.iter().skip(sentence.index + 1)).take(ROWS_MAX) {
        let text = reading.text(row.span.clone()).trim();
        if text.contains(['。', '：']) || text.is_empty() {
            break;
        }
        let parties = parties_of_row(reading, row, &columns, cells(head).len());
        if parties.len() < 2 {
            continue;
        }
        let mut draft = Draft::new(EventType::AgreementSigned, row.index, row.span.clone());
        for party in parties {
            let alliance = (row.tokens.iter())
                .find(|token| token.span == party.span)
                .and_then(Token::alliance);
            if let Some(entity) = alliance {
                draft.add_alliance(entity, party.span.clone());
            }
            draft.add_party(party);
        }
        draft.plainness = 0.85;
        findings.drafts.push(draft);
    }
}

/// The cells of a line: between bars, or else between spaces.
fn cells(line: &str) -> Vec<&str> {
    if line.contains('|') {
        line.trim_matches('|').split('|').map(str::trim).collect()
    } else {
        line.split_whitespace().collect()
    }
}

/// Which columns of a head hold parties.
fn columns_of_parties(head: &str) -> Option<Vec<usize>> {
    if head.contains(['。', '，', '、']) {
        return None;
    }
    let columns = cells(head);
    let find = |names: &[&str]| -> Vec<usize> {
        (columns.iter().enumerate())
            .filter(|(_, column)| names.contains(&column.trim_end_matches(['：', ':'])))
            .map(|(at, _)| at)
            .collect()
    };
    let whole = find(&PARTIES);
    let sides = find(&SIDES);
    match (whole.is_empty(), sides.len()) {
        (false, _) if columns.len() > 1 => Some(whole),
        (true, 2..) => Some(sides),
        _ => None,
    }
}

/// Whether a title or the sentences above tell of a signing.
fn is_told_of_signing(reading: &Reading<'_>, head: usize) -> bool {
    const WORDS: [&str; 5] = ["签约", "签署", "签订", "签下", "协议"];
    let tells = |text: &str| WORDS.iter().any(|word| text.contains(word));
    let first = head.saturating_sub(LEAD_SENTENCES_MAX);
    (reading.article.title.as_deref()).is_some_and(tells)
        || (reading.sentences.get(first..=head).unwrap_or_default())
            .iter()
            .any(|sentence| tells(reading.text(sentence.span.clone())))
}

/// The parties in those columns of a row.
fn parties_of_row(
    reading: &Reading<'_>,
    row: &SentenceTokens,
    columns: &[usize],
    count: usize,
) -> Vec<PartyRole> {
    let text = reading.text(row.span.clone());
    let all = cells(text);
    if all.len() != count {
        return Vec::new();
    }
    let mut parties: Vec<PartyRole> = Vec::new();
    let mut from = 0;
    for (at, cell) in all.iter().enumerate() {
        let Some(start) = text.get(from..).and_then(|rest| rest.find(cell)) else {
            return Vec::new();
        };
        let start = from + start;
        from = start + cell.len();
        if !columns.contains(&at) {
            continue;
        }
        let mut offset = row.span.start + start;
        for name in cell.split_inclusive(['、', '/', '，', ';', '；', '—', '－', '＋', '&'])
        {
            let bare = name.trim_end_matches(['、', '/', '，', ';', '；', '—', '－', '＋', '&']);
            let inner = bare.trim();
            let lead = bare.len() - bare.trim_start().len();
            let span = offset + lead..offset + lead + inner.len();
            let bare = inner;
            offset += name.len();
            let known = party_at(row, &span).and_then(|token| reading.party_name(token));
            let name = known.unwrap_or(bare);
            let is_new = parties.iter().all(|party| party.name != name);
            if name.chars().count() > 1 && is_new {
                parties.push(PartyRole {
                    name: name.to_owned(),
                    role: OrganizationRole::Signatory,
                    span,
                    sentence: row.index,
                });
            }
        }
    }
    let known = (row.tokens.iter())
        .filter(|token| {
            matches!(
                token.kind,
                TokenKind::Organization(_) | TokenKind::Alliance(_)
            )
        })
        .count();
    if known == 0 { Vec::new() } else { parties }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_names_the_column_of_the_parties() {
        assert_eq!(
            columns_of_parties("序号 项目 签约方 金额(万元)"),
            Some(vec![2])
        );
        assert_eq!(
            columns_of_parties("| 甲方 | 乙方 | 内容 |"),
            Some(vec![0, 1])
        );
        assert_eq!(columns_of_parties("序号 单位 金额"), None);
        assert_eq!(columns_of_parties("甲方应当付款"), None);
        assert_eq!(columns_of_parties("签约方"), None);
    }
}
