//! What an operator chooses about the store.

use std::path::PathBuf;

use serde::Deserialize;

use super::{StoreError, StoreErrorKind};

/// Settings of the embedded store. Reading them touches no disk.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StoreConfig {
    /// Where everything is kept; made where it is missing. One process at a
    /// time can have it open.
    pub data_dir: PathBuf,
    /// Size of a journal segment. One more of this size is kept ready.
    /// Smaller segments let retention free space in smaller steps; each
    /// change of segment costs about a millisecond. Files of the index that
    /// hold what is large grow to the same size.
    pub segment_bytes: u64,
    /// Memory for the index: a quarter of it holds blocks of the log as they
    /// are sent, up to a quarter is sled's, an eighth filters (about 9 bytes
    /// an article, beyond which look-ups read the disk), about as much the
    /// newest rows, and a thirty-second part the places of rows in their
    /// files (about 6 bytes an article, beyond which they are read again as
    /// they are needed). What else is read is left to the system's own cache.
    pub cache_bytes: u64,
    /// Pending articles (about 250 bytes of memory each) at which further
    /// ones are refused until the worker has caught up.
    pub backlog_articles_max: usize,
    /// Submissions are refused while the disk has fewer bytes free.
    pub disk_reserve_bytes: u64,
    /// Submissions being written at one time, in bytes of memory; further
    /// ones wait.
    pub append_bytes_max: usize,
    /// What a refused submitter is told to wait.
    pub retry_after_ms: u64,
    /// Journal size beyond which the oldest segments are dropped; `None`
    /// keeps all. Segments with pending articles are never dropped. What is
    /// dropped cannot be processed again, neither by reprocessing nor by a
    /// rebuild.
    pub retention_bytes_max: Option<u64>,
    /// Age in days beyond which segments are dropped; `None` keeps all.
    pub retention_days_max: Option<u32>,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("alliance-data"),
            segment_bytes: 32 << 20,
            cache_bytes: 512 << 20,
            backlog_articles_max: 250_000,
            disk_reserve_bytes: 512 << 20,
            append_bytes_max: 128 << 20,
            retry_after_ms: 2_000,
            retention_bytes_max: None,
            retention_days_max: None,
        }
    }
}

impl StoreConfig {
    /// The smallest journal segment.
    pub const SEGMENT_BYTES_MIN: u64 = 64 << 10;
    /// The largest journal segment: positions are kept in 32 bits.
    pub const SEGMENT_BYTES_MAX: u64 = 1 << 30;
    /// The least memory that the index works with.
    pub const CACHE_BYTES_MIN: u64 = 1 << 20;

    /// Defaults in `data_dir`, but sized for tests: small segments, little
    /// memory, no reserve.
    pub fn for_test(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            segment_bytes: 256 << 10,
            cache_bytes: 16 << 20,
            disk_reserve_bytes: 0,
            ..Self::default()
        }
    }

    /// Whether the settings can work.
    ///
    /// # Errors
    /// Names the first setting that cannot, and its limits.
    pub fn validate(&self) -> Result<(), StoreError> {
        let refuse = |setting: String| Err(StoreError::new(StoreErrorKind::Unavailable, setting));
        if !(Self::SEGMENT_BYTES_MIN..=Self::SEGMENT_BYTES_MAX).contains(&self.segment_bytes) {
            return refuse(format!(
                "segment_bytes must be {} to {}, not {}",
                Self::SEGMENT_BYTES_MIN,
                Self::SEGMENT_BYTES_MAX,
                self.segment_bytes
            ));
        }
        if self.cache_bytes < Self::CACHE_BYTES_MIN {
            return refuse(format!(
                "cache_bytes must be at least {}, not {}",
                Self::CACHE_BYTES_MIN,
                self.cache_bytes
            ));
        }
        if self.backlog_articles_max == 0 || self.append_bytes_max == 0 {
            return refuse("backlog_articles_max and append_bytes_max must not be 0".to_owned());
        }
        if self.append_bytes_max > tokio::sync::Semaphore::MAX_PERMITS.min(u32::MAX as usize) {
            return refuse("append_bytes_max must be below 4 GiB".to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_settings_are_refused() {
        assert_eq!(
            toml::from_str::<StoreConfig>("").unwrap(),
            StoreConfig::default()
        );
        let error = toml::from_str::<StoreConfig>("segment_size = 1").unwrap_err();
        assert!(error.to_string().contains("segment_size"), "{error}");
    }

    #[test]
    fn settings_that_cannot_work_are_named() {
        StoreConfig::default().validate().unwrap();
        StoreConfig::for_test("x").validate().unwrap();
        for (setting, value) in [
            ("segment_bytes", "1"),
            ("cache_bytes", "0"),
            ("backlog_articles_max", "0"),
            ("append_bytes_max", "9000000000"),
        ] {
            let config: StoreConfig = toml::from_str(&format!("{setting} = {value}")).unwrap();
            let error = config.validate().unwrap_err();
            assert!(error.to_string().contains(setting), "{error}");
        }
    }
}
