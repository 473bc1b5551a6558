//! What was used last, up to a number of bytes.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Values by key; what was not used for longest is let go of first. A value
/// that somebody still holds lives on with them.
#[derive(Debug)]
pub(super) struct RecentlyUsed<K, V> {
    bytes_max: usize,
    kept: Mutex<Kept<K, V>>,
}

#[derive(Debug)]
struct Kept<K, V> {
    values: HashMap<K, KeptValue<V>>,
    /// Keys by when they were last used, oldest first.
    by_use: BTreeMap<u64, K>,
    uses: u64,
    bytes: usize,
}

#[derive(Debug)]
struct KeptValue<V> {
    value: V,
    bytes: usize,
    used: u64,
}

impl<K: Copy + Eq + Hash, V: Clone> RecentlyUsed<K, V> {
    pub(super) fn new(bytes_max: usize) -> Self {
        Self {
            bytes_max,
            kept: Mutex::new(Kept {
                values: HashMap::new(),
                by_use: BTreeMap::new(),
                uses: 0,
                bytes: 0,
            }),
        }
    }

    pub(super) fn get(&self, key: K) -> Option<V> {
        let mut kept = self.lock();
        kept.uses += 1;
        let used = kept.uses;
        let found = kept.values.get_mut(&key)?;
        let before = std::mem::replace(&mut found.used, used);
        let value = found.value.clone();
        kept.by_use.remove(&before);
        kept.by_use.insert(used, key);
        Some(value)
    }

    /// Keeps a value that takes so many bytes, in place of what is there.
    pub(super) fn put(&self, key: K, value: V, bytes: usize) {
        let mut kept = self.lock();
        kept.remove(key);
        kept.uses += 1;
        let used = kept.uses;
        kept.by_use.insert(used, key);
        kept.bytes += bytes;
        kept.values.insert(key, KeptValue { value, bytes, used });
        while kept.bytes > self.bytes_max
            && let Some((_, oldest)) = kept.by_use.first_key_value()
        {
            let oldest = *oldest;
            kept.remove(oldest);
        }
    }

    /// Lets go of what is kept by these keys.
    pub(super) fn remove_all(&self, keys: impl Iterator<Item = K>) {
        let mut kept = self.lock();
        keys.for_each(|key| kept.remove(key));
    }

    fn lock(&self) -> MutexGuard<'_, Kept<K, V>> {
        // No code that holds it can leave it half changed by a panic.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
impl<K: Copy + Eq + Hash, V: Clone> RecentlyUsed<K, V> {
    /// Of all that is kept, counted anew.
    pub(super) fn bytes(&self) -> usize {
        let kept = self.lock();
        let counted = kept.values.values().map(|kept| kept.bytes).sum();
        assert_eq!(kept.bytes, counted);
        assert_eq!(kept.by_use.len(), kept.values.len());
        counted
    }

    /// Without using it.
    pub(super) fn keeps(&self, key: K) -> bool {
        self.lock().values.contains_key(&key)
    }
}

impl<K: Copy + Eq + Hash, V> Kept<K, V> {
    fn remove(&mut self, key: K) {
        if let Some(removed) = self.values.remove(&key) {
            self.by_use.remove(&removed.used);
            self.bytes -= removed.bytes;
        }
    }
}
