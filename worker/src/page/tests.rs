use proptest::prelude::*;

use super::*;
use crate::span::TextBuilder;

fn page(body: &str) -> Page {
    let mut builder = TextBuilder::default();
    builder.push_verbatim(body, 0);
    let submission = Submission {
        body: body.as_bytes(),
        ..Submission::default()
    };
    read_page(&builder.build(), &submission)
}

fn lines(body: &str) -> Vec<String> {
    page(body)
        .blocks
        .iter()
        .map(|block| block.text.as_str().to_owned())
        .collect()
}

#[test]
fn hidden_text_is_no_text() {
    assert_eq!(
        lines(
            "<html><style>.v{visibility:hidden}</style><p>甲<script>x()</script></p>\
             <p class=v>乙</p><p style='display: none'>丙</p><p hidden>丁</p><!-- 戊 -->\
             <noscript>己</noscript><p><ruby>产<rp>(</rp><rt>chǎn</rt><rp>)</rp></ruby>业</p>"
        ),
        ["甲", "产业"]
    );
}

#[test]
fn rows_of_a_table_are_lines_and_its_layout_is_none() {
    assert_eq!(
        lines(
            "<table><tr><th>职务<th>单位</tr><tr><td><p>理事长</p></td><td><p>甲公司</p></td></tr></table>\
             <table><tr><td>左一<br>左二</td><td>右一<p>右二</p></td></tr></table>"
        ),
        [
            "职务\t单位",
            "理事长\t甲公司",
            "左一",
            "左二",
            "右一",
            "右二"
        ]
    );
}

#[test]
fn white_space_shows_as_in_a_browser() {
    assert_eq!(
        lines("<p> 甲\n乙  <b>丙</b> x\n y</p><p>a&nbsp;b&#x20;c</p>"),
        ["甲乙 丙 x y", "a\u{a0}b c"]
    );
}

#[test]
fn hard_wrapped_text_is_unwrapped() {
    let paragraph: String = (0..100)
        .map(|i| char::from_u32(0x4E00 + i).unwrap())
        .collect();
    let wrapped: String = paragraph
        .chars()
        .enumerate()
        .flat_map(|(i, c)| {
            (i > 0 && i % 37 == 0)
                .then_some('\n')
                .into_iter()
                .chain([c])
        })
        .collect();
    assert_eq!(
        lines(&format!("{wrapped}\n\n{wrapped}\r\n\r\n短")),
        [paragraph.as_str(), paragraph.as_str(), "短"]
    );
}

#[test]
fn lines_of_a_wrapped_text_that_became_paragraphs_are_joined() {
    let lines_of_text = [
        "三月三日，东湖绿氢产业联盟在江畔市成立，四十家企业、六所高校和三家",
        "金融机构参加会议，联盟将设三个工作组，明年起草两项标准，并同高校共",
        "建实验室，面向全省开放设备和数据，服务中小企业，会上还宣读了第一届",
        "理事会的名单。",
        "“我们等这一天等了三年。”联盟首任秘书长说。",
    ];
    let joined = [lines_of_text[..4].concat(), lines_of_text[4].to_owned()];
    let markup = |between: &str| format!("<div>{}</div>", lines_of_text.join(between));
    for body in [
        format!("<p>{}</p>", lines_of_text.join("</p>\n<p>")),
        markup("<br>"),
        lines_of_text.join("\n\n"),
    ] {
        assert_eq!(lines(&body), joined, "{body}");
    }
}

#[test]
fn what_was_put_into_wrapped_lines_takes_no_room_in_them() {
    let plain = [
        "三月三日，东湖绿氢产业联盟在江畔市成立，四十家企业、六所高校和三家",
        "金融机构参加会议，联盟将设三个工作组。",
        "明年起草两项标准，并同高校共建实验室，面向全省开放设备和数据，服务",
        "中小企业，会上还宣读了第一届理事会的名单，并约定在秋天再开一次会议",
        "，名称未定。",
    ];
    let joined = [plain[..2].concat(), plain[2..].concat()];
    let put_in: [&dyn Fn(&str) -> String; 4] = [
        &|line| line.replace('会', "会（huì）"),
        &|line| line.replace('会', "会（ｈｕì）"),
        &|line| line.replace('会', "&amp;#20250;"),
        &|line| line.replace('业', "业\u{FE00}\u{FEFF}"),
    ];
    for put_in in put_in {
        let text = put_in(&plain.join("\n"));
        let joined = joined.clone().map(|line| put_in(&line));
        let found = lines(&text);
        assert_eq!(found.len(), joined.len(), "{text}");
    }
}

#[test]
fn invisible_characters_hide_no_wrap() {
    let line = |first: u32| -> String {
        (first..first + 37)
            .filter_map(|code| char::from_u32(0x4E00 + code))
            .collect()
    };
    let marked = |first: u32, marks: usize| line(first) + &"\u{FEFF}".repeat(marks);
    let wrapped = format!("{}\n{}\n{}\n短", marked(0, 1), marked(40, 3), marked(80, 0));
    assert_eq!(lines(&wrapped).len(), 1);
}

#[test]
fn headlines_of_one_length_stay_lines() {
    let headlines = [
        "东湖绿氢产业联盟在江畔市正式揭牌成立并召开第一次会议",
        "江南省光电产业联盟举行换届大会选出新一届理事会成员名",
        "北方轴承产业技术创新战略联盟发布首批三项团体标准文本",
        "西部制氢装备产业联盟与六所高校共建实验室和人才培养地",
    ];
    assert_eq!(
        lines(&format!("<p>{}</p>", headlines.join("</p><p>"))),
        headlines
    );
}

/// Markup and text as a hostile page mixes them.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<div>".to_owned()),
        Just("</div>".to_owned()),
        Just("<p class='nav x'>".to_owned()),
        Just("</p>".to_owned()),
        Just("<table><tr><td>".to_owned()),
        Just("</td><td>".to_owned()),
        Just("</table>".to_owned()),
        Just("<a href=x>".to_owned()),
        Just("</a>".to_owned()),
        Just("<br>".to_owned()),
        Just("<script>".to_owned()),
        Just("</script>".to_owned()),
        Just("<!-- ".to_owned()),
        Just("-->".to_owned()),
        Just("<h1>".to_owned()),
        Just("<ruby><rt>".to_owned()),
        Just("<title>".to_owned()),
        Just("&#32852;&nbsp;&amp;&lt".to_owned()),
        Just("\r\n　　".to_owned()),
        Just("来源：某报　2024-06-05 记者 甲乙".to_owned()),
        "\\PC{0,12}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_gives_blocks_that_quote_the_body(body in soup()) {
        for block in page(&body).blocks {
            let text = block.text.as_str();
            prop_assert!(!text.trim().is_empty());
            for (at, character) in text.char_indices() {
                let Some(span) = block.text.body_span(at..at + character.len_utf8()) else {
                    prop_assert!(matches!(character, ' ' | '\t'));
                    continue;
                };
                let quoted = body.get(span.start..span.end);
                prop_assert!(quoted.is_some(), "{span:?} cuts a character");
                let quoted = quoted.unwrap();
                let kept = quoted.starts_with(character)
                    || quoted.starts_with('&')
                    || quoted.trim_matches(|c: char| c.is_ascii_whitespace()).is_empty();
                prop_assert!(kept, "{character:?} from {quoted:?}");
            }
        }
    }

    #[test]
    fn references_resolve_as_the_tokenizer_has_it(text in "(&[#a-zA-Z0-9]{0,8};?|[ a-z联盟]){0,12}") {
        let told: Vec<u8> = html5gum::Tokenizer::new(&text)
            .flatten()
            .flat_map(|token| match token {
                html5gum::Token::String(string) => string.value.0,
                _ => Vec::new(),
            })
            .collect();
        prop_assert_eq!(
            reference::resolve_references(&text),
            String::from_utf8_lossy(&told).into_owned()
        );
    }
}

#[test]
fn nesting_of_any_depth_takes_no_stack() {
    for tag in [
        "div", "p", "b", "a", "table", "td", "ul", "li", "ruby", "x-y", "h1", "font",
    ] {
        let opened = format!("<{tag}>").repeat(100_000);
        let closed = format!("</{tag}>").repeat(100_000);
        let nested = lines(&format!("<!doctype html>{opened}甲{closed}"));
        assert!(nested == ["甲"], "{tag}");
        let unopened = lines(&format!("<!doctype html><p>{closed}甲"));
        assert!(unopened == ["甲"], "{tag}");
    }
    let mixed = "<table><tr><td><b><div><p><a>甲</i></td></b></div>".repeat(20_000);
    assert_eq!(lines(&mixed).len(), 20_000);
}

/// A report of invented bodies, broken where its lines were full.
const WRAPPED: [&str; 7] = [
    "3月7日，江畔市绿氢装备产业联盟第二届会员大会暨换届大会在东湖会展中心举行，东湖",
    "重工、南岭机械、海湾电气等五十家会员单位派代表出席，会议由联盟秘书处负责人主持",
    "，市科技局派员到会。",
    "按照章程，大会投票选出第二届理事会：东湖重工股份有限公司总经理古一一当选理事长",
    "，副理事长两位，分别是南岭机械有限公司董事长齐二二、海湾电气集团的副总裁付三三",
    "，秘书长由江畔大学教授苗四四担任，任期三年，大会还表决通过了会费标准与管理办法",
    "及工作报告。",
];

const UNWRAPPED: [&str; 2] = [
    "3月7日，江畔市绿氢装备产业联盟第二届会员大会暨换届大会在东湖会展中心举行，东湖\
     重工、南岭机械、海湾电气等五十家会员单位派代表出席，会议由联盟秘书处负责人主持，市科技局派员到会。",
    "按照章程，大会投票选出第二届理事会：东湖重工股份有限公司总经理古一一当选理事长\
     ，副理事长两位，分别是南岭机械有限公司董事长齐二二、海湾电气集团的副总裁付三三\
     ，秘书长由江畔大学教授苗四四担任，任期三年，大会还表决通过了会费标准与管理办法及工作报告。",
];

#[test]
fn wrapped_lines_are_one_paragraph_however_each_is_set_in() {
    let indents = WRAPPED.map(|line| format!("<div>\u{3000}\u{3000}{line}</div>"));
    let told: Vec<String> = lines(&format!("<html><body>{}</body></html>", indents.concat()));
    assert_eq!(
        told.iter().map(|line| line.trim()).collect::<Vec<_>>(),
        UNWRAPPED
    );
}

#[test]
fn what_happened_to_wrapped_lines_since_hides_no_wrap() {
    let halved = |line: &str| line.replace('，', ",");
    let widened = |line: &str| line.replace('3', "３").replace('7', "７");
    let torn = |line: &str| {
        line.replace("古一一", "古 一 一")
            .replace("海湾电气", "海 湾电气")
    };
    assert_eq!(lines(&halved(&WRAPPED.join("\n"))), UNWRAPPED.map(halved));
    assert_eq!(lines(&widened(&WRAPPED.join("\n"))), UNWRAPPED.map(widened));
    assert_eq!(lines(&torn(&WRAPPED.join("\n"))), UNWRAPPED.map(torn));
}

#[test]
fn copies_of_wrapped_lines_stand_behind_their_paragraph() {
    let twice: Vec<&str> = WRAPPED
        .into_iter()
        .flat_map(|line| [line].repeat(1 + usize::from(line.chars().count() > 30)))
        .collect();
    let page = page(&twice.join("\n"));
    let (copies, own): (Vec<&Block>, Vec<&Block>) =
        page.blocks.iter().partition(|block| block.is_copy);
    assert_eq!(
        own.iter()
            .map(|block| block.text.as_str())
            .collect::<Vec<_>>(),
        UNWRAPPED
    );
    assert_eq!(copies.len(), 5);
}

#[test]
fn a_place_on_the_site_is_no_part_of_the_line_behind_its_gap() {
    assert_eq!(
        lines("<html><p>位置：首页 &gt;&gt; 要闻&nbsp;&nbsp;&nbsp;&nbsp;江畔日报 第2版</p></html>"),
        ["位置：首页 >> 要闻", "江畔日报 第2版"]
    );
}

#[test]
fn lines_set_apart_by_ideographic_spaces_are_lines() {
    let told = lines(
        "江畔在线_财经_要闻　东湖绿氢产业联盟2020年大事记　日期：2021-01-08　来源：联盟秘书处　点击：127　\
         ●1月19日，联盟理事会在江畔召开会议，审议通过年度计划，同意吸收两家公司，并讨论了会费的标准。　\
         ●3月27日，联盟与江畔银行签署合作协议，后者为成员提供三亿元授信，双方还将在检测方面合作。　\
         【返回列表】　某ICP备00000000号",
    );
    assert!(
        told.iter()
            .any(|line| line == "东湖绿氢产业联盟2020年大事记"),
        "{told:?}"
    );
    assert!(
        told.iter()
            .any(|line| line.ends_with("并讨论了会费的标准。")),
        "{told:?}"
    );
}

/// The lines of a plain text that are found again after a blank took the place
/// of each of their ends.
fn lines_of_one_line(of_page: &[&str]) -> Vec<String> {
    lines(&of_page.join(" "))
}

#[test]
fn lines_that_became_one_are_found_again() {
    let text = "东湖绿氢产业联盟三月三日在江畔市成立，四十家企业、六所高校和三家金融机构\
        参加会议，联盟将设三个工作组，明年起草两项标准，并同高校共建实验室，面向全省开放\
        设备和数据，服务中小企业，会上还宣读了第一届理事会的名单。";
    let next = "“我们等这一天等了三年。”联盟首任秘书长说。";
    let contact = "联系人：简青 1381XXXX203，穆禾 1390XXXX817。";
    let headed = |head: &[&str]| {
        let mut of_page = head.to_vec();
        of_page.extend([text, next, contact]);
        lines_of_one_line(&of_page)
    };
    // A headline of several parts, of which one may be short.
    let found = headed(&["东湖绿氢产业大联盟 江畔成军", "2023-05-31 09:20"]);
    assert_eq!(found[0], "东湖绿氢产业大联盟 江畔成军");
    assert_eq!(found[2..], [text, next, contact]);
    // Numbers are no date.
    let found = headed(&[
        "「2025绿氢论坛」逾300人聚首 聚焦金融互通",
        "2023-05-31 09:20",
    ]);
    assert_eq!(found[0], "「2025绿氢论坛」逾300人聚首 聚焦金融互通");
    // Who publishes it is no part of it.
    let found = headed(&["江畔研习社", "没有国王的“帝国”走向何方", "2023-05-31 09:20"]);
    assert_eq!(found[..2], ["江畔研习社", "没有国王的“帝国”走向何方"]);
}

#[test]
fn what_a_blank_stood_within_stays_one_line() {
    let text = "东湖绿氢产业联盟三月三日在江畔市成立，四十家企业、六所高校和三家金融机构\
        参加会议，联盟将设三个工作组，明年起草两项标准，并同高校共建实验室，面向全省开放\
        设备和数据，服务中小企业，会上还宣读了第一届理事会的名单。";
    for one in [
        "到会的有何塞的同事José Pereira，他说联盟将越走越宽。",
        "赛事由P. LEAGUE主办，联盟协办，四月开赛。",
        "会员须有ISO 22000认证，另须两家会员推荐。",
        "01 改名",
        "◆ 三月三日，联盟在江畔市成立，四十家企业参加。",
        "【要闻】 三月三日，联盟在江畔市成立，四十家企业参加。",
    ] {
        let last = "“我们等这一天等了三年。”联盟首任秘书长说，此后每年都会开这样的会。";
        let found = lines_of_one_line(&["江畔成军记", "2023-05-31 09:20", text, one, last]);
        assert!(found.iter().any(|line| line == one), "{one}: {found:?}");
    }
}

#[test]
fn blanks_behind_a_trail_are_no_block() {
    let blocks = page("-->\r\n\u{3000}\u{3000}</td><td>\r\n\u{3000}<div>").blocks;
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    assert!(
        texts.iter().all(|text| !text.trim().is_empty()),
        "{texts:?}"
    );
    assert_eq!(texts.len(), 1);
}

#[test]
fn few_lines_of_one_length_are_a_wrap_where_empty_lines_part_paragraphs() {
    let head = "绿氢联盟授牌\n\n江畔在线 2021-07-05\n\n";
    let (full, rest) = (
        "上周五，东湖绿氢产业联盟在江畔市授牌，东湖重工、",
        "南岭机械等十三家入盟。",
    );
    let wrapped = format!("{head}{full}\n{rest}\n\n联盟成立于三年前。");
    assert_eq!(lines(&wrapped)[2], format!("{full}{rest}"));
    // Without empty lines around they are two paragraphs, and so are two sentences.
    let whole = "上周五，东湖绿氢产业联盟在江畔市授牌。东湖重工入盟。";
    let apart = format!("{head}{whole}\n{rest}\n\n联盟成立于三年前。");
    assert_eq!(lines(&apart)[2..4], [whole, rest]);
}

#[test]
fn paragraphs_that_stand_twice_tell_of_no_wrap() {
    let paragraphs = [
        "“设备和数据都向全省开放，明年就能见到成效。”古一一说。",
        "“我们等这一天等了三年，从前谁家都不肯先出钱。”他说道。",
        "“先把成本降下来，再谈谁家多出力，谁家少出钱。”他又说。",
    ];
    let twice: Vec<&str> = paragraphs
        .into_iter()
        .flat_map(|line| [line, line])
        .collect();
    assert_eq!(lines(&twice.join("\n")), twice);
}
