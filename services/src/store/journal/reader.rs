//! Reads records back by position, beside the writer.

use std::{
    collections::HashMap,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;

use super::{
    JournalPosition, JournalRecord, StoreError, corrupt, disk_error,
    frame::{HEADER_BYTES, read_frame},
    segment::Segment,
};

/// Segments kept open for reading; more are opened and closed as needed.
const OPEN_SEGMENTS_MAX: usize = 64;

/// Shared by all readers of a journal.
#[derive(Debug)]
pub(in crate::store) struct JournalReader {
    dir: PathBuf,
    open: Mutex<HashMap<u64, Arc<Segment>>>,
    /// Segments before it were dropped by retention.
    first_segment: AtomicU64,
    bytes: AtomicU64,
}

impl JournalReader {
    pub(super) fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_path_buf(),
            open: Mutex::default(),
            first_segment: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
        }
    }

    /// The record at a position that a writer gave; `None` where retention
    /// has dropped it.
    ///
    /// # Errors
    /// `Corrupt` where the record is not what was written.
    pub(in crate::store) fn read(
        &self,
        position: JournalPosition,
    ) -> Result<Option<JournalRecord>, StoreError> {
        if !self.keeps(position) {
            return Ok(None);
        }
        match self.read_sound(position) {
            // It may have been dropped, and its file used again, just now.
            Err(_) if !self.keeps(position) => Ok(None),
            outcome => outcome,
        }
    }

    /// Whether retention has left the record in place.
    pub(in crate::store) fn keeps(&self, position: JournalPosition) -> bool {
        position.segment >= self.first_segment.load(Ordering::Acquire)
    }

    /// Bytes of all segments.
    pub(in crate::store) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Tells of the segments that are there now.
    pub(super) fn set_extent(&self, first_segment: u64, bytes: u64) {
        self.first_segment.store(first_segment, Ordering::Release);
        self.bytes.store(bytes, Ordering::Relaxed);
        self.lock().retain(|number, _| *number >= first_segment);
    }

    fn read_sound(&self, position: JournalPosition) -> Result<Option<JournalRecord>, StoreError> {
        let Some(segment) = self.open_segment(position.segment)? else {
            return Ok(None);
        };
        let mut frame = vec![0; usize::try_from(position.len).unwrap_or(usize::MAX)];
        segment
            .file
            .read_exact_at(&mut frame, u64::from(position.offset))
            .map_err(|error| disk_error("read", &segment.path, error))?;
        let Some((header, payload)) = read_frame(&frame, segment.salt) else {
            return Err(corrupt(format!(
                "the record at {} of {} is damaged",
                position.offset,
                segment.path.display()
            )));
        };
        let end = HEADER_BYTES + payload.len();
        let payload = Bytes::from(frame).slice(HEADER_BYTES..end);
        JournalRecord::decode(header.kind, &payload).map(Some)
    }

    fn open_segment(&self, number: u64) -> Result<Option<Arc<Segment>>, StoreError> {
        if let Some(segment) = self.lock().get(&number) {
            return Ok(Some(Arc::clone(segment)));
        }
        let Some(segment) = Segment::open(&self.dir, number)?.map(Arc::new) else {
            return Ok(None);
        };
        let mut open = self.lock();
        if open.len() >= OPEN_SEGMENTS_MAX
            && let Some(oldest) = open.keys().min().copied()
        {
            open.remove(&oldest);
        }
        open.insert(number, Arc::clone(&segment));
        Ok(Some(segment))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, Arc<Segment>>> {
        // A panic elsewhere leaves the map as good as it was.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
