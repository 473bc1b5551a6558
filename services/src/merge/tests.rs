//! Merging over a store in memory: what is one, what stays two, and that the
//! order of arrival makes no difference.

mod memory;
mod order;
mod report;
mod revise;
mod same;
