//! Labelled cases: a page, and what should be read out of it.
//!
//! One case is `NAME.json` beside its body. The format is that of the gold
//! files; the product's own cases lie in `worker/fixtures/cases`.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use alliance_worker::{
    Limits, NormalizeError, Normalized, Submission,
    date::{CivilDate, Edtf},
    learning::{Lesson, PageDays, read_lesson, read_line_ends, read_page_days},
    normalize,
};
use serde::Deserialize;

/// A page and its labels.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    pub id: String,
    pub submission: CaseSubmission,
    #[serde(default)]
    pub article: CaseArticle,
    #[serde(default)]
    pub events: Vec<CaseEvent>,
    /// In a variant: the case that it was made from.
    pub base: Option<String>,
    /// In a variant: how it was made.
    pub variant: Option<String>,
    /// In a variant: WHATWG's name of what its bytes are in.
    pub charset: Option<String>,
    /// Where the file lies.
    #[serde(skip)]
    pub folder: PathBuf,
}

#[derive(Clone, Debug, Deserialize)]
pub struct CaseSubmission {
    pub file: String,
    pub url: Option<String>,
    pub content_type: Option<String>,
    pub published_at: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct CaseArticle {
    pub title: Option<String>,
    pub published_on: Option<String>,
    pub source_name: Option<String>,
    #[serde(default)]
    pub authors: Vec<String>,
    /// Fragments that must be in the text.
    #[serde(default)]
    pub keeps: Vec<String>,
    /// Fragments that must not.
    #[serde(default)]
    pub drops: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct CaseEvent {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub alliances: Vec<String>,
    pub subject: Option<String>,
    pub date: Option<String>,
    pub place: Option<CasePlace>,
    #[serde(default)]
    pub organizations: Vec<CaseParticipant>,
    #[serde(default)]
    pub persons: Vec<CaseParticipant>,
    #[serde(default)]
    pub amounts: Vec<CaseAmount>,
    #[serde(default)]
    pub background: bool,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct CasePlace {
    pub province: Option<String>,
    pub city: Option<String>,
    pub district: Option<String>,
}

/// An organization or a person.
#[derive(Clone, Debug, Deserialize)]
pub struct CaseParticipant {
    pub name: String,
    #[serde(default)]
    pub roles: Vec<String>,
    pub title: Option<String>,
    pub organization: Option<String>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct CaseAmount {
    pub value: f64,
    #[serde(default = "yuan")]
    pub currency: String,
}

fn yuan() -> String {
    "CNY".to_owned()
}

impl Case {
    /// What the rules make of the page.
    pub fn normalize(&self) -> Result<Normalized, NormalizeError> {
        normalize(&self.submission(&self.body()), &Limits::default())
    }

    /// What a model is taught by the page.
    pub fn read_lesson(&self) -> Result<Lesson, NormalizeError> {
        read_lesson(&self.submission(&self.body()))
    }

    /// What the page teaches of where lines end.
    pub fn read_line_ends(&self) -> Result<Vec<(Vec<u32>, bool)>, NormalizeError> {
        read_line_ends(&self.submission(&self.body()))
    }

    /// What the page teaches of which date is its own.
    pub fn read_page_days(&self) -> Result<PageDays, NormalizeError> {
        read_page_days(&self.submission(&self.body()))
    }

    /// The bytes of the page.
    pub fn body(&self) -> Vec<u8> {
        fs::read(self.folder.join(&self.submission.file)).unwrap()
    }

    fn submission<'a>(&'a self, body: &'a [u8]) -> Submission<'a> {
        let given = &self.submission;
        Submission {
            url: given.url.as_deref().unwrap_or_default(),
            body,
            content_type: given.content_type.as_deref().unwrap_or_default(),
            published_at: given.published_at.as_deref().and_then(day),
            ..Submission::default()
        }
    }
}

/// The day at the head of a timestamp.
fn day(timestamp: &str) -> Option<CivilDate> {
    match Edtf::parse(timestamp.get(..10)?)? {
        Edtf::Point(date) => date.to_civil(),
        Edtf::Range(..) => None,
    }
}

/// The cases of a folder, in the order of their names.
pub fn read_cases(folder: &Path) -> io::Result<Vec<Case>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let mut case: Case = serde_json::from_slice(&fs::read(path)?)?;
            folder.clone_into(&mut case.folder);
            Ok(case)
        })
        .collect()
}
