//! Rows of a list of office-holders: 理事长：张三(甲公司董事长), and its further
//! lines.

use super::{
    Finder,
    name::{NameReading, read_name},
    skip_address,
};
use crate::mention::{
    PersonMention,
    boundary::{NameKind, find_name},
    lexicon::Classes,
    title::{Post, is_title},
    token::{Shape, Tokens},
};

/// Most names in one row.
const NAMES_MAX: usize = 40;
/// Longest body's name in a bracket, in tokens.
const BODY_TOKENS_MAX: usize = 20;
/// Longest bracket behind a name and longest line of a table, in tokens.
const POST_TOKENS_MAX: usize = 40;

impl Finder<'_, '_> {
    /// Reads the names behind an office that opens its line or clause, parted by
    /// a colon or, in a table, by a space; the token behind them.
    pub(super) fn read_row(&mut self, office: &Post) -> Option<usize> {
        let tokens = self.tokens;
        let opens = tokens.before(office.tokens().start).is_none_or(|before| {
            matches!(
                before.shape,
                Shape::NewLine | Shape::Space | Shape::Mark('。' | '，' | '；' | '：' | '、')
            )
        });
        let colon = matches!(tokens.get(office.title.end)?.shape, Shape::Mark('：' | ':'));
        let copula = COPULAS.contains(&tokens.word(office.title.end));
        let mut end = self.skip_spaces(office.title.end + usize::from(colon || copula));
        // 秘书长, and the name in the next line.
        let heading = (tokens.get(end)).is_some_and(|token| token.shape == Shape::NewLine);
        end += usize::from(heading);
        let column = !colon && !copula && end > office.title.end;
        let first = read_name(tokens, end, false).filter(|name| name.is_bounded)?;
        let alone = heading && self.fills_line(first.end);
        let listed = opens
            && (colon && !heading || alone || column && self.column_behind(first.end).is_some());
        if !(listed || copula && names_office(tokens, office)) {
            return None;
        }
        let mut count = 0;
        while let Some(reading) = read_name(tokens, end, false).filter(|name| name.is_bounded) {
            end = self.push_in_row(&reading, Some(office));
            count += 1;
            let parted = ["、", "，", "和"].contains(&tokens.word(end));
            let next = self.skip_spaces(end + usize::from(parted));
            if next == end || count == NAMES_MAX {
                break;
            }
            if read_name(tokens, next, false).is_none() {
                break;
            }
            end = next;
        }
        (count > 0).then_some(end)
    }

    /// 理事长张三(甲公司董事长): who leads an alliance is described by the
    /// employer's post. That post, and the token behind the bracket at `index`.
    pub(super) fn employer_in_bracket(
        &mut self,
        office: &Post,
        index: usize,
    ) -> Option<(Post, usize)> {
        let (post, end) = self
            .bracket_behind(index)
            .filter(|_| names_office(self.tokens, office))?;
        (!post.organization.is_empty()).then_some((post, end))
    }

    /// 校长张三(甲大学), 张三校长(甲大学): the body in the bracket at `index`, and
    /// the token behind it.
    pub(super) fn body_in_bracket(&mut self, index: usize) -> Option<(String, usize)> {
        let tokens = self.tokens;
        let mark = |at: usize, mark: char| tokens.get(at).is_some_and(|token| token.is_mark(mark));
        if !mark(index, '(') {
            return None;
        }
        let close = (index + 1..index + BODY_TOKENS_MAX).find(|at| mark(*at, ')'))?;
        let is_body = tokens
            .before(close)
            .is_some_and(|last| last.is(Classes::ORGANIZATION));
        let whole = find_name(tokens, close, NameKind::Organization).start <= index + 1;
        (is_body && whole).then(|| (self.full_organization(&(index + 1..close)), close + 1))
    }

    /// Reads a name at token `index` whose post stands in a bracket, or behind
    /// a name that opens a line, in the next column: 李四(乙大学教授).
    pub(super) fn read_bracketed(&mut self, index: usize) -> Option<usize> {
        let opens_line = self
            .tokens
            .before(index)
            .is_none_or(|before| before.shape == Shape::NewLine);
        let reading = read_name(self.tokens, index, opens_line)?;
        let has_employer = |post: &Post| !post.organization.is_empty();
        let column = |finder: &mut Self| {
            (opens_line && reading.is_bounded)
                .then(|| finder.column_behind(reading.end))
                .flatten()
        };
        (self.bracket_behind(reading.end))
            .or_else(|| column(self))
            .filter(|(post, _)| has_employer(post))?;
        Some(self.push_in_row(&reading, None))
    }

    /// 甲局的张三(副局长): a name behind the 的 at token `index`, and the title in
    /// the bracket behind it.
    pub(super) fn read_possessed(&mut self, index: usize) -> Option<usize> {
        let tokens = self.tokens;
        let led = tokens.word(index) == "的"
            && (tokens.before(index)).is_some_and(|last| last.is(Classes::ORGANIZATION));
        if !led || index <= self.floor {
            return None;
        }
        let reading = read_name(tokens, index + 1, true)?;
        let (post, end) =
            (self.bracket_behind(reading.end)).filter(|(post, _)| post.organization.is_empty())?;
        let body = find_name(tokens, index, NameKind::Organization);
        let body = self.full_organization(&(body.start.max(self.floor)..index));
        let person = self.describe(&reading, Some(&post));
        self.push(
            reading.span.clone(),
            PersonMention {
                organization: Some(body),
                ..person
            },
        );
        self.floor = end;
        Some(end)
    }

    /// Adds the person with the post that stands behind the name, else with
    /// the office of the row.
    fn push_in_row(&mut self, reading: &NameReading, office: Option<&Post>) -> usize {
        let behind = self
            .bracket_behind(reading.end)
            .or_else(|| self.column_behind(reading.end));
        let (person, end) = match behind {
            Some((post, end)) => (self.describe(reading, Some(&post)), end),
            // 副主席：张三女士、李四先生.
            None => (
                self.describe(reading, office),
                skip_address(self.tokens, reading.end),
            ),
        };
        self.push(reading.span.clone(), PersonMention { ..person });
        self.floor = end;
        end
    }

    /// The post in the bracket at token `index`, and the token behind it.
    fn bracket_behind(&mut self, index: usize) -> Option<(Post, usize)> {
        let tokens = self.tokens;
        tokens.get(index).filter(|token| token.is_mark('('))?;
        let close = (index + 1..index + POST_TOKENS_MAX).find(|at| {
            (tokens.get(*at))
                .is_none_or(|token| token.is_mark(')') || token.shape == Shape::NewLine)
        })?;
        self.post_between(index + 1, close)
            .map(|post| (post, close + 1))
    }

    /// The post that fills the rest of the line behind a space.
    fn column_behind(&mut self, index: usize) -> Option<(Post, usize)> {
        let tokens = self.tokens;
        let start = self.skip_spaces(index);
        let end = (start..start + POST_TOKENS_MAX).find(|at| {
            (tokens.get(*at))
                .is_none_or(|token| matches!(token.shape, Shape::NewLine | Shape::Space))
        })?;
        let post = self.post_between(start, end).filter(|_| start > index)?;
        (!post.organization.is_empty()).then_some((post, end))
    }

    /// The post that the tokens make up.
    fn post_between(&mut self, start: usize, end: usize) -> Option<Post> {
        if !self.tokens.before(end).is_some_and(is_title) {
            return None;
        }
        let floor = std::mem::replace(&mut self.floor, start);
        let post = self.post_before(end);
        self.floor = floor;
        post.filter(|post| post.tokens().start >= start)
    }

    /// Whether the line ends at token `index`.
    fn fills_line(&self, index: usize) -> bool {
        let end = self.tokens.get(self.skip_spaces(index));
        end.is_none_or(|token| token.shape == Shape::NewLine)
    }

    fn skip_spaces(&self, index: usize) -> usize {
        let mut index = index;
        while (self.tokens.get(index)).is_some_and(|token| token.shape == Shape::Space) {
            index += 1;
        }
        index
    }
}

/// Words between an office and the names of those who hold it.
const COPULAS: [&str; 5] = ["为", "是", "分别为", "分别是", "依次为"];

/// Whether the post is an office of an alliance or a society.
fn names_office(tokens: &Tokens<'_>, office: &Post) -> bool {
    let title = tokens.slice(tokens.span(office.title.clone()));
    [
        "理事",
        "监事",
        "会长",
        "主席",
        "秘书长",
        "主任",
        "召集人",
        "顾问",
    ]
    .iter()
    .any(|word| title.contains(word))
}
