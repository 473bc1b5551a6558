//! Trains the models on labelled cases: [`participation`], who had part in an event,
//! [`detection`], what befell an alliance, and [`topicality`], which pages tell nothing
//! of any. All are logistic regressions ([`regression`]) whose files tell what they were
//! trained on ([`origin`]).

pub mod detection;
pub mod origin;
pub mod participation;
pub mod regression;
pub mod topicality;
