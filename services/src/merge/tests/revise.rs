//! Revisions, retraction, and events that prove to be one.

use alliance_worker::record::{OrganizationRole, PersonRole};

use super::{
    memory::Memory,
    report::{Article, Told, founding},
};
use crate::store::EventState;

const FULL: &str = "浙江省低空经济产业联盟";

fn founded(date: &str) -> Told {
    founding(FULL, &[]).on(date)
}

#[test]
fn three_reports_of_one_founding_are_one_event_with_three_sources() {
    let report = |name, sentence| {
        let told = founded("2024-06-05")
            .at("浙江省", Some("杭州市"))
            .organization("浙江省经信厅", OrganizationRole::Authority)
            .sentence(sentence);
        Article::new(name, "2024-06-06", &[told])
    };
    let text = "6月5日，浙江省低空经济产业联盟在杭州成立。";
    let mut memory = Memory::default();
    let ids = memory.process(&[report("traditional", text), report("annotated", text)]);
    let later = memory.process(&[report("simplified", text)]);
    assert_eq!(ids, [later[0].clone(), later[0].clone()]);
    let event = memory.event(later[0][0]);
    assert_eq!((event.sources.len(), event.revision), (3, 3));
    assert_eq!(event.facts.organizations.len(), 1);
    // Every article's proof is kept, and points into its own sentence.
    let proofs = &event.facts.alliances[0].evidence;
    assert_eq!(proofs.len(), 3);
    for proof in proofs {
        let sentence = &event.facts.sentences[proof.sentence.unwrap() as usize];
        assert_eq!(sentence.article, proof.article);
    }
    // A reprint proves nothing more.
    assert!((event.facts.confidence - 0.8).abs() < 1e-9);
}

#[test]
fn more_precise_values_win_and_participants_unite() {
    let first = founding("低空联盟", &[])
        .on("2024-06-05")
        .at("浙江省", None)
        .organization("浙江大学", OrganizationRole::Organizer)
        .person("王伟", None, PersonRole::Speaker)
        .background()
        .sentence("低空联盟于去年6月5日成立。");
    let second = founding(FULL, &["低空联盟"])
        .on("2024-06-05")
        .at("浙江省", Some("杭州市"))
        .organization("浙江大学", OrganizationRole::ChairUnit)
        .organization("甲航空公司", OrganizationRole::Member)
        .person("王伟", Some("副厅长"), PersonRole::Attendee)
        .sentence("6月5日，浙江省低空经济产业联盟（低空联盟）在杭州成立。");
    let mut memory = Memory::default();
    let ids = memory.process_each(&[
        Article::new("first", "2025-01-01", &[first]),
        Article::new("second", "2024-06-06", &[second]),
    ]);
    let facts = memory.event(ids[0][0]).facts;
    assert_eq!(facts.alliances[0].name, FULL);
    assert_eq!(facts.alliances[0].aliases, ["低空联盟"]);
    assert_eq!(facts.place.unwrap().value.city.as_deref(), Some("杭州市"));
    assert_eq!(facts.organizations.len(), 2);
    assert_eq!(
        facts.organizations[0].roles,
        [OrganizationRole::Organizer, OrganizationRole::ChairUnit]
    );
    assert_eq!(facts.persons[0].title.as_deref(), Some("副厅长"));
    assert!(!facts.background);
    assert!(facts.confidence > 0.8 && facts.confidence < 0.9);
}

#[test]
fn the_same_article_again_changes_nothing() {
    let article = Article::new("one", "2024-06-06", &[founded("2024-06-05")]);
    let mut memory = Memory::default();
    let first = memory.process(std::slice::from_ref(&article));
    let writes_count = memory.writes_count;
    assert_eq!(memory.process(&[article]), first);
    assert_eq!(memory.writes_count, writes_count);
}

#[test]
fn what_an_article_tells_no_more_is_taken_back() {
    let coarse = Article::new("coarse", "", &[founded("2024-06")]);
    let exact = Article::new("exact", "", &[founded("2024-06-05")]);
    let silent = Article::new("exact", "", &[]);
    let mut memory = Memory::default();
    let id = memory.process_each(&[coarse, exact])[0][0];
    assert_eq!(date_of(&memory, id), "2024-06-05");
    assert!(memory.process(&[silent])[0].is_empty());
    let event = memory.event(id);
    assert_eq!((event.state, event.sources.len()), (EventState::Active, 1));
    assert_eq!(
        (date_of(&memory, id).as_str(), event.revision),
        ("2024-06", 3)
    );
}

#[test]
fn an_event_that_no_article_tells_is_retracted_and_comes_back() {
    let telling = Article::new("one", "", &[founded("2024-06-05")]);
    let mut memory = Memory::default();
    let id = memory.process(std::slice::from_ref(&telling))[0][0];
    memory.process(&[Article::new("one", "", &[])]);
    let event = memory.event(id);
    assert_eq!((event.state, event.revision), (EventState::Retracted, 2));
    assert_eq!(
        event.facts.alliances[0].name, FULL,
        "shows how it last stood"
    );
    assert_eq!(memory.process(&[telling])[0], [id]);
    assert_eq!(memory.event(id).state, EventState::Active);
}

#[test]
fn a_corrected_name_or_date_keeps_the_id() {
    let mut memory = Memory::default();
    let id = memory.process(&[Article::new("one", "", &[founded("2024-06-05")])])[0][0];
    let redated = Article::new("one", "", &[founded("2021-03-01")]);
    assert_eq!(memory.process(&[redated])[0], [id]);
    let renamed = founding("低空经济发展产业联盟", &[]).on("2021-03-01");
    assert_eq!(
        memory.process(&[Article::new("one", "", &[renamed])])[0],
        [id]
    );
    assert_eq!(memory.event(id).revision, 3);
    assert_eq!(memory.active().len(), 1);
}

#[test]
fn an_article_that_names_both_forms_proves_two_events_to_be_one() {
    let full = founded("2024-06-05");
    let short = founding("低空联盟", &[]).on("2024-06-05");
    let both = founding(FULL, &["低空联盟"]).on("2024-06-05");
    let mut memory = Memory::default();
    let ids = memory.process_each(&[
        Article::new("full", "", &[full]),
        Article::new("short", "", std::slice::from_ref(&short)),
    ]);
    assert_ne!(ids[0], ids[1]);
    let joined = memory.process(&[Article::new("both", "", &[both])]);
    assert_eq!(joined[0], ids[0], "the older event stays");
    let merged = memory.event(ids[1][0]);
    assert_eq!(merged.state, EventState::Merged);
    assert_eq!(merged.merged_into, Some(ids[0][0]));
    assert_eq!(memory.event(ids[0][0]).sources.len(), 3);
    // What led to the merged event leads to its carrier.
    let again = memory.process(&[Article::new("again", "", &[short])]);
    assert_eq!(again[0], ids[0]);
    assert_eq!(memory.event(ids[0][0]).sources.len(), 4);
}

#[test]
fn what_one_article_tells_apart_is_never_merged() {
    let apart = Article::new(
        "apart",
        "",
        &[
            founded("2024-06-05"),
            founding("低空联盟", &[]).on("2024-06-05"),
        ],
    );
    let both = founding(FULL, &["低空联盟"]).on("2024-06-05");
    let mut memory = Memory::default();
    memory.process_each(&[apart, Article::new("both", "", &[both])]);
    assert_eq!(memory.active().len(), 2);
}

fn date_of(memory: &Memory, id: crate::id::EventId) -> String {
    memory.event(id).facts.date.unwrap().value.to_string()
}
