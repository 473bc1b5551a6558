//! Who leads, by the words around alone: 由长岭汽车领衔, 由禾轩牵头.

use std::ops::Range;

use super::{kind, list::is_trade};
use crate::{
    mention::{
        lexicon::{Classes, is_of_nouns},
        name::{EntityList, canonical_name},
        person::is_like_person,
        token::{Shape, Token, Tokens},
    },
    word_list::WordList,
};

/// What a leader does, right behind its name.
static LEADING: WordList = WordList::of(&["领衔", "牵头", "主导", "领头"]);
/// Lengths of a brand, in characters.
const BRAND_CHARS: std::ops::RangeInclusive<usize> = 2..=8;
/// The longest brand, in tokens.
const BRAND_TOKENS_MAX: usize = 6;
/// Ends of words for kinds of bodies and people, none of which is a brand.
static KIND_ENDS: WordList = WordList::of(&[
    "企业", "单位", "部门", "机构", "政府", "高校", "院校", "专家", "团队", "院士", "公司", "协会",
    "方", "家", "们", "人", "者", "市", "县", "区", "省", "局", "委", "办",
]);

/// Adds the brands that lead what they are not known by a suffix for.
pub(super) fn read_leaders(tokens: &Tokens<'_>, found: &mut EntityList) {
    let mut known: Vec<Range<usize>> = (found.mentions.iter())
        .map(|mention| mention.span.clone())
        .collect();
    known.sort_unstable_by_key(|span| span.start);
    let mut known = known.into_iter().peekable();
    // How far the names reach that begin before the brand ends: brands come in the
    // order of the text.
    let mut reach = 0;
    for at in 0..tokens.list.len() {
        if tokens.word(at) != "由" {
            continue;
        }
        let Some(name) = brand_behind(tokens, at + 1) else {
            continue;
        };
        let span = tokens.span(name);
        while let Some(name) = known.next_if(|name| name.start < span.end) {
            reach = name.end.max(reach);
        }
        if reach <= span.start {
            reach = span.end;
            let entity = found.add(canonical_name(tokens.slice(span.clone())));
            found.mention(span, entity);
        }
    }
}

/// The brand that begins at a token and that a word of leading follows.
fn brand_behind(tokens: &Tokens<'_>, start: usize) -> Option<Range<usize>> {
    let part = |token: &Token| {
        let other = [
            Classes::BREAK,
            Classes::CONJUNCTION,
            Classes::TITLE,
            Classes::MEETING,
            Classes::ALLIANCE,
            Classes::ORGANIZATION,
            Classes::INTRODUCER,
        ];
        matches!(token.shape, Shape::Han | Shape::Latin | Shape::Word)
            && !other.iter().any(|class| token.is(*class))
    };
    let end = (start..start + BRAND_TOKENS_MAX)
        .find(|at| LEADING.beginning(tokens.word(*at)).is_some())?;
    let inside = tokens.list.get(start..end)?;
    // 长岭汽车: a brand may bear a place's name, before its trade.
    let unknown = (inside.iter()).any(|token| matches!(token.shape, Shape::Han | Shape::Latin))
        || inside.len() > 1 && end > 0 && is_trade(tokens.word(end - 1));
    let name = canonical_name(tokens.slice(tokens.span(start..end)));
    (unknown && inside.iter().all(part) && may_be_brand(&name)).then_some(start..end)
}

/// Whether a name that no table knows may be a body's: it is no word for a kind of
/// bodies, of ordinary nouns or a person's.
pub(crate) fn may_be_brand(name: &str) -> bool {
    BRAND_CHARS.contains(&name.chars().count())
        && !is_of_nouns(name)
        && !is_like_person(name)
        && !kind::is_common(name)
        && KIND_ENDS.ending(name).is_none()
}

#[cfg(test)]
mod tests {
    use crate::mention::organization::tests::names;

    #[test]
    fn a_brand_that_leads_needs_no_suffix() {
        for (text, name) in [
            ("由长岭汽车领衔的联盟在江州成立", "长岭汽车"),
            ("联盟由禾轩牵头组建", "禾轩"),
        ] {
            assert_eq!(names(text), [name], "{text}");
        }
        for text in [
            "联盟由龙头企业牵头组建",
            "联盟由王明亮牵头组建",
            "联盟由江苏省牵头组建",
            "项目由市场主导",
            "由此主导的产业",
            "由副市长牵头",
        ] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
    }
}
