//! Sums of money: 25亿元, 约4.287亿美元, 新台币177.1亿元, 六十四万元.
//!
//! Exact decimal arithmetic; 约, 超, 近 and 余 leave the value as written. A
//! range gives both of its ends. Prices by a unit (元/吨) are no sums.

mod currency;
mod quantity;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::{
    currency::{currency_before, eat_currency},
    quantity::{BILLIONTHS, Quantity, eat_quantity},
};
use super::{Mention, Sum, cursor::Cursor};

/// Finds every sum, in text order. `local` is the currency of a bare 元.
/// Linear in the text.
pub(crate) fn find_sums(text: &str, local: &'static str) -> Vec<Mention<Sum>> {
    let mut sums = Vec::new();
    let mut cursor = Cursor::new(text, 0);
    while let Some(next) = cursor.peek() {
        if !quantity::may_begin(next) {
            cursor.bump();
            continue;
        }
        let start = cursor;
        let stands_alone = || {
            start.peek_behind().is_none_or(|before| {
                !before.is_ascii_alphanumeric()
                    && !matches!(before, '.' | '_' | '第' | '数' | '几' | '-')
            }) || currency_before(start).is_some()
        };
        if let Some(found) = eat_sum(&mut cursor, local).filter(|_| stands_alone()) {
            sums.extend(found);
        } else {
            cursor = start;
            quantity::skip(&mut cursor);
        }
    }
    if sums.is_empty() {
        sums.extend(read_bare_sum(text, local));
    }
    sums
}

/// The currency of a bare 元 in that region.
pub(crate) fn local_currency(province: Option<&str>) -> &'static str {
    match province {
        Some("台湾省") => "TWD",
        Some("香港特别行政区") => "HKD",
        Some("澳门特别行政区") => "MOP",
        _ => "CNY",
    }
}

/// Reads one sum, or the two ends of a range: 3亿至5亿元, 3-5亿元.
fn eat_sum(cursor: &mut Cursor<'_>, local: &'static str) -> Option<Vec<Mention<Sum>>> {
    let start = *cursor;
    let mut ahead = start;
    let first = eat_quantity(&mut ahead)?;
    let prefix = currency_before(start);
    let first_end = ahead.at();
    let mut between = ahead;
    eat_currency(&mut between);
    let joined = between
        .eat_any(&["至", "到", "-", "—", "~", "～", "–"])
        .is_some();
    if joined
        && let second_start = between.at()
        && let Some(second) = eat_quantity(&mut between)
        && let Some(sum) = finish(&mut between, second, prefix, local)
    {
        let first = first.or_multiplier_of(second);
        let lower = to_sum(first.billionths, sum.currency)?;
        *cursor = between;
        return Some(vec![
            mention(start.at()..first_end, lower),
            mention(second_start..between.at(), sum),
        ]);
    }
    let sum = finish(&mut ahead, first, prefix, local)?;
    *cursor = ahead;
    Some(vec![mention(start.at()..ahead.at(), sum)])
}

fn mention(span: Range<usize>, value: Sum) -> Mention<Sum> {
    Mention { span, value }
}

/// Reads the currency behind a quantity, and its smaller coins.
fn finish(
    cursor: &mut Cursor<'_>,
    quantity: Quantity,
    prefix: Option<&'static str>,
    local: &'static str,
) -> Option<Sum> {
    let mut ahead = *cursor;
    ahead.eat_any(&["多", "余", "左右"]);
    ahead.eat_spaces();
    let found = eat_currency(&mut ahead);
    let mut billionths = quantity.billionths;
    let currency = match found {
        Some(found) => {
            if ahead.looks_at(&["/", "每", "一吨", "一斤"]) {
                return None;
            }
            if found.is_generic() {
                if !is_generic_sum(ahead, quantity, found.is_piece()) {
                    return None;
                }
                billionths = billionths.checked_add(eat_coins(&mut ahead))?;
            }
            found.code.or(prefix).unwrap_or(local)
        }
        None => prefix?,
    };
    let sum = to_sum(billionths, currency)?;
    if found.is_some() {
        *cursor = ahead;
    }
    Some(sum)
}

/// Whether 元 or 块 behind the quantity is money: no 三元材料, 二元结构, 一块地.
fn is_generic_sum(after: Cursor<'_>, quantity: Quantity, piece: bool) -> bool {
    if after.looks_at(&["件", "素", "器件", "组"]) && !quantity.has_multiplier {
        return false;
    }
    let closed = after
        .peek()
        .is_none_or(|next| !('\u{4e00}'..='\u{9fff}').contains(&next));
    let small = !quantity.has_multiplier && quantity.billionths < 10 * BILLIONTHS;
    let coins = {
        let mut ahead = after;
        eat_coins(&mut ahead) > 0 || ahead.looks_at(&["钱", "整", "人民币"])
    };
    if piece {
        return coins || closed && after.rest().is_empty();
    }
    !small || !quantity.is_chinese || closed || coins
}

/// Reads 六角七分.
fn eat_coins(cursor: &mut Cursor<'_>) -> i128 {
    let mut sum = 0;
    for (units, worth) in [
        (["角", "毛"].as_slice(), BILLIONTHS / 10),
        (["分"].as_slice(), BILLIONTHS / 100),
    ] {
        let mut ahead = *cursor;
        if let Some(quantity) = eat_quantity(&mut ahead)
            && quantity.billionths < 10 * BILLIONTHS
            && ahead.eat_any(units).is_some()
        {
            sum += quantity.billionths / BILLIONTHS * worth;
            *cursor = ahead;
        }
    }
    cursor.eat("钱");
    sum
}

/// A text that is nothing but a number with 万, k or the like is a sum too, as
/// in a field that holds one.
fn read_bare_sum(text: &str, local: &'static str) -> Option<Mention<Sum>> {
    let bounds = [
        "约",
        "大约",
        "不到",
        "小于",
        "大于",
        "超过",
        "近",
        "少于",
        "不低于",
        "不超过",
    ];
    let mut cursor = Cursor::new(text, 0);
    cursor.eat_any(&bounds);
    let start = cursor.at();
    let quantity = eat_quantity(&mut cursor)?;
    let end = cursor.at();
    cursor.eat_any(&["左右", "上下", "以上", "以下"]);
    if !cursor.rest().is_empty() || !quantity.has_multiplier {
        return None;
    }
    Some(mention(start..end, to_sum(quantity.billionths, local)?))
}

fn to_sum(billionths: i128, currency: &'static str) -> Option<Sum> {
    Some(Sum {
        currency,
        units: i64::try_from(billionths / BILLIONTHS).ok()?,
        nanos: i32::try_from(billionths % BILLIONTHS).ok()?,
    })
}
