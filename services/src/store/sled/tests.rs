mod crash;
mod damage;
pub(super) mod fixture;
mod folder;
#[cfg(target_os = "linux")]
mod power;

use async_trait::async_trait;
use tempfile::TempDir;

use super::EmbeddedStore;
use crate::store::{
    Store, StoreConfig,
    conformance::{Backend, append::BACKLOG_MAX, check_backend},
};

/// A data folder that goes away with it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn config(&self) -> StoreConfig {
        StoreConfig {
            backlog_articles_max: BACKLOG_MAX,
            ..StoreConfig::for_test(self.0.path())
        }
    }
}

#[async_trait]
impl Backend for Folder {
    async fn open(&self) -> Box<dyn Store> {
        Box::new(EmbeddedStore::open(self.config()).await.unwrap())
    }
}

check_backend!(Folder::new());
