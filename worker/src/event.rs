//! Stage 6, events: what happened, who did it, when and where.
//!
//! The article is read as sentences of tokens ([`reading`]); each matcher of
//! [`MATCHERS`] drafts the events that one sentence tells; drafts are dated and
//! placed, merged where they tell the same event, and given their people.

mod adopted;
mod agenda;
pub(crate) mod attendance;
mod background;
mod clause_budget;
mod confidence;
mod counted;
mod cue;
pub(crate) mod day;
pub(crate) mod detection;
mod dissolved;
mod draft;
mod elected;
mod evidence;
mod findings;
mod focus;
mod founded;
mod gap;
mod host;
mod issued;
mod joined;
mod jurisdiction;
pub(crate) mod learnt;
mod listing;
mod location;
mod meeting;
mod merge;
mod minutes;
mod modality;
mod notice;
pub(crate) mod participation;
mod reading;
mod relevance;
mod renamed;
mod role;
mod round_up;
mod rules;
mod scene;
mod scene_day;
mod sign_off;
mod signed;
pub(crate) mod site;
mod table;
mod timing;
pub(crate) mod topicality;

use crate::{
    article::Article,
    event::{
        draft::Draft,
        findings::Findings,
        reading::{Reading, SentenceTokens},
    },
    mention::Mentions,
    record::{Record, SkippedSentence},
    submission::Submission,
};

type Matcher = fn(&Reading<'_>, &SentenceTokens, &mut Findings);

/// What is looked for in every sentence, in this order.
const MATCHERS: [Matcher; 11] = [
    founded::match_foundings,
    renamed::match_renamings,
    dissolved::match_endings,
    joined::match_joinings,
    elected::match_elections,
    adopted::match_adoptions,
    adopted::match_party_bodies,
    meeting::match_meetings,
    meeting::match_assemblies,
    signed::match_signings,
    issued::match_documents,
];

/// Reads the records out of the article, in text order, and the sentences that
/// looked like events and gave none.
pub(crate) fn read_events(
    article: &Article,
    mentions: &Mentions,
    _submission: &Submission<'_>,
) -> (Vec<Record>, Vec<SkippedSentence>) {
    let reading = Reading::new(article, mentions);
    let mut findings = read_told(&reading);
    detection::weigh_events(&reading, &mut findings);
    topicality::weigh_page(&reading, &mut findings);
    let mut drafts = settle(&reading, &mut findings);
    day::choose_days(&reading, &mut drafts);
    site::choose_sites(&reading, &mut drafts);
    // Both weigh what the grammar alone tells.
    let persons = attendance::find_likely_persons(&reading, &drafts);
    participation::add_likely_parties(&reading, &mut drafts);
    attendance::add_persons(&reading, &mut drafts, persons);
    let records = evidence::build_records(&reading, &drafts);
    (records, list_skipped(&reading, &findings))
}

/// What the models are trained on: the records as the grammar alone gives them,
/// the bodies and persons that may have had part in each and the places that each may
/// have, and what else may have happened.
pub(crate) struct Candidates<'a> {
    pub(crate) records: Vec<Record>,
    pub(crate) parties: Vec<participation::Candidate>,
    pub(crate) days: Vec<day::Candidate>,
    pub(crate) sites: Vec<site::Candidate>,
    pub(crate) persons: Vec<attendance::Candidate<'a>>,
    /// Features of the page, which all topics share.
    pub(crate) page: Vec<u32>,
    pub(crate) topics: Vec<detection::Candidate<'a>>,
    /// What the page is made of.
    pub(crate) pairs: Vec<u32>,
}

pub(crate) fn list_candidates<'a>(article: &'a Article, mentions: &'a Mentions) -> Candidates<'a> {
    let reading = Reading::new(article, mentions);
    let mut findings = read_told(&reading);
    let (page, topics) = detection::list_candidates(&reading, &findings);
    let drafts = settle(&reading, &mut findings);
    Candidates {
        records: evidence::build_records(&reading, &drafts),
        parties: participation::list_candidates(&reading, &drafts, true),
        days: day::list_candidates(&reading, &drafts),
        sites: site::list_candidates(&reading, &drafts),
        persons: attendance::list_candidates(&reading, &drafts),
        page,
        topics,
        pairs: topicality::page_features(&reading),
    }
}

/// What the sentences tell by the grammar.
fn read_told(reading: &Reading<'_>) -> Findings {
    let mut findings = Findings::default();
    for sentence in &reading.sentences {
        for matcher in MATCHERS {
            matcher(reading, sentence, &mut findings);
        }
    }
    issued::match_notice(reading, &mut findings);
    minutes::read_minutes(reading, &mut findings);
    meeting::match_headline(reading, &mut findings);
    founded::plan_by_documents(reading, &mut findings);
    relevance::drop_foreign_worlds(reading, &mut findings);
    relevance::drop_refuted(reading, &mut findings);
    rules::read_rules_page(reading, &mut findings);
    agenda::drop_agendas(reading, &mut findings);
    findings
}

/// The events, dated, placed, told once each, and given their people.
fn settle(reading: &Reading<'_>, findings: &mut Findings) -> Vec<Draft> {
    background::mark_told_as_earlier(reading, &mut findings.drafts);
    timing::date_drafts(reading, &mut findings.drafts);
    background::mark_long_ago(reading, &mut findings.drafts);
    location::place_drafts(reading, &mut findings.drafts);
    let drafts = std::mem::take(&mut findings.drafts);
    let mut drafts = merge::merge_drafts(drafts, reading.chronicle);
    counted::join_counted(reading, &mut drafts);
    meeting::drop_founding_meetings(reading, &mut drafts, findings);
    relevance::fold_into_plans(&mut drafts);
    relevance::fold_into_foundings(reading, &mut drafts);
    notice::apply_notice(&mut drafts);
    role::assign_roles(reading, &mut drafts);
    round_up::keep_to_items(reading, &mut drafts);
    relevance::drop_unrelated(reading, &mut drafts, findings);
    drafts
}

/// One entry for each sentence and type.
fn list_skipped(reading: &Reading<'_>, findings: &Findings) -> Vec<SkippedSentence> {
    let mut skips: Vec<_> = findings.skips.iter().collect();
    skips.sort_by_key(|skip| (skip.sentence, skip.kind));
    skips.dedup_by_key(|skip| (skip.sentence, skip.kind));
    skips
        .into_iter()
        .filter_map(|skip| {
            Some(SkippedSentence {
                sentence: evidence::build_sentence(reading, skip.sentence)?,
                kind: skip.kind,
                reason: skip.reason,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
