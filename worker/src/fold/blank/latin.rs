//! Blanks inside Latin words and numbers.

/// Words of names and phrases that are written small.
const SMALL_WORDS: [&str; 16] = [
    "of", "and", "for", "the", "in", "to", "de", "van", "von", "der", "by", "on", "with", "at",
    "la", "di",
];

/// Whether a character is a Latin letter or a digit.
pub(super) fn is_letter(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '\u{C0}'..='\u{24F}')
}

/// The letters at the end of a text.
fn run_before(text: &str) -> &str {
    let rest = text.trim_end_matches(is_letter);
    text.get(rest.len()..).unwrap_or_default()
}

/// The letters at its beginning.
fn run_after(text: &str) -> &str {
    let rest = text.trim_start_matches(is_letter);
    text.get(..text.len() - rest.len()).unwrap_or_default()
}

fn is_number(run: &str) -> bool {
    run.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a blank stands in a year: `20 23年`.
pub(super) fn splits_year(before: &str, after: &str) -> bool {
    let (left, right) = (run_before(before), run_after(after));
    let year = [left, right].concat();
    let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    is_number(left) && is_number(right) && is_year
}

/// Whether a blank sets a part of a word or number apart, on a page where blanks
/// stand anywhere.
pub(super) fn splits_word(before: &str, after: &str) -> bool {
    let (left, right) = (run_before(before), run_after(after));
    let glued = |text: Option<char>| text.is_some_and(|c| !c.is_ascii() && c.is_alphabetic());
    if is_number(left) || is_number(right) {
        // 首批1 2家, 3 M公司: Chinese text on either side leaves one number only.
        let behind = after
            .get(right.len()..)
            .and_then(|text| text.chars().next());
        let start = before.len() - left.len();
        let ahead = before
            .get(..start)
            .and_then(|text| text.chars().next_back());
        let small = is_number(right) || right.chars().count() == 1;
        return is_number(left) && small && glued(ahead) && glued(behind);
    }
    let one = |run: &str| run.chars().count() == 1;
    let upper = |run: &str| run.starts_with(char::is_uppercase);
    let capitals = |run: &str| run.chars().all(char::is_uppercase);
    if upper(right) {
        // S M S, ASM L; but a capital begins a word, and a lone small letter ends one.
        return capitals(left) && capitals(right) && (one(left) || one(right));
    }
    // Patri ck, K owalski: no later word of a name is small, but for those that join.
    let name = upper(left) && (one(left) || !capitals(left)) && !SMALL_WORDS.contains(&right);
    name || one(right) || one(left)
}

/// Whether a blank stands at one side of a hyphen or decimal point of a word or
/// number.
pub(super) fn splits_sign(before: &str, after: &str) -> bool {
    let hyphen_before = before
        .strip_suffix('-')
        .is_some_and(|word| word.ends_with(is_letter));
    let hyphen_after = after
        .strip_prefix('-')
        .is_some_and(|word| word.starts_with(is_letter));
    // 标准2. 0, but no item: 2. 2023年.
    let whole = before.strip_suffix('.').map(run_before);
    let decimal = whole.is_some_and(|whole| {
        let start = before.len() - 1 - whole.len();
        let ahead = before
            .get(..start)
            .and_then(|text| text.chars().next_back());
        ahead.is_some_and(char::is_alphabetic) && !whole.is_empty() && is_number(whole)
            || whole.len() > 1 && !is_number(whole) && whole.ends_with(|c: char| c.is_ascii_digit())
    });
    let digit = after.starts_with(|c: char| c.is_ascii_digit());
    hyphen_before && after.starts_with(is_letter)
        || hyphen_after && before.ends_with(is_letter)
        || decimal && digit
}
