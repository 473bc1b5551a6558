//! Whole numbers as dates write them: 2024, 二〇二四, 三十一, 廿三.

use super::cursor::Cursor;
use crate::numbering::NUMERALS;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumeralStyle {
    /// 0 to 9.
    Arabic,
    /// One Chinese digit after the other: 二〇二四.
    Positional,
    /// With 十, 百 or 千: 三十一.
    Counted,
}

/// A whole number below 100,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    pub(super) value: u32,
    pub(super) style: NumeralStyle,
    /// Characters that write it.
    pub(super) char_count: u8,
}

/// Longest number of characters that a date's number has.
const CHARS_MAX: u8 = 8;

/// How many a numeral from two to ten counts: 两, 三, 十.
pub(crate) fn count_of(numeral: char) -> Option<usize> {
    if numeral == '两' {
        return Some(2);
    }
    let at = NUMERALS.chars().position(|known| known == numeral)?;
    (at > 0).then_some(at + 1)
}

/// The value of a Chinese digit.
pub(super) fn chinese_digit(digit: char) -> Option<u32> {
    Some(match digit {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The unit that multiplies a digit: 10, 100 or 1000.
pub(super) fn chinese_unit(unit: char) -> Option<u32> {
    Some(match unit {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// Reads the number that stands here; `None` where there is none, or it is
/// longer than a date's.
pub(super) fn eat_numeral(cursor: &mut Cursor<'_>) -> Option<Numeral> {
    let mut ahead = *cursor;
    let numeral = if ahead.peek()?.is_ascii_digit() {
        eat_arabic(&mut ahead)?
    } else {
        eat_chinese(&mut ahead)?
    };
    *cursor = ahead;
    Some(numeral)
}

fn eat_arabic(cursor: &mut Cursor<'_>) -> Option<Numeral> {
    let mut value = 0;
    let mut char_count = 0;
    while let Some(digit) = cursor.eat_if(|next| next.is_ascii_digit()) {
        char_count += 1;
        if char_count > CHARS_MAX {
            return None;
        }
        value = value * 10 + digit.to_digit(10)?;
    }
    Some(Numeral {
        value,
        style: NumeralStyle::Arabic,
        char_count,
    })
}

fn eat_chinese(cursor: &mut Cursor<'_>) -> Option<Numeral> {
    // `total` holds what units closed; `pending` the digits since.
    let (mut total, mut pending, mut char_count) = (0_u32, None, 0);
    let mut style = NumeralStyle::Positional;
    while let Some(next) = cursor.peek() {
        if let Some(digit) = chinese_digit(next) {
            pending = Some(match (style, pending) {
                (NumeralStyle::Positional, Some(so_far)) => so_far * 10 + digit,
                _ => digit,
            });
        } else if let Some(unit) = chinese_unit(next) {
            style = NumeralStyle::Counted;
            total += pending.take().unwrap_or(1) * unit;
        } else if let Some(tens) = [('廿', 20), ('卅', 30)]
            .into_iter()
            .find_map(|(sign, tens)| (sign == next).then_some(tens))
        {
            style = NumeralStyle::Counted;
            total += tens;
        } else {
            break;
        }
        cursor.bump();
        char_count += 1;
        if char_count > CHARS_MAX {
            return None;
        }
    }
    (char_count > 0).then_some(Numeral {
        value: total + pending.unwrap_or(0),
        style,
        char_count,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<u32> {
        eat_numeral(&mut Cursor::new(text, 0)).map(|numeral| numeral.value)
    }

    #[test]
    fn digits_and_counted_numbers_give_their_value() {
        for (text, expected) in [
            ("2024年", 2024),
            ("二〇二四年", 2024),
            ("二零零四", 2004),
            ("两千年", 2000),
            ("三十一日", 31),
            ("十日", 10),
            ("十二", 12),
            ("廿三", 23),
            ("一百一十三", 113),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        assert_eq!(value("年"), None);
        assert_eq!(value("123456789"), None);
    }
}
