//! Comparing when things happened, whatever the precision.

use alliance_worker::date::{CivilDate, Edtf, PartialDate};

/// Days before its publication in which an article's undated news happened.
const NEWS_DAYS: i64 = 45;

/// When something happened, as far as an article or an event tells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moment {
    pub(super) date: Option<Edtf>,
    /// When it was first told; `None` for background, which may be told at any
    /// time.
    pub(super) published: Option<(CivilDate, CivilDate)>,
}

/// How two moments lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateRelation {
    /// Both are known to a few days, and these overlap.
    Same,
    /// One is less precise and holds the other.
    Compatible,
    /// No date on one side, but the publications fit.
    News,
    /// Nothing to compare.
    Unknown,
    /// So many days lie between.
    Apart(i64),
    /// They cannot be the same.
    Conflict,
}

impl Moment {
    /// The same, where the year is taken from elsewhere if the date has none.
    pub(super) fn in_year(mut self, year: Option<i32>) -> Self {
        self.date = match (self.date, year) {
            (None, Some(year)) => Some(Edtf::Point(PartialDate {
                year: Some(year),
                month: None,
                day: None,
            })),
            (Some(Edtf::Point(date)), Some(_)) if date.year.is_none() => {
                Some(Edtf::Point(PartialDate { year, ..date }))
            }
            (date, _) => date,
        };
        self
    }

    /// First and last day that the date, or else the publication, allows.
    pub(super) fn window(&self) -> Option<(CivilDate, CivilDate)> {
        match self.date {
            Some(date) => date.bounds(),
            None => self.news_window(),
        }
    }

    fn news_window(&self) -> Option<(CivilDate, CivilDate)> {
        let (first, last) = self.published?;
        Some((first.plus_days(-NEWS_DAYS)?, last.plus_days(1)?))
    }

    pub(super) fn relate(&self, other: &Self) -> DateRelation {
        match (self.date, other.date) {
            (Some(left), Some(right)) => relate_dates(left, right),
            _ => match (self.window(), other.window()) {
                (Some(left), Some(right)) if days_between(left, right) > 0 => {
                    DateRelation::Conflict
                }
                (Some(_), Some(_)) => DateRelation::News,
                _ => DateRelation::Unknown,
            },
        }
    }
}

fn relate_dates(left: Edtf, right: Edtf) -> DateRelation {
    let (Some(left_days), Some(right_days)) = (left.bounds(), right.bounds()) else {
        return relate_parts(left, right);
    };
    match days_between(left_days, right_days) {
        0 if is_short(left_days) && is_short(right_days) => DateRelation::Same,
        0 => DateRelation::Compatible,
        days => DateRelation::Apart(days),
    }
}

/// Where a year is missing: month and day must not differ.
fn relate_parts(left: Edtf, right: Edtf) -> DateRelation {
    let (Edtf::Point(left), Edtf::Point(right)) = (left, right) else {
        return DateRelation::Unknown;
    };
    let differ = |left: Option<u8>, right: Option<u8>| left.zip(right).is_some_and(|(a, b)| a != b);
    if differ(left.month, right.month) || differ(left.day, right.day) {
        DateRelation::Conflict
    } else if left.month.is_some() && left.month == right.month {
        DateRelation::Compatible
    } else {
        DateRelation::Unknown
    }
}

/// Days from the end of the earlier to the beginning of the later; 0 where
/// they overlap.
fn days_between(left: (CivilDate, CivilDate), right: (CivilDate, CivilDate)) -> i64 {
    let gap = |first: CivilDate, last: CivilDate| first.to_epoch_day() - last.to_epoch_day();
    gap(right.0, left.1).max(gap(left.0, right.1)).max(0)
}

fn is_short((first, last): (CivilDate, CivilDate)) -> bool {
    last.to_epoch_day() - first.to_epoch_day() < 10
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relate(left: &str, right: &str) -> DateRelation {
        let moment = |text| Moment {
            date: Edtf::parse(text),
            published: None,
        };
        moment(left).relate(&moment(right))
    }

    #[test]
    fn dates_of_different_precision_are_compatible() {
        assert_eq!(relate("2024-06", "2024-06-05"), DateRelation::Compatible);
        assert_eq!(relate("XXXX-06-05", "2024-06-05"), DateRelation::Compatible);
        assert_eq!(relate("2024", "2024-06"), DateRelation::Compatible);
        assert_eq!(
            relate("2018-10-30/2018-10-31", "2018-10-31"),
            DateRelation::Same
        );
        assert_eq!(relate("2024-06-05", "2024-06-08"), DateRelation::Apart(3));
        assert_eq!(relate("XXXX-06-04", "2024-06-05"), DateRelation::Conflict);
        assert_eq!(relate("XXXX-XX-05", "2024-06-05"), DateRelation::Unknown);
    }

    #[test]
    fn undated_news_happened_before_it_was_published() {
        let day = |text| Edtf::parse(text).and_then(Edtf::bounds);
        let news = |text| Moment {
            date: None,
            published: day(text),
        };
        let dated = |text| Moment {
            date: Edtf::parse(text),
            published: None,
        };
        assert_eq!(
            news("2024-06-07").relate(&dated("2024-06-05")),
            DateRelation::News
        );
        assert_eq!(
            news("2024-06-07").relate(&dated("2024-07-05")),
            DateRelation::Conflict
        );
        assert_eq!(
            news("2024-06-07").relate(&news("2023-06-07")),
            DateRelation::Conflict
        );
        assert_eq!(
            Moment::default().relate(&dated("2024-07-05")),
            DateRelation::Unknown
        );
    }
}
