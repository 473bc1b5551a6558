//! Trains the models on labelled cases: [`participation`], who had part in an event,
//! [`detection`], what befell an alliance, [`topicality`], which pages tell nothing of
//! any, and [`site`], where an event took place. The last ranks places ([`ranking`]), the
//! others are logistic regressions ([`regression`]); their files tell what they were
//! trained on ([`origin`]).

pub mod detection;
pub mod origin;
pub mod participation;
pub mod ranking;
pub mod regression;
pub mod site;
pub mod topicality;
