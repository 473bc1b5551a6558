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
        ["职务 单位", "理事长 甲公司", "左一", "左二", "右一", "右二"]
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
