//! Features: what a passage looks like, each told by a number that a model may
//! have weights for.

use crate::model::{FNV_OFFSET, FNV_PRIME, bucket, hash_bytes, spread};

/// One feature, by what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::event) struct Feature {
    hash: u32,
    /// Whether it counts for more at some distances from the event than at
    /// others.
    pub(in crate::event) is_local: bool,
}

impl Feature {
    pub(in crate::event) fn of_bytes(name: &'static str, value: &[u8]) -> Self {
        let hash = hash_bytes(hash_bytes(FNV_OFFSET, name.as_bytes()), b"=");
        Self {
            hash: hash_bytes(hash, value),
            is_local: false,
        }
    }

    pub(in crate::event) fn new(name: &'static str, value: &str) -> Self {
        Self::of_bytes(name, value.as_bytes())
    }

    pub(in crate::event) fn local(name: &'static str, value: &str) -> Self {
        Self::of_local_bytes(name, value.as_bytes())
    }

    pub(in crate::event) fn of_local_bytes(name: &'static str, value: &[u8]) -> Self {
        Self {
            is_local: true,
            ..Self::of_bytes(name, value)
        }
    }

    pub(in crate::event) fn flag(name: &'static str, value: bool) -> Self {
        Self::of_bytes(name, &[u8::from(value)])
    }

    pub(in crate::event) fn flag_local(name: &'static str, value: bool) -> Self {
        Self::of_local_bytes(name, &[u8::from(value)])
    }

    /// By the first of the bounds that the count does not exceed.
    pub(in crate::event) fn counted(name: &'static str, count: usize, bounds: &[usize]) -> Self {
        Self::of_bytes(name, &[bucket(count, bounds)])
    }

    /// The number of a feature that is two characters side by side.
    pub(in crate::event) fn of_pair(left: char, right: char) -> u32 {
        spread(u32::from(left).wrapping_mul(FNV_PRIME) ^ u32::from(right))
    }

    /// The number of the feature by itself.
    pub(in crate::event) fn number(self) -> u32 {
        spread(self.hash)
    }

    /// The same feature of one kind of event or one distance.
    pub(in crate::event) fn of(self, kind: u8) -> u32 {
        spread(hash_bytes(self.hash, &[0, kind]))
    }
}

/// How far and to which side: 0, 1, 2, up to 5, more.
pub(in crate::event) fn distance(from: usize, to: usize) -> [u8; 2] {
    let side = match from.cmp(&to) {
        std::cmp::Ordering::Less => b'+',
        std::cmp::Ordering::Equal => b'0',
        std::cmp::Ordering::Greater => b'-',
    };
    [side, bucket(from.abs_diff(to), &[0, 1, 2, 5])]
}
