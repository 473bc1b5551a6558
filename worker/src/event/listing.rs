//! Lists of organizations and persons next to a word.

use crate::{
    event::{
        draft::PartyRole,
        gap::{is_counter, is_led_gap, is_list_gap},
        reading::{Reading, SentenceTokens, Token, TokenKind},
        role::bodies_of_table,
    },
    numbering::is_numbering,
    record::OrganizationRole,
};

/// Positions of the parties that stand in one list right before `index`, in
/// text order: 甲、乙和丙共同 ….
pub(crate) fn parties_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut right = index;
    for (at, token) in sentence.tokens.iter().enumerate().take(index).rev() {
        if token.nested || matches!(token.kind, TokenKind::Mark(_) | TokenKind::Place(_)) {
            continue;
        }
        let Some(known) = sentence.tokens.get(right) else {
            break;
        };
        let gap = reading.gap(token, known);
        // 甲、乙担任支持单位: the verb leads to what they are.
        if right == index && gap.is_empty() && HOLDING.contains(&reading.text(token.span.clone())) {
            right = at;
            continue;
        }
        let joined = is_list_gap(without_unknown(if right == index {
            without_attribute(without_frame(gap), reading.after(sentence, known.span.end))
        } else {
            gap
        }));
        if !token.is_party() || !joined {
            break;
        }
        found.push(at);
        right = at;
    }
    found.reverse();
    found
}

/// Verbs between parties and what they are.
const HOLDING: [&str; 4] = ["担任", "出任", "任", "续任"];

/// 、江海汽车、, 、江海汽车等: without the items of a list that nothing else tells
/// to be names.
pub(crate) fn without_unknown(gap: &str) -> &str {
    let mut rest = gap;
    while let Some(items) = rest.trim_start_matches(['”', ')']).strip_prefix('、') {
        let Some((at, _)) = items
            .char_indices()
            .find(|(_, c)| ['、', '和', '与', '及', '等'].contains(c))
        else {
            break;
        };
        let item = items.get(..at).unwrap_or_default();
        let plain = (1..=UNKNOWN_CHARS_MAX).contains(&item.chars().count())
            && !item.contains(['，', '。', '；', '：', '的']);
        match items.get(at..).filter(|_| plain) {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    rest
}

/// The longest item of a list that is not known to be a name, in characters.
const UNKNOWN_CHARS_MAX: usize = 12;

/// 以甲为指导单位, 由甲担任召集单位, 甲提供法律支持: without the word that only
/// leads to what the parties are or give.
fn without_frame(gap: &str) -> &str {
    let gap = [
        "答应做",
        "愿做",
        "愿意做",
        "做",
        "为主",
        "为联合",
        "为共同",
        "也是",
        "都是",
        "均是",
        "均为",
        "同为",
        "担任",
        "作为",
        "任",
        "为",
    ]
    .iter()
    .find_map(|frame| gap.strip_suffix(frame))
    .unwrap_or(gap);
    match gap.split_once("提供") {
        Some((list, given)) if given.chars().count() <= GIFT_CHARS_MAX => list,
        _ => gap,
    }
}

/// 在甲、乙的指导下: without the 的 between the parties and what they do.
fn without_attribute<'g>(gap: &'g str, behind: &str) -> &'g str {
    let words: String = (behind.chars()).take(ATTRIBUTE_CHARS_MAX).collect();
    let framed = (words.split_once('下')).is_some_and(|(words, _)| !words.contains(['，', '的']));
    MANNERS
        .iter()
        .find_map(|manner| gap.strip_suffix(manner)?.strip_suffix('的'))
        .filter(|_| framed)
        .unwrap_or(gap)
}

/// How somebody guides or leads: 的共同指导下.
const MANNERS: [&str; 8] = ["", "共同", "联合", "大力", "直接", "具体", "悉心", "关心"];

/// How far behind the first of several words 下 may stand: 指导和大力支持下.
const ATTRIBUTE_CHARS_MAX: usize = 7;

/// Longest word for what is given, in characters.
const GIFT_CHARS_MAX: usize = 4;

/// Positions of the parties that stand in one list right behind `index`.
pub(crate) fn parties_after(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut left = index;
    for (at, token) in sentence.tokens.iter().enumerate().skip(index + 1) {
        if token.nested || matches!(token.kind, TokenKind::Mark(_) | TokenKind::Place(_)) {
            continue;
        }
        let Some(known) = sentence.tokens.get(left) else {
            break;
        };
        let gap = reading.gap(known, token);
        let opening = left == index && opens_list(gap);
        if !token.is_party() || !(is_list_gap(without_unknown(gap)) || opening) {
            break;
        }
        found.push(at);
        left = at;
    }
    found
}

/// Words that open a list behind what it is a list of.
const OPENERS: [&str; 13] = [
    "——",
    "—",
    "分别是",
    "分别为",
    "包括",
    "共有",
    "为",
    "是",
    "有",
    "了",
    "由",
    "：",
    ":",
];

/// Whether the text opens a list: 为, ：, 有四家：.
fn opens_list(gap: &str) -> bool {
    let mut rest = gap.trim();
    let is_empty = rest.is_empty();
    while let Some(shorter) = OPENERS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
        if ["：", ":"].contains(&rest.trim_start_matches(is_counter)) {
            return true;
        }
    }
    !is_empty && rest.is_empty()
}

/// Positions of the alliances of the list that the one at `index` stands in:
/// 甲联盟、乙联盟, and 甲公司牵头的A联盟、乙公司牵头的B联盟.
pub(crate) fn listed_alliances(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let alliances: Vec<(usize, &Token)> = (sentence.tokens.iter().enumerate())
        .filter(|(_, token)| token.alliance().is_some() && !token.nested)
        .collect();
    let Some(middle) = alliances.iter().position(|(at, _)| *at == index) else {
        return vec![index];
    };
    let joined = |left: usize, right: usize| match (alliances.get(left), alliances.get(right)) {
        (Some((_, left)), Some((_, right))) => {
            let gap = reading.gap(left, right);
            // 由甲联盟、乙协会发起的丙联盟: who founds is none of the founded.
            let founds = reading.before(sentence, left.span.start).ends_with('由')
                && gap.trim_end_matches(['“', '「']).ends_with('的');
            // 首个水泵联盟“甲联盟”: what it is, and its name.
            let described = gap.chars().all(|mark| "“「『\"".contains(mark));
            !described && is_list_gap(gap) || is_led_gap(gap) && !founds
        }
        _ => false,
    };
    let first = (0..middle)
        .rev()
        .take_while(|at| joined(*at, at + 1))
        .last();
    let last = (middle + 1..alliances.len())
        .take_while(|at| joined(at - 1, *at))
        .last();
    (alliances.iter())
        .take(last.unwrap_or(middle) + 1)
        .skip(first.unwrap_or(middle))
        .map(|(at, _)| *at)
        .collect()
}

/// The alliances that numbered lines behind the sentence at `index` begin with:
/// the rows of an annex or a table.
pub(crate) fn alliances_of_lines<'r>(
    reading: &'r Reading<'_>,
    index: usize,
) -> impl Iterator<Item = &'r Token> {
    (reading.sentences.iter().skip(index + 1)).filter_map(|line| {
        let token =
            (line.tokens.iter()).find(|token| token.alliance().is_some() && !token.nested)?;
        let number = reading.before(line, token.span.start).trim();
        let numbered =
            number.chars().count() <= LINE_NUMBER_CHARS_MAX && number.contains(is_numbering);
        numbered.then_some(token)
    })
}

/// The alliances that are lines of their own right behind the sentence at `index`, as
/// far as the lines are names: 决定撤销登记： and a name on each line.
pub(crate) fn alliances_of_bare_lines<'r>(
    reading: &'r Reading<'_>,
    index: usize,
) -> impl Iterator<Item = &'r Token> {
    (reading.sentences.iter().skip(index + 1))
        .take(LINES_MAX)
        .take_while(|line| {
            let words = reading.text(line.span.clone()).trim();
            words.chars().count() <= NAME_LINE_CHARS_MAX
                && !words.contains(['，', '。', '：', '；', ':'])
        })
        .filter_map(|line| {
            (line.tokens.iter())
                .find(|token| token.alliance().is_some() && !token.nested)
                .filter(|token| reading.before(line, token.span.start).trim().is_empty())
        })
}

/// The longest line that is a name alone, in characters.
const NAME_LINE_CHARS_MAX: usize = 40;

/// The longest number of a line, with its mark: （12）.
const LINE_NUMBER_CHARS_MAX: usize = 4;

/// The longest list of lines.
const LINES_MAX: usize = 120;

/// 以下8家单位加入联盟： and a line for each; headings of a few words may stand
/// between them.
pub(crate) fn members_in_lines(reading: &Reading<'_>, sentence: &SentenceTokens) -> Vec<PartyRole> {
    let text = reading.text(sentence.span.clone()).trim_end();
    // 同意接纳以下9家单位为成员单位，现予公告。
    let announced = ["以下", "下列", "名单如下", "名单附后"]
        .iter()
        .any(|word| text.contains(word));
    if !text.ends_with(['：', ':']) && !announced {
        return Vec::new();
    }
    let tabled = bodies_of_table(reading, sentence.index + 1);
    if !tabled.is_empty() {
        return tabled;
    }
    let mut found = Vec::new();
    for line in (reading.sentences.iter().skip(sentence.index + 1)).take(LINES_MAX) {
        let named = (line.tokens.iter().enumerate())
            .find(|(_, token)| matches!(token.kind, TokenKind::Organization(_)) && !token.nested);
        let words = reading.text(line.span.clone()).trim();
        match named {
            Some((at, token)) => {
                let before = reading.before(line, token.span.start).trim();
                let numbered = before.chars().count() <= 4 && !before.contains(['，', '。']);
                let ends = (reading.after(line, token.span.end))
                    .trim_matches([' ', '；', ';', '。', '、', '，'])
                    .is_empty();
                if !(numbered && ends) {
                    break;
                }
                found.extend(party_role(reading, line, at, OrganizationRole::Member));
            }
            None if words.contains('家') && words.chars().count() <= HEADING_CHARS_MAX => {}
            None => break,
        }
    }
    found
}

/// The longest heading within a list, in characters: 二、高校及科研院所(2家).
const HEADING_CHARS_MAX: usize = 16;

/// The party at `index` in a role.
pub(crate) fn party_role(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    role: OrganizationRole,
) -> Option<PartyRole> {
    let token = sentence.tokens.get(index)?;
    Some(PartyRole {
        name: reading.party_name(token)?.to_owned(),
        role,
        span: token.span.clone(),
        sentence: sentence.index,
    })
}

/// A city or county that takes part as a body does, as the text writes it.
pub(crate) fn region_party(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    token: &Token,
    role: OrganizationRole,
) -> Option<PartyRole> {
    matches!(token.kind, TokenKind::Place(_)).then(|| PartyRole {
        name: reading.text(token.span.clone()).to_owned(),
        role,
        span: token.span.clone(),
        sentence: sentence.index,
    })
}

/// Whether the token names the employer of a person right behind it: the post
/// stands between them.
pub(crate) fn is_employer(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let Some(name) = reading.party_name(token) else {
        return false;
    };
    let reach = token.span.len() + EMPLOYER_GAP_CHARS_MAX * UTF8_BYTES_MAX;
    let mut near = sentence.persons_near(token.span.start, reach);
    near.any(|other| {
        let TokenKind::Person(index) = other.kind else {
            return false;
        };
        let Some(person) = reading.mentions.persons.get(index) else {
            return false;
        };
        let inside = token.span.start >= other.span.start && token.span.end <= other.span.end;
        // 甲开发区 of 甲开发区党工委副书记张三.
        let employs = (person.value.organization.as_deref())
            .is_some_and(|body| body == name || body.starts_with(name));
        let led = employs
            && token.span.end <= other.span.start
            && reading.gap(token, other).chars().count() <= EMPLOYER_GAP_CHARS_MAX
            && !reading.gap(token, other).contains(['，', '。', '；']);
        inside || led
    })
}

/// Longest post between an employer and the name.
const EMPLOYER_GAP_CHARS_MAX: usize = 40;
/// Of one character.
const UTF8_BYTES_MAX: usize = 4;
