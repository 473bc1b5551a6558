//! What is stored is the wire's messages: events as [`v1::Event`], an
//! article's output as [`StoredArticle`].

use alliance_proto::v1;
use bytes::Bytes;
use prost::Message;

use super::{
    article::{article_to_wire, report_to_wire},
    event::{event_from_wire, event_to_wire, parse_event_id},
    facts::{WireError, facts_from_record, facts_to_record},
    time_to_wire,
};
use crate::{
    event::{DecodeError, Event, EventCodec, Told},
    id::Seq,
    pipeline::{ArticleOutput, OutputCodec},
    submission::Submission,
};

/// An article's output as the store keeps it. A storage format: its numbers
/// are never used again for something else.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct StoredArticle {
    /// What `GetArticle` answers, without state, events and failure, which
    /// the store knows better.
    #[prost(message, optional, tag = "1")]
    pub(crate) answer: Option<v1::GetArticleResponse>,
    #[prost(message, repeated, tag = "2")]
    pub(crate) told: Vec<StoredTold>,
}

/// What the article tells of one event.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct StoredTold {
    #[prost(string, tag = "1")]
    pub(crate) event_id: String,
    #[prost(message, optional, tag = "2")]
    pub(crate) record: Option<v1::EventRecord>,
}

/// The service's types in the contract's encoding.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WireCodec;

impl EventCodec for WireCodec {
    fn encode_event(&self, event: &Event, seq: Seq) -> Bytes {
        event_to_wire(event, seq).encode_to_vec().into()
    }

    fn decode_event(&self, encoded: &[u8]) -> Result<Event, DecodeError> {
        v1::Event::decode(encoded)
            .map_err(WireError::from)
            .and_then(event_from_wire)
            .map_err(|error| DecodeError {
                what: "event",
                source: error.into(),
            })
    }

    fn decode_told(&self, output: &[u8]) -> Result<Vec<Told>, DecodeError> {
        StoredArticle::decode(output)
            .map_err(WireError::from)
            .and_then(|article| article.told.into_iter().map(told_from_wire).collect())
            .map_err(|error| DecodeError {
                what: "article output",
                source: error.into(),
            })
    }
}

impl OutputCodec for WireCodec {
    fn encode_output(&self, output: &ArticleOutput<'_>) -> Bytes {
        let mut answer = submission_to_wire(output.submission);
        answer.article_id = output.article.to_string();
        answer.decode_report = Some(report_to_wire(&output.normalized.report));
        answer.article = Some(article_to_wire(&output.normalized.article));
        let stored = StoredArticle {
            answer: Some(answer),
            told: output.told.iter().map(told_to_wire).collect(),
        };
        stored.encode_to_vec().into()
    }
}

/// What a submission alone says of an article.
pub(crate) fn submission_to_wire(submission: &Submission) -> v1::GetArticleResponse {
    v1::GetArticleResponse {
        url: submission.url.clone(),
        content_type: submission.content_type.clone(),
        published_at: submission.published_at.map(time_to_wire),
        fetched_at: submission.fetched_at.map(time_to_wire),
        labels: submission.labels.clone(),
        submit_time: Some(time_to_wire(submission.submitted_at)),
        body_bytes: submission.body.len() as u64,
        title: submission.title.clone(),
        source_name: submission.source_name.clone(),
        ..v1::GetArticleResponse::default()
    }
}

fn told_to_wire(told: &Told) -> StoredTold {
    StoredTold {
        event_id: told.event.to_string(),
        record: Some(facts_to_record(&told.facts)),
    }
}

fn told_from_wire(told: StoredTold) -> Result<Told, WireError> {
    Ok(Told {
        event: parse_event_id(&told.event_id)?,
        facts: facts_from_record(told.record.ok_or(WireError::Field("record"))?)?,
    })
}
