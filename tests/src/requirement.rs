//! Programs and data that some tests need and not every machine has.
//!
//! CI requires them through an environment variable each; elsewhere a test
//! without them says loudly that it was skipped.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Whether CI, or a developer, insists: `ALLIANCE_REQUIRE_…=1`.
fn required(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| value == "1")
}

/// Says that a test was skipped.
///
/// # Panics
/// Where `variable` requires what is missing.
fn skip<T>(what: &str, variable: &str) -> Option<T> {
    assert!(
        !required(variable),
        "{what} is required by {variable} and not there"
    );
    eprintln!("SKIPPED: {what} is not there; set {variable}=1 to fail instead");
    None
}

fn runs(program: &Path, argument: &str) -> bool {
    Command::new(program)
        .arg(argument)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// grpcurl, from the search path.
pub fn grpcurl() -> Option<PathBuf> {
    let program = PathBuf::from("grpcurl");
    if runs(&program, "-version") {
        return Some(program);
    }
    skip("grpcurl", "ALLIANCE_REQUIRE_GRPCURL")
}

/// A Python that has these modules: `ALLIANCE_PYTHON`, else `python3`.
pub fn python_with(modules: &str) -> Option<PathBuf> {
    let program = env::var_os("ALLIANCE_PYTHON").map_or_else(|| "python3".into(), PathBuf::from);
    let imports = Command::new(&program)
        .args(["-c", &format!("import {modules}")])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if imports {
        return Some(program);
    }
    skip(
        &format!("a Python with {modules}"),
        "ALLIANCE_REQUIRE_PYTHON",
    )
}

/// A folder of labelled data: the one that `variable` names, else the one
/// beside the checkout.
pub fn shared(variable: &str, beside_checkout: &str) -> Option<PathBuf> {
    let folder = env::var_os(variable).map_or_else(
        || {
            crate::binary::workspace_root()
                .join("../shared")
                .join(beside_checkout)
        },
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    skip(
        &format!("the data of {variable}"),
        "ALLIANCE_REQUIRE_SHARED",
    )
}
