//! What the model of participation is trained on: the events of a page by the
//! grammar alone, and the bodies that may have had part in them. Only for
//! training; the normalizer itself learns nothing.

use crate::{
    article, decode, event,
    event::participation::{self, Model},
    fold, mention,
    normalizer::NormalizeError,
    page,
    record::{OrganizationRole, Record},
    report::Report,
    submission::Submission,
};

/// A body and an event that it may have had part in.
#[derive(Clone, Debug)]
pub struct Example {
    /// Index into [`Lesson::records`].
    pub record: usize,
    pub organization: String,
    pub aliases: Vec<String>,
    /// Whether the grammar gave it a part in any event of the page.
    pub attached: bool,
    /// For each mention of the body its features.
    pub mentions: Vec<Vec<u32>>,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Lesson {
    pub records: Vec<Record>,
    pub examples: Vec<Example>,
}

/// Roles in the order of [`Weights::roles`].
pub const ROLES: [OrganizationRole; 9] = OrganizationRole::ALL;

/// What one feature tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    pub feature: u32,
    /// For a part in the event at all, in 256ths of a logit.
    pub part: i16,
    /// For each role, in 16ths of a logit.
    pub roles: [i8; 9],
}

/// Reads a page as the normalizer does, up to what the model would add.
///
/// # Errors
/// Where the body is no text.
pub fn read_lesson(submission: &Submission<'_>) -> Result<Lesson, NormalizeError> {
    let mut report = Report::default();
    let decoded = decode::decode(submission, &mut report)?;
    let folded = fold::fold_page(page::read_page(&decoded, submission), &mut report);
    let article = article::extract_article(folded, submission, &mut report);
    let mentions = mention::find_mentions(&article, submission);
    let (records, candidates) = event::list_candidates(&article, &mentions);
    let examples = (candidates.into_iter())
        .filter_map(|candidate| {
            let entity = mentions.organizations.get(candidate.organization)?;
            Some(Example {
                record: candidate.draft,
                organization: entity.name.clone(),
                aliases: entity.aliases.clone(),
                attached: candidate.attached,
                mentions: (candidate.mentions.into_iter())
                    .map(|(_, _, features)| features)
                    .collect(),
            })
        })
        .collect();
    Ok(Lesson { records, examples })
}

/// The bytes of a model file: the head, which says where the weights are from,
/// and the weights.
pub fn pack_model(head: &str, weights: &[Weights]) -> Vec<u8> {
    let rows: Vec<participation::Weights> = (weights.iter())
        .map(|weights| participation::Weights {
            feature: weights.feature,
            part: weights.part,
            roles: weights.roles,
        })
        .collect();
    participation::pack(head, &rows)
}

/// The head of the model that the program carries.
pub fn model_head() -> &'static str {
    &Model::get().head
}
