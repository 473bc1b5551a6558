use super::find_lines;

/// A text of two paragraphs, below whatever head.
const TEXT: [&str; 2] = [
    "3月7日，东湖绿氢装备产业联盟在江畔市成立，东湖重工、南岭机械等四十家企业参加，联盟将设\
     三个工作组，明年起草两项标准。",
    "联盟首任理事长古一一说，往后大家有事一起商量。",
];

/// The lines that are found again of a page whose lines one blank joins.
fn lines_of(of_page: &[&str]) -> Vec<String> {
    let line = of_page.join(" ");
    let whole = std::iter::once(0..line.len()).collect::<Vec<_>>();
    let found = find_lines(&line, &whole).unwrap();
    let texts = found.into_iter().map(|at| line.get(at).unwrap().to_owned());
    texts.collect()
}

/// The lines of a head that are found again above the text.
fn head_of(head: &[&str]) -> Vec<String> {
    let of_page: Vec<&str> = head.iter().copied().chain(TEXT).collect();
    let mut found = lines_of(&of_page);
    assert_eq!(found.split_off(found.len() - 2), TEXT);
    found
}

#[test]
fn who_publishes_stands_beside_the_date_and_not_beside_the_headline() {
    for head in [
        [
            "绿氢装备产业联盟在江畔成立",
            "江畔快报网 2022.08.22 记者 付三三",
        ]
        .as_slice(),
        &["绿氢装备产业联盟在江畔成立", "渔樵走廊 2025年9月12日 10:20"],
        &["渔樵圈 2011-8-15", "四十家企业握手 绿氢装备产业联盟成立"],
        &[
            "江畔晚报 2003年12月19日 A14 商业",
            "百家“氢企”聚首 东湖联盟成立",
        ],
        &[
            "绿氢装备产业联盟在江畔成立",
            "发布者：秘书处 发布时间：2025-06-26",
        ],
        &["绿氢装备产业联盟成立 四十家企业参加", "2023-05-31 09:20"],
    ] {
        assert_eq!(head_of(head), head);
    }
}

#[test]
fn sections_menus_and_owners_are_no_part_of_a_headline() {
    for head in [
        ["江畔快讯", "绿氢装备产业联盟成立 首轮理事长亮相"].as_slice(),
        &["行业资讯", "绿氢装备产业联盟在江畔成立"],
        &["首页-要闻-产业", "绿氢装备产业联盟在江畔成立"],
        &["位置: 首页 > 要闻 >", "绿氢装备产业联盟在江畔成立"],
        &["江畔市科学技术局", "关于同意成立绿氢装备产业联盟的批复"],
        &["分享到：", "绿氢装备产业联盟在江畔成立", "2018-03-02"],
        &["绿氢装备产业联盟在江畔成立", "——东湖四十家企业结盟记"],
        &[
            "绿氢装备产业联盟在江畔成立",
            "□本报记者 付三三 通讯员 齐二二",
        ],
        &["绿氢装备产业联盟在江畔成立", "原标题：东湖联盟成立"],
    ] {
        assert_eq!(head_of(head), head);
    }
    // A bar stands in a headline, and a place on the site may end with one.
    let whole = ["喜报 | 我司加入绿氢装备产业联盟"];
    assert_eq!(head_of(&whole), whole);
}

#[test]
fn what_a_line_announces_stands_below_it() {
    for lines in [
        [TEXT[0], "选举结果如下：", "理事长：古一一", TEXT[1]].as_slice(),
        &[TEXT[0], "首日", "上午9时开幕，四十家企业参加。", TEXT[1]],
        &[TEXT[0], "【资料图】", TEXT[1]],
        &[TEXT[0], "-----------", TEXT[1]],
        &[TEXT[0], "│序号│名称│", "│1│东湖重工│", TEXT[1]],
    ] {
        assert_eq!(lines_of(lines), lines);
    }
}

#[test]
fn a_name_stands_behind_what_its_bearer_is_and_a_number_beside_its_unit() {
    for one in [
        "联盟秘书长 古一一",
        "江畔市旅游局局长 古一一说，这是一次大聚会。",
        "江畔市副市长 齐二二（右二）到会，他说联盟来得正好。",
        "东湖重工中标，报价 18650.32 万元",
        "中国科学院院士古一一说，2022年12 月再开会。",
        "[打印] [关闭] [收藏]",
        "一条船坐不满，几家一起坐。",
        "江氢函〔2024〕52号 （B类）",
    ] {
        let lines = [TEXT[0], one, TEXT[1]];
        assert_eq!(lines_of(&lines), lines);
    }
    // A label is no name, and what begins with 日 may count nothing.
    let lines = [
        "绿氢联盟年会推举主任",
        "时间：2022-09-08",
        "日前，联盟开会，换届。",
        TEXT[0],
        TEXT[1],
    ];
    assert_eq!(lines_of(&lines), lines);
}
