use super::super::tests::{as_gbk_with_loss, decode_declared};

/// What the text is read as after it was read as GBK and lost each odd byte.
fn mended(text: &str) -> String {
    let garbled = as_gbk_with_loss(text);
    assert!(garbled.contains('?'), "{garbled}");
    decode_declared(garbled.as_bytes(), "")
        .0
        .as_str()
        .to_owned()
}

#[test]
fn words_go_on_behind_a_reading() {
    let text = "聯盟在東湖國(guó)際酒店舉行成立大會(huì)，各方簽署合作協議\n\
        會議由副會長主持，企業代表和專家參加了會議，共同推進產業的建設(shè)。\n";
    assert_eq!(mended(text).trim_end(), text.trim_end());
}

#[test]
fn a_sentence_ends_before_a_number_where_no_list_goes_on() {
    let text = "会议由联盟秘书长主持，裁判委员会由退役裁判担任主任。20家俱乐部的代表参加\n\
        联盟的成员来自十个省，会议在省会举行，各成员单位都派代表参加了会议。\n";
    assert_eq!(mended(text).trim_end(), text.trim_end());
}

#[test]
fn a_passage_begins_with_an_indent_and_no_mark() {
    let text = "联盟第一次会议的通知\n　2031年3月5日，联盟在江城举行会议，四十家企业参加。\n\
        会议由秘书长主持，各成员单位都派代表参加了会议，并讨论了下一步的工作。\n";
    let mended = mended(text);
    assert!(!mended.contains(['、', '\u{FFFD}']), "{mended}");
}
