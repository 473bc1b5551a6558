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
    ranked && is_dash(tokens, name.end) && is_dash(tokens, name.end + 1)
}

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
        let entity = meant.unwrap_or_else(|| list.add(name));
        list.mention(span, entity);
    }
}

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
}
