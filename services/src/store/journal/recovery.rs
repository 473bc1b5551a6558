//! Reads a journal from the front and keeps what is sound: a torn tail is
//! left out, damage in the middle is stepped over to the next sound record,
//! and both are told.

use std::{collections::VecDeque, os::unix::fs::FileExt as _, path::PathBuf};

use bytes::Bytes;

use super::{
    JournalPosition, JournalRecord, StoreError, disk_error,
    frame::{ALIGN_BYTES, END, FrameHeader, HEADER_BYTES, align, read_frame},
    segment::{DATA_OFFSET, Salt, Segment, list_segments},
};

/// A part of a segment that holds no sound record where one was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Damage {
    pub(in crate::store) segment: u64,
    /// Of the first byte in the segment.
    pub(in crate::store) offset: u64,
    /// Up to the next sound record; `None` where none follows: then it is
    /// what a crash left of writes that were never acknowledged, if this is
    /// the last segment.
    pub(in crate::store) bytes: Option<u64>,
}

/// What a scan comes upon.
#[derive(Debug)]
pub(in crate::store) enum Scanned {
    Record(JournalPosition, JournalRecord),
    Damage(Damage),
}

/// Where the last segment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tail {
    pub(super) segment: u64,
    /// Where the next record goes.
    pub(super) offset: u64,
}

/// Goes through the records from a position on, one segment in memory at a
/// time.
#[derive(Debug)]
pub(in crate::store) struct JournalScan {
    dir: PathBuf,
    from: JournalPosition,
    /// Not yet read.
    segments: VecDeque<u64>,
    walk: Option<SegmentWalk>,
    pub(super) tail: Option<Tail>,
}

impl JournalScan {
    /// Begins at the first record at or behind `from`.
    pub(in crate::store) fn open(
        dir: impl Into<PathBuf>,
        from: JournalPosition,
    ) -> Result<Self, StoreError> {
        let dir = dir.into();
        let mut segments = VecDeque::from(list_segments(&dir)?);
        // The last one is always looked at: the writer goes on at its end.
        while segments.len() > 1 && segments.front().is_some_and(|first| *first < from.segment) {
            segments.pop_front();
        }
        Ok(Self {
            dir,
            from,
            segments,
            walk: None,
            tail: None,
        })
    }

    /// Where the journal ends, once the scan has come there; `None` where
    /// there is no segment.
    pub(in crate::store) fn end(&self) -> Option<JournalPosition> {
        self.tail.map(|tail| JournalPosition {
            segment: tail.segment,
            offset: u32::try_from(tail.offset).unwrap_or(u32::MAX),
            len: 0,
        })
    }

    /// The next record or damage; `None` at the journal's end.
    ///
    /// # Errors
    /// `Corrupt` for a segment or record of an unknown version or kind;
    /// `Unavailable` where the disk does not answer.
    pub(in crate::store) fn next(&mut self) -> Result<Option<Scanned>, StoreError> {
        loop {
            let Some(walk) = &mut self.walk else {
                let Some(number) = self.segments.pop_front() else {
                    return Ok(None);
                };
                self.walk = SegmentWalk::load(&self.dir, number)?;
                continue;
            };
            match walk.step() {
                Step::Record(position, header, payload) => {
                    if position >= self.from {
                        let record = JournalRecord::decode(header.kind, &payload)?;
                        return Ok(Some(Scanned::Record(position, record)));
                    }
                }
                Step::Gap { offset, bytes } => {
                    return Ok(Some(Scanned::Damage(Damage {
                        segment: walk.number,
                        offset,
                        bytes: Some(bytes),
                    })));
                }
                Step::End { offset, clean } => {
                    let segment = walk.number;
                    self.walk = None;
                    self.tail = Some(Tail { segment, offset });
                    if !clean {
                        return Ok(Some(Scanned::Damage(Damage {
                            segment,
                            offset,
                            bytes: None,
                        })));
                    }
                }
            }
        }
    }
}

/// Steps through a segment that is in memory.
#[derive(Debug)]
struct SegmentWalk {
    number: u64,
    salt: Salt,
    bytes: Bytes,
    offset: usize,
}

enum Step {
    Record(JournalPosition, FrameHeader, Bytes),
    Gap { offset: u64, bytes: u64 },
    End { offset: u64, clean: bool },
}

impl SegmentWalk {
    /// `None` where the file went away.
    fn load(dir: &std::path::Path, number: u64) -> Result<Option<Self>, StoreError> {
        let Some(segment) = Segment::open(dir, number)? else {
            return Ok(None);
        };
        let mut bytes = vec![0; usize::try_from(segment.bytes).unwrap_or(usize::MAX)];
        segment
            .file
            .read_exact_at(&mut bytes, 0)
            .map_err(|error| disk_error("read", &segment.path, error))?;
        Ok(Some(Self {
            number,
            salt: segment.salt,
            bytes: bytes.into(),
            offset: usize::try_from(DATA_OFFSET).unwrap_or(usize::MAX),
        }))
    }

    fn step(&mut self) -> Step {
        let start = self.offset;
        let rest = self.bytes.get(start..).unwrap_or_default();
        if let Some((header, payload)) = read_frame(rest, self.salt) {
            let payload = self.bytes.slice_ref(payload);
            let position = JournalPosition {
                segment: self.number,
                offset: u32::try_from(start).unwrap_or(u32::MAX),
                len: u32::try_from(header.frame_len()).unwrap_or(u32::MAX),
            };
            let end = align(start as u64 + header.frame_len());
            self.offset = usize::try_from(end).unwrap_or(usize::MAX);
            return Step::Record(position, header, payload);
        }
        if let Some(skipped) = find_frame(rest, self.salt) {
            self.offset = start + skipped;
            return Step::Gap {
                offset: start as u64,
                bytes: skipped as u64,
            };
        }
        Step::End {
            offset: start as u64,
            clean: rest.len() < HEADER_BYTES || rest.starts_with(&END),
        }
    }
}

/// How far behind the start of `bytes` the next sound frame begins.
fn find_frame(bytes: &[u8], salt: Salt) -> Option<usize> {
    (ALIGN_BYTES..bytes.len()).step_by(ALIGN_BYTES).find(|at| {
        bytes
            .get(*at..)
            .is_some_and(|rest| read_frame(rest, salt).is_some())
    })
}
