//! Documents that alliances, or authorities speaking of them, published.

mod effect;
mod owner;
mod rows;

use self::{
    effect::{drafters_of, takes_effect},
    owner::add_owner_of_meeting,
    rows::trigger_above,
};
use crate::{
    event::{
        cue::Cue,
        draft::{Draft, Subject},
        findings::Findings,
        focus::focus_alliance,
        listing::{parties_before, party_role},
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, TokenKind},
        sign_off::{SignedBy, read_sign_off, titled_party},
    },
    mention::names_a_class,
    record::{EventType, OrganizationRole},
};

/// Finds published documents in one sentence: each document that a word of
/// publishing governs, as its object or its subject.
pub(crate) fn match_documents(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let kind = EventType::DocumentIssued;
    for (index, token) in sentence.tokens.iter().enumerate() {
        let TokenKind::Document(document) = token.kind else {
            continue;
        };
        let Some(mention) = reading.mentions.documents.get(document) else {
            continue;
        };
        if token.nested || !is_published_kind(&mention.value) {
            continue;
        }
        let Some((told, trigger)) = find_publication(reading, sentence, index) else {
            continue;
        };
        if is_only_read_out(reading, told, trigger, &mention.value) {
            findings.skip(kind, sentence, token, "only read out");
            continue;
        }
        let effective = trigger == index && told.index == sentence.index;
        if !(effective
            || calls_for_opinions(reading, told, trigger)
            || read_modality(reading, told, trigger) == Modality::Fact)
        {
            findings.skip(kind, sentence, token, "not told as a fact");
            continue;
        }
        let mut draft = Draft::new(kind, sentence.index, token.span.clone());
        draft.subject = Some(Subject {
            name: mention.value.clone(),
            span: Some(token.span.clone()),
        });
        let mut publishers = find_issuers(reading, told, trigger);
        if publishers.is_empty() && trigger == index {
            publishers = drafters_of(reading, told, index);
        }
        for at in &publishers {
            if let Some(party) = party_role(reading, told, *at, OrganizationRole::Organizer) {
                draft.add_party(party);
            }
        }
        if told.index != sentence.index {
            add_issuer_told_last(findings, &mut draft);
            let clause = told.tokens.get(trigger).map_or(0, |token| token.clause);
            let focus = focus_alliance(reading, told, clause, findings)
                .filter(|_| draft.alliances.is_empty());
            if let Some((entity, span)) = focus {
                draft.add_alliance(entity, span);
            }
            findings.drafts.push(draft);
            continue;
        }
        for (at, other) in sentence.tokens.iter().enumerate() {
            let inside = other.span.start >= token.span.start && other.span.end <= token.span.end;
            let issues = (sentence.tokens.get(trigger)).is_some_and(|trigger| {
                other.clause == trigger.clause && other.span.end <= trigger.span.start
            });
            let listed = publishers.contains(&at);
            if let Some(entity) = other.alliance().filter(|_| inside || issues || listed) {
                draft.add_alliance(entity, other.span.clone());
            }
        }
        add_topic(reading, sentence, trigger, &mut draft);
        add_owner_of_meeting(reading, sentence, trigger, findings, &mut draft);
        effect::add_owner_of_standard(reading, sentence, token, &mut draft);
        findings.drafts.push(draft);
    }
}

/// The sentence and the word that publish the document at `index`, if any do.
fn find_publication<'s>(
    reading: &'s Reading<'_>,
    sentence: &'s SentenceTokens,
    index: usize,
) -> Option<(&'s SentenceTokens, usize)> {
    let token = sentence.tokens.get(index)?;
    // 标准已按《管理办法》完成立项: what is followed is of old.
    let followed = (reading.before(sentence, token.span.start)).ends_with(['按', '照', '据']);
    let told_before = ["之后", "以来", "后，", "》后"]
        .iter()
        .any(|word| reading.after(sentence, token.span.end).starts_with(word));
    if followed || told_before {
        return None;
    }
    find_trigger(reading, sentence, index)
        .map(|at| (sentence, at))
        .or_else(|| trigger_above(reading, sentence, index))
        .or_else(|| takes_effect(reading, sentence, token).then_some((sentence, index)))
}

/// 宣读《关于同意成立甲的批复》: what an authority decided before, and is read out now.
fn is_only_read_out(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: usize,
    name: &str,
) -> bool {
    let reads = (sentence.tokens.get(trigger))
        .is_some_and(|token| ["宣读", "宣读了"].contains(&reading.text(token.span.clone())));
    reads
        && ["批复", "决定", "通知", "复函", "文件"]
            .iter()
            .any(|kind| name.ends_with(kind))
}

/// 拟成立甲联盟，并就《方案》公开征求意见: what is planned is laid before the public.
fn calls_for_opinions(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: usize) -> bool {
    (sentence.tokens.get(trigger)).is_some_and(|token| {
        let planned = (sentence.clause(token.clause)).any(|(_, word)| word.is_cue(Cue::Future));
        reading.text(token.span.clone()).contains("征求意见") && !planned
    })
}

/// 同时发布的还有: by whom the document told before was published.
fn add_issuer_told_last(findings: &Findings, draft: &mut Draft) {
    let last = (findings.drafts.iter().rev()).find(|told| told.kind == EventType::DocumentIssued);
    let Some(last) = last else {
        return;
    };
    if draft.parties.is_empty() && draft.alliances.is_empty() {
        draft.parties.clone_from(&last.parties);
        draft.alliances.clone_from(&last.alliances);
    }
}

/// 甲联盟在乙地举行活动，现场发布《…》: the alliance that the sentence begins with
/// goes on as the subject of a clause that names none.
fn add_topic(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: usize, draft: &mut Draft) {
    if !draft.alliances.is_empty() || !draft.parties.is_empty() {
        return;
    }
    let Some(clause) = sentence.tokens.get(trigger).map(|token| token.clause) else {
        return;
    };
    let topic = (sentence.tokens.iter().enumerate())
        .find(|(_, token)| token.is_party() && !token.nested)
        .filter(|(_, token)| token.clause < clause);
    if let Some((at, token)) = topic
        && let Some(entity) = token.alliance()
    {
        draft.add_alliance(entity, token.span.clone());
        draft.parties.extend(party_role(
            reading,
            sentence,
            at,
            OrganizationRole::Organizer,
        ));
    }
}

/// Who published: the list right before the word, else what its clause begins
/// with: 联盟在会上发布.
fn find_issuers(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: usize) -> Vec<usize> {
    let listed = parties_before(reading, sentence, trigger);
    let clause = sentence.tokens.get(trigger).map_or(0, |token| token.clause);
    if !listed.is_empty() {
        return listed;
    }
    // 甲、乙等9家机构，共同发布: the list closes the clause before.
    let lead = reading.text(
        sentence.clause_start(trigger)
            ..(sentence.tokens.get(trigger)).map_or(0, |token| token.span.start),
    );
    if ["共同", "联合", "联合共同", "一起", "携手"].contains(&lead.trim()) {
        let mark = (sentence.tokens.iter().take(trigger))
            .rposition(|token| token.clause < clause && token.is_mark('，'));
        return mark
            .map(|mark| parties_before(reading, sentence, mark))
            .unwrap_or_default();
    }
    (sentence.clause(clause))
        .take_while(|(at, _)| *at < trigger)
        .filter(|(_, token)| token.is_party() && !token.nested)
        .find(|(_, token)| {
            let behind = (reading.after(sentence, token.span.end))
                .trim_start_matches(['”', '」', ')', '）']);
            let dated = (sentence.tokens.iter()).any(|next| {
                matches!(next.kind, TokenKind::Date(_)) && next.span.start == token.span.end
            });
            let leads = [
                '在', '于', '同', '并', '还', '也', '亦', '今', '昨', '正', '现', '共',
            ];
            dated || behind.starts_with(leads)
        })
        .map(|(at, _)| vec![at])
        .unwrap_or_default()
}

/// Agreements are signed, not published; a bare 通知 is short for a name.
fn is_published_kind(name: &str) -> bool {
    let bare = [
        "通知", "公告", "决定", "章程", "办法", "标准", "批复", "倡议",
    ]
    .contains(&name);
    let agreement = ["协议", "协议书", "备忘录", "合同", "意向书"]
        .iter()
        .any(|end| name.ends_with(end));
    let paper = ["日报", "晚报", "早报", "晨报", "时报", "周刊", "杂志"]
        .iter()
        .any(|end| name.ends_with(end));
    !agreement && !bare && !paper
}

/// The word that publishes the document: before it in its clause (the first of
/// a list of documents), or behind it.
fn find_trigger(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Option<usize> {
    let document = sentence.tokens.get(index)?;
    let publishes = |at: usize| {
        let token = sentence.tokens.get(at)?;
        let word = reading.text(token.span.clone());
        let behind = reading.after(sentence, token.span.end);
        let signs = token.is_cue(Cue::Sign)
            && ["倡", "公", "宣", "承", "共识"]
                .iter()
                .any(|kind| reading.text(document.span.clone()).contains(kind));
        // 达成《共识》, not 达成合作.
        let reached = word != "达成" || behind.trim_start_matches('了').starts_with('《');
        let issues = token.is_cue(Cue::Issue)
            && reached
            && !["发起", "宣布", "提出", "公开"].contains(&word);
        let starts = word == "发起" && behind.starts_with(['《', '“', '了']);
        // 联盟批准《…》等两项团体标准.
        let approves = ["批准", "批准发布"].contains(&word)
            && token.span.end <= document.span.start
            && reading.after(sentence, document.span.end).contains("标准");
        (issues || signs || starts || approves).then_some(at)
    };
    let before = (0..index).rev().take_while(|at| {
        sentence
            .tokens
            .get(*at)
            .is_some_and(|token| token.clause == document.clause)
    });
    let behind = (index + 1..sentence.tokens.len()).take_while(|at| {
        (sentence.tokens.get(*at))
            .is_some_and(|token| token.clause <= document.clause + PROCEDURE_CLAUSES_MAX)
    });
    for at in before {
        let token = sentence.tokens.get(at)?;
        if let Some(found) = publishes(at) {
            return Some(found);
        }
        if token.is_any_cue(&[Cue::Pass, Cue::Attend]) {
            return None;
        }
    }
    for at in behind {
        let token = sentence.tokens.get(at)?;
        if let TokenKind::Document(_) = token.kind
            && token.clause > document.clause
        {
            return None;
        }
        let near = token.clause <= document.clause + 1 || closes_a_notice(reading, sentence, at);
        if let Some(found) = publishes(at).filter(|_| near) {
            return Some(found);
        }
    }
    None
}

/// Over how many clauses a notice tells by whom a document was drafted, reviewed and
/// passed before it publishes it.
const PROCEDURE_CLAUSES_MAX: usize = 4;

/// 《…》由甲起草，经乙审查通过，现予发布: the clause by which a notice does what it is for.
fn closes_a_notice(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    let end = (sentence.tokens.get(index)).map_or(0, |token| token.span.end);
    let clause = reading.text(sentence.clause_start(index)..end);
    [
        "现予",
        "现批准",
        "现将",
        "现正式",
        "特此",
        "予以",
        "现发布",
        "现公布",
        "现印发",
    ]
    .iter()
    .any(|opening| clause.starts_with(opening))
}

/// 第三届会员大会会议通知: a notice of a meeting without 关于.
fn calls_a_meeting(name: &str) -> bool {
    [
        "会议通知",
        "大会通知",
        "年会通知",
        "论坛通知",
        "预通知",
        "会通知",
    ]
    .iter()
    .any(|end| name.ends_with(end))
        && name.contains(['盟', '体'])
}

/// 社会组织注销公告(2022年第5号), 年会的通知(第二轮): without the number in brackets.
fn without_number(name: &str) -> &str {
    name.strip_suffix([')', '）'])
        .and_then(|rest| rest.rsplit_once(['(', '（']))
        .filter(|(_, number)| {
            number.starts_with('第') || number.ends_with(['号', '期', '批', '轮'])
        })
        .map_or(name, |(name, _)| name.trim_end())
}

/// 拟备案联盟名单公示, 联盟成立公告: a notice that says by its name what it announces; a
/// headline that tells of one has a verb. Of bids it is no matter.
fn announces_its_matter(name: &str) -> bool {
    let matter = ["通知", "公告", "通告", "公示", "通报"]
        .iter()
        .find_map(|kind| name.strip_suffix(kind));
    matter.is_some_and(|matter| {
        [
            "名单", "结果", "目录", "成立", "备案", "认定", "注销", "处罚", "征集", "评审",
        ]
        .iter()
        .any(|end| matter.ends_with(end))
            && matter.chars().count() >= MATTER_CHARS_MIN
            && !tells_of_a_notice(matter)
            && !["中标", "招标", "采购", "候选", "成交", "评标"]
                .iter()
                .any(|bid| matter.contains(bid))
    })
}

/// The shortest name of what a notice announces, in characters.
const MATTER_CHARS_MIN: usize = 6;

/// 甲局发布…公告, 乙联盟: …: whether the words are those of a headline that tells of a
/// notice.
fn tells_of_a_notice(name: &str) -> bool {
    name.contains(['，', '！', '？', ' ', '：'])
        || ["发布", "发出", "下发", "印发", "收到", "获", "登报", "贴出"]
            .iter()
            .any(|verb| name.contains(verb))
}

/// 甲市民政局撤销登记公告: a notice whose name begins with who issues it;
/// a headline that tells of one has a verb.
fn is_headed_by_issuer(name: &str) -> bool {
    let headed = ["局", "厅", "委", "委员会"].iter().any(|issuer| {
        (name.split_once(issuer)).is_some_and(|(before, rest)| {
            (2..=ISSUER_CHARS_MAX).contains(&before.chars().count()) && rest.chars().count() >= 4
        })
    });
    headed && !tells_of_a_notice(name)
}

/// The longest name of an issuer without its last word, in characters.
const ISSUER_CHARS_MAX: usize = 24;

/// Whether a notice calls for applications of a kind of alliance, of a region at
/// most: 关于组织申报企业创新联合体的通知.
fn calls_for_a_kind(reading: &Reading<'_>, title: &str, draft: &Draft) -> bool {
    let calls = ["申报", "遴选", "推荐"]
        .iter()
        .any(|word| title.contains(word));
    calls
        && (draft.alliances.iter()).all(|(entity, _)| names_a_class(reading.alliance_name(*entity)))
}

/// The alliance that signs the page in a line of its own, or appeals in its first
/// person: 甲联盟特向全行业发出如下倡议：.
fn appealing_alliance<'r>(reading: &'r Reading<'_>) -> Option<SignedBy<'r>> {
    reading.sentences.iter().rev().find_map(|sentence| {
        let text = reading.text(sentence.span.clone()).trim();
        let appeals = text.ends_with(['：', ':'])
            && ["倡议", "声明", "承诺"]
                .iter()
                .any(|word| text.contains(word));
        let index = (sentence.tokens.iter()).position(|token| {
            let alone = reading.text(token.span.clone()).trim() == text;
            token.alliance().is_some() && !token.nested && (alone || appeals)
        })?;
        (!sentence.headline).then_some((sentence, index))
    })
}

/// 甲股份有限公司关于加入乙联盟的公告: a company speaks for itself.
fn is_of_company(reading: &Reading<'_>, title: &str) -> bool {
    let listed = ["证券代码", "股票代码", "本公司及董事会"]
        .iter()
        .any(|word| reading.article.text.as_str().contains(word));
    (title.split_once("关于")).is_some_and(|(issuer, _)| {
        let issuer = issuer.trim().trim_end_matches(['：', ':']);
        listed
            || ["公司", "集团", "股份"]
                .iter()
                .any(|end| issuer.ends_with(end))
    })
}

/// A page that is a notice itself: its title is the document.
pub(crate) fn match_notice(reading: &Reading<'_>, findings: &mut Findings) {
    let Some(title) = reading.article.title.as_deref() else {
        return;
    };
    let name = title.trim().trim_matches(['《', '》']);
    let bare = without_number(name);
    let named = [
        "通知", "公告", "通告", "的函", "决定", "公示", "通报", "批复", "复函",
    ]
    .iter()
    .any(|end| bare.ends_with(end))
        && (bare.contains("关于")
            || calls_a_meeting(bare)
            || is_headed_by_issuer(bare)
            || announces_its_matter(bare));
    let appeal = ["倡议书", "公开信", "声明", "承诺书"]
        .iter()
        .any(|end| name.ends_with(end))
        && appealing_alliance(reading).is_some();
    let notice = (named || appeal)
        && !["澄清", "辟谣", "不实"]
            .iter()
            .any(|word| name.contains(word))
        && !is_of_company(reading, name);
    let Some(last) = reading.sentences.last() else {
        return;
    };
    if !notice {
        return;
    }
    let mut draft = Draft::new(
        EventType::DocumentIssued,
        last.index,
        last.span.end..last.span.end,
    );
    draft.subject = Some(Subject {
        name: name.to_owned(),
        span: None,
    });
    for sentence in &reading.sentences {
        for token in &sentence.tokens {
            if let Some(entity) = token.alliance() {
                draft.add_alliance(entity, token.span.clone());
            }
        }
    }
    if calls_for_a_kind(reading, name, &draft) {
        findings.skip_draft(&draft, "a call for applications that names no alliance");
        return;
    }
    let (date, party) = read_sign_off(reading);
    draft.date = date;
    let signer = party.or_else(|| titled_party(reading, name));
    let issuer = if appeal {
        appealing_alliance(reading)
    } else {
        signer
    };
    let issuer = issuer.and_then(|(sentence, index)| {
        party_role(reading, sentence, index, OrganizationRole::Organizer)
    });
    if let Some(issuer) = issuer {
        draft.add_party(issuer);
    }
    findings.drafts.push(draft);
}
