//! Marks within names: dashes, quotations, brackets.

use crate::mention::{
    alias::introduces_alias,
    lexicon::Classes,
    token::{Shape, Token, Tokens},
};

use super::{
    ENCLOSED_TOKENS_MAX, NameKind,
    dateline::{BYLINES, ends_dateline},
    meeting,
};

/// The token from which a name goes on over the mark at `index`: over a bracket or a
/// quotation to where it opens.
pub(super) fn step_over_mark(
    tokens: &Tokens<'_>,
    index: usize,
    mark: char,
    kind: NameKind,
) -> Option<usize> {
    match mark {
        '·' | '-' | '—' | '+' | '&' | '.' | '/' | '•' | '×' | '~' => {
            // “9+2”·第四届论坛.
            // 图/江海大学提供: whose picture it is.
            let credit = mark == '/'
                && index.checked_sub(1).is_some_and(|before| {
                    ["图", "文", "照片", "摄影"].contains(&tokens.word(before))
                });
            let tight = !credit
                && tokens.before(index).is_some_and(|before| {
                    !matches!(before.shape, Shape::Mark(_) | Shape::NewLine)
                        || kind == NameKind::Meeting
                            && (before.is_mark('”') || before.is_mark('’') || before.is_mark('』'))
                });
            // 秦川旅游峰会-秦川旅游联盟第二次会员大会: a meeting of its own.
            let parts = matches!(kind, NameKind::Alliance | NameKind::Organization)
                && tokens
                    .before(index)
                    .is_some_and(|before| before.is(Classes::MEETING))
                // 甲公司—乙大学: two parties of one project.
                || matches!(kind, NameKind::Organization | NameKind::ListItem)
                    && matches!(mark, '-' | '—')
                    && tokens.before(index).is_some_and(|before| {
                        before.is(Classes::ORGANIZATION) && before.end - before.start > 3
                    });
            (tight && !parts).then_some(index)
        }
        '”' | '’' | '」' | '』' => {
            let open = find_open(tokens, index, mark)?;
            let ends_sentence = (open..index).any(|inner| {
                tokens.get(inner).is_some_and(|token| {
                    matches!(
                        token.shape,
                        Shape::Mark('。' | '！' | '？' | '；' | '!' | '?')
                    )
                })
            });
            if ends_sentence {
                return None;
            }
            let inner_ends_name = tokens
                .before(index)
                .is_some_and(|inner| inner.is(Classes::ALLIANCE));
            (kind != NameKind::Alliance || !inner_ends_name).then_some(open)
        }
        ')' | '）' => {
            let open = find_open(tokens, index, mark)?;
            let over_alias = matches!(kind, NameKind::Meeting | NameKind::Post);
            if over_alias && introduces_alias(tokens, open + 1) {
                return Some(open);
            }
            let plain = (open + 1..index).all(|inner| {
                tokens.get(inner).is_some_and(|token| {
                    matches!(token.shape, Shape::Han | Shape::Word | Shape::Latin)
                        && !token.is(Classes::BREAK)
                        || token.shape == Shape::Space && is_between_latin(tokens, inner)
                })
            });
            let glued = tokens.before(open).is_some_and(|before| {
                matches!(before.shape, Shape::Han | Shape::Word | Shape::Latin)
            });
            let byline = BYLINES.contains(&tokens.word(open + 1)) || ends_dateline(tokens, open);
            (plain && glued && !byline && index - open > 1).then_some(open)
        }
        '》' => {
            let publisher =
                ["杂志社", "编辑部", "报社", "周刊社", "社"].contains(&tokens.word(index + 1));
            if kind == NameKind::Meeting {
                return meeting::open_of_documents(tokens, index);
            }
            find_open(tokens, index, mark).filter(|_| publisher)
        }
        _ => None,
    }
}

/// (Acme Valves): the blank between two Latin words.
fn is_between_latin(tokens: &Tokens<'_>, blank: usize) -> bool {
    let latin = |token: Option<&Token>| token.is_some_and(|token| token.shape == Shape::Latin);
    latin(tokens.before(blank)) && latin(tokens.get(blank + 1))
}

/// The opening mark that belongs to the closing one at `close`.
pub(crate) fn find_open(tokens: &Tokens<'_>, close: usize, mark: char) -> Option<usize> {
    let opening = opening_of(mark)?;
    let floor = close.saturating_sub(ENCLOSED_TOKENS_MAX);
    (floor..close)
        .rev()
        .take_while(|index| {
            tokens
                .get(*index)
                .is_some_and(|token| token.shape != Shape::NewLine && !token.is_mark(mark))
        })
        .find(|index| {
            tokens
                .get(*index)
                .is_some_and(|token| token.is_mark(opening))
        })
}

fn opening_of(mark: char) -> Option<char> {
    Some(match mark {
        '”' => '“',
        '’' => '‘',
        '」' => '「',
        '』' => '『',
        ')' => '(',
        '）' => '（',
        '》' => '《',
        _ => return None,
    })
}
