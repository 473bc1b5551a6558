//! The report of what was wrong with a page and what was done about it.

use crate::span::BodySpan;

/// Why a charset was believed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CharsetEvidence {
    Bom,
    ContentType,
    /// A meta element or an XML declaration in the body.
    Declaration,
    /// The bytes themselves.
    #[default]
    Content,
}

/// The script of an article before folding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    Simplified,
    Traditional,
    Mixed,
}

/// The kinds of damage that are mended, and of forms that are unified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepairKind {
    CharsetMisdeclared,
    Mojibake,
    MisalignedBytes,
    PinyinAnnotation,
    ScriptFolded,
    WidthFolded,
    CompatibilityForm,
    HtmlEntity,
    Invisible,
    DuplicateParagraph,
    Boilerplate,
    Undecodable,
}

/// One place that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairSample {
    /// As decoded, before the repair; at most [`SAMPLE_CHARS_MAX`] characters.
    pub before: String,
    /// As it became; empty where it was dropped.
    pub after: String,
    pub body_span: Option<BodySpan>,
}

/// One kind of repair, counted over the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    pub kind: RepairKind,
    pub count: u32,
    /// The first places, at most [`SAMPLES_MAX`].
    pub samples: Vec<RepairSample>,
}

/// A block of the page that is no part of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DroppedBlock {
    /// The beginning of its text, at most [`SAMPLE_CHARS_MAX`] characters.
    pub text: String,
    pub reason: &'static str,
    pub body_span: Option<BodySpan>,
}

/// Samples kept of each kind of repair.
pub const SAMPLES_MAX: usize = 3;
/// Length of a sample.
pub const SAMPLE_CHARS_MAX: usize = 64;
/// Dropped blocks kept in a report.
pub const DROPPED_BLOCKS_MAX: usize = 64;

/// How bytes became text, and what was mended on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The charset that `content_type` names, as written.
    pub content_type_charset: Option<String>,
    /// The charset that the body declares, as written.
    pub declared_charset: Option<String>,
    /// What the bytes alone speak for.
    pub detected_charset: String,
    /// What the body was decoded with: a WHATWG name, or `HZ-GB-2312`.
    pub charset: String,
    pub charset_evidence: CharsetEvidence,
    /// `None` where there are too few ideographs to tell.
    pub script: Option<Script>,
    /// Ascending by kind, each kind once.
    pub repairs: Vec<Repair>,
    /// In page order; at most [`DROPPED_BLOCKS_MAX`].
    pub dropped_blocks: Vec<DroppedBlock>,
}

impl Report {
    /// Counts `count` more places of `kind`.
    pub fn count(&mut self, kind: RepairKind, count: usize) {
        if count > 0 {
            let repair = self.repair(kind);
            repair.count = repair
                .count
                .saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        }
    }

    /// Counts one place of `kind` and keeps it as a sample while there is room.
    pub fn note(
        &mut self,
        kind: RepairKind,
        before: &str,
        after: &str,
        body_span: Option<BodySpan>,
    ) {
        let repair = self.repair(kind);
        repair.count = repair.count.saturating_add(1);
        if repair.samples.len() < SAMPLES_MAX {
            repair.samples.push(RepairSample {
                before: before.chars().take(SAMPLE_CHARS_MAX).collect(),
                after: after.chars().take(SAMPLE_CHARS_MAX).collect(),
                body_span,
            });
        }
    }

    /// Counts a block that is no part of the article.
    pub fn drop_block(&mut self, text: &str, reason: &'static str, body_span: Option<BodySpan>) {
        self.count(RepairKind::Boilerplate, 1);
        if self.dropped_blocks.len() < DROPPED_BLOCKS_MAX {
            let text = text.chars().take(SAMPLE_CHARS_MAX).collect();
            self.dropped_blocks.push(DroppedBlock {
                text,
                reason,
                body_span,
            });
        }
    }

    fn repair(&mut self, kind: RepairKind) -> &mut Repair {
        let index = match self
            .repairs
            .binary_search_by_key(&kind, |repair| repair.kind)
        {
            Ok(index) => index,
            Err(index) => {
                self.repairs.insert(
                    index,
                    Repair {
                        kind,
                        count: 0,
                        samples: Vec::new(),
                    },
                );
                index
            }
        };
        #[expect(clippy::indexing_slicing, reason = "found or inserted just above")]
        &mut self.repairs[index]
    }
}

impl Script {
    /// Its name in the contract, upper snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Simplified => "SIMPLIFIED",
            Self::Traditional => "TRADITIONAL",
            Self::Mixed => "MIXED",
        }
    }
}

impl RepairKind {
    /// Its name in the contract, upper snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::CharsetMisdeclared => "CHARSET_MISDECLARED",
            Self::Mojibake => "MOJIBAKE",
            Self::MisalignedBytes => "MISALIGNED_BYTES",
            Self::PinyinAnnotation => "PINYIN_ANNOTATION",
            Self::ScriptFolded => "SCRIPT_FOLDED",
            Self::WidthFolded => "WIDTH_FOLDED",
            Self::CompatibilityForm => "COMPATIBILITY_FORM",
            Self::HtmlEntity => "HTML_ENTITY",
            Self::Invisible => "INVISIBLE",
            Self::DuplicateParagraph => "DUPLICATE_PARAGRAPH",
            Self::Boilerplate => "BOILERPLATE",
            Self::Undecodable => "UNDECODABLE",
        }
    }
}

impl CharsetEvidence {
    /// Its name in the contract, upper snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bom => "BOM",
            Self::ContentType => "CONTENT_TYPE",
            Self::Declaration => "DECLARATION",
            Self::Content => "CONTENT",
        }
    }
}
