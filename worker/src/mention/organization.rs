//! Organizations: government bodies, companies, schools, institutes, hospitals,
//! associations, media, parks, by the word that ends their names.

mod address;
mod announcer;
mod apposition;
mod core;
mod extent;
mod joint;
mod kind;
mod latin;
mod leader;
mod list;
mod own;
mod regions;
mod registered;

use std::ops::Range;

use super::{
    abbreviation::merge_short_names,
    alias::read_aliases,
    boundary::{KINDS_OF_BODIES, NameKind, find_name},
    lexicon::{Classes, is_of_nouns},
    name::{EntityList, canonical_name},
    occurrence::find_names,
    person::is_like_person,
    title::{is_inner_office, is_title},
    token::{Shape, Token, Tokens},
};

pub(crate) use announcer::mention_announcer;
pub(crate) use apposition::{behind_description, without_description};
pub(crate) use leader::may_be_brand;
pub(crate) use list::{is_heading_of_bodies, is_trade};
pub(crate) use own::{mention_headed, mention_last_named, mention_own, mention_societies};

/// The shortest name, in characters.
const NAME_CHARS_MIN: usize = 2;

/// Finds the organizations of the text by their own names. Posts add more.
pub(crate) fn find_organizations(tokens: &Tokens<'_>) -> EntityList {
    let mut found = EntityList::default();
    // From the end, so that the longest of nested names is met first.
    let mut index = tokens.list.len();
    // Where the name behind begins.
    let mut behind = index;
    while let Some(last) = index.checked_sub(1) {
        let is_suffix = tokens
            .get(last)
            .is_some_and(|token| token.is(Classes::ORGANIZATION));
        let name = (is_suffix.then(|| read_name(tokens, last)).flatten())
            .or_else(|| latin::read_latin(tokens, last));
        let name = name.map(|name| with_campus(tokens, name));
        let described =
            |name: &Range<usize>| name.end == behind && apposition::describes(tokens, name.clone());
        match name {
            Some(name) if described(&name) => index = name.start,
            Some(name) => {
                behind = name.start;
                if !regions::expand_regions(tokens, &name, &mut found)
                    && !kind::heads_a_list(tokens, &name)
                {
                    add_name(tokens, &name, &mut found);
                }
                index = name.start;
            }
            None => index = last,
        }
    }
    list::read_members(tokens, &mut found);
    leader::read_leaders(tokens, &mut found);
    address::drop_addresses(tokens, &mut found);
    core::add_cores(tokens.text, &mut found);
    merge_short_names(&mut found);
    found
}

/// Finds every name and alias again, and settles the mentions.
pub(crate) fn mention_names(tokens: &Tokens<'_>, list: &mut EntityList) {
    let names: Vec<(String, usize)> = list
        .names()
        .map(|(name, index)| (name.to_owned(), index))
        .collect();
    for (span, index) in find_names(tokens.text, &names) {
        if span.len() > SHORT_BYTES_MAX || stands_apart(tokens, &span) {
            list.mention(span, index);
        }
    }
    list.settle();
}

/// Names up to this length are found again only where they stand apart.
const SHORT_BYTES_MAX: usize = 6;

/// Whether the span cuts no run of characters that no table knows: 乐播 is not in
/// 快乐播放.
fn stands_apart(tokens: &Tokens<'_>, span: &Range<usize>) -> bool {
    let first = tokens.from(span.start);
    let end = tokens.from(span.end);
    let whole = (tokens.get(first)).is_some_and(|token| token.start == span.start)
        && (tokens.before(end)).is_some_and(|token| token.end == span.end);
    let unknown = |token: Option<&Token>| token.is_some_and(|token| token.shape == Shape::Han);
    whole && !(unknown(tokens.before(first)) && unknown(tokens.get(end)))
}

fn add_name(tokens: &Tokens<'_>, name: &Range<usize>, found: &mut EntityList) {
    let span = tokens.span(name.clone());
    let own = canonical_name(tokens.slice(span.clone()));
    let text = regions::region_of_list(tokens, name).map_or(own.clone(), |region| region + &own);
    let aliases = read_aliases(tokens, name.end, &text);
    let entity = found.add(text);
    found.mention(span, entity);
    if let Some(second) = second_name(tokens, name.end) {
        found.add_alias(entity, second);
    }
    for alias in aliases {
        found.add_alias(entity, alias);
    }
}

/// 甲公司(乙公司), 商务局(旅游局): a whole name in the bracket right behind one is
/// the same body's second name.
fn second_name(tokens: &Tokens<'_>, open: usize) -> Option<String> {
    let opens = (tokens.get(open)).is_some_and(|mark| mark.is_mark('(') || mark.is_mark('（'));
    let close = (open + 1..open + SECOND_NAME_TOKENS_MAX)
        .find(|at| (tokens.get(*at)).is_some_and(|mark| mark.is_mark(')') || mark.is_mark('）')))?;
    let last = close.checked_sub(1).filter(|last| opens && *last > open)?;
    let suffixed = (tokens.get(last)).is_some_and(|token| token.is(Classes::ORGANIZATION));
    let name = read_name(tokens, last).filter(|name| suffixed && name.start == open + 1)?;
    Some(canonical_name(tokens.slice(tokens.span(name))))
}

/// The longest bracket with a second name, in tokens.
const SECOND_NAME_TOKENS_MAX: usize = 16;

/// The name that the suffix at `last` ends; `None` where it ends none.
fn read_name(tokens: &Tokens<'_>, last: usize) -> Option<Range<usize>> {
    let mut name = find_name(tokens, last + 1, kind_of(tokens, last));
    if is_half(tokens, name.start) {
        name = find_name(tokens, last + 1, NameKind::Organization);
    }
    let name = registered::reaching_to_mark(tokens, registered::with_region(tokens, name));
    let name = without_verb(tokens, name);
    let name = match kind_of(tokens, last) {
        NameKind::ListItem => apposition::behind_kind(tokens, name),
        _ => name,
    };
    let name = apposition::behind_apposition(tokens, name);
    let name = joint::without_kind(tokens, joint::with_brand(tokens, name));
    let name = joint::with_origin(tokens, name);
    let suffix = tokens.get(last)?;
    let span = tokens.span(name.clone());
    let text = canonical_name(tokens.slice(span));
    if is_counted(tokens, &name, &text) || kind::is_common(&text) {
        return None;
    }
    let char_count = text.chars().count();
    let alone = name.len() == 1;
    // 理事长赖博司 is a person.
    let single = suffix.end - suffix.start == 3;
    let behind_title = tokens.before(name.start).is_some_and(is_title);
    if single && behind_title && is_like_person(&text) {
        return None;
    }
    // 李东华为首届 holds no 华为: before a name that is complete by itself only
    // a region or a known word may stand.
    let unknown_before = suffix.is(Classes::NAMED)
        && name.len() > 1
        && (name.start..last).all(|index| {
            tokens
                .get(index)
                .is_some_and(|token| token.shape == Shape::Han)
        });
    if unknown_before && behind_title {
        return None;
    }
    let inner = (name.start + 1..last).any(|at| {
        let ends = (tokens.get(at - 1)).is_some_and(|body| body.is(Classes::ORGANIZATION));
        ends && is_inner_office(tokens, at, last)
    });
    if inner || is_on_a_plaque(tokens, &name) || extent::goes_beyond(tokens, &name) {
        return None;
    }
    let accepted = if alone {
        stands_alone(suffix, tokens.word(last))
            || regions::is_listed_school(tokens, last)
            || regions::region_of_list(tokens, &name).is_some()
    } else {
        char_count > NAME_CHARS_MIN && is_specific(tokens, name.start..last, suffix)
    };
    (accepted && !goes_on(tokens, last)).then_some(name)
}

/// “甲医院指导医院”牌匾: what a plaque says names no body that takes part.
fn is_on_a_plaque(tokens: &Tokens<'_>, name: &Range<usize>) -> bool {
    let closes = (tokens.get(name.end)).is_some_and(|mark| mark.is_mark('”') || mark.is_mark('」'));
    let behind = tokens
        .get(name.end + 1)
        .map_or(tokens.text.len(), |next| next.start);
    let rest = tokens.text.get(behind..).unwrap_or_default();
    closes
        && [
            "牌匾",
            "匾牌",
            "铜牌",
            "的牌匾",
            "的铜牌",
            "称号",
            "荣誉称号",
            "牌子",
            "的牌子",
            "的称号",
        ]
        .iter()
        .any(|plaque| rest.starts_with(plaque))
}

/// Verbs of one character before an office that is named by its level alone.
const VERBS_BEFORE_OFFICES: [char; 10] =
    ['报', '经', '请', '受', '获', '应', '赴', '随', '陪', '呈'];

/// 报省政府: the office bears no name before its level.
fn without_verb(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let last = name.end.saturating_sub(1);
    let office = tokens.word(last);
    let of_level = office.starts_with(['省', '市', '区', '县', '州'])
        && (tokens.get(last)).is_some_and(|token| token.is(Classes::NAMED));
    let verb = name.len() > 1 && tokens.word(last - 1).ends_with(VERBS_BEFORE_OFFICES);
    // 须报省科技厅: the level stands apart from the duty.
    let apart = (name.len() > 2 && last >= 2)
        .then(|| last - 1)
        .filter(|level| ["省", "市", "区", "县", "州"].contains(&tokens.word(*level)))
        .filter(|level| tokens.word(level - 1).ends_with(VERBS_BEFORE_OFFICES));
    match apart {
        Some(level) if (tokens.get(last)).is_some_and(|token| token.is(Classes::GOVERNMENT)) => {
            level..name.end
        }
        _ if of_level && verb => last..name.end,
        _ => name,
    }
}

/// Names of companies and universities hold no conjunction: 甲电气及乙大学 are
/// two.
fn kind_of(tokens: &Tokens<'_>, last: usize) -> NameKind {
    let company = (tokens.get(last)).is_some_and(|suffix| suffix.is(Classes::COMPANY));
    if company || tokens.word(last) == "大学" {
        NameKind::ListItem
    } else {
        NameKind::Organization
    }
}

/// Whether the conjunction before the name is part of a brand: 山西泰和轴承集团.
fn is_half(tokens: &Tokens<'_>, start: usize) -> bool {
    let shape = |back: usize| {
        (start.checked_sub(back))
            .and_then(|at| tokens.get(at))
            .map(|token| token.shape)
    };
    let is = |back: usize, class: Classes| {
        (start.checked_sub(back))
            .and_then(|at| tokens.get(at))
            .is_some_and(|token| token.is(class))
    };
    let marked =
        (start.checked_sub(3).and_then(|at| tokens.get(at))).is_some_and(|mark| mark.is_mark('、'));
    // 、天和光伏: one character at a list's mark is no name.
    is(1, Classes::CONJUNCTION)
        && shape(2) == Some(Shape::Han)
        && (is(3, Classes::REGION) || marked)
}

/// 中国地质大学(武汉): a bracket that holds a region alone is part of the name.
fn with_campus(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let is = |index: usize, marks: [char; 2]| {
        (tokens.get(index)).is_some_and(|token| marks.iter().any(|mark| token.is_mark(*mark)))
    };
    let region = (tokens.get(name.end + 1)).is_some_and(|token| token.is(Classes::REGION));
    let campus = is(name.end, ['(', '（']) && region && is(name.end + 2, [')', '）']);
    let end = if campus { name.end + 3 } else { name.end };
    name.start..end
}

const NUMERALS: &str = "0123456789一二三四五六七八九十百两多余几数";

/// Whether the name is cut out of a count or is what is counted: 甲、乙学院四所,
/// 九 | 地工商联, 17家国家高新区.
fn is_counted(tokens: &Tokens<'_>, name: &Range<usize>, text: &str) -> bool {
    let counts = tokens.before(name.start).is_some_and(|count| {
        count.shape == Shape::Number
            && (tokens.word(name.start - 1)).ends_with(['家', '所', '个', '间', '多', '余'])
    });
    let registered = (tokens.before(name.end)).is_some_and(|last| last.is(Classes::COMPANY))
        && (tokens.get(name.start)).is_some_and(|first| first.is(Classes::REGION));
    if VERBS_OF_OBJECTS.iter().any(|verb| text.starts_with(verb)) && !registered {
        return true;
    }
    if counts && !registered {
        return true;
    }
    if ["大专校院", "大专院校"].contains(&text) {
        return true;
    }
    // 近40所大专校院
    let approximate = (text.strip_prefix(['近', '约', '逾', '超']))
        .is_some_and(|rest| rest.starts_with(|first| NUMERALS.contains(first)));
    if approximate {
        return true;
    }
    let ends = (text.strip_suffix(['所', '校']))
        .is_some_and(|count| count.ends_with(|last| NUMERALS.contains(last)));
    let start = tokens.span(name.clone()).start;
    let before = tokens.text.get(..start).unwrap_or_default();
    let begins = text.starts_with(['家', '地', '所', '间', '个'])
        && before.ends_with(|last| NUMERALS.contains(last));
    ends || begins
}

/// Verbs that no body's name begins with: 共建人才培养基地, 开放实验室.
const VERBS_OF_OBJECTS: [&str; 8] = [
    "共建", "合建", "筹建", "打造", "开放", "设立", "建设", "新建",
];

/// Whether the word names a body without anything before it.
fn stands_alone(suffix: &Token, word: &str) -> bool {
    if suffix.is(Classes::NAMED) {
        return true;
    }
    // 经信局, 科技厅: a duty and a head in one word.
    suffix.is(Classes::GOVERNMENT)
        && word.chars().count() >= 3
        && word.ends_with(['厅', '局', '委'])
        && !GENERIC_OFFICES.contains(&word)
}

/// Of a Chinese character.
const CHARACTER_BYTES: usize = 3;

const GENERIC_OFFICES: [&str; 5] = ["办公厅", "管理局", "监管局", "监督管理局", "审批局"];

/// Whether what stands before the suffix says which body it is.
fn is_specific(tokens: &Tokens<'_>, body: Range<usize>, suffix: &Token) -> bool {
    let mut characters = 0;
    for index in body.clone() {
        let Some(token) = tokens.get(index) else {
            continue;
        };
        let word = tokens.word(index);
        let proper = match token.shape {
            Shape::Han | Shape::Latin => true,
            Shape::Word => {
                token.is(Classes::REGION)
                    || token.is(Classes::NAMED)
                    || ["自治区", "自治州", "自治县"].contains(&word)
                    || (token.is(Classes::GOVERNMENT) && word.chars().count() > 1)
            }
            _ => false,
        };
        if proper {
            characters += word.chars().count();
        }
    }
    // 甲大学材料系: a department of a school.
    if ["系", "学部"].contains(&tokens.word(body.end)) {
        return body_words(tokens, body).any(|word| ["大学", "学院"].contains(&word));
    }
    let single = suffix.end - suffix.start <= 3;
    // 船公司: one character before the kind is a part of it.
    let of_one = body.len() == 1
        && (tokens.get(body.start)).is_some_and(|token| {
            let level =
                ["省", "市", "区", "县", "州", "旗", "镇", "乡"].contains(&tokens.word(body.start));
            token.shape == Shape::Han && token.end - token.start == CHARACTER_BYTES && !level
        });
    let official = suffix.is(Classes::GOVERNMENT) || suffix.is(Classes::NAMED);
    if of_one && !single && !official {
        return false;
    }
    if single {
        if is_works_of_a_kind(tokens, &body) {
            return false;
        }
        return characters >= 2
            && tokens
                .before(body.end)
                .is_some_and(|last| !last.is(Classes::JOINER));
    }
    if suffix.is(Classes::GOVERNMENT) {
        return characters > 0 || body.len() > 1;
    }
    // 德国公司, 北京学校: which one is not said.
    let of_region_alone = body.len() == 1
        && tokens
            .get(body.start)
            .is_some_and(|token| token.is(Classes::REGION));
    if of_region_alone && ["公司", "学校", "医院"].contains(&tokens.word(body.end)) {
        return false;
    }
    // 工业技术研究院: words that are known, but more than a kind.
    let scholarly = suffix.end - suffix.start >= 6
        && !suffix.is(Classes::COMPANY)
        && !suffix.is(Classes::PARK)
        && !suffix.is(Classes::JOINER);
    let char_count = tokens.slice(tokens.span(body.clone())).chars().count();
    let of_kinds = body_words(tokens, body.clone()).any(|word| KINDS_OF_BODIES.contains(&word))
        || (body.clone()).any(|index| GENERIC_HEADS.contains(&tokens.word(index)));
    // 资讯策进会: of its kind there is one for a trade.
    let longest = if tokens.word(body.end) == "策进会" {
        2
    } else {
        4
    };
    characters > 0 || (scholarly && char_count >= longest && !of_kinds)
}

/// 灯具厂, LED厂: works of a kind; 记忆体控制晶片厂 | 群岭电子: what the body named behind is.
fn is_works_of_a_kind(tokens: &Tokens<'_>, body: &Range<usize>) -> bool {
    let words = tokens.slice(tokens.span(body.clone()));
    let last = words.len().saturating_sub(2 * CHARACTER_BYTES);
    let kind = words.is_ascii() || is_of_nouns(words);
    let described = (tokens.get(body.end + 1)).is_some_and(|next| next.shape == Shape::Han)
        && !(tokens.get(body.start)).is_some_and(|first| first.is(Classes::REGION))
        && is_of_nouns(words.get(last..).unwrap_or_default());
    (kind || described) && tokens.word(body.end) == "厂"
}

/// 行业协会商会: heads of kinds of bodies, where nothing says which.
const GENERIC_HEADS: [&str; 4] = ["协会", "学会", "商会", "院校"];

fn body_words<'t>(tokens: &Tokens<'t>, body: Range<usize>) -> impl Iterator<Item = &'t str> {
    let words: Vec<&str> = body.map(|index| tokens.word(index)).collect();
    words.into_iter()
}

/// Whether the word behind shows that the suffix ends no name: 学院路, 公司法,
/// 协会会长单位, 日常办事机构 go on.
fn goes_on(tokens: &Tokens<'_>, last: usize) -> bool {
    let next = tokens.word(last + 1);
    let end = tokens.get(last).map_or(0, |token| token.end);
    let rest = tokens.text.get(end..).unwrap_or_default();
    let verb = tokens.word(last) == "系" && ["由", "统", "列", "数", "指"].contains(&next);
    let does =
        tokens.word(last).ends_with('办') && rest.starts_with(['事', '公', '理', '学', '好']);
    // 执政协议 ends in no 政协.
    let pact = tokens.word(last).ends_with('协') && rest.starts_with('议');
    // 文旅部门 ends in no 文旅部; 协会协办 ends in no 协办.
    let department = tokens.word(last).ends_with('部') && rest.starts_with('门');
    let helps = tokens.word(last) == "办"
        && (tokens.before(last)).is_some_and(|verb| {
            ["协", "主", "承", "合", "举", "筹", "创", "开"]
                .contains(&tokens.slice(verb.start..verb.end))
        });
    verb || does
        || pact
        || department
        || helps
        // 科技厅厅务会, 鄂州市图书馆门口排队办证.
        || rest.starts_with("务会") || tokens.word(last) == "办" && rest.starts_with('证')
        || ["路", "法", "化", "制", "员", "级", "型", "类", "式"].contains(&next)
        || rest.starts_with("会议")
}

#[cfg(test)]
mod tests;
