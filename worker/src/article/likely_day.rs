//! The page's own day where no rule knows the line that gives it.
//!
//! Pages give their day in more forms than any grammar lists: 淄博日报 第02版：要闻
//! 2023年09月18日 星期一, 播出时间：2022年9月24日, 2024-08-15 15:22 浏览人次 1,288 under
//! the text, or glued to the headline. A linear model (`data/page_day.bin`) weighs what
//! stands around each whole date, where on the page it stands, and whether the days of
//! the text lead up to it. It is asked only where the rules find no day. It is trained
//! on labelled pages by `tests/examples/train_models.rs`.

use std::sync::LazyLock;

use super::{
    DateOrigin,
    calendar::{WrittenDate, find_dates},
    cue::Cue,
    field::Label,
    layout::Part,
    line::Line,
    proved_day::{TEXT_DAYS_MAX, days_without_year, lies_shortly_before, may_date},
    published::Published,
};
use crate::{
    date::CivilDate,
    model::{self, Features, bucket},
    page::BlockKind,
};

/// From which score on a date is taken for the page's, in the unit of the model's
/// weights: a probability of .6.
const SCORE_MIN: i32 = 104;
/// The most dates of a page that are weighed, from its head and from its foot.
const DATES_MAX: usize = 40;
/// How far into a long line dates are looked for, from either end, in bytes.
const EDGE_BYTES: usize = 240;
/// How many characters a clock behind a date has: 14:30~16:30.
const CLOCK_CHARS: usize = 8;
/// Longest line whose words are all looked at, in characters.
const WORDS_CHARS_MAX: usize = 60;

/// The model: its answer is whether the date is the page's own.
type Model = model::Model<0>;

/// The model that the program carries, read on first use.
pub(crate) static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_bytes!("../../data/page_day.bin")));

/// A whole date of a page.
#[derive(Debug)]
struct Dated<'a> {
    line: &'a Line,
    found: WrittenDate,
    /// Position of the line.
    at: usize,
}

/// The likeliest day, where it is likely enough.
pub(super) fn find_likely_day(lines: &[Line], parts: &[Part]) -> Option<Published> {
    let dated = list_dates(lines);
    let page = Page::of(lines, parts, &dated);
    (dated.iter())
        .map(|dated| (MODEL.score(&page.features(dated)), dated))
        .filter(|(score, _)| *score >= SCORE_MIN)
        // Of equal ones the first.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, dated)| Published {
            date: dated.found.date,
            origin: DateOrigin::Header,
            body_span: dated.line.text.body_span(dated.found.span.clone()),
        })
}

/// What the model is trained on: each whole date of the page and its features.
pub(super) fn list_examples(lines: &[Line], parts: &[Part]) -> Vec<(CivilDate, Vec<u32>)> {
    let dated = list_dates(lines);
    let page = Page::of(lines, parts, &dated);
    (dated.iter())
        .map(|dated| (dated.found.date, page.features(dated)))
        .collect()
}

/// Whether the line may give the page's day: not 今天是…, 上一篇：…, © ….
fn may_hold_own(line: &Line) -> bool {
    const OF_SITE: [Cue; 4] = [Cue::Clock, Cue::Neighbor, Cue::Related, Cue::Rights];
    may_date(line) && !OF_SITE.iter().any(|cue| line.cues.has(*cue))
}

/// Whether the date may be the page's: none that a label, a clock that goes on or 据 says
/// to be of something told.
fn may_be_own(line: &Line, found: &WrittenDate) -> bool {
    let label = (line.fields.iter()).rfind(|field| field.start < found.span.start);
    let of_event = label.is_some_and(|field| field.label == Label::Event);
    let before = line.as_str().get(..found.span.start).unwrap_or_default();
    let clause = before.rsplit(['，', '。', ' ']).next().unwrap_or_default();
    // 14:30~16:30 is when something takes place.
    let behind = line.as_str().get(found.span.end..).unwrap_or_default();
    let lasts = (behind.chars().take(CLOCK_CHARS)).any(|c| "~～—–至".contains(c));
    !of_event && !lasts && !clause.starts_with('据')
}

/// The dates of all lines; those of long ones only at either end.
fn list_dates(lines: &[Line]) -> Vec<Dated<'_>> {
    let mut all = Vec::new();
    for (at, line) in (lines.iter().enumerate()).filter(|(_, line)| may_hold_own(line)) {
        let text = line.as_str();
        let found = if line.dates.is_empty() {
            let tail = text.ceil_char_boundary(text.len().saturating_sub(EDGE_BYTES));
            find_dates(text)
                .into_iter()
                .filter(|found| found.span.start < EDGE_BYTES || found.span.end > tail)
                .collect()
        } else {
            line.dates.clone()
        };
        let own = (found.into_iter()).filter(|found| may_be_own(line, found));
        all.extend(own.map(|found| Dated { line, found, at }));
    }
    if all.len() > 2 * DATES_MAX {
        all.drain(DATES_MAX..all.len() - DATES_MAX);
    }
    all
}

/// What the page is, whatever the date.
#[derive(Debug)]
struct Page<'a> {
    lines: &'a [Line],
    parts: &'a [Part],
    title: Option<usize>,
    /// The first line and the last of the text.
    first: usize,
    last: usize,
    /// The days of its text that have no year.
    days: Vec<(u8, u8)>,
    /// Every date, in the order of the page.
    dates: Vec<CivilDate>,
}

impl<'a> Page<'a> {
    fn of(lines: &'a [Line], parts: &'a [Part], dated: &[Dated<'_>]) -> Self {
        let text = |part: &Part| *part == Part::Text;
        let days = (lines.iter().zip(parts))
            .filter(|(_, part)| text(part))
            .flat_map(|(line, _)| days_without_year(line.as_str()))
            .take(TEXT_DAYS_MAX)
            .collect();
        Self {
            lines,
            parts,
            title: parts.iter().position(|part| *part == Part::Title),
            first: parts.iter().position(text).unwrap_or(parts.len()),
            last: parts.iter().rposition(text).unwrap_or_default(),
            days,
            dates: dated.iter().map(|dated| dated.found.date).collect(),
        }
    }

    /// What tells whether the date is the page's own.
    fn features(&self, dated: &Dated<'_>) -> Vec<u32> {
        let mut all = Features::default();
        all.add(0, &[]);
        let stand = self.add_stand(dated, &mut all);
        self.add_line(dated, stand, &mut all);
        add_words(dated, stand, &mut all);
        self.add_days(dated, stand, &mut all);
        all.into_numbers()
    }

    /// Where on the page it stands; gives it in short.
    fn add_stand(&self, dated: &Dated<'_>, all: &mut Features) -> u8 {
        const PLACES: [usize; 6] = [0, 1, 2, 4, 8, 16];
        let at = dated.at;
        let part = self.parts.get(at).map_or(0, |part| number_of(*part));
        let side = if at < self.first {
            0
        } else if at == self.first {
            1
        } else if at > self.last {
            3
        } else {
            2
        };
        let stand = part * 4 + side;
        let away = |other: usize| [u8::from(at < other), bucket(at.abs_diff(other), &PLACES)];
        let title = self.title.map_or([9, 9], away);
        let [first, last] = [away(self.first), away(self.last)];
        let rest = self.lines.len() - at - 1;
        all.add(1, &[stand]);
        all.add(2, &[stand, bucket(at, &PLACES)]);
        all.add(3, &[stand, bucket(rest, &PLACES)]);
        all.add(4, &[stand, title[0], title[1]]);
        all.add(5, &[stand, first[0], first[1]]);
        all.add(6, &[stand, last[0], last[1]]);
        all.add(7, &[bucket(self.lines.len(), &[1, 2, 4, 8, 20]), part]);
        stand
    }

    /// What the line is, and which stand around it.
    fn add_line(&self, dated: &Dated<'_>, stand: u8, all: &mut Features) {
        const CHARS: [usize; 7] = [12, 20, 30, 45, 70, 120, 240];
        let line = dated.line;
        let kind = match line.kind {
            BlockKind::Paragraph => 0,
            BlockKind::Heading(_) => 1,
            BlockKind::ListItem => 2,
            BlockKind::TableRow => 3,
            BlockKind::Caption => 4,
        };
        let linked = u8::from(line.link_share > 0.2);
        let sentence = u8::from(line.has_sentence);
        all.add(10, &[kind, stand]);
        all.add(11, &[linked, stand]);
        all.add(12, &[sentence, stand]);
        all.add(13, &[bucket(line.chars, &CHARS), sentence, stand]);
        all.add(14, &[u8::from(line.is_copy), stand]);
        let count = |count: usize| bucket(count, &[1, 2, 4]);
        all.add(15, &[count(line.dates.len()), stand]);
        all.add(16, &[bucket(line.fields.len(), &[0, 1, 2]), stand]);
        let label = (line.fields.iter()).rfind(|field| field.start < dated.found.span.start);
        let label = label.map_or(99, |field| field.label as u8);
        all.add(17, &[label]);
        all.add(18, &[label, stand]);
        for (number, cue) in (0..).zip(Cue::ALL) {
            if line.cues.has(cue) {
                all.add(19, &[number]);
                all.add(20, &[number, stand]);
            }
        }
        let dropped = match self.parts.get(dated.at) {
            Some(Part::Dropped(reason)) => reason,
            _ => "",
        };
        all.add(21, dropped.as_bytes());
        let beside = |at: Option<usize>| {
            at.and_then(|at| self.parts.get(at))
                .map_or(9, |part| number_of(*part))
        };
        let sides = [beside(dated.at.checked_sub(1)), beside(Some(dated.at + 1))];
        all.add(22, &[sides[0], sides[1], stand]);
    }

    /// How it stands to the page's other days.
    fn add_days(&self, dated: &Dated<'_>, stand: u8, all: &mut Features) {
        let date = dated.found.date;
        let near = (self.days.iter())
            .filter(|day| lies_shortly_before(**day, date))
            .count();
        let leads = [
            bucket(near, &[0, 1, 2]),
            bucket(self.days.len() - near, &[0, 1, 2]),
        ];
        all.add(60, &leads);
        all.add(61, &[leads[0], leads[1], stand]);
        let same = self.dates.iter().filter(|other| **other == date).count();
        let newer = self.dates.iter().filter(|other| **other > date).count();
        let older = self.dates.iter().filter(|other| **other < date).count();
        let count = |count: usize| bucket(count, &[0, 1, 3]);
        all.add(62, &[count(same.saturating_sub(1)), stand]);
        all.add(63, &[count(newer), count(older)]);
        all.add(64, &[count(newer), stand]);
        all.add(65, &[count(older), stand]);
    }
}

fn number_of(part: Part) -> u8 {
    match part {
        Part::Title => 1,
        Part::Header => 2,
        Part::Text => 3,
        Part::Credit => 4,
        Part::Dropped(_) => 5,
    }
}

/// Digits all alike.
fn without_value(character: char) -> char {
    if character.is_ascii_digit() {
        '0'
    } else {
        character
    }
}

/// The words around it, and those of a short line.
fn add_words(dated: &Dated<'_>, stand: u8, all: &mut Features) {
    let text = dated.line.as_str();
    let span = &dated.found.span;
    let before = text.get(..span.start).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    let gram = |characters: &mut dyn Iterator<Item = char>, count: usize| -> String {
        characters
            .filter(|c| !c.is_whitespace())
            .map(without_value)
            .take(count)
            .collect()
    };
    for (count, before_name, behind_name) in [(1, 30, 35), (2, 31, 36), (3, 32, 37)] {
        let left = gram(&mut before.chars().rev(), count);
        let right = gram(&mut behind.chars(), count);
        all.add(before_name, left.as_bytes());
        all.add(behind_name, right.as_bytes());
        all.add(before_name + 10, &[left.as_bytes(), &[stand]].concat());
        all.add(behind_name + 10, &[right.as_bytes(), &[stand]].concat());
    }
    let chars = |text: &str| bucket(text.trim().chars().count(), &[0, 2, 6, 12, 24, 60]);
    all.add(50, &[chars(before), stand]);
    all.add(51, &[chars(behind), stand]);
    let form: String = (text.get(span.clone()).unwrap_or_default().chars())
        .map(without_value)
        .collect();
    all.add(52, form.as_bytes());
    let mut clock = behind.trim_start().chars();
    let hour = clock.next().is_some_and(|c| c.is_ascii_digit());
    let timed = hour && clock.take(3).any(|c| matches!(c, ':' | '：' | '时'));
    all.add(53, &[u8::from(timed), stand]);
    all.add(54, gram(&mut text.chars(), 2).as_bytes());
    all.add(55, gram(&mut text.chars().rev(), 2).as_bytes());
    if dated.line.chars <= WORDS_CHARS_MAX {
        let rest = || before.chars().chain(behind.chars());
        for (left, right) in rest().zip(rest().skip(1)) {
            if !left.is_ascii_digit() && !right.is_ascii_digit() {
                let mut pair = [0; 8];
                left.encode_utf8(&mut pair[..4]);
                right.encode_utf8(&mut pair[4..]);
                all.add(56, &pair);
            }
        }
    }
}

#[cfg(test)]
mod tests;
