//! The article as the matchers see it: sentences of tokens, each a name, a
//! word that tells something, or a mark.

use std::ops::Range;

use crate::{
    article::Article,
    event::{
        cue::{Cue, CueSet, find_cues},
        round_up::{ItemPlace, find_items, is_chronicle},
    },
    mention::{EntityIndex, Mentions},
};

/// What a token is. Numbers index the lists of [`Mentions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Alliance(EntityIndex),
    Organization(EntityIndex),
    Person(usize),
    Place(usize),
    Date(usize),
    Amount(usize),
    Document(usize),
    Meeting(usize),
    Cue(CueSet),
    Mark(char),
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) span: Range<usize>,
    pub(crate) kind: TokenKind,
    /// Lies within a longer name.
    pub(crate) nested: bool,
    /// Counts up through the article; commas, colons and stops end a clause.
    pub(crate) clause: usize,
}

impl Token {
    pub(crate) fn is_cue(&self, cue: Cue) -> bool {
        matches!(self.kind, TokenKind::Cue(set) if set.has(cue))
    }

    pub(crate) fn is_any_cue(&self, cues: &[Cue]) -> bool {
        matches!(self.kind, TokenKind::Cue(set) if set.has_any(cues))
    }

    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    /// An organization or an alliance.
    pub(crate) fn is_party(&self) -> bool {
        matches!(
            self.kind,
            TokenKind::Organization(_) | TokenKind::Alliance(_)
        )
    }

    pub(crate) fn alliance(&self) -> Option<EntityIndex> {
        match self.kind {
            TokenKind::Alliance(entity) => Some(entity),
            _ => None,
        }
    }
}

/// How far a word of a sentence is looked at from another, in bytes. A list of
/// thousands is one sentence: what each of its names means must not take a
/// look at all of it.
const REACH_BYTES_MAX: usize = 1_500;

/// One sentence and its tokens.
#[derive(Clone, Debug)]
pub(crate) struct SentenceTokens {
    pub(crate) index: usize,
    pub(crate) span: Range<usize>,
    /// Repeats the article's title.
    pub(crate) headline: bool,
    /// By start; at one start the longer first.
    pub(crate) tokens: Vec<Token>,
    /// Which of the tokens are persons.
    persons: Vec<usize>,
}

/// The article taken apart.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) article: &'a Article,
    pub(crate) mentions: &'a Mentions,
    pub(crate) sentences: Vec<SentenceTokens>,
    /// For each sentence its item; empty where the page is no round-up.
    pub(crate) items: Vec<Option<ItemPlace>>,
    /// Whether the page is a chronicle, of which no line is background to another.
    pub(crate) chronicle: bool,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(article: &'a Article, mentions: &'a Mentions) -> Self {
        let mut tokens = name_tokens(mentions);
        let text = article.text.as_str();
        tokens.extend(cue_tokens(text, mentions));
        tokens.extend(mark_tokens(text));
        tokens.sort_by(|a, b| (a.span.start, b.span.end).cmp(&(b.span.start, a.span.end)));
        drop_inner_tokens(&mut tokens);
        number_clauses(&mut tokens);
        let sentences = split_sentences(article, mentions, &tokens);
        Self {
            article,
            mentions,
            items: find_items(article.title.as_deref(), text, &sentences, mentions),
            chronicle: is_chronicle(article.title.as_deref(), text, &sentences),
            sentences,
        }
    }

    /// The item of a round-up that the sentence stands in.
    pub(crate) fn item_of(&self, sentence: usize) -> Option<usize> {
        (self.items.get(sentence).copied().flatten()).map(|place| place.item)
    }

    pub(crate) fn text(&self, range: Range<usize>) -> &'a str {
        self.article.text.get(range)
    }

    /// The sentence that holds `offset`.
    pub(crate) fn sentence_at(&self, offset: usize) -> Option<&SentenceTokens> {
        let behind = (self.sentences).partition_point(|sentence| sentence.span.start <= offset);
        let sentence = self.sentences.get(behind.checked_sub(1)?)?;
        sentence.span.contains(&offset).then_some(sentence)
    }

    /// What lies between two tokens, as far as words reach; empty where they
    /// touch or overlap.
    pub(crate) fn gap(&self, left: &Token, right: &Token) -> &'a str {
        self.behind(left.span.end..right.span.start)
    }

    /// The text behind `offset` to the end of its sentence, as far as words
    /// reach.
    pub(crate) fn after(&self, sentence: &SentenceTokens, offset: usize) -> &'a str {
        self.behind(offset..sentence.span.end)
    }

    /// The text of the sentence up to `offset`, as far as words reach.
    pub(crate) fn before(&self, sentence: &SentenceTokens, offset: usize) -> &'a str {
        let text = self.text(sentence.span.start..offset.max(sentence.span.start));
        let start = text.ceil_char_boundary(text.len().saturating_sub(REACH_BYTES_MAX));
        text.get(start..).unwrap_or_default()
    }

    fn behind(&self, range: Range<usize>) -> &'a str {
        let text = self.text(range.start..range.end.max(range.start));
        text.get(..text.floor_char_boundary(REACH_BYTES_MAX))
            .unwrap_or_default()
    }

    /// The name behind a party token.
    pub(crate) fn party_name(&self, token: &Token) -> Option<&'a str> {
        let entity = match token.kind {
            TokenKind::Organization(index) => self.mentions.organizations.get(index)?,
            TokenKind::Alliance(index) => self.mentions.alliances.get(index)?,
            _ => return None,
        };
        Some(&entity.name)
    }

    /// Where the person's post begins, as far as it stands right before the name.
    pub(crate) fn post_start(&self, person: &Token) -> usize {
        let TokenKind::Person(index) = person.kind else {
            return person.span.start;
        };
        let mention = self
            .mentions
            .persons
            .get(index)
            .map(|mention| &mention.value);
        let parts = mention.map(|value| [value.title.as_deref(), value.organization.as_deref()]);
        let mut start = person.span.start;
        for part in parts.into_iter().flatten().flatten() {
            let before = self.text(0..start);
            // 花莲县 of 花莲县长 is one character shorter in the text.
            let short = part
                .char_indices()
                .last()
                .map_or(part, |(at, _)| part.get(..at).unwrap_or(part));
            start = if before.ends_with(part) {
                start - part.len()
            } else if before.ends_with(short) {
                start - short.len()
            } else {
                start
            };
        }
        start
    }

    /// The canonical name of an alliance.
    pub(crate) fn alliance_name(&self, entity: EntityIndex) -> &'a str {
        self.mentions
            .alliances
            .get(entity)
            .map_or("", |entity| &entity.name)
    }
}

impl SentenceTokens {
    /// Where the clause of the token at `index` begins.
    pub(crate) fn clause_start(&self, index: usize) -> usize {
        let Some(token) = self.tokens.get(index) else {
            return self.span.start;
        };
        self.tokens
            .iter()
            .take(index)
            .rev()
            .find(|earlier| earlier.clause < token.clause)
            .map_or(self.span.start, |mark| mark.span.end)
    }

    /// The tokens of one clause with their positions.
    pub(crate) fn clause(&self, clause: usize) -> impl Iterator<Item = (usize, &Token)> {
        // Clauses are counted along the tokens. A sentence may have as many as
        // a hostile page likes: each is found without a look at all others.
        let first = self.tokens.partition_point(|token| token.clause < clause);
        let tokens = self.tokens.iter().enumerate().skip(first);
        tokens.take_while(move |(_, token)| token.clause == clause)
    }

    /// The token of the person whose words hold `offset`, if any, and those of
    /// the persons who begin behind it, up to `bytes` away.
    pub(crate) fn persons_near(&self, offset: usize, bytes: usize) -> impl Iterator<Item = &Token> {
        let token = |index: &usize| self.tokens.get(*index);
        let first = (self.persons).partition_point(|index| {
            token(index).is_some_and(|person| person.span.start <= offset)
        });
        (self.persons.iter().skip(first.saturating_sub(1)))
            .filter_map(token)
            .take_while(move |person| person.span.start <= offset + bytes)
    }

    /// The numbers of its clauses, ascending.
    pub(crate) fn clauses(&self) -> Range<usize> {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => first.clause..last.clause + 1,
            _ => 0..0,
        }
    }
}

fn name_tokens(mentions: &Mentions) -> Vec<Token> {
    fn token(span: &Range<usize>, kind: TokenKind) -> Token {
        Token {
            span: span.clone(),
            kind,
            nested: false,
            clause: 0,
        }
    }
    let mut tokens = Vec::new();
    // Before the bodies: a council that meets is the meeting.
    tokens.extend(
        (mentions.meetings.iter().enumerate()).map(|(i, m)| token(&m.span, TokenKind::Meeting(i))),
    );
    tokens.extend(
        (mentions.alliance_mentions.iter()).map(|m| token(&m.span, TokenKind::Alliance(m.value))),
    );
    tokens.extend(
        (mentions.organization_mentions.iter())
            .map(|m| token(&m.span, TokenKind::Organization(m.value))),
    );
    tokens.extend(
        (mentions.persons.iter().enumerate()).map(|(i, m)| token(&m.span, TokenKind::Person(i))),
    );
    tokens.extend(
        (mentions.places.iter().enumerate()).map(|(i, m)| token(&m.span, TokenKind::Place(i))),
    );
    tokens.extend(
        (mentions.dates.iter().enumerate()).map(|(i, m)| token(&m.span, TokenKind::Date(i))),
    );
    tokens.extend(
        (mentions.amounts.iter().enumerate()).map(|(i, m)| token(&m.span, TokenKind::Amount(i))),
    );
    tokens.extend(
        (mentions.documents.iter().enumerate())
            .map(|(i, m)| token(&m.span, TokenKind::Document(i))),
    );
    tokens
}

/// The words that tell something, looked for anew behind each body's name: in
/// 联盟主办 stands 主办 and no 盟主.
fn cue_tokens(text: &str, mentions: &Mentions) -> Vec<Token> {
    let mut ends: Vec<usize> = (mentions.alliance_mentions.iter().map(|m| m.span.end))
        .chain(mentions.organization_mentions.iter().map(|m| m.span.end))
        .filter(|end| text.is_char_boundary(*end))
        .collect();
    ends.push(text.len());
    ends.sort_unstable();
    ends.dedup();
    let mut start = 0;
    let mut tokens = Vec::new();
    for end in ends {
        let part = text.get(start..end).unwrap_or_default();
        tokens.extend(find_cues(part).into_iter().map(|(span, set)| Token {
            span: span.start + start..span.end + start,
            kind: TokenKind::Cue(set),
            nested: false,
            clause: 0,
        }));
        start = end;
    }
    tokens
}

/// Whether it ends clauses, joins lists or brackets names.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '，' | ','
            | '；'
            | ';'
            | '：'
            | ':'
            | '。'
            | '！'
            | '!'
            | '？'
            | '?'
            | '、'
            | '（'
            | '）'
            | '('
            | ')'
            | '“'
            | '”'
            | '"'
            | '《'
            | '》'
            | '\n'
    )
}

fn mark_tokens(text: &str) -> impl Iterator<Item = Token> {
    text.char_indices()
        .filter(|(_, character)| is_mark(*character))
        .map(|(start, character)| Token {
            span: start..start + character.len_utf8(),
            kind: TokenKind::Mark(character),
            nested: false,
            clause: 0,
        })
}

/// Marks the names within longer names as nested and drops the words and marks
/// in there: 成立 in the name of a meeting tells nothing by itself.
fn drop_inner_tokens(tokens: &mut Vec<Token>) {
    let mut outer_end = 0;
    tokens.retain_mut(|token| {
        let inner = token.span.end <= outer_end || token.span.start < outer_end;
        match token.kind {
            TokenKind::Cue(_) | TokenKind::Mark(_) => !inner,
            _ => {
                token.nested = inner;
                outer_end = outer_end.max(token.span.end);
                true
            }
        }
    });
}

/// The longest bracket that ends no clause, in tokens.
const BRACKET_TOKENS_MAX: usize = 16;

/// 甲联盟(Alliance of A, AA)与乙签署: a bracket's commas end no clause.
fn number_clauses(tokens: &mut [Token]) {
    let mut clause = 0;
    let mut bracket_end = 0;
    for at in 0..tokens.len() {
        if at >= bracket_end {
            bracket_end = end_of_bracket(tokens.get(at..).unwrap_or_default())
                .map_or(bracket_end, |length| at + length);
        }
        let Some(token) = tokens.get_mut(at) else {
            return;
        };
        token.clause = clause;
        let TokenKind::Mark(mark) = token.kind else {
            continue;
        };
        let parts = matches!(mark, '，' | ',' | '；' | ';' | '：' | ':') && at >= bracket_end;
        if parts || matches!(mark, '。' | '！' | '!' | '？' | '?' | '\n') {
            clause += 1;
        }
    }
}

/// How many tokens the bracket has that the tokens begin with; `None` where they begin
/// with none, or it is long or holds sentences.
fn end_of_bracket(tokens: &[Token]) -> Option<usize> {
    let mark = |token: &Token| match token.kind {
        TokenKind::Mark(mark) => Some(mark),
        _ => None,
    };
    if !matches!(tokens.first().and_then(mark), Some('(' | '（')) {
        return None;
    }
    let inside = tokens.iter().take(BRACKET_TOKENS_MAX).skip(1);
    let (at, closes) = (inside.enumerate()).find_map(|(at, token)| match mark(token)? {
        ')' | '）' => Some((at, true)),
        '(' | '（' | '。' | '！' | '!' | '？' | '?' | '；' | ';' | '\n' => Some((at, false)),
        _ => None,
    })?;
    closes.then_some(at + 2)
}

fn split_sentences(
    article: &Article,
    mentions: &Mentions,
    tokens: &[Token],
) -> Vec<SentenceTokens> {
    let title = article.title.as_deref().map(str::trim);
    let mut rest = tokens;
    let mut sentences = Vec::with_capacity(mentions.sentences.len());
    for (index, sentence) in mentions.sentences.iter().enumerate() {
        let skipped = rest.partition_point(|token| token.span.start < sentence.span.start);
        let end = rest.partition_point(|token| token.span.start < sentence.span.end);
        let inside = rest.get(skipped..end).unwrap_or_default().to_vec();
        let persons = (inside.iter().enumerate())
            .filter(|(_, token)| matches!(token.kind, TokenKind::Person(_)))
            .map(|(index, _)| index);
        rest = rest.get(end..).unwrap_or_default();
        let text = article.text.get(sentence.span.clone()).trim();
        sentences.push(SentenceTokens {
            index,
            span: sentence.span.clone(),
            headline: title.is_some_and(|title| !title.is_empty() && title.contains(text))
                && sentence.paragraph == 0,
            persons: persons.collect(),
            tokens: inside,
        });
    }
    sentences
}
