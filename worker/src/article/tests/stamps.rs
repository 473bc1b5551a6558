//! Days in stamps of papers, in datelines and behind labels, in many forms.

use super::article;

const TEXT: &str = "\n\n　　昨日，江海市氢能产业联盟在江海市成立，江海市科技局局长周海晏出席会议并讲话。\
    大会选举江海氢能有限公司为理事长单位。\n　　据介绍，联盟由江海大学等42家单位共同发起成立，将在技术攻关、\
    场景应用等方面开展合作，推动产业高质量发展。\n";

/// The day of a page with the head above the text.
fn day_of(head: &str, text: &str, foot: &str) -> String {
    let told = article(&format!("{head}{text}{foot}"));
    (told.published_on).map_or_else(String::new, |date| date.to_string())
}

#[test]
fn a_stamp_gives_the_day_in_every_common_form() {
    for head in [
        "江海市氢能产业联盟成立\nThu Mar 7 09:41:07 CST 2024",
        "江海市氢能产业联盟成立\nMarch 7th, 2024",
        "江海市氢能产业联盟成立\n07-Mar-2024 10:20",
        "江海市氢能产业联盟成立\n浏览：123 日期：24-03-07",
        "江海市氢能产业联盟成立\n发布时间：24/3/7 09:12　点击：8",
        "江海市氢能产业联盟成立\n日期：24年3月7日　浏览：3",
        "江海市氢能产业联盟成立\n【某新闻】张贴：2024/03/07　秘书室",
        "江海市氢能产业联盟成立\n刊登日期：2024年3月7日",
    ] {
        assert_eq!(day_of(head, TEXT, ""), "2024-03-07", "{head}");
    }
}

#[test]
fn a_day_of_two_digits_needs_its_label_and_its_century() {
    for head in [
        "江海市氢能产业联盟成立\n型号：24-03-07",
        "江海市氢能产业联盟成立\n浏览：123 日期：98-03-07",
        "江海市氢能产业联盟成立\n浏览：123 日期：24-13-07",
    ] {
        assert_eq!(day_of(head, TEXT, ""), "", "{head}");
    }
}

#[test]
fn a_dateline_may_give_its_hour_or_call_itself_news() {
    for opening in [
        "江海网2024年3月7日13时30分讯　",
        "江海在线2024年03月07日消息　",
        "【江海日报2024年3月7日讯】",
        "江海社江海2024年3月7日电 ",
        "江海新闻网2024年3月7日 星期四讯 ",
    ] {
        let text = TEXT.replacen("昨日", &format!("{opening}昨日"), 1);
        let head = "江海市氢能产业联盟成立";
        assert_eq!(day_of(head, &text, ""), "2024-03-07", "{opening}");
    }
}

#[test]
fn a_day_that_is_told_of_is_no_dateline() {
    for opening in ["2024年3月7日电池回收企业说，", "据江海网2024年3月7日消息，"]
    {
        let text = TEXT.replacen("昨日", &format!("{opening}昨日"), 1);
        assert_eq!(day_of("江海市氢能产业联盟成立", &text, ""), "", "{opening}");
    }
}

#[test]
fn a_masthead_without_year_is_of_the_year_that_its_weekday_fits() {
    let text = TEXT.replacen("据介绍", "按照《氢能场景清单（2024）》，2023年起步的", 1);
    for head in [
        "江海日报数字报　3月7日　星期四　3版\n江海市氢能产业联盟成立",
        "江海日报社出版　3月7日　星期四\n　今日关注\n　责编 苗圃　国内统一刊号 CN35-0000　2024年\n\n江海市氢能产业联盟成立",
        "江海晚报 3月7日 周四 第A05版：经济\n江海市氢能产业联盟成立",
    ] {
        assert_eq!(day_of(head, &text, ""), "2024-03-07", "{head}");
    }
    // No year of the page has that day on a Friday.
    let head = "江海日报数字报　3月7日　星期五　3版\n江海市氢能产业联盟成立";
    assert_eq!(day_of(head, &text, ""), "");
}

#[test]
fn a_stamp_in_brackets_counts_from_the_last_day_of_the_report() {
    let text = TEXT.replacen("昨日", "2024年3月5日", 1);
    let head = "江海市氢能产业联盟成立";
    for foot in [
        "（江海新媒体 3月7日）\n",
        "（江海日报3月7日第5版）\n",
        "（3月7日《江海日报》）\n",
    ] {
        assert_eq!(day_of(head, &text, foot), "2024-03-07", "{foot}");
    }
    for foot in [
        "（会议3月7日结束）\n",
        "（江海新媒体 8月7日）\n",
        "相关新闻\n· 江海日报举办读者日（3月7日）\n",
    ] {
        assert_eq!(day_of(head, &text, foot), "", "{foot}");
    }
}
