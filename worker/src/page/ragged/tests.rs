use crate::{page::read_page, span::TextBuilder, submission::Submission};

fn lines(body: &str) -> Vec<String> {
    let mut builder = TextBuilder::default();
    builder.push_verbatim(body, 0);
    let submission = Submission {
        body: body.as_bytes(),
        ..Submission::default()
    };
    let page = read_page(&builder.build(), &submission);
    let texts = page.blocks.iter().map(|block| block.text.as_str());
    texts.map(str::to_owned).collect()
}

/// The paragraphs that lines are, each given as its lines.
fn assert_paragraphs(body: &str, paragraphs: &[&[&str]]) {
    let joined: Vec<String> = paragraphs.iter().map(|lines| lines.concat()).collect();
    assert_eq!(lines(body), joined, "{body}");
}

const TITLE: &[&str] = &["青川水泵联盟参加2018产业协同大会"];
const FIRST: &[&str] = &[
    "为落实“切实提高关键核心技术创新",
    "能力”的要求，推动产业链上下游协同发展，10月30日，江南水泵产业联盟与青川市科",
    "技局联合在青川市举办协同大会，",
    "会议以“构建创新链”为主题。来自各地的企业代表，以及高新园区、金融机",
    "构的代表二百多人到会，水泵联盟以试点联盟代表的身份参会。",
];
const SECOND: &[&str] = &[
    "科技局副局长柳青致辞，从政策的层面回顾了联盟的由来，并提出新的要",
    "求。会上，联盟还与三家银行签署合",
    "作协议，约定每年拿出两千万元支持企业的技术改造。",
];

/// The paragraphs with `between` their lines, each after `before`.
fn set(before: &str, between: &str) -> String {
    let all = [TITLE, FIRST, SECOND].concat();
    let set: Vec<String> = all.iter().map(|line| format!("{before}{line}")).collect();
    set.join(between)
}

#[test]
fn a_text_that_was_broken_anywhere_is_read_as_its_paragraphs() {
    assert_paragraphs(&set("", "\n"), &[TITLE, FIRST, SECOND]);
}

#[test]
fn the_lines_may_stand_apart_or_be_set_in() {
    for body in [
        set("", "\n\n"),
        set("    ", "  \r\n"),
        set("\u{3000}\u{3000}", "\n"),
    ] {
        assert_paragraphs(&body, &[TITLE, FIRST, SECOND]);
    }
}

#[test]
fn lines_of_a_page_of_markup_are_joined_as_well() {
    for body in [
        format!("<div>{}</div>", set("", "<br>\n")),
        format!("<div><p>{}</p></div>", set("", "</p>\n<p>")),
    ] {
        assert_paragraphs(&body, &[TITLE, FIRST, SECOND]);
    }
}

#[test]
fn traditional_text_is_joined_as_well() {
    let first: &[&str] = &[
        "臺中市水泵產業聯盟昨天在工業區揭牌，三十家廠商、兩所大學的代",
        "表到場。理事長柳青表示，聯盟將先",
        "建立共用的檢測實驗室，讓中小企業不必各自買設備，並爭取中央補",
        "助經費。",
    ];
    let second: &[&str] = &[
        "市長說，市府將提供土地和融",
        "資的協助，希望兩年內帶動十億元產值。",
    ];
    let body = format!("水泵聯盟揭牌\n{}\n{}", first.join("\n"), second.join("\n"));
    assert_paragraphs(&body, &[&["水泵聯盟揭牌"], first, second]);
}

#[test]
fn empty_lines_tell_where_paragraphs_end() {
    let first: &[&str] = &[
        "三月三日，东湖轴承产业联盟在江畔市成立。",
        "四十家企业、六所高校参加会议，会上宣读了第一届理",
        "事会的名单，并通过联盟章程。",
        "联盟将设三个工作组。",
    ];
    let second: &[&str] = &[
        "秘书长介绍，联盟明年起草两项标准，并同高校共建实验",
        "室，向全省开放设备。",
        "“我们等这一天等了三年。”她说。",
    ];
    let body = format!("{}\n\n{}\n", first.join("\n"), second.join("\n"));
    assert_paragraphs(&body, &[first, second]);
}

#[test]
fn indents_tell_where_paragraphs_begin() {
    let first: &[&str] = &[
        "东湖轴承产业联盟昨天在江畔市举行成",
        "立大会，四十家企业、六所高校参加。",
        "会上宣读了第一届理事会的名单，并通过联",
        "盟章程。",
    ];
    let second: &[&str] = &[
        "秘书长介绍，联盟明年起草两项标准，并同高校共建实验",
        "室，向全省开放设备。",
    ];
    let body = format!(
        "东湖轴承联盟成立\n　　{}\n　　{}\n",
        first.join("\n"),
        second.join("\n")
    );
    assert_paragraphs(&body, &[&["东湖轴承联盟成立"], first, second]);
}

#[test]
fn a_number_that_a_break_cuts_is_one() {
    let body = "十一月，东湖轴承产业联盟成立大会在江畔市举行，到会的有1\n\
                10家企业，总投资达3\n5%的项目由联盟成员承建，章程当场获得通\n过。\n";
    assert_eq!(
        lines(body),
        [
            "十一月，东湖轴承产业联盟成立大会在江畔市举行，到会的有110家企业，\
             总投资达35%的项目由联盟成员承建，章程当场获得通过。"
        ]
    );
}

#[test]
fn the_header_stays_between_headline_and_text() {
    let text: &[&str] = &[
        "东湖轴承产业联盟昨天举行年会，秘书长宋朝阳作工",
        "作报告，四十家企业的代表参加，会议通过了新修订的联盟章",
        "程，并增补三家理事单位。",
    ];
    let header = "2022-03-03 09:12　来源：联盟秘书处　点击：318";
    let body = format!(
        "东湖轴承产业联盟年会顺利召开\n{header}\n{}\n上一篇：联盟走访企业，听取意见\n",
        text.join("\n")
    );
    assert_paragraphs(
        &body,
        &[
            &["东湖轴承产业联盟年会顺利召开"],
            &[header],
            text,
            &["上一篇：联盟走访企业，听取意见"],
        ],
    );
}

#[test]
fn items_begin_lines_of_their_own() {
    let first: &[&str] = &[
        "一、同意江畔轴承股份有限公司、北城大学机械学",
        "院等七家单位加入联盟，会费按理事单位收取",
    ];
    let second: &[&str] = &[
        "二、聘任宋朝阳为联盟副秘书长，负责标准和检",
        "测工作，任期与本届理事会相同。",
    ];
    let body = format!("会议决定：\n{}\n{}\n", first.join("\n"), second.join("\n"));
    assert_paragraphs(&body, &[&["会议决定："], first, second]);
}

#[test]
fn captions_are_no_part_of_the_text() {
    let caption = "▲轴承联盟揭牌，各界代表到场祝贺。/记者宋朝阳摄";
    let text: &[&str] = &[
        "东湖轴承产业联盟昨天揭牌，四十家企业参加，联盟将建立共用的检测实验",
        "室，并起草两项标准，让中小企业不必各自购买设",
        "备。",
    ];
    for caption in [caption, "▲轴承联盟揭牌，各界代表到场祝贺。（联盟提供）"]
    {
        let body = format!("{caption}\n{}", text.join("\n"));
        assert_paragraphs(&body, &[&[caption], text]);
    }
}

/// None of the lines is joined to another.
fn assert_lines(body: &str) {
    let found = lines(body);
    assert_eq!(found, body.lines().collect::<Vec<_>>());
}

#[test]
fn headlines_with_commas_stay_lines() {
    assert_lines(
        "青川水泵联盟成立，柳青当选理事长\n\
         阀门企业抱团出海，首单落地南洋\n\
         轴承联盟年会召开，共商产业新局\n\
         农机共同体揭牌，校企携手育人\n\
         陶瓷联盟换届，新一届理事会亮相\n\
         氢能联盟扩容，十家企业入盟",
    );
}

#[test]
fn paragraphs_without_full_stop_stay_paragraphs() {
    assert_lines(
        "东湖轴承产业联盟昨天揭牌，四十家企业参加，联盟将建立共用的检测实验室\n\
         秘书长宋朝阳说，联盟明年起草两项标准，并同高校共建实验室\n\
         江畔市市长表示，市里将提供土地和融资的帮助，希望两年内见到成效\n\
         会后，代表们参观了轴承产业园，并与三家银行洽谈合作",
    );
}

#[test]
fn lines_of_a_poem_stay_lines() {
    assert_lines("大江东流入海门。\n群山如马向南奔。\n问君何处寻春色。\n一树梅花在小村。");
}

#[test]
fn rows_addresses_and_lists_stay_lines() {
    assert_lines(
        "轴承联盟理事单位名单（按笔画排列，共六家）\n\
         江畔轴承股份有限公司（理事长单位，江畔市）\n\
         北城大学机械学院（副理事长单位，北城市）\n\
         东湖钢铁集团有限公司（理事单位，东湖区）\n\
         南山检测技术有限公司（理事单位，南山县）\n\
         地址：江畔市滨江路12号，邮编000000\n\
         电话：0000-1234567，联系人：宋女士",
    );
}

#[test]
fn one_broken_paragraph_among_whole_ones_harms_none() {
    assert_lines(
        "东湖轴承产业联盟昨天揭牌，四十家企业参加。\n\
         秘书长说，联盟明年起草两项标准，并同高校共建实验室。\n\
         江畔市市长表示，市里将提供土地和融资的帮助\n\
         会后，代表们参观了轴承产业园，并与三家银行洽谈合作。\n\
         据悉，联盟下设三个工作组，每年举行两次会议。",
    );
}
