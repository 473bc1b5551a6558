//! Members of lists that bear no suffix: 包括甲、乙等67家单位.

mod seat;
mod short;

use std::ops::Range;

use self::{
    seat::{is_seated, takes_a_seat},
    short::{ends_in_suffix, is_named_by_trade, is_short_name},
};
use super::super::{
    alias::introduces_alias,
    boundary::{NameKind, find_name},
    lexicon::Classes,
    name::{EntityList, canonical_name},
    person::is_like_person,
    token::{Shape, Tokens},
};
use super::{NUMERALS, is_half};

/// The longest list, in items.
pub(super) const ITEMS_MAX: usize = 64;

/// Words behind a list of bodies that say what they are.
const MEMBER_WORDS: [&str; 30] = [
    "主机厂",
    "配套厂",
    "车企",
    "药企",
    "钢企",
    "国企",
    "民企",
    "单位",
    "企业",
    "公司",
    "机构",
    "院校",
    "高校",
    "学校",
    "成员",
    "会员",
    "厂商",
    "业者",
    "伙伴",
    "巨头",
    "大厂",
    "团体",
    "院所",
    "医院",
    "场馆",
    "园区",
    "高新区",
    "部门",
    "朋友",
    "新军",
];
/// How many words may stand between 等 and such a word: 等67家上下游单位.
const MEMBER_KIND_TOKENS_MAX: usize = 8;
/// How many may stand between a count and such a word: 四家新单位.
const COUNTED_KIND_TOKENS_MAX: usize = 4;
/// Words behind bodies that act together.
const ACTING_WORDS: [&str; 27] = [
    "成为",
    "正式成为",
    "加入",
    "正式加入",
    "加盟",
    "入盟",
    "入会",
    "当选",
    "担任",
    "主办",
    "承办",
    "协办",
    "支持",
    "发起",
    "倡议",
    "牵头",
    "参与",
    "参加",
    "出席",
    "共同",
    "联合",
    "组成",
    "组建",
    "入选",
    "获颁",
    "获授",
    "接受",
];
/// Words behind the parties of an agreement.
const SIGNING_WORDS: [&str; 8] = [
    "签署",
    "签订",
    "签约",
    "签下",
    "签定",
    "签立",
    "正式签署",
    "缔结",
];
/// Words that count the parties before such a word.
const PARTY_COUNTS: [&str; 6] = ["双方", "三方", "四方", "五方", "六方", "代表"];
/// Words between the list and what its items do.
const ADVERBS: [&str; 16] = [
    "正式", "分别", "共同", "成功", "先后", "陆续", "已", "也", "均", "都", "现场", "当场", "同时",
    "一同", "一起", "首批",
];

/// What ends a list and says that its items are bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    /// 甲、乙等67家单位.
    Others,
    /// 甲、乙两家单位.
    Count,
    /// 甲、乙共同发起.
    Act,
    /// 甲、乙签署.
    Sign,
    /// 甲、乙任理事长单位.
    Unit,
    /// 成员包括甲、乙。
    Clause,
}

/// Takes each item of `甲、乙等67家单位`, `与甲、乙签署` and the like for a body.
pub(super) fn read_members(tokens: &Tokens<'_>, found: &mut EntityList) {
    for index in 0..tokens.list.len() {
        let Some(closing) = read_closing(tokens, index) else {
            continue;
        };
        let items = read_items(tokens, index);
        let with_body = (items.iter())
            .any(|item| ends_in_suffix(tokens, item) || is_named_by_trade(tokens, item));
        let of_members = closes(tokens, index, closing, &items);
        let of_actors = closing == Closing::Others
            && with_body
            && items.len() > 1
            && acts_behind(tokens, index + 1);
        if !of_members && !of_actors {
            continue;
        }
        let single = items.len() < 2;
        for item in &items {
            let span = tokens.span(item.clone());
            let name = canonical_name(tokens.slice(span.clone()));
            let accepted = match closing {
                Closing::Others => of_members || is_actor(tokens, item),
                Closing::Count | Closing::Clause => true,
                Closing::Unit => is_actor(tokens, item),
                Closing::Act if single => {
                    is_named_by_trade(tokens, item) || is_leader(tokens, item, index)
                }
                Closing::Act => with_body && !is_like_person(&name),
                Closing::Sign => !single && (with_body || !is_like_person(&name)),
            };
            if accepted {
                let entity = found.add(name);
                found.mention(span, entity);
            }
        }
    }
}

/// What the token at `index` may end a list as.
fn read_closing(tokens: &Tokens<'_>, index: usize) -> Option<Closing> {
    let word = tokens.word(index);
    match tokens.get(index)?.shape {
        Shape::Number | Shape::Word if is_count(word) => Some(Closing::Count),
        Shape::Mark('，' | ',' | '。' | '；') | Shape::NewLine => Some(Closing::Clause),
        Shape::Word | Shape::Han if word == "等" => Some(Closing::Others),
        Shape::Word | Shape::Han if SIGNING_WORDS.contains(&word) => Some(Closing::Sign),
        Shape::Word | Shape::Han if takes_a_seat(tokens, index) => Some(Closing::Unit),
        Shape::Word | Shape::Han => {
            let of_delegates = word == "的" && tokens.word(index + 1) == "代表";
            (of_delegates || ACTING_WORDS.contains(&word)).then_some(Closing::Act)
        }
        _ => None,
    }
}

/// 67家, 两家, 四个.
fn is_count(word: &str) -> bool {
    word.strip_suffix(['家', '所', '个', '间'])
        .is_some_and(|count| {
            !count.is_empty() && (count.chars()).all(|c| c.is_ascii_digit() || NUMERALS.contains(c))
        })
}

/// Whether the words around the items show that they are bodies.
fn closes(tokens: &Tokens<'_>, index: usize, closing: Closing, items: &[Range<usize>]) -> bool {
    let Some(first) = items.last().map(|first| first.start) else {
        return false;
    };
    let all_persons = || {
        (items.iter())
            .all(|item| is_like_person(&canonical_name(tokens.slice(tokens.span(item.clone())))))
    };
    match closing {
        Closing::Act | Closing::Sign | Closing::Unit => true,
        Closing::Others => {
            let counted = (tokens.get(index + 1)).is_some_and(|next| next.shape == Shape::Number);
            let ends_clause = (tokens.get(index + 1))
                .is_none_or(|next| matches!(next.shape, Shape::Mark(_) | Shape::NewLine));
            let members = is_of_members(tokens, index + 1, MEMBER_KIND_TOKENS_MAX)
                || (ends_clause || is_opened(tokens, first)) && is_led_by_members(tokens, first);
            let goods = !counted && is_of_scope(tokens, first);
            members && !goods && (counted || !all_persons())
        }
        Closing::Count => {
            items.len() > 1 && is_of_members(tokens, index + 1, COUNTED_KIND_TOKENS_MAX)
        }
        Closing::Clause => {
            (items.len() > 1 || is_seated(tokens, first))
                && is_opened(tokens, first)
                && is_led_by_members(tokens, first)
                && !all_persons()
        }
    }
}

/// Words for a whole region or trade, behind which kinds stand, not names.
const SCOPES: [&str; 11] = [
    "全国", "全省", "全市", "全区", "全县", "国内", "省内", "市内", "区内", "本地", "从事",
];

/// 全省帐篷、箱包等企业.
fn is_of_scope(tokens: &Tokens<'_>, start: usize) -> bool {
    (start.checked_sub(1)).is_some_and(|before| SCOPES.contains(&tokens.word(before)))
        || SCOPES.contains(&tokens.word(start))
}

/// Whether a word for acting stands in the clause behind: 甲、乙大学等参与.
fn acts_behind(tokens: &Tokens<'_>, index: usize) -> bool {
    (index..=index + MEMBER_KIND_TOKENS_MAX)
        .take_while(|at| {
            (tokens.get(*at))
                .is_some_and(|token| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
        })
        .any(|at| ACTING_WORDS.contains(&tokens.word(at)))
}

/// Whether an item among bodies that act is one: a brand, or words that no table
/// knows. Full names are found by themselves.
fn is_actor(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let name = tokens.slice(tokens.span(item.clone()));
    let brand = (item.clone().enumerate()).all(|(nth, at)| {
        (tokens.get(at)).is_some_and(|token| {
            matches!(token.shape, Shape::Han | Shape::Latin)
                || nth == 0 && token.is(Classes::REGION)
        })
    });
    let kind = ["相关", "有关", "部分", "各", "其他"]
        .iter()
        .any(|word| name.starts_with(word));
    (brand || is_named_by_trade(tokens, item)) && !kind && !is_like_person(&canonical_name(name))
}

/// The shortest name that 由 and a verb of leading prove, in characters.
const LEADER_CHARS_MIN: usize = 4;

/// 由海禾威达牵头: an unknown word between the two is who leads.
fn is_leader(tokens: &Tokens<'_>, item: &Range<usize>, index: usize) -> bool {
    let led = (item.start.checked_sub(1)).is_some_and(|before| tokens.word(before) == "由");
    let leads = ["牵头", "发起", "主办", "承办", "领衔"].contains(&tokens.word(index));
    let unknown = (item.clone()).all(|at| {
        (tokens.get(at)).is_some_and(|token| matches!(token.shape, Shape::Han | Shape::Latin))
    });
    let name = tokens.slice(tokens.span(item.clone()));
    led && leads
        && unknown
        && name.chars().count() >= LEADER_CHARS_MIN
        && !is_like_person(&canonical_name(name))
}

/// Words that open a list.
const OPENERS: [&str; 16] = [
    "包括",
    "有",
    "为",
    "是",
    "含",
    "涵盖",
    "包含",
    "还有",
    "即",
    "囊括",
    "囊括了",
    "网罗",
    "网罗了",
    "汇聚了",
    "集合了",
    "集结了",
];

/// Whether a word that opens a list stands right before token `start`.
fn is_opened(tokens: &Tokens<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    OPENERS.contains(&tokens.word(before))
        || (tokens.get(before)).is_some_and(|mark| mark.is_mark('：') || mark.is_mark(':'))
}

/// How far before a list a word for members may stand, in tokens.
const LEADING_TOKENS_MAX: usize = 30;

/// Whether a word for members stands before the list, in its sentence: 会员有
/// 甲、乙等.
fn is_led_by_members(tokens: &Tokens<'_>, start: usize) -> bool {
    (1..=LEADING_TOKENS_MAX)
        .map_while(|back| start.checked_sub(back))
        .take_while(|at| {
            tokens.get(*at).is_some_and(|token| {
                !matches!(token.shape, Shape::NewLine | Shape::Mark('。' | '；'))
            })
        })
        .any(|at| {
            let word = tokens.word(at);
            let kind = ["会员", "成员", "发起方", "参与方", "签约方", "合作方"].contains(&word);
            kind || word.ends_with("单位") || word.ends_with("员企业")
        })
}

/// Whether a word for members stands at most `max` tokens behind `index`.
fn is_of_members(tokens: &Tokens<'_>, index: usize, max: usize) -> bool {
    let count = (index..=index + max)
        .take_while(|at| {
            tokens.get(*at).is_some_and(|token| {
                let quoted = token.is_mark('“') || token.is_mark('「');
                quoted || !matches!(token.shape, Shape::Mark(_) | Shape::NewLine)
            })
        })
        .count();
    let words = tokens.slice(tokens.span(index..index + count));
    MEMBER_WORDS.iter().any(|word| words.contains(word))
}

/// The items of the list that ends before token `end`, from the last.
fn read_items(tokens: &Tokens<'_>, end: usize) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut end = end;
    // 甲、乙、丙共同签署; 甲、乙、丙三方签署; 甲、乙正式加入.
    while tokens.before(end).is_some_and(|last| {
        let joiner = last.is(Classes::JOINER) && !last.is(Classes::ORGANIZATION);
        joiner || ADVERBS.contains(&tokens.word(end - 1))
    }) {
        end -= 1;
    }
    if end > 0 && PARTY_COUNTS.contains(&tokens.word(end - 1)) {
        end -= 1;
    }
    while items.len() < ITEMS_MAX {
        end = without_aside(tokens, end);
        let Some(last) = tokens.before(end) else {
            break;
        };
        let kind = if last.is(Classes::ORGANIZATION) {
            NameKind::Organization
        } else {
            NameKind::ListItem
        };
        let plain = matches!(
            last.shape,
            Shape::Han | Shape::Latin | Shape::Word | Shape::Mark(')')
        );
        let mut item = find_name(tokens, end, kind);
        if is_half(tokens, item.start) {
            item = find_name(tokens, end, NameKind::Organization);
        }
        if plain {
            item = with_brand(tokens, item);
        }
        if !plain || !is_short_name(tokens, &item) {
            break;
        }
        end = item.start.saturating_sub(1);
        let joined = tokens
            .before(item.start)
            .is_some_and(|mark| mark.is_mark('、') || mark.is(Classes::CONJUNCTION));
        items.push(item);
        if !joined {
            break;
        }
    }
    items
}

/// 、福建盼达、: a function word between a region at a list's mark and the rest of
/// a short item is part of the brand.
fn with_brand(tokens: &Tokens<'_>, item: Range<usize>) -> Range<usize> {
    let (Some(word), Some(region)) = (item.start.checked_sub(1), item.start.checked_sub(2)) else {
        return item;
    };
    let single = tokens.get(word).is_some_and(|token| {
        token.is(Classes::BREAK) && tokens.slice(token.start..token.end).chars().count() == 1
    });
    let placed = tokens
        .get(region)
        .is_some_and(|token| token.is(Classes::REGION));
    let listed = tokens
        .before(region)
        .is_some_and(|mark| mark.is_mark('、') || mark.shape == Shape::NewLine);
    let rest = tokens.slice(tokens.span(item.clone()));
    let short = !["的", "了", "等", "在", "是"].contains(&tokens.word(word))
        && (1..=2).contains(&rest.chars().count())
        && item.clone().all(|at| {
            tokens
                .get(at)
                .is_some_and(|token| token.shape == Shape::Han)
        });
    if single && placed && listed && short {
        region..item.end
    } else {
        item
    }
}

/// The longest bracket with another name or a stock's number, in tokens.
const ASIDE_TOKENS_MAX: usize = 10;

/// Where the name ends before a bracket that is no part of it: 甲科技(5474),
/// 甲公司(简称乙).
fn without_aside(tokens: &Tokens<'_>, end: usize) -> usize {
    if !tokens.before(end).is_some_and(|last| last.is_mark(')')) {
        return end;
    }
    let floor = end.saturating_sub(ASIDE_TOKENS_MAX);
    let open = (floor..end)
        .rev()
        .find(|at| tokens.get(*at).is_some_and(|token| token.is_mark('(')));
    let aside = |open: usize| {
        tokens.slice(tokens.span(open..end)).is_ascii() || introduces_alias(tokens, open + 1)
    };
    open.filter(|open| aside(*open)).unwrap_or(end)
}
