//! Values in words for reading.

/// `VICE_CHAIR_UNIT` as `vice chair unit`.
pub(super) fn words(name: &str) -> String {
    name.to_lowercase().replace('_', " ")
}

/// `1 article`, `2 articles`.
pub(super) fn count(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// An error and its causes in one line.
pub(super) fn with_causes(error: &(dyn std::error::Error + 'static)) -> String {
    std::iter::successors(error.source(), |cause| cause.source())
        .fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

/// A name and in brackets its roles.
pub(super) fn with_roles<'a>(name: &str, roles: impl Iterator<Item = &'a str>) -> String {
    let roles: Vec<String> = roles.map(words).collect();
    if roles.is_empty() {
        name.to_owned()
    } else {
        format!("{name} ({})", roles.join(", "))
    }
}

/// `, 浙江省经信厅 副厅长`, as far as it is known.
pub(super) fn post(organization: Option<&str>, title: Option<&str>) -> String {
    let parts: Vec<&str> = [organization, title].into_iter().flatten().collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!(", {}", parts.join(" "))
    }
}

/// The levels of a place, a municipality's once.
pub(super) fn place(province: &str, city: Option<&str>, district: Option<&str>) -> String {
    format!(
        "{province}{}{}",
        city.unwrap_or_default(),
        district.unwrap_or_default()
    )
}

/// `CNY 2,500,000,000`, with decimals where there are any.
pub(super) fn amount(currency: &str, units: i64, nanos: i32) -> String {
    let digits = units.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if units < 0 || nanos < 0 { "-" } else { "" };
    let decimals = match nanos.unsigned_abs() {
        0 => String::new(),
        nanos => format!(".{nanos:09}").trim_end_matches('0').to_owned(),
    };
    format!("{currency} {sign}{grouped}{decimals}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped() {
        assert_eq!(amount("CNY", 2_500_000_000, 0), "CNY 2,500,000,000");
        assert_eq!(amount("USD", 950, 500_000_000), "USD 950.5");
        assert_eq!(amount("CNY", 0, -10_000_000), "CNY -0.01");
    }

    #[test]
    fn a_post_shows_what_is_known() {
        assert_eq!(post(Some("省经信厅"), Some("副厅长")), ", 省经信厅 副厅长");
        assert_eq!(post(None, Some("副市长")), ", 副市长");
        assert_eq!(post(None, None), "");
    }
}
