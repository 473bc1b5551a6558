//! Posts: 浙江省经信厅党组成员、副厅长. Where a post begins, and how it parts
//! into the organization that leads it and the title.

use std::ops::Range;

use super::{
    alias::introduces_alias,
    boundary::{NameKind, find_name},
    lexicon::Classes,
    name::canonical_name,
    organization::behind_description,
    token::{Shape, Token, Tokens},
};
use crate::numbering::NUMERALS;

/// The most posts that one person holds in a list.
const POSTS_MAX: usize = 6;
/// The longest title, in characters; longer ones are run-on text.
const TITLE_CHARS_MAX: usize = 48;

/// One or several posts before a name; ranges of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Post {
    /// The organization that leads the post; empty where none does.
    pub(crate) organization: Range<usize>,
    pub(crate) title: Range<usize>,
}

impl Post {
    pub(crate) fn tokens(&self) -> Range<usize> {
        let start = if self.organization.is_empty() {
            self.title.start
        } else {
            self.organization.start
        };
        start..self.title.end
    }
}

/// The post whose last word stands before token `end`; `None` where that word
/// is none of a post. It begins behind token `floor`: what stands before is of
/// somebody else. `is_known` tells the names of the article's bodies.
pub(crate) fn read_post(
    tokens: &Tokens<'_>,
    floor: usize,
    end: usize,
    is_known: &dyn Fn(&str) -> bool,
) -> Option<Post> {
    if !is_title(tokens.before(end)?) || floor >= end {
        return None;
    }
    let part = |end: usize| {
        let start = find_name(tokens, end, NameKind::Post).start.max(floor);
        let skipped = speaks_for(tokens, start) || tokens.word(start) == "兼";
        start + usize::from(start + 1 < end && skipped)..end
    };
    let lead = |post: &Range<usize>| {
        let body = known_organization(tokens, post, is_known)
            .unwrap_or_else(|| leading_organization(tokens, post));
        behind_description(tokens, behind_role(tokens, body))
    };
    let mut parts = vec![part(end)];
    while let Some(first) = parts.last().filter(|_| parts.len() < POSTS_MAX) {
        let Some(joined_end) = joined_post_end(tokens, first.start).filter(|end| *end > floor)
        else {
            break;
        };
        parts.push(part(joined_end));
    }
    parts.reverse();
    let mut organization = lead(parts.first()?);
    let office = parts.first().is_some_and(|post| names_office(tokens, post));
    let pronoun = ["联盟", "该联盟", "本联盟", "联合体", "共同体"]
        .contains(&tokens.slice(tokens.span(organization.clone())));
    if pronoun || organization.is_empty() && office {
        // 联盟理事长、甲公司董事长: the employer's post describes the person.
        let employers = parts.iter().skip(1).map(lead);
        let employer = employers
            .filter(|body| !body.is_empty() && !is_of_alliance(tokens, body))
            .find(|body| body.start >= organization.end);
        organization = employer.unwrap_or(organization);
    }
    organization.end = behind_campus(tokens, &organization);
    let title = if organization.is_empty() {
        behind_clause(tokens, organization.end..end)
    } else {
        skip_bracket(tokens, organization.end)..end
    };
    let char_count = tokens.slice(tokens.span(title.clone())).chars().count();
    (char_count <= TITLE_CHARS_MAX).then_some(Post {
        organization,
        title,
    })
}

/// 校方可派 | 教授, 此事由 | 副县长: characters of verbs by which a clause leads to a
/// post.
const LEADING_VERBS: [char; 8] = ['由', '派', '请', '让', '邀', '经', '与', '向'];

/// 中国地质大学(武汉) | 校长: the place in the bracket right behind a school is a part
/// of its name.
fn behind_campus(tokens: &Tokens<'_>, organization: &Range<usize>) -> usize {
    let open = organization.end;
    let school = tokens.before(open).is_some_and(|_| {
        let kind = tokens.word(open.saturating_sub(1));
        !organization.is_empty() && kind.ends_with(['学', '院'])
    });
    let placed = (tokens.get(open)).is_some_and(|mark| mark.is_mark('(') || mark.is_mark('（'))
        && (tokens.get(open + 1)).is_some_and(|token| token.is(Classes::REGION))
        && (tokens.get(open + 2)).is_some_and(|mark| mark.is_mark(')') || mark.is_mark('）'));
    if school && placed { open + 3 } else { open }
}

/// The title without the clause that leads to it.
fn behind_clause(tokens: &Tokens<'_>, title: Range<usize>) -> Range<usize> {
    let head = (title.clone())
        .find(|at| {
            (tokens.get(*at))
                .is_some_and(|token| is_title(token) || token.is(Classes::TITLE_MODIFIER))
        })
        .unwrap_or(title.end);
    let led = tokens
        .slice(tokens.span(title.start..head))
        .ends_with(LEADING_VERBS);
    if led { head..title.end } else { title }
}

/// Whether the post is one as alliances and societies give them.
fn names_office(tokens: &Tokens<'_>, post: &Range<usize>) -> bool {
    let title = tokens.slice(tokens.span(post.clone()));
    ["理事长", "会长", "秘书长", "轮值", "召集人"]
        .iter()
        .any(|office| title.contains(office))
}

fn is_of_alliance(tokens: &Tokens<'_>, organization: &Range<usize>) -> bool {
    !organization.is_empty()
        && tokens
            .before(organization.end)
            .is_some_and(|last| last.is(Classes::ALLIANCE))
}

/// 副理事长单位甲公司 | 总裁: what the body is within an alliance is no part of
/// its name.
fn behind_role(tokens: &Tokens<'_>, organization: Range<usize>) -> Range<usize> {
    let role = (organization.clone()).rev().find(|index| {
        let word = tokens.word(*index);
        let unit =
            index + 1 < organization.end && word.chars().count() > 2 && word.ends_with("单位");
        let introduces = tokens
            .get(*index)
            .is_some_and(|token| token.is(Classes::INTRODUCER));
        introduces && (unit || ["首任", "新任"].contains(&word))
    });
    role.map_or(organization.start, |index| index + 1)..organization.end
}

/// Behind a bracket at token `index`: 甲公司(NMC)董事长.
fn skip_bracket(tokens: &Tokens<'_>, index: usize) -> usize {
    let opens = tokens
        .get(index)
        .is_some_and(|token| token.is_mark('(') || token.is_mark('（'));
    let close = (index..index + BRACKET_TOKENS_MAX).find(|at| {
        tokens
            .get(*at)
            .is_some_and(|token| token.is_mark(')') || token.is_mark('）'))
    });
    close.filter(|_| opens).map_or(index, |close| close + 1)
}

/// The longest bracket between an organization and a title, in tokens.
const BRACKET_TOKENS_MAX: usize = 14;

/// The title as records carry it.
pub(crate) fn title_text(tokens: &Tokens<'_>, post: &Post) -> String {
    let text = canonical_name(tokens.slice(tokens.span(post.title.clone())));
    text.trim_matches(['、', '，', ',']).to_owned()
}

pub(crate) fn is_title(token: &Token) -> bool {
    token.is(Classes::TITLE)
}

/// Where the post before the one at token `start` ends, in a list of one
/// person's posts: 党组书记、局长; 董事长兼总经理; 某市副市长，某区委书记.
fn joined_post_end(tokens: &Tokens<'_>, start: usize) -> Option<usize> {
    let before = tokens.before(start)?;
    if is_title(before) {
        return (!speaks_for(tokens, start - 1)).then_some(start);
    }
    let end = start - 1;
    if !tokens.before(end).is_some_and(is_title) {
        return None;
    }
    let joined = before.is_mark('、')
        || ["兼", "兼任"].contains(&tokens.word(end))
        || ((before.is_mark('，') || before.is_mark(',')) && leads_clause(tokens, end));
    joined.then_some(end)
}

/// ，代表甲公司董事长: 代表 that opens a clause is the verb.
fn speaks_for(tokens: &Tokens<'_>, index: usize) -> bool {
    let opens = tokens
        .before(index)
        .is_none_or(|before| matches!(before.shape, Shape::Mark(_) | Shape::NewLine));
    tokens.word(index) == "代表" && opens
}

/// Whether the post that ends before token `end` begins a clause with its
/// organization: 甲任理事长，乙大学教授丙 is of two persons.
fn leads_clause(tokens: &Tokens<'_>, end: usize) -> bool {
    let post = find_name(tokens, end, NameKind::Post);
    let at_mark = tokens
        .before(post.start)
        .is_none_or(|before| matches!(before.shape, Shape::Mark(_) | Shape::NewLine));
    at_mark && !leading_organization(tokens, &post).is_empty()
}

/// The longest beginning of the post that the article uses as a body's name
/// where no suffix says so: 厦航 | 总经理.
fn known_organization(
    tokens: &Tokens<'_>,
    post: &Range<usize>,
    is_known: &dyn Fn(&str) -> bool,
) -> Option<Range<usize>> {
    let first_title = (post.start..post.end)
        .find(|index| tokens.get(*index).is_some_and(is_title))
        .unwrap_or(post.end);
    let suffixed = (post.start..first_title).any(|index| {
        tokens
            .get(index)
            .is_some_and(|token| token.is(Classes::ORGANIZATION) || token.is(Classes::ALLIANCE))
    });
    let mut ends = (post.start + 1..=first_title).rev().filter(|_| !suffixed);
    ends.find(|end| is_known(&canonical_name(tokens.slice(tokens.span(post.start..*end)))))
        .map(|end| post.start..end)
}

/// The organization at the beginning of a post's tokens.
fn leading_organization(tokens: &Tokens<'_>, post: &Range<usize>) -> Range<usize> {
    let head_end = (post.start..post.end)
        .find(|index| tokens.get(*index).is_some_and(is_title))
        .unwrap_or(post.end);
    let none = post.start..post.start;
    let mut end = None;
    let mut index = post.start;
    while index < head_end {
        let Some(token) = tokens.get(index) else {
            break;
        };
        // 甲公司(以下简称“乙”)总经理.
        if token.is_mark('(') && introduces_alias(tokens, index + 1) {
            index = skip_bracket(tokens, index).max(index + 1);
            continue;
        }
        // 事业处总经理 is of a company's division.
        let office = tokens.word(index).ends_with(['处', '室', '科'])
            && !tokens.word(head_end).ends_with("经理");
        let is_end = token.is(Classes::ORGANIZATION) || token.is(Classes::ALLIANCE);
        // An alliance's own office is the alliance.
        let of_alliance =
            (end.and_then(|end| tokens.before(end))).is_some_and(|body| body.is(Classes::ALLIANCE));
        let inner = end.is_some_and(|body| is_inner_office(tokens, body, index));
        let ends = is_end && !(office && of_alliance) || office && end.is_some() && !of_alliance;
        let ends = ends && !inner;
        if ends && !is_inner_party(tokens, index, end.is_some()) {
            end = Some(index + 1);
        }
        index += 1;
    }
    if let Some(end) = end {
        return post.start..end;
    }
    if let Some(region_end) = ruled_region(tokens, post.start, head_end) {
        return post.start..region_end;
    }
    let body_end = (post.start..head_end)
        .find(|index| {
            tokens.get(*index).is_some_and(|token| {
                token.is(Classes::TITLE_MODIFIER) || matches!(token.shape, Shape::Mark(_))
            })
        })
        .unwrap_or(head_end);
    if is_short_organization(tokens, post.start..body_end) {
        post.start..body_end
    } else {
        none
    }
}

/// Whether the word at `index` ends the name of an inner office of the body that
/// ends before token `body_end`, whose head stands right behind: 甲市科技局高新科
/// | 科长, 甲大学科技处 | 副处长. Of a government and of a ministry such an office
/// is a body by itself: 甲县政府农业处.
pub(crate) fn is_inner_office(tokens: &Tokens<'_>, body_end: usize, index: usize) -> bool {
    let office = tokens.word(index);
    let unit = (office.chars().next_back()).filter(|unit| "处科室".contains(*unit));
    let head = tokens.word(index + 1);
    let head = head.strip_prefix('副').unwrap_or(head);
    let headed = unit.is_some_and(|unit| {
        head.strip_prefix(unit)
            .is_some_and(|rest| rest.starts_with('长'))
            || unit == '室' && head.starts_with("主任")
    });
    let body = body_end.checked_sub(1).map_or("", |last| tokens.word(last));
    let holds_offices = HOLDERS_OF_OFFICES.iter().any(|kind| body.ends_with(kind))
        && !["办公厅", "办公室"].contains(&body);
    // 学校办公室, 团中央学校部大学处: a kind alone holds no office.
    let named = (body_end
        .checked_sub(2)
        .and_then(|before| tokens.get(before)))
    .is_some_and(|before| {
        matches!(before.shape, Shape::Han | Shape::Latin | Shape::Word)
            && !before.is(Classes::ORGANIZATION)
            && !before.is(Classes::BREAK)
    });
    let known = (body_end.checked_sub(1).and_then(|last| tokens.get(last)))
        .is_some_and(|last| last.is(Classes::NAMED) || last.is(Classes::GOVERNMENT));
    headed && holds_offices && (named || known) && index >= body_end
}

/// Bodies whose inner offices bear no name of their own.
const HOLDERS_OF_OFFICES: [&str; 14] = [
    "局",
    "厅",
    "委",
    "委员会",
    "署",
    "大学",
    "学院",
    "学校",
    "公司",
    "集团",
    "医院",
    "研究院",
    "组织部",
    "统战部",
];

/// A company's own 党委 belongs to the title.
fn is_inner_party(tokens: &Tokens<'_>, index: usize, behind_body: bool) -> bool {
    let word = tokens.word(index);
    behind_body && INNER_PARTY_BODIES.contains(&word)
}

const INNER_PARTY_BODIES: [&str; 11] = [
    "党委",
    "党组",
    "支部",
    "党支部",
    "党总支",
    "机关党委",
    "纪委",
    "纪检组",
    "工会",
    "团委",
    "党的工作委员会",
];

/// 昆山市 | 副市长: a region leads the posts of its government.
fn ruled_region(tokens: &Tokens<'_>, start: usize, head_end: usize) -> Option<usize> {
    let title = tokens.word(head_end);
    let ruling = [
        "省长", "市长", "区长", "县长", "州长", "镇长", "乡长", "旗长", "主席",
    ]
    .iter()
    .any(|word| title.ends_with(word));
    let mut end = start;
    while tokens
        .get(end)
        .is_some_and(|token| token.is(Classes::REGION) && end < head_end)
    {
        end += 1;
    }
    // 昌吉州 | 副州长: the level behind the short name.
    let level = ["省", "市", "州", "盟", "县", "区", "旗"].contains(&tokens.word(end));
    if end > start && end < head_end && level {
        end += 1;
    }
    (ruling && end > start).then_some(end)
}

/// Whether a numbered section of an office begins at the byte `offset`: 组织三科.
pub(super) fn is_section(tokens: &Tokens<'_>, offset: usize) -> bool {
    let mut rest = tokens.text.get(offset..).unwrap_or_default().chars();
    rest.next().is_some_and(|number| NUMERALS.contains(number))
        && rest.next().is_some_and(|unit| "科处室".contains(unit))
}

/// Words that lead from name to name, and right before a post's head say what
/// it is for: 业务拓展总监.
const DUTIES: [&str; 10] = [
    "拓展", "开拓", "督导", "检查", "巡视", "巡察", "接待", "筹建", "筹备", "表彰",
];

/// Whether the word at `index` says what the post's head right behind it is for.
pub(super) fn is_duty(tokens: &Tokens<'_>, index: usize) -> bool {
    DUTIES.contains(&tokens.word(index)) && tokens.get(index + 1).is_some_and(is_title)
}

/// What the holder of a post does, which is a part of the title: 销售经理, 执业会计师.
const TASKS: [&str; 22] = [
    "销售", "市场", "营销", "运营", "研发", "生产", "采购", "品牌", "公关", "财务", "人事", "法务",
    "质量", "品质", "品控", "质检", "客服", "仓储", "执业", "战略", "业务", "现场",
];

/// Whether the tokens may be a body's short name: 禾控技术 | 总裁.
fn is_short_organization(tokens: &Tokens<'_>, body: Range<usize>) -> bool {
    let words = tokens.slice(tokens.span(body.clone()));
    if words.ends_with(LEADING_VERBS) || TASKS.contains(&words) {
        return false;
    }
    let char_count = words.chars().count();
    let proper = body
        .clone()
        .filter(|index| {
            tokens.get(*index).is_some_and(|token| {
                matches!(token.shape, Shape::Han | Shape::Latin)
                    || token.is(Classes::REGION)
                    || token.is(Classes::NAMED)
            })
        })
        .count();
    (2..=16).contains(&char_count) && proper >= 1
}
