use alliance_proto::v1::{
    self, ListEventsRequest, list_events_request::Start, list_events_response::Frame,
};
use tonic::Code;
use tonic_types::StatusExt as _;

use super::harness::{Service, alliances, article, line_rules, name, names};
use crate::{
    id::{Epoch, Seq},
    token::ResumeToken,
};

fn from_token(frame: &v1::ListEventsResponse) -> ListEventsRequest {
    ListEventsRequest {
        start: Some(Start::ResumeToken(frame.resume_token.to_vec())),
        ..ListEventsRequest::default()
    }
}

/// The events of one article stand in the order of their ids.
fn sorted(frames: &[v1::ListEventsResponse]) -> Vec<String> {
    let mut names = alliances(frames);
    names.sort();
    names
}

fn sorted_names(numbers: std::ops::Range<usize>) -> Vec<String> {
    let mut names: Vec<String> = numbers.map(name).collect();
    names.sort();
    names
}

fn with_filter(filter: v1::EventFilter) -> ListEventsRequest {
    ListEventsRequest {
        filter: Some(filter),
        ..ListEventsRequest::default()
    }
}

#[tokio::test]
async fn resume_at_any_token_gives_the_rest_and_nothing_twice() {
    let service = Service::start().await;
    for article in 0..5 {
        let lines = names(article * 4..article * 4 + 4);
        service.process(&article.to_string(), &lines).await;
    }
    let whole = service.list(ListEventsRequest::default()).await;
    assert_eq!(sorted(&whole), sorted_names(0..20));
    assert!(matches!(whole[20].frame, Some(Frame::CaughtUp(_))));
    for (index, frame) in whole.iter().enumerate() {
        let rest = service.list(from_token(frame)).await;
        assert_eq!(alliances(&rest), alliances(&whole[index + 1..]));
    }
    let service = service.restart().await;
    let rest = service.list(from_token(&whole[7])).await;
    assert_eq!(alliances(&rest), alliances(&whole[8..]));
    service.stopped().await;
}

#[tokio::test]
async fn who_has_caught_up_is_told_how_much_is_still_to_come() {
    let service = Service::start_with(|config| config.pipeline.enabled = false, line_rules).await;
    for number in 0..2 {
        let request = article(&number.to_string(), &name(number));
        service.ingest().submit_article(request).await.unwrap();
    }
    let frames = service.list(ListEventsRequest::default()).await;
    assert_eq!(pending_counts(&frames), [2]);
    let service = service.restart().await;
    for number in 0..2 {
        service.process(&number.to_string(), &name(number)).await;
    }
    let frames = service.list(ListEventsRequest::default()).await;
    assert_eq!(sorted(&frames), sorted_names(0..2));
    assert_eq!(pending_counts(&frames), [0]);
    service.stopped().await;
}

/// What each `caught_up` says is pending.
fn pending_counts(frames: &[v1::ListEventsResponse]) -> Vec<u64> {
    let counts = frames.iter().filter_map(|frame| match &frame.frame {
        Some(Frame::CaughtUp(caught_up)) => Some(caught_up.articles_pending_count),
        _ => None,
    });
    counts.collect()
}

#[tokio::test]
async fn sequences_strictly_increase_and_stand_in_the_events() {
    let service = Service::start().await;
    service.process("1", &names(0..9)).await;
    let frames = service.list(ListEventsRequest::default()).await;
    let mut last = 0;
    for frame in &frames {
        let token = ResumeToken::parse(&frame.resume_token).unwrap();
        if let Some(Frame::Event(event)) = &frame.frame {
            assert!(event.sequence > last);
            assert_eq!(event.sequence, token.seq.0);
            last = event.sequence;
        }
    }
    service.stopped().await;
}

#[tokio::test]
async fn a_follower_gets_what_happens_after_it_caught_up() {
    let service = Service::start().await;
    service.process("1", &name(1)).await;
    let request = ListEventsRequest {
        follow: true,
        limit: 3,
        ..ListEventsRequest::default()
    };
    let mut stream = service
        .events()
        .list_events(request)
        .await
        .unwrap()
        .into_inner();
    let first = stream.message().await.unwrap().unwrap();
    assert_eq!(alliances(&[first]), [name(1)]);
    let caught_up = stream.message().await.unwrap().unwrap();
    assert!(matches!(caught_up.frame, Some(Frame::CaughtUp(_))));
    service.process("2", &names(2..4)).await;
    let mut frames = Vec::new();
    while let Some(frame) = stream.message().await.unwrap() {
        frames.push(frame);
    }
    assert_eq!(sorted(&frames), sorted_names(2..4));
    service.stopped().await;
}

#[tokio::test]
async fn a_filter_that_hides_everything_still_moves_the_token() {
    let often = |config: &mut crate::config::Config| config.limits.checkpoint_positions_max = 4;
    let service = Service::start_with(often, line_rules).await;
    service.process("1", &names(0..20)).await;
    let nothing = v1::EventFilter {
        alliances: vec!["不存在".to_owned()],
        ..v1::EventFilter::default()
    };
    let frames = service.list(with_filter(nothing)).await;
    let checkpoints = frames
        .iter()
        .filter(|frame| matches!(frame.frame, Some(Frame::Checkpoint(_))));
    assert!(checkpoints.count() >= 4);
    assert_eq!(alliances(&frames), [""; 0]);
    let positions: Vec<Seq> = frames
        .iter()
        .map(|frame| ResumeToken::parse(&frame.resume_token).unwrap().seq)
        .collect();
    assert!(
        positions
            .windows(2)
            .all(|pair| pair[0] < pair[1] || pair[1] == positions[positions.len() - 1])
    );
    // The last token stands behind everything that was hidden.
    let rest = service.list(from_token(frames.last().unwrap())).await;
    assert_eq!(alliances(&rest), [""; 0]);
    service.stopped().await;
}

#[tokio::test]
async fn a_follower_whose_filter_hides_what_happens_hears_of_it() {
    let soon = |config: &mut crate::config::Config| config.deadlines.checkpoint_ms = 20;
    let service = Service::start_with(soon, line_rules).await;
    let request = ListEventsRequest {
        follow: true,
        ..with_filter(v1::EventFilter {
            persons: vec!["无".to_owned()],
            ..v1::EventFilter::default()
        })
    };
    let mut stream = service
        .events()
        .list_events(request)
        .await
        .unwrap()
        .into_inner();
    let caught_up = stream.message().await.unwrap().unwrap();
    service.process("1", &name(1)).await;
    let checkpoint = stream.message().await.unwrap().unwrap();
    assert!(matches!(checkpoint.frame, Some(Frame::Checkpoint(_))));
    let rest = service.list(from_token(&caught_up)).await;
    assert_eq!(alliances(&rest), [name(1)]);
    drop(stream);
    service.stopped().await;
}

#[tokio::test]
async fn filters_take_what_they_name() {
    let service = Service::start().await;
    let one = service.process("1", &names(0..2)).await;
    service.process("2", &names(2..4)).await;
    let by_article = v1::EventFilter {
        article_ids: vec![one.article_id],
        ..v1::EventFilter::default()
    };
    let frames = service.list(with_filter(by_article)).await;
    assert_eq!(sorted(&frames), sorted_names(0..2));
    let by_name = v1::EventFilter {
        alliances: vec![name(3)],
        types: vec![v1::EventType::AllianceFounded.into()],
        ..v1::EventFilter::default()
    };
    let frames = service.list(with_filter(by_name)).await;
    assert_eq!(alliances(&frames), [name(3)]);
    let by_label = |value: &str| v1::EventFilter {
        labels: [("feed".to_owned(), value.to_owned())].into(),
        ..v1::EventFilter::default()
    };
    let with_label = service.list(with_filter(by_label("test"))).await;
    assert_eq!(alliances(&with_label).len(), 4);
    let without = service.list(with_filter(by_label("other"))).await;
    assert_eq!(alliances(&without).len(), 0);
    service.stopped().await;
}

#[tokio::test]
async fn a_read_mask_leaves_the_rest_out() {
    let service = Service::start().await;
    service.process("1", &name(1)).await;
    let request = ListEventsRequest {
        read_mask: Some(prost_types::FieldMask {
            paths: vec!["alliances.name".to_owned()],
        }),
        ..ListEventsRequest::default()
    };
    let frames = service.list(request).await;
    let Some(Frame::Event(event)) = &frames[0].frame else {
        panic!("no event");
    };
    assert_eq!(event.alliances[0].name, name(1));
    assert!(event.alliances[0].evidence.is_empty() && event.sources.is_empty());
    assert!(!event.event_id.is_empty() && event.sequence > 0);
    service.stopped().await;
}

#[tokio::test]
async fn a_time_starts_at_what_was_committed_since() {
    let service = Service::start().await;
    service.process("1", &name(1)).await;
    let from = |seconds| ListEventsRequest {
        start: Some(Start::StartTime(prost_types::Timestamp {
            seconds,
            nanos: 0,
        })),
        ..ListEventsRequest::default()
    };
    assert_eq!(alliances(&service.list(from(0)).await), [name(1)]);
    assert_eq!(
        alliances(&service.list(from(253_402_300_799)).await),
        [""; 0]
    );
    service.stopped().await;
}

#[tokio::test]
async fn tokens_of_another_log_are_told_apart_from_garbage() {
    let service = Service::start().await;
    let refused = async |token: Vec<u8>| {
        let request = ListEventsRequest {
            start: Some(Start::ResumeToken(token)),
            ..ListEventsRequest::default()
        };
        service.events().list_events(request).await.unwrap_err()
    };
    assert_eq!(
        refused(b"garbage".to_vec()).await.code(),
        Code::InvalidArgument
    );
    let foreign = ResumeToken {
        epoch: Epoch(1),
        seq: Seq(7),
    };
    let stale = refused(foreign.to_bytes().to_vec()).await;
    assert_eq!(stale.code(), Code::OutOfRange);
    let details = stale.get_error_details();
    let info = details.error_info().unwrap();
    let oldest = hex::decode(&info.metadata["oldest_resume_token_hex"]).unwrap();
    let request = ListEventsRequest {
        start: Some(Start::ResumeToken(oldest)),
        ..ListEventsRequest::default()
    };
    assert_eq!(service.list(request).await.len(), 1);
    service.stopped().await;
}

#[tokio::test]
async fn a_reader_that_stops_reading_harms_nobody_and_misses_nothing() {
    let small = |config: &mut crate::config::Config| config.limits.reader_batch_bytes_max = 1_000;
    let service = Service::start_with(small, line_rules).await;
    service.process("1", &names(0..200)).await;
    let request = ListEventsRequest {
        follow: true,
        limit: 400,
        ..ListEventsRequest::default()
    };
    let mut stuck = service
        .events()
        .list_events(request)
        .await
        .unwrap()
        .into_inner();
    let first = stuck.message().await.unwrap().unwrap();
    service.process("2", &names(200..400)).await;
    let others = service.list(ListEventsRequest::default()).await;
    assert_eq!(alliances(&others).len(), 400);
    let mut frames = vec![first];
    while let Some(frame) = stuck.message().await.unwrap() {
        frames.push(frame);
    }
    assert_eq!(alliances(&frames), alliances(&others));
    service.stopped().await;
}
