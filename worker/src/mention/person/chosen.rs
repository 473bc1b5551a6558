//! Persons without a post by their names, who are chosen for an office or act.

use super::{
    Finder, is_like_person,
    name::{NameReading, read_name},
    office::office_offset,
    skip_address,
};
use crate::{
    mention::{title::is_title, token::Shape},
    word_list::WordList,
};

impl Finder<'_, '_> {
    /// 张三、李四任秘书长: names that open the clause at token `index` and take
    /// an office. The token to go on with.
    pub(super) fn read_appointed(&mut self, index: usize) -> usize {
        let Some((names, end)) = self.names_from(index) else {
            return index;
        };
        let like_persons = names.iter().all(|reading| is_like_person(&reading.name));
        let office = self.office_behind(end).filter(|_| like_persons);
        let Some(office) = office.filter(|office| self.is_office(*office)) else {
            return index;
        };
        self.push_names(&names);
        office
    }

    /// 选举张三、李四为理事长, 由王五主持: names between two such words.
    pub(super) fn read_elected(&mut self, index: usize) -> usize {
        let tokens = self.tokens;
        let Some((names, end)) = self.names_from(index + 1) else {
            return index + 1;
        };
        let behind = tokens.text.get(end..).unwrap_or_default();
        if let Some(change) = CHANGES.iter().find(|word| behind.starts_with(**word)) {
            return self.read_successor(tokens.from(end + change.len()));
        }
        let acts = names.len() == 1 && ACTS.iter().any(|word| behind.starts_with(word));
        // 以张三为理事长的理事会, but 以王道为核心.
        let fits = |office: &usize| tokens.word(index) != "以" || self.is_office(*office);
        let office = self.office_behind(end).filter(fits);
        if !acts && office.is_none() {
            return index + 1;
        }
        self.push_names(&names);
        office.unwrap_or(tokens.from(end))
    }

    /// 由张三变更为李四: the name at token `index` is the new one.
    fn read_successor(&mut self, index: usize) -> usize {
        match read_name(self.tokens, index, false).filter(|name| is_like_person(&name.name)) {
            Some(reading) => {
                let end = reading.end;
                self.push_names(&[reading]);
                end
            }
            None => index,
        }
    }

    /// One name, or a list of names, and the byte behind it: 张三、李四等7人.
    fn names_from(&self, index: usize) -> Option<(Vec<NameReading>, usize)> {
        let tokens = self.tokens;
        let mut names = vec![read_name(tokens, index, false)?];
        let mut next = self.behind_aside(skip_address(tokens, names.last()?.end));
        while ["、", "和", "与", "及"].contains(&tokens.word(next)) && names.len() < NAMES_MAX {
            let Some(reading) = read_name(tokens, next + 1, false).filter(|name| name.is_bounded)
            else {
                break;
            };
            next = self.behind_aside(skip_address(tokens, reading.end));
            names.push(reading);
        }
        let mut end = tokens.before(next)?.end;
        let open = tokens.word(next) == "等";
        if open {
            end = tokens.span(next..next + 1).end;
        }
        if let Some(count_end) = self.count_behind(next + usize::from(open), open) {
            end = count_end;
        }
        Some((names, end))
    }

    /// 姚明远（常务）: what a name is told by in brackets stands before the next.
    fn behind_aside(&self, index: usize) -> usize {
        let mark = |at: usize, mark: char| self.tokens.get(at).is_some_and(|t| t.is_mark(mark));
        let close = (index + 1..index + ASIDE_TOKENS_MAX).find(|at| mark(*at, ')'));
        close
            .filter(|_| mark(index, '('))
            .map_or(index, |close| close + 1)
    }

    /// The byte behind the count that closes a list of names at token `index`:
    /// 5人, 3位同志; behind 等 a bare number counts too.
    fn count_behind(&self, index: usize, open: bool) -> Option<usize> {
        let tokens = self.tokens;
        let count = tokens.get(index)?;
        if count.shape != Shape::Number {
            return None;
        }
        let measures = ["人", "位", "名"];
        let whole = tokens.slice(count.start..count.end);
        let rest = tokens.text.get(count.end..).unwrap_or_default();
        let measure = measures.iter().find(|word| rest.starts_with(**word));
        let is_of_people = measure.is_some() || measures.iter().any(|word| whole.ends_with(word));
        let mut end = count.end + measure.map_or(0, |word| word.len());
        let rest = tokens.text.get(end..).unwrap_or_default();
        if rest.starts_with("同志") {
            end += "同志".len();
        }
        (open || is_of_people).then_some(end)
    }

    /// Where the office begins that the words behind the byte `offset` take.
    fn office_behind(&self, offset: usize) -> Option<usize> {
        let tokens = self.tokens;
        let rest = tokens.text.get(offset..)?;
        let copula = ["为新任", "为首届", "为首任", "为新一届", "为", "任"]
            .iter()
            .find(|word| rest.starts_with(**word));
        let whole = tokens.at(offset).map(|at| tokens.word(at));
        let taken = copula
            .filter(|word| whole.is_none_or(|whole| whole == **word))
            .map(|word| word.len())
            .or_else(|| office_offset(rest))?;
        Some(tokens.from(offset + taken))
    }

    /// Behind the office that the person before token `index` is said to take:
    /// 甲任理事长、乙公司总经理丙任秘书长.
    pub(super) fn behind_office(&self, index: usize) -> Option<usize> {
        let tokens = self.tokens;
        let office = self.office_behind(tokens.get(index)?.start)?;
        let last = (office..office + OFFICE_TOKENS_MAX)
            .take_while(|at| {
                (tokens.get(*at))
                    .is_some_and(|token| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
            })
            .filter(|at| tokens.get(*at).is_some_and(is_title))
            .last()?;
        Some(last + 1)
    }

    /// Whether an office is named from token `index` on, within the clause.
    fn is_office(&self, index: usize) -> bool {
        (index..index + OFFICE_TOKENS_MAX)
            .map_while(|at| self.tokens.get(at))
            .take_while(|token| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
            .any(is_title)
    }

    fn push_names(&mut self, names: &[NameReading]) {
        for reading in names {
            let person = self.describe(reading, None);
            self.push(reading.span.clone(), person);
            self.floor = reading.end;
        }
    }
}

/// Words before the name of a person who is chosen or acts.
const CHOOSING_WORDS: [&str; 27] = [
    "表决通过",
    "通过",
    "确定",
    "明确",
    "选举",
    "推选",
    "推举",
    "聘请",
    "聘任",
    "任命",
    "由",
    "指派",
    "票选",
    "选出",
    "委任",
    "经",
    "改选",
    "增补",
    "增选",
    "补选",
    "续聘",
    "并由",
    "改由",
    "则由",
    "选",
    "聘",
    "以",
];
/// Words behind the name of one who acts.
const ACTS: [&str; 8] = ["主持", "致辞", "致词", "接棒", "作", "做", "宣读", "担纲"];
/// Words between the old holder of an office and the new one.
const CHANGES: [&str; 6] = ["变更为", "调整为", "更换为", "换为", "改为", "交接给"];

/// Longest aside behind a name, in tokens.
const ASIDE_TOKENS_MAX: usize = 5;
/// How far behind such a word the office may stand, in tokens.
const OFFICE_TOKENS_MAX: usize = 12;
/// Most names of one list.
const NAMES_MAX: usize = 40;

/// Whether a name may stand behind the word, chosen or acting.
pub(super) fn is_choosing(word: &str) -> bool {
    const { WordList::of(&CHOOSING_WORDS) }.contains(word)
}
