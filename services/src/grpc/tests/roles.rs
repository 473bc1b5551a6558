use std::collections::BTreeMap;

use alliance_proto::v1::{
    self, admin_service_client::AdminServiceClient, event_service_client::EventServiceClient,
    ingest_service_client::IngestServiceClient,
};
use tonic::{Code, Request, Response, Status};
use tonic_types::StatusExt as _;

use super::harness::{Service, article, line_rules};
use crate::config::Config;

const SUBMIT: &str = "submit-0123456789";
const READ: &str = "read-012345678901";
const ADMIN: &str = "admin-01234567890";

fn roles(config: &mut Config) {
    config.auth.submit_tokens = vec![SUBMIT.to_owned()];
    config.auth.read_tokens = vec![READ.to_owned()];
    config.auth.admin_tokens = vec![ADMIN.to_owned()];
}

fn with<T>(token: &str, message: T) -> Request<T> {
    let mut request = Request::new(message);
    let value = format!("Bearer {token}").parse().unwrap();
    request.metadata_mut().insert("authorization", value);
    request
}

fn admitted<T>(answer: Result<Response<T>, Status>) -> bool {
    answer.map_or_else(|status| status.code() != Code::PermissionDenied, |_| true)
}

/// Which methods let the token in; every method of the contract is asked.
async fn methods_of(service: &Service, token: &str) -> Vec<&'static str> {
    let mut ingest = IngestServiceClient::new(service.channel.clone());
    let mut events = EventServiceClient::new(service.channel.clone());
    let mut admin = AdminServiceClient::new(service.channel.clone());
    macro_rules! ask {
        ($($client:ident.$method:ident($message:expr)),* $(,)?) => {
            BTreeMap::from([
                $((stringify!($method), admitted($client.$method(with(token, $message)).await))),*
            ])
        };
    }
    let nothing = || tokio_stream::iter(Vec::new());
    let asked = ask!(
        ingest.submit_article(v1::SubmitArticleRequest::default()),
        ingest.submit_articles(nothing()),
        ingest.get_article(v1::GetArticleRequest::default()),
        ingest.normalize_article(v1::NormalizeArticleRequest::default()),
        events.list_events(v1::ListEventsRequest::default()),
        events.get_event(v1::GetEventRequest::default()),
        events.batch_get_events(v1::BatchGetEventsRequest::default()),
        admin.get_stats(v1::GetStatsRequest::default()),
        admin.list_failed_articles(v1::ListFailedArticlesRequest::default()),
        admin.retry_articles(v1::RetryArticlesRequest::default()),
        admin.delete_failed_articles(v1::DeleteFailedArticlesRequest::default()),
        admin.reprocess_articles(v1::ReprocessArticlesRequest::default()),
    );
    assert_eq!(asked.len(), 12);
    let admitted = asked.into_iter().filter(|(_, admitted)| *admitted);
    admitted.map(|(method, _)| method).collect()
}

#[tokio::test]
async fn each_role_has_its_own_methods_and_admin_has_all() {
    let service = Service::start_with(roles, line_rules).await;
    assert_eq!(
        methods_of(&service, SUBMIT).await,
        [
            "get_article",
            "normalize_article",
            "submit_article",
            "submit_articles"
        ]
    );
    assert_eq!(
        methods_of(&service, READ).await,
        ["batch_get_events", "get_event", "list_events"]
    );
    assert_eq!(methods_of(&service, ADMIN).await.len(), 12);
    service.stopped().await;
}

#[tokio::test]
async fn a_caller_is_told_what_is_wrong_with_its_token() {
    let service = Service::start_with(roles, line_rules).await;
    let submit = async |authorization: Option<&str>| {
        let mut request = tonic::Request::new(article("1", "甲联盟"));
        if let Some(text) = authorization {
            let value = text.parse().unwrap();
            request.metadata_mut().insert("authorization", value);
        }
        match service.ingest().submit_article(request).await {
            Ok(_) => (Code::Ok, String::new()),
            Err(status) => {
                let details = status.get_error_details();
                (status.code(), details.error_info().unwrap().reason.clone())
            }
        }
    };
    let refused = |code, reason: &str| (code, reason.to_owned());
    assert_eq!(
        submit(None).await,
        refused(Code::Unauthenticated, "TOKEN_MISSING")
    );
    let wrong = refused(Code::PermissionDenied, "ROLE_MISSING");
    assert_eq!(submit(Some("Bearer read-012345678901")).await, wrong);
    let unknown = refused(Code::Unauthenticated, "TOKEN_UNKNOWN");
    assert_eq!(submit(Some("Bearer submit-0123456780")).await, unknown);
    for admitted in [
        "Bearer submit-0123456789",
        "bearer submit-0123456789",
        "Bearer admin-01234567890",
    ] {
        assert_eq!(submit(Some(admitted)).await.0, Code::Ok, "{admitted}");
    }
    service.stopped().await;
}
