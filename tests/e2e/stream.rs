//! Streams of events: resumed anywhere, without gap or repeat.

use alliance_proto::v1::{
    EventFilter, EventType, ListEventsRequest, event_service_client::EventServiceClient,
    list_events_response::Frame,
};
use alliance_tests::{client, page, sandbox::Sandbox};
use tokio_stream::StreamExt as _;

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
