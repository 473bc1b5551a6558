//! Foundings by verbs that tell one only with a certain object: 组成X联盟, 揭开X联盟
//! 的牌匾, X联盟领到登记证书, 认定X联合体为省级创新联合体.

use super::{
    batch::{clause_range, is_of_many, search_list},
    subject::is_generic,
};
use crate::alliance_head::ends_in_alliance_head;
use crate::event::{
    cue::Cue,
    focus::is_pronoun,
    gap::{begins_with_inner_body, count_content, is_counter},
    listing::listed_alliances,
    modality::{Modality, read_modality},
    reading::{Reading, SentenceTokens, Token},
};

/// Positions of the alliances that the word at `index` founds; empty where its
/// object is another.
pub(super) fn find_objects(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    if ADDING
        .iter()
        .any(|word| reading.text(trigger.span.clone()).contains(word))
    {
        return find_added(reading, sentence, index);
    }
    if RECOGNITIONS.contains(&reading.text(trigger.span.clone())) {
        return find_recognized(reading, sentence, index);
    }
    if trigger.is_cue(Cue::Form) {
        return find_formed(reading, sentence, index);
    }
    [find_sign, find_certified, signs_of_batch]
        .into_iter()
        .map(|find| find(reading, sentence, index))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// Verbs that found where they are told of a plan and the name stands in marks:
/// all kinds of things are built.
const BUILDING: [&str; 2] = ["打造", "共建"];

/// What makes a body one of those that an authority keeps a list of.
const RECOGNITIONS: [&str; 8] = [
    "认定",
    "入选",
    "获批",
    "获评",
    "上榜",
    "批准建设",
    "获批建设",
    "批准组建",
];
/// Words for those that a list names.
const ROLLED: [&str; 5] = ["上榜", "入列", "入围", "在列", "榜上有名"];
/// Those that say so of what stands right behind them.
const APPROVALS: [&str; 2] = ["批准建设", "批准组建"];

/// 认定甲联合体、乙联合体为省级创新联合体, 甲联合体被认定为2024年度创新联合体: who
/// is recognized as the kind that the name itself says comes into being with it.
fn find_recognized(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Vec<usize> {
    const KIND: &str = "创新联合体";
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let behind = reading.after(sentence, trigger.span.end);
    let kind =
        (behind.split_once('为')).and_then(|(_, kind)| kind.split(['，', '。', '；', '\n']).next());
    let recognized = kind.is_some_and(|kind| {
        let fine = ["示范", "优秀", "先进", "标杆", "A级"]
            .iter()
            .any(|word| kind.contains(word));
        kind.trim_end_matches(['”', '」']).ends_with(KIND) && !fine
    });
    let named = (sentence.clause(trigger.clause)).find(|(_, token)| {
        token.alliance().is_some()
            && !token.nested
            && reading.text(token.span.clone()).ends_with(KIND)
            && !is_pronoun(reading.text(token.span.clone()))
            && !is_generic(reading, sentence, token)
    });
    let word = reading.text(trigger.span.clone());
    // 甲联合体入选省级创新联合体, 创新联合体名单公布，甲联合体上榜.
    let among = (behind.split(['，', '。', '；', '\n']).next()).is_some_and(|object| {
        object
            .trim_end_matches(['”', '」', '名', '单'])
            .ends_with(KIND)
    });
    let rolled = ROLLED.contains(&word)
        && reading
            .text(sentence.span.clone())
            .contains("创新联合体名单");
    // 两家企业牵头的项目入列：由甲牵头的X，由乙牵头的Y.
    if rolled && named.is_none() && behind.starts_with(['：', ':']) {
        return search_list(reading, sentence, index);
    }
    let recognized = recognized && word == "认定"
        || rolled
        || word != "认定" && among && named.is_some_and(|(at, _)| at < index)
        || APPROVALS.contains(&word) && named.is_some_and(|(at, _)| at > index);
    match named {
        Some((at, _)) if recognized => listed_alliances(reading, sentence, at),
        _ => Vec::new(),
    }
}

/// Verbs by which a place or a trade gets something that it had not.
const ADDING: [&str; 6] = ["添", "多了", "多出", "冒出", "新增", "有了"];
/// Most characters between such a verb and the name: 了一家水泵领域的产业联盟——.
const ADDED_CHARS_MAX: usize = 24;

/// 宁州又添一家产业联盟——X, 名单上多出一个名字：X.
fn find_added(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let added = (sentence.tokens.iter().enumerate().skip(index + 1))
        .take_while(|(_, token)| token.clause <= trigger.clause + 1)
        .filter(|(_, token)| token.alliance().is_some() && !token.nested)
        .find(|(_, token)| {
            let gap = reading
                .gap(trigger, token)
                .trim_end_matches(['“', '「', '"']);
            let counted = gap.trim_start_matches('了');
            let one = counted.starts_with(is_counter)
                || ["首", "自己的", "专属", "新的"]
                    .iter()
                    .any(|count| counted.starts_with(count));
            let named =
                gap.ends_with(['—', '：', ':']) || gap.ends_with("叫") || gap.ends_with("名为");
            let member = ["成员", "会员", "单位", "企业", "盟员"]
                .iter()
                .any(|word| gap.contains(word));
            one && named
                && !member
                && gap.chars().count() <= ADDED_CHARS_MAX
                && !gap.contains(['，', '。', '；'])
                && !is_pronoun(reading.text(token.span.clone()))
        });
    added.map_or_else(Vec::new, |(at, _)| listed_alliances(reading, sentence, at))
}

/// Verbs of pacts, which name what they found in marks where it has a name.
const PACTS: [&str; 3] = ["缔结", "缔结了", "结为"];

/// 组成X联盟, 建起了“X联盟”.
fn find_formed(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Vec<usize> {
    let Some((at, trigger, object)) = (sentence.tokens.get(index)).and_then(|trigger| {
        let (at, object) = (sentence.tokens.iter().enumerate().skip(index + 1))
            .take_while(|(_, token)| token.clause == trigger.clause)
            .find(|(_, token)| token.alliance().is_some() && !token.nested)?;
        Some((at, trigger, object))
    }) else {
        return Vec::new();
    };
    let gap = reading.gap(trigger, object);
    let quoted = gap.ends_with(['“', '「', '"']);
    let right_by = count_content(gap.trim_start_matches(['了', '起'])) == 0;
    let builds = BUILDING.contains(&reading.text(trigger.span.clone()));
    let meant = !builds || quoted && read_modality(reading, sentence, index) == Modality::Plan;
    let pact = PACTS.contains(&reading.text(trigger.span.clone()));
    let meant = meant && (quoted || !pact);
    let listed = listed_alliances(reading, sentence, at);
    let end = (listed.last())
        .and_then(|last| sentence.tokens.get(*last))
        .map_or(object.span.end, |last| last.span.end);
    let ends = ends_phrase(reading.after(sentence, end));
    let named =
        !is_pronoun(reading.text(object.span.clone())) && !is_generic(reading, sentence, object);
    if right_by && meant && ends && named {
        listed
    } else {
        Vec::new()
    }
}

/// Whether the object ends with its name: a mark, the next verb or the end.
fn ends_phrase(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['”', '」', '"', '）', ')']);
    behind.trim().is_empty()
        || behind.starts_with([
            '，', '。', '；', '、', '！', '（', '(', '：', '？', '—', '并', '以', '来', '\n',
        ])
}

/// What bears a new body's name, or hides it before it is unveiled.
const SIGNS: [&str; 24] = [
    "牌匾",
    "牌子",
    "铭牌",
    "匾额",
    "匾牌",
    "门牌",
    "招牌",
    "吊牌",
    "标牌",
    "红绸",
    "红布",
    "红幕",
    "红纱",
    "红绫",
    "绸布",
    "绸缎",
    "帷幕",
    "幕布",
    "大幕",
    "面纱",
    "盖头",
    "红盖头",
    "盖布",
    "神秘面纱",
];

/// 3家产业联盟接过牌匾，分别是甲、乙、丙: several alliances, told by their kind, that got
/// the signs that bear their names.
fn signs_of_batch(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Vec<usize> {
    let Some(trigger) = sentence
        .tokens
        .get(index)
        .filter(|token| token.is_cue(Cue::Unveil))
    else {
        return Vec::new();
    };
    let clause = reading.text(clause_range(sentence, index));
    let signed = SIGNS.iter().any(|sign| clause.contains(sign));
    let before = reading.text(sentence.clause_start(index)..trigger.span.start);
    let of_members = ["成员", "会员", "理事", "盟员"]
        .iter()
        .any(|member| clause.contains(member));
    if !signed || of_members || !is_of_many(before) {
        return Vec::new();
    }
    search_list(reading, sentence, index)
}

/// Words between a name and the sign that bears it.
const SIGN_ATTRIBUTES: [&str; 10] = [
    "字样的",
    "几个大字的",
    "大字的",
    "的",
    "大红",
    "金色",
    "烫金",
    "鲜红",
    "这块",
    "神秘",
];

/// Most characters between the sign and what is done to it.
const SIGN_GAP_CHARS_MAX: usize = 14;

/// Over how many names, words and marks a verb is looked for from its sign.
const REACH_TOKENS_MAX: usize = 24;

/// 揭开X联盟的牌匾, “X联盟”的红绸被缓缓拉开.
fn find_sign(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let first = index.saturating_sub(REACH_TOKENS_MAX);
    let mut nearby = (sentence.tokens.iter().enumerate().skip(first)).take(2 * REACH_TOKENS_MAX);
    let signed = nearby.find(|(_, token)| {
        token.clause == trigger.clause && token.alliance().is_some() && !token.nested && {
            let behind = reading.after(sentence, token.span.end);
            let sign = strip_sign(behind);
            let near = if token.span.end <= trigger.span.start {
                sign.is_some_and(|rest| {
                    let start = token.span.end + behind.len() - rest.len();
                    let gap = reading.text(start..trigger.span.start.max(start));
                    start <= trigger.span.start && gap.chars().count() <= SIGN_GAP_CHARS_MAX
                })
            } else {
                sign.is_some() && count_content(reading.gap(trigger, token)) <= SIGN_GAP_CHARS_MAX
            };
            near && !is_pronoun(reading.text(token.span.clone()))
        }
    });
    signed.map_or_else(Vec::new, |(at, _)| listed_alliances(reading, sentence, at))
}

/// What follows a sign that the text begins with; `None` where it begins with
/// another thing of the alliance's.
fn strip_sign(behind: &str) -> Option<&str> {
    let mut rest = behind.trim_start_matches(['”', '」', '"', '’']);
    // 六个大字的牌匾.
    rest = rest.trim_start_matches(is_counter);
    while let Some(shorter) = SIGN_ATTRIBUTES
        .iter()
        .find_map(|word| rest.strip_prefix(word))
    {
        rest = shorter;
    }
    SIGNS.iter().find_map(|sign| rest.strip_prefix(sign))
}

/// What an association gets when it is registered.
const CERTIFICATES: [&str; 2] = ["登记证书", "登记证"];
/// Most characters between getting a certificate and its name: 了社会团体法人.
const CERTIFICATE_CHARS_MAX: usize = 10;
/// Most characters between an alliance and what it gets.
const HOLDER_GAP_CHARS_MAX: usize = 6;

/// X联盟领到社会团体法人登记证书, 向X联盟颁发登记证书.
fn find_certified(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let behind = reading.after(sentence, trigger.span.end);
    let certified = CERTIFICATES.iter().any(|certificate| {
        (behind.split_once(certificate)).is_some_and(|(kind, _)| {
            kind.chars().count() <= CERTIFICATE_CHARS_MAX && !kind.contains(['，', '。', '；'])
        })
    });
    if !certified {
        return Vec::new();
    }
    let holder = (sentence.clause(trigger.clause))
        .filter(|(at, _)| *at < index)
        .filter(|(_, token)| token.alliance().is_some() && !token.nested)
        .last();
    holder
        .filter(|(_, token)| {
            let gap = reading.gap(token, trigger);
            let named = !is_pronoun(reading.text(token.span.clone()));
            named && count_content(gap) <= HOLDER_GAP_CHARS_MAX && !begins_with_inner_body(gap)
        })
        .map_or_else(Vec::new, |(at, _)| listed_alliances(reading, sentence, at))
}

/// Whether a word of [`Cue::Form`] speaks of several alliances, told by their
/// kind: 今年度4个群聚联盟全数组成.
pub(super) fn forms_a_batch(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
) -> bool {
    let start = (sentence.clause(trigger.clause).next())
        .map_or(sentence.span.start, |(first, _)| {
            sentence.clause_start(first)
        });
    let words = reading.text(trigger.span.clone());
    let added = ADDING.iter().any(|word| words.contains(word));
    let end = if added {
        (sentence.clause(trigger.clause).last())
            .map_or(sentence.span.end, |(_, last)| last.span.end)
    } else {
        trigger.span.start
    };
    let clause = reading.text(start..end.max(start));
    is_of_many(clause)
        || added && adds_an_alliance(reading.text(trigger.span.end..end.max(trigger.span.end)))
}

/// 了一家产业联盟: a kind of alliance, counted as one.
fn adds_an_alliance(object: &str) -> bool {
    let object = object
        .trim_start_matches('了')
        .trim_end_matches(['。', '，', '！', '；']);
    let one = ["一个", "一家", "1家", "1个", "一大"]
        .iter()
        .any(|count| object.starts_with(count));
    one && ends_in_alliance_head(object)
}
