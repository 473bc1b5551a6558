//! One canonical form, on texts of our own.

use proptest::prelude::*;

use super::*;

#[test]
fn forms_of_the_same_text_fold_to_one() {
    let canonical = "江南省车辆产业联盟(AEVA)成立，共有36家；电话：021-5566。";
    for written in [
        "江南省車輛產業聯盟（AEVA）成立，共有36家；電話：021-5566。",
        "江南省车辆产业联盟（ＡＥＶＡ）成立，共有３６家；电话：０２１－５５６６。",
        "江南省车辆产业联盟(AEVA)成立,共有36家;电话:021-5566｡",
        "江南省⾞辆产业联盟(AEVA)成⽴，共有36家；电话：021-5566。",
        "江南省⻋辆产业联盟(AEVA)成立，共有36家；电话：021-5566。",
        "江南省\u{200B}车辆产\u{AD}业联\u{FE00}盟(AEVA)成立，共有36家；电话：021-5566。",
        "江南省车辆 产业联\u{3000}盟(AEVA)成立，共有36家；电话：021-5566。",
        "江南省車(chē)輛產（chǎn）業(yè)聯( lián )盟(AEVA)成立，共有36家；电话：021-5566。",
        "江南省&#36710;辆产业&amp;#32852;盟(AEVA)成立，共有36家；电话：021-5566。",
    ] {
        assert_eq!(fold_text(written), canonical, "{written}");
    }
}

#[test]
fn context_chooses_between_simplified_forms() {
    for (traditional, simplified) in [
        ("乾坤乾燥", "乾坤干燥"),
        ("顯著進步", "显著进步"),
        ("看著臺灣", "看着台湾"),
        ("皇后與以後", "皇后与以后"),
        ("裡面的故里", "里面的故里"),
        ("資訊與軟體", "资讯与软体"),
        // A phrase for furniture ends within the club of another word.
        ("20傢俱樂部", "20家俱乐部"),
    ] {
        assert_eq!(fold_text(traditional), simplified);
    }
}

#[test]
fn simplified_sentences_keep_what_is_right_in_them() {
    for text in ["著名学者郑乾教授著书立说。", "这么多的成员，什么都有。"]
    {
        assert_eq!(fold_text(text), text);
    }
}

#[test]
fn simplified_text_that_old_converters_left_loses_the_traditional_particle() {
    for (written, simplified) in [
        ("会员带著订单来，接著签约。", "会员带着订单来，接着签约。"),
        ("这标志著新的开始。", "这标志着新的开始。"),
        ("机器还闲著。", "机器还闲着。"),
        (
            "大家随著他跟著走，学著做，两岸隔著山。",
            "大家随着他跟着走，学着做，两岸隔着山。",
        ),
        ("这意味著什么？", "这意味着什么？"),
    ] {
        assert_eq!(fold_text(written), simplified);
    }
    // Writing, and what is native, keep it in either script.
    for (written, simplified) in [
        (
            "他的专著获奖，著有《联盟论》。",
            "他的专著获奖，著有《联盟论》。",
        ),
        (
            "《联盟论》，李明著《新论》。",
            "《联盟论》，李明著《新论》。",
        ),
        ("土著团结党的原著和译著。", "土著团结党的原著和译著。"),
        (
            "土著團結黨討論著名學者的論著。",
            "土著团结党讨论著名学者的论著。",
        ),
        ("大家討論著章程。", "大家讨论着章程。"),
        ("副院长储著明主持会议。", "副院长储著明主持会议。"),
    ] {
        assert_eq!(fold_text(written), simplified);
    }
    // A page that writes both tells one from the other.
    let around = Around {
        has_zhe: true,
        ..Around::default()
    };
    let mut builder = TextBuilder::default();
    builder.push_verbatim("会员带著订单来。", 0);
    assert_eq!(script::simplify(&builder.build(), around), (None, 0));
}

#[test]
fn blanks_that_part_names_stay() {
    assert_eq!(
        fold_text("出席的有：张三丰 李四光 王五一 赵六合。"),
        "出席的有：张三丰 李四光 王五一 赵六合。"
    );
    assert_eq!(fold_text("主席张 伟致辞。"), "主席张伟致辞。");
    assert_eq!(fold_text("Green Power 联盟"), "Green Power 联盟");
    // Of a clause a mark in half width is the only sign.
    assert_eq!(
        fold_text("联系人:产业处 简青,0551-62XX;筹备组 穆禾,0551-63XX"),
        fold_text("联系人：产业处 简青，0551-62XX；筹备组 穆禾，0551-63XX")
    );
}

#[test]
fn marks_take_the_width_of_their_place() {
    assert_eq!(
        fold_text("增长1,234万元,见http://a.cn/?b:c"),
        "增长1,234万元，见http://a.cn/?b:c"
    );
    assert_eq!(fold_text("Hello, world: yes!"), "Hello, world: yes!");
}

#[test]
fn folding_keeps_the_origin() {
    let mut builder = TextBuilder::default();
    builder.push_verbatim("產(chǎn)業聯盟", 0);
    let mut report = Report::default();
    let source = builder.build();
    let scanned = Scan::of(source.as_str());
    let folded = fold_spanned(
        &source,
        scanned,
        Around::default(),
        &Bonds::default(),
        &mut report,
    )
    .unwrap();
    assert_eq!(folded.as_str(), "产业联盟");
    let span = folded.body_span(3..6).unwrap();
    assert_eq!((span.start, span.end), (10, 13));
}

proptest! {
    #[test]
    fn folding_twice_equals_folding_once(
        text in concat!(
            "([一-龥]|[a-z0-9 ,:?!()（），：&#;\u{3000}]|[著乾麼么裡臺後覆]",
            "|[\u{2E80}-\u{2FDF}\u{FF00}-\u{FFEF}]|\\PC){0,40}",
        )
    ) {
        let once = fold_text(&text).into_owned();
        prop_assert_eq!(fold_text(&once).into_owned(), once);
    }
}

#[test]
fn reporters_behind_a_dateline_stay_apart() {
    for text in [
        "某社拉萨8月9日电(赵晴朗 卢鑫垚)第二届大会9日举行。",
        "某社武汉3月17日电(宋妍 买买提·艾力)8日上午，联盟成立。",
    ] {
        assert_eq!(fold_text(text), text);
    }
    // A label parts nothing; elsewhere a blank in a bracket is what lines left behind.
    for (written, folded) in [
        (
            "本报讯(记者 赵晴朗)昨日，联盟成立。",
            "本报讯(记者赵晴朗)昨日，联盟成立。",
        ),
        ("联盟(以下 简称)成立，举行。", "联盟(以下简称)成立，举行。"),
    ] {
        assert_eq!(fold_text(written), folded);
    }
}

#[test]
fn a_name_spelled_out_is_one_word_beside_others() {
    for (written, folded) in [
        ("理事长 张 伟 常务副会长", "理事长 张伟 常务副会长"),
        ("张 伟　王小明　李 强", "张伟 王小明 李强"),
        ("张 伟  李 强", "张伟 李强"),
        ("通 知", "通知"),
        ("关 于 召 开 年 会 的 通 知", "关于召开年会的通知"),
        ("秘书长 深 圳市某公司", "秘书长 深圳市某公司"),
        (
            "出席的有：张 伟 王小明 李 强 赵六合。",
            "出席的有：张伟 王小明 李强 赵六合。",
        ),
    ] {
        assert_eq!(fold_text(written), folded, "{written}");
    }
}

#[test]
fn blanks_beside_latin_letters_and_in_years_part_nothing_in_a_sentence() {
    assert_eq!(
        fold_text("由 BASF 和 3M 香港公司发起的 AI 联盟 20 24年成立。"),
        "由BASF和3M香港公司发起的AI联盟2024年成立。"
    );
    assert_eq!(fold_text("AI 联盟成立大会"), "AI 联盟成立大会");
}

/// The texts of a page's lines, folded.
fn fold_lines(lines: &[&str]) -> Vec<String> {
    let blocks = lines.iter().map(|line| {
        let mut builder = TextBuilder::default();
        builder.push_verbatim(line, 0);
        Block {
            text: builder.build(),
            ..Block::default()
        }
    });
    let page = Page {
        blocks: blocks.collect(),
        ..Page::default()
    };
    fold_page(page, &mut Report::default())
        .blocks
        .iter()
        .map(|block| block.text.as_str().to_owned())
        .collect()
}

#[test]
fn a_headline_is_mended_where_the_page_tears_words() {
    assert_eq!(
        fold_lines(&[
            "江南省光电产业 联盟成立 蔡 明 琛任理事长",
            "3日，江南省光 电产业联盟成立，主要领 导出席。",
            "蔡 明 琛任首届理事长，任期三年。",
        ]),
        [
            "江南省光电产业联盟成立 蔡明琛任理事长",
            "3日，江南省光电产业联盟成立，主要领导出席。",
            "蔡明琛任首届理事长，任期三年。",
        ]
    );
}

#[test]
fn a_headline_of_two_parts_stays_where_no_word_is_torn() {
    let lines = [
        "江南省光电产业联盟成立 蔡明琛任理事长",
        "江南省光电产业联盟成立蔡明琛任理事长的消息，传遍全省。",
    ];
    assert_eq!(fold_lines(&lines), lines);
}

#[test]
fn a_name_torn_in_a_cell_or_headline_is_mended_and_cells_stay_apart() {
    assert_eq!(
        fold_lines(&[
            "关于江南省光电产业联盟新增成员的 公告",
            "3日，江南省光 电产业联盟成立，主要领 导出席。",
            "1\t东湖光电股份有限 公司\t成员单位",
            "2\t绿源 物理研究所\t古一一 院长",
            "江南省 科学技术厅",
            "联盟与3Q公司的 Patri ck先生、X- Team代表会面，并参观三家工厂，谈到光 电产品。",
            "他们带来3 Q公司的样品，双方约定明年再会。",
        ]),
        [
            "关于江南省光电产业联盟新增成员的公告",
            "3日，江南省光电产业联盟成立，主要领导出席。",
            "1 东湖光电股份有限公司 成员单位",
            "2 绿源物理研究所 古一一 院长",
            "江南省科学技术厅",
            "联盟与3Q公司的Patrick先生、X-Team代表会面，并参观三家工厂，谈到光电产品。",
            "他们带来3Q公司的样品，双方约定明年再会。",
        ]
    );
    // On a sound page the blank parts two fields.
    assert_eq!(fold_lines(&["江畔大学 物理学院"]), ["江畔大学 物理学院"]);
    assert_eq!(
        fold_lines(&["7\t江畔大学\t院校，高职"]),
        ["7 江畔大学 院校，高职"]
    );
}

#[test]
fn a_blank_between_two_stops_is_none_before_they_are_widened_either() {
    for text in ["並: :", "並： ：", "並: ；", "联盟， ！"] {
        let once = fold_text(text).into_owned();
        assert!(!once.contains(' '), "{once}");
        assert_eq!(fold_text(&once), once);
    }
}

/// A page whose blanks stand anywhere: its sentences spell names.
const TORN: &str = "群曜碳材董事长蔺 志 强当选，粘 静 怡任副理事长，碳纤 维联盟设在东湖。";

#[test]
fn sentences_that_spell_names_show_that_blanks_stand_anywhere() {
    assert_eq!(
        fold_lines(&["碳纤维联盟换新手 蔺 志 强接理事长", TORN, "粘 静怡致辞"]),
        [
            "碳纤维联盟换新手 蔺志强接理事长",
            "群曜碳材董事长蔺志强当选，粘静怡任副理事长，碳纤维联盟设在东湖。",
            "粘静怡致辞",
        ]
    );
    // A whole name stays apart from what its bearer is.
    assert_eq!(
        fold_lines(&[TORN, "联盟秘书长 唐 泊"])[1],
        "联盟秘书长 唐泊"
    );
}

#[test]
fn the_halves_of_a_motto_stay_apart() {
    let slogan = "江畔市举行“文明出行 有礼同行”活动";
    let text = "江畔市3日举行“文明出行 有礼同行”活动，群曜碳材董事长蔺 志 强到会。";
    assert_eq!(fold_lines(&[slogan, text])[0], slogan);
}

#[test]
fn a_lone_letter_belongs_to_one_word() {
    for (written, folded) in [
        ("技术长Am y Tsai到会", "技术长Amy Tsai到会"),
        ("副主席Marek K owalski到会", "副主席Marek Kowalski到会"),
        ("会长Nguyen Va n Loc到会", "会长Nguyen Van Loc到会"),
        ("召集人Erik Sø rensen到会", "召集人Erik Sørensen到会"),
        ("公司S M S中国到会", "公司SMS中国到会"),
        ("公布首批1 2家单位", "公布首批12家单位"),
        ("发布标准2. 0", "发布标准2.0"),
        ("发布报告(2018 )", "发布报告(2018)"),
        // Words of names, and what is counted, stay apart.
        ("校长Luís Ferreira到会", "校长Luís Ferreira到会"),
        ("教授Otto van Berg到会", "教授Otto van Berg到会"),
    ] {
        let lines = fold_lines(&[TORN, &format!("{written}，致辞。")]);
        assert_eq!(lines[1], format!("{folded}，致辞。"));
    }
}

#[test]
fn reporters_stay_apart_on_a_torn_page_too() {
    let text = "江畔讯(通讯员 权锐 时靖)4月22日，联盟开会。";
    assert_eq!(
        fold_lines(&[TORN, text])[1],
        "江畔讯(通讯员权锐 时靖)4月22日，联盟开会。"
    );
}

#[test]
fn names_that_fill_a_bracket_of_reporters_stay_apart_where_one_has_a_rare_family_name() {
    let text = "江畔社东湖3月2日电(都岚 苗向东)2日，联盟开会。";
    assert_eq!(fold_lines(&[TORN, text])[1], text);
}

#[test]
fn a_gap_in_a_headline_is_closed_where_the_sentences_write_the_name_whole() {
    let sentence = "3日，江畔光电检测联盟在东湖成立，四十家企业到会。";
    assert_eq!(
        fold_lines(&["江畔光电 检测联盟成立", sentence])[0],
        "江畔光电检测联盟成立"
    );
    // What they write with the same blank proves nothing.
    let row = "江畔在线，最新：江畔光电 检测联盟成立";
    assert_eq!(
        fold_lines(&["江畔光电 检测联盟成立", row])[0],
        "江畔光电 检测联盟成立"
    );
    // Two clauses are no name, and one body may stand beside another.
    // Tags stand side by side, and so do links.
    for line in [
        "江畔光电联盟成立 四十家企业到会",
        "江畔光电 东湖联盟",
        "标签：江畔光电 检测联盟",
        "首页 江畔光电 检测联盟 下载",
    ] {
        assert_eq!(fold_lines(&[line, sentence])[0], line);
    }
}

#[test]
fn nothing_parts_what_an_official_document_is_called() {
    for (written, folded) in [
        (
            "关于征集 江畔光电联盟成员的通知",
            "关于征集江畔光电联盟成员的通知",
        ),
        (
            "关于光电联盟 更名的批复(第二批)",
            "关于光电联盟更名的批复(第二批)",
        ),
    ] {
        assert_eq!(fold_lines(&[written]), [folded]);
    }
    for whole in [
        "关于我们 通知公告 关于开会的通知",
        "江畔市科技局 关于开会的通知",
    ] {
        assert_eq!(fold_lines(&[whole]), [whole]);
    }
}

#[test]
fn on_a_torn_page_a_day_and_a_holder_stay_apart_and_listed_bodies_are_mended() {
    let dated = "江畔智能 2022-08-29 18:06 来源：江畔网";
    assert_eq!(
        fold_lines(&[
            TORN,
            "联盟成立于2908年前后，又在江畔智能2022年里长大。",
            dated
        ])[2],
        dated
    );
    for (written, folded) in [
        ("联盟秘书长 古一", "联盟秘书长 古一"),
        (
            "指导单位：江畔光电 检测研究院(拟邀)",
            "指导单位：江畔光电检测研究院(拟邀)",
        ),
        (
            "副理事长单位 河北 学院、东湖大学",
            "副理事长单位 河北学院、东湖大学",
        ),
        (
            "列席：江畔市科技局蔡 明 琛组长",
            "列席：江畔市科技局蔡明琛组长",
        ),
    ] {
        assert_eq!(fold_lines(&[TORN, written])[1], folded);
    }
}
