//! Words of the canonical text: the fewest that the lexicon can cut it into.

use std::ops::Range;

use super::lexicon::{Classes, Lexicon, Word};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A word of the lexicon.
    Word,
    /// A Chinese character that no word covers.
    Han,
    Latin,
    /// Digits, with the measure word behind them where one stands.
    Number,
    Mark(char),
    Space,
    NewLine,
}

/// A run of the text; offsets in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) shape: Shape,
    pub(crate) classes: Classes,
}

impl Token {
    pub(crate) fn is(&self, class: Classes) -> bool {
        self.classes.has(class)
    }

    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.shape == Shape::Mark(mark)
    }
}

/// The tokens of a text, without gaps.
#[derive(Debug)]
pub(crate) struct Tokens<'t> {
    pub(crate) text: &'t str,
    pub(crate) list: Vec<Token>,
    /// Of each token its text, which is asked for more often than anything else.
    words: Vec<&'t str>,
}

impl<'t> Tokens<'t> {
    /// Cuts the text.
    pub(crate) fn cut(text: &'t str) -> Self {
        let mut list = cut_words(text);
        join_numbers(text, &mut list);
        part_meetings(text, &mut list);
        part_publishers(text, &mut list);
        part_societies(text, &mut list);
        let words = (list.iter())
            .map(|token| text.get(token.start..token.end).unwrap_or_default())
            .collect();
        Self { text, list, words }
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Token> {
        self.list.get(index)
    }

    /// The token before `index`.
    pub(crate) fn before(&self, index: usize) -> Option<&Token> {
        self.list.get(index.checked_sub(1)?)
    }

    /// The text of a range of bytes; empty where it cuts a character.
    pub(crate) fn slice(&self, span: Range<usize>) -> &'t str {
        self.text.get(span).unwrap_or_default()
    }

    /// The text of the token at `index`.
    pub(crate) fn word(&self, index: usize) -> &'t str {
        self.words.get(index).copied().unwrap_or_default()
    }

    /// The bytes of the tokens in `range`.
    pub(crate) fn span(&self, range: Range<usize>) -> Range<usize> {
        match (self.get(range.start), self.before(range.end)) {
            (Some(first), Some(last)) if range.start < range.end => first.start..last.end,
            _ => 0..0,
        }
    }

    /// Index of the token that begins at the byte `offset`.
    pub(crate) fn at(&self, offset: usize) -> Option<usize> {
        self.list
            .binary_search_by_key(&offset, |token| token.start)
            .ok()
    }

    /// Index of the first token that begins at or after the byte `offset`.
    pub(crate) fn from(&self, offset: usize) -> usize {
        self.list.partition_point(|token| token.start < offset)
    }
}

/// Cost of a character that no word covers; a word costs a little more than
/// one, and less than two, so that the fewest and longest words win.
const CHARACTER_COST: u32 = 320;
/// Of two ways with as many words, the one with the more frequent words wins:
/// what words of the name tables cost more than the most frequent noun, in
/// the unit of log2 of frequencies.
const CLASSED_WORD_COST: u32 = 4;
/// 铁投产业 holds 产业, an ordinary part of names, and not 投产.
const PART_OF_NAME_COST: u32 = 2;
/// The most that log2 of a frequency takes off a noun's cost.
const FREQUENCY_BITS_MAX: u32 = 16;

fn word_cost(char_count: usize, word: Word) -> u32 {
    let cost = match char_count {
        1 => 288,
        2 => 384,
        3 => 400,
        _ => 416,
    };
    match word {
        Word::Noun(bits) => cost + FREQUENCY_BITS_MAX.saturating_sub(u32::from(bits)),
        // 花莲县长 is 花莲 and 县长.
        Word::Classed(classes) if classes.has(Classes::TITLE) || classes.has(Classes::NAMED) => {
            cost - 80
        }
        Word::Classed(classes)
            if classes.has(Classes::FILLER) || classes.has(Classes::ORGANIZATION) =>
        {
            cost + PART_OF_NAME_COST
        }
        Word::Classed(_) => cost + CLASSED_WORD_COST,
    }
}

/// The cheapest way to reach a byte of the text.
#[derive(Clone, Copy)]
struct Step {
    cost: u32,
    from: u32,
    /// `None` for a character that no word covers.
    word: Option<Word>,
}

fn cut_words(text: &str) -> Vec<Token> {
    let unreached = Step {
        cost: u32::MAX,
        from: 0,
        word: None,
    };
    // Indexed by the byte behind the step.
    let mut steps = vec![unreached; text.len() + 1];
    if let Some(first) = steps.first_mut() {
        first.cost = 0;
    }
    let mut words = Lexicon::get().find(text).peekable();
    for (start, character) in text.char_indices() {
        let end = start + character.len_utf8();
        relax(&mut steps, start, end, CHARACTER_COST, None);
        while let Some(found) = words.next_if(|found| found.end <= end) {
            let char_count = (found.end - found.start).div_ceil(3);
            let cost = word_cost(char_count, found.word);
            relax(&mut steps, found.start, found.end, cost, Some(found.word));
        }
    }
    let mut list = Vec::with_capacity(text.len() / 4);
    let mut end = text.len();
    while let Some(step) = steps.get(end).filter(|_| end > 0) {
        let start = step.from as usize;
        match step.word {
            Some(Word::Classed(classes)) => list.push(Token {
                start,
                end,
                shape: Shape::Word,
                classes,
            }),
            Some(Word::Noun(_)) | None => push_characters(text, start..end, &mut list),
        }
        end = start;
    }
    list.reverse();
    list
}

/// One token for each character, from the last to the first.
fn push_characters(text: &str, range: Range<usize>, list: &mut Vec<Token>) {
    let characters = text.get(range.clone()).unwrap_or_default();
    for (offset, character) in characters.char_indices().rev() {
        let start = range.start + offset;
        list.push(Token {
            start,
            end: start + character.len_utf8(),
            shape: shape_of(character),
            classes: Classes::default(),
        });
    }
}

fn relax(steps: &mut [Step], start: usize, end: usize, cost: u32, word: Option<Word>) {
    let Some(before) = steps.get(start).map(|step| step.cost) else {
        return;
    };
    let cost = before.saturating_add(cost);
    if let Some(step) = steps.get_mut(end).filter(|step| cost < step.cost) {
        *step = Step {
            cost,
            from: u32::try_from(start).unwrap_or(u32::MAX),
            word,
        };
    }
}

fn shape_of(character: char) -> Shape {
    match character {
        '\n' => Shape::NewLine,
        c if c.is_whitespace() => Shape::Space,
        c if c.is_ascii_digit() => Shape::Number,
        // A character that pages draw bars with.
        '丨' => Shape::Mark('丨'),
        // The most frequent marks: Unicode's tables are slow.
        '，' | '。' | '、' | '：' | '；' | '（' | '）' | '“' | '”' => {
            Shape::Mark(character)
        }
        c if is_han(c) => Shape::Han,
        c if c.is_alphabetic() => Shape::Latin,
        c => Shape::Mark(c),
    }
}

/// Whether the character is a Chinese one.
pub(crate) fn is_han(character: char) -> bool {
    matches!(character,
        '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Words that begin as the measure of firms.
const GOODS: [&str; 4] = ["家电", "家具", "家居", "家用"];

/// Measure words that make a number an expression of its own: no name goes on
/// over it from the left.
const MEASURES: &str =
    "年月日时点分秒家间个名位余多届次期批项条场人周天岁元万亿件篇款套种类台辆例%";

/// Joins runs of Latin letters and of digits, and a measure word to its number.
fn join_numbers(text: &str, list: &mut Vec<Token>) {
    let mut joined: Vec<Token> = Vec::with_capacity(list.len());
    for mut token in list.drain(..) {
        // 15家电子厂: the measure, not a kind of goods.
        if let Some(count) = joined.last_mut().filter(|count| {
            count.shape == Shape::Number
                && count.end == token.start
                && (text.get(count.start..count.end))
                    .is_some_and(|count| count.ends_with(|c: char| c.is_ascii_digit()))
                && (text.get(token.start..token.end)).is_some_and(|word| GOODS.contains(&word))
        }) {
            count.end += '家'.len_utf8();
            token = Token {
                start: count.end,
                shape: Shape::Han,
                classes: Classes::default(),
                ..token
            };
        }
        let before = joined
            .last_mut()
            .filter(|before| continues(text, before, &token));
        match before {
            Some(run) => run.end = token.end,
            None => joined.push(token),
        }
    }
    *list = joined;
    join_chinese_numbers(text, list);
}

/// Measure words behind Chinese numerals.
const CHINESE_MEASURES: [&str; 13] = [
    "家", "位", "名", "个", "届", "次", "批", "项", "期", "年", "月", "场", "年度",
];
/// The longest Chinese number, in characters.
const CHINESE_NUMBER_MAX: usize = 6;

/// Makes one token of 第二届 and 三十余家, and of 一次 where it counts on: 四届一次.
fn join_chinese_numbers(text: &str, list: &mut Vec<Token>) {
    let word = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
    let mut joined: Vec<Token> = Vec::with_capacity(list.len());
    let mut index = 0;
    while let Some(token) = list.get(index).copied() {
        let ordinal = joined.last().is_some_and(|before| {
            word(before) == "第" || before.shape == Shape::Number && word(before).ends_with('届')
        });
        if ordinal && is_counted_once(word(&token)) {
            let number = joined.pop_if(|before| word(before) == "第");
            joined.push(Token {
                start: number.map_or(token.start, |number| number.start),
                end: token.end,
                shape: Shape::Number,
                classes: Classes::default(),
            });
            index += 1;
            continue;
        }
        let length = list
            .iter()
            .skip(index)
            .take(CHINESE_NUMBER_MAX)
            .take_while(|token| is_numeral(word(token)))
            .count();
        let behind = list
            .get(index + length)
            .filter(|behind| length > 0 && CHINESE_MEASURES.contains(&word(behind)));
        if let Some(measure) = behind {
            joined.push(Token {
                start: token.start,
                end: measure.end,
                shape: Shape::Number,
                classes: Classes::default(),
            });
            index += length + 1;
        } else {
            joined.push(token);
            index += 1;
        }
    }
    *list = joined;
}

/// 一次, 一期: a number and its measure that the tables have as one word.
fn is_counted_once(word: &str) -> bool {
    (CHINESE_MEASURES.iter())
        .filter_map(|measure| word.strip_suffix(measure))
        .any(is_numeral)
}

/// Characters of Chinese numbers, exact and round.
fn is_numeral(word: &str) -> bool {
    !word.is_empty()
        && word.chars().all(|character| {
            matches!(
                character,
                '第' | '一'
                    | '二'
                    | '三'
                    | '四'
                    | '五'
                    | '六'
                    | '七'
                    | '八'
                    | '九'
                    | '十'
                    | '百'
                    | '两'
                    | '数'
                    | '几'
                    | '多'
                    | '余'
                    | '○'
                    | '〇'
            )
        })
}

/// What says behind a meeting that something happened there.
const AT_MEETING: [&str; 2] = ["上", "期间"];

/// Parts a meeting from the word behind it, so that its name may end with it:
/// 论坛上 is 论坛 and 上, and 理事会上 is 理事会 and 上, not 理事 and 会上.
fn part_meetings(text: &str, list: &mut Vec<Token>) {
    let slice = |start: usize, end: usize| text.get(start..end).unwrap_or_default();
    let meeting = |start: usize, end: usize| {
        let classes = Lexicon::get().classes_of(slice(start, end));
        classes.filter(|classes| classes.has(Classes::MEETING))
    };
    let mut parted: Vec<Token> = Vec::with_capacity(list.len());
    for token in list.drain(..) {
        let word = slice(token.start, token.end);
        let at = (AT_MEETING.iter())
            .filter(|_| token.shape == Shape::Word && token.is(Classes::BREAK))
            .find_map(|at| word.strip_suffix(at))
            .filter(|head| !head.is_empty())
            .map(|head| token.start + head.len());
        let Some(at) = at else {
            parted.push(token);
            continue;
        };
        let behind = Token { start: at, ..token };
        let longer = (parted.last())
            .filter(|_| slice(token.start, at) == "会")
            .and_then(|before| Some((before.start, meeting(before.start, at)?)));
        let head = longer.or_else(|| Some((token.start, meeting(token.start, at)?)));
        let Some((start, classes)) = head else {
            parted.push(token);
            continue;
        };
        if start < token.start {
            parted.pop();
        }
        parted.push(Token {
            start,
            end: at,
            shape: Shape::Word,
            classes,
        });
        parted.push(behind);
    }
    *list = parted;
}

/// 《某某报》社会同甲公司: behind the name of a paper stands its house.
fn part_publishers(text: &str, list: &mut Vec<Token>) {
    let word = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
    let glued: Vec<usize> = (list.windows(3).enumerate())
        .filter_map(|(at, run)| match run {
            [mark, house, with]
                if mark.is_mark('》') && word(house) == "社会" && word(with) == "同" =>
            {
                Some(at + 1)
            }
            _ => None,
        })
        .collect();
    let word_of = |start: usize, end: usize, classes: Classes| Token {
        start,
        end,
        shape: Shape::Word,
        classes,
    };
    for at in glued.into_iter().rev() {
        let (Some(house), Some(with)) = (list.get(at).copied(), list.get(at + 1).copied()) else {
            continue;
        };
        let border = house.start + '社'.len_utf8();
        let parted = [
            word_of(house.start, border, Classes::ORGANIZATION),
            word_of(border, with.end, Classes::BREAK),
        ];
        list.splice(at..at + 2, parted);
    }
}

/// 街坊工商联盟, 展贸协会会长: the head that a short name of another body would take
/// the first character of.
fn part_societies(text: &str, list: &mut Vec<Token>) {
    const HEADS: [&str; 3] = ["联盟", "联会", "协会"];
    let slice = |start: usize, end: usize| text.get(start..end).unwrap_or_default();
    let mut parted: Vec<Token> = Vec::with_capacity(list.len());
    for token in list.drain(..) {
        let head = (parted.last())
            .filter(|short| short.is(Classes::ORGANIZATION) && token.end - token.start == 3)
            .map(|short| (short.start, short.end - '联'.len_utf8()))
            .filter(|(start, border)| border > start && HEADS.contains(&slice(*border, token.end)));
        let classes = head.and_then(|(_, at)| Lexicon::get().classes_of(slice(at, token.end)));
        let (Some((start, border)), Some(classes)) = (head, classes) else {
            parted.push(token);
            continue;
        };
        parted.pop();
        let mut stem = Vec::new();
        push_characters(text, start..border, &mut stem);
        parted.extend(stem.into_iter().rev());
        parted.push(Token {
            start: border,
            end: token.end,
            shape: Shape::Word,
            classes,
        });
    }
    *list = parted;
}

fn continues(text: &str, last: &Token, token: &Token) -> bool {
    match (last.shape, token.shape) {
        (Shape::Latin, Shape::Latin) => true,
        (Shape::Number, Shape::Number) => ends_in_digit(text, last),
        (Shape::Number, Shape::Han | Shape::Word) => {
            let word = text.get(token.start..token.end).unwrap_or_default();
            let counted =
                ends_in_digit(text, last) && word.chars().count() == 1 && MEASURES.contains(word);
            counted || (word == "度" && ends_in_year(text, last))
        }
        _ => false,
    }
}

fn ends_in_year(text: &str, token: &Token) -> bool {
    text.get(token.start..token.end)
        .is_some_and(|word| word.ends_with('年'))
}

fn ends_in_digit(text: &str, token: &Token) -> bool {
    text.get(token.start..token.end)
        .is_some_and(|word| word.ends_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let tokens = Tokens::cut(text);
        (0..tokens.list.len())
            .map(|index| tokens.word(index))
            .collect()
    }

    #[test]
    fn the_longest_words_win() {
        assert_eq!(words("城市长三角"), ["城市", "长三角"]);
        assert_eq!(words("2024年G60"), ["2024年", "G", "60"]);
    }

    #[test]
    fn no_word_of_a_table_is_found_within_a_noun_or_across_its_border() {
        let classed = |text: &str| {
            let tokens = Tokens::cut(text);
            (0..tokens.list.len())
                .filter(|index| tokens.list[*index].shape == Shape::Word)
                .map(|index| tokens.word(index).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(classed("山东铁投产业"), ["山东", "产业"]);
        assert!(!classed("执行器").contains(&"执行".to_owned()));
        assert!(classed("由理事会执行").contains(&"执行".to_owned()));
    }

    #[test]
    fn a_meeting_ends_before_the_word_that_places_something_there() {
        for (text, cut) in [
            ("论坛上", vec!["论坛", "上"]),
            ("理事会上", vec!["理事会", "上"]),
            ("年会上", vec!["年会", "上"]),
            ("大会上", vec!["大会", "上"]),
            ("会议期间", vec!["会议", "期间"]),
            ("会上", vec!["会上"]),
        ] {
            assert_eq!(words(text), cut, "{text}");
        }
    }

    #[test]
    fn an_ordinal_and_its_measure_are_one_number() {
        assert_eq!(words("第二届第三次年会"), ["第二届", "第三次", "年会"]);
        assert_eq!(words("二届四次理事会"), ["二届", "四次", "理事会"]);
        assert_eq!(words("第四届一次理事会"), ["第四届", "一次", "理事会"]);
        assert_eq!(words("第一次理事会"), ["第一次", "理事会"]);
    }

    proptest! {
        #[test]
        fn tokens_cover_the_text_without_gaps(text in any::<String>()) {
            let tokens = Tokens::cut(&text);
            prop_assert_eq!(words(&text).concat(), text.clone());
            for pair in tokens.list.windows(2) {
                prop_assert_eq!(pair[0].end, pair[1].start);
            }
        }
    }
}
