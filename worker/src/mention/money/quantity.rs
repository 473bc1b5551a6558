//! Quantities with their multipliers, exact to a billionth: 1,200.5万, 3千万亿,
//! 六十四万零一百四十三.

use crate::mention::{
    cursor::Cursor,
    numeral::{chinese_digit, chinese_unit},
};

/// Billionths in one.
pub(super) const BILLIONTHS: i128 = 1_000_000_000;

/// A quantity as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    pub(super) billionths: i128,
    /// Whether 万, 亿, k or the like stands in it.
    pub(super) has_multiplier: bool,
    /// Whether Chinese digits write it.
    pub(super) is_chinese: bool,
    /// The multipliers at its end.
    multiplier: i128,
}

impl Quantity {
    /// The quantity with the other's multiplier, where it has none of its own:
    /// the 3 of 3-5亿.
    pub(super) fn or_multiplier_of(self, other: Self) -> Self {
        let borrowed = self.billionths.checked_mul(other.multiplier);
        match borrowed {
            Some(billionths) if !self.has_multiplier => Self { billionths, ..self },
            _ => self,
        }
    }
}

/// Whether a quantity may begin with this character.
pub(super) fn may_begin(next: char) -> bool {
    next.is_ascii_digit() || chinese_digit(next).is_some() || matches!(next, '十' | '拾')
}

/// Goes on behind the number that stands here.
pub(super) fn skip(cursor: &mut Cursor<'_>) {
    cursor.bump();
    while cursor
        .eat_if(|next| next.is_ascii_digit() || chinese_digit(next).is_some())
        .is_some()
    {}
}

/// 万, 亿 and what else multiplies all that stands before it.
fn large_multiplier(cursor: &mut Cursor<'_>) -> Option<i128> {
    let mut ahead = *cursor;
    let value = match ahead.bump()? {
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        '兆' => 1_000_000_000_000,
        'k' | 'K' if is_letter_alone(ahead) => 1_000,
        'w' | 'W' if is_letter_alone(ahead) => 10_000,
        _ => return None,
    };
    *cursor = ahead;
    Some(value)
}

fn is_letter_alone(after: Cursor<'_>) -> bool {
    after
        .peek()
        .is_none_or(|next| !next.is_ascii_alphanumeric())
}

/// Reads a quantity; `None` where there is none or it is beyond all sums.
pub(super) fn eat_quantity(cursor: &mut Cursor<'_>) -> Option<Quantity> {
    let mut ahead = *cursor;
    ahead.eat_spaces();
    if !may_begin(ahead.peek()?) {
        return None;
    }
    let is_chinese = !ahead.peek()?.is_ascii_digit();
    // `total` holds what 万 and 亿 closed, `section` what 千, 百 and 十 closed,
    // `number` the digits since.
    let (mut total, mut section, mut number) = (0_i128, 0_i128, None);
    let (mut largest, mut multiplier, mut has_multiplier) = (1_i128, 1_i128, false);
    loop {
        let mut next = ahead;
        next.eat_spaces();
        if let Some(large) = large_multiplier(&mut next) {
            let below = section.checked_add(number.take().unwrap_or(0))?;
            total = if large > largest || below == 0 {
                total.checked_add(below)?.checked_mul(large)?
            } else {
                total.checked_add(below.checked_mul(large)?)?
            };
            section = 0;
            largest = large;
            multiplier = multiplier.checked_mul(large)?;
            has_multiplier = true;
        } else if let Some(unit) = next.peek().and_then(chinese_unit) {
            next.bump();
            let unit = i128::from(unit);
            section =
                section.checked_add(number.take().unwrap_or(BILLIONTHS).checked_mul(unit)?)?;
            multiplier = unit;
        } else if number.is_none()
            && let Some(found) = eat_digits(&mut next)
        {
            number = Some(found);
            multiplier = 1;
        } else {
            break;
        }
        ahead = next;
    }
    let billionths = total
        .checked_add(section)?
        .checked_add(number.unwrap_or(0))?;
    *cursor = ahead;
    Some(Quantity {
        billionths,
        has_multiplier,
        is_chinese,
        multiplier,
    })
}

/// Reads digits of one kind, as billionths: 1,200.5 or 二〇.
fn eat_digits(cursor: &mut Cursor<'_>) -> Option<i128> {
    if cursor.peek()?.is_ascii_digit() {
        return eat_decimal(cursor);
    }
    let mut value: Option<i128> = None;
    while let Some(digit) = cursor.peek().and_then(chinese_digit) {
        cursor.bump();
        let so_far = value.unwrap_or(0).checked_mul(10)?;
        value = Some(so_far.checked_add(i128::from(digit))?);
    }
    let mut whole = value?.checked_mul(BILLIONTHS)?;
    // 一点五亿.
    let mut ahead = *cursor;
    if ahead.eat("点") {
        let mut worth = BILLIONTHS / 10;
        while let Some(digit) = ahead.peek().and_then(chinese_digit) {
            ahead.bump();
            whole = whole.checked_add(i128::from(digit) * worth)?;
            worth /= 10;
            *cursor = ahead;
        }
    }
    Some(whole)
}

fn eat_decimal(cursor: &mut Cursor<'_>) -> Option<i128> {
    let mut whole = 0_i128;
    let mut digits = 0;
    while let Some(digit) = eat_digit(cursor) {
        whole = whole.checked_mul(10)?.checked_add(digit)?;
        digits += 1;
    }
    // Groups of three: 1,200 and 233，333.
    while digits <= 3
        && let Some(group) = peek_group(*cursor)
    {
        cursor.bump();
        for _ in 0..3 {
            cursor.bump();
        }
        whole = whole.checked_mul(1000)?.checked_add(group)?;
    }
    let mut value = whole.checked_mul(BILLIONTHS)?;
    let mut ahead = *cursor;
    if ahead.eat(".") {
        let mut worth = BILLIONTHS / 10;
        while let Some(digit) = eat_digit(&mut ahead) {
            value = value.checked_add(digit * worth)?;
            worth /= 10;
            *cursor = ahead;
        }
    }
    Some(value)
}

fn eat_digit(cursor: &mut Cursor<'_>) -> Option<i128> {
    let digit = cursor.eat_if(|next| next.is_ascii_digit())?;
    digit.to_digit(10).map(i128::from)
}

/// The three digits behind a comma, where there are three and no fourth.
fn peek_group(mut cursor: Cursor<'_>) -> Option<i128> {
    cursor.eat_any(&[",", "，"])?;
    let mut group = 0;
    for _ in 0..3 {
        group = group * 10 + eat_digit(&mut cursor)?;
    }
    cursor
        .peek()
        .is_none_or(|next| !next.is_ascii_digit())
        .then_some(group)
}
