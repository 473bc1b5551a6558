//! The header fields: when the page was published, whence its text is, who
//! wrote and edited it.

use super::{
    author::{
        is_office, is_writer, read_bare_name, read_bare_names, read_byline, read_dateline_bracket,
        read_marked_byline, read_names, read_stroke_byline,
    },
    cue::Cue,
    field::{Label, read_fields},
    layout::Part,
    line::Line,
    published::{PageLines, Published, read_published},
    source::read_source,
};
use crate::{
    date::CivilDate,
    fold_text,
    page::Head,
    submission::Submission,
    surname::{is_commonly_named, is_full_name},
};

/// Paragraphs at either end of the text that may hold a byline.
pub(super) const BYLINE_PARAGRAPHS: usize = 2;
/// How far into the first paragraphs a byline or dateline stands, in bytes.
pub(super) const BYLINE_BYTES_MAX: usize = 180;

/// Most words of an author in a meta element: some name the site's software.
const META_AUTHOR_WORDS_MAX: usize = 3;

/// What the header says.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) published: Option<Published>,
    pub(super) anchor: Option<CivilDate>,
    pub(super) source_name: Option<String>,
    pub(super) authors: Vec<String>,
    /// Its lines.
    pub(super) byline: String,
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
    let page = PageLines {
        header,
        credits,
        text,
    };
    let (published, anchor) = read_published(lines, parts, &page, head, submission);
    let PageLines {
        header,
        credits,
        text,
    } = page;
    let lines: Vec<&str> = header.iter().map(|line| line.as_str()).collect();
    let source_name = find_source(&header, &credits, &text, head, submission);
    // 来源：某融媒 编辑：某融媒: the paper is no author of its own.
    let mut authors = find_authors(&header, &credits, &text, head);
    authors.retain(|author| Some(author) != source_name.as_ref() || is_full_name(author));
    Header {
        byline: lines.join("\n"),
        published,
        anchor,
        source_name,
        authors,
    }
}

fn find_source(
    header: &[&Line],
    credits: &[&Line],
    text: &[&Line],
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
            let tail = text.len().saturating_sub(BYLINE_PARAGRAPHS);
            (text.iter().skip(tail)).find_map(|line| read_closing_source(line.as_str()))
        })
        .or_else(|| {
            // 资料来源：某部 under the text; above or within, of its figures.
            credits.iter().find_map(|line| {
                let value = line.as_str().strip_prefix("资料来源")?;
                read_source(value.trim_start_matches([':', '：', ' '])).map(str::to_owned)
            })
        })
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

/// `……下月开工。(来源：某报)`: the source in brackets behind the last sentence.
fn read_closing_source(text: &str) -> Option<String> {
    let inside = text.trim_end().strip_suffix([')', '）', ']', '】'])?;
    let at = inside.rfind(['(', '（', '[', '【'])?;
    let inside = inside.get(at..)?;
    (read_fields(inside).into_iter())
        .filter(|field| field.label == Label::Source)
        .find_map(|field| read_source(inside.get(field.value)?))
        .map(str::to_owned)
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
            // 联盟秘书处 wrote it, and 秘书处 took the pictures.
            let known = |author: &String| author.ends_with(name.as_str());
            if !authors.iter().any(known) {
                authors.push(name);
            }
        }
    };
    for line in header {
        add(read_line_authors(line));
        add(read_bare_authors(line));
        // A name alone on its line, between headline and day.
        let alone = Some(line.as_str().trim()).filter(|name| is_commonly_named(name));
        add(alone.into_iter().map(str::to_owned).collect());
    }
    let tail = text.len().saturating_sub(BYLINE_PARAGRAPHS);
    for (index, line) in text.iter().enumerate() {
        let line = line.as_str();
        let captioned = line.len() <= BYLINE_BYTES_MAX;
        if index < BYLINE_PARAGRAPHS || index >= tail || captioned {
            add(read_byline(line, false));
        }
        if index < BYLINE_PARAGRAPHS {
            let opening = floor_boundary(line, BYLINE_BYTES_MAX);
            add(read_dateline_bracket(
                line.get(..opening).unwrap_or_default(),
            ));
        }
        if index >= tail {
            add(read_closing_bracket(line));
        }
    }
    for line in credits {
        add(read_line_authors(line));
    }
    // The office that a page is from signs it only where no person does.
    if authors.iter().any(|author| !is_office(author)) {
        authors.retain(|author| !is_office(author));
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
            let found = read_names(text.get(field.value.clone()).unwrap_or_default());
            // 图：签约现场 says what the picture shows.
            let pictured = text
                .get(field.start..)
                .is_some_and(|rest| rest.starts_with('图'));
            names.extend(
                found
                    .into_iter()
                    .filter(|name| !pictured || is_full_name(name)),
            );
        }
    }
    for name in read_byline(text, true) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        names.extend(read_stroke_byline(text).map(str::to_owned));
    }
    if names.is_empty() {
        names.extend(read_marked_byline(text));
    }
    names
}

/// A name that stands between date and counts of a header line without label.
fn read_bare_authors(line: &Line) -> Vec<String> {
    let text = line.as_str();
    if line.cues.has(Cue::Crumb) || line.dates.is_empty() {
        return Vec::new();
    }
    let is_break = |c: char| c.is_whitespace() || "|│｜/／·".contains(c);
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
    // 来源：某网 甲一一 乙二二: who wrote stands behind the paper.
    let source = (line.fields.iter()).find(|field| field.label == Label::Source);
    if let Some(value) = source.and_then(|field| text.get(field.value.clone())) {
        let behind = value.split_whitespace().skip(1);
        names.extend(behind.filter(|name| is_writer(name)).map(str::to_owned));
    }
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
    let behind_sentence = inside
        .get(..at)
        .is_some_and(|text| text.is_empty() || text.trim_end().ends_with(['。', '！', '？', '”']));
    let inside = inside.get(at..).unwrap_or_default();
    // 某公司将于下月开工。(张三 李四), (某某公司 张三、李四)
    if behind_sentence {
        let names = read_bare_names(inside);
        let names = Some(names).filter(|names| !names.is_empty());
        if let Some(names) = names.or_else(|| read_names_behind_unit(inside)) {
            return names;
        }
    }
    let mut names = Vec::new();
    for field in read_fields(inside) {
        if matches!(field.label, Label::Author | Label::Editor) {
            names.extend(read_names(inside.get(field.value).unwrap_or_default()));
        }
    }
    names
}

/// Names behind the unit that they are of, with a blank between or none.
fn read_names_behind_unit(inside: &str) -> Option<Vec<String>> {
    const UNITS: [&str; 16] = [
        "公司",
        "集团",
        "支部",
        "党委",
        "办公室",
        "中心",
        "协会",
        "学院",
        "大学",
        "学校",
        "医院",
        "局",
        "宣传部",
        "社",
        "台",
        "科",
    ];
    let inside = inside.trim_start_matches(['(', '（', '[', '【']);
    let unit_end = |unit: &&str| inside.find(*unit).map(|at| at + unit.len());
    let names = UNITS
        .iter()
        .filter_map(|unit| inside.get(unit_end(unit)?..))
        .map(read_bare_names);
    names.into_iter().find(|names| !names.is_empty())
}

pub(super) fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}
