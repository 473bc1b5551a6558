//! Where settings come from, and which of them wins.

use std::{fs, path::PathBuf};

use toml::{Table, Value};

use super::{Config, ConfigError};

/// What the name of every environment variable of ours begins with.
pub const ENVIRONMENT_PREFIX: &str = "ALLIANCE_";

/// Names with the prefix that are no settings: what names the file, what
/// tests read, and what Kubernetes sets for a service named `alliance`.
const FOREIGN_NAMES: [&str; 10] = [
    "CONFIG",
    "SERVICE_",
    "PORT",
    "REQUIRE_",
    "SUITES",
    "GOLD",
    "VARIANTS",
    "PYTHON",
    "SHOW_ERRORS",
    "BENCH_",
];

/// The layers, each over the one before: defaults, file, environment, flags.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// A TOML file.
    pub file: Option<PathBuf>,
    /// Names and values; those without the prefix are passed over.
    pub environment: Vec<(String, String)>,
    /// `KEY=VALUE` with a key in dots.
    pub flags: Vec<String>,
}

impl Layers {
    /// Puts the layers together and validates the whole.
    ///
    /// # Errors
    /// Names the first thing that is wrong, and where it stands.
    pub fn build(&self) -> Result<Config, ConfigError> {
        let defaults = Table::try_from(Config::default()).map_err(ConfigError::Print)?;
        let mut settings = defaults.clone();
        if let Some(path) = &self.file {
            overlay(&mut settings, read_file(path)?);
        }
        for (name, text) in &self.environment {
            apply_variable(&defaults, &mut settings, name, text)?;
        }
        for flag in &self.flags {
            apply_flag(&defaults, &mut settings, flag)?;
        }
        let config: Config = settings.try_into().map_err(ConfigError::Shape)?;
        config.validate()?;
        Ok(config)
    }
}

fn apply_variable(
    defaults: &Table,
    settings: &mut Table,
    name: &str,
    text: &str,
) -> Result<(), ConfigError> {
    let Some(rest) = name.strip_prefix(ENVIRONMENT_PREFIX) else {
        return Ok(());
    };
    if FOREIGN_NAMES
        .iter()
        .any(|foreign| rest.starts_with(foreign))
    {
        return Ok(());
    }
    let unknown = || ConfigError::UnknownVariable {
        name: name.to_owned(),
    };
    let (path, default) = leaves(defaults)
        .into_iter()
        .find(|(path, _)| path.join("_").to_uppercase() == rest)
        .ok_or_else(unknown)?;
    let value = read_value(name, text, default)?;
    put(settings, &path, value);
    Ok(())
}

fn apply_flag(defaults: &Table, settings: &mut Table, flag: &str) -> Result<(), ConfigError> {
    let (key, text) = flag.split_once('=').ok_or_else(|| ConfigError::Set {
        text: flag.to_owned(),
    })?;
    let (path, default) = leaves(defaults)
        .into_iter()
        .find(|(path, _)| path.join(".") == key)
        .ok_or_else(|| ConfigError::UnknownKey {
            key: key.to_owned(),
        })?;
    let value = read_value(key, text, default)?;
    put(settings, &path, value);
    Ok(())
}

fn read_file(path: &PathBuf) -> Result<Table, ConfigError> {
    let text = fs::read_to_string(path).map_err(|source| ConfigError::Read {
        path: path.clone(),
        source,
    })?;
    text.parse().map_err(|source| ConfigError::Toml {
        path: path.clone(),
        source,
    })
}

/// The settings of `config` that `defaults` has otherwise, as `key=value`.
pub(super) fn differences(defaults: &Config, config: &Config) -> Result<Vec<String>, ConfigError> {
    let defaults = Table::try_from(defaults).map_err(ConfigError::Print)?;
    let config = Table::try_from(config).map_err(ConfigError::Print)?;
    let by_default = leaves(&defaults);
    let all = leaves(&config).into_iter();
    let changed = all.filter(|leaf| !by_default.contains(leaf));
    Ok(changed
        .map(|(path, value)| format!("{}={value}", path.join(".")))
        .collect())
}

/// Every setting with its path.
fn leaves(table: &Table) -> Vec<(Vec<&str>, &Value)> {
    let mut found = Vec::new();
    for (key, value) in table {
        match value {
            Value::Table(section) => {
                for (mut path, leaf) in leaves(section) {
                    path.insert(0, key.as_str());
                    found.push((path, leaf));
                }
            }
            leaf => found.push((vec![key.as_str()], leaf)),
        }
    }
    found
}

/// Reads text as the type that the default has; lists are written as in TOML,
/// which is also how they are printed, or split at commas.
fn read_value(name: &str, text: &str, default: &Value) -> Result<Value, ConfigError> {
    let wrong = |problem: String| ConfigError::Value {
        name: name.to_owned(),
        problem,
    };
    match default {
        Value::Integer(_) => text
            .parse()
            .map(Value::Integer)
            .map_err(|error| wrong(error.to_string())),
        Value::Boolean(_) => text
            .parse()
            .map(Value::Boolean)
            .map_err(|error| wrong(error.to_string())),
        Value::Array(_) if text.trim_start().starts_with('[') => {
            let read = format!("list = {text}").parse::<Table>();
            let mut read = read.map_err(|error| wrong(error.message().to_owned()))?;
            read.remove("list")
                .ok_or_else(|| wrong("it is no list".to_owned()))
        }
        Value::Array(_) => Ok(text
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(Value::from)
            .collect::<Vec<_>>()
            .into()),
        _ => Ok(Value::from(text)),
    }
}

fn overlay(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Table(section)), Value::Table(values)) => overlay(section, values),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

fn put(settings: &mut Table, path: &[&str], value: Value) {
    let Some((last, sections)) = path.split_last() else {
        return;
    };
    let mut table = settings;
    for section in sections {
        let entry = table
            .entry((*section).to_owned())
            .or_insert_with(|| Value::Table(Table::new()));
        let Value::Table(next) = entry else {
            // A file that puts a value where a section belongs is told by
            // the shape of the whole.
            return;
        };
        table = next;
    }
    table.insert((*last).to_owned(), value);
}
