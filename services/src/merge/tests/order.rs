//! What holds for any articles in any order.

use alliance_worker::record::{OrganizationRole, PersonRole};
use proptest::prelude::*;

use super::{
    memory::Memory,
    report::{Article, Told, founding},
};
use crate::{event::Facts, store::EventState};

const FULL: &str = "浙江省低空经济产业联盟";

/// One report of a founding on 2024-06-05, as precise as it likes.
fn report() -> impl Strategy<Value = Told> {
    (
        prop::sample::select(vec![FULL, "浙江低空经济产业联盟"]),
        prop::sample::select(vec!["2024-06-05", "2024-06", "2024", "XXXX-06-05", ""]),
        prop::sample::select(vec![None, Some(None), Some(Some("杭州市"))]),
        prop::sample::subsequence(vec!["浙江大学", "浙江省经信厅", "甲航空公司"], 0..=3),
        prop::option::of("[副厅长主任]{0,3}"),
        (any::<bool>(), 50..95_u8, "[a-d]"),
    )
        .prop_map(|(name, date, place, organizations, title, rest)| {
            let (background, confidence, sentence) = rest;
            let mut told = founding(name, &["低空联盟"])
                .sure(f64::from(confidence) / 100.0)
                .sentence(&sentence);
            if !date.is_empty() {
                told = told.on(date);
            }
            if let Some(city) = place {
                told = told.at("浙江省", city);
            }
            if background {
                told = told.background();
            }
            if let Some(title) = title {
                let title = Some(title.as_str()).filter(|title| !title.is_empty());
                told = told.person("王伟", title, PersonRole::Speaker);
            }
            organizations.iter().fold(told, |told, name| {
                told.organization(name, OrganizationRole::Member)
            })
        })
}

/// Articles of one founding, published within a week of it, and an order.
fn articles() -> impl Strategy<Value = (Vec<Article>, Vec<Article>)> {
    prop::collection::vec((report(), 5..12_u8), 1..6)
        .prop_map(|reports| {
            reports
                .into_iter()
                .enumerate()
                .map(|(index, (told, day))| {
                    Article::new(&format!("a{index}"), &format!("2024-06-{day:02}"), &[told])
                })
                .collect::<Vec<_>>()
        })
        .prop_flat_map(|articles| (Just(articles.clone()), Just(articles).prop_shuffle()))
}

fn only_facts(memory: &Memory) -> Facts {
    let active = memory.active();
    assert_eq!(active.len(), 1);
    active[0].facts.clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_and_batches_change_no_value((articles, shuffled) in articles()) {
        let mut one_by_one = Memory::default();
        one_by_one.process_each(&articles);
        let mut at_once = Memory::default();
        at_once.process(&shuffled);
        prop_assert_eq!(only_facts(&one_by_one), only_facts(&at_once));
    }

    #[test]
    fn every_proof_points_into_a_sentence_of_its_article((articles, _) in articles()) {
        let mut memory = Memory::default();
        memory.process(&articles);
        let facts = only_facts(&memory);
        let proofs = facts
            .alliances
            .iter()
            .flat_map(|alliance| &alliance.evidence)
            .chain(facts.date.iter().flat_map(|date| &date.evidence))
            .chain(facts.organizations.iter().flat_map(|one| &one.evidence));
        for proof in proofs {
            let sentence = &facts.sentences[proof.sentence.unwrap() as usize];
            prop_assert_eq!(sentence.article, proof.article);
        }
    }

    #[test]
    fn an_article_that_falls_silent_leaves_no_trace((articles, _) in articles()) {
        let (last, others) = articles.split_last().unwrap();
        prop_assume!(!others.is_empty());
        let mut without = Memory::default();
        without.process_each(others);
        let mut memory = Memory::default();
        memory.process_each(&articles);
        let index = articles.len() - 1;
        memory.process(&[Article::new(&format!("a{index}"), "", &[])]);
        prop_assert_eq!(only_facts(&memory), only_facts(&without));
        let silent_url = format!("https://example.cn/a{index}");
        for event in memory.active() {
            prop_assert_eq!(event.state, EventState::Active);
            prop_assert!(event.sources.iter().all(|source| source.url != silent_url));
        }
        let _ = last;
    }

    #[test]
    fn processing_again_writes_nothing((articles, _) in articles()) {
        let mut memory = Memory::default();
        memory.process(&articles);
        let writes_count = memory.writes_count;
        memory.process_each(&articles);
        prop_assert_eq!(memory.writes_count, writes_count);
    }
}
