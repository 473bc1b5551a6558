//! A submission as JSON gives it, in a case or on a line of its own.

use std::{collections::BTreeMap, path::Path};

use alliance_worker::date::{CivilDate, Edtf};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, Unexpected},
};
use serde_json::json;

use super::{Body, Input};
use crate::{
    cli::timestamp,
    submission::{Submission, UnixMillis},
};

const DAY_MS: i64 = 86_400_000;
/// China's time is eight hours ahead of UTC, the whole year.
const CHINA_OFFSET_MS: i64 = 8 * 3_600_000;

/// A gold or fixture case: what it expects is not read here.
#[derive(Debug, Deserialize)]
pub(super) struct Case {
    pub(super) id: Option<String>,
    pub(super) submission: Option<Fields>,
}

/// The fields of `SubmitArticleRequest`; the body as text, in base64, or as the
/// name of a file beside the JSON.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    id: Option<String>,
    url: Option<String>,
    file: Option<String>,
    body: Option<String>,
    #[serde(deserialize_with = "read_base64")]
    body_base64: Option<Bytes>,
    content_type: Option<String>,
    #[serde(deserialize_with = "read_time")]
    published_at: Option<UnixMillis>,
    #[serde(deserialize_with = "read_time")]
    fetched_at: Option<UnixMillis>,
    title: Option<String>,
    source_name: Option<String>,
    labels: BTreeMap<String, String>,
    request_id: Option<String>,
    #[serde(deserialize_with = "read_time")]
    submitted_at: Option<UnixMillis>,
}

impl Fields {
    /// The input; `json` is the file it stands in. `id` is what it is called
    /// where it does not say.
    pub(super) fn into_input(self, json: &Path, id: String) -> Input {
        let body = match (self.body_base64, self.body, self.file) {
            (Some(bytes), _, _) => Body::Read(bytes),
            (None, Some(text), _) => Body::Read(Bytes::from(text)),
            (None, None, Some(file)) => Body::File(json.with_file_name(file)),
            (None, None, None) => Body::default(),
        };
        Input {
            id: self.id.unwrap_or(id),
            body,
            url: self.url.unwrap_or_default(),
            content_type: self.content_type.unwrap_or_default(),
            published_at: self.published_at,
            fetched_at: self.fetched_at,
            title: self.title,
            source_name: self.source_name,
            labels: self.labels,
            request_id: self.request_id,
            submitted_at: self.submitted_at,
        }
    }
}

fn read_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Bytes>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    match BASE64_STANDARD.decode(text) {
        Ok(bytes) => Ok(Some(bytes.into())),
        Err(error) => Err(D::Error::custom(format!("body_base64: {error}"))),
    }
}

fn read_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<UnixMillis>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    match parse_time(&text) {
        Some(time) => Ok(Some(time)),
        None => Err(D::Error::invalid_value(
            Unexpected::Str(&text),
            &"a day (2024-06-05) or a time (2024-06-05T08:30:00+08:00)",
        )),
    }
}

/// A submission as a line that [`Fields`] reads, with nothing lost.
pub(in crate::cli) fn render_line(submission: &Submission) -> String {
    let time = |time: UnixMillis| timestamp(time).to_string();
    json!({
        "url": submission.url,
        "content_type": submission.content_type,
        "published_at": submission.published_at.map(time),
        "fetched_at": submission.fetched_at.map(time),
        "title": submission.title,
        "source_name": submission.source_name,
        "labels": submission.labels,
        "request_id": submission.request_id,
        "submitted_at": time(submission.submitted_at),
        "body_base64": BASE64_STANDARD.encode(&submission.body),
    })
    .to_string()
}

/// A day, which begins in China's time, or an RFC 3339 time.
pub(in crate::cli) fn parse_time(text: &str) -> Option<UnixMillis> {
    if let Some(Edtf::Point(date)) = Edtf::parse(text) {
        let day = date.to_civil()?.to_epoch_day();
        return Some(UnixMillis(day * DAY_MS - CHINA_OFFSET_MS));
    }
    let time: prost_types::Timestamp = text.parse().ok()?;
    Some(UnixMillis(
        time.seconds * 1_000 + i64::from(time.nanos / 1_000_000),
    ))
}

/// The day in China at that time.
pub(in crate::cli) fn day_in_china(time: UnixMillis) -> Option<CivilDate> {
    CivilDate::from_epoch_day((time.0 + CHINA_OFFSET_MS).div_euclid(DAY_MS))
}
