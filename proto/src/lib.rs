//! The contract of Lianmeng, package `alliance.v1`: messages, clients and
//! servers generated from `alliance/v1/*.proto`. No logic.
#![forbid(unsafe_code)]
#![allow(clippy::all, clippy::pedantic, reason = "generated code")]

/// Messages, clients and servers as the `.proto` files declare them.
pub mod v1 {
    tonic::include_proto!("alliance.v1");
}

/// The server side with `ListEventsResponse.event` as encoded bytes of an
/// [`v1::Event`]: what the log holds is sent as it is. Equal to [`v1`] on the
/// wire; serve `EventService` from here and everything else from [`v1`].
pub mod encoded {
    include!(concat!(env!("OUT_DIR"), "/encoded/alliance.v1.rs"));
}

/// The encoded `FileDescriptorSet` of the contract and all that it imports,
/// for reflection.
pub const FILE_DESCRIPTOR_SET: &[u8] =
    include_bytes!(concat!(env!("OUT_DIR"), "/alliance.v1.descriptors"));
