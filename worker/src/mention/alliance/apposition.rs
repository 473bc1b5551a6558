//! 国内首个水泵领域创新联合体——江南水泵创新联合体: what the first of its kind is,
//! then its name.

use std::ops::Range;

use crate::mention::{
    lexicon::Classes,
    name::EntityList,
    token::{Shape, Tokens},
};

/// What looks like a name and describes the alliance named behind the dash.
#[derive(Clone, Debug)]
pub(super) struct Described {
    pub(super) span: Range<usize>,
    pub(super) name: String,
}

/// Whether the name is a description: it is the first of something, and a dash
/// follows it.
pub(super) fn is_described(tokens: &Tokens<'_>, name: &Range<usize>) -> bool {
    let first = (name.start.checked_sub(1))
        .filter(|at| (tokens.get(*at)).is_some_and(|token| token.is(Classes::INTRODUCER)))
        .map_or("", |at| tokens.word(at));
    let ranked = first.contains('首') || first.starts_with('第') && first.ends_with(['家', '个']);
    let dashed = || is_dash(tokens, name.end) && is_dash(tokens, name.end + 1);
    ranked && (dashed() || is_said_as_what(tokens, name.start))
}

/// 作为国内首个水泵产业联盟，: behind 作为 stands what it is.
fn is_said_as_what(tokens: &Tokens<'_>, start: usize) -> bool {
    (start.saturating_sub(LEAD_TOKENS_MAX)..start)
        .rev()
        .take_while(|at| {
            (tokens.get(*at))
                .is_some_and(|token| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
        })
        .any(|at| tokens.word(at) == "作为")
}

/// How far before what an alliance is the word stands that says so, in tokens.
const LEAD_TOKENS_MAX: usize = 6;

fn is_dash(tokens: &Tokens<'_>, index: usize) -> bool {
    tokens
        .get(index)
        .is_some_and(|token| matches!(token.shape, Shape::Mark('—' | '–' | '―' | '─' | '-')))
}

/// Gives each description the alliance named behind its dash; one with none
/// behind it is the name itself.
pub(super) fn resolve(tokens: &Tokens<'_>, described: Vec<Described>, list: &mut EntityList) {
    for Described { span, name } in described {
        let behind = tokens.slice(span.end..tokens.text.len());
        let dash = behind.len()
            - behind
                .trim_start_matches(['—', '–', '―', '─', '-', '“', '「'])
                .len();
        let meant = (list.mentions.iter())
            .find(|mention| {
                let quote = "“".len();
                (mention.span.start..=mention.span.start + quote).contains(&(span.end + dash))
            })
            .map(|mention| mention.value);
        let meant = meant.or_else(|| named_beside(tokens, &span, list));
        let entity = meant.unwrap_or_else(|| list.add(name));
        list.mention(span, entity);
    }
}

/// The alliance that the sentence names last before the description, else first behind
/// it: 甲联盟成立，作为国内首个水泵联盟，它将…; 作为首个水泵联盟，甲联盟由….
fn named_beside(tokens: &Tokens<'_>, span: &Range<usize>, list: &EntityList) -> Option<usize> {
    const ENDS: [char; 2] = ['。', '\n'];
    let from = span.start.saturating_sub(BESIDE_BYTES_MAX);
    let before = tokens.slice(tokens.text.ceil_char_boundary(from)..span.start);
    let first = span.start - before.rsplit(ENDS).next().map_or(0, str::len);
    let to = (span.end + BESIDE_BYTES_MAX).min(tokens.text.len());
    let behind = tokens.slice(span.end..tokens.text.floor_char_boundary(to));
    let stop = span.end + behind.split(ENDS).next().map_or(0, str::len);
    let spans = || list.mentions.iter().filter(|other| other.span != *span);
    let earlier = spans()
        .filter(|other| first <= other.span.start && other.span.end <= span.start)
        .max_by_key(|other| other.span.start);
    let later = || {
        spans()
            .filter(|other| span.end <= other.span.start && other.span.end <= stop)
            .min_by_key(|other| other.span.start)
    };
    earlier.or_else(later).map(|other| other.value)
}

/// How far beside a description the alliance is named, in bytes.
const BESIDE_BYTES_MAX: usize = 360;

#[cfg(test)]
mod tests {
    use super::super::tests::names;

    #[test]
    fn the_name_stands_behind_the_dash() {
        assert_eq!(
            names("组建了国内第一家水泵领域创新联合体——江南水泵与阀门创新联合体。"),
            ["江南水泵与阀门创新联合体"]
        );
        assert_eq!(
            names("全国首个茶叶出口联盟——“闽浙茶叶联盟”成立。"),
            ["闽浙茶叶联盟"]
        );
        assert_eq!(
            names("全国首个茶叶出口联盟——来自五省的茶农成立。"),
            ["茶叶出口联盟"]
        );
    }

    #[test]
    fn what_it_is_said_as_is_no_name() {
        for text in [
            "江南水泵产业联盟成立，作为国内首个县级水泵产业联盟，它将服务企业。",
            "作为我省首家水泵领域产业联盟，江南水泵产业联盟由9家企业组成。",
        ] {
            assert_eq!(names(text), ["江南水泵产业联盟"], "{text}");
        }
        assert_eq!(
            names("作为理事长单位，江海公司加入首个茶叶出口联盟。"),
            ["茶叶出口联盟"]
        );
    }
}
