//! Later mentions: names again, short names, and 联盟 alone.

use std::ops::Range;

use super::{
    super::{
        lexicon::Classes,
        name::EntityList,
        occurrence::find_names,
        token::{Shape, Tokens},
    },
    Reference,
};
use crate::alliance_head::ALLIANCE_HEADS;

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
        .filter(|(name, _)| !ALLIANCE_HEADS.contains(name))
        .map(|(name, index)| (name.to_owned(), index))
        .collect();
    for (span, index) in find_names(tokens.text, &names) {
        list.mention(span, index);
    }
}

/// Gives each bare head the alliance that was named last before it, be it in
/// the title, or the first of all. One that is only named in passing is passed
/// over where the text speaks of another.
pub(super) fn resolve_bare_heads(
    tokens: &Tokens<'_>,
    list: &mut EntityList,
    references: &[Reference],
    titled: &Titled,
) {
    let mut named: Vec<Named> = list
        .mentions
        .iter()
        .map(|mention| Named {
            start: mention.span.start,
            entity: mention.value,
            aside: is_aside(tokens, &mention.span),
            founded: is_founded(tokens, &mention.span),
        })
        .chain(titled.only.map(|entity| Named {
            start: 0,
            entity,
            aside: false,
            founded: false,
        }))
        .collect();
    named.sort_unstable_by_key(|named| (named.start, named.entity));
    // A name was found as such and, once more, among all names.
    named.dedup_by_key(|named| (named.start, named.entity));
    let mut counts = vec![0_usize; list.entities.len()];
    for named in &named {
        if let Some(count) = counts.get_mut(named.entity) {
            *count += 1;
        }
    }
    let count = |entity: usize| counts.get(entity).copied().unwrap_or_default();
    for reference in references {
        if !is_determined(tokens, reference.tokens.start) {
            continue;
        }
        let span = tokens.span(reference.tokens.clone());
        // 本联盟, 这家联盟, 原联盟: whose, the measure and the age are no part of the name.
        let kind = (reference.body)
            .trim_start_matches(['本', '我', '家', '个', '新', '老', '原', '旧', '大']);
        let has_head = |index: usize| {
            list.entities.get(index).is_some_and(|entity| {
                entity.name.ends_with(&reference.head) && entity.name.contains(kind)
            })
        };
        let behind = named.partition_point(|named| named.start < span.start);
        let before = named.get(..behind).unwrap_or_default();
        let after = named.get(behind..).unwrap_or_default();
        let nearest_first = || before.iter().rev().take(LOOK_BACK_MAX);
        // A paragraph of its own goes back to what the headline speaks of.
        let headline = || {
            let nearest = nearest_first().find(|named| has_head(named.entity))?;
            let headline = titled.headline.filter(|entity| has_head(*entity))?;
            let told = before.iter().any(|named| named.entity == headline);
            let parted = tokens.slice(nearest.start..span.start).contains('\n');
            let bare = kind.is_empty() && !begin_alike(list, nearest.entity, headline);
            (told && parted && bare && count(nearest.entity) == 1).then_some(headline)
        };
        // Who only employs somebody gives way to what the text speaks of.
        let spoken_of = || {
            let nearest = nearest_first().find(|named| has_head(named.entity))?;
            let other = last_spoken(before, has_head).filter(|_| nearest.aside)?;
            let spoken_of = Some(other.entity) == titled.headline
                || count(other.entity) > count(nearest.entity)
                || other.founded;
            spoken_of.then_some(other.entity)
        };
        let meant = headline().or_else(spoken_of).or_else(|| {
            (nearest_first().chain(after.iter().take(LOOK_BACK_MAX)))
                .map(|named| named.entity)
                .find(|entity| has_head(*entity))
        });
        if let Some(index) = meant {
            list.mention(span, index);
        }
    }
}

/// Whether the names of the two begin alike: they may be of one.
fn begin_alike(list: &EntityList, one: usize, other: usize) -> bool {
    let beginning = |entity: usize| Some(list.entities.get(entity)?.name.chars().take(ALIKE_CHARS));
    (beginning(one).zip(beginning(other))).is_some_and(|(one, other)| one.eq(other))
}

/// How many characters names must share at their beginning to be alike.
const ALIKE_CHARS: usize = 2;

/// The alliance named last, but in passing.
fn last_spoken(before: &[Named], fits: impl Fn(usize) -> bool) -> Option<&Named> {
    (before.iter().rev().take(LOOK_BACK_MAX)).find(|named| !named.aside && fits(named.entity))
}

/// What the headline says of the alliances of the text.
#[derive(Debug, Default)]
pub(super) struct Titled {
    /// The alliance that the headline alone names.
    pub(super) only: Option<usize>,
    /// The one alliance that the headline names, where the text names it, too.
    pub(super) headline: Option<usize>,
}

/// An alliance where the text names it.
struct Named {
    start: usize,
    entity: usize,
    /// Only to say whose somebody is, or what is planned.
    aside: bool,
    /// The clause tells that it was founded.
    founded: bool,
}

/// Whether the rest of the clause behind the name founds it.
fn is_founded(tokens: &Tokens<'_>, span: &Range<usize>) -> bool {
    let behind = tokens.from(span.end);
    (behind..behind + FOUNDING_TOKENS_MAX)
        .take_while(|index| {
            tokens.get(*index).is_some_and(|token| {
                !matches!(
                    token.shape,
                    Shape::Mark('，' | '。' | '；' | ',') | Shape::NewLine
                )
            })
        })
        .any(|index| {
            ["成立", "揭牌", "组建"]
                .iter()
                .any(|word| tokens.word(index).contains(word))
        })
}

/// How far behind the name the founding may stand, in tokens.
const FOUNDING_TOKENS_MAX: usize = 12;

/// Words before an alliance that is planned, in whose name nobody acts yet.
const PLANNING_WORDS: [&str; 8] = [
    "筹组",
    "筹建",
    "筹备",
    "筹设",
    "拟建",
    "拟成立",
    "拟组建",
    "筹划",
];

/// Whether the alliance is named in passing: as the employer of somebody
/// (甲联盟秘书长张三), or as what is to come (拟筹组甲联盟).
fn is_aside(tokens: &Tokens<'_>, span: &Range<usize>) -> bool {
    let behind = tokens.from(span.end);
    let employs = (behind..behind + POST_TOKENS_MAX)
        .take_while(|index| {
            tokens
                .get(*index)
                .is_some_and(|token| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
        })
        .find(|index| {
            tokens
                .get(*index)
                .is_some_and(|token| token.is(Classes::TITLE) && !token.is(Classes::ORGANIZATION))
        })
        .is_some_and(|title| {
            // 甲联盟理事长单位, and 甲联盟秘书长由乙担任, speak of the alliance.
            let inner = (behind..title).all(|index| {
                tokens
                    .get(index)
                    .is_some_and(|token| !token.is(Classes::BREAK) || token.is(Classes::FILLER))
            });
            inner
                && tokens
                    .get(title + 1)
                    .is_some_and(|next| next.shape == Shape::Han)
        });
    let before = tokens.from(span.start);
    let planned = before.checked_sub(1).is_some_and(|last| {
        let last = match tokens.get(last).map(|token| token.shape) {
            Some(Shape::Mark('“' | '「' | '"')) => last.saturating_sub(1),
            _ => last,
        };
        PLANNING_WORDS.contains(&tokens.word(last))
    });
    employs || planned || is_counterpart(tokens, span) || is_example(tokens, before)
}

/// 联盟与某法庭、甲联盟签署备忘录: the other side of an agreement, which is not spoken of.
fn is_counterpart(tokens: &Tokens<'_>, span: &Range<usize>) -> bool {
    const SIGNS: [&str; 4] = ["签署", "签订", "签约", "签下"];
    const MARKS: [char; 5] = ['，', '。', '；', '：', '\n'];
    let from = span.start.saturating_sub(COUNTERPART_BYTES_MAX);
    let before = tokens.slice(tokens.text.ceil_char_boundary(from)..span.start);
    let near = (span.end + COUNTERPART_BYTES_MAX).min(tokens.text.len());
    let behind = tokens.slice(span.end..tokens.text.floor_char_boundary(near));
    let clause = before.rsplit(MARKS).next().unwrap_or_default();
    let rest = behind.split(MARKS).next().unwrap_or_default();
    let led = ["联盟与", "联盟和", "联盟同", "联盟还与"]
        .iter()
        .any(|side| clause.contains(side));
    led && SIGNS.iter().any(|verb| rest.contains(verb))
}

/// How far around the other side of an agreement its clause is read, in bytes.
const COUNTERPART_BYTES_MAX: usize = 180;

/// 其中成立于2022年的甲联合体: one of many, named as an example.
fn is_example(tokens: &Tokens<'_>, before: usize) -> bool {
    (before.saturating_sub(EXAMPLE_TOKENS_MAX)..before)
        .rev()
        .take_while(|at| {
            (tokens.get(*at)).is_some_and(|token| {
                !matches!(
                    token.shape,
                    Shape::NewLine | Shape::Mark('，' | '。' | '；' | '：')
                )
            })
        })
        .any(|at| ["其中", "例如", "比如", "譬如"].contains(&tokens.word(at)))
}

/// How far before an alliance the word stands that makes it an example, in tokens.
const EXAMPLE_TOKENS_MAX: usize = 10;

/// The longest post behind an alliance, in tokens: 综合部副主任.
const POST_TOKENS_MAX: usize = 6;

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
        // 6月8日联盟召开: the day counts nothing.
        || before.shape == Shape::Number && !word.ends_with(['年', '月', '日', '号', '度', '届'])
        || PLURAL_WORDS.contains(&word)
        || (before.is(Classes::INTRODUCER) && word.ends_with(['个', '批', '大']));
    !plural
}
