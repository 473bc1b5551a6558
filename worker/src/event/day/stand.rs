//! How dates stand to the words that tell an event, and to each other.

use crate::{
    date::{CivilDate, Edtf, PartialDate},
    event::{
        draft::{Draft, When},
        learnt::position::Position,
    },
};

/// How a date stands to the words that tell the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// No date at all.
    None,
    /// By words of the text.
    Told(Position),
    /// The same, read as a day to come.
    ToCome(Position),
    /// The page's own day.
    OfPage,
    /// That of another event.
    OfOther,
    /// The grammar's choice.
    Inferred,
}

impl Stand {
    pub(super) fn number(self) -> u8 {
        match self {
            Self::None => 0,
            Self::OfPage => 1,
            Self::OfOther => 2,
            Self::Inferred => 3,
            Self::Told(position) => 10 + position as u8,
            Self::ToCome(position) => 30 + position as u8,
        }
    }
}

/// What the grammar's choice rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Source {
    Nothing,
    /// Words of its first sentence, before the telling word or behind.
    Before,
    Behind,
    /// Those of another sentence that tells it.
    Telling,
    /// Those of a sentence before, or behind.
    Earlier,
    Later,
    /// No words of the text.
    Header,
}

impl Source {
    pub(super) fn of(draft: &Draft, sentence: Option<usize>) -> Self {
        let Some(when) = &draft.date else {
            return Self::Nothing;
        };
        match sentence.filter(|_| !when.span.is_empty()) {
            None => Self::Header,
            Some(at) if at == draft.first_sentence() => {
                if when.span.start < draft.trigger.start {
                    Self::Before
                } else {
                    Self::Behind
                }
            }
            Some(at) if draft.sentences.contains(&at) => Self::Telling,
            Some(at) if at < draft.first_sentence() => Self::Earlier,
            Some(_) => Self::Later,
        }
    }
}

/// How a date stands to a known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Relation {
    /// None is known.
    New,
    Same,
    /// Days, a month or a year that holds the known one.
    Wider,
    /// One of the known days, or of the known month or year.
    Finer,
    /// Days that begin or end with each other's.
    Overlapping,
    /// The days around it, within a week.
    JustBefore,
    JustBehind,
    Before,
    Behind,
    /// Of one of them the year is not known.
    Unclear,
    /// No date, where one is known.
    Without,
}

impl Relation {
    pub(super) fn of(known: Option<&When>, date: Edtf) -> Self {
        const NEAR_DAYS: i64 = 7;
        let Some(known) = known.map(|known| known.date) else {
            return Self::New;
        };
        if known == date {
            return Self::Same;
        }
        let (Some(known), Some(date)) = (known.bounds(), date.bounds()) else {
            return Self::Unclear;
        };
        let days = |from: CivilDate, to: CivilDate| to.to_epoch_day() - from.to_epoch_day();
        if date.0 <= known.0 && known.1 <= date.1 {
            Self::Wider
        } else if known.0 <= date.0 && date.1 <= known.1 {
            Self::Finer
        } else if date.1 < known.0 {
            if days(date.1, known.0) <= NEAR_DAYS {
                Self::JustBefore
            } else {
                Self::Before
            }
        } else if known.1 < date.0 {
            if days(known.1, date.0) <= NEAR_DAYS {
                Self::JustBehind
            } else {
                Self::Behind
            }
        } else {
            Self::Overlapping
        }
    }
}

/// How long before the page's own day: the page tells of what is new.
pub(super) fn age(date: Edtf, anchor: Option<CivilDate>) -> u8 {
    let Some(anchor) = anchor else {
        return b'?';
    };
    let Some((first, last)) = date.bounds() else {
        return b'X';
    };
    let days = |day: CivilDate| anchor.to_epoch_day() - day.to_epoch_day();
    match (days(first), days(last)) {
        (..0, _) => b'+',
        (_, ..0) => b'~',
        (_, 0) => b'0',
        (_, 1) => b'1',
        (_, ..=3) => b'3',
        (_, ..=7) => b'7',
        (_, ..=31) => b'm',
        (_, ..=100) => b'q',
        (_, ..=366) => b'y',
        (_, ..=1100) => b't',
        _ => b'o',
    }
}

/// Which parts of a date are known.
pub(super) fn shape(date: Edtf) -> u8 {
    let point = |date: PartialDate| {
        u8::from(date.year.is_some())
            + 2 * u8::from(date.month.is_some())
            + 4 * u8::from(date.day.is_some())
    };
    match date {
        Edtf::Point(date) => point(date),
        Edtf::Range(first, _) => 8 + point(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::DateKind;

    fn relation(known: &str, date: &str) -> Relation {
        let known = When {
            date: Edtf::parse(known).unwrap(),
            kind: DateKind::Day,
            span: 0..0,
            inherited: false,
        };
        Relation::of(Some(&known), Edtf::parse(date).unwrap())
    }

    #[test]
    fn dates_stand_to_each_other_by_their_days() {
        for (known, date, wanted) in [
            ("2024-06-18", "2024-06-18", Relation::Same),
            ("2024-06-18", "2024-06-17/2024-06-19", Relation::Wider),
            ("2024-06-18", "2024", Relation::Wider),
            ("2024-06-17/2024-06-19", "2024-06-19", Relation::Finer),
            (
                "2024-06-17/2024-06-19",
                "2024-06-19/2024-06-20",
                Relation::Overlapping,
            ),
            ("2024-06-18", "2024-06-11", Relation::JustBefore),
            ("2024-06-18", "2024-06-10", Relation::Before),
            ("2024-06-18", "2024-06-25", Relation::JustBehind),
            ("2024-06-18", "2024-06-26", Relation::Behind),
            ("XXXX-06-18", "2024-06-18", Relation::Unclear),
        ] {
            assert_eq!(relation(known, date), wanted, "{known} {date}");
        }
    }

    #[test]
    fn what_is_old_is_told_by_its_last_day() {
        let anchor = CivilDate::new(2024, 6, 20);
        for (date, wanted) in [
            ("2024-06-21", b'+'),
            ("2024-06-19/2024-06-22", b'~'),
            ("2024-06-20", b'0'),
            ("2024-06-18/2024-06-19", b'1'),
            ("2024-05", b'm'),
            ("XXXX-06-18", b'X'),
        ] {
            assert_eq!(age(Edtf::parse(date).unwrap(), anchor), wanted, "{date}");
        }
        assert_eq!(age(Edtf::parse("2024").unwrap(), None), b'?');
    }
}
