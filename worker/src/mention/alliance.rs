//! Alliances: names that end in 联盟, 联合体 or 共同体 (RECORDS.md, "An
//! alliance"), their short names, and the words that stand for them.

mod apposition;
mod coordination;
mod exclusion;
mod kind;
mod person;
mod reference;
mod shortening;

use std::ops::Range;

use self::{coordination::read_coordinated, kind::is_generic};
pub(crate) use self::{
    kind::names_a_kind,
    shortening::{name_by_title, names_a_class},
};
use super::{
    alias::read_aliases,
    boundary::{NameKind, find_name, find_open},
    lexicon::Classes,
    name::{EntityList, canonical_name},
    token::{Shape, Tokens},
};

/// A name like an alliance's that is none, with the reason.
pub(crate) type NonAlliance = super::Mention<&'static str>;

/// What the recognizer found.
#[expect(
    clippy::struct_field_names,
    reason = "what is no alliance is found beside what is"
)]
#[derive(Debug, Default)]
pub(crate) struct Alliances {
    pub(crate) list: EntityList,
    pub(crate) non_alliances: Vec<NonAlliance>,
    /// Descriptions of an alliance whose name follows behind a dash.
    apposed: Vec<apposition::Described>,
}

/// A word for an alliance without a name of its own, or a shortened name.
#[derive(Clone, Debug)]
struct Reference {
    /// Tokens of the whole.
    tokens: Range<usize>,
    /// 联盟, 联合体 or 共同体.
    head: String,
    /// What stands before the head, in canonical form; empty for a bare head.
    body: String,
}

/// Finds the alliances of the text. Where only the title names one, 联盟 in the
/// text means that.
pub(crate) fn find_alliances(tokens: &Tokens<'_>, title: Option<&str>) -> Alliances {
    let mut found = Alliances::default();
    let mut references = Vec::new();
    for index in 0..tokens.list.len() {
        let is_head = tokens
            .get(index)
            .is_some_and(|token| token.is(Classes::ALLIANCE));
        // 某某利用联盟共同体: the name goes on to its last head.
        let goes_on = (tokens.get(index + 1)).is_some_and(|next| next.is(Classes::ALLIANCE));
        if is_head && !goes_on && !is_cut_word(tokens, index) {
            read_head(tokens, index, &mut found, &mut references);
        }
    }
    shortening::merge_names(tokens, &mut found.list);
    reference::resolve_kinds(tokens, &mut found.list, &mut references);
    apposition::resolve(tokens, std::mem::take(&mut found.apposed), &mut found.list);
    reference::mention_names(tokens, &mut found.list);
    let titled = title.map_or_else(reference::Titled::default, |title| {
        shortening::add_titled(title, &mut found.list)
    });
    reference::resolve_bare_heads(tokens, &mut found.list, &references, &titled);
    found.list.settle();
    found
}

/// 联盟链, 联盟号, 联盟杯: the head is part of another word; 联盟协作网: of the name
/// of another body.
fn is_cut_word(tokens: &Tokens<'_>, index: usize) -> bool {
    [
        "链",
        "号",
        "杯",
        "军",
        "赛",
        "店",
        "游戏",
        "手游",
        "网游",
        "大道",
        "协同发展网",
        "协发网",
        "协作网",
    ]
    .contains(&tokens.word(index + 1))
}

fn read_head(
    tokens: &Tokens<'_>,
    index: usize,
    found: &mut Alliances,
    references: &mut Vec<Reference>,
) {
    let mut name = find_name(tokens, index + 1, NameKind::Alliance);
    if is_generic(tokens, name.start..index) {
        name = over_nominal_verb(tokens, name.clone()).unwrap_or(name);
    }
    let name = whole_quotation(tokens, name);
    let name = person::behind_person(tokens, name);
    let body = canonical_name(tokens.slice(tokens.span(name.start..index)));
    let head = tokens.word(index).to_owned();
    let span = tokens.span(name.clone());
    if let Some(reason) = exclusion::reason_to_exclude(&body, &head) {
        found.non_alliances.push(super::Mention {
            span,
            value: reason,
        });
        return;
    }
    // 甲公司、乙公司联合体: who bids together.
    let of_bidders = tokens.before(index).is_some_and(|last| {
        head == "联合体"
            && last.is(Classes::ORGANIZATION)
            && tokens.word(index - 1).ends_with("公司")
    });
    if of_bidders {
        found.non_alliances.push(super::Mention {
            span,
            value: "bidders together",
        });
        return;
    }
    // 科技部联盟试点, 科技部原联盟处: a public body forms no name of an alliance.
    let of_government = tokens.get(name.start).is_some_and(|first| {
        first.is(Classes::NAMED) && first.is(Classes::ORGANIZATION) && index > name.start
    });
    if of_government && is_generic(tokens, name.start + 1..index) {
        return;
    }
    if read_coordinated(tokens, name.clone(), &head, &mut found.list) {
        return;
    }
    if coordination::read_elliptical(tokens, name.clone(), &head, &mut found.list) {
        return;
    }
    if coordination::is_counted(tokens, &name) {
        return;
    }
    let generic = is_generic(tokens, name.start..index) && !kind::is_told_as_named(tokens, &name);
    if generic || kind::is_behind_address(tokens, name.start..index) {
        let body = if generic { body } else { String::new() };
        let name = if generic { name } else { index..index + 1 };
        references.push(Reference {
            tokens: name,
            head,
            body,
        });
        return;
    }
    let text = format!("{body}{head}");
    let aliases = read_aliases(tokens, index + 1, &text);
    if apposition::is_described(tokens, &name) {
        found
            .apposed
            .push(apposition::Described { span, name: text });
        return;
    }
    let entity = found.list.add(text);
    found.list.mention(span, entity);
    for alias in aliases {
        found.list.add_alias(entity, alias);
    }
}

/// “江南数字阅读联盟”: the marks around a name say where it begins, whatever words
/// it holds; a quotation that begins with a verb or a particle is none.
fn whole_quotation(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let Some(close) = (tokens.get(name.end)).and_then(|token| match token.shape {
        Shape::Mark(mark @ ('”' | '」')) => Some(mark),
        _ => None,
    }) else {
        return name;
    };
    let Some(open) = find_open(tokens, name.end, close) else {
        return name;
    };
    let dropped = open + 1..name.start;
    let names = (dropped.clone()).all(|at| {
        (tokens.get(at)).is_some_and(|token| {
            matches!(
                token.shape,
                Shape::Han
                    | Shape::Latin
                    | Shape::Number
                    | Shape::Mark('-' | '—' | '·' | '+' | '&')
            ) || at == open + 1 && tokens.word(at) == "新"
                || at > open + 1 && tokens.word(at) == "暨"
                || token.shape == Shape::Word
                    && !token.is(Classes::ORGANIZATION)
                    && !token.is(Classes::TITLE)
                    && !token.is(Classes::ALLIANCE)
                    && !token.is(Classes::INTRODUCER)
                    && token.end - token.start > 3
        })
    });
    let is_told = !dropped.is_empty() && is_told_as_whole(tokens, open, name.end);
    let holds_body = (dropped.clone()).any(|at| {
        (tokens.get(at)).is_some_and(|token| {
            token.is(Classes::ORGANIZATION)
                || token.is(Classes::ALLIANCE)
                || matches!(token.shape, Shape::Mark('，' | '。' | '、' | '；' | '《'))
        })
    });
    if is_told && !holds_body {
        return open + 1..name.end;
    }
    let opens = (tokens.get(open + 1)).is_some_and(|first| {
        first.is(Classes::REGION)
            || first.is(Classes::FILLER)
            || tokens.word(open + 1) == "新"
            || matches!(first.shape, Shape::Han | Shape::Latin)
    });
    if !dropped.is_empty() && names && opens {
        open + 1..name.end
    } else {
        name
    }
}

/// 成立“北都物流联盟”, “在外商会联盟”启动仪式: what is founded, joined, or acts under such
/// words is the whole of what stands between the marks, and no speech.
fn is_told_as_whole(tokens: &Tokens<'_>, open: usize, close: usize) -> bool {
    const NAMING: [&str; 11] = [
        "成立",
        "组建",
        "筹组",
        "筹建",
        "组成",
        "加入",
        "设立",
        "创立",
        "发起",
        "名为",
        "成立了",
    ];
    const ACTING: [&str; 12] = [
        "启动", "成立", "揭牌", "授牌", "正式", "理事", "会员", "成员", "秘书", "筹备", "章程",
        "挂牌",
    ];
    let span = tokens.span(open..close + 1);
    let before = tokens.slice(0..span.start);
    let behind = tokens.slice(tokens.span(close + 1..(close + 4).min(tokens.list.len())));
    NAMING.iter().any(|word| before.ends_with(word))
        || ACTING.iter().any(|word| behind.starts_with(word))
}

/// Verbs that are nouns as well: they end the words of many names (人才支持联盟),
/// but lead to an alliance told of before as often (支持联盟).
const NOMINAL_VERBS: [&str; 23] = [
    "支持", "助力", "奖励", "提升", "保障", "维护", "鼓励", "激励", "捐赠", "资助", "分享", "探讨",
    "演讲", "出版", "发行", "评选", "认定", "评定", "采访", "转让", "拓展", "创建", "领导",
];

/// The name that goes on over a nominal verb before a kind of alliance, from a
/// region at the beginning of a phrase: 珠三角助力创新联盟.
fn over_nominal_verb(tokens: &Tokens<'_>, kind: Range<usize>) -> Option<Range<usize>> {
    let verb = kind.start.checked_sub(1)?;
    if !NOMINAL_VERBS.contains(&tokens.word(verb)) {
        return None;
    }
    let before = find_name(tokens, verb, NameKind::Alliance);
    // A region, or what an attribute or a quotation mark parts from the verb's
    // subject: 由甲指导的职工技能提升联盟.
    let from_region = tokens
        .get(before.start)
        .is_some_and(|first| first.is(Classes::REGION))
        || before.start > 0 && ["的", "“", "「"].contains(&tokens.word(before.start - 1));
    let parts = before.clone().all(|index| {
        tokens.get(index).is_some_and(|token| {
            matches!(token.shape, Shape::Han | Shape::Word | Shape::Latin)
                && (!token.is(Classes::BREAK) || token.is(Classes::FILLER))
                && !token.is(Classes::ORGANIZATION)
                && !token.is(Classes::TITLE)
        })
    });
    // 甲省支持联盟 supports one; 甲省支持联盟建设 does even more so.
    let says_more = before.len() > 1 || kind.len() > 1;
    let complete = tokens.get(kind.end).is_none_or(|next| {
        next.is(Classes::BREAK) || matches!(next.shape, Shape::Mark(_) | Shape::NewLine)
    });
    (from_region && parts && says_more && complete).then_some(before.start..kind.end)
}

#[cfg(test)]
mod tests;
