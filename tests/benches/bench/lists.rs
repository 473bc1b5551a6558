//! How the normalizer's work grows with the length of pages that list
//! thousands of names or events: 1 times a byte where it grows with the
//! length, 4 times where with its square.

use std::time::Instant;

use alliance_worker::{Limits, Submission, normalize};

use crate::{Failure, measure::median};

/// Sizes of the two pages of each kind, in bytes.
const SHORT_BYTES: usize = 200_000;
const LONG_BYTES: usize = 800_000;
const ROUNDS: usize = 3;

/// What the page says first, and its items, each with a name of its own in
/// place of `{}`.
const KINDS: [(&str, &str, &str); 7] = [
    ("companies", "首批成员单位有", "{}电池有限公司、"),
    (
        "persons with posts",
        "出席会议的有",
        "{}光伏有限公司董事长陈{}、",
    ),
    ("alliances", "会议表扬了", "{}轴承产业联盟、"),
    (
        "foundings",
        "",
        "2024年6月5日，{}农机产业联盟在杭州成立。\n",
    ),
    (
        "meetings",
        "",
        "2024年6月5日，{}纺织产业联盟年会在杭州召开。\n",
    ),
    (
        "agreements",
        "",
        "5日，{}水产有限公司与{}集团签署合作协议。\n",
    ),
    ("one sentence", "", "{}陶瓷产业联盟成立并选举王{}为理事长，"),
];
/// Of which the names are made.
const CHARACTERS: &str = "安宝昌达丰福广恒华吉佳康隆茂宁鹏启荣瑞盛泰旺祥信";

/// Prints for each kind what both pages take on one core, and how much more a
/// byte of the longer one costs.
pub(crate) fn run() -> Result<(), Failure> {
    for (what, opening, item) in KINDS {
        let [short, long] = [SHORT_BYTES, LONG_BYTES]
            .map(|bytes| seconds(&page(opening, item, bytes)).map(|seconds| (seconds, bytes)));
        let [(short, short_bytes), (long, long_bytes)] = [short?, long?];
        #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
        let growth = (long / long_bytes as f64) / (short / short_bytes as f64);
        println!(
            "list of {what:20} {:>7.0} ms at {} kB {:>7.0} ms at {} kB   {growth:.2} times a byte",
            short * 1e3,
            short_bytes / 1_000,
            long * 1e3,
            long_bytes / 1_000,
        );
    }
    Ok(())
}

fn page(opening: &str, item: &str, bytes: usize) -> String {
    let characters: Vec<char> = CHARACTERS.chars().collect();
    let mut text = format!("多地产业联盟动态\n2024-06-30\n{opening}");
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        let digits = [1, characters.len(), characters.len().pow(2)].map(|place| number / place);
        let name: String = (digits.into_iter())
            .filter_map(|digit| characters.get(digit % characters.len()))
            .collect();
        text.push_str(&item.replace("{}", &name));
    }
    text
}

/// The median time of a normalization.
fn seconds(page: &str) -> Result<f64, Failure> {
    let submission = Submission {
        body: page.as_bytes(),
        ..Submission::default()
    };
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        normalize(&submission, &Limits::default())?;
        rounds.push(begin.elapsed().as_secs_f64());
    }
    Ok(median(rounds))
}
