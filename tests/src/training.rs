//! Trains the models on labelled cases: [`participation`] and [`attendance`], which
//! bodies and persons had part in an event ([`part`]), [`detection`], what befell an
//! alliance, [`topicality`], which pages tell nothing of any, [`site`] and [`day`], where
//! and when an event took place, [`page_day`], which date of a page is its own, and
//! [`line_end`], where the lines of a page ended that stands in one line. [`site`] and
//! [`day`] choose by rank ([`choice`], [`ranking`]); the others are logistic regressions
//! ([`regression`]), [`topicality`], [`page_day`] and [`line_end`] with one answer
//! ([`verdict`]). Their files tell what they were trained on ([`origin`]).

pub mod attendance;
pub mod choice;
pub mod day;
pub mod detection;
pub mod line_end;
pub mod origin;
pub mod page_day;
pub mod part;
pub mod participation;
pub mod ranking;
pub mod regression;
pub mod site;
pub mod topicality;
pub mod verdict;
