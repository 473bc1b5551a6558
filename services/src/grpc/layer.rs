//! Gives the failures that tonic answers by itself the details that all of
//! ours have: a method that is not there, a message above the transport's
//! limit or that does not decode.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use tonic::{
    Status,
    codegen::{Service, http},
};
use tower::Layer;

use super::status::with_details;

/// See the module.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DetailsLayer;

/// A service whose failures have details.
#[derive(Clone, Debug)]
pub(crate) struct Detailed<S> {
    inner: S,
}

impl<S> Layer<S> for DetailsLayer {
    type Service = Detailed<S>;

    fn layer(&self, inner: S) -> Detailed<S> {
        Detailed { inner }
    }
}

impl<S, Q, A> Service<http::Request<Q>> for Detailed<S>
where
    S: Service<http::Request<Q>, Response = http::Response<A>>,
    A: Default,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = DetailedFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: http::Request<Q>) -> Self::Future {
        DetailedFuture {
            inner: Box::pin(self.inner.call(request)),
        }
    }
}

/// The answer of a [`Detailed`] service.
#[derive(Debug)]
pub(crate) struct DetailedFuture<F> {
    inner: Pin<Box<F>>,
}

impl<F, A, E> Future for DetailedFuture<F>
where
    F: Future<Output = Result<http::Response<A>, E>>,
    A: Default,
{
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let response = ready!(self.inner.as_mut().poll(cx))?;
        // Only an answer that is nothing but a failure has its status in the
        // headers.
        let bare = response
            .headers()
            .contains_key(Status::GRPC_STATUS)
            .then(|| Status::from_header_map(response.headers()))
            .flatten()
            .and_then(|status| with_details(&status));
        Poll::Ready(Ok(match bare {
            Some(status) => status.into_http(),
            None => response,
        }))
    }
}
