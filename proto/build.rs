//! Compiles `alliance/v1/*.proto` without `protoc`, twice: once as written,
//! and once with the event of `ListEventsResponse` as plain bytes, so that a
//! replay sends what the log holds without decoding it. Both are the same on
//! the wire: a message field and a bytes field share their encoding.

use std::{env, error::Error, fs, path::PathBuf};

use prost::Message as _;
use prost_types::{FileDescriptorSet, field_descriptor_proto::Type};

const PROTOS: [&str; 5] = [
    "alliance/v1/article.proto",
    "alliance/v1/event.proto",
    "alliance/v1/ingest_service.proto",
    "alliance/v1/event_service.proto",
    "alliance/v1/admin_service.proto",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=alliance");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let descriptors = protox::compile(PROTOS, ["."])?;
    fs::write(
        out.join("alliance.v1.descriptors"),
        descriptors.encode_to_vec(),
    )?;

    // Ordered maps: the same event is the same bytes.
    tonic_prost_build::configure()
        .btree_map(".")
        .bytes(".alliance.v1.SubmitArticleRequest.body")
        .bytes(".alliance.v1.ListEventsResponse.resume_token")
        .compile_fds(descriptors.clone())?;

    let encoded = out.join("encoded");
    fs::create_dir_all(&encoded)?;
    tonic_prost_build::configure()
        .out_dir(&encoded)
        .build_client(false)
        .btree_map(".")
        .bytes(".")
        .compile_fds(with_encoded_events(descriptors)?)?;
    Ok(())
}

/// The same files, with `ListEventsResponse.event` typed `bytes`.
fn with_encoded_events(mut set: FileDescriptorSet) -> Result<FileDescriptorSet, Box<dyn Error>> {
    let field = set
        .file
        .iter_mut()
        .flat_map(|file| &mut file.message_type)
        .filter(|message| message.name() == "ListEventsResponse")
        .flat_map(|message| &mut message.field)
        .find(|field| field.name() == "event")
        .ok_or("ListEventsResponse.event is gone from the contract")?;
    field.set_type(Type::Bytes);
    field.type_name = None;
    Ok(set)
}
