//! Trains the models on labelled cases: [`participation`] and [`attendance`], which
//! bodies and persons had part in an event ([`part`]), [`detection`], what befell an
//! alliance, [`topicality`], which pages tell nothing of any, [`site`], where an event
//! took place, and [`line_end`], where the lines of a page ended that stands in one
//! line. [`site`] ranks places ([`ranking`]), the others are logistic
//! regressions ([`regression`]); their files tell what they were trained on ([`origin`]).

pub mod attendance;
pub mod detection;
pub mod line_end;
pub mod origin;
pub mod part;
pub mod participation;
pub mod ranking;
pub mod regression;
pub mod site;
pub mod topicality;
