//! Choosing among options, of which the grammar took one.

/// An option and how likely it is.
#[derive(Clone, Debug)]
pub(in crate::event) struct Scored<T> {
    /// In 256ths of a logit.
    pub(in crate::event) score: i32,
    /// Whether the grammar chose it.
    pub(in crate::event) is_inferred: bool,
    pub(in crate::event) value: Option<T>,
}

/// By how much another option must be likelier than the grammar's.
#[derive(Clone, Copy, Debug)]
pub(in crate::event) struct Margins {
    pub(in crate::event) of_some: i32,
    /// Of leaving it open.
    pub(in crate::event) of_none: i32,
}

/// The option that is clearly likelier than the grammar's; of equal ones the first.
pub(in crate::event) fn choose<T>(options: Vec<Scored<T>>, margins: Margins) -> Option<Scored<T>> {
    let inferred = (options.iter())
        .filter(|option| option.is_inferred)
        .map(|option| option.score)
        .max()?;
    let bound = |option: &Scored<T>| {
        inferred
            + match option.value {
                Some(_) => margins.of_some,
                None => margins.of_none,
            }
    };
    (options.into_iter())
        .filter(|option| !option.is_inferred && option.score >= bound(option))
        .reduce(|best, next| if next.score > best.score { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARGINS: Margins = Margins {
        of_some: 10,
        of_none: 20,
    };

    fn option(score: i32, is_inferred: bool, value: Option<u8>) -> Scored<u8> {
        Scored {
            score,
            is_inferred,
            value,
        }
    }

    #[test]
    fn another_option_is_taken_only_where_it_is_clearly_likelier() {
        let options = |score| vec![option(5, true, Some(1)), option(score, false, Some(2))];
        assert!(choose(options(14), MARGINS).is_none());
        let chosen = choose(options(15), MARGINS).unwrap();
        assert_eq!(chosen.value, Some(2));
    }

    #[test]
    fn leaving_it_open_takes_more() {
        let options = |score| vec![option(5, true, Some(1)), option(score, false, None)];
        assert!(choose(options(24), MARGINS).is_none());
        let chosen = choose(options(25), MARGINS).unwrap();
        assert_eq!(chosen.value, None);
    }
}
