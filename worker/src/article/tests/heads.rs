//! What stands between a headline and its text, in many wordings.

use super::article;

const TEXT: &str = "\n\n　　6月18日，江海市氢能产业联盟成立大会在嘉兴举行，江海市科技局局长周海晏出席会议并讲话。\
    大会选举江海氢能有限公司为理事长单位。\n　　据介绍，联盟由江海大学等42家单位共同发起成立，将在技术攻关、\
    场景应用等方面开展合作，推动产业高质量发展。\n";

/// Title, source and authors of a page with the head above the text.
fn read(head: &str, foot: &str) -> (String, String, Vec<String>) {
    let told = article(&format!("{head}{TEXT}{foot}"));
    (
        told.title.unwrap_or_default(),
        told.source_name.unwrap_or_default(),
        told.authors,
    )
}

#[test]
fn the_source_may_stand_behind_a_stroke_and_close_to_the_day() {
    for head in [
        "江海市氢能产业联盟成立\n2024年6月19日　来源 | 江海日报",
        "江海市氢能产业联盟成立\n2024-06-19 08:10 来源 | 江海日报",
        "来源：江海日报收集编辑：江海日报\n江海市氢能产业联盟成立\n2024-06-19",
    ] {
        let (title, source, authors) = read(head, "");
        assert_eq!(title, "江海市氢能产业联盟成立", "{head}");
        assert_eq!(source, "江海日报", "{head}");
        assert!(authors.is_empty(), "{head}: {authors:?}");
    }
}

#[test]
fn writers_may_stand_alone_or_behind_the_paper() {
    for head in [
        "【要闻】\n江海市氢能产业联盟成立\n王一鸣\n2024年06月19日 江海日报",
        "江海市氢能产业联盟成立\n江海日报记者 王一鸣\n2024-06-19 07:20",
        "江海市氢能产业联盟成立\n2024-06-19 11:29 来源: 江海经济网 王一鸣",
    ] {
        let (title, _, authors) = read(head, "");
        assert_eq!(title, "江海市氢能产业联盟成立", "{head}");
        assert_eq!(authors, ["王一鸣"], "{head}");
    }
    let (_, _, authors) = read(
        "江海市氢能产业联盟成立\n2024-06-19 08:10　江海网",
        "【纠错】责任编辑：李牧之\n",
    );
    assert_eq!(authors, ["李牧之"]);
}

#[test]
fn the_headline_is_told_from_what_stands_around_it() {
    for head in [
        "江海市氢能产业联盟成立\n江海日报全媒体\n2024-06-19 08:10",
        "江海氢能协会 > 协会动态\n协会动态\n2024-06-19\n江海市氢能产业联盟成立",
        "江海市氢能产业联盟成立\n我市三家企业入选\n来源：江海日报　2024-06-19 08:10",
        "标题：江海市氢能产业联盟成立\n时间：2024-06-19",
        "原标题：江海市氢能产业联盟成立\n2024-06-19 08:10　江海网",
        "江海市氢能产业联盟成立 http://www.example.com 2024年06月19日 05:31 江海晨报",
        "江海论坛 › 本地资讯\n江海市氢能产业联盟成立\n见微 发表于 2024-6-19 15:20:47 | 显示全部楼层 | 阅读模式\n\
         马上登录，结交更多好友，享用更多功能 您需要 登录 才可以下载或查看",
    ] {
        assert_eq!(read(head, "").0, "江海市氢能产业联盟成立", "{head}");
    }
    assert_eq!(
        read(
            "聚链成群 向新而行\n江海市氢能产业联盟成立\n2024-06-19 08:10",
            ""
        )
        .0,
        "江海市氢能产业联盟成立"
    );
    assert_eq!(
        read(
            "Past Events 2019 2018 2017\n2024年06月19日\n2024年6月19日江海氢能联盟就职典礼",
            ""
        )
        .0,
        "2024年6月19日江海氢能联盟就职典礼"
    );
}
