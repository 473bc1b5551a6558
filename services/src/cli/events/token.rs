//! The file that keeps the place in the stream, in hexadecimal digits.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use bytes::Bytes;
use thiserror::Error;

/// Replaced as a whole, so that it holds one token or the one before.
#[derive(Debug)]
pub(super) struct TokenFile {
    path: PathBuf,
}

#[derive(Debug, Error)]
pub(super) enum TokenError {
    #[error("{path} cannot be read for the resume token")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path} holds no resume token")]
    Damaged {
        path: PathBuf,
        source: hex::FromHexError,
    },
    #[error("{path} cannot be written")]
    Write { path: PathBuf, source: io::Error },
}

impl TokenFile {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// The token kept; `None` where there is no file yet, or one that was made
    /// for the first token and is empty.
    pub(super) fn read(&self) -> Result<Option<Bytes>, TokenError> {
        let path = || self.path.clone();
        match fs::read_to_string(&self.path) {
            Ok(text) if text.trim().is_empty() => Ok(None),
            Ok(text) => hex::decode(text.trim())
                .map(|token| Some(token.into()))
                .map_err(|source| TokenError::Damaged {
                    path: path(),
                    source,
                }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(TokenError::Read {
                path: path(),
                source,
            }),
        }
    }

    pub(super) fn write(&self, token: &[u8]) -> Result<(), TokenError> {
        let mut name = OsString::from(&self.path);
        name.push(".new");
        let new = PathBuf::from(name);
        let write = || {
            let mut file = File::create(&new)?;
            writeln!(file, "{}", hex::encode(token))?;
            file.sync_data()?;
            fs::rename(&new, &self.path)
        };
        write().map_err(|source| TokenError::Write {
            path: self.path.clone(),
            source,
        })
    }
}
