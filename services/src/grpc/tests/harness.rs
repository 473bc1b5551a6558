//! A service of its own for each test: a fresh folder, a free port, and rules
//! that make one founding out of each line of a body.

use std::{
    collections::BTreeMap,
    sync::{Arc, Condvar, LazyLock, Mutex},
    time::Duration,
};

use alliance_proto::v1::{
    self, admin_service_client::AdminServiceClient, event_service_client::EventServiceClient,
    ingest_service_client::IngestServiceClient, list_events_response::Frame,
};
use alliance_worker::{
    Limits, NormalizeError, Normalized, Submission as Page,
    article::Article,
    fold_text,
    record::{AllianceName, EventType, Evidence, Record, Sentence},
    report::Report,
    span::{BodySpan, TextBuilder, TextSpan},
};
use tokio::{sync::oneshot, task::JoinHandle};
use tonic::transport::Channel;

use crate::{
    config::Config,
    pipeline::{Normalize, Rules},
    server::{Server, ServerError},
    store::EmbeddedStore,
};

/// A line that makes [`line_rules`] panic.
pub(super) const PANIC: &str = "panic";

/// A service under test.
pub(super) struct Service {
    /// Where it listens.
    pub(super) url: String,
    pub(super) channel: Channel,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<Result<(), ServerError>>,
    folder: tempfile::TempDir,
}

impl Service {
    pub(super) async fn start() -> Self {
        Self::start_with(|_config| {}, line_rules).await
    }

    pub(super) async fn start_with(change: impl FnOnce(&mut Config), rules: Normalize) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), change, rules).await
    }

    async fn start_in(
        folder: tempfile::TempDir,
        change: impl FnOnce(&mut Config),
        rules: Normalize,
    ) -> Self {
        let mut config = Config::for_test(folder.path());
        config.deadlines.drain_ms = 10_000;
        change(&mut config);
        let store = EmbeddedStore::open(config.store_config()).await.unwrap();
        let rules = Rules::with_normalizer(
            rules,
            Limits::default(),
            Duration::from_millis(config.pipeline.article_ms),
            2,
        );
        let server = Server::bind_with_rules(config, Arc::new(store), rules)
            .await
            .unwrap();
        let url = format!("http://{}", server.address());
        let endpoint = Channel::from_shared(url.clone()).unwrap();
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(server.run(async {
            drop(stopped.await);
        }));
        Self {
            url,
            channel: endpoint.connect_lazy(),
            stop: Some(stop),
            running,
            folder,
        }
    }

    pub(super) fn ingest(&self) -> IngestServiceClient<Channel> {
        IngestServiceClient::new(self.channel.clone())
    }

    pub(super) fn events(&self) -> EventServiceClient<Channel> {
        EventServiceClient::new(self.channel.clone())
    }

    pub(super) fn admin(&self) -> AdminServiceClient<Channel> {
        AdminServiceClient::new(self.channel.clone())
    }

    /// Lets draining begin.
    pub(super) fn begin_stop(&mut self) {
        drop(self.stop.take());
    }

    /// Waits for the service to have ended; answers its folder.
    pub(super) async fn stopped(mut self) -> tempfile::TempDir {
        self.begin_stop();
        self.running.await.unwrap().unwrap();
        self.folder
    }

    /// Stops it and starts another on what it has stored.
    pub(super) async fn restart(self) -> Self {
        let folder = self.stopped().await;
        Self::start_in(folder, |_config| {}, line_rules).await
    }

    /// Submits, and waits for the events.
    pub(super) async fn process(&self, url: &str, lines: &str) -> v1::SubmitArticleResponse {
        let request = v1::SubmitArticleRequest {
            wait_for: v1::WaitFor::Processed.into(),
            ..article(url, lines)
        };
        let answer = self.ingest().submit_article(request).await;
        answer.unwrap().into_inner()
    }

    /// Everything that a stream gives until it ends.
    pub(super) async fn list(&self, request: v1::ListEventsRequest) -> Vec<v1::ListEventsResponse> {
        let mut stream = self
            .events()
            .list_events(request)
            .await
            .unwrap()
            .into_inner();
        let mut frames = Vec::new();
        while let Some(frame) = stream.message().await.unwrap() {
            frames.push(frame);
        }
        frames
    }
}

/// Holds rules until a test lets them go on.
pub(super) struct Gate {
    /// Whether it has been reached, and whether it is open.
    state: Mutex<(bool, bool)>,
    changed: Condvar,
}

impl Gate {
    pub(super) const fn new() -> Self {
        Self {
            state: Mutex::new((false, false)),
            changed: Condvar::new(),
        }
    }

    pub(super) fn pass(&self) {
        let mut state = self.state.lock().unwrap();
        state.0 = true;
        self.changed.notify_all();
        drop(self.changed.wait_while(state, |state| !state.1).unwrap());
    }

    pub(super) fn wait_until_reached(&self) {
        let state = self.state.lock().unwrap();
        drop(self.changed.wait_while(state, |state| !state.0).unwrap());
    }

    pub(super) fn open(&self) {
        self.state.lock().unwrap().1 = true;
        self.changed.notify_all();
    }
}

/// A request that passes all checks.
pub(super) fn article(url: &str, lines: &str) -> v1::SubmitArticleRequest {
    v1::SubmitArticleRequest {
        url: format!("https://example.cn/{url}"),
        body: lines.to_owned().into(),
        content_type: "text/plain; charset=utf-8".to_owned(),
        labels: BTreeMap::from([("feed".to_owned(), "test".to_owned())]),
        ..v1::SubmitArticleRequest::default()
    }
}

/// Distinct names of alliances, one a line.
pub(super) fn names(numbers: std::ops::Range<usize>) -> String {
    numbers.map(|number| name(number) + "\n").collect()
}

/// A name in canonical form that shares nothing with others but its ending.
pub(super) fn name(number: usize) -> String {
    let own: String = CANONICAL.iter().skip(number * 6).take(6).collect();
    own + "联盟"
}

/// Characters that folding leaves alone.
static CANONICAL: LazyLock<Vec<char>> = LazyLock::new(|| {
    ('\u{4E10}'..='\u{6FFF}')
        .filter(|character| {
            let text = character.to_string();
            fold_text(&text) == text
        })
        .collect()
});

/// The alliances of the events among frames.
pub(super) fn alliances(frames: &[v1::ListEventsResponse]) -> Vec<String> {
    frames
        .iter()
        .filter_map(|frame| match &frame.frame {
            Some(Frame::Event(event)) => Some(event.alliances[0].name.clone()),
            _ => None,
        })
        .collect()
}

/// A founding for each line; no text where the bytes are not UTF-8.
pub(super) fn line_rules(page: &Page<'_>, _limits: Limits) -> Result<Normalized, NormalizeError> {
    let text = std::str::from_utf8(page.body)
        .map_err(|_error| NormalizeError::Undecodable("not UTF-8"))?;
    let mut offset = 0;
    let mut records = Vec::new();
    for line in text.split_inclusive('\n') {
        let name = line.trim_end();
        assert!(name != PANIC, "told to panic");
        records.push(founding(name, offset));
        offset += line.len();
    }
    let mut builder = TextBuilder::default();
    builder.push_verbatim(text, 0);
    let article = Article {
        title: Some("title".to_owned()),
        text: builder.build(),
        ..Article::default()
    };
    let mut report = Report::default();
    "UTF-8".clone_into(&mut report.charset);
    Ok(Normalized {
        article,
        report,
        records,
        skipped: Vec::new(),
    })
}

fn founding(name: &str, offset: usize) -> Record {
    let range = offset..offset + name.len();
    let text_span = TextSpan::from(range.clone());
    let body_span = Some(BodySpan {
        start: range.start,
        end: range.end,
    });
    Record {
        kind: EventType::AllianceFounded,
        alliances: vec![AllianceName {
            name: name.to_owned(),
            aliases: Vec::new(),
            evidence: vec![Evidence {
                sentence: Some(0),
                quote: name.to_owned(),
                text_span: Some(text_span),
                body_span,
            }],
        }],
        subject: None,
        date: None,
        place: None,
        organizations: Vec::new(),
        persons: Vec::new(),
        amounts: Vec::new(),
        background: false,
        confidence: 0.9,
        sentences: vec![Sentence {
            text: name.to_owned(),
            text_span,
            body_span,
        }],
    }
}
