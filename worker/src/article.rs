//! The page's article: title, header fields and canonical text.

mod author;
mod calendar;
mod cue;
mod field;
mod glued;
mod header;
mod header_line;
mod headline;
mod issue_month;
mod layout;
mod likely_day;
mod line;
mod masthead;
mod proved_day;
mod published;
mod region;
mod source;
mod stamp;
mod title;
mod title_rows;
mod url_date;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

pub(crate) use self::likely_day::MODEL as PAGE_DAY_MODEL;
use self::{
    header::{Header, read_header},
    layout::{Part, lay_out},
    line::{Line, read_lines},
    region::Region,
};
use crate::{
    date::{CivilDate, Edtf},
    fold_text,
    page::{Head, Page},
    report::{RepairKind, Report},
    span::{BodySpan, SpannedText, TextBuilder},
    submission::Submission,
};

/// Shortest paragraph that is dropped where it stands again, in characters:
/// shorter ones are headings and forms of words.
const REPEATED_CHARS_MIN: usize = 10;

/// Shortest paragraph that is dropped where it stands twice in a row.
const ADJOINING_CHARS_MIN: usize = 3;

/// One article in canonical form: Simplified characters, NFKC, its own
/// paragraphs only, none of them twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Headline without the site's suffix.
    pub title: Option<String>,
    /// Where the headline stands in the body; `None` where it does not, or only
    /// in the page's head.
    pub title_body_span: Option<BodySpan>,
    pub published_on: Option<Edtf>,
    /// What `published_on` is read from.
    pub published_origin: Option<DateOrigin>,
    /// Where it stands in the body, for the origins that do.
    pub published_body_span: Option<BodySpan>,
    /// The day that dates without year or month count from, as the definition
    /// of records has it: the submission's, else the page's own, else the URL's.
    pub anchor: Option<CivilDate>,
    /// What stands behind 来源 or 信息来源.
    pub source_name: Option<String>,
    /// What stands behind the headline in the page's head.
    pub site_name: Option<String>,
    /// Reporters, writers and editors.
    pub authors: Vec<String>,
    /// The lines of date, source and authors as they stand.
    pub byline: String,
    /// Paragraphs joined by U+000A.
    pub text: SpannedText,
}

/// Where a date of publication is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrigin {
    /// A line between headline and text, or above the headline.
    Header,
    /// A meta element or JSON-LD.
    Metadata,
    /// 新华社北京5月30日电, with the year of the submission or the URL.
    Dateline,
    /// What the crawler says.
    Submission,
    Url,
    /// The line under a document, with the day of its issue.
    Signature,
}

/// Finds the article among the page's blocks and reads its header.
pub(crate) fn extract_article(
    page: Page,
    submission: &Submission<'_>,
    report: &mut Report,
) -> Article {
    let Sorted {
        head,
        head_titles,
        lines,
        parts,
    } = sort_lines(page);
    let text = join_text(&lines, &parts, report);
    let header = read_header(&lines, &parts, &head, submission);
    let (title, title_body_span) = find_title(&lines, &parts, &head, &head_titles, submission);
    let Header {
        published,
        anchor,
        source_name,
        authors,
        byline,
    } = header;
    let published = published.or_else(|| likely_day::find_likely_day(&lines, &parts));
    let anchor = anchor.or(published.as_ref().map(|published| published.date));
    // A page without a day may name the month of its issue, or lie in the folder of it.
    let dayless = published.is_none();
    let issue = issue_month::find_issue_month(&lines, &parts).filter(|_| dayless);
    let folder = url_date::find_url_month(submission.url).filter(|_| dayless);
    let month = issue.or(folder);
    let month_origin = (issue.map(|_| DateOrigin::Header)).or(folder.map(|_| DateOrigin::Url));
    Article {
        title,
        title_body_span,
        published_on: published
            .as_ref()
            .map(|published| Edtf::day(published.date))
            .or(month.map(Edtf::Point)),
        published_origin: published
            .as_ref()
            .map(|published| published.origin)
            .or(month_origin),
        published_body_span: published.and_then(|published| published.body_span),
        anchor,
        source_name,
        site_name: title::site_name(&head_titles),
        authors,
        byline,
        text,
    }
}

/// What the model of pages' days is trained on: whether the rules find a day, and
/// each whole date of the page with its features.
pub(crate) fn list_page_days(
    page: Page,
    submission: &Submission<'_>,
) -> (bool, Vec<(CivilDate, Vec<u32>)>) {
    let sorted = sort_lines(page);
    let Sorted { lines, parts, .. } = &sorted;
    let header = read_header(lines, parts, &sorted.head, submission);
    (
        header.published.is_some(),
        likely_day::list_examples(lines, parts),
    )
}

/// The lines of a page, and what each of them is.
struct Sorted {
    head: Head,
    /// The titles that the page's head gives.
    head_titles: Vec<String>,
    lines: Vec<Line>,
    parts: Vec<Part>,
}

fn sort_lines(page: Page) -> Sorted {
    let head_titles = title::head_titles(&page.head);
    let lines = read_lines(page.blocks);
    let region = Region::find(&lines, &page.containers);
    let parts = lay_out(&lines, &region, &head_titles);
    Sorted {
        head: page.head,
        head_titles,
        lines,
        parts,
    }
}

/// The headline that the page shows, else the one its head or the submission
/// gives.
fn find_title(
    lines: &[Line],
    parts: &[Part],
    head: &Head,
    head_titles: &[String],
    submission: &Submission<'_>,
) -> (Option<String>, Option<BodySpan>) {
    let shown: Vec<&Line> = lines
        .iter()
        .zip(parts)
        .filter(|(_, part)| **part == Part::Title)
        .map(|(line, _)| line)
        .collect();
    if !shown.is_empty() {
        let texts: Vec<&str> = shown.iter().map(|line| line.as_str()).collect();
        let spans = shown
            .iter()
            .filter_map(|line| line.text.body_span(0..line.text.len()));
        let span = spans.reduce(|whole, part| BodySpan {
            start: whole.start.min(part.start),
            end: whole.end.max(part.end),
        });
        let title = title::join_title(&texts, head_titles);
        // A stroke parts the headline from what the page left out behind it.
        let title =
            title::without_address(title::without_label(&title)).trim_end_matches(['|', '｜', ' ']);
        return (Some(title.to_owned()), span);
    }
    if let Some(title) = submission.title.filter(|title| !title.trim().is_empty()) {
        return (Some(fold_text(title.trim()).into_owned()), None);
    }
    let site = head.meta(&["og:site_name"]);
    let title = head_titles
        .first()
        .map(|title| title::strip_site(title, site))
        .filter(|title| !title.is_empty());
    let named_first = || {
        (lines.iter()).find_map(|line| {
            let title = title::original_title(line.as_str())?;
            Some((title.to_owned(), line.text.body_span(0..line.text.len())))
        })
    };
    match title {
        Some(title) => (Some(title), None),
        None => named_first().map_or((None, None), |(title, span)| (Some(title), span)),
    }
}

/// What a paragraph is told again by, whatever its marks.
fn letters_and_digits(text: &str) -> String {
    // Nearly all are: Unicode's tables are slow.
    let is_one = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c) || c.is_alphanumeric();
    text.chars().filter(is_one).collect()
}

/// The paragraphs, each once. What is dropped is reported.
fn join_text(lines: &[Line], parts: &[Part], report: &mut Report) -> SpannedText {
    let mut text = TextBuilder::default();
    let mut seen: HashSet<String> = HashSet::new();
    let mut previous = "";
    for (line, part) in lines.iter().zip(parts) {
        let whole = 0..line.text.len();
        match part {
            Part::Text => {
                let mut is_told = || !seen.insert(letters_and_digits(line.as_str()));
                let repeated = line.is_copy
                    || line.chars >= REPEATED_CHARS_MIN && is_told()
                    || line.chars >= ADJOINING_CHARS_MIN && line.as_str() == previous;
                previous = line.as_str();
                if repeated {
                    let span = line.text.body_span(whole);
                    report.note(RepairKind::DuplicateParagraph, line.as_str(), "", span);
                    continue;
                }
                if !text.is_empty() {
                    text.push_inserted("\n");
                }
                text.push_slice(&line.text, whole);
            }
            Part::Dropped(reason) => {
                report.drop_block(line.as_str(), reason, line.text.body_span(whole));
            }
            Part::Title | Part::Header | Part::Credit => {}
        }
    }
    text.build()
}
