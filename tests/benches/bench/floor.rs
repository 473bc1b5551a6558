//! The floor: the same contract served by a program that does nothing, in a
//! process of its own like the real one.

use std::pin::Pin;

use alliance_proto::v1::{
    ArticleState, GetArticleRequest, GetArticleResponse, NormalizeArticleRequest,
    NormalizeArticleResponse, SubmitArticleRequest, SubmitArticleResponse, SubmitArticlesRequest,
    SubmitArticlesResponse,
    ingest_service_server::{IngestService, IngestServiceServer},
    submit_articles_response::Outcome,
};
use tokio_stream::{Stream, StreamExt as _};
use tonic::{Request, Response, Status, Streaming, transport::Server};

use crate::raw_stream::RawStreamServer;

/// Answers at once and keeps nothing.
#[derive(Debug)]
struct Nothing;

fn answer() -> SubmitArticleResponse {
    SubmitArticleResponse {
        article_id: "a00000000000000000000000000000000".to_owned(),
        duplicate: false,
        state: ArticleState::Pending.into(),
        ..SubmitArticleResponse::default()
    }
}

#[tonic::async_trait]
impl IngestService for Nothing {
    type SubmitArticlesStream =
        Pin<Box<dyn Stream<Item = Result<SubmitArticlesResponse, Status>> + Send>>;

    async fn submit_article(
        &self,
        _request: Request<SubmitArticleRequest>,
    ) -> Result<Response<SubmitArticleResponse>, Status> {
        Ok(Response::new(answer()))
    }

    async fn submit_articles(
        &self,
        request: Request<Streaming<SubmitArticlesRequest>>,
    ) -> Result<Response<Self::SubmitArticlesStream>, Status> {
        let answers = request.into_inner().map(|item| {
            item.map(|item| SubmitArticlesResponse {
                item_id: item.item_id,
                outcome: Some(Outcome::Result(answer())),
            })
        });
        Ok(Response::new(Box::pin(answers)))
    }

    async fn get_article(
        &self,
        _request: Request<GetArticleRequest>,
    ) -> Result<Response<GetArticleResponse>, Status> {
        Err(Status::unimplemented("a floor"))
    }

    async fn normalize_article(
        &self,
        _request: Request<NormalizeArticleRequest>,
    ) -> Result<Response<NormalizeArticleResponse>, Status> {
        Err(Status::unimplemented("a floor"))
    }
}

/// Serves until it is killed.
pub(crate) async fn serve(address: &str) -> Result<(), Box<dyn std::error::Error>> {
    Server::builder()
        .add_service(IngestServiceServer::new(Nothing).max_decoding_message_size(64 << 20))
        .add_service(RawStreamServer)
        .serve(address.parse()?)
        .await?;
    Ok(())
}
