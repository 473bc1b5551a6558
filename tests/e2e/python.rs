//! A consumer in Python, with stubs generated from the contract.

use std::{fs, path::Path, process::Command};

use alliance_tests::{
    binary,
    page::{FOUNDED_ALLIANCE, FOUNDING_SIMPLIFIED},
    requirement,
    sandbox::Sandbox,
};
use serde_json::Value;

fn run(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {stderr}");
    output.stdout
}

#[tokio::test]
async fn a_python_client_submits_a_gbk_page_and_streams_its_event() {
    let Some(python) = requirement::python_with("grpc, grpc_tools") else {
        return;
    };
    let server = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let contract = binary::workspace_root().join("proto");
    let protos: Vec<_> = fs::read_dir(contract.join("alliance/v1"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let out = |kind: &str| format!("--{kind}_out={}", folder.path().display());
    run(Command::new(&python)
        .args(["-m", "grpc_tools.protoc", "--proto_path"])
        .arg(&contract)
        .args([out("python"), out("grpc_python")])
        .args(&protos));

    let body = folder.path().join("page.txt");
    fs::write(&body, encoding_rs::GBK.encode(FOUNDING_SIMPLIFIED).0).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("e2e/python_client.py");
    let printed = run(Command::new(&python)
        .arg(script)
        .arg(server.address())
        .args([folder.path(), &body]));
    let told: Value = serde_json::from_slice(&printed).unwrap();
    let event = told["events"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["alliances"][0] == FOUNDED_ALLIANCE)
        .unwrap_or_else(|| panic!("no founding in {told:#}"));
    assert_eq!(event["charsets"][0], "GBK");
    assert!(
        told["event_ids"]
            .as_array()
            .unwrap()
            .contains(&event["event_id"])
    );
    assert_eq!(told["caught_up"], true);
}
