use proptest::prelude::*;

use super::*;

fn day(text: &str) -> CivilDate {
    Edtf::parse(text).unwrap().bounds().unwrap().0
}

/// What records would write, by the anchor 2024-06-05, a Wednesday.
fn dates(text: &str) -> Vec<String> {
    dates_by(text, Some(day("2024-06-05")))
}

fn dates_by(text: &str, anchor: Option<CivilDate>) -> Vec<String> {
    find_dates(text, None, anchor.map(Anchor::on))
        .into_iter()
        .map(|mention| mention.value.date.to_string())
        .collect()
}

fn kinds(text: &str) -> Vec<DateKind> {
    find_dates(text, None, Some(Anchor::on(day("2024-06-05"))))
        .into_iter()
        .map(|mention| mention.value.kind)
        .collect()
}

#[test]
fn dates_with_a_year_need_no_anchor() {
    for (text, expected) in [
        ("2024年6月5日", "2024-06-05"),
        ("2024-06-05", "2024-06-05"),
        ("2024/6/5", "2024-06-05"),
        ("2024.6.5", "2024-06-05"),
        ("20240605", "2024-06-05"),
        ("二〇二四年六月五日", "2024-06-05"),
        ("民国113年5月20日", "2024-05-20"),
        ("113年5月20日", "2024-05-20"),
        ("2024年6月", "2024-06"),
        ("2024年", "2024"),
        ("2018年10月30日至31日", "2018-10-30/2018-10-31"),
        ("2018年10月30-31日", "2018-10-30/2018-10-31"),
        ("2018年10月30日、31日", "2018-10-30/2018-10-31"),
        ("2018年12月30日—2019年1月2日", "2018-12-30/2019-01-02"),
        ("2023年4月中旬", "2023-04"),
        ("2023年底", "2023"),
        ("2023年上半年", "2023"),
    ] {
        assert_eq!(dates_by(text, None), [expected], "{text}");
    }
}

#[test]
fn the_hour_of_a_holiday_is_of_its_day() {
    for (text, expected) in [
        ("“七一”上午，", "2023-07-01"),
        ("国庆节下午，", "2023-10-01"),
        ("五一当天，", "2024-05-01"),
    ] {
        assert_eq!(dates(text), [expected], "{text}");
    }
}

#[test]
fn days_are_clipped_as_papers_write_them() {
    for (text, expected) in [
        ("前日在氹仔举行", "2024-06-03"),
        ("前（3）日举行", "2024-06-03"),
        ("昨在沪成立", "2024-06-04"),
        ("今于沙田举行", "2024-06-05"),
    ] {
        assert_eq!(dates(text), [expected], "{text}");
    }
    for text in [
        "目前日均产量",
        "节前日程",
        "时至今在沪成立",
        "农历四月十九",
        "协字〔2024〕3号",
        "一连两日举行",
    ] {
        assert_eq!(dates(text), [""; 0], "{text}");
    }
}

#[test]
fn relative_days_count_from_the_dateline() {
    assert_eq!(
        dates("本报太原6月2日讯 今天，……昨天"),
        ["2024-06-02", "2024-06-02", "2024-06-01"]
    );
    assert_eq!(dates_by("本报太原6月2日电 昨天", None)[1], "XXXX-06-01");
    assert_eq!(dates_by("记者林某台北3日电）今天", None)[1], "XXXX-XX-03");
    assert_eq!(dates_by("江海网6月2日消息，今天", None)[1], "XXXX-06-02");
    assert_eq!(dates_by("江海6月2日电 1日上午", None)[1], "XXXX-06-01");
    assert_eq!(dates_by("江海1月2日电 31日", None)[1], "XXXX-12-31");
    assert_eq!(
        dates("北京11月24日电 24日开幕，11月20日报到"),
        ["2023-11-24", "2023-11-24", "2023-11-20"]
    );
    assert_eq!(dates_by("今年7月20日发布", None), ["XXXX-07-20"]);
    assert_eq!(
        dates("6月2日电动车上市，今天"),
        ["2024-06-02", "2024-06-05"]
    );
}

#[test]
fn what_is_left_out_is_the_latest_that_fits_on_or_before_the_anchor() {
    for (text, expected) in [
        ("6月5日", "2024-06-05"),
        ("6月6日", "2023-06-06"),
        ("10月30日至31日", "2023-10-30/2023-10-31"),
        ("12月30日至1月2日", "2023-12-30/2024-01-02"),
        ("5日", "2024-06-05"),
        ("24日", "2024-05-24"),
        ("30日至31日", "2024-05-30/2024-05-31"),
        ("昨日", "2024-06-04"),
        ("今(5)日", "2024-06-05"),
        ("昨日(6月4日)", "2024-06-04"),
        ("上周五", "2024-05-31"),
        ("周一,", "2024-06-03"),
        ("本月5日", "2024-06-05"),
        ("上月20日", "2024-05-20"),
        ("去年12月", "2023-12"),
        ("前年", "2022"),
    ] {
        assert_eq!(dates(text), [expected], "{text}");
    }
}

#[test]
fn a_bare_day_is_of_the_days_named_before() {
    assert_eq!(
        dates("3月16日至17日，论坛举行。16日下午发布报告。5日"),
        ["2024-03-16/2024-03-17", "2024-03-16", "2024-06-05"]
    );
    assert_eq!(
        dates("3月16日至17日，论坛举行。4月20日开会，17日"),
        ["2024-03-16/2024-03-17", "2024-04-20", "2024-05-17"]
    );
    assert_eq!(
        dates_by("从9月28日起。当天上午，次日，30日", None)[1..],
        ["XXXX-09-28", "XXXX-09-29", "XXXX-09-30"]
    );
}

#[test]
fn without_an_anchor_the_unknown_stays_unknown() {
    assert_eq!(dates_by("10月27日", None), ["XXXX-10-27"]);
    assert_eq!(dates_by("24日", None), ["XXXX-XX-24"]);
    assert_eq!(dates_by("6月5日至7日", None), ["XXXX-06-05/XXXX-06-07"]);
    assert_eq!(dates_by("昨日,上周五", None), [""; 0]);
}

#[test]
fn a_plan_takes_the_nearer_day() {
    assert_eq!(dates("大会将于6月20日举行"), ["2024-06-20"]);
    assert_eq!(
        dates("6月20日至22日,大会将在沪举行"),
        ["2024-06-20/2024-06-22"]
    );
    assert_eq!(dates("6月3日,联盟成立,将带动产业"), ["2024-06-03"]);
}

#[test]
fn a_later_month_in_the_sentence_is_of_the_year_just_named() {
    assert_eq!(dates("2018年5月筹备,9月6日成立"), ["2018-05", "2018-09-06"]);
    assert_eq!(
        dates("2018年5月筹备。5月6日成立"),
        ["2018-05", "2024-05-06"]
    );
}

#[test]
fn a_magazine_tells_of_no_later_day_than_its_issue_may() {
    for (line, last) in [
        ("会议经济 2017年第5期 页码：14", Some("2017-12-31")),
        ("某学报 2017年第2期", Some("2017-06-30")),
        ("2017年第十期", None),
        ("第5期", None),
    ] {
        assert_eq!(last_day_of_issue(line), last.map(day), "{line}");
    }
}

#[test]
fn words_that_point_back_take_the_day_named_last() {
    assert_eq!(
        dates("6月1日签约,次日揭牌,当天还发布报告"),
        ["2024-06-01", "2024-06-02", "2024-06-02"]
    );
    assert_eq!(dates("2019年成立,次年更名"), ["2019", "2020"]);
}

#[test]
fn the_weekday_tells_which_year_is_meant() {
    assert_eq!(dates("6月7日(周五)"), ["2024-06-07"]);
    assert_eq!(dates("6月7日(周三)"), ["2023-06-07"]);
}

#[test]
fn a_chronicle_of_a_year_dates_its_lines() {
    let dated = |title: &str, text: &str| -> Vec<String> {
        (find_dates(text, Some(title), None).iter())
            .map(|mention| mention.value.date.to_string())
            .collect()
    };
    assert_eq!(
        dated(
            "水泵联盟2023年大事记",
            "1月\n12日签约。\n3月\n8日至9日开会。\n6月\n联盟发布标准。\n9月6日换届。"
        )[1..3],
        ["2023-01-12", "2023-03"]
    );
    assert_eq!(dates("【大事】\n●2016.07牵头成立联盟"), ["2016-07"]);
    assert_eq!(dates("增长2016.07万元"), [""; 0]);
    assert_eq!(
        dates("台湾联盟大事记\n106年\n3月18日会员大会。\n107年\n原订论坛停办。\n12月会员破百。"),
        ["2017", "2017-03-18", "2018", "2018-12"]
    );
}

#[test]
fn a_day_in_brackets_says_which_the_day_was() {
    assert_eq!(dates("联盟日前(三日)假酒店举行大会"), ["2024-06-03"]);
    assert_eq!(dates("建造“闽渔3号”、“东风5号”平台"), [""; 0]);
}

#[test]
fn a_look_back_leaves_the_days_of_the_meeting() {
    // 当天 is some day of them, whatever month was named since.
    assert_eq!(
        dates("5月16日至17日，年会举行。联盟去年7月成立。当天，签约。"),
        ["2024-05-16/2024-05-17", "2023-07"]
    );
}

#[test]
fn lengths_and_limits_are_told_from_days() {
    assert_eq!(kinds("2018年以来"), [DateKind::Span]);
    assert_eq!(kinds("近三年"), [DateKind::Span]);
    assert_eq!(kinds("三年前"), [DateKind::Year]);
    assert_eq!(kinds("三年后"), [DateKind::Span]);
    assert_eq!(kinds("6月底前"), [DateKind::Deadline]);
    assert_eq!(kinds("截至6月1日"), [DateKind::Deadline]);
    assert_eq!(kinds("6月1日前往"), [DateKind::Day]);
    assert_eq!(kinds("国庆节"), [DateKind::Holiday]);
}

#[test]
fn numbers_that_are_no_dates_are_left_alone() {
    for text in [
        "3号楼",
        "为期3日",
        "第5号文件",
        "人民日报",
        "日前",
        "近日",
        "3.5",
        "版本2.4.1",
        "13月5日",
        "2023年2月29日",
        "每月5日",
        "0571-8888",
        "12个月",
        "今日头条",
        "以前年度",
        "五月花",
    ] {
        assert_eq!(dates(text), [""; 0], "{text}");
    }
}

#[test]
fn the_month_of_a_page_tells_years_and_no_today() {
    let october = Anchor::by(day("2018-10-31"));
    let dates = |text: &str| -> Vec<String> {
        (find_dates(text, None, Some(october)).iter())
            .map(|mention| mention.value.date.to_string())
            .collect()
    };
    assert_eq!(dates("10月12日，12月3日"), ["2018-10-12", "2017-12-03"]);
    assert_eq!(dates("去年5月"), ["2017-05"]);
    assert_eq!(dates("昨天，上周五，周二"), [""; 0]);
    assert_eq!(dates("某社10月12日电 昨天")[1..], ["2018-10-11"]);
}

proptest! {
    #[test]
    fn any_text_gives_spans_on_boundaries(
        text in "[0-9〇一二十廿年月日号至到、，。今昨上下个周前季度(（)） -]{0,40}"
    ) {
        let mut end = 0;
        for reading in read_dates(&text, Some(Anchor::on(day("2024-06-05")))) {
            prop_assert!(reading.span.start >= end && reading.span.end > reading.span.start);
            prop_assert!(text.get(reading.span.clone()).is_some());
            end = reading.span.end;
        }
    }

    #[test]
    fn any_text_without_an_anchor_is_read(text in ".{0,60}") {
        read_dates(&text, None);
    }
}

#[test]
fn a_line_of_a_year_alone_dates_the_lines_below() {
    assert_eq!(
        dates(
            "2021年\n3月8日，联盟成立。\n11月 首次年会。\n2022年\n5月6日至7日 论坛。\n2023年6月\n9日 换届。"
        ),
        [
            "2021",
            "2021-03-08",
            "2021-11",
            "2022",
            "2022-05-06/2022-05-07",
            "2023-06",
            "2023-06-09"
        ]
    );
    // A year within a sentence dates nothing below it.
    assert_eq!(
        dates("回望2021年\n3月8日，联盟成立。"),
        ["2021", "2024-03-08"]
    );
}
