//! Tables in lines: cells between bars, else between blanks.

/// Whether the character parts the cells of a row.
pub(crate) fn is_bar(character: char) -> bool {
    matches!(character, '|' | '│' | '┃' | '｜')
}

/// The cells of a line: between bars, where it has any, else between blanks.
pub(crate) fn cells(line: &str) -> Vec<&str> {
    if line.contains(is_bar) {
        line.trim_matches(is_bar)
            .split(is_bar)
            .map(str::trim)
            .collect()
    } else {
        line.split_whitespace().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_between_bars_or_blanks() {
        assert_eq!(
            cells("│1│江南水泵联盟│宁州泵业│"),
            ["1", "江南水泵联盟", "宁州泵业"]
        );
        assert_eq!(
            cells("1 | 江南水泵联盟 | 宁州泵业"),
            ["1", "江南水泵联盟", "宁州泵业"]
        );
        assert_eq!(
            cells("1 江南水泵联盟  宁州泵业"),
            ["1", "江南水泵联盟", "宁州泵业"]
        );
    }
}
