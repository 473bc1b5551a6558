//! The engine against a service that refuses, breaks off and goes on.

use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use alliance_proto::v1::{
    GetArticleRequest, GetArticleResponse, ItemError, NormalizeArticleRequest,
    NormalizeArticleResponse, SubmitArticleRequest, SubmitArticleResponse, SubmitArticlesRequest,
    SubmitArticlesResponse,
    ingest_service_server::{IngestService, IngestServiceServer},
    submit_articles_response,
};
use futures::{Stream, StreamExt as _};
use tokio::{net::TcpListener, sync::mpsc};
use tokio_stream::wrappers::TcpListenerStream;
use tonic::{Code, Request, Response, Status, Streaming};

use super::{
    engine::{End, Engine, Item, Limits, Outcome},
    ledger::Ledger,
};
use crate::cli::{CommandError, connect::Service};

/// What the service does with each article, in the order of arrival; it
/// accepts what comes after the list's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Accept,
    /// For now.
    Refuse,
    /// For good.
    Reject,
    BreakOff,
    /// Keeps the article, and does not process it in time.
    KeepOnly,
}

/// Accepts, refuses and breaks off as it is told, and counts.
#[derive(Clone, Debug, Default)]
struct Moody {
    deeds: Arc<Mutex<Vec<Deed>>>,
    /// How often each url came.
    seen: Arc<Mutex<BTreeMap<String, usize>>>,
}

type Answers = Pin<Box<dyn Stream<Item = Result<SubmitArticlesResponse, Status>> + Send>>;

impl Moody {
    fn answer(&self, request: SubmitArticlesRequest) -> Result<SubmitArticlesResponse, Status> {
        let url = request.article.unwrap_or_default().url;
        *self.seen.lock().unwrap().entry(url.clone()).or_default() += 1;
        let mut deeds = self.deeds.lock().unwrap();
        let deed = if deeds.is_empty() {
            Deed::Accept
        } else {
            deeds.remove(0)
        };
        let error = |code: Code, retry_after: Option<Duration>| {
            submit_articles_response::Outcome::Error(ItemError {
                code: code.into(),
                retry_after: retry_after.and_then(|delay| delay.try_into().ok()),
                ..ItemError::default()
            })
        };
        let outcome = match deed {
            Deed::BreakOff => return Err(Status::unavailable("draining")),
            Deed::Refuse => error(Code::ResourceExhausted, Some(Duration::from_millis(1))),
            Deed::Reject => error(Code::InvalidArgument, None),
            Deed::KeepOnly => submit_articles_response::Outcome::Error(ItemError {
                code: Code::DeadlineExceeded.into(),
                article_id: Some(url),
                ..ItemError::default()
            }),
            Deed::Accept => submit_articles_response::Outcome::Result(SubmitArticleResponse {
                article_id: url,
                ..SubmitArticleResponse::default()
            }),
        };
        Ok(SubmitArticlesResponse {
            item_id: request.item_id,
            outcome: Some(outcome),
        })
    }
}

#[tonic::async_trait]
impl IngestService for Moody {
    type SubmitArticlesStream = Answers;

    async fn submit_articles(
        &self,
        request: Request<Streaming<SubmitArticlesRequest>>,
    ) -> Result<Response<Answers>, Status> {
        let moody = self.clone();
        let answers = request.into_inner().map(move |item| moody.answer(item?));
        Ok(Response::new(Box::pin(answers)))
    }

    async fn submit_article(
        &self,
        _: Request<SubmitArticleRequest>,
    ) -> Result<Response<SubmitArticleResponse>, Status> {
        Err(Status::unimplemented("not asked for here"))
    }

    async fn get_article(
        &self,
        _: Request<GetArticleRequest>,
    ) -> Result<Response<GetArticleResponse>, Status> {
        Err(Status::unimplemented("not asked for here"))
    }

    async fn normalize_article(
        &self,
        _: Request<NormalizeArticleRequest>,
    ) -> Result<Response<NormalizeArticleResponse>, Status> {
        Err(Status::unimplemented("not asked for here"))
    }
}

/// Sends so many articles; answers how it ended, the urls accepted, and how
/// many were refused.
async fn send(
    moody: &Moody,
    count: usize,
    patience: Duration,
) -> (Result<End, CommandError>, Vec<String>, usize) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = IngestServiceServer::new(moody.clone());
    let serving = tokio::spawn(
        tonic::transport::Server::builder()
            .add_service(service)
            .serve_with_incoming(TcpListenerStream::new(listener)),
    );
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(async move {
        for number in 0..count {
            let request = SubmitArticleRequest {
                url: format!("https://example.cn/{number:03}"),
                ..SubmitArticleRequest::default()
            };
            let id = number.to_string();
            if sender.send(Ok(Some(Item { id, request }))).await.is_err() {
                return;
            }
        }
    });
    let (mut accepted, mut refused) = (Vec::new(), 0);
    let connection = Service::at(format!("http://{address}")).connect().unwrap();
    let limits = Limits {
        in_flight_max: 8,
        patience,
    };
    let end = Engine::new(connection, limits)
        .run(receiver, &mut |outcome| {
            accepted.extend(outcome.accepted().map(str::to_owned));
            refused += usize::from(matches!(outcome, Outcome::Refused { .. }));
            Ok(())
        })
        .await;
    serving.abort();
    accepted.sort();
    (end, accepted, refused)
}

const LONG: Duration = Duration::from_mins(1);

#[tokio::test]
async fn what_is_refused_for_now_or_broken_off_is_sent_again() {
    let moody = Moody::default();
    let deeds = [Deed::Accept, Deed::Refuse, Deed::Accept, Deed::BreakOff];
    *moody.deeds.lock().unwrap() = [&deeds[..], &deeds[..]].concat();
    let (end, accepted, refused) = send(&moody, 40, LONG).await;
    assert_eq!(end.unwrap(), End::Done);
    let wanted: Vec<String> = (0..40)
        .map(|number| format!("https://example.cn/{number:03}"))
        .collect();
    assert_eq!((accepted, refused), (wanted, 0));
    let sent: usize = moody.seen.lock().unwrap().values().sum();
    assert!(sent > 40, "nothing was sent again");
}

#[tokio::test]
async fn a_bad_article_is_refused_alone() {
    let moody = Moody::default();
    *moody.deeds.lock().unwrap() = vec![Deed::Accept, Deed::Reject];
    let (end, accepted, refused) = send(&moody, 5, LONG).await;
    assert_eq!(end.unwrap(), End::Done);
    assert_eq!((accepted.len(), refused), (4, 1));
    assert!(moody.seen.lock().unwrap().values().all(|times| *times == 1));
}

#[tokio::test]
async fn what_is_kept_and_not_processed_in_time_is_accepted_all_the_same() {
    let moody = Moody::default();
    *moody.deeds.lock().unwrap() = vec![Deed::Accept, Deed::KeepOnly];
    let (end, accepted, refused) = send(&moody, 3, LONG).await;
    assert_eq!(end.unwrap(), End::Done);
    assert_eq!((accepted.len(), refused), (3, 0));
    assert!(moody.seen.lock().unwrap().values().all(|times| *times == 1));
}

#[tokio::test]
async fn patience_ends_where_nothing_is_answered() {
    let moody = Moody::default();
    *moody.deeds.lock().unwrap() = vec![Deed::BreakOff; 64];
    let (end, accepted, _) = send(&moody, 3, Duration::ZERO).await;
    let error = end.unwrap_err().to_string();
    assert!(error.contains("draining (UNAVAILABLE"), "{error}");
    assert!(accepted.is_empty());
}

#[tokio::test]
async fn patience_ends_where_everything_is_refused_for_now() {
    let moody = Moody::default();
    *moody.deeds.lock().unwrap() = vec![Deed::Refuse; 64];
    let (end, accepted, refused) = send(&moody, 40, Duration::ZERO).await;
    let error = end.unwrap_err().to_string();
    assert!(error.contains("RESOURCE_EXHAUSTED"), "{error}");
    assert_eq!((accepted.len(), refused), (0, 0));
    // What comes behind is not even sent.
    assert!(moody.seen.lock().unwrap().len() < 40);
}

#[test]
fn a_ledger_remembers_and_passes_over_a_cut_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("done");
    let ids = [b"a".as_slice(), b"b"].map(|body| crate::id::ArticleId::of("u", body));
    let ledger = Ledger::open(&path).unwrap();
    assert!(ledger.known().is_empty());
    ledger.add(&ids[0].to_string()).unwrap();
    drop(ledger);
    let mut text = std::fs::read_to_string(&path).unwrap();
    text.push_str("a0123");
    std::fs::write(&path, text).unwrap();
    let ledger = Ledger::open(&path).unwrap();
    ledger.add(&ids[1].to_string()).unwrap();
    assert_eq!(ledger.known().len(), 1);
    drop(ledger);
    assert_eq!(Ledger::open(&path).unwrap().known(), ids.into());
}
