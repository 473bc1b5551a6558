//! Persons by the posts that stand with their names, and their names again.

mod name;

use std::ops::Range;

use super::{
    Mention, PersonMention,
    abbreviation::find_full,
    boundary::{NameKind, find_name},
    lexicon::Classes,
    name::{EntityList, canonical_name, keep_longest},
    occurrence::find_names,
    title::{Post, is_title, read_post, title_text},
    token::{Shape, Tokens},
};
pub(crate) use name::is_like_person;
use name::{NameReading, read_name};

/// Longest list of persons who share one post.
const SHARING_MAX: usize = 12;

/// Finds the persons of the text. Organizations that only posts name are added
/// to `organizations`.
pub(crate) fn find_persons(
    tokens: &Tokens<'_>,
    alliances: &EntityList,
    organizations: &mut EntityList,
) -> Vec<Mention<PersonMention>> {
    let mut named_before: Vec<(usize, usize)> = organizations
        .mentions
        .iter()
        .map(|mention| (mention.span.start, mention.value))
        .collect();
    named_before.sort_unstable();
    let mut finder = Finder {
        tokens,
        named_before,
        alliances,
        organizations,
        persons: Vec::new(),
        titled_surnames: Vec::new(),
        last_post: None,
        last_of_alliance: false,
    };
    let mut index = 0;
    while index < tokens.list.len() {
        index = finder.read_at(index);
    }
    finder.mention_again();
    keep_longest(finder.persons)
}

/// The longest bare suffix, in characters.
const BARE_CHARS_MAX: usize = 4;
/// How many bodies a bare suffix looks back over.
const LOOK_BACK_MAX: usize = 24;

struct Finder<'a, 't> {
    tokens: &'a Tokens<'t>,
    alliances: &'a EntityList,
    organizations: &'a mut EntityList,
    /// Where bodies are named, ascending.
    named_before: Vec<(usize, usize)>,
    persons: Vec<Mention<PersonMention>>,
    /// 邹副署长: a surname and the title behind it.
    titled_surnames: Vec<(Range<usize>, String)>,
    /// The organization that led the last post of the sentence.
    last_post: Option<String>,
    /// Whether that was a post as alliances and societies give them.
    last_of_alliance: bool,
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
        if ELECTING_WORDS.contains(&tokens.word(index)) {
            return self.read_elected(index);
        }
        if matches!(token.shape, Shape::Mark('，' | '；' | '：' | '、')) {
            return self.read_appointed(index);
        }
        index + 1
    }

    /// ，张三任秘书长: a name that opens a clause and takes an office.
    fn read_appointed(&mut self, index: usize) -> usize {
        let tokens = self.tokens;
        let reading = read_name(tokens, index + 1, false).filter(|reading| {
            let takes = APPOINTED_WORDS.contains(&tokens.word(reading.end));
            let office = (reading.end + 1..=reading.end + OFFICE_TOKENS_MAX)
                .any(|at| tokens.get(at).is_some_and(is_title));
            takes && office && is_like_person(&reading.name)
        });
        let Some(reading) = reading else {
            return index + 1;
        };
        let person = self.describe(&reading, None);
        self.push(reading.span.clone(), person);
        reading.end
    }

    /// A title's last word stands at `index`: a name stands behind or before.
    fn read_title(&mut self, index: usize) -> usize {
        let tokens = self.tokens;
        let from = skip_to_name(tokens, index + 1);
        let (alliances, organizations) = (self.alliances, &*self.organizations);
        let is_known =
            |name: &str| alliances.find(name).is_some() || organizations.find(name).is_some();
        let Some(post) = read_post(tokens, index + 1, &is_known) else {
            return index + 1;
        };
        if let Some(reading) = read_name(tokens, from, !post.organization.is_empty()) {
            let mut person = self.describe(&reading, Some(&post));
            if from > index + 1 && tokens.get(index + 1).is_some_and(|t| t.is_mark('(')) {
                let title = tokens.slice(tokens.span(post.title.start..from));
                person.title = Some(canonical_name(title));
            }
            self.inherit_organization(&mut person);
            self.push(reading.span.clone(), person.clone());
            return self.read_sharing(reading.end, &person);
        }
        self.read_name_before(&post);
        index + 1
    }

    /// 甲大学党委书记乙致辞，校长丙主持: the second post is of the same body,
    /// within a sentence.
    fn inherit_organization(&mut self, person: &mut PersonMention) {
        let title = person.title.as_deref().unwrap_or_default();
        let rules = RULERS.iter().any(|ruler| title.ends_with(ruler));
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
            end = reading.end;
        }
        end
    }

    /// 孟启明副厅长, 邹副署长: the name stands before the title.
    fn read_name_before(&mut self, post: &Post) {
        let tokens = self.tokens;
        let whole = post.tokens();
        let title_from = (whole.start..whole.end)
            .find(|index| {
                tokens
                    .get(*index)
                    .is_some_and(|token| is_title(token) || token.is(Classes::TITLE_MODIFIER))
            })
            .unwrap_or(whole.end);
        if whole.start == title_from && self.read_spaced_name(title_from, &title_of(tokens, &whole))
        {
            return;
        }
        let within = if post.organization.end < title_from {
            post.organization.end..title_from
        } else {
            whole.start..title_from
        };
        let title = canonical_name(tokens.slice(tokens.span(title_from..whole.end)));
        if let Some(span) = name::surname_alone(tokens, &within) {
            self.titled_surnames.push((span, title));
            return;
        }
        let Some(reading) = name::whole_name(tokens, &within) else {
            return;
        };
        let organization = (within.start > whole.start)
            .then(|| self.full_organization(&(whole.start..within.start)));
        let person = PersonMention {
            name: reading.name,
            title: Some(title),
            organization,
        };
        self.push(reading.span, person);
    }

    /// `甲大学 张三 教授` in lists: spaces part the organization, the name and
    /// the title. Whether there is such a name.
    fn read_spaced_name(&mut self, title_from: usize, title: &str) -> bool {
        let tokens = self.tokens;
        let is_space = |index: usize| {
            tokens
                .get(index)
                .is_some_and(|token| token.shape == Shape::Space)
        };
        let Some(name_end) = title_from.checked_sub(1).filter(|at| is_space(*at)) else {
            return false;
        };
        let floor = name_end.saturating_sub(SPACED_TOKENS_MAX);
        for start in (floor..name_end).rev().filter(|at| is_space(*at)) {
            let reading =
                read_name(tokens, start + 1, false).filter(|reading| reading.end == name_end);
            let organization = find_name(tokens, start, NameKind::Organization);
            let led = tokens
                .before(start)
                .is_some_and(|last| last.is(Classes::ORGANIZATION));
            if let Some(reading) = reading.filter(|_| led) {
                let person = PersonMention {
                    name: reading.name,
                    title: Some(title.to_owned()),
                    organization: Some(self.full_organization(&organization)),
                };
                self.push(reading.span, person);
                return true;
            }
        }
        false
    }

    /// 选举张三为理事长, 由李四主持: a name between two such words.
    fn read_elected(&mut self, index: usize) -> usize {
        let tokens = self.tokens;
        let Some(reading) = read_name(tokens, index + 1, false)
            .filter(|reading| ELECTED_WORDS.contains(&tokens.word(reading.end)))
        else {
            return index + 1;
        };
        let person = self.describe(&reading, None);
        self.push(reading.span.clone(), person);
        reading.end
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

    /// The organization in its fullest form, added where it is new.
    fn full_organization(&mut self, organization: &Range<usize>) -> String {
        let span = self.tokens.span(organization.clone());
        let mut name = canonical_name(self.tokens.slice(span.clone()));
        if let Some(alliance) = self.full_alliance(&span, &name) {
            return alliance;
        }
        // 花莲县长 leads the county of 花莲.
        if let Some(level) = ruled_level(self.tokens, organization) {
            name.push(level);
        }
        let is_new = self.organizations.find(&name).is_none();
        if let Some(full) = find_full(self.organizations, &name).filter(|_| is_new) {
            self.organizations.add_alias(full, name.clone());
        }
        let index = self
            .body_named_before(&name, span.start)
            .unwrap_or_else(|| self.organizations.add(name.clone()));
        self.organizations.mention(span, index);
        let full = self.organizations.entities.get(index);
        full.map_or(name, |entity| entity.name.clone())
    }

    /// 协会会长, 技术中心主任: a bare suffix means the last body before it whose
    /// name ends so.
    fn body_named_before(&self, name: &str, offset: usize) -> Option<usize> {
        if name.chars().count() > BARE_CHARS_MAX || self.organizations.find(name).is_some() {
            return None;
        }
        let behind = self
            .named_before
            .partition_point(|(start, _)| *start < offset);
        let before = self.named_before.get(..behind)?;
        let ends_so = |index: &usize| {
            self.organizations
                .entities
                .get(*index)
                .is_some_and(|entity| entity.name.ends_with(name) && entity.name != name)
        };
        let mut recent = before.iter().rev().take(LOOK_BACK_MAX);
        recent
            .find(|(_, index)| ends_so(index))
            .map(|(_, index)| *index)
    }

    fn full_alliance(&self, span: &Range<usize>, name: &str) -> Option<String> {
        let mentioned = self
            .alliances
            .mentions
            .binary_search_by_key(&span.start, |mention| mention.span.start)
            .ok()
            .and_then(|at| self.alliances.mentions.get(at))
            .filter(|mention| mention.span.end == span.end)
            .map(|mention| mention.value);
        let index = mentioned.or_else(|| self.alliances.find(name))?;
        self.alliances
            .entities
            .get(index)
            .map(|entity| entity.name.clone())
    }

    fn push(&mut self, span: Range<usize>, value: PersonMention) {
        self.persons.push(Mention { span, value });
    }

    /// Finds the names again where they stand without a post, and gives
    /// surnames with a title their person.
    fn mention_again(&mut self) {
        let mut known: Vec<PersonMention> = Vec::new();
        let mut by_name = std::collections::BTreeMap::new();
        for mention in &self.persons {
            let person = &mention.value;
            let index = *by_name.entry(person.name.clone()).or_insert_with(|| {
                known.push(person.clone());
                known.len() - 1
            });
            // The first post that the text gives describes later bare names.
            if let Some(first) = known.get_mut(index).filter(|first| first.title.is_none()) {
                *first = person.clone();
            }
        }
        for (span, title) in std::mem::take(&mut self.titled_surnames) {
            let surname = self.tokens.slice(span.clone());
            let meant = known.iter().find(|person| {
                person.name.starts_with(surname)
                    && person
                        .title
                        .as_ref()
                        .is_some_and(|full| full.contains(&title) || title.contains(full.as_str()))
            });
            if let Some(person) = meant {
                self.push(span, person.clone());
            }
        }
        let names: Vec<(String, usize)> = by_name.into_iter().collect();
        for (span, index) in find_names(self.tokens.text, &names) {
            if let Some(person) = known.get(index) {
                self.push(span, person.clone());
            }
        }
    }
}

/// Posts that alliances and societies give: no other body leads them.
const ALLIANCE_POSTS: [&str; 7] = ["理事", "会长", "秘书长", "轮值", "院士", "召集人", "代表"];

/// Titles of those who rule a region.
const RULERS: [&str; 5] = ["省长", "市长", "县长", "区长", "州长"];

/// Words before the name of a person who is chosen or acts.
const ELECTING_WORDS: [&str; 13] = [
    "选举", "推选", "推举", "聘请", "聘任", "任命", "由", "指派", "票选", "选出", "委任", "经",
    "改选",
];
/// Words behind such a name.
const ELECTED_WORDS: [&str; 16] = [
    "为",
    "任",
    "担任",
    "出任",
    "当选",
    "兼任",
    "接任",
    "主持",
    "致辞",
    "致词",
    "继任",
    "续任",
    "连任",
    "接棒",
    "受聘",
    "为新任",
];

/// Words by which a name without a post takes an office.
const APPOINTED_WORDS: [&str; 8] = [
    "任",
    "担任",
    "出任",
    "当选",
    "当选为",
    "接任",
    "连任",
    "续任",
];
/// How far behind such a word the office may stand, in tokens.
const OFFICE_TOKENS_MAX: usize = 3;

/// The level of a region that only its ruler's title says: 花莲 + 县长.
fn ruled_level(tokens: &Tokens<'_>, organization: &Range<usize>) -> Option<char> {
    let region = tokens.before(organization.end)?;
    let title = tokens.word(organization.end);
    let level = title.chars().find(|level| *level != '副')?;
    let rules = RULERS.iter().any(|word| title.ends_with(word));
    let has_level = tokens.slice(region.start..region.end).ends_with(level);
    (rules && region.is(Classes::REGION) && !has_level).then_some(level)
}

/// Longest name in a list whose columns are parted by spaces, in tokens.
const SPACED_TOKENS_MAX: usize = 6;

fn title_of(tokens: &Tokens<'_>, whole: &Range<usize>) -> String {
    canonical_name(tokens.slice(tokens.span(whole.clone())))
}

/// Forms of address between a title and a name.
const HONORIFICS: [&str; 5] = ["拿督斯里", "拿督", "丹斯里", "爵士", "拿汀"];
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

/// Skips the names of reporters and editors: 记者 张三 李四.
fn skip_reporters(tokens: &Tokens<'_>, index: usize) -> usize {
    let mut index = index + 1;
    loop {
        while tokens.get(index).is_some_and(|token| {
            token.shape == Shape::Space
                || [':', '：', '、', '/']
                    .iter()
                    .any(|mark| token.is_mark(*mark))
        }) {
            index += 1;
        }
        match read_name(tokens, index, false).filter(|reading| reading.end > index) {
            Some(reading) => index = reading.end,
            None => return index,
        }
    }
}

/// Whether a post or an organization begins at the token: the name before is
/// not one of a list that shares a post.
fn leads_post(tokens: &Tokens<'_>, index: usize) -> bool {
    tokens
        .get(index)
        .is_some_and(|token| is_title(token) || token.is(Classes::TITLE_MODIFIER))
}

#[cfg(test)]
mod tests;
