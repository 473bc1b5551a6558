//! What the models that are learnt have in common: features of passages, and
//! their weights. `tests/src/training` trains them on labelled cases.

pub(super) mod around;
pub(super) mod beside;
pub(super) mod choice;
pub(super) mod context;
pub(super) mod feature;
pub(super) mod position;
pub(super) mod words;
