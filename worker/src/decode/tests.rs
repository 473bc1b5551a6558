//! Charsets, damage and offsets, on texts of our own.

use proptest::prelude::*;

use super::*;
use crate::report::RepairKind;

const SIMPLIFIED: &str = "6月5日,江南省新能源汽车产业技术创新联盟(AEVA)在临江市成立。\n\
    省工业和信息化厅副厅长李明出席会议并致辞,首批成员单位共有36家。\n";
const TRADITIONAL: &str = "新聞記者 王大明報導,智慧農業產業聯盟年會昨日在臺北舉行。\n\
    會中通過聯盟章程,並推舉陳先生為首任會長。\n";

pub(super) fn decode_declared(body: &[u8], content_type: &str) -> (SpannedText, Report) {
    let submission = Submission {
        body,
        content_type,
        ..Submission::default()
    };
    decode_body(&submission).unwrap()
}

pub(super) fn has(report: &Report, kind: RepairKind) -> bool {
    report.repairs.iter().any(|repair| repair.kind == kind)
}

fn utf16le(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Bytes read as windows-1252, each by itself.
fn as_1252(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| {
            let (text, _broken) =
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(byte));
            text.into_owned()
        })
        .collect()
}

pub(super) fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

fn big5(text: &str) -> Vec<u8> {
    encoding_rs::BIG5.encode(text).0.into_owned()
}

#[test]
fn bytes_outweigh_what_is_declared() {
    for declared in [
        "",
        "text/html; charset=utf-8",
        "text/html; charset=big5",
        "x; charset=latin1",
    ] {
        for (body, charset) in [
            (SIMPLIFIED.as_bytes().to_vec(), "UTF-8"),
            (gbk(SIMPLIFIED), "GBK"),
            (utf16le(SIMPLIFIED), "UTF-16LE"),
        ] {
            let (text, report) = decode_declared(&body, declared);
            assert_eq!(text.as_str(), SIMPLIFIED, "{charset} declared {declared}");
            assert_eq!(report.charset, charset);
        }
        let (text, report) = decode_declared(&big5(TRADITIONAL), declared);
        assert_eq!(
            (text.as_str(), report.charset.as_str()),
            (TRADITIONAL, "Big5")
        );
    }
}

#[test]
fn a_wrong_declaration_is_reported_and_a_right_one_is_evidence() {
    let (_text, report) = decode_declared(&gbk(SIMPLIFIED), "text/html; charset=utf-8");
    assert!(has(&report, RepairKind::CharsetMisdeclared));
    assert_eq!(report.charset_evidence, CharsetEvidence::Content);
    let (_text, report) = decode_declared(&gbk(SIMPLIFIED), "text/html; charset=gb2312");
    assert!(!has(&report, RepairKind::CharsetMisdeclared));
    assert_eq!(report.charset_evidence, CharsetEvidence::ContentType);
}

#[test]
fn four_bytes_make_it_gb18030() {
    let text = format!("{SIMPLIFIED}© 2024\n");
    let (body, _, _) = encoding_rs::GB18030.encode(&text);
    let (decoded, report) = decode_declared(&body, "");
    assert_eq!(
        (decoded.as_str(), report.charset.as_str()),
        (text.as_str(), "gb18030")
    );
}

#[test]
fn hz_and_foreign_charsets_are_read() {
    let (text, report) = decode_declared(b"~{<:Ky2;S{#,NpJ)l6HK!#~}Bye.\n", "");
    assert_eq!(text.as_str(), "己所不欲，勿施於人。Bye.\n");
    assert_eq!(report.charset, "HZ-GB-2312");
    let (body, _, _) = encoding_rs::EUC_JP.encode("これはひらがなの文章です。カタカナもあります。");
    assert_eq!(decode_declared(&body, "").1.charset, "EUC-JP");
    let (body, _, _) = encoding_rs::WINDOWS_1252.encode("Le café était fermé à Zürich.");
    assert_eq!(
        decode_declared(&body, "text/plain; charset=latin1")
            .0
            .as_str(),
        "Le café était fermé à Zürich."
    );
}

#[test]
fn broken_bytes_are_replaced_and_counted() {
    let mut body = gbk(SIMPLIFIED);
    body.insert(4, 0xFF);
    let (text, report) = decode_declared(&body, "");
    assert_eq!(text.as_str().matches('\u{FFFD}').count(), 1);
    assert_eq!(text.as_str().replace('\u{FFFD}', ""), SIMPLIFIED);
    assert!(has(&report, RepairKind::Undecodable));
}

#[test]
fn what_is_no_text_is_refused_with_a_reason() {
    let noise: Vec<u8> = (0..4096_u32)
        .map(|step| (step * step * 31 % 251) as u8 % 32)
        .collect();
    for body in [&b""[..], b"\x89PNG\r\n\x1a\n\0\0", &noise] {
        let submission = Submission {
            body,
            ..Submission::default()
        };
        assert!(matches!(
            decode_body(&submission),
            Err(NormalizeError::Undecodable(_))
        ));
    }
}

/// Bytes without any order; the same ones each time.
fn random_bytes(count: usize) -> Vec<u8> {
    let mut state = 1_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 56) as u8
    };
    (0..count).map(|_| next()).collect()
}

#[test]
fn random_bytes_are_no_text_and_what_they_stand_behind_is() {
    for count in [300, 5_000, 50_000] {
        for declared in ["", "text/html; charset=utf-8", "text/html; charset=gbk"] {
            let submission = Submission {
                body: &random_bytes(count),
                content_type: declared,
                ..Submission::default()
            };
            let decoded = decode_body(&submission);
            assert!(decoded.is_err(), "{count} bytes, declared {declared:?}");
        }
    }
    for count in [100, 1_000] {
        let body = [SIMPLIFIED.repeat(10).as_bytes(), &random_bytes(count)].concat();
        let (text, _report) = decode_declared(&body, "");
        assert!(text.as_str().contains(SIMPLIFIED), "{count} bytes");
    }
}

#[test]
fn mojibake_of_each_kind_is_undone() {
    let once = as_1252(SIMPLIFIED.as_bytes());
    let gbk_as_big5 = encoding_rs::BIG5
        .decode_without_bom_handling(&gbk("產業技術創新聯盟成立大會"))
        .0
        .into_owned();
    assert_ne!(gbk_as_big5, "");
    let as_gbk = |bytes: &[u8]| {
        encoding_rs::GB18030
            .decode_without_bom_handling(bytes)
            .0
            .into_owned()
    };
    for (garbled, meant) in [
        (once.clone(), SIMPLIFIED),
        (as_1252(once.as_bytes()), SIMPLIFIED),
        (as_1252(&gbk(SIMPLIFIED)), SIMPLIFIED),
        (as_1252(&big5(TRADITIONAL)), TRADITIONAL),
        (as_gbk(&big5(TRADITIONAL)), TRADITIONAL),
        (
            as_gbk("中国电子产业联盟成立".as_bytes()),
            "中国电子产业联盟成立",
        ),
    ] {
        let (text, report) = decode_declared(garbled.as_bytes(), "");
        assert_eq!(text.as_str(), meant, "{garbled}");
        assert!(has(&report, RepairKind::Mojibake));
    }
}

#[test]
fn one_garbled_paragraph_is_mended_and_its_neighbours_stay() {
    let (first, second) = SIMPLIFIED.split_once('\n').unwrap();
    let body = format!("{first}\n{}", as_1252(second.as_bytes()));
    let (text, report) = decode_declared(body.as_bytes(), "");
    assert_eq!(text.as_str(), SIMPLIFIED);
    assert!(has(&report, RepairKind::Mojibake));
}

#[test]
fn short_lines_are_mended_where_the_whole_page_is_garbled() {
    let text = format!("{TRADITIONAL}備註\n{TRADITIONAL}結論\n時間 地點\n");
    let garbled = encoding_rs::GB18030
        .decode_without_bom_handling(&big5(&text))
        .0
        .into_owned();
    let (decoded, _report) = decode_declared(garbled.as_bytes(), "");
    assert_eq!(decoded.as_str(), text);
    // Not where they are sound.
    let (first, _rest) = garbled.split_once('\n').unwrap();
    let body = format!("{first}\n备注\n结论\n");
    let (decoded, _report) = decode_declared(body.as_bytes(), "");
    assert!(decoded.as_str().ends_with("\n备注\n结论\n"));
}

#[test]
fn a_garbled_run_is_mended_within_its_line() {
    let body = format!(
        "江南省“{}”成立，首批成员",
        as_1252("新能源汽车产业联盟".as_bytes())
    );
    let (text, _report) = decode_declared(body.as_bytes(), "");
    assert_eq!(text.as_str(), "江南省“新能源汽车产业联盟”成立，首批成员");
}

#[test]
fn lost_bytes_are_filled_in_where_the_neighbours_prove_it() {
    let body = as_1252(SIMPLIFIED.as_bytes())
        .replace(['\u{81}', '\u{8d}', '\u{8f}', '\u{90}', '\u{9d}'], "?");
    let (text, report) = decode_declared(body.as_bytes(), "");
    assert_eq!(text.as_str(), SIMPLIFIED);
    assert!(has(&report, RepairKind::Undecodable));
}

/// UTF-8 read as GBK line by line, each odd byte lost.
pub(super) fn as_gbk_with_loss(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let (garbled, _broken) = encoding_rs::GB18030.decode_without_bom_handling(line.as_bytes());
        garbled.replace('\u{FFFD}', "?") + "\n"
    });
    lines.collect()
}

#[test]
fn the_end_of_a_passage_and_a_number_prove_what_stands_before_them() {
    for text in [
        "省科技厅昨日公布名单,江南省新材料产业联盟等36家单位入选。\n",
        "今年以来,联盟成员单位已有近900项专利获得授权。\n企业创新能力持续提升。\n",
        "联盟创会成员逾60家,涵盖医院、大学与投资机构。\n该联盟成立于2018年。\n",
    ] {
        let (decoded, _report) = decode_declared(as_gbk_with_loss(text).as_bytes(), "");
        assert_eq!(decoded.as_str(), text);
    }
}

#[test]
fn words_prove_lost_bytes_in_a_row() {
    let text = "与会代表审议了章程,统一标准、双向转诊,半年内完成封装测试。\n\
        各科室负责人表示,今后将在会议上发布研究成果。\n";
    let body =
        as_1252(text.as_bytes()).replace(['\u{81}', '\u{8d}', '\u{8f}', '\u{90}', '\u{9d}'], "?");
    let (decoded, _report) = decode_declared(body.as_bytes(), "");
    assert_eq!(decoded.as_str(), text);
}

#[test]
fn a_lost_letter_of_a_reading_is_proved_by_its_character() {
    let text = "雙方約定發(fā)揮各自的資源優勢,推動產業發(fā)展。\n";
    let body = as_1252(text.as_bytes()).replace('\u{81}', "?");
    let (decoded, _report) = decode_declared(body.as_bytes(), "");
    assert_eq!(decoded.as_str(), text);
}

#[test]
fn two_lost_characters_do_not_prove_each_other() {
    let as_big5 = |text: &str| {
        let bytes = gbk(text);
        let (garbled, _broken) = encoding_rs::BIG5.decode_without_bom_handling(&bytes);
        garbled.into_owned()
    };
    let body = format!(
        "{}\n{}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}{}\n",
        as_big5("中心成立大会在江城召开,企业代表出席会议"),
        as_big5("联盟成员企业"),
        as_big5("代表出席会议"),
    );
    let (text, _report) = decode_declared(body.as_bytes(), "");
    assert!(
        text.as_str().contains("联盟成员企业\u{FFFD}"),
        "{}",
        text.as_str()
    );
    assert!(
        text.as_str().ends_with("代表出席会议\n"),
        "{}",
        text.as_str()
    );
}

/// GBK read as Big5 by a decoder that loses one byte of a pair that it lacks.
fn as_big5_with_loss(text: &str) -> String {
    let bytes = gbk(text);
    let mut garbled = String::new();
    let mut rest = bytes.as_slice();
    while let Some(first) = rest.first() {
        let mut length = 1;
        if *first < 0x80 {
            garbled.push(char::from(*first));
        } else if let Some(read) = read_pair(rest) {
            garbled.push_str(&read);
            length = 2;
        } else {
            garbled.push('\u{FFFD}');
        }
        rest = &rest[length..];
    }
    garbled
}

fn read_pair(bytes: &[u8]) -> Option<String> {
    let pair = bytes.get(..2)?;
    let read = encoding_rs::BIG5.decode_without_bom_handling_and_without_replacement(pair)?;
    Some(read.into_owned())
}

#[test]
fn a_pair_that_the_wrong_charset_has_was_not_lost() {
    let text = "青禾市负责人请全体成员让出一天，七人一组走访园区。\n\
        群众代表确认，联系人和发言人都由各单位推选，若有变动另行通知。\n";
    let garbled: String = text
        .lines()
        .map(|line| as_big5_with_loss(line) + "\n")
        .collect();
    assert!(garbled.contains('\u{FFFD}'), "{garbled}");
    let (mended, _report) = decode_declared(garbled.as_bytes(), "");
    assert_eq!(mended.as_str(), text);
}

#[test]
fn brackets_that_lost_a_byte_each_find_each_other() {
    let text = "松桥县农业农村局关于征集成员单位的通知\n\
        松农函〔2031〕57号\n\
        各有关单位认真组织申报，材料一式三份，于2031年5月6日前送到秘书处。\n";
    let garbled = as_gbk_with_loss(text);
    assert!(garbled.matches('?').count() >= 3, "{garbled}");
    let (mended, _report) = decode_declared(garbled.as_bytes(), "");
    assert_eq!(mended.as_str().trim_end(), text.trim_end());
}

#[test]
fn a_lost_byte_takes_the_script_of_the_page() {
    let text = "小镇的小企业从小处做起，中试都在园区里完成。\n\
        联盟将为会员单位提供检测服务，把小微企业联合起来。\n";
    let garbled: String = as_1252(text.as_bytes())
        .chars()
        .map(|character| match character {
            '\u{81}' | '\u{8D}' | '\u{8F}' | '\u{90}' | '\u{9D}' => '?',
            _ => character,
        })
        .collect();
    assert!(garbled.contains('?'));
    let (mended, _report) = decode_declared(garbled.as_bytes(), "");
    assert_eq!(mended.as_str(), text);
}

#[test]
fn mojibake_shows_through_the_references_that_it_was_written_in() {
    let body: String = as_1252(SIMPLIFIED.as_bytes())
        .chars()
        .map(|character| match character {
            character if character.is_ascii() => character.to_string(),
            character => format!("&#x{:X};", u32::from(character)),
        })
        .collect();
    let (text, report) = decode_declared(body.as_bytes(), "");
    assert_eq!(text.as_str(), SIMPLIFIED);
    assert!(has(&report, RepairKind::Mojibake));
}

#[test]
fn sound_text_is_left_alone() {
    for text in [
        SIMPLIFIED,
        TRADITIONAL,
        "┌───┬───┐\n│ 甲 │ 乙 │\n└───┴───┘\n←→↑↓ ★☆ ①②③\n",
        "犇猋骉麤鱻羴\n㐀㐁㐂\n",
        "Où est l’élève ? À l’école — déjà « là ».\n",
        "ひらがなとカタカナの文章\n",
    ] {
        let (decoded, report) = decode_declared(text.as_bytes(), "");
        assert_eq!(decoded.as_str(), text);
        assert!(!has(&report, RepairKind::Mojibake), "{text}");
        assert!(!has(&report, RepairKind::MisalignedBytes), "{text}");
    }
}

/// Each character's bytes decode to it.
fn assert_spans(body: &[u8], text: &SpannedText, encoding: &'static encoding_rs::Encoding) {
    for (offset, character) in text.as_str().char_indices() {
        let span = text
            .body_span(offset..offset + character.len_utf8())
            .unwrap();
        let quoted = encoding
            .decode_without_bom_handling(&body[span.start..span.end])
            .0;
        assert_eq!(quoted, character.to_string());
    }
}

proptest! {
    #[test]
    fn any_bytes_decode_or_are_refused(body in proptest::collection::vec(any::<u8>(), 0..400)) {
        let submission = Submission { body: &body, ..Submission::default() };
        if let Ok((text, _report)) = decode_body(&submission) {
            for (offset, character) in text.as_str().char_indices() {
                if let Some(span) = text.body_span(offset..offset + character.len_utf8()) {
                    prop_assert!(span.start <= span.end && span.end <= body.len());
                }
            }
        }
    }

    #[test]
    fn quoted_bytes_decode_to_the_quoted_text(text in "[一-龥，。a-z0-9\n·“]{1,60}") {
        let text = format!("{SIMPLIFIED}{text}");
        let (decoded, _report) = decode_declared(text.as_bytes(), "");
        assert_spans(text.as_bytes(), &decoded, encoding_rs::UTF_8);
        let body = encoding_rs::GB18030.encode(&text).0.into_owned();
        let (decoded, report) = decode_declared(&body, "");
        if report.repairs.is_empty() {
            assert_spans(&body, &decoded, encoding_rs::GB18030);
        }
    }
}

#[test]
fn the_last_kana_of_big5_are_circled_numbers_where_they_stand_alone() {
    let big5 = |text: &str| encoding_rs::BIG5.encode(text).0.into_owned();
    let body = big5("新聞記者王大明報導：ロ聯盟年會在臺北舉行。ヮ會中通過章程。");
    let (text, _) = decode_declared(&body, "text/plain; charset=big5");
    assert_eq!(
        text.as_str(),
        "新聞記者王大明報導：①聯盟年會在臺北舉行。②會中通過章程。"
    );
    // Beside other kana they are what browsers read.
    let name = "新聞記者王大明報導：ロボット聯盟年會在臺北舉行。";
    let (text, _) = decode_declared(&big5(name), "text/plain; charset=big5");
    assert_eq!(text.as_str(), name);
}
