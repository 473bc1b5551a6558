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

#[test]
fn labels_of_all_who_had_a_hand_part_the_names_that_count() {
    for (foot, names) in [
        (
            "信息员：付一鸣 责任编辑：初晓光 核稿：由铁军\n",
            vec!["初晓光"],
        ),
        ("值班总编：付一鸣\n编：谭晓　审：向阳开\n", vec!["谭晓"]),
        ("微信编辑 | 欧阳朵　2024-06-20\n", vec!["欧阳朵"]),
        (
            "[ 责任编辑：梁山 ]\n原稿件作者：付一鸣\n转载编辑：梁山\n",
            vec!["梁山", "付一鸣"],
        ),
    ] {
        let (_, _, authors) = read("江海市氢能产业联盟成立\n2024-06-19 08:10　江海网", foot);
        assert_eq!(authors, names, "{foot}");
    }
    let head = "江海市氢能产业联盟成立\n日期：2024-06-19　来源：江海网　撰写：方蓉　本期编辑：俞帆　责任校对：文竹";
    assert_eq!(read(head, "").2, ["方蓉", "俞帆"]);
    let head = "江海市氢能产业联盟成立\n时间 2024-06-19　来源 江海日报　作者 付一鸣　责任编辑 齐海燕　初审 白雪";
    let (_, source, authors) = read(head, "");
    assert_eq!(
        (source.as_str(), authors),
        ("江海日报", vec!["付一鸣".to_owned(), "齐海燕".to_owned()])
    );
}

#[test]
fn names_in_a_bracket_behind_the_last_sentence_wrote_it() {
    let told = article(&format!(
        "江海市氢能产业联盟成立\n2024-06-19\n{}（伍一鸣 尚清）\n",
        TEXT.trim_end()
    ));
    assert_eq!(told.authors, ["伍一鸣", "尚清"]);
}

#[test]
fn the_day_under_the_text_may_stand_beside_other_words() {
    for foot in [
        "发布于 2024-06-19 10:11 | 阅读 3021 | 在看 12\n",
        "【免责声明】本站部分信息来自互联网，若有侵权请来信告知。\n时间：2024-06-19　责任编辑：Marina\n",
    ] {
        let told = article(&format!("江海市氢能产业联盟成立{TEXT}{foot}"));
        let day = told.published_on.map(|published| published.to_string());
        assert_eq!(day.as_deref(), Some("2024-06-19"), "{foot}");
    }
}

#[test]
fn a_headline_may_stand_below_its_lead() {
    let lead = "　　氢能如何走出园区？6月18日，江海人给出了答案：四十二家单位坐到了一起。\n";
    let told = article(&format!(
        "{lead}\n江海市氢能产业联盟成立\n来源：江海网　发布时间：2024-06-19 08:40{TEXT}"
    ));
    assert_eq!(told.title.as_deref(), Some("江海市氢能产业联盟成立"));
    assert!(told.text.as_str().starts_with("氢能如何走出园区"));
    assert!(!told.text.as_str().contains("江海市氢能产业联盟成立\n"));
}

#[test]
fn the_row_of_a_list_with_its_own_days_is_text() {
    let told = article(
        "江海市民政局社会组织登记公告(2024年第4期)\n发布时间：2024-06-19　来源：江海市民政局\n\
         根据有关规定，现将2024年5月办理的社会组织登记事项公告如下：\n一、成立登记\n\
         1. 江海市氢能产业联盟，登记日期：2024年5月14日，法定代表人：付一鸣，业务主管单位：江海市科技局，注册资金：3万元。\n\
         2. 江海市书画社，登记日期：2024年5月20日，法定代表人：齐海燕，注册资金：3万元。\n特此公告。\n",
    );
    assert_eq!(
        told.title.as_deref(),
        Some("江海市民政局社会组织登记公告(2024年第4期)")
    );
    assert!(
        told.text
            .as_str()
            .contains("1. 江海市氢能产业联盟，登记日期")
    );
}

#[test]
fn what_stands_above_the_place_on_the_site_is_no_headline() {
    for head in [
        "江海市民政局\n首页 > 政务公开 > 行政许可 > 社会组织\n索引号：1150000000　发布日期：2024-06-19\n江海市氢能产业联盟成立",
        "江海新闻 • 要闻\n2024-06-19 19:58:39\n\n江海市氢能产业联盟成立",
    ] {
        assert_eq!(read(head, "").0, "江海市氢能产业联盟成立", "{head}");
    }
}

#[test]
fn the_day_of_the_head_may_stand_in_many_forms() {
    for (head, day) in [
        (
            "江海市氢能产业联盟成立\n[发表时间]：2024-06-19 [拟稿人]： [浏览次数]：",
            "2024-06-19",
        ),
        (
            "江海市氢能产业联盟成立\nhttp://www.example.com   2024-06-19 11:08:19",
            "2024-06-19",
        ),
        (
            "江海联盟周报\n本周：2024年6月17日—6月23日　整理：付一鸣",
            "2024-06-23",
        ),
    ] {
        let told = article(&format!("{head}{TEXT}"));
        let published = told.published_on.map(|published| published.to_string());
        assert_eq!(published.as_deref(), Some(day), "{head}");
    }
}

#[test]
fn who_wrote_may_stand_behind_the_unit_or_before_an_island() {
    let of = |text: &str| article(&format!("江海市氢能产业联盟成立\n2024-06-19\n{text}")).authors;
    assert_eq!(
        of(
            "6月18日，江海市氢能产业联盟在江海成立。\n会后，大家参观了展厅。（江海建工公司 付一鸣、齐海燕）"
        ),
        ["付一鸣", "齐海燕"]
    );
    assert_eq!(
        of("【大江报2024年06月19日讯】（记者付一鸣台湾新竹报导）江海市氢能产业联盟18日成立。"),
        ["付一鸣"]
    );
    assert_eq!(
        of("6月18日，江海市氢能产业联盟在江海成立。\n会后，大家参观了展厅。（江海市科技局 供稿）"),
        [""; 0]
    );
}

#[test]
fn the_subject_of_a_press_release_is_its_headline() {
    let head = "江海市政府新聞稿\n主旨：江海市氫能產業聯盟成立 市長到場祝賀\n發布日期：113年6月19日　發布單位：環境保護局";
    assert_eq!(read(head, "").0, "江海市氢能产业联盟成立 市长到场祝贺");
}

#[test]
fn a_bare_day_below_the_text_is_the_page_s_where_a_day_of_the_text_proves_it() {
    let page = |day: &str| {
        format!(
            "<h1>方云霞当选联盟副理事长</h1>\
             <p>5月19日，江海高校校友会联盟在江城召开理事会，投票产生第二届理事会和执委会班子，方云霞任副理事长。</p>\
             <p>联盟成立以来，换届还是头一回，所以各方格外看重，会前先议定选举细则，并推举三位监票人。</p>\
             <div>打印　关闭　{day}</div>"
        )
    };
    let published = |body: &str| article(body).published_on.map(|date| date.to_string());
    assert_eq!(
        published(&page("2019-05-24")).as_deref(),
        Some("2019-05-24")
    );
    assert_eq!(published(&page("2019-03-02")), None);
}

#[test]
fn the_day_of_another_page_is_not_the_page_s() {
    let body = "<h1>方云霞当选联盟副理事长</h1>\
         <p>5月19日，江海高校校友会联盟在江城召开理事会，投票产生第二届理事会和执委会班子，方云霞任副理事长。</p>\
         <p>联盟成立以来，换届还是头一回，所以各方格外看重，会前先议定选举细则，并推举三位监票人。</p>\
         <div>上一篇：某市光伏联盟揭牌 2018-05-20</div>";
    assert_eq!(article(body).published_on, None);
}

#[test]
fn what_says_more_below_the_headline_is_none() {
    for head in [
        "江海市氢能产业联盟成立\n王一鸣出席",
        "江海市两区签署氢能合作协议\n打造跨区合作样板\n2024-06-19",
        "江海市氢能产业联盟成立\n江海时评 2024年6月19日　特约评论员 王一鸣",
        "江海市氢能产业联盟成立\n江海研究院　2024年6月19日　阅读（365）",
        "江海市氢能产业联盟成立\n公告类型：一般公告　点阅次数：1187\n【新闻链接：转载自江海大学】",
    ] {
        let headline = head.lines().next().unwrap();
        assert_eq!(read(head, "").0, headline, "{head}");
    }
    // A line that begins so and names the alliance is the headline itself.
    assert_eq!(
        read(
            "氢能周刊\n打造氢能高地 江海市氢能产业联盟成立\n2024-06-19",
            ""
        )
        .0,
        "打造氢能高地 江海市氢能产业联盟成立"
    );
}
