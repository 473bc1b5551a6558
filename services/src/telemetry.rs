//! Logs and metrics: how they are set up, and what metrics there are. Spans
//! and labels carry ids, states and reasons, never texts of articles.

mod logs;
mod sampler;

use std::net::SocketAddr;

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder};
use thiserror::Error;

pub use self::{
    logs::{init_logs, log_panics},
    sampler::sample_store,
};

pub const CALLS_TOTAL: &str = "alliance_calls_total";
pub const CALL_SECONDS: &str = "alliance_call_seconds";
pub const SUBMITTED_TOTAL: &str = "alliance_articles_submitted_total";
pub const ITEMS_REFUSED_TOTAL: &str = "alliance_items_refused_total";
pub const SUBMITTED_BYTES_TOTAL: &str = "alliance_articles_submitted_bytes_total";
pub const PROCESSED_TOTAL: &str = "alliance_articles_processed_total";
pub const FAILED_TOTAL: &str = "alliance_articles_failed_total";
pub const RETRIED_TOTAL: &str = "alliance_articles_retried_total";
pub const NORMALIZE_SECONDS: &str = "alliance_article_normalize_seconds";
pub const COMMIT_SECONDS: &str = "alliance_commit_seconds";
pub const COMMIT_ARTICLES: &str = "alliance_commit_articles";
pub const EVENTS_WRITTEN_TOTAL: &str = "alliance_events_written_total";
pub const EVENTS_DELIVERED_TOTAL: &str = "alliance_events_delivered_total";
pub const READERS: &str = "alliance_readers";
pub const ARTICLES: &str = "alliance_articles";
pub const EVENTS: &str = "alliance_events";
pub const JOURNAL_BYTES: &str = "alliance_journal_bytes";
pub const INDEX_BYTES: &str = "alliance_index_bytes";
pub const LOG_SEQUENCE: &str = "alliance_log_sequence";

/// Bounds of the histograms of durations: a tenth of a millisecond to half a
/// minute.
const SECONDS_BUCKETS: [f64; 12] = [
    0.000_1, 0.000_3, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0,
];
const ARTICLES_BUCKETS: [f64; 8] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0];

/// Why telemetry cannot be set up.
#[derive(Debug, Error)]
pub enum TelemetryError {
    #[error("the log filter cannot be read")]
    Filter(#[source] tracing_subscriber::filter::ParseError),
    #[error("logging has been set up before")]
    Logs(#[source] tracing_subscriber::util::TryInitError),
    #[error("metrics cannot be served on {address}")]
    Metrics {
        address: SocketAddr,
        source: BuildError,
    },
    #[error("metrics have been set up before")]
    Recorder(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Serves Prometheus metrics on `address` for the rest of the process; needs
/// a tokio runtime.
///
/// # Errors
/// Where the address is taken, or metrics have been set up before.
pub fn serve_metrics(address: SocketAddr) -> Result<(), TelemetryError> {
    let failed = |source| TelemetryError::Metrics { address, source };
    let (recorder, exporter) = PrometheusBuilder::new()
        .with_http_listener(address)
        .set_buckets(&SECONDS_BUCKETS)
        .and_then(|builder| {
            builder.set_buckets_for_metric(
                Matcher::Full(COMMIT_ARTICLES.to_owned()),
                &ARTICLES_BUCKETS,
            )
        })
        .and_then(PrometheusBuilder::build)
        .map_err(failed)?;
    metrics::set_global_recorder(recorder)
        .map_err(|error| TelemetryError::Recorder(error.to_string().into()))?;
    tokio::spawn(async move {
        if exporter.await.is_err() {
            tracing::error!("the metrics listener has stopped");
        }
    });
    describe_metrics();
    Ok(())
}

fn describe_metrics() {
    describe_counter!(
        CALLS_TOTAL,
        "calls by method and outcome (OK, or the error's reason)"
    );
    describe_histogram!(CALL_SECONDS, Unit::Seconds, "time of calls by method");
    describe_counter!(SUBMITTED_TOTAL, "submissions acknowledged, by duplicate");
    describe_counter!(
        ITEMS_REFUSED_TOTAL,
        "items of SubmitArticles refused, by reason"
    );
    describe_counter!(SUBMITTED_BYTES_TOTAL, Unit::Bytes, "bodies acknowledged");
    describe_counter!(PROCESSED_TOTAL, "articles processed");
    describe_counter!(FAILED_TOTAL, "articles failed for good, by reason");
    describe_counter!(
        RETRIED_TOTAL,
        "attempts that failed and will be repeated, by reason"
    );
    describe_histogram!(
        NORMALIZE_SECONDS,
        Unit::Seconds,
        "time of normalizing one article"
    );
    describe_histogram!(
        COMMIT_SECONDS,
        Unit::Seconds,
        "time of merging and committing a batch"
    );
    describe_histogram!(COMMIT_ARTICLES, "articles in one commit");
    describe_counter!(EVENTS_WRITTEN_TOTAL, "event revisions written");
    describe_counter!(EVENTS_DELIVERED_TOTAL, "events delivered to readers");
    describe_gauge!(READERS, "ListEvents streams under way");
    describe_gauge!(ARTICLES, "articles by state; pending is the backlog");
    describe_gauge!(EVENTS, "events by state");
    describe_gauge!(JOURNAL_BYTES, Unit::Bytes, "size of the intake journal");
    describe_gauge!(INDEX_BYTES, Unit::Bytes, "size of the index");
    describe_gauge!(LOG_SEQUENCE, "newest position of the event log");
}
