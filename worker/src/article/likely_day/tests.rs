//! Which days are taken where no rule knows the line.
