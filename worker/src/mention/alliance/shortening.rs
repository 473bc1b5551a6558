//! Alliances that the text names in several forms.

use std::ops::Range;

use super::{
    super::{
        Entity,
        abbreviation::is_subsequence,
        lexicon::Classes,
        name::EntityList,
        token::{Shape, Tokens},
    },
    names_a_kind,
    reference::Titled,
};
use crate::alliance_head::{ALLIANCE_HEADS, strip_alliance_head};

/// Texts that name more alliances than this are lists, in which shortened names
/// are not looked for.
const ALLIANCES_MAX: usize = 100;
/// Bodies of a name this short are words of the language as often as names.
const DOUBTFUL_CHARS_MAX: usize = 2;

/// Merges shortened names into the full ones, names a full form with outer
/// regions by its own form, and drops words that only look like names.
pub(super) fn merge_names(tokens: &Tokens<'_>, list: &mut EntityList) {
    let renames = RENAMING_WORDS.iter().any(|word| tokens.text.contains(word));
    if list.entities.len() > ALLIANCES_MAX {
        return;
    }
    if !renames {
        merge_former_names(tokens, list);
    }
    for short in 0..list.entities.len() {
        let name_of = |index: usize| list.entities.get(index).map(|entity| entity.name.clone());
        let Some(name) = name_of(short) else {
            continue;
        };
        let mut full = (0..list.entities.len()).filter(|full| {
            name_of(*full).is_some_and(|full| {
                is_short_form(&name, &full) && !(renames && begin_alike(&name, &full))
            })
        });
        let (Some(full), None) = (full.next(), full.next()) else {
            continue;
        };
        let Some(full_name) = name_of(full) else {
            continue;
        };
        list.merge(short, full);
        if adds_outer_regions(&name, &full_name) {
            list.rename(full, &name);
        }
    }
    drop_class_names(tokens, list);
    drop_doubtful(tokens, list);
}

/// 甲联盟（原乙联盟）: where the text tells nothing of the change, both are names of
/// one alliance, and the one outside the bracket is its own.
fn merge_former_names(tokens: &Tokens<'_>, list: &mut EntityList) {
    let mut spans: Vec<_> = (list.mentions.iter())
        .map(|mention| (mention.span.clone(), mention.value))
        .collect();
    spans.sort_unstable_by_key(|(span, _)| span.start);
    let former: Vec<(usize, usize)> = (spans.windows(2))
        .filter_map(|pair| match pair {
            [(own, name), (old, former)] if own.end < old.start => {
                let between = (tokens.slice(own.end..old.start))
                    .trim_start_matches(['”', '」'])
                    .trim_end_matches(['“', '「', ':', '：']);
                ["(原", "（原", "(原名", "（原名", "(曾用名", "（曾用名"]
                    .contains(&between)
                    .then_some((*former, *name))
            }
            _ => None,
        })
        .collect();
    for (former, name) in former {
        list.merge(former, name);
    }
}

/// Gives an alliance the region that only the title puts before its name: 我省
/// 水泵产业联盟 of the text is 江南省水泵产业联盟 of the title.
pub(crate) fn name_by_title(title: &str, entities: &mut [Entity]) {
    let tokens = Tokens::cut(title);
    for full in super::find_alliances(&tokens, None).list.entities {
        if entities.iter().any(|entity| entity.name == full.name) {
            continue;
        }
        let mut shorter = (entities.iter_mut()).filter(|entity| {
            !starts_with_region(&entity.name) && is_region_before(&entity.name, &full.name)
        });
        if let (Some(entity), None) = (shorter.next(), shorter.next()) {
            let short = std::mem::replace(&mut entity.name, full.name);
            entity.aliases.push(short);
        }
    }
}

/// The one alliance of the title: found among those of the text, else added to
/// them, for minutes name it in their headline alone.
pub(super) fn add_titled(title: &str, list: &mut EntityList) -> Titled {
    let tokens = Tokens::cut(title);
    let named = super::find_alliances(&tokens, None).list.entities;
    let [titled] = named.as_slice() else {
        return Titled::default();
    };
    if let Some(known) = list.find(&titled.name) {
        return Titled {
            only: None,
            headline: Some(known),
        };
    }
    let known: Vec<usize> = (list.names())
        .filter(|(name, _)| is_short_form(name, &titled.name) || is_short_form(&titled.name, name))
        .map(|(_, entity)| entity)
        .collect();
    if let Some((first, others)) = known.split_first() {
        let (first, one) = (*first, others.iter().all(|other| other == first));
        return Titled {
            only: None,
            headline: Some(first).filter(|_| one),
        };
    }
    Titled {
        only: Some(list.add(titled.name.clone())),
        headline: None,
    }
}

/// Whether `full` is `name` behind nothing but regions.
fn is_region_before(name: &str, full: &str) -> bool {
    full.strip_suffix(name).is_some_and(|outer| {
        let tokens = Tokens::cut(outer);
        !tokens.list.is_empty() && tokens.list.iter().all(|token| token.is(Classes::REGION))
            || is_formed_as_region(&tokens)
    })
}

/// 清溪市, 云岭县: a region that no table has, by the level that it ends in.
fn is_formed_as_region(tokens: &Tokens<'_>) -> bool {
    let level = (tokens.text.chars().last()).is_some_and(|last| "省市县区州旗".contains(last));
    level
        && (3..=REGION_CHARS_MAX).contains(&tokens.text.chars().count())
        && (tokens.list.iter()).all(|token| {
            let others = [
                Classes::ORGANIZATION,
                Classes::TITLE,
                Classes::BREAK,
                Classes::INTRODUCER,
                Classes::CONJUNCTION,
            ];
            matches!(token.shape, Shape::Han | Shape::Word)
                && !others.iter().any(|class| token.is(*class))
        })
}

/// The longest name of a region that no table has, with its level, in characters.
const REGION_CHARS_MAX: usize = 5;

/// Drops 宁州市创新联合体 beside 宁州市磁材创新联合体 and others: it is what they
/// all are.
fn drop_class_names(tokens: &Tokens<'_>, list: &mut EntityList) {
    let names: Vec<String> = (list.entities.iter())
        .map(|entity| entity.name.clone())
        .collect();
    for (index, name) in names.iter().enumerate() {
        let Some((region, kind)) = split_class_name(name) else {
            continue;
        };
        let members = (names.iter())
            .filter(|member| {
                *member != name && member.starts_with(region) && member.ends_with(kind)
            })
            .count();
        // 《甲省创新联合体管理办法》 rules them all.
        let ruled = || {
            (list.mentions.iter())
                .filter(|mention| mention.value == index)
                .all(|mention| is_in_title_of_rules(tokens, &mention.span))
        };
        if members >= CLASS_MEMBERS_MIN || members > 0 && ruled() {
            list.mentions.retain(|mention| mention.value != index);
        }
    }
}

/// Whether the name stands within 《》, and the document is of rules.
fn is_in_title_of_rules(tokens: &Tokens<'_>, span: &Range<usize>) -> bool {
    let from = tokens
        .text
        .ceil_char_boundary(span.start.saturating_sub(TITLE_BYTES_MAX));
    let to = tokens
        .text
        .floor_char_boundary((span.end + TITLE_BYTES_MAX).min(tokens.text.len()));
    let opened = (tokens.slice(from..span.start).rsplit_once('《'))
        .is_some_and(|(_, inside)| !inside.contains('》'));
    let rest = tokens.slice(span.end..to).split_once('》');
    opened
        && rest.is_some_and(|(rest, _)| {
            !rest.contains('《')
                && [
                    "办法", "细则", "规定", "条例", "指引", "方案", "意见", "指南",
                ]
                .iter()
                .any(|kind| rest.contains(kind))
        })
}

/// How far within a document's title a name may stand, in bytes.
const TITLE_BYTES_MAX: usize = 120;

/// One longer name may be the full form; two are members of a class.
const CLASS_MEMBERS_MIN: usize = 2;

/// Whether both have the same head and `short` leaves out of `full` what a
/// short form may leave out: 磁材联合体 of 宁州市磁性材料创新联合体. A name with
/// the same region and other words left out is of a sister alliance.
fn is_short_form(short: &str, full: &str) -> bool {
    let head = ALLIANCE_HEADS
        .into_iter()
        .find(|head| short.ends_with(head) && full.ends_with(head));
    let level = names_level_alone(short, full);
    let (Some(head), true) = (head, short.len() < full.len() || level) else {
        return false;
    };
    let body = short.strip_suffix(head).unwrap_or(short);
    if full.ends_with(short)
        || full.contains(body)
        || contracts(short, full)
        || drops_level(short, full)
        || level
    {
        return true;
    }
    !begin_alike(short, full) && !starts_with_region(short) && is_subsequence(short, full)
}

/// Words for the level of a region, which a short form may leave out.
const LEVELS: [&str; 5] = ["省", "市", "区", "县", "州"];

/// 通州商标联盟 of 通州区商标联盟: the level of the region is left out.
fn drops_level(short: &str, full: &str) -> bool {
    LEVELS.iter().any(|level| {
        full.match_indices(level).any(|(at, _)| {
            let rest = full.get(at + level.len()..).unwrap_or_default();
            let head = full.get(..at).unwrap_or_default();
            head.chars().count() >= 2
                && short.strip_prefix(head) == Some(rest)
                && starts_with_region(full)
        })
    })
}

/// 自治区枸杞联合体 of 宁夏枸杞联合体: the level stands for the region.
fn names_level_alone(short: &str, full: &str) -> bool {
    [
        "自治区",
        "自治州",
        "自治县",
        "全省",
        "全市",
        "全区",
        "全县",
        "我省",
        "我市",
        "我区",
        "我县",
    ]
    .iter()
    .filter_map(|level| short.strip_prefix(level))
    .any(|rest| {
        (full.strip_suffix(rest)).is_some_and(|outer| {
            let outer = Tokens::cut(outer);
            !outer.list.is_empty() && outer.list.iter().all(|token| token.is(Classes::REGION))
        })
    })
}

/// Whether `short` differs from `full` in one place alone, where it has the first
/// characters of words of two: 职教 of 职业教育.
fn contracts(short: &str, full: &str) -> bool {
    let short: Vec<char> = short.chars().collect();
    let full: Vec<char> = full.chars().collect();
    let same = |(left, right): &(&char, &char)| left == right;
    let ahead = short.iter().zip(&full).take_while(same).count();
    let behind = (short.iter().rev().zip(full.iter().rev()))
        .take_while(same)
        .count();
    (0..=ahead.min(short.len().saturating_sub(behind))).any(|from| {
        let (Some(initials), Some(words)) = (
            short.get(from..short.len() - behind),
            full.get(from..full.len() - behind),
        ) else {
            return false;
        };
        initials.len() >= 2
            && words.iter().step_by(2).eq(initials)
            && words.len() == 2 * initials.len()
    })
}

/// Whether the name says no more than a kind, or a region and a kind.
pub(crate) fn names_a_class(name: &str) -> bool {
    names_a_kind(name) || split_class_name(name).is_some()
}

/// The regions and the kind of a name that has nothing else.
fn split_class_name(name: &str) -> Option<(&str, &str)> {
    let tokens = Tokens::cut(name);
    let last = (tokens.list.iter())
        .take_while(|token| token.is(Classes::REGION))
        .last()?;
    let (region, kind) = name.split_at_checked(last.end)?;
    names_a_kind(kind).then_some((region, kind))
}

/// Whether both begin with the same two characters, as sisters of one region
/// do, and the old and the new name of one alliance.
fn begin_alike(left: &str, right: &str) -> bool {
    left.chars().take(2).eq(right.chars().take(2))
}

/// Words that tell of a new name: two names that are alike are then two.
const RENAMING_WORDS: [&str; 3] = ["更名", "改名", "变更名称"];

fn starts_with_region(name: &str) -> bool {
    let tokens = Tokens::cut(name);
    tokens.get(0).is_some_and(|token| token.is(Classes::REGION))
}

/// Whether `full` is `name` behind nothing but regions that hold it.
fn adds_outer_regions(name: &str, full: &str) -> bool {
    is_region_before(name, full) && starts_with_region(name)
}

/// Words that only stand before the name of an alliance.
const JOINING_WORDS: [&str; 4] = ["加入", "加盟", "退出", "正式加入"];
/// Words that found an alliance; behind 宣布 they name one.
const FOUNDING_WORDS: [&str; 5] = ["成立", "组建", "结成", "组成", "发起"];

/// Drops names with a body of one or two characters that stand only once and
/// without quotation marks: 拥护联盟 is no name, 海鸥联盟 comes again.
fn drop_doubtful(tokens: &Tokens<'_>, list: &mut EntityList) {
    for index in 0..list.entities.len() {
        let Some(entity) = list.entities.get(index) else {
            continue;
        };
        let body = strip_alliance_head(&entity.name).unwrap_or_default();
        // K2联盟 is no word of the language.
        let coded = body.starts_with(|c: char| c.is_ascii_uppercase())
            && body.ends_with(|c: char| c.is_ascii_digit());
        if coded || body.chars().count() > DOUBTFUL_CHARS_MAX || !entity.aliases.is_empty() {
            continue;
        }
        let single = body.chars().count() < DOUBTFUL_CHARS_MAX;
        let mut spans = list
            .mentions
            .iter()
            .filter(|mention| mention.value == index)
            .map(|mention| mention.span.clone());
        let (first, again) = (spans.next(), spans.next().is_some());
        let first_start = first.as_ref().map(|span| span.start);
        let quoted = first.is_some_and(|span| {
            let end = tokens.from(span.end);
            tokens
                .get(end)
                .is_some_and(|token| matches!(token.shape, Shape::Mark('”' | '」')))
        });
        let joined = first_start.is_some_and(|start| {
            let word = |back: usize| {
                (tokens.from(start).checked_sub(back)).map_or("", |index| tokens.word(index))
            };
            let announced = word(1).starts_with("宣布") && word(1).chars().count() > 2
                || FOUNDING_WORDS.contains(&word(1)) && word(2) == "宣布";
            JOINING_WORDS.contains(&word(1)) || announced
        });
        if single || !(again || quoted || joined) {
            list.mentions.retain(|mention| mention.value != index);
        }
    }
    list.drop_unmentioned();
}
