//! Gauges that are read off the store from time to time.

use std::{sync::Arc, time::Duration};

use metrics::gauge;
use tokio::time::MissedTickBehavior;

use super::{ARTICLES, EVENTS, INDEX_BYTES, JOURNAL_BYTES, LOG_SEQUENCE};
use crate::{
    shutdown::{Phase, PhaseWatch},
    store::{Store, StoreStats},
};

/// How old a gauge may be.
const SAMPLE_EVERY: Duration = Duration::from_secs(5);

/// Keeps the store's gauges up to date until the service stops.
pub async fn sample_store(store: Arc<dyn Store>, phase: PhaseWatch) {
    let stopped = phase.reached(Phase::Stopped);
    tokio::pin!(stopped);
    let mut ticks = tokio::time::interval(SAMPLE_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let head = store.head();
    loop {
        tokio::select! {
            () = &mut stopped => return,
            _ = ticks.tick() => {}
        }
        match store.stats().await {
            Ok(stats) => set_gauges(&stats, head.borrow().0),
            Err(error) => tracing::warn!(%error, "the store's sizes cannot be read"),
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "gauges are floats; counts stay below 2^53"
)]
fn set_gauges(stats: &StoreStats, sequence: u64) {
    gauge!(ARTICLES, "state" => "pending").set(stats.articles_pending_count as f64);
    gauge!(ARTICLES, "state" => "processed").set(stats.articles_processed_count as f64);
    gauge!(ARTICLES, "state" => "failed").set(stats.articles_failed_count as f64);
    gauge!(EVENTS, "state" => "active").set(stats.events_active_count as f64);
    gauge!(EVENTS, "state" => "retracted").set(stats.events_retracted_count as f64);
    gauge!(EVENTS, "state" => "merged").set(stats.events_merged_count as f64);
    gauge!(JOURNAL_BYTES).set(stats.journal_bytes as f64);
    gauge!(INDEX_BYTES).set(stats.index_bytes as f64);
    gauge!(LOG_SEQUENCE).set(sequence as f64);
}
