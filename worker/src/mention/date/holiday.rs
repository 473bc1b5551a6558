//! Days known by name: holidays of fixed date or weekday, and solar terms.
//! Lunar holidays are left out: their days need a lunar calendar.

use super::expression::HolidayRule;
use crate::word_list::WordMap;

/// Names, longest first where one begins another. Days: the State Council's
/// rules on holidays and common knowledge; constants of the solar terms: the
/// sun's mean motion.
const HOLIDAYS: [(&str, HolidayRule); 29] = [
    ("元旦", HolidayRule::Fixed(1, 1)),
    ("情人节", HolidayRule::Fixed(2, 14)),
    ("妇女节", HolidayRule::Fixed(3, 8)),
    ("植树节", HolidayRule::Fixed(3, 12)),
    ("消费者权益日", HolidayRule::Fixed(3, 15)),
    ("愚人节", HolidayRule::Fixed(4, 1)),
    ("劳动节", HolidayRule::Fixed(5, 1)),
    ("青年节", HolidayRule::Fixed(5, 4)),
    ("护士节", HolidayRule::Fixed(5, 12)),
    ("儿童节", HolidayRule::Fixed(6, 1)),
    ("建党节", HolidayRule::Fixed(7, 1)),
    ("建军节", HolidayRule::Fixed(8, 1)),
    ("教师节", HolidayRule::Fixed(9, 10)),
    ("国庆节", HolidayRule::Fixed(10, 1)),
    ("万圣节", HolidayRule::Fixed(10, 31)),
    ("双十一", HolidayRule::Fixed(11, 11)),
    ("双十二", HolidayRule::Fixed(12, 12)),
    ("平安夜", HolidayRule::Fixed(12, 24)),
    ("圣诞节", HolidayRule::Fixed(12, 25)),
    ("母亲节", HolidayRule::NthWeekday(5, 7, 2)),
    ("父亲节", HolidayRule::NthWeekday(6, 7, 3)),
    ("感恩节", HolidayRule::NthWeekday(11, 4, 4)),
    ("大寒", HolidayRule::SolarTerm(1, 201_200)),
    ("清明节", HolidayRule::SolarTerm(4, 48_100)),
    ("夏至", HolidayRule::SolarTerm(6, 213_700)),
    ("冬至", HolidayRule::SolarTerm(12, 219_400)),
    ("立春", HolidayRule::SolarTerm(2, 38_700)),
    ("立秋", HolidayRule::SolarTerm(8, 75_000)),
    ("春分", HolidayRule::SolarTerm(3, 206_460)),
];

/// The rule of the named day that `text` begins with, and the bytes of its
/// name.
pub(super) fn find_holiday(text: &str) -> Option<(HolidayRule, usize)> {
    const { WordMap::of(&HOLIDAYS) }
        .beginning(text)
        .map(|(name, rule)| (rule, name.len()))
}

/// Names that mean a holiday only where a day is told by them: “七一”前一天.
const SHORT_NAMES: [(&str, (u8, u8)); 9] = [
    ("三八", (3, 8)),
    ("五一", (5, 1)),
    ("五四", (5, 4)),
    ("六一", (6, 1)),
    ("七一", (7, 1)),
    ("八一", (8, 1)),
    ("十一", (10, 1)),
    ("国庆", (10, 1)),
    ("圣诞", (12, 25)),
];

/// Month and day of the holiday of fixed date that `text` begins with, be it by
/// its short name, and the bytes of the name.
pub(super) fn find_fixed_holiday(text: &str) -> Option<((u8, u8), usize)> {
    let full = find_holiday(text).and_then(|(rule, bytes)| match rule {
        HolidayRule::Fixed(month, day) => Some(((month, day), bytes)),
        _ => None,
    });
    full.or_else(|| {
        const { WordMap::of(&SHORT_NAMES) }
            .beginning(text)
            .map(|(name, date)| (date, name.len()))
    })
}
