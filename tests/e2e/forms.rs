//! The same report in any charset and script is the same event.

use alliance_proto::v1::{
    EventType, NormalizeArticleRequest, WaitFor, ingest_service_client::IngestServiceClient,
};
use alliance_tests::{
    client,
    page::{FOUNDED_ALLIANCE, founding_in_eight_forms},
    sandbox::Sandbox,
};

#[tokio::test]
async fn one_founding_in_eight_forms_is_one_event_with_eight_sources() {
    let mut server = Sandbox::start().await.unwrap();
    let channel = server.channel().unwrap();
    let pages = founding_in_eight_forms();
    for page in &pages {
        client::submit(&channel, page).await.unwrap();
    }

    let replay = client::replay(&channel, None, None).await.unwrap();
    let foundings: Vec<_> = replay
        .events
        .iter()
        .filter(|event| event.r#type() == EventType::AllianceFounded)
        .collect();
    assert_eq!(foundings.len(), 1, "{foundings:#?}");
    assert_eq!(
        client::alliances(&[foundings[0].clone()]),
        [FOUNDED_ALLIANCE]
    );
    assert_eq!(foundings[0].sources.len(), pages.len());
    assert_eq!(foundings[0].date.as_ref().unwrap().edtf, "2024-03-14");
    assert!(server.stop().await.unwrap().success());
}

#[tokio::test]
async fn one_founding_in_eight_forms_gives_equal_records() {
    let server = Sandbox::start().await.unwrap();
    let mut ingest = IngestServiceClient::new(server.channel().unwrap());
    let mut first = None;
    for page in founding_in_eight_forms() {
        let article = Some(client::submission(&page, WaitFor::Unspecified));
        let answer = ingest
            .normalize_article(NormalizeArticleRequest { article })
            .await
            .unwrap();
        let mut answer = answer.into_inner();
        for record in &mut answer.records {
            strip_body_spans(record);
        }
        assert!(!answer.records.is_empty(), "{}: no record", page.name);
        let told = (answer.article, answer.records);
        let first = first.get_or_insert_with(|| told.clone());
        assert_eq!(*first, told, "{} tells something else", page.name);
    }
}

/// Bytes of the body differ between charsets, by their nature.
fn strip_body_spans(record: &mut alliance_proto::v1::EventRecord) {
    record
        .sentences
        .iter_mut()
        .for_each(|sentence| sentence.body_span = None);
    let evidence = record
        .alliances
        .iter_mut()
        .flat_map(|alliance| &mut alliance.evidence)
        .chain(
            record
                .subject
                .iter_mut()
                .flat_map(|subject| &mut subject.evidence),
        )
        .chain(record.date.iter_mut().flat_map(|date| &mut date.evidence))
        .chain(
            record
                .place
                .iter_mut()
                .flat_map(|place| &mut place.evidence),
        )
        .chain(
            record
                .organizations
                .iter_mut()
                .flat_map(|named| &mut named.evidence),
        )
        .chain(
            record
                .persons
                .iter_mut()
                .flat_map(|person| &mut person.evidence),
        )
        .chain(
            record
                .amounts
                .iter_mut()
                .flat_map(|amount| &mut amount.evidence),
        );
    for proof in evidence {
        proof.body_span = None;
        proof.article_id.clear();
    }
    record
        .sentences
        .iter_mut()
        .for_each(|sentence| sentence.article_id.clear());
}
