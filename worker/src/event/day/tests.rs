//! Which dates are taken instead of the grammar's.
