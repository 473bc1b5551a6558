//! Ratios to a floor that is measured in the same run: machines differ and
//! are shared, so a rate by itself says little.

use crate::Failure;

/// Rounds of each side; they alternate, and their medians are compared.
pub(crate) const ROUNDS: usize = 5;

/// What a comparison found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Comparison {
    /// Median rate of the floor, per second.
    pub(crate) floor: f64,
    /// Median rate of what is measured, per second.
    pub(crate) measured: f64,
}

impl Comparison {
    pub(crate) fn ratio(self) -> f64 {
        self.measured / self.floor
    }

    /// Prints one row: what, both rates, the ratio and its target, if any.
    pub(crate) fn print(self, what: &str, target: Option<f64>) {
        let verdict = match target {
            Some(target) if self.ratio() >= target => format!("  target {target:.2}  reached"),
            Some(target) => format!("  target {target:.2}  MISSED"),
            None => String::new(),
        };
        println!(
            "{what:44} {:>12.0}/s  floor {:>12.0}/s  ratio {:.2}{verdict}",
            self.measured,
            self.floor,
            self.ratio(),
        );
    }
}

/// Runs both sides in turn after one round of each to warm up; each answers
/// its rate per second.
pub(crate) async fn compare(
    floor: impl AsyncFn() -> Result<f64, Failure>,
    measured: impl AsyncFn() -> Result<f64, Failure>,
) -> Result<Comparison, Failure> {
    floor().await?;
    measured().await?;
    let mut floor_rates = Vec::with_capacity(ROUNDS);
    let mut measured_rates = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        floor_rates.push(floor().await?);
        measured_rates.push(measured().await?);
    }
    Ok(Comparison {
        floor: median(floor_rates),
        measured: median(measured_rates),
    })
}

/// The middle value; 0 of none.
pub(crate) fn median(values: Vec<f64>) -> f64 {
    percentile(values, 50)
}

/// The smallest value that so many percent of the values do not exceed.
pub(crate) fn percentile(mut values: Vec<f64>, percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let index = (values.len() * percent).div_ceil(100).saturating_sub(1);
    values.get(index).copied().unwrap_or_default()
}
