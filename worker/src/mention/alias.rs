//! Short names that the text gives behind a full one: 以下简称, 简称, brackets.

use super::{
    abbreviation::is_subsequence,
    name::canonical_name,
    token::{Shape, Tokens, is_han},
};

/// The longest bracket that is searched for a short name, in tokens.
const BRACKET_TOKENS_MAX: usize = 24;

/// Words before a short name.
const ALIAS_WORDS: [&str; 9] = [
    "以下简称",
    "简称",
    "下称",
    "以下称",
    "又称",
    "统称",
    "英文简称",
    "以下统称",
    "中文简称",
];

/// Words that begin a bracket with another name: (即甲联盟).
const EQUALS: [&str; 3] = ["即", "亦称", "又名"];

/// The short names that stand behind `name`, which ends before token `end`.
pub(crate) fn read_aliases(tokens: &Tokens<'_>, end: usize, name: &str) -> Vec<String> {
    let mut index = end;
    while tokens.get(index).is_some_and(is_closing_quote) {
        index += 1;
    }
    let Some(mark) = tokens.get(index) else {
        return Vec::new();
    };
    let in_bracket = mark.is_mark('(') || mark.is_mark('（');
    let behind_comma = mark.is_mark('，') || mark.is_mark(',');
    if !in_bracket && !behind_comma {
        return Vec::new();
    }
    let from = index + 1;
    let close = (from..from + BRACKET_TOKENS_MAX).find(|at| {
        tokens.get(*at).is_none_or(|token| {
            token.is_mark(')')
                || token.is_mark('）')
                || token.is_mark('。')
                || token.shape == Shape::NewLine
                || (behind_comma && (token.is_mark('，') || token.is_mark(',')))
        })
    });
    let Some(close) = close else {
        return Vec::new();
    };
    let introduced = (from..close)
        .take(if behind_comma { 1 } else { BRACKET_TOKENS_MAX })
        .find(|at| ALIAS_WORDS.contains(&tokens.word(*at)))
        .or_else(|| (in_bracket && EQUALS.contains(&tokens.word(from))).then_some(from));
    match introduced {
        Some(at) => split_aliases(tokens.slice(tokens.span(at + 1..close))),
        // A bracket with one Latin word: the abbreviation of the name.
        None if in_bracket && close == from + 1 && is_latin(tokens, from) => {
            vec![canonical_name(tokens.word(from))]
        }
        // A bracket with characters of the name: 工业技术研究院(工研院).
        None if in_bracket => {
            let inside = tokens.slice(tokens.span(from..close));
            if let Some(short) = abbreviation_behind(inside) {
                return vec![short.to_owned()];
            }
            let short = canonical_name(inside);
            let count = short.chars().count();
            // JR北海观光 of 北海铁道观光株式会社: letters beside characters of the name.
            let (letters, characters): (String, String) =
                short.chars().partition(char::is_ascii_uppercase);
            let shortens = (2..=8).contains(&count)
                && letters.len() < characters.chars().count().max(3)
                && characters.chars().count() >= 2
                && characters.chars().all(is_han)
                && is_subsequence(&characters, name);
            shortens.then_some(short).into_iter().collect()
        }
        None => Vec::new(),
    }
}

/// Alliance for Pumps, AFP: the abbreviation behind the name in Latin words.
fn abbreviation_behind(inside: &str) -> Option<&str> {
    let (name, short) = inside.rsplit_once([',', '，'])?;
    let short = short.trim();
    let is_short = (2..=8).contains(&short.len())
        && short
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let is_name =
        name.contains(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c < '\u{2E80}');
    (is_short && is_name).then_some(short)
}

fn is_latin(tokens: &Tokens<'_>, index: usize) -> bool {
    (tokens.get(index))
        .is_some_and(|token| token.shape == Shape::Latin && token.end - token.start > 1)
}

fn is_closing_quote(token: &super::token::Token) -> bool {
    ['”', '’', '」', '』']
        .iter()
        .any(|mark| token.is_mark(*mark))
}

/// `“甲”或“乙”` gives both; a text without quotation marks gives itself.
fn split_aliases(text: &str) -> Vec<String> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "为:：,，、".contains(c));
    let quoted: Vec<String> = text
        .split(['“', '「', '『'])
        .skip(1)
        .filter_map(|part| part.split(['”', '」', '』']).next())
        .map(canonical_name)
        .collect();
    let aliases = if quoted.is_empty() {
        let plain = text
            .split([',', '，', ';', '；', '、', '('])
            .next()
            .unwrap_or_default();
        vec![canonical_name(plain)]
    } else {
        quoted
    };
    aliases
        .into_iter()
        .filter(|alias| (2..=20).contains(&alias.chars().count()))
        .collect()
}

/// Whether the token introduces a short name.
pub(crate) fn introduces_alias(tokens: &Tokens<'_>, index: usize) -> bool {
    ALIAS_WORDS.contains(&tokens.word(index))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aliases(text: &str, name: &str) -> Vec<String> {
        let tokens = Tokens::cut(text);
        read_aliases(&tokens, tokens.from(name.len()), name)
    }

    #[test]
    fn short_names_are_read_behind_the_full_one() {
        let name = "宁州市磁性材料创新联合体";
        for (tail, alias) in [
            ("（以下简称“磁材联合体”）成立", "磁材联合体"),
            ("(下称磁联体)成立", "磁联体"),
            ("，简称“NMC”，", "NMC"),
            ("(NMC)成立", "NMC"),
            ("(Ningzhou Magnet Consortium, NMC)成立", "NMC"),
        ] {
            assert_eq!(aliases(&format!("{name}{tail}"), name), [alias]);
        }
        assert!(aliases(&format!("{name}(江南)成立"), name).is_empty());
    }
}
