//! The real `alliance` binary, built as `cargo test` was asked to.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// The binary, built on first use: Cargo builds no binary of another package
/// for a test.
///
/// # Panics
/// Where it does not build; a test that needs it cannot go on.
pub fn alliance() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let release = !cfg!(debug_assertions);
        let mut build = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        build
            .args([
                "build",
                "--quiet",
                "--package",
                "alliance-services",
                "--bin",
                "alliance",
            ])
            .current_dir(workspace_root());
        if release {
            build.arg("--release");
        }
        let status = build.status().expect("cargo runs");
        assert!(status.success(), "the alliance binary does not build");

        // target/PROFILE/deps/TEST is this executable; the binary lies above.
        let test = env::current_exe().expect("a test has a path");
        let profile = test
            .ancestors()
            .nth(2)
            .expect("a test lies in target/PROFILE/deps");
        let binary = profile.join("alliance");
        assert!(
            binary.exists(),
            "{} is not there after it was built",
            binary.display()
        );
        binary
    })
}

/// The folder of the workspace's Cargo.toml.
pub fn workspace_root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}
