//! Persons by the posts that stand with their names, and their names again.

mod bound;
mod chosen;
mod employer;
mod latin;
mod name;
mod office;
mod preceding;
mod predicate;
mod recurrence;
mod reporter;
mod row;
mod transcribed;
mod unlisted;

use std::ops::Range;

use super::{
    EntityIndex, Mention, PersonMention,
    lexicon::Classes,
    name::{EntityList, canonical_name, keep_longest},
    title::{Post, is_title, read_post, title_text},
    token::{Shape, Tokens},
};
pub(crate) use name::is_like_person;
use name::{NameReading, read_name};
use reporter::skip_reporters;

use crate::surname::is_commonly_named;

/// Longest list of persons who share one post.
const SHARING_MAX: usize = 12;

/// Finds the persons of the text. Organizations that only posts name are added
/// to `organizations`; 公司 by itself means the `announcer`, where there is one.
pub(crate) fn find_persons(
    tokens: &Tokens<'_>,
    alliances: &EntityList,
    organizations: &mut EntityList,
    announcer: Option<EntityIndex>,
) -> Vec<Mention<PersonMention>> {
    let mut named_before: Vec<(usize, usize)> = organizations
        .mentions
        .iter()
        .filter(|mention| !is_part_of_alliance(&mention.span, alliances))
        .map(|mention| (mention.span.start, mention.value))
        .collect();
    named_before.sort_unstable();
    let mut finder = Finder {
        tokens,
        named_before,
        announcer,
        alliances,
        organizations,
        persons: Vec::new(),
        titled_surnames: Vec::new(),
        last_post: None,
        last_of_alliance: false,
        floor: 0,
    };
    let mut index = 0;
    while index < tokens.list.len() {
        index = finder.read_at(index);
    }
    finder.mention_again();
    keep_longest(finder.persons)
}

/// Whether a body's name is but a part of an alliance's: 津港大学 in 津港大学联盟.
fn is_part_of_alliance(body: &Range<usize>, alliances: &EntityList) -> bool {
    let behind = (alliances.mentions).partition_point(|mention| mention.span.start <= body.start);
    (behind.checked_sub(1))
        .and_then(|at| alliances.mentions.get(at))
        .is_some_and(|mention| {
            mention.span.end > body.end
                || mention.span.start < body.start && mention.span.end >= body.end
        })
}

struct Finder<'a, 't> {
    tokens: &'a Tokens<'t>,
    alliances: &'a EntityList,
    organizations: &'a mut EntityList,
    /// Where bodies are named, ascending.
    named_before: Vec<(usize, usize)>,
    /// The company that 公司 means wherever it stands by itself.
    announcer: Option<EntityIndex>,
    persons: Vec<Mention<PersonMention>>,
    /// 邹副署长: a surname and the title behind it.
    titled_surnames: Vec<(Range<usize>, String)>,
    /// The organization that led the last post of the sentence.
    last_post: Option<String>,
    /// Whether that was a post as alliances and societies give them.
    last_of_alliance: bool,
    /// The token behind the last person: no later post begins before it.
    floor: usize,
}

impl Finder<'_, '_> {
    /// Reads what begins at token `index`; the token to go on with.
    fn read_at(&mut self, index: usize) -> usize {
        let tokens = self.tokens;
        let Some(token) = tokens.get(index) else {
            return index + 1;
        };
        if matches!(
            token.shape,
            Shape::NewLine | Shape::Mark('。' | '！' | '？')
        ) {
            self.last_post = None;
        }
        if token.is(Classes::REPORTER) {
            return skip_reporters(tokens, index);
        }
        let goes_on = tokens.get(index + 1).is_some_and(is_title)
            || ["兼", "兼任"].contains(&tokens.word(index + 1));
        if is_title(token) && !goes_on {
            return self.read_title(index);
        }
        if chosen::is_choosing(tokens.word(index)) {
            return self.read_elected(index);
        }
        if let Some(end) = self.read_possessed(index) {
            return end;
        }
        let parts = matches!(
            token.shape,
            Shape::NewLine | Shape::Mark('。' | '，' | '；' | '：' | '、')
        );
        if parts || index == 0 {
            let from = index + usize::from(parts);
            let end = self
                .read_bracketed(from)
                .unwrap_or_else(|| self.read_appointed(from));
            return end.max(index + 1);
        }
        index + 1
    }

    /// A title's last word stands at `index`: a name stands behind or before.
    fn read_title(&mut self, index: usize) -> usize {
        let tokens = self.tokens;
        let from = skip_to_name(tokens, index + 1);
        let Some(post) = self.post_before(index + 1) else {
            return index + 1;
        };
        if let Some(end) = self.read_row(&post) {
            return end;
        }
        if self.acts_for(index, &post) {
            return index + 1;
        }
        let certain = !post.organization.is_empty() || self.is_of_own_body(&post);
        let behind = read_name(tokens, from, certain);
        // 市政府张三副秘书长揭下红绸: of a name before the title and what only looks
        // like one behind it, the first.
        if (behind.as_ref()).is_some_and(|name| !is_commonly_named(&name.name))
            && self.is_named_within(&post)
        {
            self.read_name_before(&post);
            return index + 1;
        }
        if let Some(reading) = behind {
            let mut person = self.describe(&reading, Some(&post));
            if from > index + 1 && tokens.get(index + 1).is_some_and(|t| t.is_mark('(')) {
                let title = tokens.slice(tokens.span(post.title.start..from));
                person.title = Some(canonical_name(title));
            }
            let bracket = self.employer_in_bracket(&post, reading.end);
            if let Some((employer, end)) = bracket {
                person = self.describe(&reading, Some(&employer));
                self.push(reading.span.clone(), person);
                self.floor = end;
                return end;
            }
            if person.organization.is_none()
                && let Some((body, end)) = self.body_in_bracket(skip_address(tokens, reading.end))
            {
                person.organization = Some(body);
                self.push(reading.span.clone(), person);
                self.floor = end;
                return end;
            }
            self.take_own_body(&mut person, &post);
            self.take_possessor(&mut person, &post);
            self.inherit_organization(&mut person);
            self.take_subject(&mut person, reading.span.start);
            self.push(reading.span.clone(), person.clone());
            let end = self.read_sharing(skip_address(tokens, reading.end), &person);
            self.floor = self.behind_office(end).unwrap_or(end);
            return end;
        }
        self.read_name_before(&post);
        index + 1
    }

    /// The post whose last word stands before token `end`.
    fn post_before(&self, end: usize) -> Option<Post> {
        let (alliances, organizations) = (self.alliances, &*self.organizations);
        let is_known =
            |name: &str| alliances.find(name).is_some() || organizations.find(name).is_some();
        read_post(self.tokens, self.floor, end, &is_known)
    }

    /// 该院院长, 我校党委书记: the post is of a body named before.
    fn is_of_own_body(&self, post: &Post) -> bool {
        let span = self.tokens.span(post.tokens());
        let title = self.tokens.slice(span.clone());
        let before = self.tokens.text.get(..span.start).unwrap_or_default();
        ["该", "我", "本"].iter().any(|own| {
            ["院", "校", "所", "公司", "司", "会", "厂", "集团"]
                .iter()
                .any(|body| {
                    let led = before.strip_suffix(body);
                    led.is_some_and(|led| led.ends_with(own))
                        || title
                            .strip_prefix(own)
                            .is_some_and(|title| title.starts_with(body))
                })
        })
    }

    /// 张三代表主办方致辞: behind a person's name 代表 is the verb.
    fn acts_for(&self, index: usize, post: &Post) -> bool {
        let tokens = self.tokens;
        let before = tokens.slice(tokens.span(post.organization.clone()));
        tokens.word(index) == "代表" && is_like_person(before) && !self.is_body(before)
    }

    /// 我校副校长: a body that a pronoun or its kind alone names.
    fn take_own_body(&self, person: &mut PersonMention, post: &Post) {
        let generic = (person.organization.as_deref())
            .is_none_or(|name| ["公司", "学校", "协会", "商会", "我校", "我院"].contains(&name));
        let offset = if generic && !post.organization.is_empty() {
            self.tokens.span(post.organization.clone()).end
        } else {
            self.tokens.span(post.tokens()).start
        };
        let before = self.tokens.text.get(..offset).unwrap_or_default();
        // 学校产学合作处 | 处长: an inner office of the school that was named.
        let inner = (person.organization.as_deref()).filter(|name| {
            ["学校", "我校", "我院", "公司"]
                .iter()
                .any(|own| name.starts_with(own))
                && name.ends_with(['处', '部', '科'])
        });
        if let Some(inner) = inner.filter(|_| !post.organization.is_empty()) {
            let start = self.tokens.span(post.organization.clone()).start;
            let before = self.tokens.text.get(..start).unwrap_or_default();
            let title = format!("{inner}{}", person.title.as_deref().unwrap_or_default());
            if let Some((body, title)) = self.body_meant(&title, before, start) {
                person.organization = Some(body);
                person.title = Some(title);
                return;
            }
        }
        let own = (person.title.as_deref().filter(|_| generic))
            .and_then(|title| self.body_meant(title, before, offset));
        if let Some((body, title)) = own {
            person.organization = Some(body);
            person.title = Some(title);
        }
    }

    /// 甲大学党委书记乙致辞，校长丙主持: the second post is of the same body,
    /// within a sentence.
    fn inherit_organization(&mut self, person: &mut PersonMention) {
        let title = person.title.as_deref().unwrap_or_default();
        let rules = (RULERS.iter().chain(&LAWMAKERS)).any(|ruler| title.ends_with(ruler));
        let of_alliance = ALLIANCE_POSTS.iter().any(|post| title.contains(post));
        let inherits = !rules && (!of_alliance || self.last_of_alliance);
        if person.organization.is_some() {
            self.last_post.clone_from(&person.organization);
            self.last_of_alliance = of_alliance;
        } else if inherits {
            person.organization.clone_from(&self.last_post);
        }
    }

    /// 副局长张三、李四: further names of the same post.
    fn read_sharing(&mut self, end: usize, first: &PersonMention) -> usize {
        let tokens = self.tokens;
        let mut end = end;
        for _ in 0..SHARING_MAX {
            if !["、", "和", "与"].contains(&tokens.word(end)) {
                break;
            }
            let Some(reading) = read_name(tokens, end + 1, false)
                .filter(|reading| reading.is_bounded && !leads_post(tokens, reading.end))
            else {
                break;
            };
            let person = PersonMention {
                name: reading.name.clone(),
                ..first.clone()
            };
            self.push(reading.span.clone(), person);
            end = skip_address(tokens, reading.end);
        }
        end
    }

    fn describe(&mut self, reading: &NameReading, post: Option<&Post>) -> PersonMention {
        let organization = post
            .filter(|post| !post.organization.is_empty())
            .map(|post| self.full_organization(&post.organization));
        let title = post
            .map(|post| title_text(self.tokens, post))
            .filter(|title| !title.is_empty());
        PersonMention {
            name: reading.name.clone(),
            title,
            organization,
        }
    }

    /// Adds the person, but for what the text uses as a body's short name.
    fn push(&mut self, span: Range<usize>, value: PersonMention) {
        if !self.is_body(&value.name) {
            self.persons.push(Mention { span, value });
        }
    }

    /// Whether the article uses the name as short for a body's full one.
    fn is_body(&self, name: &str) -> bool {
        [self.alliances, &*self.organizations].iter().any(|list| {
            let known = list.find(name).and_then(|index| list.entities.get(index));
            known.is_some_and(|body| body.name != name)
        })
    }
}

/// Posts that alliances and societies give: no other body leads them.
const ALLIANCE_POSTS: [&str; 7] = ["理事", "会长", "秘书长", "轮值", "院士", "召集人", "代表"];

/// Titles of those who rule a region.
const RULERS: [&str; 5] = ["省长", "市长", "县长", "区长", "州长"];

/// Others whom no body before them leads.
const LAWMAKERS: [&str; 4] = ["议员", "立委", "立法委员", "行政长官"];

/// Forms of address between a title and a name.
const HONORIFICS: [&str; 11] = [
    "拿督斯里",
    "拿督",
    "丹斯里",
    "爵士",
    "拿汀",
    "Dr.",
    "Prof.",
    "Mr.",
    "Ms.",
    "Dr ",
    "Mr ",
];
/// Forms of address behind a name; another post may stand before it.
const ADDRESSES: [&str; 10] = [
    "先生", "女士", "同志", "博士", "教授", "院士", "议员", "律师", "医师", "老师",
];

/// Behind a form of address at token `index`.
fn skip_address(tokens: &Tokens<'_>, index: usize) -> usize {
    let address = ADDRESSES.contains(&tokens.word(index));
    index + usize::from(address)
}

/// Longest bracket between a title and a name, in tokens.
const BRACKET_TOKENS_MAX: usize = 4;

/// Where the name behind a title begins: behind a space, a form of address, or
/// a bracket that narrows the title, as in 副处长(技术).
fn skip_to_name(tokens: &Tokens<'_>, index: usize) -> usize {
    let mut index = index;
    if tokens.get(index).is_some_and(|token| token.is_mark('(')) {
        let close = (index..index + BRACKET_TOKENS_MAX)
            .find(|at| tokens.get(*at).is_some_and(|token| token.is_mark(')')));
        index = close.map_or(index, |close| close + 1);
    }
    while tokens
        .get(index)
        .is_some_and(|token| token.shape == Shape::Space)
    {
        index += 1;
    }
    let start = tokens.get(index).map_or(0, |token| token.start);
    let rest = tokens.text.get(start..).unwrap_or_default();
    let address = HONORIFICS.iter().find(|word| rest.starts_with(**word));
    address.map_or(index, |word| tokens.from(start + word.len()))
}

/// Whether a post or an organization begins at the token: the name before is
/// not one of a list that shares a post.
fn leads_post(tokens: &Tokens<'_>, index: usize) -> bool {
    // 张三、李四共同启动: how they acted, not 共同主席.
    let manner = ["共同", "联合"].contains(&tokens.word(index))
        && !(tokens.get(index + 1)).is_some_and(is_title);
    tokens
        .get(index)
        .is_some_and(|token| is_title(token) || token.is(Classes::TITLE_MODIFIER) && !manner)
}

#[cfg(test)]
mod tests;
