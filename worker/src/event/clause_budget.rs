//! A bound on the work within one clause.

/// The most words of one clause that a matcher reads. Each looks through its clause, and
/// may do so for each name in it: on a page that repeats one word without a comma the work
/// would grow with the cube of its length. No clause of a report has as many.
const WORDS_MAX: usize = 24;

/// How many words of the clause at hand may still be read.
#[derive(Debug, Default)]
pub(crate) struct ClauseBudget {
    clause: Option<usize>,
    left: usize,
}

impl ClauseBudget {
    /// Whether a word of the clause may be read; words come in the order of the text.
    pub(crate) fn spend(&mut self, clause: usize) -> bool {
        if self.clause != Some(clause) {
            self.clause = Some(clause);
            self.left = WORDS_MAX;
        }
        let may = self.left > 0;
        self.left = self.left.saturating_sub(1);
        may
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_clause_has_words_of_its_own() {
        let mut budget = ClauseBudget::default();
        let read = |budget: &mut ClauseBudget, clause, words| {
            (0..words).filter(|_| budget.spend(clause)).count()
        };
        assert_eq!(read(&mut budget, 0, 1_000), WORDS_MAX);
        assert_eq!(read(&mut budget, 1, 3), 3);
        assert_eq!(read(&mut budget, 2, WORDS_MAX + 1), WORDS_MAX);
    }
}
