//! 我校, 我院, 我公司: the body whose page it is.

use std::ops::Range;

use super::{super::name::EntityList, find_organizations};
use crate::mention::{
    lexicon::{Classes, is_of_nouns},
    name::canonical_name,
    token::{Shape, Tokens},
};
use crate::word_list::WordList;

/// Kinds of societies: where a page names one of them, the kind alone means it.
const SOCIETIES: [&str; 7] = ["协会", "学会", "商会", "促进会", "研究会", "联合会", "公会"];
/// Words of a society for itself, and for the one named last.
const SOCIETY_WORDS: [&str; 3] = ["本会", "我会", "该会"];
/// What makes another word of them: 该会议, 本会场.
const WORDS_OF_MEETINGS: [char; 6] = ['议', '场', '上', '员', '期', '展'];

/// 由协会与甲大学共同发起, 由本会会同乙商会: adds a mention of the society whose page
/// it is, by its title or its publisher, else of the only one of the kind that
/// the text has named so far.
pub(crate) fn mention_societies(
    tokens: &Tokens<'_>,
    heads: &[Option<&str>],
    found: &mut EntityList,
) {
    let own_of = |kind: &str| (heads.iter().flatten()).find_map(|head| named_in(head, &[kind]));
    let own: Vec<Option<String>> = SOCIETIES.iter().map(|kind| own_of(kind)).collect();
    let mut named: Vec<(usize, usize)> = (found.mentions.iter())
        .filter(|mention| {
            (found.entities.get(mention.value)).is_some_and(|entity| {
                SOCIETIES
                    .iter()
                    .any(|kind| entity.name.ends_with(kind) && entity.name != *kind)
            })
        })
        .map(|mention| (mention.span.start, mention.value))
        .collect();
    named.sort_unstable();
    let own: Vec<Option<usize>> = (own.into_iter())
        .map(|name| name.map(|name| found.add(name)))
        .collect();
    let page = own.iter().flatten().next().copied();
    let mut seen = 0;
    let mut only: Vec<Option<Option<usize>>> = vec![None; SOCIETIES.len()];
    let mut any: Option<Option<usize>> = None;
    let mut mentions = Vec::new();
    for (at, token) in tokens.list.iter().enumerate() {
        while let Some((_, body)) = named.get(seen).filter(|(start, _)| *start < token.start) {
            let name = found.entities.get(*body).map_or("", |entity| &entity.name);
            for (kind, known) in SOCIETIES.iter().zip(only.iter_mut()) {
                if name.ends_with(kind) {
                    let same = known.is_none_or(|before| before == Some(*body));
                    *known = Some(Some(*body).filter(|_| same));
                }
            }
            let same = any.is_none_or(|before| before == Some(*body));
            any = Some(Some(*body).filter(|_| same));
            seen += 1;
        }
        let rest = tokens.text.get(token.start..).unwrap_or_default();
        let word = const { WordList::of(&SOCIETY_WORDS) }.beginning(rest);
        let goes_on = |word: &str| {
            (rest.get(word.len()..)).is_some_and(|behind| behind.starts_with(WORDS_OF_MEETINGS))
        };
        let meant = page.or_else(|| any.flatten());
        if let (Some(word), Some(body)) = (word.filter(|word| !goes_on(word)), meant) {
            mentions.push((token.start..token.start + word.len(), body));
            continue;
        }
        let kind = const { WordList::of(&SOCIETIES) }.position(tokens.word(at));
        let of_page = kind.and_then(|kind| own.get(kind).copied().flatten());
        let body =
            of_page.or_else(|| kind.and_then(|kind| only.get(kind).copied().flatten().flatten()));
        if let Some(body) = body.filter(|_| stands_as_subject(tokens, at)) {
            mentions.push((token.start..token.end, body));
        }
    }
    for (span, body) in mentions {
        found.mention(span, body);
    }
}

/// Whether the kind of a body stands by itself: no name before it, no post and
/// no further body behind.
fn stands_as_subject(tokens: &Tokens<'_>, at: usize) -> bool {
    let bounded = (tokens.before(at)).is_none_or(|before| {
        matches!(
            before.shape,
            Shape::NewLine | Shape::Mark('，' | '。' | '；' | '：')
        ) || before.is(Classes::BREAK)
            || before.is(Classes::CONJUNCTION)
    });
    let goes_on = (tokens.get(at + 1)).is_some_and(|next| {
        next.is(Classes::TITLE) || next.is(Classes::ORGANIZATION) || next.is_mark('、')
    });
    bounded && !goes_on
}

/// Words of a body for itself, and the words that such bodies' names end in.
const OWN_WORDS: [(&[&str], &[&str]); 3] = [
    (
        &["我校", "本校", "我院", "本院"],
        &["大学", "学院", "学校", "中学"],
    ),
    (
        &["我院", "本院"],
        &["医院", "研究院", "科学院", "设计院", "规划院"],
    ),
    (&["我司", "我公司", "本公司"], &["公司", "集团"]),
];

/// Adds a mention wherever the page's own body speaks of itself, where the
/// page says which it is: by its site, its source, or who speaks for it.
pub(crate) fn mention_own(
    tokens: &Tokens<'_>,
    publishers: &[Option<&str>],
    found: &mut EntityList,
) {
    for (words, ends) in OWN_WORDS {
        let places: Vec<(usize, &str)> = (words.iter())
            .flat_map(|word| tokens.text.match_indices(*word))
            .collect();
        let Some((_, first)) = places.first() else {
            continue;
        };
        let published = (publishers.iter().flatten()).find_map(|name| named_in(name, ends));
        let Some(name) = published.or_else(|| represented(tokens, first, ends, found)) else {
            continue;
        };
        let name = fuller_form(found, name);
        let entity = found.add(name);
        for (start, word) in places {
            found.mention(start..start + word.len(), entity);
        }
    }
}

/// 芜湖甲医院 of a page that calls itself 甲医院: the form with the region before it,
/// where the text names only one such body.
fn fuller_form(found: &EntityList, name: String) -> String {
    let mut longer = (found.entities.iter()).filter(|entity| {
        (entity.name.strip_suffix(name.as_str())).is_some_and(|before| {
            let cut = Tokens::cut(before);
            !before.is_empty() && (cut.list.iter()).all(|token| token.is(Classes::REGION))
        })
    });
    match (longer.next(), longer.next()) {
        (Some(only), None) => only.name.clone(),
        _ => name,
    }
}

/// Words for the body that was named last, and what such names end in.
const LAST_NAMED: [(&str, &[&str]); 8] = [
    ("该局", &["局"]),
    ("该厅", &["厅"]),
    ("该公司", &["公司", "集团"]),
    ("该集团", &["集团", "公司"]),
    ("该协会", &["协会"]),
    ("该商会", &["商会"]),
    ("该校", &["大学", "学院", "学校", "中学"]),
    ("该学院", &["学院"]),
];
/// What all of them begin with.
const LAST_NAMED_SIGN: char = '该';
/// How far before such a word the name may stand, in bytes.
const LAST_NAMED_BYTES_MAX: usize = 360;

/// 甲公司….该公司联合乙组建: adds a mention of the body of the kind named last.
pub(crate) fn mention_last_named(text: &str, found: &mut EntityList) {
    let mut mentions = Vec::new();
    for (start, _) in text.match_indices(LAST_NAMED_SIGN) {
        let rest = text.get(start..).unwrap_or_default();
        let Some((word, ends)) = LAST_NAMED.iter().find(|(word, _)| rest.starts_with(word)) else {
            continue;
        };
        let last = (found.mentions.iter())
            .filter(|mention| {
                mention.span.end <= start && mention.span.end + LAST_NAMED_BYTES_MAX >= start
            })
            .filter(|mention| {
                (found.entities.get(mention.value))
                    .is_some_and(|entity| ends_in(&entity.name, ends))
            })
            .max_by_key(|mention| mention.span.start);
        mentions.extend(last.map(|last| (start..start + word.len(), last.value)));
    }
    for (span, entity) in mentions {
        found.mention(span, entity);
    }
    found.settle();
}

/// The longest name at the head of an item, in tokens.
const HEAD_TOKENS_MAX: usize = 10;

/// 【甲科技】公司公告，公司当选理事长单位: in an item that a name in such brackets heads,
/// 公司 is that body, and so is the head itself.
pub(crate) fn mention_headed(tokens: &Tokens<'_>, found: &mut EntityList) {
    let mut mentions = Vec::new();
    for open in 0..tokens.list.len() {
        let heads = (tokens.get(open)).is_some_and(|mark| mark.is_mark('【'))
            && (tokens.before(open)).is_none_or(|before| before.shape == Shape::NewLine);
        if !heads {
            continue;
        }
        let Some(close) = (open + 2..open + 2 + HEAD_TOKENS_MAX)
            .find(|at| (tokens.get(*at)).is_some_and(|mark| mark.is_mark('】')))
        else {
            continue;
        };
        let span = tokens.span(open + 1..close);
        let name = canonical_name(tokens.slice(span.clone()));
        let end = (close..tokens.list.len())
            .find(|at| (tokens.get(*at)).is_some_and(|token| token.shape == Shape::NewLine))
            .unwrap_or(tokens.list.len());
        let itself: Vec<Range<usize>> = (close + 1..end)
            .filter(|at| tokens.word(*at) == "公司" && stands_for_itself(tokens, *at))
            .map(|at| tokens.span(at..at + 1))
            .collect();
        let acts = (tokens.slice(tokens.span(close + 1..end)).trim_start())
            .starts_with(['与', '拟', '发', '中', '获', '回', '和', '联', '携', '正']);
        let names = (open + 1..close).all(|at| {
            (tokens.get(at)).is_some_and(|token| {
                let other = [
                    Classes::ALLIANCE,
                    Classes::MEETING,
                    Classes::TITLE,
                    Classes::BREAK,
                ]
                .iter()
                .any(|class| token.is(*class));
                !other && !matches!(token.shape, Shape::Mark(_))
            })
        });
        let short =
            (2..=HEAD_CHARS_MAX).contains(&name.chars().count()) && names && !is_of_nouns(&name);
        if short && (acts || !itself.is_empty()) {
            let entity = found.add(name);
            mentions.push((span, entity));
            mentions.extend(itself.into_iter().map(|span| (span, entity)));
        }
    }
    for (span, entity) in mentions {
        found.mention(span, entity);
    }
}

/// The longest name at the head of an item, in characters.
const HEAD_CHARS_MAX: usize = 8;

/// Whether 公司 at the token stands for a body named before: no name ends in it.
pub(super) fn stands_for_itself(tokens: &Tokens<'_>, at: usize) -> bool {
    let led = (tokens.before(at)).is_none_or(|before| {
        matches!(
            before.shape,
            Shape::Mark(_) | Shape::NewLine | Shape::Number
        ) || before.is(Classes::BREAK)
            || before.is(Classes::CONJUNCTION)
    });
    let law = tokens.word(at + 1);
    led && !["法", "章程", "债", "名"].contains(&law)
}

/// The body of the kind that a site's or a source's name begins with.
fn named_in(publisher: &str, ends: &[&str]) -> Option<String> {
    let tokens = Tokens::cut(publisher);
    let bodies = find_organizations(&tokens);
    let mut names = bodies.entities.into_iter().map(|entity| entity.name);
    names.find(|name| publisher.starts_with(name.as_str()) && ends_in(name, ends))
}

/// 甲大学材料学院院长张三代表我校: the body named last before, without its
/// departments.
fn represented(
    tokens: &Tokens<'_>,
    word: &str,
    ends: &[&str],
    found: &EntityList,
) -> Option<String> {
    let at = tokens.text.find(&format!("代表{word}"))?;
    let sentence = (tokens.text.get(..at)?).rfind(['。', '\n']).unwrap_or(0);
    let mention = (found.mentions.iter())
        .filter(|mention| mention.span.start >= sentence && mention.span.end <= at)
        .max_by_key(|mention| mention.span.start)?;
    let name = &found.entities.get(mention.value)?.name;
    let end = (ends.iter())
        .filter_map(|end| Some(name.find(end)? + end.len()))
        .min()?;
    name.get(..end).map(str::to_owned)
}

fn ends_in(name: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own_names(text: &str, publisher: Option<&str>) -> Vec<String> {
        let tokens = Tokens::cut(text);
        let mut found = EntityList::default();
        for entity in find_organizations(&tokens).mentions {
            let name = tokens.slice(entity.span.clone()).to_owned();
            let index = found.add(name);
            found.mention(entity.span, index);
        }
        let before = found.mentions.len();
        mention_own(&tokens, &[publisher], &mut found);
        (found.mentions.iter().skip(before))
            .map(|mention| found.entities[mention.value].name.clone())
            .collect()
    }

    #[test]
    fn a_page_says_whose_it_is() {
        let text = "会上，我校与江海电气签署协议。";
        assert_eq!(
            own_names(text, Some("川北铁道职业学院")),
            ["川北铁道职业学院"]
        );
        assert_eq!(
            own_names(text, Some("川北铁道职业学院新闻网")),
            ["川北铁道职业学院"]
        );
        assert_eq!(own_names(text, Some("江海日报")), [""; 0]);
        assert_eq!(own_names(text, None), [""; 0]);
    }

    #[test]
    fn who_speaks_for_the_body_is_of_it() {
        assert_eq!(
            own_names(
                "同意我校加入联盟。江城纺织大学环境工程学院院长李明代表我校参会。",
                None
            ),
            ["江城纺织大学", "江城纺织大学"]
        );
    }
}
