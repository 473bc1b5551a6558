//! Alliances that the text names in several forms.

use super::super::{
    abbreviation::is_subsequence,
    lexicon::Classes,
    name::EntityList,
    token::{Shape, Tokens},
};

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
    drop_doubtful(tokens, list);
}

/// Whether both have the same head and `short` leaves out of `full` what a
/// short form may leave out: 磁材联合体 of 宁州市磁性材料创新联合体. A name with
/// the same region and other words left out is of a sister alliance.
fn is_short_form(short: &str, full: &str) -> bool {
    let head = ["联盟", "联合体", "共同体"]
        .into_iter()
        .find(|head| short.ends_with(head) && full.ends_with(head));
    let (Some(head), true) = (head, short.len() < full.len()) else {
        return false;
    };
    let body = short.strip_suffix(head).unwrap_or(short);
    if full.ends_with(short) || full.contains(body) {
        return true;
    }
    !begin_alike(short, full) && !starts_with_region(short) && is_subsequence(short, full)
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
    let Some(outer) = full.strip_suffix(name) else {
        return false;
    };
    let outer = Tokens::cut(outer);
    let regions = outer.list.iter().all(|token| token.is(Classes::REGION));
    regions && starts_with_region(name)
}

/// Words that only stand before the name of an alliance.
const JOINING_WORDS: [&str; 4] = ["加入", "加盟", "退出", "正式加入"];

/// Drops names with a body of one or two characters that stand only once and
/// without quotation marks: 拥护联盟 is no name, 天合联盟 comes again.
fn drop_doubtful(tokens: &Tokens<'_>, list: &mut EntityList) {
    for index in 0..list.entities.len() {
        let Some(entity) = list.entities.get(index) else {
            continue;
        };
        let body = ["联盟", "联合体", "共同体"]
            .iter()
            .find_map(|head| entity.name.strip_suffix(head))
            .unwrap_or_default();
        if body.chars().count() > DOUBTFUL_CHARS_MAX || !entity.aliases.is_empty() {
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
            JOINING_WORDS.contains(&tokens.word(tokens.from(start).saturating_sub(1)))
        });
        if single || !(again || quoted || joined) {
            list.mentions.retain(|mention| mention.value != index);
        }
    }
    list.drop_unmentioned();
}
