//! Registered names: words that otherwise stand in no name may be parts of a brand.

use std::ops::Range;

use super::is_trade;
use crate::mention::{
    lexicon::Classes,
    token::{Shape, Token, Tokens},
};

/// The longest brand before a word that otherwise stands in no name, in tokens.
const BRAND_TOKENS_MAX: usize = 3;
/// Single characters that are function words, and parts of brands.
const BRAND_CHARACTERS: [&str; 11] = [
    "在", "以", "为", "每", "向", "就", "自", "从", "之", "又", "都",
];

/// 、眉山味在远方食品有限公司: a registered name begins with its region; where
/// one stands at a list's mark, a function word behind it is part of the brand.
pub(super) fn with_region(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let Some(inner) = name.start.checked_sub(1) else {
        return name;
    };
    let registered = (tokens.before(name.end)).is_some_and(|last| {
        let word = tokens.word(name.end - 1);
        last.is(Classes::COMPANY) || ["商会", "实验室", "研究院"].contains(&word)
    });
    let own_region = (tokens.get(name.start)).is_some_and(|first| first.is(Classes::REGION));
    if !registered || own_region || !BRAND_CHARACTERS.contains(&tokens.word(inner)) {
        return name;
    }
    let brand_tokens = (1..=BRAND_TOKENS_MAX + 1)
        .map_while(|back| tokens.get(inner.checked_sub(back)?))
        .take_while(|token| token.shape == Shape::Han)
        .count();
    let region = inner.checked_sub(brand_tokens + 1).filter(|at| {
        (1..=BRAND_TOKENS_MAX).contains(&brand_tokens)
            && tokens
                .get(*at)
                .is_some_and(|token| token.is(Classes::REGION))
    });
    let bounded = region.is_some_and(|at| {
        let outer = (0..at)
            .rev()
            .find(|before| !(tokens.get(*before)).is_some_and(|token| token.is(Classes::REGION)));
        if name.len() == 2
            && outer.is_some_and(|before| ["在", "于"].contains(&tokens.word(before)))
        {
            return true;
        }
        (tokens.before(at)).is_none_or(|before| {
            matches!(before.shape, Shape::Mark(_) | Shape::NewLine)
                || before.is(Classes::CONJUNCTION)
                || before.is(Classes::BREAK)
        })
    });
    region.filter(|_| bounded).unwrap_or(name.start)..name.end
}

/// How far left of the word that stopped it a registered name may reach, in tokens.
const REACH_TOKENS_MAX: usize = 9;
/// Function words that part names in a list, and stand in no brand.
const PARTING: [&str; 33] = [
    "的", "了", "由", "与", "及", "被", "将", "对", "把", "等", "其", "该", "并", "是", "或", "还",
    "在", "于", "给", "让", "和", "同", "跟", "而", "且", "但", "到", "至", "从", "兼", "赴", "某",
    "各",
];
/// Ends of the names of bodies that are registered.
const REGISTERED: [&str; 6] = ["大学", "学院", "商会", "联合会", "协会", "医院"];

/// 、深圳市每鲜电子商务有限公司、, 、和风技术学院、: between a list's mark and its suffix a
/// registered name stands whole, whatever characters its brand is made of.
pub(super) fn reaching_to_mark(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let last = name.end.saturating_sub(1);
    let word = tokens.word(last);
    let legal = word.ends_with("公司");
    let stopped =
        (tokens.before(name.start)).is_some_and(|stop| stops_by_its_character(tokens, stop));
    if !stopped || !legal && !REGISTERED.iter().any(|end| word.ends_with(end)) {
        return name;
    }
    let run = (1..=REACH_TOKENS_MAX)
        .map_while(|back| name.start.checked_sub(back))
        .take_while(|at| may_stand_in_a_brand(tokens, *at, name.end))
        .last();
    let Some(start) = run else {
        return name;
    };
    let is_region = |at: usize| (tokens.get(at)).is_some_and(|token| token.is(Classes::REGION));
    let outer = tokens.before(start);
    let listed = outer.is_some_and(|mark| mark.is_mark('、'));
    let opens = outer.is_none_or(|mark| {
        matches!(
            mark.shape,
            Shape::NewLine | Shape::Mark('，' | '：' | ':' | '。' | '；')
        )
    });
    // Behind a comma only a region shows that no clause begins there.
    let region = is_region(start) && start + 1 < name.start;
    let follows = (tokens.get(name.end)).is_some_and(|next| {
        matches!(next.shape, Shape::Mark(_) | Shape::NewLine)
            || next.is(Classes::TITLE)
            || next.is(Classes::CONJUNCTION)
            || tokens.word(name.end) == "等"
    });
    // ，瀚岭数据(苏州)有限公司、: a list begins.
    let begins = legal
        && start + 1 < name.start
        && (tokens.get(name.end)).is_some_and(|next| next.is_mark('、'))
        && (tokens.get(start)).is_some_and(|first| first.shape == Shape::Han);
    let adverb = ["也", "都"].contains(&tokens.word(start));
    let whole = !adverb && (listed && follows || (opens || listed) && region || opens && begins);
    if whole { start..name.end } else { name }
}

/// Whether the token is a character, or a word of two, that ended the walk as a function
/// word, a verb or a post.
fn stops_by_its_character(tokens: &Tokens<'_>, stop: &Token) -> bool {
    let length = tokens.slice(stop.start..stop.end).chars().count();
    let class = [
        Classes::BREAK,
        Classes::CONJUNCTION,
        Classes::TITLE,
        Classes::JOINER,
    ]
    .iter()
    .any(|class| stop.is(*class));
    class && length <= 2
}

/// Whether the token may be a part of the brand before the trade of the name that ends
/// at `end`.
fn may_stand_in_a_brand(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let Some(token) = tokens.get(at) else {
        return false;
    };
    let word = tokens.word(at);
    let behind = |class: Classes| (tokens.get(at + 1)).is_some_and(|next| next.is(class));
    let ends_a_body = token.is(Classes::ORGANIZATION) && token.end - token.start > CHARACTER_BYTES;
    match token.shape {
        Shape::Han | Shape::Latin => true,
        Shape::Word if ends_a_body || token.is(Classes::ALLIANCE) || token.is(Classes::MEETING) => {
            token.is(Classes::PARK)
        }
        Shape::Word if token.is(Classes::FILLER) || token.is(Classes::REGION) => true,
        // 和风技术学院: 和 begins a brand of one more character.
        Shape::Word if word == "和" => {
            (tokens.before(at)).is_some_and(|mark| mark.is_mark('、'))
                && (tokens.get(at + 1)).is_some_and(|next| next.shape == Shape::Han)
                && behind_one(tokens, at)
        }
        Shape::Word if PARTING.contains(&word) => false,
        Shape::Word if word.chars().count() == 1 => at + 1 < end,
        // 江海齿博士医疗器械有限公司, 智源启动科技有限公司: behind a brand's first characters.
        Shape::Word => {
            let led = (tokens.before(at)).is_some_and(|before| before.shape == Shape::Han);
            let of_trade = behind(Classes::FILLER) || is_trade(tokens.word(at + 1));
            led && of_trade && (token.is(Classes::TITLE) || token.is(Classes::BREAK))
        }
        _ => false,
    }
}

/// Whether a word of names follows the one character behind `at`.
fn behind_one(tokens: &Tokens<'_>, at: usize) -> bool {
    (tokens.get(at + 2))
        .is_some_and(|next| next.is(Classes::FILLER) || next.is(Classes::ORGANIZATION))
}

const CHARACTER_BYTES: usize = 3;

#[cfg(test)]
mod tests {
    use crate::mention::organization::tests::names;

    #[test]
    fn a_listed_name_reaches_to_its_mark() {
        for name in [
            "深圳市每鲜电子商务有限公司",
            "和风技术学院",
            "智源启动科技(北京)有限公司",
            "江州开发区经投物流公司",
            "浙江晶彩显示技术股份有限公司",
        ] {
            assert_eq!(
                names(&format!("由江海大学、{name}、湘江大学发起")),
                ["江海大学", name, "湘江大学"]
            );
        }
        assert_eq!(
            names("校长王明，云南齿博士医疗器械有限公司总经理李亮"),
            ["云南齿博士医疗器械有限公司"]
        );
    }

    #[test]
    fn a_clause_before_a_name_is_no_part_of_it() {
        assert_eq!(names("、并与江海科技有限公司签约"), ["江海科技有限公司"]);
        assert_eq!(
            names("新产品出货，向江海科技有限公司供货"),
            ["江海科技有限公司"]
        );
        assert_eq!(names("采访中，河北某公司表示"), [""; 0]);
    }
}
