//! 主持人张三江南水泵联盟秘书长: a person whose name runs on into the alliance's.

use std::ops::Range;

use crate::{
    mention::{
        lexicon::Classes,
        name::canonical_name,
        token::{Shape, Tokens},
    },
    surname::{is_commonly_named, is_full_name},
};

use super::names_a_kind;

/// Words before the name of a person who acts.
const LEADS: [&str; 12] = [
    "由",
    "主持人",
    "发言人",
    "召集人",
    "负责人",
    "发起人",
    "记者",
    "通讯员",
    "代表",
    "嘉宾",
    "主席",
    "司仪",
];
/// How many characters a person's name has, the longer first.
const NAME_CHARS: [usize; 2] = [3, 2];

/// The name without a person's in front of it: who stands behind a post or 由,
/// where the post at the alliance follows, or behind a word for who acts.
pub(super) fn behind_person(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let Some(before) = name.start.checked_sub(1) else {
        return name;
    };
    let lead = tokens.word(before);
    let posted = (tokens.get(before))
        .is_some_and(|token| token.is(Classes::TITLE) && !token.is(Classes::ORGANIZATION));
    if !posted && !LEADS.contains(&lead) {
        return name;
    }
    if let Some(start) = behind_elected(tokens, &name) {
        return start..name.end;
    }
    let holds_post = (tokens.get(name.end)).is_some_and(|token| token.is(Classes::TITLE));
    let behind = NAME_CHARS.into_iter().find_map(|chars| {
        let end = name.start + tokens_of(tokens, &name, chars)?;
        let person = tokens.slice(tokens.span(name.start..end));
        let rest = canonical_name(tokens.slice(tokens.span(end..name.end)));
        let certain = chars == 3 && lead != "由" || holds_post;
        (certain && is_commonly_named(person) && !names_a_kind(&rest)).then_some(end)
    });
    behind.map_or(name.clone(), |start| start..name.end)
}

/// 副总裁伍少华为联盟副理事长: the token behind a person's name and 为, which a table may
/// join to the word before (华为).
fn behind_elected(tokens: &Tokens<'_>, name: &Range<usize>) -> Option<usize> {
    let text = tokens.slice(tokens.span(name.clone()));
    let (person, rest) = text.split_once('为')?;
    let behind = tokens.span(name.clone()).end - rest.len();
    let start = (name.start + 1..name.end).find(|at| tokens.span(*at..at + 1).start == behind)?;
    is_full_name(person).then_some(start)
}

/// How many unknown tokens at the beginning of the name are as long as that,
/// where a known word goes on behind them.
fn tokens_of(tokens: &Tokens<'_>, name: &Range<usize>, chars: usize) -> Option<usize> {
    let shape = |at: usize| tokens.get(name.start + at).map(|token| token.shape);
    let unknown = (0..chars).all(|at| shape(at) == Some(Shape::Han));
    let ends = shape(chars) == Some(Shape::Word) && name.start + chars + 1 < name.end;
    (unknown && ends).then_some(chars)
}

#[cfg(test)]
mod tests {
    use super::super::tests::names;

    #[test]
    fn a_person_before_the_alliance_is_no_part_of_its_name() {
        for text in [
            "主持人刘铭轩湖南水泵产业联盟副秘书长宣布仪式开始。",
            "会议由周立群湖南水泵产业联盟理事长主持。",
            "秘书长周立群湖南水泵产业联盟成立大会上作了报告。",
        ] {
            assert_eq!(names(text), ["湖南水泵产业联盟"], "{text}");
        }
    }

    #[test]
    fn who_is_made_something_is_no_part_of_the_name() {
        assert_eq!(
            names("江南水泵联盟增选江海公司副总裁伍少华为联盟副理事长。"),
            ["江南水泵联盟"]
        );
        assert_eq!(
            names("推选总经理李振华为江南水泵联盟理事长。"),
            ["江南水泵联盟"]
        );
        assert_eq!(
            names("总经理在华为云生态联盟大会上致辞。"),
            ["华为云生态联盟"]
        );
    }

    #[test]
    fn a_brand_stays_in_the_name() {
        assert_eq!(
            names("由金龙湖水泵产业联盟主办的展会开幕。"),
            ["金龙湖水泵产业联盟"]
        );
    }
}
