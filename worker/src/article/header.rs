//! The header fields: when the page was published, whence its text is, who
//! wrote and edited it.

use super::{
    DateOrigin,
    author::{read_bare_name, read_byline, read_names},
    calendar::{WrittenDate, find_dates, find_stamp, find_url_date},
    cue::Cue,
    field::{Label, read_fields, read_source},
    header_line::is_dated,
    layout::Part,
    line::Line,
};
use crate::{date::CivilDate, fold_text, page::Head, span::BodySpan, submission::Submission};

/// Paragraphs at either end of the text that may hold a byline.
const BYLINE_PARAGRAPHS: usize = 2;
/// How far into the first paragraphs a byline or dateline stands, in bytes.
const BYLINE_BYTES_MAX: usize = 180;

/// Most words of an author in a meta element: some name the site's software.
const META_AUTHOR_WORDS_MAX: usize = 3;

/// What the header says.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) published: Option<Published>,
    pub(super) anchor: Option<CivilDate>,
    pub(super) source_name: Option<String>,
    pub(super) authors: Vec<String>,
}

/// A day of publication and where it is from.
#[derive(Debug)]
pub(super) struct Published {
    pub(super) date: CivilDate,
    pub(super) origin: DateOrigin,
    pub(super) body_span: Option<BodySpan>,
}

/// Reads the header lines, then what stands in for them.
pub(super) fn read_header(
    lines: &[Line],
    parts: &[Part],
    head: &Head,
    submission: &Submission<'_>,
) -> Header {
    let part_lines = |wanted: fn(Part) -> bool| {
        lines
            .iter()
            .zip(parts)
            .filter(move |(_, part)| wanted(**part))
            .map(|(line, _)| line)
    };
    let header: Vec<&Line> = part_lines(|part| part == Part::Header).collect();
    let credits: Vec<&Line> = part_lines(|part| part == Part::Credit).collect();
    let text: Vec<&Line> = part_lines(|part| part == Part::Text).collect();
    let url_date = find_url_date(submission.url)
        .or_else(|| head.canonical_url.as_deref().and_then(find_url_date));
    let own = read_header_date(&header, title_at(parts), lines, parts)
        .or_else(|| read_metadata_date(head));
    let year_hint = submission.published_at.or(url_date);
    let submitted = submission
        .published_at
        .map(|date| plain(date, DateOrigin::Submission));
    let from_url = url_date.map(|date| plain(date, DateOrigin::Url));
    let anchor = submission
        .published_at
        .or(own.as_ref().map(|published| published.date))
        .or(url_date);
    let published = own
        .or_else(|| read_dateline(&text, year_hint))
        .or_else(|| read_whole_dateline(&text))
        .or(submitted)
        .or(from_url)
        .or_else(|| read_signature(&text))
        .or_else(|| read_closing_date(&text, &credits));
    let anchor = anchor.or(published.as_ref().map(|published| published.date));
    Header {
        published,
        anchor,
        source_name: find_source(&header, &credits, head, submission),
        authors: find_authors(&header, &credits, &text, head),
    }
}

fn plain(date: CivilDate, origin: DateOrigin) -> Published {
    Published {
        date,
        origin,
        body_span: None,
    }
}

fn title_at(parts: &[Part]) -> usize {
    parts
        .iter()
        .position(|part| *part == Part::Title)
        .unwrap_or(0)
}

/// The date of the header: one that a label calls the day of publication, else
/// the first below the headline, else the nearest above it.
fn read_header_date(
    header: &[&Line],
    title_at: usize,
    lines: &[Line],
    parts: &[Part],
) -> Option<Published> {
    let mut best: Option<(u8, Published)> = None;
    for line in header {
        for found in &line.dates {
            let label = line
                .fields
                .iter()
                .rfind(|field| field.start < found.span.start)
                .map(|field| field.label);
            let above = lines
                .iter()
                .zip(parts)
                .take(title_at)
                .any(|(other, _)| std::ptr::eq(other, *line));
            let rank = match label {
                Some(Label::Date) => 4,
                Some(Label::Updated) => 1,
                _ if above => 2,
                _ => 3,
            };
            if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                best = Some((
                    rank,
                    Published {
                        date: found.date,
                        origin: DateOrigin::Header,
                        body_span: line.text.body_span(found.span.clone()),
                    },
                ));
            }
        }
    }
    best.map(|(_, published)| published)
}

/// Names of meta elements that give the day of publication.
const DATE_METAS: &[&str] = &[
    "pubdate",
    "publishdate",
    "article:published_time",
    "og:published_time",
    "og:release_date",
    "datepublished",
    "publish_time",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "weibo:article:create_at",
    "bytedance:published_time",
    "releasedate",
    "firstpublishedtime",
    "date",
];

fn read_metadata_date(head: &Head) -> Option<Published> {
    DATE_METAS
        .iter()
        .filter_map(|name| head.meta(&[*name]))
        .chain(head.described.published.as_deref())
        .find_map(|value| find_dates(value).first().map(|found| found.date))
        .map(|date| plain(date, DateOrigin::Metadata))
}

/// 中新网北京5月30日电 at the beginning of the text; its year is that of the
/// latest such day up to `latest`.
fn read_dateline(text: &[&Line], latest: Option<CivilDate>) -> Option<Published> {
    let latest = latest?;
    for line in text.iter().take(BYLINE_PARAGRAPHS) {
        let opening = line
            .text
            .get(0..floor_boundary(line.as_str(), BYLINE_BYTES_MAX));
        let Some(at) = ["日电", "日讯", "日 电"]
            .iter()
            .filter_map(|end| opening.find(end))
            .min()
        else {
            continue;
        };
        let before = opening.get(..at)?;
        let digits = |text: &str| {
            let start = text.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |last| {
                last + text
                    .get(last..)
                    .and_then(|t| t.chars().next())
                    .map_or(1, char::len_utf8)
            });
            (
                start,
                text.get(start..)
                    .and_then(|number| number.parse::<u8>().ok()),
            )
        };
        let (day_start, day) = digits(before);
        let Some((month_text, day)) = before
            .get(..day_start)
            .and_then(|rest| rest.strip_suffix('月'))
            .zip(day)
        else {
            continue;
        };
        let (start, month) = digits(month_text);
        let month = month?;
        let date = CivilDate::new(latest.year, month, day)
            .filter(|date| *date <= latest)
            .or_else(|| CivilDate::new(latest.year - 1, month, day))?;
        return Some(Published {
            date,
            origin: DateOrigin::Dateline,
            body_span: line.text.body_span(start..at),
        });
    }
    None
}

/// `某市，2024年3月12日 ——` or `某社某市电(2024年3月12日)` before the first
/// sentence: a dateline with its year.
fn read_whole_dateline(text: &[&Line]) -> Option<Published> {
    let line = text.first()?;
    let opening = (line.text).get(0..floor_boundary(line.as_str(), BYLINE_BYTES_MAX));
    let found = find_dates(opening).into_iter().next()?;
    let before = opening.get(..found.span.start)?.trim_end();
    let behind = opening.get(found.span.end..)?.trim_start();
    let dashed =
        behind.starts_with(['—', '–', '-', '/']) && before.ends_with(['，', ',', ' ', '/']);
    let filed = behind.starts_with(['电', '讯']);
    let bracketed = before.strip_suffix(['(', '（']).is_some_and(|before| {
        before
            .trim_end()
            .ends_with(['电', '讯', '】', '〕', ']', ')'])
    }) && behind.starts_with([')', '）']);
    let opens = before.chars().count() <= DATELINE_CHARS_MAX && !before.contains('。');
    (opens && (dashed || filed || bracketed)).then(|| Published {
        date: found.date,
        origin: DateOrigin::Dateline,
        body_span: line.text.body_span(found.span),
    })
}

/// Longest text before the date of a dateline, in characters.
const DATELINE_CHARS_MAX: usize = 24;

/// The day under a document: a line of its own near the end.
fn read_signature(text: &[&Line]) -> Option<Published> {
    text.iter().rev().take(4).find_map(|line| {
        let found = line.dates.first()?;
        let alone = line.chars <= 30 && !line.has_sentence && is_dated(line);
        alone.then(|| Published {
            date: found.date,
            origin: DateOrigin::Signature,
            body_span: line.text.body_span(found.span.clone()),
        })
    })
}

/// The day behind the text: an agency's stamp, or that of the sign-off.
fn read_closing_date(text: &[&Line], credits: &[&Line]) -> Option<Published> {
    let closing = |line: &&Line, found: WrittenDate| Published {
        date: found.date,
        origin: DateOrigin::Signature,
        body_span: line.text.body_span(found.span),
    };
    let mut last_lines = text.iter().rev().take(BYLINE_PARAGRAPHS).chain(credits);
    last_lines
        .find_map(|line| Some(closing(line, find_stamp(line.as_str())?)))
        .or_else(|| {
            let dated = credits.iter().find(|line| is_dated(line))?;
            Some(closing(dated, dated.dates.first()?.clone()))
        })
}

fn find_source(
    header: &[&Line],
    credits: &[&Line],
    head: &Head,
    submission: &Submission<'_>,
) -> Option<String> {
    let from_lines = header.iter().chain(credits).find_map(|line| {
        let text = line.as_str();
        line.fields
            .iter()
            .filter(|field| field.label == Label::Source)
            .find_map(|field| read_source(text.get(field.value.clone())?))
            .or_else(|| read_agency(text))
            .map(str::to_owned)
    });
    from_lines
        .or_else(|| {
            submission
                .source_name
                .map(|name| fold_text(name.trim()).into_owned())
        })
        .or_else(|| {
            head.meta(&["contentsource", "source", "article:source", "mediaid"])
                .and_then(|value| read_source(&fold_text(value)).map(str::to_owned))
        })
        .filter(|name| !name.is_empty())
}

/// `某新闻网／记者甲／台北报导`: what stands before the reporter.
fn read_agency(text: &str) -> Option<&str> {
    let (before, _) = text.split_once("记者")?;
    let before = before.trim_end().strip_suffix(['/', '／'])?.trim_end();
    let name = before.rsplit(' ').next()?;
    let agency = ["网", "报", "社", "台", "新闻", "周刊", "杂志"]
        .iter()
        .any(|end| name.ends_with(end));
    (agency && name.chars().count() >= 3).then_some(name)
}

fn find_authors(header: &[&Line], credits: &[&Line], text: &[&Line], head: &Head) -> Vec<String> {
    let mut authors = Vec::new();
    let mut add = |names: Vec<String>| {
        for name in names {
            if !authors.contains(&name) {
                authors.push(name);
            }
        }
    };
    for line in header {
        add(read_line_authors(line));
        add(read_bare_authors(line));
    }
    let tail = text.len().saturating_sub(BYLINE_PARAGRAPHS);
    for (index, line) in text.iter().enumerate() {
        let line = line.as_str();
        let captioned = line.len() <= BYLINE_BYTES_MAX;
        if index < BYLINE_PARAGRAPHS || index >= tail || captioned {
            add(read_byline(line, false));
        }
        if index >= tail {
            add(read_closing_bracket(line));
        }
    }
    for line in credits {
        add(read_line_authors(line));
    }
    if authors.is_empty() {
        let named = head.meta(&["author"]).into_iter().map(str::to_owned);
        for name in named.chain(head.described.authors.iter().cloned()) {
            let name = fold_text(&name).into_owned();
            if name.split_whitespace().count() > META_AUTHOR_WORDS_MAX {
                continue;
            }
            for name in read_names(&name) {
                if !authors.contains(&name) {
                    authors.push(name);
                }
            }
        }
    }
    authors
}

/// Values of the author fields of a header or sign-off line, then its bylines.
fn read_line_authors(line: &Line) -> Vec<String> {
    let text = line.as_str();
    let mut names = Vec::new();
    for field in &line.fields {
        if matches!(field.label, Label::Author | Label::Editor) {
            names.extend(read_names(
                text.get(field.value.clone()).unwrap_or_default(),
            ));
        }
    }
    for name in read_byline(text, true) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A name that stands between date and counts of a header line without label.
fn read_bare_authors(line: &Line) -> Vec<String> {
    let text = line.as_str();
    if line.cues.has(Cue::Crumb) || line.dates.is_empty() {
        return Vec::new();
    }
    let is_break = |c: char| c.is_whitespace() || "|│｜/／".contains(c);
    let words: Vec<&str> = text
        .split(is_break)
        .filter(|word| !word.is_empty())
        .collect();
    let in_field = |word: &str| {
        line.fields.iter().any(|field| {
            text.get(field.start..field.value.end.max(field.start))
                .is_some_and(|whole| whole.contains(word))
        })
    };
    let mut names = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|at| words.get(at)).copied();
        let dated = before.is_some_and(|before| before.contains(|c: char| c.is_ascii_digit()));
        if !in_field(word) && read_bare_name(word, before.filter(|_| !dated)) {
            names.push((*word).to_owned());
        }
    }
    names
}

/// `（编辑：某某）` at the end of a paragraph.
fn read_closing_bracket(text: &str) -> Vec<String> {
    let trimmed = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let Some(inside) = trimmed.strip_suffix([')', '）', ']', '】']) else {
        return Vec::new();
    };
    let Some(at) = inside.rfind(['(', '（', '[', '【']) else {
        return Vec::new();
    };
    let inside = inside.get(at..).unwrap_or_default();
    let mut names = Vec::new();
    for field in read_fields(inside) {
        if matches!(field.label, Label::Author | Label::Editor) {
            names.extend(read_names(inside.get(field.value).unwrap_or_default()));
        }
    }
    names
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}
