//! The organization that leads a post, in its fullest form.

use std::ops::Range;

use super::{Finder, RULERS};
use crate::mention::{
    PersonMention,
    abbreviation::find_full,
    boundary::{NameKind, find_name},
    lexicon::Classes,
    name::canonical_name,
    title::Post,
    token::Tokens,
};

/// The shortest end of a name that is taken for the whole, in characters.
const WHOLE_END_CHARS_MIN: usize = 3;
/// The most bodies of a page that an end is compared with.
const BODIES_MAX: usize = 200;
/// The longest bare suffix, in characters.
const BARE_CHARS_MAX: usize = 4;
/// How many bodies a bare suffix looks back over.
const LOOK_BACK_MAX: usize = 24;

impl Finder<'_, '_> {
    /// The organization in its fullest form, added where it is new.
    pub(super) fn full_organization(&mut self, organization: &Range<usize>) -> String {
        let span = self.tokens.span(organization.clone());
        let mut name = canonical_name(self.tokens.slice(span.clone()));
        if let Some(alliance) = self.full_alliance(&span, &name) {
            return alliance;
        }
        // 公司副总裁甲, on a page that reports what one company announces.
        let announcer = self.announcer.filter(|_| name == "公司");
        if let Some(company) = announcer.and_then(|at| self.organizations.entities.get(at)) {
            return company.name.clone();
        }
        // 花莲县长 leads the county of 花莲.
        if let Some(level) = ruled_level(self.tokens, organization) {
            name.push(level);
        }
        let is_short = find_full(self.organizations, &name).is_some();
        if let Some(whole) = self.whole_name(&name, span.end).filter(|_| !is_short) {
            name = whole;
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

    /// 官岭街商户联合会 | 会长, of which the walk before a post reads the end: the name that
    /// the page has for what stands there.
    fn whole_name(&self, name: &str, end: usize) -> Option<String> {
        let before = self.tokens.slice(0..end);
        let long = name.chars().count() >= WHOLE_END_CHARS_MIN;
        (self.organizations.entities.iter())
            .take(if long { BODIES_MAX } else { 0 })
            .map(|entity| entity.name.as_str())
            .filter(|whole| whole.len() > name.len() && whole.ends_with(name))
            .filter(|whole| before.ends_with(whole))
            .max_by_key(|whole| whole.len())
            .map(str::to_owned)
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

    /// 我校副校长, 校党委书记, 公司总经理: the body that a word before or at the
    /// beginning of the title means, and the title without the word.
    pub(super) fn body_meant(
        &self,
        title: &str,
        before: &str,
        offset: usize,
    ) -> Option<(String, String)> {
        for (word, kinds) in OWN_BODIES {
            let rest = title.strip_prefix(word).filter(|rest| !rest.is_empty());
            let leads = rest.is_some() || before.ends_with(word);
            // 学校, 母公司 and 高校 are other words.
            let whole = word.chars().count() > 1
                || rest.is_some_and(|rest| {
                    ["党委", "党组", "团委", "纪委", "工会"]
                        .iter()
                        .any(|own| rest.starts_with(own))
                });
            if leads && whole {
                let announcer = (self.announcer)
                    .filter(|_| kinds == COMPANIES)
                    .and_then(|index| self.organizations.entities.get(index))
                    .map(|entity| entity.name.clone());
                let body = announcer.or_else(|| self.last_body_of(kinds, offset))?;
                return Some((body, rest.unwrap_or(title).to_owned()));
            }
        }
        None
    }

    /// The last body before the byte `offset` whose name ends with one of the
    /// words.
    fn last_body_of(&self, kinds: &[&str], offset: usize) -> Option<String> {
        let behind = self
            .named_before
            .partition_point(|(start, _)| *start < offset);
        let before = self.named_before.get(..behind)?;
        before
            .iter()
            .rev()
            .take(LOOK_BACK_MAX)
            .find_map(|(_, index)| {
                let name = &self.organizations.entities.get(*index)?.name;
                let is_kind = kinds
                    .iter()
                    .any(|kind| name.ends_with(kind) && name != kind);
                is_kind.then(|| name.clone())
            })
    }

    /// 甲大学的党委书记乙: the body before 的.
    pub(super) fn take_possessor(&mut self, person: &mut PersonMention, post: &Post) {
        let tokens = self.tokens;
        let start = post.tokens().start;
        let Some(end) = start.checked_sub(1).filter(|at| tokens.word(*at) == "的") else {
            return;
        };
        let is_body = (tokens.before(end))
            .is_some_and(|last| last.is(Classes::ORGANIZATION) && !last.is(Classes::PARK));
        if person.organization.is_none() && is_body && end > self.floor {
            let body = find_name(tokens, end, NameKind::Organization);
            let body = body.start.max(self.floor)..end;
            person.organization = Some(self.full_organization(&body));
        }
    }

    /// 甲公司受邀参会，董事长乙出席: a company's officer without a company is of
    /// the only one that the sentence has named.
    pub(super) fn take_subject(&self, person: &mut PersonMention, offset: usize) {
        let title = person.title.as_deref().unwrap_or_default();
        let officer = OFFICERS.iter().any(|post| title.starts_with(post));
        if person.organization.is_some() || !officer {
            return;
        }
        let before = self.tokens.text.get(..offset).unwrap_or_default();
        let start = before.rfind(['。', '\n', '！', '？']).unwrap_or(0);
        let first = self.named_before.partition_point(|(at, _)| *at < start);
        let last = self.named_before.partition_point(|(at, _)| *at < offset);
        let mut bodies: Vec<&str> = (self.named_before.get(first..last).unwrap_or_default())
            .iter()
            .filter_map(|(_, index)| self.organizations.entities.get(*index))
            .map(|body| body.name.as_str())
            .filter(|name| COMPANIES.iter().any(|kind| name.ends_with(kind)))
            .collect();
        bodies.dedup();
        if let [only] = bodies.as_slice() {
            person.organization = Some((*only).to_owned());
        }
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
}

/// The level of a region that only its ruler's title says: 花莲 + 县长.
fn ruled_level(tokens: &Tokens<'_>, organization: &Range<usize>) -> Option<char> {
    let region = tokens.before(organization.end)?;
    let title = tokens.word(organization.end);
    let level = title.chars().find(|level| *level != '副')?;
    let rules = RULERS.iter().any(|word| title.ends_with(word));
    // 工商发展处长 heads the 工商发展处.
    let heads = ["处长", "局长", "署长", "厅长", "司长"]
        .iter()
        .any(|word| title.trim_start_matches('副') == *word);
    let unnamed =
        !region.is(Classes::ORGANIZATION) && !region.is(Classes::REGION) && organization.len() > 1;
    if heads && unnamed {
        return Some(level);
    }
    let has_level = tokens.slice(region.start..region.end).ends_with(level);
    (rules && region.is(Classes::REGION) && !has_level).then_some(level)
}

/// What a school, a company or a society is called in its own report and in
/// later sentences, and how such names end.
const OWN_BODIES: [(&str, &[&str]); 19] = [
    ("我校", SCHOOLS),
    ("本校", SCHOOLS),
    ("该校", SCHOOLS),
    ("学校", SCHOOLS),
    ("校", SCHOOLS),
    ("我院", INSTITUTES),
    ("本院", INSTITUTES),
    ("该院", INSTITUTES),
    ("我所", &["所", "研究院"]),
    ("该所", &["所", "研究院"]),
    ("我司", COMPANIES),
    ("该公司", COMPANIES),
    ("本公司", COMPANIES),
    ("公司", COMPANIES),
    ("我会", SOCIETIES),
    ("本会", SOCIETIES),
    ("该会", SOCIETIES),
    ("商会", &["商会"]),
    ("协会", &["协会"]),
];
/// Posts that only companies give.
const OFFICERS: [&str; 9] = [
    "董事长",
    "副董事长",
    "总经理",
    "副总经理",
    "常务副总经理",
    "总裁",
    "副总裁",
    "首席执行官",
    "执行董事",
];
const SCHOOLS: &[&str] = &["大学", "学院", "学校", "中学"];
const INSTITUTES: &[&str] = &["院", "医院", "研究院", "学院"];
const COMPANIES: &[&str] = &["公司", "集团"];
const SOCIETIES: &[&str] = &["协会", "学会", "商会", "联合会", "促进会", "公会"];
