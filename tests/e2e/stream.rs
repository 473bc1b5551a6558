//! Streams of events: resumed anywhere, without gap or repeat.

use alliance_proto::v1::{
    CalendarDate, DateRange, EventFilter, EventState, EventType, ListEventsRequest,
    SubmitArticleRequest, SubmitArticleResponse, WaitFor, event_service_client::EventServiceClient,
    ingest_service_client::IngestServiceClient, list_events_response::Frame,
};
use alliance_tests::{client, page, sandbox::Sandbox};
use tokio_stream::StreamExt as _;
use tonic::transport::Channel;

async fn submit_text(channel: &Channel, number: usize, text: &str) -> SubmitArticleResponse {
    let request = SubmitArticleRequest {
        url: format!("https://news.example.cn/text/{number}"),
        body: text.to_owned().into(),
        labels: [("feed".to_owned(), number.to_string())].into(),
        wait_for: WaitFor::Processed.into(),
        ..SubmitArticleRequest::default()
    };
    let mut ingest = IngestServiceClient::new(channel.clone());
    ingest.submit_article(request).await.unwrap().into_inner()
}

#[tokio::test]
async fn a_stream_resumed_at_any_token_gives_the_rest_and_nothing_twice() {
    let server = Sandbox::start().await.unwrap();
    let channel = server.channel().unwrap();
    for number in 0..6 {
        client::submit(&channel, &page::founding(number))
            .await
            .unwrap();
    }
    let whole = client::replay(&channel, None, None).await.unwrap();
    assert!(whole.caught_up);
    assert!(
        whole.events.len() >= 6,
        "{:?}",
        client::alliances(&whole.events)
    );
    assert!(whole.events.is_sorted_by(|a, b| a.sequence < b.sequence));
    for (index, token) in whole.tokens.iter().enumerate() {
        let rest = client::replay(&channel, Some(token.clone()), None)
            .await
            .unwrap();
        assert_eq!(rest.events, whole.events[index + 1..]);
    }
}

#[tokio::test]
async fn a_follower_sees_what_is_submitted_after_it_caught_up() {
    let server = Sandbox::start().await.unwrap();
    let channel = server.channel().unwrap();
    let request = ListEventsRequest {
        filter: Some(EventFilter {
            types: vec![EventType::AllianceFounded.into()],
            ..EventFilter::default()
        }),
        follow: true,
        ..ListEventsRequest::default()
    };
    let mut frames = EventServiceClient::new(channel.clone())
        .list_events(request)
        .await
        .unwrap()
        .into_inner();
    let mut next = async || frames.next().await.unwrap().unwrap().frame.unwrap();
    assert!(matches!(next().await, Frame::CaughtUp(_)));
    client::submit(&channel, &page::founding(7)).await.unwrap();
    loop {
        match next().await {
            Frame::Event(event) => {
                assert_eq!(
                    client::alliances(&[event]),
                    ["甲甲甲甲甲甲辛型阀门产业联盟"]
                );
                break;
            }
            Frame::Checkpoint(_) => {}
            Frame::CaughtUp(_) => panic!("caught_up is sent once"),
        }
    }
}

#[tokio::test]
async fn a_name_in_traditional_script_finds_the_event() {
    let server = Sandbox::start().await.unwrap();
    let channel = server.channel().unwrap();
    for page in page::founding_in_eight_forms()
        .iter()
        .take(1)
        .chain([&page::founding(1)])
    {
        client::submit(&channel, page).await.unwrap();
    }
    let filter = EventFilter {
        alliances: vec!["光伏回收產業鏈聯盟".to_owned()],
        types: vec![EventType::AllianceFounded.into()],
        ..EventFilter::default()
    };
    let found = client::replay(&channel, None, Some(filter)).await.unwrap();
    assert_eq!(client::alliances(&found.events), [page::FOUNDED_ALLIANCE]);
}

#[tokio::test]
async fn two_events_that_prove_to_be_one_are_told_as_merged() {
    let server = Sandbox::start().await.unwrap();
    let channel = server.channel().unwrap();
    let texts = [
        "2024年7月5日，洞庭湖生态农业产业技术创新联盟在湖南省岳阳市成立。",
        "2024年7月5日，洞庭农创联盟在湖南省岳阳市成立。",
        "2024年7月5日，洞庭湖生态农业产业技术创新联盟（以下简称“洞庭农创联盟”）在湖南省岳阳市成立。",
    ];
    let mut ids = Vec::new();
    for (number, text) in texts.into_iter().enumerate() {
        let answer = submit_text(&channel, number, text).await;
        assert_eq!(answer.event_ids.len(), 1, "{text}");
        ids.extend(answer.event_ids);
    }
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[0], ids[2]);
    let filter = EventFilter {
        alliances: vec!["洞庭農創聯盟".to_owned()],
        ..EventFilter::default()
    };
    let told = client::replay(&channel, None, Some(filter)).await.unwrap();
    let states: Vec<_> = told
        .events
        .iter()
        .map(|event| (event.event_id.clone(), event.state(), event.sources.len()))
        .collect();
    assert_eq!(
        states,
        [
            (ids[0].clone(), EventState::Active, 3),
            (ids[1].clone(), EventState::Merged, 1)
        ]
    );
    assert_eq!(told.events[0].merged_into, None);
    assert_eq!(told.events[1].merged_into.as_ref(), Some(&ids[0]));
}

fn with(set: impl FnOnce(&mut EventFilter)) -> EventFilter {
    let mut filter = EventFilter::default();
    set(&mut filter);
    filter
}

/// For each field of a filter one that takes the event of the test, and one
/// that hides it.
fn filters(article_id: &str) -> Vec<(EventFilter, EventFilter)> {
    let one = |name: &str| vec![name.to_owned()];
    let names = |set: fn(&mut EventFilter) -> &mut Vec<String>, takes: &str, hides: &str| {
        let naming = |name: &str| with(|filter| *set(filter) = one(name));
        (naming(takes), naming(hides))
    };
    let of_type = |kind: EventType| with(|filter| filter.types = vec![kind.into()]);
    let since = |year, month| {
        let first = Some(CalendarDate {
            year,
            month,
            day: 0,
        });
        let last = Some(CalendarDate {
            year: 2025,
            ..CalendarDate::default()
        });
        with(|filter| filter.date_range = Some(DateRange { first, last }))
    };
    let labelled =
        |value: &str| with(|filter| filter.labels = [("feed".to_owned(), value.to_owned())].into());
    let sure = |least| with(|filter| filter.min_confidence = Some(least));
    let background = |only| with(|filter| filter.background = Some(only));
    let no_article = format!("a{}", "0".repeat(32));
    vec![
        (
            of_type(EventType::AllianceFounded),
            of_type(EventType::AllianceDissolved),
        ),
        names(|filter| &mut filter.alliances, "嶺南氫能", "嶺北"),
        names(|filter| &mut filter.organizations, "氫源動力", "氢源静力"),
        names(|filter| &mut filter.persons, "陳建明", "陈明建"),
        names(|filter| &mut filter.places, "廣東", "广西"),
        names(|filter| &mut filter.adcode_prefixes, "4406", "4401"),
        names(|filter| &mut filter.article_ids, article_id, &no_article),
        (since(2024, 6), since(2024, 7)),
        (labelled("1"), labelled("3")),
        (sure(0.5), sure(1.0)),
        (background(false), background(true)),
    ]
}

#[tokio::test]
async fn each_field_of_a_filter_takes_what_it_names() {
    let server = Sandbox::start().await.unwrap();
    let channel = server.channel().unwrap();
    let wanted = submit_text(
        &channel,
        1,
        "2024年6月5日，岭南氢能装备产业联盟成立大会在广东省佛山市南海区举行。\
         联盟由佛山氢源动力装备有限公司牵头发起。佛山市副市长陈建明出席大会并致辞。",
    )
    .await;
    let other = "2021年3月，燕赵钢铁联盟在河北省唐山市成立。";
    submit_text(&channel, 2, other).await;
    for (taking, hiding) in filters(&wanted.article_id) {
        let asked = format!("{taking:?}");
        let taken = client::replay(&channel, None, Some(taking)).await.unwrap();
        let ids: Vec<_> = taken.events.iter().map(|event| &event.event_id).collect();
        assert!(
            wanted.event_ids.iter().any(|id| ids.contains(&id)),
            "{asked} hides what it names"
        );
        let asked = format!("{hiding:?}");
        let hidden = client::replay(&channel, None, Some(hiding)).await.unwrap();
        assert!(hidden.caught_up);
        let names = client::alliances(&hidden.events);
        assert!(names.is_empty(), "{asked} takes {names:?}");
    }
}
