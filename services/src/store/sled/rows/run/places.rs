//! Goes through the blocks of a run by its index, whose pages are read as they
//! are needed: however many blocks there are, only the root of each index and
//! the pages used last are in memory.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use super::{
    Run,
    layout::{Page, Place},
};
use crate::store::{StoreError, sled::recently_used::RecentlyUsed};

/// Of a page in the maps, about.
const PAGE_COST: usize = 200;

/// Pages of all runs but their roots, those used last.
#[derive(Debug)]
pub(in crate::store::sled::rows) struct Pages {
    /// By the number of their run, and where they are in it.
    kept: RecentlyUsed<(u64, u64), Arc<Page>>,
    runs: AtomicU64,
}

impl Pages {
    /// Keeps pages of so many bytes.
    pub(in crate::store::sled::rows) fn new(bytes_max: usize) -> Self {
        Self {
            kept: RecentlyUsed::new(bytes_max),
            runs: AtomicU64::new(0),
        }
    }

    /// What tells the pages of a run from those of all others.
    pub(super) fn number_run(&self) -> u64 {
        self.runs.fetch_add(1, Ordering::Relaxed)
    }

    pub(super) fn get(&self, run: u64, place: &Place) -> Option<Arc<Page>> {
        self.kept.get((run, place.offset))
    }

    pub(super) fn put(&self, run: u64, place: &Place, page: Arc<Page>) {
        let bytes = PAGE_COST + page.bytes();
        self.kept.put((run, place.offset), page, bytes);
    }

    /// Of all that is kept.
    #[cfg(test)]
    pub(in crate::store::sled::rows) fn bytes(&self) -> usize {
        self.kept.bytes()
    }
}

/// Blocks of a run, in order.
#[derive(Debug)]
pub(in crate::store::sled::rows) struct Places<'a> {
    run: &'a Run,
    /// The pages from the root down, and which place of each comes next.
    path: Vec<(Arc<Page>, usize)>,
    keeps_pages: bool,
}

impl<'a> Places<'a> {
    /// All from the one on in which a key is, if it is here. What reads a
    /// whole run does better not to keep its pages.
    pub(in crate::store::sled::rows) fn from(
        run: &'a Run,
        key: &[u8],
        keeps_pages: bool,
    ) -> Result<Self, StoreError> {
        let mut path = Vec::new();
        let mut page = Arc::clone(&run.root);
        loop {
            let number = page.place_of(key).unwrap_or(0);
            let below = match page.level.checked_sub(1) {
                Some(level) => page.places.get(number).zip(Some(level)),
                None => None,
            };
            let Some((place, level)) = below else {
                path.push((page, number));
                break;
            };
            let below = run.page(place, level, keeps_pages)?;
            path.push((page, number + 1));
            page = below;
        }
        Ok(Self {
            run,
            path,
            keeps_pages,
        })
    }

    pub(in crate::store::sled::rows) fn next(&mut self) -> Result<Option<Place>, StoreError> {
        while let Some((page, number)) = self.path.last_mut() {
            let Some(place) = page.places.get(*number) else {
                self.path.pop();
                continue;
            };
            *number += 1;
            let Some(level) = page.level.checked_sub(1) else {
                return Ok(Some(place.clone()));
            };
            let below = self.run.page(place, level, self.keeps_pages)?;
            self.path.push((below, 0));
        }
        Ok(None)
    }
}
