//! Files and folders as inputs.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Body, Entry, Input, InputError, fields::Case, name_of};

/// Adds the file, or the files below the folder in the order of their names.
/// Hidden files are left out of folders.
pub(super) fn add_entries(path: &Path, entries: &mut Vec<Entry>) {
    if path.is_dir() {
        add_folder(path, entries);
        return;
    }
    entries.push(match read_entry(path) {
        Ok(Some(entry)) => entry,
        Ok(None) => body_entry(path),
        Err(error) => Entry::Unreadable(error),
    });
}

/// Adds what lies in the folder and below.
fn add_folder(folder: &Path, entries: &mut Vec<Entry>) {
    let paths = match sorted_paths(folder) {
        Ok(paths) => paths,
        Err(error) => return entries.push(Entry::Unreadable(error)),
    };
    let mut bodies = Vec::new();
    let mut plain = Vec::new();
    for path in paths {
        if path.is_dir() {
            add_folder(&path, entries);
            continue;
        }
        match read_entry(&path) {
            Ok(Some(entry)) => {
                if let Entry::Input(input) = &entry
                    && let Body::File(body) = &input.body
                {
                    bodies.push(body.clone());
                }
                entries.push(entry);
            }
            Ok(None) => plain.push(path),
            Err(error) => entries.push(Entry::Unreadable(error)),
        }
    }
    // A body that a case names is read for its case only.
    bodies.sort();
    entries.extend(
        plain
            .iter()
            .filter(|path| bodies.binary_search(path).is_err())
            .map(|path| body_entry(path)),
    );
}

fn sorted_paths(folder: &Path) -> Result<Vec<PathBuf>, InputError> {
    let read = || {
        fs::read_dir(folder)?
            .map(|entry| Ok(entry?.path()))
            .collect::<io::Result<Vec<_>>>()
    };
    let mut paths = read().map_err(|source| InputError::Read {
        path: folder.to_owned(),
        source,
    })?;
    paths.retain(|path| {
        path.file_name()
            .is_none_or(|name| !name.to_string_lossy().starts_with('.'))
    });
    paths.sort();
    Ok(paths)
}

/// A case or a file of lines; `None` where the file is a body itself.
fn read_entry(path: &Path) -> Result<Option<Entry>, InputError> {
    let extension = path.extension().unwrap_or_default();
    if extension == "jsonl" || extension == "ndjson" {
        return Ok(Some(Entry::Lines(path.to_owned())));
    }
    if extension != "json" {
        return Ok(None);
    }
    let text = fs::read(path).map_err(|source| InputError::Read {
        path: path.to_owned(),
        source,
    })?;
    let case: Case = serde_json::from_slice(&text).map_err(|source| InputError::Case {
        path: path.to_owned(),
        source,
    })?;
    let id = case.id.unwrap_or_else(|| name_of(path));
    Ok(case
        .submission
        .map(|fields| Entry::Input(Box::new(fields.into_input(path, id)))))
}

fn body_entry(path: &Path) -> Entry {
    Entry::Input(Box::new(Input::of_file(path)))
}
