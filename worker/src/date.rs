//! Calendar days, and EDTF (ISO 8601-2, level 1) dates as records carry them.

use std::fmt;

/// A day of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate {
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl CivilDate {
    /// The day, or `None` where the calendar has none such.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let valid = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        valid.then_some(Self { year, month, day })
    }

    /// Days since 1970-01-01.
    pub fn to_epoch_day(self) -> i64 {
        // Days-from-civil over years that begin in March, so that the leap
        // day is the last of its year.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
            - 719_468
    }

    /// The day that many days after 1970-01-01; `None` outside years 1 to 9999.
    pub fn from_epoch_day(epoch_day: i64) -> Option<Self> {
        let shifted = epoch_day.checked_add(719_468)?;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_index = (5 * day_of_year + 2) / 153;
        let day = u8::try_from(day_of_year - (153 * month_index + 2) / 5 + 1).ok()?;
        let month = u8::try_from((month_index + 2) % 12 + 1).ok()?;
        let year = i32::try_from(year_of_era + era * 400 + i64::from(month <= 2)).ok()?;
        Self::new(year, month, day)
    }

    /// The day `days` later (earlier where negative).
    pub fn plus_days(self, days: i64) -> Option<Self> {
        Self::from_epoch_day(self.to_epoch_day().checked_add(days)?)
    }

    /// 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        u8::try_from((self.to_epoch_day() + 3).rem_euclid(7) + 1).unwrap_or(1)
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// 28 to 31; 0 where `month` is none.
pub fn days_in_month(year: i32, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// One end of an EDTF date: each part is known or not, and a part is only
/// written where the finer of two known parts asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    pub year: Option<i32>,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

/// When something happened: a point, or a range with both ends known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edtf {
    Point(PartialDate),
    Range(PartialDate, PartialDate),
}

impl PartialDate {
    /// A whole day.
    pub fn day(date: CivilDate) -> Self {
        Self {
            year: Some(date.year),
            month: Some(date.month),
            day: Some(date.day),
        }
    }

    /// The day, where all parts are known and such a day exists.
    pub fn to_civil(self) -> Option<CivilDate> {
        CivilDate::new(self.year?, self.month?, self.day?)
    }

    /// First and last day that the known parts allow; `None` without a year.
    pub fn bounds(self) -> Option<(CivilDate, CivilDate)> {
        let year = self.year?;
        let (first_month, last_month) = match self.month {
            Some(month) => (month, month),
            None => (1, 12),
        };
        let (first_day, last_day) = match (self.month, self.day) {
            (Some(_), Some(day)) => (day, day),
            _ => (1, days_in_month(year, last_month)),
        };
        Some((
            CivilDate::new(year, first_month, first_day)?,
            CivilDate::new(year, last_month, last_day)?,
        ))
    }

    /// Reads `2024`, `2024-06`, `2024-06-05`, `XXXX-10-27`, `XXXX-XX-24`.
    pub fn parse(text: &str) -> Option<Self> {
        /// A part of so many digits; `None` where it is all `X` or not there.
        fn part<T: std::str::FromStr>(text: Option<&str>, width: usize) -> Result<Option<T>, ()> {
            match text {
                None => Ok(None),
                Some(unknown) if unknown.len() == width && unknown.bytes().all(|b| b == b'X') => {
                    Ok(None)
                }
                Some(digits) if digits.len() == width && is_number(digits) => {
                    digits.parse().map(Some).map_err(|_range| ())
                }
                Some(_) => Err(()),
            }
        }
        fn is_number(text: &str) -> bool {
            text.bytes().all(|byte| byte.is_ascii_digit())
        }
        let mut parts = text.split('-');
        let date = Self {
            year: part(parts.next(), 4).ok()?,
            month: part(parts.next(), 2).ok()?,
            day: part(parts.next(), 2).ok()?,
        };
        parts.next().is_none().then_some(date)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("XXXX")?,
        }
        match (self.month, self.day) {
            (None, None) => return Ok(()),
            (Some(month), _) => write!(f, "-{month:02}")?,
            (None, Some(_)) => f.write_str("-XX")?,
        }
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl Edtf {
    /// A whole day.
    pub fn day(date: CivilDate) -> Self {
        Self::Point(PartialDate::day(date))
    }

    /// First and last day that it allows; `None` without a year.
    pub fn bounds(self) -> Option<(CivilDate, CivilDate)> {
        match self {
            Self::Point(date) => date.bounds(),
            Self::Range(first, last) => Some((first.bounds()?.0, last.bounds()?.1)),
        }
    }

    /// Reads what [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            Some((first, last)) => Some(Self::Range(
                PartialDate::parse(first)?,
                PartialDate::parse(last)?,
            )),
            None => PartialDate::parse(text).map(Self::Point),
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(date) => date.fmt(f),
            Self::Range(first, last) => write!(f, "{first}/{last}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edtf_reads_what_it_writes() {
        for text in [
            "2024-06-05",
            "2024-06",
            "2021",
            "2018-10-30/2018-10-31",
            "XXXX-10-27",
            "XXXX-XX-24",
            "XXXX-10",
        ] {
            assert_eq!(
                Edtf::parse(text).map(|date| date.to_string()).as_deref(),
                Some(text)
            );
        }
        assert_eq!(Edtf::parse("2024-6-5"), None);
        assert_eq!(Edtf::parse("2024-06-05-01"), None);
    }

    #[test]
    fn days_count_over_leap_years() {
        let day = CivilDate::new(2024, 2, 28).unwrap();
        assert_eq!(day.plus_days(2), CivilDate::new(2024, 3, 1));
        assert_eq!(CivilDate::new(2023, 2, 29), None);
        assert_eq!(CivilDate::new(1970, 1, 1).unwrap().to_epoch_day(), 0);
        assert_eq!(CivilDate::new(2026, 11, 21).unwrap().weekday(), 6);
    }

    #[test]
    fn a_month_spans_its_days() {
        let month = Edtf::parse("2024-02").unwrap();
        assert_eq!(
            month.bounds(),
            Some((
                CivilDate::new(2024, 2, 1).unwrap(),
                CivilDate::new(2024, 2, 29).unwrap()
            ))
        );
        assert_eq!(Edtf::parse("XXXX-02-03").unwrap().bounds(), None);
    }
}
