//! What the journal records: submissions, and that one was deleted.
//!
//! A payload is the length of the fields (4 bytes, little endian), the fields
//! as a protobuf message (so that fields can be added), and the body as it
//! was submitted.

use std::collections::BTreeMap;

use bytes::Bytes;
use prost::Message as _;

use super::{StoreError, corrupt, frame::FrameHeader};
use crate::{
    id::ArticleId,
    submission::{Submission, UnixMillis},
};

const KIND_SUBMISSION: u8 = 1;
const KIND_DELETION: u8 = 2;

/// A record as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) enum JournalRecord {
    Submission {
        id: ArticleId,
        submission: Box<Submission>,
    },
    /// Everything before it of this article is void.
    Deletion { id: ArticleId },
}

/// A record made ready to be written, by the task that brings it.
#[derive(Clone, Debug)]
pub(in crate::store) struct PreparedRecord {
    kind: u8,
    /// Length prefix and fields.
    head: Vec<u8>,
    body: Bytes,
    payload_crc: u32,
}

/// A submission's fields on disk.
#[derive(Clone, PartialEq, prost::Message)]
struct StoredFields {
    #[prost(bytes = "vec", tag = "1")]
    article_id: Vec<u8>,
    #[prost(string, tag = "2")]
    url: String,
    #[prost(string, tag = "3")]
    content_type: String,
    #[prost(int64, optional, tag = "4")]
    published_at: Option<i64>,
    #[prost(int64, optional, tag = "5")]
    fetched_at: Option<i64>,
    #[prost(string, optional, tag = "6")]
    title: Option<String>,
    #[prost(string, optional, tag = "7")]
    source_name: Option<String>,
    #[prost(btree_map = "string, string", tag = "8")]
    labels: BTreeMap<String, String>,
    #[prost(string, optional, tag = "9")]
    request_id: Option<String>,
    #[prost(int64, tag = "10")]
    submitted_at: i64,
}

impl PreparedRecord {
    /// The record of a submission; the body is shared, not copied.
    pub(in crate::store) fn submission(id: ArticleId, submission: Submission) -> Self {
        let Submission {
            url,
            body,
            content_type,
            published_at,
            fetched_at,
            title,
            source_name,
            labels,
            request_id,
            submitted_at,
        } = submission;
        let fields = StoredFields {
            article_id: id.as_bytes().to_vec(),
            url,
            content_type,
            published_at: published_at.map(|at| at.0),
            fetched_at: fetched_at.map(|at| at.0),
            title,
            source_name,
            labels,
            request_id,
            submitted_at: submitted_at.0,
        };
        Self::new(KIND_SUBMISSION, &fields, body)
    }

    /// The record of a deletion.
    pub(in crate::store) fn deletion(id: ArticleId) -> Self {
        let fields = StoredFields {
            article_id: id.as_bytes().to_vec(),
            ..StoredFields::default()
        };
        Self::new(KIND_DELETION, &fields, Bytes::new())
    }

    fn new(kind: u8, fields: &StoredFields, body: Bytes) -> Self {
        let fields_len = fields.encoded_len();
        let mut head = Vec::with_capacity(4 + fields_len);
        // Longer than 4 GiB is refused by the writer, by the payload's length.
        head.extend(u32::try_from(fields_len).unwrap_or(u32::MAX).to_le_bytes());
        fields.encode_raw(&mut head);
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&head);
        hasher.update(&body);
        Self {
            kind,
            head,
            body,
            payload_crc: hasher.finalize(),
        }
    }

    /// In bytes.
    pub(in crate::store) fn payload_len(&self) -> usize {
        self.head.len() + self.body.len()
    }

    /// `None` where the payload is too long for a frame.
    pub(super) fn frame_header(&self) -> Option<FrameHeader> {
        Some(FrameHeader {
            kind: self.kind,
            payload_len: u32::try_from(self.payload_len()).ok()?,
            payload_crc: self.payload_crc,
        })
    }

    pub(super) fn payload_parts(&self) -> [&[u8]; 2] {
        [&self.head, &self.body]
    }
}

impl JournalRecord {
    /// Reads a payload whose sum was right; the body shares its memory.
    ///
    /// # Errors
    /// `Corrupt` for a kind that this version does not know, or fields that
    /// do not decode.
    pub(super) fn decode(kind: u8, payload: &Bytes) -> Result<Self, StoreError> {
        let short = || corrupt("read a journal record shorter than its fields");
        let prefix = payload.first_chunk::<4>().ok_or_else(short)?;
        let fields_len =
            usize::try_from(u32::from_le_bytes(*prefix)).map_err(|error| short().because(error))?;
        let body_at = fields_len.checked_add(4).ok_or_else(short)?;
        let fields = StoredFields::decode(payload.get(4..body_at).ok_or_else(short)?)
            .map_err(|error| corrupt("decode a journal record's fields").because(error))?;
        let id = <[u8; 16]>::try_from(fields.article_id.as_slice())
            .map(ArticleId::from_bytes)
            .map_err(|error| corrupt("read a journal record's article id").because(error))?;
        match kind {
            KIND_SUBMISSION => Ok(Self::Submission {
                id,
                submission: Box::new(fields.into_submission(payload.slice(body_at..))),
            }),
            KIND_DELETION => Ok(Self::Deletion { id }),
            unknown => Err(corrupt(format!(
                "the journal has a record of kind {unknown}, which this program does not know"
            ))),
        }
    }
}

impl StoredFields {
    fn into_submission(self, body: Bytes) -> Submission {
        Submission {
            url: self.url,
            body,
            content_type: self.content_type,
            published_at: self.published_at.map(UnixMillis),
            fetched_at: self.fetched_at.map(UnixMillis),
            title: self.title,
            source_name: self.source_name,
            labels: self.labels,
            request_id: self.request_id,
            submitted_at: UnixMillis(self.submitted_at),
        }
    }
}
