use bytes::Bytes;

use super::*;

fn entries(number: u64, bytes: usize) -> Vec<LogEntry> {
    let entry = |seq| LogEntry {
        seq,
        encoded: Bytes::from(vec![b'e'; bytes]),
    };
    let Range { start, end } = positions(number);
    (start.0..end.0).map(Seq).map(entry).collect()
}

fn kept(blocks: &Blocks) -> Vec<u64> {
    (0..100).filter(|number| blocks.0.keeps(*number)).collect()
}

#[test]
fn a_block_comes_back_as_it_was_put() {
    let blocks = Blocks::new(1 << 20);
    assert!(blocks.get(7).is_none());
    let put = entries(7, 30);
    blocks.put(7, Some(&put));
    assert_eq!(blocks.get(7).unwrap().unwrap().as_ref(), put);
    blocks.put(8, None);
    assert_eq!(blocks.get(8).unwrap(), None);
}

#[test]
fn a_change_drops_the_block_it_lies_in() {
    let blocks = Blocks::new(1 << 20);
    for number in 0..4 {
        blocks.put(number, Some(&entries(number, 30)));
    }
    let last_of_first = Seq(BLOCK_POSITIONS - 1);
    blocks.drop_changed([last_of_first, positions(2).start].into_iter());
    assert_eq!(kept(&blocks), [1, 3]);
}

#[test]
fn what_was_not_used_for_longest_goes_first_and_bytes_are_bounded() {
    let bytes_max = 3 * (BLOCK_COST + usize::try_from(BLOCK_POSITIONS).unwrap() * 1_100);
    let blocks = Blocks::new(bytes_max);
    for number in 0..3 {
        blocks.put(number, Some(&entries(number, 1_000)));
    }
    assert_eq!(kept(&blocks), [0, 1, 2]);
    blocks.get(0).unwrap();
    blocks.put(3, Some(&entries(3, 1_000)));
    assert_eq!(kept(&blocks), [0, 2, 3]);
    for number in 0..50 {
        blocks.put(number, Some(&entries(number, 500)));
        blocks.put(number, Some(&entries(number, 700)));
        assert!(blocks.0.bytes() <= bytes_max);
    }
}
