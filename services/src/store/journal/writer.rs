//! Appends records in groups: many writes into one buffer, one write to the
//! file, one `fdatasync`.

use std::{
    collections::VecDeque,
    fs,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use super::{
    JournalPosition, JournalReader, PreparedRecord, StoreError, StoreErrorKind, disk_error,
    frame::{END, align},
    recovery::JournalScan,
    segment::{DATA_OFFSET, PAGE_BYTES, Segment, list_segments, segment_path, sync_dir},
    spare::{Spares, count_spares, new_path},
};

/// Freed files that are kept to be used again.
const SPARES_KEPT: usize = 3;

/// The buffer is given back to the system beyond this.
const BUFFER_BYTES_KEPT: usize = 8 << 20;

/// The one writer of a journal.
///
/// After an error of a write or of `fdatasync` nothing is known about what
/// the disk holds: the writer then refuses everything (reopening the journal
/// reads what is sound).
#[derive(Debug)]
pub(in crate::store) struct JournalWriter {
    dir: PathBuf,
    spares: Spares,
    reader: Arc<JournalReader>,
    /// Numbers and sizes, ascending; the last is being written.
    segments: VecDeque<(u64, u64)>,
    current: Option<Segment>,
    /// Where in the current segment the buffer goes.
    offset: u64,
    /// Frames not yet written.
    buffer: Vec<u8>,
    poisoned: bool,
}

/// What retention may drop.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::store) struct Retention {
    pub(in crate::store) bytes_max: Option<u64>,
    pub(in crate::store) age_max: Option<Duration>,
}

impl JournalWriter {
    /// Goes on behind the last sound record that `scan`, which must have
    /// reached the end, has found.
    pub(in crate::store) fn open(
        dir: &Path,
        segment_bytes: u64,
        scan: &JournalScan,
    ) -> Result<Self, StoreError> {
        let mut segments = VecDeque::new();
        for number in list_segments(dir)? {
            let path = segment_path(dir, number);
            let data = fs::metadata(&path).map_err(|error| disk_error("look at", &path, error))?;
            segments.push_back((number, data.len()));
        }
        let mut writer = Self {
            dir: dir.to_path_buf(),
            spares: Spares::start(dir, segment_bytes)?,
            reader: Arc::new(JournalReader::new(dir)),
            segments,
            current: None,
            offset: DATA_OFFSET,
            buffer: Vec::new(),
            poisoned: false,
        };
        if let Some(tail) = scan.tail {
            writer.current = Segment::open(dir, tail.segment)?;
            writer.offset = tail.offset;
            // Cuts off what a crash has left behind the last sound record.
            writer.sync()?;
        }
        writer.publish_extent();
        Ok(writer)
    }

    pub(in crate::store) fn reader(&self) -> Arc<JournalReader> {
        Arc::clone(&self.reader)
    }

    /// Puts a record into the group. It is durable after the next
    /// [`Self::sync`] that returns without error.
    ///
    /// # Errors
    /// The record is then not part of the group; what is in it already still
    /// waits for `sync`.
    pub(in crate::store) fn write(
        &mut self,
        record: &PreparedRecord,
    ) -> Result<JournalPosition, StoreError> {
        self.refuse_if_poisoned()?;
        let too_long =
            || StoreError::new(StoreErrorKind::Unavailable, "a journal record over 1 GiB");
        let header = record.frame_header().ok_or_else(too_long)?;
        let len = u32::try_from(header.frame_len())
            .ok()
            .filter(|len| *len <= 1 << 30)
            .ok_or_else(too_long)?;
        self.make_room(header.frame_len())?;
        let Some(segment) = &self.current else {
            return Err(StoreError::new(
                StoreErrorKind::Unavailable,
                "no journal segment",
            ));
        };
        let position = JournalPosition {
            segment: segment.number,
            offset: u32::try_from(self.offset + self.buffer.len() as u64).unwrap_or(u32::MAX),
            len,
        };
        self.buffer.extend(header.encode(segment.salt));
        for part in record.payload_parts() {
            self.buffer.extend_from_slice(part);
        }
        let padded = usize::try_from(align(self.buffer.len() as u64)).unwrap_or(usize::MAX);
        self.buffer.resize(padded, 0);
        Ok(position)
    }

    /// Makes the group durable: one write and one `fdatasync`.
    ///
    /// # Errors
    /// Nothing of the group may be acknowledged, and the writer refuses
    /// everything from then on.
    pub(in crate::store) fn sync(&mut self) -> Result<(), StoreError> {
        self.refuse_if_poisoned()?;
        let Some(segment) = &self.current else {
            return Ok(());
        };
        let group_bytes = self.buffer.len() as u64;
        // Up to the end of a page: of half a page, the system would read the
        // other half first.
        let end = self.offset + group_bytes;
        let ended = (end + END.len() as u64).next_multiple_of(PAGE_BYTES);
        let ended = ended.min(segment.bytes).max(end);
        let padded = self.buffer.len() + usize::try_from(ended - end).unwrap_or_default();
        self.buffer.resize(padded, 0);
        let written = segment
            .file
            .write_all_at(&self.buffer, self.offset)
            .and_then(|()| segment.file.sync_data());
        self.buffer.clear();
        self.buffer.shrink_to(BUFFER_BYTES_KEPT);
        if let Err(error) = written {
            self.poisoned = true;
            return Err(disk_error("write and sync", &segment.path, error));
        }
        self.offset += group_bytes;
        Ok(())
    }

    /// Drops the oldest segments that are over the limits, all of them before
    /// `keep_from`; the files are used again or removed.
    pub(in crate::store) fn retire(
        &mut self,
        retention: Retention,
        keep_from: JournalPosition,
    ) -> Result<(), StoreError> {
        let mut bytes: u64 = self.segments.iter().map(|(_, bytes)| bytes).sum();
        let mut freed = Vec::new();
        while let Some((number, segment_bytes)) = self.segments.front().copied()
            && self.segments.len() > 1
            && number < keep_from.segment
        {
            let path = segment_path(&self.dir, number);
            let over_bytes = retention.bytes_max.is_some_and(|max| bytes > max);
            let over_age = retention.age_max.is_some_and(|max| age(&path) > Some(max));
            if !over_bytes && !over_age {
                break;
            }
            bytes -= segment_bytes;
            self.segments.pop_front();
            freed.push(path);
        }
        if freed.is_empty() {
            return Ok(());
        }
        // Readers learn first, so that none takes a file's next life for this.
        self.publish_extent();
        for path in &freed {
            let retired = if count_spares(&self.dir) < SPARES_KEPT {
                fs::rename(path, new_path(&self.dir))
            } else {
                fs::remove_file(path)
            };
            retired.map_err(|error| disk_error("retire", path, error))?;
        }
        sync_dir(&self.dir)
    }

    /// Sees to it that the current segment can take a frame of this length.
    fn make_room(&mut self, frame_len: u64) -> Result<(), StoreError> {
        let needed = self.offset + self.buffer.len() as u64 + frame_len;
        if self
            .current
            .as_ref()
            .is_some_and(|current| needed <= current.bytes)
        {
            return Ok(());
        }
        self.sync()?;
        let number = self.segments.back().map_or(1, |(last, _)| last + 1);
        let blank = self.spares.take(DATA_OFFSET + frame_len)?;
        let segment = Segment::install(&self.dir, number, blank)?;
        self.segments.push_back((number, segment.bytes));
        self.current = Some(segment);
        self.offset = DATA_OFFSET;
        self.publish_extent();
        Ok(())
    }

    fn publish_extent(&self) {
        let first = self.segments.front().map_or(0, |(number, _)| *number);
        let bytes = self.segments.iter().map(|(_, bytes)| bytes).sum();
        self.reader.set_extent(first, bytes);
    }

    fn refuse_if_poisoned(&self) -> Result<(), StoreError> {
        if self.poisoned {
            return Err(StoreError::new(
                StoreErrorKind::Unavailable,
                "the journal takes nothing more: a write or sync of it has failed; restart",
            ));
        }
        Ok(())
    }
}

/// Since the last write; `None` where the clock or the file does not say.
fn age(path: &Path) -> Option<Duration> {
    fs::metadata(path).ok()?.modified().ok()?.elapsed().ok()
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;
    use crate::submission::Submission;

    #[test]
    fn after_a_failed_sync_nothing_is_taken() {
        let dir = tempfile::tempdir().unwrap();
        let mut scan = JournalScan::open(dir.path(), JournalPosition::default()).unwrap();
        assert!(scan.next().unwrap().is_none());
        let mut writer = JournalWriter::open(dir.path(), 64 << 10, &scan).unwrap();
        let submission = Submission::default();
        let record = PreparedRecord::submission(submission.article_id(), submission);
        writer.write(&record).unwrap();
        writer.sync().unwrap();

        // A file that is open for reading refuses the write.
        let segment = writer.current.as_mut().unwrap();
        segment.file = File::open(&segment.path).unwrap();
        writer.write(&record).unwrap();
        assert_eq!(writer.sync().unwrap_err().kind, StoreErrorKind::Unavailable);
        assert_eq!(
            writer.write(&record).unwrap_err().kind,
            StoreErrorKind::Unavailable
        );
        assert_eq!(writer.sync().unwrap_err().kind, StoreErrorKind::Unavailable);
    }
}
