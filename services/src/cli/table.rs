//! Rows of cells under one another; ideographs are two columns wide.

use console::{Alignment, Term, measure_text_width, pad_str, truncate_str};

/// Columns of an output that is no terminal.
const PLAIN_COLUMNS: usize = 120;
const GAP: &str = "  ";

/// How wide each cell of a row is; the last takes what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    widths: Vec<usize>,
}

impl Table {
    /// Widths given beforehand, for rows that come one by one.
    pub(super) fn with_widths(widths: &[usize]) -> Self {
        Self {
            widths: widths.to_vec(),
        }
    }

    /// As wide as the widest cell of each column, and at most `widths_max`.
    pub(super) fn fitting(rows: &[Vec<String>], widths_max: &[usize]) -> Self {
        let width = |column: usize| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| measure_text_width(cell))
                .max()
                .unwrap_or(0)
        };
        Self {
            widths: widths_max
                .iter()
                .enumerate()
                .map(|(column, width_max)| width(column).min(*width_max))
                .collect(),
        }
    }

    /// One line, without trailing blanks; what is too wide ends in `…`.
    pub(super) fn row<C: AsRef<str>>(&self, cells: &[C]) -> String {
        let cells: Vec<String> = cells
            .iter()
            .zip(&self.widths)
            .map(|(cell, width)| {
                let cell = one_line(cell.as_ref());
                let cut = truncate_str(&cell, *width, "…");
                pad_str(&cut, *width, Alignment::Left, None).into_owned()
            })
            .collect();
        cells.join(GAP).trim_end().to_owned()
    }
}

/// Columns of standard output.
pub(super) fn columns() -> usize {
    Term::stdout()
        .size_checked()
        .map_or(PLAIN_COLUMNS, |(_, columns)| usize::from(columns))
}

/// Blanks in place of line breaks and control characters, which would break
/// the table, or the terminal.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns() {
        let table = Table::with_widths(&[6, 4, 8]);
        assert_eq!(table.row(&["联盟", "ab", "x"]), "联盟    ab    x");
        assert_eq!(table.row(&["产业联盟", "a\nb", "x"]), "产业…   a b   x");
    }

    #[test]
    fn columns_fit_their_cells() {
        let rows = [
            vec!["联盟".to_owned(), "a".to_owned()],
            vec!["x".to_owned(), "abcdef".to_owned()],
        ];
        assert_eq!(Table::fitting(&rows, &[10, 4]), Table::with_widths(&[4, 4]));
    }
}
