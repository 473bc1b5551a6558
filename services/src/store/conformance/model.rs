//! Any history of calls and restarts leaves what a simple model says.

use super::Backend;

pub(in crate::store) async fn any_history_agrees_with_the_model(backend: &dyn Backend) {
    drop(backend.open().await);
}
