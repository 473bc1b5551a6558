//! Names of currencies.

use crate::{
    mention::cursor::Cursor,
    word_list::{WordMap, ends},
};

/// A currency's name behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CurrencyName {
    /// ISO 4217; `None` where the name is only 元 or 块.
    pub(super) code: Option<&'static str>,
    piece: bool,
}

impl CurrencyName {
    /// Whether the name is only 元 or 块.
    pub(super) fn is_generic(self) -> bool {
        self.code.is_none()
    }

    /// Whether it is 块, which counts other things too.
    pub(super) fn is_piece(self) -> bool {
        self.piece
    }
}

/// Names and their codes of ISO 4217; a name stands before those that it ends
/// or begins with.
const NAMES: [(&str, &str); 42] = [
    ("人民币", "CNY"),
    ("RMB", "CNY"),
    ("CNY", "CNY"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("美币", "USD"),
    ("USD", "USD"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("港圆", "HKD"),
    ("HKD", "HKD"),
    ("澳门元", "MOP"),
    ("澳门币", "MOP"),
    ("葡币", "MOP"),
    ("MOP", "MOP"),
    ("新台币", "TWD"),
    ("台币", "TWD"),
    ("台元", "TWD"),
    ("TWD", "TWD"),
    ("日元", "JPY"),
    ("日圆", "JPY"),
    ("日币", "JPY"),
    ("韩元", "KRW"),
    ("韩圆", "KRW"),
    ("韩币", "KRW"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("卢布", "RUB"),
    ("卢比", "INR"),
    ("泰铢", "THB"),
    ("新加坡元", "SGD"),
    ("新加坡币", "SGD"),
    ("新元", "SGD"),
    ("坡币", "SGD"),
    ("澳元", "AUD"),
    ("澳大利亚元", "AUD"),
    ("加元", "CAD"),
    ("加拿大元", "CAD"),
    ("瑞士法郎", "CHF"),
    ("林吉特", "MYR"),
    ("令吉", "MYR"),
    ("越南盾", "VND"),
];

/// Signs before a number, longest first.
const SIGNS: [(&str, &str); 13] = [
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("MOP$", "MOP"),
    ("SG$", "SGD"),
    ("S$", "SGD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("$", "USD"),
];

/// The currency named or signed right before this place.
pub(super) fn currency_before(cursor: Cursor<'_>) -> Option<&'static str> {
    let before = cursor.behind().trim_end_matches(' ');
    let bare = ["约", "近", "超", "逾", "共", "达", "为", "总额", ":", "："]
        .iter()
        .find_map(|word| before.strip_suffix(word))
        .unwrap_or(before);
    SIGNS
        .iter()
        .find(|(sign, _)| ends(before, sign))
        .or_else(|| NAMES.iter().find(|(name, _)| ends(bare, name)))
        .map(|&(_, code)| code)
}

/// Reads a currency's name: 元, 美元, 元人民币.
pub(super) fn eat_currency(cursor: &mut Cursor<'_>) -> Option<CurrencyName> {
    if let Some(code) = eat_name(cursor) {
        return Some(CurrencyName {
            code: Some(code),
            piece: false,
        });
    }
    let generic = cursor.eat_any(&["元", "圆", "块"])?;
    let mut ahead = *cursor;
    ahead.eat_any(&["(", "（"]);
    let code = eat_name(&mut ahead);
    if code.is_some() {
        ahead.eat_any(&[")", "）"]);
        *cursor = ahead;
    }
    Some(CurrencyName {
        code,
        piece: generic == "块",
    })
}

fn eat_name(cursor: &mut Cursor<'_>) -> Option<&'static str> {
    let (name, code) = const { WordMap::of(&NAMES) }.beginning(cursor.rest())?;
    *cursor = cursor.skip_bytes(name.len());
    Some(code)
}
