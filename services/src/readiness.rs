//! Whether submissions are to be sent here: not while the store refuses all
//! writes. Reading goes on meanwhile.

use std::time::Duration;

use crate::{
    grpc::Health,
    store::{Store, StoreError},
};

/// Between looks at the store.
const LOOK_INTERVAL: Duration = Duration::from_secs(1);
/// Looks in a row that find the store refusing before health tells it: a
/// moment of it is what clients try again for.
const REFUSALS_MAX: u32 = 3;

/// What the looks so far amount to.
#[derive(Debug, Default)]
struct Looks {
    refusals: u32,
}

impl Looks {
    /// Takes one more look in; what health is to say where that changes.
    fn take(&mut self, takes_writes: bool) -> Option<bool> {
        if takes_writes {
            let told = self.refusals >= REFUSALS_MAX;
            self.refusals = 0;
            return told.then_some(true);
        }
        self.refusals = self.refusals.saturating_add(1);
        (self.refusals == REFUSALS_MAX).then_some(false)
    }
}

/// Tells health of the store, again and again; never ends.
pub(crate) async fn follow_store(store: &dyn Store, health: &Health) {
    let mut looks = Looks::default();
    loop {
        let look = store.check_writes().await;
        if let Some(takes_writes) = looks.take(look.is_ok()) {
            log(look);
            health.set_submitting(takes_writes).await;
        }
        tokio::time::sleep(LOOK_INTERVAL).await;
    }
}

fn log(look: Result<(), StoreError>) {
    match look {
        Ok(()) => tracing::info!("the store takes writes again"),
        Err(error) => tracing::error!(
            error = &error as &dyn std::error::Error,
            "the store refuses writes; health says that nothing is to be submitted"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_changes_after_some_refusals_and_back_at_once() {
        let mut looks = Looks::default();
        let mut told = |looked: &[bool]| -> Vec<Option<bool>> {
            looked.iter().map(|look| looks.take(*look)).collect()
        };
        assert_eq!(told(&[true, false, false, true]), [None; 4]);
        assert_eq!(
            told(&[false, false, false, false]),
            [None, None, Some(false), None]
        );
        assert_eq!(told(&[true, true]), [Some(true), None]);
        assert_eq!(told(&[false, false]), [None, None]);
    }
}
