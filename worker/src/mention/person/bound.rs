//! Where a person's name ends, by what stands behind it.

use super::{
    office::takes_office,
    predicate::{acts_at, begins_predicate},
};
use crate::mention::{
    lexicon::Classes,
    token::{Shape, Tokens},
};

/// Characters that end no given name where a shorter name is bounded by them.
pub(super) const NEVER_GIVEN: [char; 25] = [
    '的', '了', '在', '及', '等', '由', '是', '对', '从', '将', '把', '被', '说', '称', '也', '作',
    '受', '获', '做', '带', '就', '还', '向', '并', '所',
];

/// Verbs of one character behind names, which are parts of words elsewhere.
const VERBS: [char; 21] = [
    '所', '作', '致', '代', '做', '受', '获', '来', '带', '出', '指', '谈', '率', '偕', '亲', '特',
    '膺', '荣', '就', '还', '向',
];

/// 王望则希望: what the next speaker does, behind 则. Before other verbs it is as
/// often a part of the name: 李仲则讲话.
const CONTRASTED: [&str; 15] = [
    "则希望",
    "则期待",
    "则期盼",
    "则预告",
    "则表示",
    "则认为",
    "则强调",
    "则透露",
    "则介绍",
    "则指出",
    "则建议",
    "则说",
    "则坦言",
    "则提到",
    "则以",
];

pub(super) fn is_contrasted(rest: &str) -> bool {
    CONTRASTED.iter().any(|word| rest.starts_with(word))
}

/// Adverbs of two characters behind names, which no name is cut by.
const MANNERS: [&str; 14] = [
    "一道", "一同", "一起", "一并", "受邀", "应邀", "亲临", "亲自", "当场", "现场", "逐条", "逐一",
    "所作", "所做",
];

/// 胡济荣为: 荣 begins a verb only with what such verbs have behind it.
fn goes_on_as_name(rest: &str) -> bool {
    (rest.strip_prefix('荣')).is_some_and(|rest| !rest.starts_with(['膺', '任', '获', '登', '升']))
}

/// Whether a verb of speech begins the words, with what was said behind it.
fn is_said(rest: &str) -> bool {
    (rest.strip_prefix(['说', '称'])).is_some_and(|said| said.starts_with(['，', '：', '“', ',']))
}

/// Whether the byte `offset` lies within a word that is no part of a name. 邱洪亮出任:
/// the cut may have taken the name's last character for the verb's, but 当选 and
/// 继续 stay whole.
fn is_within_verb(tokens: &Tokens<'_>, offset: usize) -> bool {
    let begins = |start: usize| {
        let whole = tokens.text.get(start..).unwrap_or_default();
        takes_office(whole)
            || begins_predicate(whole)
            || MANNERS.iter().any(|manner| whole.starts_with(manner))
    };
    // 宣讲了: 讲了 is but its end.
    let before = tokens.text.get(..offset).unwrap_or_default();
    let last = before
        .char_indices()
        .next_back()
        .map_or(offset, |(at, _)| at);
    begins(last)
        || (tokens.from(offset).checked_sub(1))
            .and_then(|at| tokens.get(at))
            .filter(|word| word.end > offset)
            .is_some_and(|word| word.is(Classes::TITLE) || begins(word.start))
}

/// How surely a name ends at the byte `offset`: 2 for marks and words, 1 for
/// words of one character, 0 where it may go on.
pub(super) fn boundary_strength(tokens: &Tokens<'_>, offset: usize) -> u8 {
    if offset >= tokens.text.len() {
        return 2;
    }
    let rest = tokens.text.get(offset..).unwrap_or_default();
    if acts_at(tokens, offset) && !is_within_verb(tokens, offset) {
        return 2;
    }
    let Some(token) = tokens.at(offset).and_then(|index| tokens.get(index)) else {
        // 常委原副主任: what the cut would halve is a title, no name.
        let halved = tokens
            .from(offset)
            .checked_sub(1)
            .and_then(|at| tokens.get(at));
        if halved.is_some_and(|word| word.is(Classes::TITLE)) {
            return 0;
        }
        // The cut may have taken what follows for a part of a word: 平等, 学说.
        return if rest.starts_with('等') || is_said(rest) {
            2
        } else {
            u8::from(rest.starts_with(['为', '在', '和', '与', '任']))
        };
    };
    if MANNERS.iter().any(|manner| rest.starts_with(manner)) {
        return 2;
    }
    let long = token.end - token.start > 3;
    match token.shape {
        Shape::Mark('·' | '•') => 0,
        Shape::Mark(_) | Shape::Space | Shape::NewLine | Shape::Number => 2,
        Shape::Latin => 1,
        Shape::Han => {
            u8::from(rest.starts_with(VERBS) && !goes_on_as_name(rest) || is_contrasted(rest))
        }
        Shape::Word if token.is(Classes::BREAK) || token.is(Classes::CONJUNCTION) => {
            1 + u8::from(long || rest.starts_with(['说', '称', '等']))
        }
        Shape::Word if token.is(Classes::TITLE) || token.is(Classes::JOINER) => 1,
        Shape::Word => u8::from(token.is(Classes::REPORTER)),
    }
}

/// 局长郭某将印章移交给乙: whether the clause from the byte `offset` on has a verb whose
/// object 将 puts before it.
pub(super) fn hands_something_over(tokens: &Tokens<'_>, offset: usize) -> bool {
    const VERBS: [&str; 12] = [
        "移交", "交给", "交到", "交至", "传给", "递交", "授予", "颁发", "转交", "传递", "颁给",
        "赠予",
    ];
    let rest = tokens.text.get(offset..).unwrap_or_default();
    let clause: String = (rest.chars())
        .take(HANDED_CHARS_MAX)
        .take_while(|next| !"，。；\n".contains(*next))
        .collect();
    VERBS.iter().any(|verb| clause.contains(verb))
}

/// How far behind 将 its verb stands, in characters.
const HANDED_CHARS_MAX: usize = 24;
