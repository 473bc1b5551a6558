//! Random numbers that tell one life of something from another.

use std::hash::{BuildHasher as _, RandomState};

/// 64 random bits; not for secrets.
///
/// The standard library seeds its hashers from the system's random source, so
/// that a hash under such a seed is as random as the seed.
pub(super) fn random_u64() -> u64 {
    RandomState::new().hash_one(0_u8)
}
