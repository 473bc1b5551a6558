//! The gRPC services: they check what comes in, call the store, the pipeline
//! and the log's reader, and turn what comes back into messages. Only here are
//! tonic and the wire's types known, and only `status` makes a status.

mod admin;
mod call;
mod connections;
mod convert;
mod events;
mod filter;
mod frames;
mod ingest;
mod layer;
mod mask;
mod quota;
mod refusal;
mod status;
mod submission;
mod transport;

#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use alliance_proto::{
    FILE_DESCRIPTOR_SET,
    encoded::event_service_server::EventServiceServer,
    v1::{admin_service_server::AdminServiceServer, ingest_service_server::IngestServiceServer},
};
use tonic::service::Routes;

pub(crate) use self::transport::{Health, serve};
use self::{admin::Admin, call::Gate, events::Events, ingest::Ingest};
use crate::{
    config::Config,
    pipeline::{Codecs, Reprocessor, Rules},
    shutdown::{InFlight, PhaseWatch},
    store::Store,
    submission::UnixMillis,
};

/// The full names of the services, as health and reflection know them.
pub(crate) const SERVICE_NAMES: [&str; 3] = [
    alliance_proto::v1::ingest_service_server::SERVICE_NAME,
    alliance_proto::v1::event_service_server::SERVICE_NAME,
    alliance_proto::v1::admin_service_server::SERVICE_NAME,
];

/// What the services work with.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub(crate) store: Arc<dyn Store>,
    /// For dry runs; apart from the pipeline's, so that they cannot hold it up.
    pub(crate) dry_rules: Arc<Rules>,
    pub(crate) reprocessor: Reprocessor,
    pub(crate) phase: PhaseWatch,
    pub(crate) in_flight: InFlight,
    pub(crate) started_at: UnixMillis,
}

/// Why reflection cannot be served.
pub(crate) type ReflectionError = tonic_reflection::server::Error;

/// The contract's own encoding, for the pipeline.
pub(crate) fn codecs() -> Codecs {
    let codec = Arc::new(convert::WireCodec);
    Codecs {
        events: Arc::<convert::WireCodec>::clone(&codec),
        outputs: codec,
    }
}

/// All services of the contract, and reflection in both versions.
pub(crate) fn routes(config: &Config, parts: &Parts) -> Result<Routes, ReflectionError> {
    let gate = Gate::new(
        config.auth.clone(),
        parts.phase.clone(),
        parts.in_flight.clone(),
    );
    let readers = events::Readers::new(config.limits.readers_max);
    let ingest = Ingest::new(config, parts, gate.clone());
    let events = Events::new(config, parts, gate.clone(), readers.clone());
    let admin = Admin::new(parts, gate, readers);
    let message_bytes_max = config.limits.message_bytes_max;
    // Each version tells of both, so that `list` shows what is served.
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .include_reflection_service(false)
            .register_encoded_file_descriptor_set(FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
            // What details of errors are, so that grpcurl can show them.
            .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(
                tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET,
            )
            .register_encoded_file_descriptor_set(tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET)
    };
    let mut routes = Routes::builder();
    routes
        .add_service(IngestServiceServer::new(ingest).max_decoding_message_size(message_bytes_max))
        .add_service(EventServiceServer::new(events))
        .add_service(AdminServiceServer::new(admin))
        .add_service(reflection().build_v1()?)
        .add_service(reflection().build_v1alpha()?);
    Ok(routes.routes())
}

/// Milliseconds of the configuration.
fn millis(count: u64) -> Duration {
    Duration::from_millis(count)
}
