//! Stage 1, decode: from bytes to text, whatever the charset and the damage.

use crate::{
    normalizer::NormalizeError,
    report::Report,
    span::{SpannedText, TextBuilder},
    submission::Submission,
};

/// Decodes the body.
pub(crate) fn decode(
    submission: &Submission<'_>,
    report: &mut Report,
) -> Result<SpannedText, NormalizeError> {
    let text = std::str::from_utf8(submission.body)
        .map_err(|_error| NormalizeError::Undecodable("not UTF-8"))?;
    "UTF-8".clone_into(&mut report.charset);
    let mut builder = TextBuilder::with_capacity(text.len());
    builder.push_verbatim(text, 0);
    Ok(builder.build())
}
