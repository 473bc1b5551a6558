use std::{
    fs::{self, OpenOptions},
    os::unix::fs::FileExt as _,
    path::Path,
};

use bytes::Bytes;
use tempfile::TempDir;

use super::{
    JournalPosition, JournalRecord, JournalScan, JournalWriter, PreparedRecord, Retention, Scanned,
    segment::{DATA_OFFSET, segment_path},
};
use crate::{id::ArticleId, store::StoreErrorKind, submission::Submission};

const SEGMENT_BYTES: u64 = 64 << 10;

fn submission(number: usize, len: usize) -> Submission {
    Submission {
        url: format!("https://example.cn/{number}"),
        body: Bytes::from(vec![b'a'; len]),
        ..Submission::default()
    }
}

fn prepare(submission: &Submission) -> PreparedRecord {
    PreparedRecord::submission(submission.article_id(), submission.clone())
}

/// Ids of the sound records in order, and how many damages there are.
fn read_all(dir: &Path) -> (Vec<(JournalPosition, ArticleId)>, usize, JournalScan) {
    let mut scan = JournalScan::open(dir, JournalPosition::default()).unwrap();
    let mut records = Vec::new();
    let mut damages = 0;
    while let Some(scanned) = scan.next().unwrap() {
        match scanned {
            Scanned::Record(position, JournalRecord::Submission { id, submission }) => {
                assert_eq!(submission.article_id(), id);
                records.push((position, id));
            }
            Scanned::Record(position, JournalRecord::Deletion { id }) => {
                records.push((position, id));
            }
            Scanned::Damage(_) => damages += 1,
        }
    }
    (records, damages, scan)
}

fn open(dir: &Path) -> JournalWriter {
    let (_, _, scan) = read_all(dir);
    JournalWriter::open(dir, SEGMENT_BYTES, &scan).unwrap()
}

/// Appends submissions of these body lengths as one group.
fn append(writer: &mut JournalWriter, lens: &[usize]) -> Vec<(JournalPosition, ArticleId)> {
    let group = lens.iter().enumerate().map(|(number, len)| {
        let submission = submission(number, *len);
        let position = writer.write(&prepare(&submission)).unwrap();
        (position, submission.article_id())
    });
    let group = group.collect();
    writer.sync().unwrap();
    group
}

#[test]
fn records_are_read_back_in_order_and_by_position() {
    let dir = TempDir::new().unwrap();
    // 100,000 bytes do not fit a segment: they get one of their own.
    let lens = [10, 0, 30_000, 30_001, 100_000, 5, 50_000];
    let mut writer = open(dir.path());
    let written = append(&mut writer, &lens);
    let reader = writer.reader();
    for ((position, id), (number, len)) in written.iter().zip(lens.iter().enumerate()) {
        let expected = JournalRecord::Submission {
            id: *id,
            submission: Box::new(submission(number, *len)),
        };
        assert_eq!(reader.read(*position).unwrap(), Some(expected));
    }
    drop(writer);
    let (records, damages, _) = read_all(dir.path());
    assert_eq!((records, damages), (written, 0));
}

#[test]
fn a_deletion_is_a_record_too() {
    let dir = TempDir::new().unwrap();
    let mut writer = open(dir.path());
    let id = submission(1, 1).article_id();
    let position = writer.write(&PreparedRecord::deletion(id)).unwrap();
    writer.sync().unwrap();
    let read = writer.reader().read(position).unwrap();
    assert_eq!(read, Some(JournalRecord::Deletion { id }));
}

#[test]
fn a_tail_cut_anywhere_costs_the_last_record_alone() {
    let dir = TempDir::new().unwrap();
    let written = append(&mut open(dir.path()), &[50, 60]);
    let path = segment_path(dir.path(), 1);
    let whole = fs::read(&path).unwrap();
    let last = written[1].0;
    for cut in last.offset..last.offset + last.len {
        // What was not written yet is still zero.
        let mut torn = whole.clone();
        torn[cut as usize..].fill(0);
        fs::write(&path, torn).unwrap();
        let (records, _, _) = read_all(dir.path());
        assert_eq!(records, written[..1], "cut at {cut}");

        // The journal goes on where the sound records end.
        let mut writer = open(dir.path());
        let more = append(&mut writer, &[70]);
        drop(writer);
        let (records, damages, _) = read_all(dir.path());
        assert_eq!(records, [written[0], more[0]], "cut at {cut}");
        assert_eq!(damages, 0);
    }
}

#[test]
fn a_damaged_byte_costs_its_record_alone_and_is_told() {
    let dir = TempDir::new().unwrap();
    let written = append(&mut open(dir.path()), &[40, 40, 40]);
    let path = segment_path(dir.path(), 1);
    let whole = fs::read(&path).unwrap();
    for (at, (position, _)) in written.iter().enumerate() {
        for offset in position.offset..position.offset + position.len {
            let mut bytes = whole.clone();
            bytes[offset as usize] ^= 0x10;
            fs::write(&path, bytes).unwrap();
            let (records, damages, _) = read_all(dir.path());
            let mut sound = written.clone();
            sound.remove(at);
            assert_eq!(records, sound, "damaged at {offset}");
            assert_eq!(damages, 1, "damaged at {offset}");
            let error = open(dir.path()).reader().read(*position).unwrap_err();
            assert_eq!(error.kind, StoreErrorKind::Corrupt);
        }
    }
}

#[test]
fn one_copy_of_the_header_is_enough() {
    let dir = TempDir::new().unwrap();
    let written = append(&mut open(dir.path()), &[40]);
    let path = segment_path(dir.path(), 1);
    let whole = fs::read(&path).unwrap();
    for copy in [0, 2048] {
        let mut damaged = whole.clone();
        damaged[copy..copy + 32].fill(0xff);
        fs::write(&path, damaged).unwrap();
        assert_eq!(read_all(dir.path()).0, written);
    }
    fs::write(&path, vec![0; whole.len()]).unwrap();
    let mut scan = JournalScan::open(dir.path(), JournalPosition::default()).unwrap();
    let error = scan.next().unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Corrupt);
    assert!(error.to_string().contains("move it away"), "{error}");
}

#[test]
fn an_unknown_version_is_refused() {
    let dir = TempDir::new().unwrap();
    append(&mut open(dir.path()), &[40]);
    let path = segment_path(dir.path(), 1);
    let file = OpenOptions::new().write(true).open(&path).unwrap();
    file.write_all_at(&9_u32.to_le_bytes(), 8).unwrap();
    let mut scan = JournalScan::open(dir.path(), JournalPosition::default()).unwrap();
    let error = scan.next().unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Corrupt);
    assert!(error.to_string().contains("version 9"), "{error}");
}

#[test]
fn a_body_that_pretends_to_be_a_record_is_none() {
    let dir = TempDir::new().unwrap();
    let written = append(&mut open(dir.path()), &[40]);
    let (position, _) = written[0];
    let segment = fs::read(segment_path(dir.path(), 1)).unwrap();
    let frame = segment[position.offset as usize..][..position.len as usize].to_vec();

    // In another segment, whose salt differs, inside a record that breaks.
    let other = TempDir::new().unwrap();
    let mut writer = open(other.path());
    let forged = Submission {
        body: Bytes::from([vec![0; 8], frame].concat()),
        ..submission(7, 0)
    };
    let first = writer.write(&prepare(&forged)).unwrap();
    writer.sync().unwrap();
    let second = append(&mut writer, &[10]);
    drop(writer);
    let path = segment_path(other.path(), 1);
    let file = OpenOptions::new().write(true).open(&path).unwrap();
    file.write_all_at(&[0xff], u64::from(first.offset)).unwrap();
    let (records, damages, _) = read_all(other.path());
    assert_eq!((records, damages), (second, 1));
}

#[test]
fn retention_drops_the_oldest_and_uses_their_files_again() {
    let dir = TempDir::new().unwrap();
    let mut writer = open(dir.path());
    let written = append(&mut writer, &[50_000; 6]);
    let reader = writer.reader();
    let bytes = reader.bytes();
    assert_eq!(bytes, 6 * SEGMENT_BYTES);

    let retention = Retention {
        bytes_max: Some(2 * SEGMENT_BYTES),
        age_max: None,
    };
    // What is pending in the third segment keeps it and all behind it.
    writer.retire(retention, written[2].0).unwrap();
    assert_eq!(reader.bytes(), 4 * SEGMENT_BYTES);
    assert_eq!(reader.read(written[1].0).unwrap(), None);
    assert!(reader.read(written[2].0).unwrap().is_some());

    let end = written[5].0.end();
    writer.retire(retention, end).unwrap();
    assert_eq!(reader.bytes(), 2 * SEGMENT_BYTES);
    assert!(reader.read(written[4].0).unwrap().is_some());

    // Files in their next life show nothing of the one before.
    let more = append(&mut writer, &[10, 60_000, 60_000]);
    assert_eq!(reader.read(written[0].0).unwrap(), None);
    drop(writer);
    let (records, damages, _) = read_all(dir.path());
    assert_eq!(records, [&written[4..], &more[..]].concat());
    assert_eq!(damages, 0);
}

#[test]
fn a_reused_file_that_tears_gives_back_nothing_old() {
    let dir = TempDir::new().unwrap();
    let mut writer = open(dir.path());
    let written = append(&mut writer, &[20_000; 12]);
    let keep_last = Retention {
        bytes_max: Some(0),
        age_max: None,
    };
    writer.retire(keep_last, written[11].0.end()).unwrap();
    let more = append(&mut writer, &[20_000; 6]);
    drop(writer);
    let (last, _) = *more.last().unwrap();
    assert!(last.segment > written[11].0.segment);
    let file = OpenOptions::new()
        .write(true)
        .open(segment_path(dir.path(), last.segment))
        .unwrap();
    file.write_all_at(&[0xff; 100], u64::from(last.offset))
        .unwrap();
    let (records, damages, scan) = read_all(dir.path());
    let kept = written
        .iter()
        .filter(|(position, _)| position.segment >= records[0].0.segment);
    let expected: Vec<_> = kept.chain(&more[..5]).copied().collect();
    assert_eq!((records, damages), (expected, 1));
    assert_eq!(scan.end().unwrap().offset, last.offset);
    assert!(u64::from(last.offset) >= DATA_OFFSET);
}
