//! Regions that sign in their own names.

use crate::{
    event::{
        draft::PartyRole,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    record::OrganizationRole,
};

/// 大足区与资阳市、乐山市签订: regions sign as they stand in the text.
pub(super) fn signing_regions(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
) -> Vec<PartyRole> {
    (sentence.clause(clause))
        .filter(|(_, token)| matches!(token.kind, TokenKind::Place(_)) && !token.nested)
        .map(|(_, token)| (reading.text(token.span.clone()), token))
        .filter(|(name, token)| {
            let behind = reading.after(sentence, token.span.end);
            let before = reading.before(sentence, token.span.start);
            let clause = before.rsplit(['，', '；', '的']).next().unwrap_or_default();
            // 来自甲省、乙省的12个市州签订: where the parties are from.
            !clause.contains("来自")
                && name.ends_with(['市', '区', '县', '省', '州', '旗'])
                && !behind.starts_with(['的', '举', '召'])
        })
        .map(|(name, token)| PartyRole {
            name: name.rsplit('的').next().unwrap_or(name).to_owned(),
            role: OrganizationRole::Signatory,
            span: token.span.clone(),
            sentence: sentence.index,
        })
        .collect()
}
