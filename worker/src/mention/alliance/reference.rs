//! Later mentions: names again, short names, and 联盟 alone.

use super::{
    super::{
        lexicon::Classes,
        name::EntityList,
        occurrence::find_names,
        token::{Shape, Tokens},
    },
    Reference,
};

/// Gives references whose words stand in exactly one name that alliance.
pub(super) fn resolve_kinds(
    tokens: &Tokens<'_>,
    list: &mut EntityList,
    references: &mut Vec<Reference>,
) {
    references.retain(|reference| {
        if reference.body.is_empty() {
            return true;
        }
        let mut named = list.entities.iter().enumerate().filter(|(_, entity)| {
            entity.name.ends_with(&reference.head) && entity.name.contains(&reference.body)
        });
        let (Some((index, _)), None) = (named.next(), named.next()) else {
            return true;
        };
        if is_determined(tokens, reference.tokens.start) {
            list.mention(tokens.span(reference.tokens.clone()), index);
        }
        false
    });
}

/// Finds every name and alias again.
pub(super) fn mention_names(tokens: &Tokens<'_>, list: &mut EntityList) {
    let names: Vec<(String, usize)> = list
        .names()
        .filter(|(name, _)| !["联盟", "联合体", "共同体"].contains(name))
        .map(|(name, index)| (name.to_owned(), index))
        .collect();
    for (span, index) in find_names(tokens.text, &names) {
        list.mention(span, index);
    }
}

/// Gives each bare head the alliance that was named last before it, be it in
/// the title, or the first of all.
pub(super) fn resolve_bare_heads(
    tokens: &Tokens<'_>,
    list: &mut EntityList,
    references: &[Reference],
    titled: Option<usize>,
) {
    let mut named: Vec<(usize, usize)> = list
        .mentions
        .iter()
        .map(|mention| (mention.span.start, mention.value))
        .chain(titled.map(|index| (0, index)))
        .collect();
    named.sort_unstable();
    for reference in references {
        if !is_determined(tokens, reference.tokens.start) {
            continue;
        }
        let span = tokens.span(reference.tokens.clone());
        // 这家联盟, 原联盟: the measure and the age are no part of the name.
        let kind = (reference.body).trim_start_matches(['家', '个', '新', '老', '原', '旧', '大']);
        let has_head = |index: &usize| {
            list.entities.get(*index).is_some_and(|entity| {
                entity.name.ends_with(&reference.head) && entity.name.contains(kind)
            })
        };
        let behind = named.partition_point(|(start, _)| *start < span.start);
        let before = named.get(..behind).unwrap_or_default();
        let after = named.get(behind..).unwrap_or_default();
        let meant = before
            .iter()
            .rev()
            .take(LOOK_BACK_MAX)
            .chain(after.iter().take(LOOK_BACK_MAX))
            .map(|(_, index)| *index)
            .find(has_head);
        if let Some(index) = meant {
            list.mention(span, index);
        }
    }
}

/// How many mentions a bare head looks back and ahead over.
const LOOK_BACK_MAX: usize = 16;

/// Words before a head that make it mean no certain alliance.
const PLURAL_WORDS: [&str; 19] = [
    "各", "多个", "些", "这些", "结成", "组成", "形成", "类", "这类", "此类", "任何", "什么",
    "组建", "建立", "打造", "构建", "搭建", "共建", "依托",
];

/// Words for the level of a body, between a count and a kind.
const LEVELS: [&str; 6] = ["国家级", "省级", "市级", "区级", "县级", "新"];

/// Whether the reference at token `start` means one certain alliance: no
/// number, no 各, no verb that makes one (结成联盟).
fn is_determined(tokens: &Tokens<'_>, start: usize) -> bool {
    // 4家市级创新联合体: the level parts the count from the kind.
    let levels = (0..start)
        .rev()
        .take_while(|index| LEVELS.contains(&tokens.word(*index)));
    let start = start - levels.count();
    let Some(before) = tokens.before(start) else {
        return true;
    };
    let word = tokens.word(start - 1);
    let counted = word.ends_with(['家', '个'])
        && word.starts_with([
            '两', '三', '四', '五', '六', '七', '八', '九', '十', '几', '多', '数',
        ]);
    let plural = counted
        || before.shape == Shape::Number
        || PLURAL_WORDS.contains(&word)
        || (before.is(Classes::INTRODUCER) && word.ends_with(['个', '批', '大']));
    !plural
}
