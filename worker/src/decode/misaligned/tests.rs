use super::super::tests::{decode_declared, gbk, has};
use crate::{fold_text, report::RepairKind};

#[test]
fn a_reading_gives_back_the_byte_that_its_bracket_swallowed() {
    // The bytes of 聞記者 with (dòng) behind 84 D3 (動), read as GBK.
    let (text, report) = decode_declared("記者報導:新聞?dòng)浾?王大明\n".as_bytes(), "");
    assert_eq!(text.as_str(), "記者報導:新聞記者 王大明\n");
    assert!(has(&report, RepairKind::MisalignedBytes));
    // The same before anything decoded it.
    let mut body = gbk("記者報導:新聞");
    let rest = gbk("記者 王大明\n");
    body.push(rest[0]);
    body.extend(gbk("(dòng)"));
    body.extend(&rest[1..]);
    let (text, _report) = decode_declared(&body, "text/plain; charset=gbk");
    assert_eq!(text.as_str(), "記者報導:新聞記者 王大明\n");
}

/// The pair of the full-width comma, wherever it stands, as a comma.
fn without_wide_commas(bytes: &[u8]) -> Vec<u8> {
    let (mut rest, mut replaced) = (bytes, Vec::new());
    while let Some((first, behind)) = rest.split_first() {
        let is_comma = rest.starts_with(&gbk("，"));
        replaced.push(if is_comma { b',' } else { *first });
        rest = if is_comma { &rest[2..] } else { behind };
    }
    replaced
}

/// What the tool makes of a line: readings behind byte pairs wherever they
/// stand, then GBK in which a pair that is none is lost with both its bytes.
fn misaligned(line: &str, readings: &[(&str, &str)]) -> String {
    let (bytes, mut annotated) = (gbk(line), Vec::new());
    let mut at = 0;
    while at < bytes.len() {
        let reading = readings
            .iter()
            .find(|(character, _)| bytes[at..].starts_with(&gbk(character)));
        let length = if reading.is_some() { 2 } else { 1 };
        annotated.extend(&bytes[at..at + length]);
        if let Some((_character, reading)) = reading {
            annotated.extend(gbk(&format!("({reading})")));
        }
        at += length;
    }
    let annotated = without_wide_commas(&annotated);
    let (mut text, mut at) = (String::new(), 0);
    while let Some(lead) = annotated.get(at) {
        let pair = [*lead, annotated.get(at + 1).copied().unwrap_or_default()];
        let (decoded, _, is_broken) = encoding_rs::GBK.decode(&pair);
        let is_assigned =
            !is_broken && !decoded.contains(|c| ('\u{E000}'..='\u{F8FF}').contains(&c));
        match lead {
            0..0x80 => text.push(char::from(*lead)),
            _ if is_assigned => text.push_str(&decoded),
            _ => text.push('?'),
        }
        // A comma survives.
        let is_single = *lead < 0x80 || pair.get(1) == Some(&b',');
        at += if is_single { 1 } else { 2 };
    }
    text
}

#[test]
fn lines_are_realigned_behind_every_straddling_pair() {
    let readings = [
        ("請", "qǐng"),
        ("瘓", "huàn"),
        ("訌", "hòng"),
        ("業", "yè"),
        ("動", "dòng"),
    ];
    for line in [
        // 請 stands across 日報.
        "江城日報記者獲悉,智慧農業聯盟昨日成立",
        // 瘓 stands across 集團; of 董事 the two middle bytes are lost.
        "江城集團董事長出席智慧農業聯盟成立大會",
        // 訌 stands across 加強.
        "聯盟將加強產業合作,推動成果轉化",
    ] {
        let damaged = misaligned(line, &readings);
        assert!(damaged.contains('?'), "{damaged}");
        for body in [damaged.clone(), damaged.replace('?', "\u{FFFD}")] {
            let (text, _report) = decode_declared(body.as_bytes(), "");
            let text = text.as_str().replace("(yè)", "").replace("(dòng)", "");
            assert_eq!(text, line, "{body}");
        }
    }
}

#[test]
fn a_question_mark_stays_where_no_reading_proves_anything() {
    let text = "他問:什麼是聯盟?(問)答案在此。真的嗎?好(hǎo)的。\n";
    assert_eq!(decode_declared(text.as_bytes(), "").0.as_str(), text);
}

#[test]
fn a_page_tells_what_a_line_has_lost() {
    let readings = [("貢", "gòng"), ("長", "zhǎng")];
    // All of 處 is gone at the end of the second line; the first has it whole.
    let text = "聯盟在該市設立秘書處並配備專職人員\n聯絡單位:聯盟秘書處\n";
    let lines = text.lines().map(|line| misaligned(line, &readings) + "\n");
    let damaged: String = lines.collect();
    assert!(damaged.contains("秘?gòng)??"), "{damaged}");
    let (mended, _report) = decode_declared(damaged.as_bytes(), "");
    assert_eq!(mended.as_str(), text);
}

#[test]
fn a_reading_tells_a_character_of_which_no_byte_is_left() {
    let readings = [("規", "guī"), ("來", "lái"), ("車", "chē"), ("覈", "hé")];
    for line in ["韓再芬帶來黃梅戲", "我國新能源汽車產業發展"] {
        let damaged = misaligned(line, &readings);
        let (mended, report) = decode_declared(damaged.as_bytes(), "");
        let mended = fold_text(mended.as_str());
        assert_eq!(mended, fold_text(line), "{damaged}");
        assert!(has(&report, RepairKind::MisalignedBytes), "{damaged}");
    }
}

#[test]
fn a_full_stop_is_as_likely_as_a_word_where_a_comma_gave_it_away() {
    let readings = [("會", "huì"), ("現", "xiàn")];
    for line in [
        "定於六月召開年會。現將有關事項通知如下",
        "是其先決條件。現有研究較少",
    ] {
        let damaged = misaligned(line, &readings);
        assert!(damaged.contains("?,F(xiàn)"), "{damaged}");
        let (mended, _report) = decode_declared(damaged.as_bytes(), "");
        assert_eq!(fold_text(mended.as_str()), fold_text(line), "{damaged}");
    }
}

#[test]
fn a_reading_behind_a_letter_belongs_to_the_pair_that_it_ends() {
    // 險 is EB 55: the second byte of 入, and U.
    let text = "多家廠商傳將加入U(xiǎn)ALink聯盟\n";
    let (mended, report) = decode_declared(text.as_bytes(), "");
    assert_eq!(mended.as_str(), "多家廠商傳將加入UALink聯盟\n");
    assert!(has(&report, RepairKind::MisalignedBytes));
    // Without such a pair, or without a tone, it is what it says.
    for text in [
        "多家廠商傳將加入W(xiǎn)ALink聯盟\n",
        "傳將加入U(xian)ALink聯盟\n",
    ] {
        assert_eq!(decode_declared(text.as_bytes(), "").0.as_str(), text);
    }
}

#[test]
fn damage_shows_through_the_references_that_it_was_written_in() {
    let damaged = "記者報導:新聞?dòng)浾?王大明\n";
    let as_reference = |character: char, escaped: &str| {
        if character.is_ascii() {
            character.to_string()
        } else {
            format!("{escaped}#{};", u32::from(character))
        }
    };
    for escaped in ["&", "&amp;"] {
        let body: String = damaged
            .chars()
            .map(|character| as_reference(character, escaped))
            .collect();
        let (text, report) = decode_declared(body.as_bytes(), "");
        assert_eq!(text.as_str(), "記者報導:新聞記者 王大明\n");
        assert!(has(&report, RepairKind::MisalignedBytes));
        assert!(has(&report, RepairKind::HtmlEntity));
        // Each character leads back to its own reference.
        let reference = as_reference('報', escaped);
        let span = text.body_span(6..9).unwrap();
        assert_eq!(body.get(span.start..span.end), Some(reference.as_str()));
    }
    // HTML resolves its references itself, where nothing is wrong with them.
    let sound = "<p>&#35352;&#32773;&#22577;&#23566;</p><p>caf&#233;(hao)</p>\n";
    let (text, report) = decode_declared(sound.as_bytes(), "text/html");
    assert_eq!(text.as_str(), sound);
    assert!(report.repairs.is_empty());
}

#[test]
fn damage_shows_through_the_width_that_it_was_set_in() {
    for damaged in [
        "記者報導:新聞?ｄòｎɡ)浾?王大明\n",
        "記者報導：新聞？ｄòｎｇ）浾？王大明\n",
    ] {
        let (text, report) = decode_declared(damaged.as_bytes(), "");
        assert_eq!(text.as_str(), "記者報導:新聞記者 王大明\n", "{damaged}");
        assert!(has(&report, RepairKind::MisalignedBytes));
    }
    // Sound text keeps its width.
    let sound = "聯盟的英文名為（Ａｌｌｉａｎｃｅ），法文名為ａｌｌｉé。\n";
    assert_eq!(decode_declared(sound.as_bytes(), "").0.as_str(), sound);
}

#[test]
fn two_lost_bytes_side_by_side_do_not_prove_each_other() {
    // 數 stands across 當地; of 近七 the two middle bytes are lost.
    let damaged = misaligned("村民分得當地近七成的收入,其餘留給集體", &[("數", "shù")]);
    assert!(damaged.contains("?叱"), "{damaged}");
    let (mended, _report) = decode_declared(damaged.as_bytes(), "");
    let mended = mended.as_str();
    assert!(mended.starts_with("村民分得當地"), "{mended}");
    assert!(mended.ends_with("成的收入,其餘留給集體"), "{mended}");
    let between = mended.trim_start_matches("村民分得當地");
    let between: String = between.chars().take(2).collect();
    assert!(
        ["近七", "\u{FFFD}\u{FFFD}"].contains(&between.as_str()),
        "{mended}"
    );
}
