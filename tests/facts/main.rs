//! Dates, places and sums against the suites of other projects.
//!
//! `ALLIANCE_SUITES` names their folder (default `../shared/suites` beside the
//! repository). Where it is absent the tests say so and pass, unless
//! `ALLIANCE_REQUIRE_SHARED=1`.

use std::{fs, path::PathBuf};

use alliance_worker::{
    date::{CivilDate, Edtf, PartialDate},
    facts,
};
use serde_json::Value;

/// The rows of a suite; `None` where the folder is absent.
fn read_suite(name: &str) -> Option<Vec<Value>> {
    let folder = std::env::var_os("ALLIANCE_SUITES").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/suites")),
        PathBuf::from,
    );
    let path = folder.join(name);
    let Ok(text) = fs::read_to_string(&path) else {
        assert_ne!(
            std::env::var("ALLIANCE_REQUIRE_SHARED").as_deref(),
            Ok("1"),
            "{} is required",
            path.display()
        );
        println!("SKIPPED: no suite at {}", path.display());
        return None;
    };
    let rows = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>();
    Some(rows.expect("a suite is JSON Lines"))
}

/// Prints the figure beside its target and fails below the floor.
fn report(name: &str, rows: &[Value], holds: impl Fn(&Value) -> bool, target: f64, floor: f64) {
    let failed: Vec<&Value> = rows.iter().filter(|row| !holds(row)).collect();
    for row in &failed {
        println!("{name}: fails {row}");
    }
    #[expect(clippy::cast_precision_loss, reason = "a suite has hundreds of rows")]
    let share = 1.0 - failed.len() as f64 / rows.len() as f64;
    let held = rows.len() - failed.len();
    println!(
        "{name}: {share:.3} ({held} of {}), target {target}",
        rows.len()
    );
    assert!(share >= floor, "{name} fell to {share:.3}, below {floor}");
}

fn civil(row: &Value, key: &str) -> Option<CivilDate> {
    PartialDate::parse(row[key].as_str()?)?.to_civil()
}

/// A Recognizers row holds when the past and the future reading begin on its
/// days; a `JioNLP` row, which does not say which reading it takes, when one of
/// them begins and ends on its days. A date that does not exist (0001-01-01)
/// must not be read, and a row without dates asks for nothing.
fn date_holds(row: &Value) -> bool {
    let sentence = row["sentence"].as_str().expect("a sentence");
    let found = facts::find_dates(sentence, civil(row, "reference"));
    let first = found.first();
    let bounds = |date: Edtf| date.bounds();
    if row["past"] == "0001-01-01" {
        return first.is_none();
    }
    if row.get("timex").is_some() {
        if row["past"].is_null() {
            return true;
        }
        let begins = |date: Edtf| bounds(date).map(|(first, _)| first);
        return first.is_some_and(|fact| {
            begins(fact.past) == civil(row, "past") && begins(fact.upcoming) == civil(row, "future")
        });
    }
    let expected = civil(row, "start").zip(civil(row, "end"));
    first.is_some_and(|fact| bounds(fact.past) == expected || bounds(fact.upcoming) == expected)
}

#[test]
fn dates_of_the_suite_hold() {
    if let Some(rows) = read_suite("dates.jsonl") {
        report("suites/dates", &rows, date_holds, 0.90, 0.90);
    }
}

/// A row holds when the first place has its province, city and district as
/// RECORDS writes them: municipalities have no city, the parts of Taiwan, Hong
/// Kong and Macao end with the city or county, and a development zone is no
/// district.
fn place_holds(row: &Value) -> bool {
    let found = facts::find_places(row["text"].as_str().expect("a text"));
    let Some(first) = found.first() else {
        return false;
    };
    let part = |key: &str| row[key].as_str().map(str::to_owned);
    let (province, mut city, mut district) = (part("province"), part("city"), part("district"));
    let Some(place) = &first.place else {
        return province.is_none() && district.as_deref() == Some(first.ambiguous_name);
    };
    if city == province {
        city = None;
    }
    if district
        .as_deref()
        .is_some_and(|name| name.ends_with("开发区"))
    {
        district = None;
    }
    match province.as_deref() {
        Some("台湾省") => {
            city = city.or(district);
            district = None;
        }
        Some("香港特别行政区" | "澳门特别行政区") => (city, district) = (None, None),
        _ => {}
    }
    Some(&place.province) == province.as_ref() && place.city == city && place.district == district
}

#[test]
fn places_of_the_suite_hold() {
    if let Some(rows) = read_suite("places.jsonl") {
        report("suites/places", &rows, place_holds, 1.0, 1.0);
    }
}

/// A row holds when the first sum has its currency and its value, which the
/// suite rounds to hundredths.
fn sum_holds(row: &Value) -> bool {
    let found = facts::find_sums(row["text"].as_str().expect("a text"));
    let expected = row["value"].as_str().expect("a value");
    found.first().is_some_and(|sum| {
        let hundredths = sum.nanos / 10_000_000;
        format!("{}.{hundredths:02}", sum.units) == expected && row["currency"] == sum.currency
    })
}

#[test]
fn sums_of_the_suite_hold() {
    if let Some(rows) = read_suite("money.jsonl") {
        report("suites/money", &rows, sum_holds, 1.0, 1.0);
    }
}
