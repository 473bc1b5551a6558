//! The rules of the tree that no compiler checks: sizes, names, and who may
//! speak of what. Each failure lists every place at fault.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Production lines of one file; generated files and `tests.rs` are exempt.
const FILE_LINES_MAX: usize = 500;
/// Columns of one line, counted in characters.
const LINE_COLUMNS_MAX: usize = 100;

struct SourceFile {
    /// From the root of the workspace, with `/`.
    path: String,
    text: String,
}

impl SourceFile {
    /// Lines before the inline test module, if there is one.
    fn production(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .take_while(|line| *line != "#[cfg(test)]")
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.contains("/tests/")
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn files_below(folder: &str, extension: &str) -> Vec<SourceFile> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|found| found == extension) {
                let name = path
                    .strip_prefix(root())
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                found.push(SourceFile {
                    path: name,
                    text: fs::read_to_string(&path).unwrap(),
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn rust_files() -> Vec<SourceFile> {
    ["proto", "worker", "services", "tests"]
        .into_iter()
        .flat_map(|folder| files_below(folder, "rs"))
        .collect()
}

/// Production lines, outside of `allowed` files, that contain one of `words`
/// and are no comment.
fn places_of(words: &[&str], below: &str, allowed: impl Fn(&str) -> bool) -> Vec<String> {
    rust_files()
        .iter()
        .filter(|file| file.path.starts_with(below) && !allowed(&file.path) && !file.is_test())
        .flat_map(|file| {
            file.production()
                .filter(|(_, line)| !line.trim_start().starts_with("//"))
                .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
                .map(|(number, line)| format!("{}:{number}: {}", file.path, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn assert_none(rule: &str, places: &[String]) {
    assert!(places.is_empty(), "{rule}:\n{}", places.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<_> = rust_files()
        .iter()
        .filter(|file| !file.is_test())
        .filter_map(|file| {
            let lines = file.production().count();
            (lines > FILE_LINES_MAX).then(|| format!("{}: {lines} lines", file.path))
        })
        .collect();
    assert_none(
        "a file holds one thing in at most 500 production lines",
        &long,
    );
}

#[test]
fn no_line_is_too_wide() {
    let wide: Vec<_> = rust_files()
        .iter()
        .flat_map(|file| {
            file.text
                .lines()
                .enumerate()
                .filter(|(_, line)| line.chars().count() > LINE_COLUMNS_MAX)
                .map(|(index, _)| format!("{}:{}", file.path, index + 1))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none("a line has at most 100 columns", &wide);
}

#[test]
fn no_file_is_named_for_nothing() {
    let vague = [
        "utils", "util", "common", "helpers", "helper", "manager", "misc", "mod",
    ];
    let places: Vec<_> = rust_files()
        .iter()
        .filter(|file| {
            file.path
                .trim_end_matches(".rs")
                .split('/')
                .any(|part| vague.contains(&part))
        })
        .map(|file| file.path.clone())
        .collect();
    assert_none("a file is named for the one thing it holds", &places);
}

#[test]
fn only_grpc_touches_tonic_and_the_wire_types() {
    let places = places_of(
        &["tonic::", "alliance_proto::", "prost::Message"],
        "services/",
        |path| {
            path.starts_with("services/src/grpc")
            // The command line is a client of the service.
            || path.starts_with("services/src/cli")
            // The server binds what grpc offers.
            || path.starts_with("services/src/server")
            // The disk format of the journal is an own protobuf message.
            || path.starts_with("services/src/store/")
        },
    );
    assert_none("tonic and wire types belong to services/src/grpc", &places);
}

#[test]
fn a_status_is_made_in_one_file() {
    let places = places_of(
        &["Status::new(", "Status::with_", "Status::in", "Status::un"],
        "services/src/grpc",
        |path| path.starts_with("services/src/grpc/status"),
    );
    assert_none(
        "tonic::Status is made in services/src/grpc/status.rs",
        &places,
    );
}

#[test]
fn only_the_sled_backend_touches_sled() {
    let places = places_of(&["sled::"], "services/", |path| {
        path.starts_with("services/src/store/sled")
    });
    let places: Vec<_> = places
        .into_iter()
        .filter(|place| !place.contains("store::sled::") && !place.contains("self::sled::"))
        .collect();
    assert_none("sled belongs to services/src/store/sled", &places);
}

#[test]
fn the_store_knows_nothing_of_grpc() {
    let places = places_of(&["crate::grpc", "tonic::"], "services/src/store", |_| false);
    assert_none("the store speaks of guarantees, not of calls", &places);
}

#[test]
fn no_test_is_skipped_and_nothing_is_left_to_do() {
    // Split, so that this file does not name what it forbids.
    let words = [
        concat!("#[ig", "nore"),
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
    ];
    let places: Vec<_> = rust_files()
        .iter()
        .flat_map(|file| {
            file.text
                .lines()
                .enumerate()
                .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
                .map(|(index, _)| format!("{}:{}", file.path, index + 1))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none("no test is skipped, nothing is left to do", &places);
}

#[test]
fn every_table_names_its_origin_and_licence() {
    let silent: Vec<_> = ["txt", "tsv"]
        .into_iter()
        .flat_map(|extension| files_below("worker/data", extension))
        .filter(|table| {
            let head: Vec<_> = table.text.lines().take(12).collect();
            let head = head.join("\n").to_lowercase();
            !head.contains("origin") || !head.contains("licence")
        })
        .map(|table| table.path)
        .collect();
    assert_none("the head of a table says `origin:` and `licence:`", &silent);
}
