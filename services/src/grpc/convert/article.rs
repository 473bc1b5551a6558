//! Articles and reports, one way: nothing of them is read back.

use alliance_proto::v1;
use alliance_worker::{
    article::Article,
    record::{self, SkippedSentence},
    report::{CharsetEvidence, DroppedBlock, Repair, RepairKind, Report},
};

use super::{
    event_type_to_wire,
    facts::{body_span_to_wire, char_span_to_wire},
    script_to_wire,
};
use crate::{event::CharOffsets, id::ArticleId};

pub(crate) fn article_to_wire(article: &Article) -> v1::Article {
    v1::Article {
        title: article.title.clone(),
        published_on: article.published_on.map(|date| date.to_string()),
        source_name: article.source_name.clone(),
        authors: article.authors.clone(),
        text: article.text.as_str().to_owned(),
    }
}

pub(crate) fn report_to_wire(report: &Report) -> v1::DecodeReport {
    v1::DecodeReport {
        content_type_charset: report.content_type_charset.clone(),
        declared_charset: report.declared_charset.clone(),
        detected_charset: report.detected_charset.clone(),
        charset: report.charset.clone(),
        charset_evidence: charset_evidence_to_wire(report.charset_evidence).into(),
        script: script_to_wire(report.script).into(),
        repairs: report.repairs.iter().map(repair_to_wire).collect(),
        dropped_blocks: report.dropped_blocks.iter().map(block_to_wire).collect(),
    }
}

pub(crate) fn skipped_to_wire(
    article: ArticleId,
    skipped: &SkippedSentence,
    offsets: &CharOffsets<'_>,
) -> v1::SkippedSentence {
    v1::SkippedSentence {
        sentence: Some(sentence_to_wire(article, &skipped.sentence, offsets)),
        r#type: event_type_to_wire(skipped.kind).into(),
        reason: skipped.reason.to_owned(),
    }
}

fn sentence_to_wire(
    article: ArticleId,
    sentence: &record::Sentence,
    offsets: &CharOffsets<'_>,
) -> v1::Sentence {
    v1::Sentence {
        article_id: article.to_string(),
        text: sentence.text.clone(),
        text_span: Some(char_span_to_wire(offsets.char_span(sentence.text_span))),
        body_span: sentence.body_span.map(body_span_to_wire),
    }
}

fn repair_to_wire(repair: &Repair) -> v1::Repair {
    v1::Repair {
        kind: repair_kind_to_wire(repair.kind).into(),
        count: repair.count,
        samples: repair
            .samples
            .iter()
            .map(|sample| v1::RepairSample {
                before: sample.before.clone(),
                after: sample.after.clone(),
                body_span: sample.body_span.map(body_span_to_wire),
            })
            .collect(),
    }
}

fn block_to_wire(block: &DroppedBlock) -> v1::DroppedBlock {
    v1::DroppedBlock {
        text: block.text.clone(),
        reason: block.reason.to_owned(),
        body_span: block.body_span.map(body_span_to_wire),
    }
}

fn charset_evidence_to_wire(evidence: CharsetEvidence) -> v1::CharsetEvidence {
    match evidence {
        CharsetEvidence::Bom => v1::CharsetEvidence::Bom,
        CharsetEvidence::ContentType => v1::CharsetEvidence::ContentType,
        CharsetEvidence::Declaration => v1::CharsetEvidence::Declaration,
        CharsetEvidence::Content => v1::CharsetEvidence::Content,
    }
}

fn repair_kind_to_wire(kind: RepairKind) -> v1::RepairKind {
    match kind {
        RepairKind::CharsetMisdeclared => v1::RepairKind::CharsetMisdeclared,
        RepairKind::Mojibake => v1::RepairKind::Mojibake,
        RepairKind::MisalignedBytes => v1::RepairKind::MisalignedBytes,
        RepairKind::PinyinAnnotation => v1::RepairKind::PinyinAnnotation,
        RepairKind::ScriptFolded => v1::RepairKind::ScriptFolded,
        RepairKind::WidthFolded => v1::RepairKind::WidthFolded,
        RepairKind::CompatibilityForm => v1::RepairKind::CompatibilityForm,
        RepairKind::HtmlEntity => v1::RepairKind::HtmlEntity,
        RepairKind::Invisible => v1::RepairKind::Invisible,
        RepairKind::DuplicateParagraph => v1::RepairKind::DuplicateParagraph,
        RepairKind::Boilerplate => v1::RepairKind::Boilerplate,
        RepairKind::Undecodable => v1::RepairKind::Undecodable,
    }
}
