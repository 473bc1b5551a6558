//! How likely a line went on behind a blank that stands for a line's end.
//!
//! The rules of this folder say it by one sign at a time; a linear model
//! (`data/line_end.bin`) weighs what they say against everything else that stands
//! on either side. `tests/examples/train_line_ends.rs` trains it on pages whose
//! lines are known.

use std::sync::LazyLock;

use super::{
    Reader, count_wide, ends_sentence,
    header::{is_byline, is_header_word, is_menu, is_publisher, opens_header},
    is_symbol, is_text, opens_item,
    words::{ends_as_body, ends_with_label, tells},
};
use crate::{
    decode::continuity,
    fold::script::simple_form,
    model::{self, Features, bucket},
    page::wrap::is_wide,
    surname::is_full_name,
};

/// The model: its answer is whether the line goes on.
type Model = model::Model<0>;

/// The model that the program carries, read on first use.
pub(crate) static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_bytes!("../../../data/line_end.bin")));

/// Bounds of lengths, in characters.
const LENGTHS: [usize; 9] = [1, 2, 4, 6, 9, 14, 22, 40, 80];
/// Bounds of places among the pieces.
const PLACES: [usize; 7] = [0, 1, 2, 3, 5, 8, 15];
/// Bounds of numbers of pairs.
const PAIRS: [usize; 5] = [0, 1, 2, 4, 8];
/// Longest piece that is known as a whole, in characters.
const WORD_CHARS_MAX: usize = 8;
/// Bounds of half bits.
const BITS: [usize; 6] = [0, 4, 8, 16, 24, 40];

/// The pieces around a blank, and where they stand.
#[derive(Debug)]
pub(super) struct Joint<'a> {
    /// The line before as far as it was read, and its last piece.
    pub(super) line: &'a str,
    pub(super) before: &'a str,
    pub(super) text: &'a str,
    pub(super) next: &'a str,
    pub(super) after_next: &'a str,
    /// The first piece of the line.
    pub(super) head: &'a str,
    /// Pieces of the line so far, and pieces up to the next that is text.
    pub(super) pieces: usize,
    pub(super) to_text: usize,
    /// Whether the piece stands elsewhere too.
    pub(super) is_repeated: bool,
    /// Pieces before the first, and behind the last.
    pub(super) place: usize,
    pub(super) rest: usize,
    /// What the rules say.
    pub(super) goes_on: bool,
    pub(super) signs: u32,
    pub(super) trail: bool,
}

/// What a piece is, by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Kind {
    None,
    Text,
    Header,
    Label,
    Symbol,
    Menu,
    Item,
    Name,
    Publisher,
    Byline,
    Sentence,
    Number,
    Headline,
    Telling,
    Body,
    HeaderWord,
    Bracketed,
    Other,
}

impl Kind {
    fn of(piece: &str, reader: &Reader) -> Self {
        match piece {
            "" => Self::None,
            _ if is_text(piece) => Self::Text,
            _ if is_symbol(piece) => Self::Symbol,
            _ if opens_header(piece) => Self::Header,
            _ if piece.ends_with([':', '：']) => Self::Label,
            _ if opens_item(piece) => Self::Item,
            _ if ends_sentence(piece) => Self::Sentence,
            _ if !piece.chars().any(is_wide) => Self::Number,
            _ if is_full_name(piece) => Self::Name,
            _ if is_menu(piece) => Self::Menu,
            _ if is_byline(piece) => Self::Byline,
            _ if is_publisher(piece) => Self::Publisher,
            _ if reader.told.is_headline(piece) => Self::Headline,
            _ if tells(piece) => Self::Telling,
            _ if ends_as_body(piece) => Self::Body,
            _ if piece.starts_with(['[', '【', '（', '(', '［']) => Self::Bracketed,
            _ if is_header_word(piece) => Self::HeaderWord,
            _ => Self::Other,
        }
    }
}

/// What a character is.
fn class(character: Option<char>) -> u8 {
    match character {
        None => 0,
        Some('0'..='9') => 1,
        Some('a'..='z' | 'A'..='Z') => 2,
        Some('。' | '！' | '？' | '；' | '…') => 3,
        Some('，' | '、' | ',') => 4,
        Some(':' | '：') => 5,
        Some('”' | '」' | '』' | '》' | ')' | '）' | '】' | ']') => 6,
        Some('“' | '「' | '『' | '《' | '(' | '（' | '【' | '[') => 7,
        Some('|' | '｜' | '>' | '»' | '›' | '/' | '-' | '—' | '·') => 8,
        Some(c) if is_wide(c) => 9,
        Some(_) => 10,
    }
}

/// Adds characters as a feature, whatever their script.
fn add_text(all: &mut Features, name: u8, text: impl Iterator<Item = char>) {
    all.add(name, text.map(simple_form).collect::<String>().as_bytes());
}

/// What tells whether the line goes on.
pub(super) fn features(joint: &Joint<'_>, reader: &Reader) -> Vec<u32> {
    let view = View {
        joint,
        reader,
        seen: u8::from(reader.seen_text),
        kinds: [
            joint.before,
            joint.text,
            joint.next,
            joint.after_next,
            joint.head,
        ]
        .map(|piece| Kind::of(piece, reader) as u8),
    };
    let mut all = Features::default();
    all.add(0, &[]);
    view.add_rules(&mut all);
    view.add_kinds(&mut all);
    view.add_lengths(&mut all);
    view.add_places(&mut all);
    view.add_words(&mut all);
    all.into_numbers()
}

/// A blank, and what the pieces around it are.
#[derive(Debug)]
struct View<'a> {
    joint: &'a Joint<'a>,
    reader: &'a Reader,
    /// Whether text stood before.
    seen: u8,
    /// Of the piece before, the piece, the two behind it, and the line's first.
    kinds: [u8; 5],
}

impl View<'_> {
    /// What the rules say, and by which signs.
    fn add_rules(&self, all: &mut Features) {
        let (reader, seen) = (self.reader, self.seen);
        let [before, kind, next, ..] = self.kinds;
        let goes_on = u8::from(self.joint.goes_on);
        let state = seen
            | u8::from(reader.in_header) << 1
            | u8::from(reader.in_trail) << 2
            | u8::from(reader.below_headline) << 3
            | u8::from(reader.above_headline) << 4;
        all.add(1, &[goes_on]);
        all.add(2, &[goes_on, state]);
        all.add(3, &[goes_on, before, kind]);
        all.add(4, &[goes_on, before, kind, next]);
        all.add(5, &[goes_on, u8::from(reader.open > 0), seen]);
        all.add(6, &[kind, state]);
        all.add(7, &[before, state]);
        all.add(8, &[u8::from(self.joint.trail), before, kind, next]);
        for sign in (0..u32::BITS).filter(|sign| self.joint.signs >> sign & 1 > 0) {
            let sign = u8::try_from(sign).unwrap_or(u8::MAX);
            all.add(9, &[sign]);
            all.add(10, &[sign, kind, seen]);
            all.add(11, &[sign, before, kind]);
        }
    }

    fn add_kinds(&self, all: &mut Features) {
        let Joint {
            line, before, text, ..
        } = *self.joint;
        let seen = self.seen;
        let [kind_before, kind, next, after_next, head] = self.kinds;
        let body = u8::from(ends_as_body(before));
        let headline = u8::from(self.reader.told.is_headline(line));
        let first_segment = text.split('\u{3000}').next().unwrap_or(text);
        let last_segment = before.rsplit('\u{3000}').next().unwrap_or(before);
        let spaced = u8::from(first_segment.len() < text.len()) << 1
            | u8::from(last_segment.len() < before.len());
        let of = |piece: &str| Kind::of(piece, self.reader) as u8;
        all.add(20, &[kind_before, kind, seen]);
        all.add(21, &[kind_before, kind, next, seen]);
        all.add(22, &[kind, next, seen]);
        all.add(23, &[kind, next, after_next, seen]);
        all.add(24, &[head, kind, seen]);
        all.add(25, &[head, kind_before, kind, next]);
        all.add(26, &[u8::from(ends_with_label(before)), kind, seen]);
        all.add(27, &[body, kind, seen, self.is_alone()]);
        all.add(28, &[headline, kind, seen]);
        all.add(29, &[u8::from(line.contains(' ')), kind_before, kind, seen]);
        all.add(30, &[spaced, kind_before, kind]);
        all.add(31, &[of(last_segment), of(first_segment), seen]);
        all.add(32, &[u8::from(self.joint.is_repeated), kind, seen]);
    }

    fn add_lengths(&self, all: &mut Features) {
        let Joint {
            line,
            before,
            text,
            next,
            ..
        } = *self.joint;
        let seen = self.seen;
        let [kind_before, kind, kind_next, ..] = self.kinds;
        let length = |text: &str| bucket(text.chars().count(), &LENGTHS);
        let wide = |text: &str| bucket(count_wide(text), &LENGTHS);
        let shared = |piece: &str| bucket(self.reader.told.count_shared(piece), &PAIRS);
        let bits = continuity(before, text);
        let bits = if bits < 0 {
            u8::MAX
        } else {
            bucket(bits.unsigned_abs() as usize, &BITS)
        };
        all.add(40, &[wide(before), wide(text), seen]);
        all.add(41, &[length(line), length(text), self.is_alone(), seen]);
        all.add(42, &[wide(next), kind, kind_next, seen]);
        all.add(43, &[bits, seen]);
        all.add(44, &[bits, u8::from(self.joint.goes_on)]);
        all.add(45, &[shared(before), shared(text), seen]);
        all.add(46, &[shared(before), shared(text), kind_before, kind]);
    }

    fn add_places(&self, all: &mut Features) {
        let seen = self.seen;
        let [before, kind, ..] = self.kinds;
        let [place, rest, pieces, to_text] = [
            self.joint.place,
            self.joint.rest,
            self.joint.pieces,
            self.joint.to_text,
        ]
        .map(|count| bucket(count, &PLACES));
        let wide = |text: &str| bucket(count_wide(text), &LENGTHS);
        all.add(50, &[place, seen]);
        all.add(51, &[place, kind, seen]);
        all.add(52, &[rest, seen]);
        all.add(53, &[rest, kind, seen]);
        all.add(54, &[pieces, before, kind, seen]);
        all.add(55, &[to_text, kind, seen]);
        all.add(56, &[to_text, before, kind]);
        all.add(
            57,
            &[to_text, wide(self.joint.before), wide(self.joint.text)],
        );
    }

    fn add_words(&self, all: &mut Features) {
        let Joint {
            before, text, next, ..
        } = *self.joint;
        let seen = self.seen;
        let first = text.chars().next();
        let last = before.chars().next_back();
        let last_segment = before.rsplit('\u{3000}').next().unwrap_or(before);
        let goes_on = u8::from(self.joint.goes_on);
        all.add(60, &[class(last), class(first), seen]);
        all.add(61, &[goes_on, class(last), class(first), seen]);
        add_text(all, 62, first.into_iter());
        add_text(all, 63, last.into_iter());
        add_text(all, 64, last.into_iter().chain(first));
        add_text(all, 65, text.chars().take(2));
        add_text(all, 66, text.chars().take(3));
        add_text(all, 67, before.chars().rev().take(2));
        add_text(all, 68, before.chars().rev().take(3));
        add_text(all, 69, text.chars().rev().take(1));
        add_text(all, 70, text.chars().rev().take(2));
        add_text(all, 71, before.chars().take(1));
        add_text(all, 72, before.chars().take(2));
        add_text(all, 73, next.chars().take(2));
        add_text(all, 74, last_segment.chars().rev().take(2));
        add_text(all, 75, self.joint.head.chars().take(2));
        if text.chars().count() <= WORD_CHARS_MAX {
            add_text(all, 76, text.chars());
        }
        if before.chars().count() <= WORD_CHARS_MAX {
            add_text(all, 77, before.chars());
        }
    }

    /// Whether the line has one piece so far.
    fn is_alone(&self) -> u8 {
        u8::from(self.joint.line.len() == self.joint.before.len())
    }
}
