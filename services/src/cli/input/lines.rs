//! JSON Lines of submissions, out of a file or standard input.

use std::{
    fmt,
    fs::File,
    io::{self, BufRead, BufReader, Read as _},
    path::{Path, PathBuf},
};

use bytes::Bytes;

use super::{Input, InputError, fields::Fields, name_of};

/// What standard input is called.
pub(super) const STANDARD_INPUT: &str = "stdin";

/// The lines that are left, as inputs.
pub(super) struct Lines {
    reader: Box<dyn BufRead + Send>,
    path: PathBuf,
    /// Of the last line read, from 1.
    number: usize,
}

/// What standard input holds.
#[derive(Debug)]
pub(super) enum StandardInput {
    Lines(Lines),
    /// One body, to its end.
    Body(Bytes),
}

impl Lines {
    pub(super) fn open(path: &Path) -> Result<Self, InputError> {
        let file = File::open(path).map_err(|source| InputError::Read {
            path: path.to_owned(),
            source,
        })?;
        Ok(Self {
            reader: Box::new(BufReader::new(file)),
            path: path.to_owned(),
            number: 0,
        })
    }
}

impl Iterator for Lines {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        loop {
            line.clear();
            self.number += 1;
            match self.reader.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => break,
                Err(source) => {
                    return Some(Err(InputError::Read {
                        path: self.path.clone(),
                        source,
                    }));
                }
            }
        }
        let id = name_of_line(&self.path, self.number);
        let read = serde_json::from_slice::<Fields>(&line);
        Some(match read {
            Ok(fields) => Ok(fields.into_input(&self.path, id)),
            Err(source) => Err(InputError::Line {
                path: self.path.clone(),
                number: self.number,
                source,
            }),
        })
    }
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines")
            .field("path", &self.path)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// What a line is called where it says nothing itself.
pub(super) fn name_of_line(path: &Path, number: usize) -> String {
    format!("{}:{number}", name_of(path))
}

/// Lines that are not blank.
pub(super) fn count_lines(path: &Path) -> Result<u64, InputError> {
    let read_error = |source| InputError::Read {
        path: path.to_owned(),
        source,
    };
    let mut reader = BufReader::new(File::open(path).map_err(read_error)?);
    let mut count = 0;
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).map_err(read_error)? > 0 {
        count += u64::from(!line.trim_ascii().is_empty());
        line.clear();
    }
    Ok(count)
}

/// Standard input is JSON Lines where it begins with `{`, else one body.
pub(super) fn open_standard_input() -> Result<StandardInput, InputError> {
    let path = PathBuf::from(STANDARD_INPUT);
    let mut reader = BufReader::new(io::stdin());
    let begins_object = match reader.fill_buf() {
        Ok(head) => head.trim_ascii_start().first() == Some(&b'{'),
        Err(source) => return Err(InputError::Read { path, source }),
    };
    if begins_object {
        return Ok(StandardInput::Lines(Lines {
            reader: Box::new(reader),
            path,
            number: 0,
        }));
    }
    let mut body = Vec::new();
    match reader.read_to_end(&mut body) {
        Ok(_) => Ok(StandardInput::Body(body.into())),
        Err(source) => Err(InputError::Read { path, source }),
    }
}
