//! What a page says of itself elsewhere than under its headline.

use super::{Article, article};

const SENTENCES: &str = "3月3日，东湖绿氢产业联盟在江畔市成立，四十家企业参加。\n\
    联盟将设三个工作组，明年起草两项标准，并同高校共建实验室。";

fn day(article: &Article) -> Option<String> {
    article.published_on.map(|date| date.to_string())
}

#[test]
fn a_labelled_line_under_the_text_dates_it() {
    for line in [
        "发布日期：2021年03月04日　信息来源：江畔时报",
        "发布时间：2021-03-04 09:22:10　来源：江畔时报",
        "（发布时间：2021-03-04　来源：江畔时报　阅读：866）",
        "来源：江畔时报　发布：2021-03-04 09:30　人气 88",
    ] {
        let told = article(&format!("东湖绿氢产业联盟成立\n{SENTENCES}\n{line}"));
        assert_eq!(day(&told).as_deref(), Some("2021-03-04"), "{line}");
        assert_eq!(told.source_name.as_deref(), Some("江畔时报"), "{line}");
        assert!(told.anchor.is_some(), "{line}");
        assert_eq!(told.text.as_str().lines().count(), 2, "{line}");
    }
}

#[test]
fn the_day_of_a_meeting_is_no_day_of_the_page() {
    let told = article(&format!(
        "东湖绿氢产业联盟年会\n{SENTENCES}\n时间：2021年4月5日14:30~16:30\n地点：江畔市会议中心"
    ));
    assert_eq!(told.anchor, None);
    assert!(told.text.as_str().contains("14:30"));
}

#[test]
fn a_header_may_stand_below_the_first_picture() {
    let told = article(&format!(
        "东湖绿氢产业联盟启动\n市长付青（右）与会长齐云为联盟揭牌，江畔学院也派员参加。（记者古一一摄）\n\
         2021/03/04 20:05\n{SENTENCES}"
    ));
    assert_eq!(day(&told).as_deref(), Some("2021-03-04"));
    assert!(!told.text.as_str().contains("20:05"));
}

#[test]
fn a_statement_to_the_press_opens_with_its_day() {
    for opening in [
        "（香港．2021年3月4日）",
        "（江畔，2021年3月4日）",
        "【2021年3月4日】",
    ] {
        let told = article(&format!("东湖绿氢产业联盟成立\n{opening}{SENTENCES}"));
        assert_eq!(day(&told).as_deref(), Some("2021-03-04"), "{opening}");
    }
}

#[test]
fn papers_write_days_and_writers_in_their_own_ways() {
    let told = article(&format!(
        "江畔日报　二〇二一年三月廿四日　第A08版\n东湖绿氢产业联盟成立\n□付青\n{SENTENCES}"
    ));
    assert_eq!(day(&told).as_deref(), Some("2021-03-24"));
    assert_eq!(told.authors, ["付青"]);
    let told = article(&format!(
        "东湖绿氢产业联盟成立\n{SENTENCES}江畔晚报记者　李青青"
    ));
    assert_eq!(told.authors, ["李青青"]);
    let told = article(&format!(
        "东湖绿氢产业联盟成立\n{SENTENCES}（来源：江畔时报）"
    ));
    assert_eq!(told.source_name.as_deref(), Some("江畔时报"));
    let told = article(&format!(
        "东湖绿氢产业联盟成立\n{SENTENCES}\n文章来源：江畔网 ©版权所有。未经许可，不得转载。"
    ));
    assert_eq!(told.source_name.as_deref(), Some("江畔网"));
}

#[test]
fn a_second_headline_is_not_the_first() {
    let told = article(&format!(
        "日期：[2021年03月04日] -- 江畔晚报 -- 版次：[A5]\n\n江畔加入东湖绿氢产业联盟\n\n\
         有利于江畔氢能等企业的货“跑得更远”\n{SENTENCES}"
    ));
    assert_eq!(told.title.as_deref(), Some("江畔加入东湖绿氢产业联盟"));
    assert_eq!(day(&told).as_deref(), Some("2021-03-04"));
}

#[test]
fn what_stands_between_the_headline_and_the_text_is_not_the_headline() {
    for between in [
        "人气： 21",
        "评论",
        "通版阅读请点击： 展开通版 收缩通版",
        "东湖绿氢产业联盟成立 章立平/摄",
        "报道摘录如下",
    ] {
        let told = article(&format!(
            "东湖绿氢产业联盟在江畔成立\n{between}\n{SENTENCES}"
        ));
        let title = told.title.as_deref();
        assert_eq!(title, Some("东湖绿氢产业联盟在江畔成立"), "{between}");
    }
}
