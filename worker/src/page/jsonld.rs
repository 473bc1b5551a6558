//! JSON-LD: `<script type="application/ld+json">`.

use serde_json::Value;

use super::head::Described;

/// Longest script that is read, in bytes.
const SCRIPT_BYTES_MAX: usize = 256 << 10;

/// Adds what a script says of an article to what is known. What is no JSON
/// says nothing.
pub(super) fn read_description(script: &str, described: &mut Described) {
    if script.len() > SCRIPT_BYTES_MAX {
        return;
    }
    // Raw line breaks in strings are common and not JSON.
    let script = script.replace(['\n', '\r', '\t'], " ");
    let Ok(value) = serde_json::from_str::<Value>(script.trim()) else {
        return;
    };
    let things = match &value {
        Value::Array(things) => things.iter().collect(),
        Value::Object(object) => match object.get("@graph") {
            Some(Value::Array(things)) => things.iter().collect(),
            _ => vec![&value],
        },
        _ => Vec::new(),
    };
    for thing in things {
        if is_article(thing) {
            read_article(thing, described);
            return;
        }
    }
}

fn is_article(thing: &Value) -> bool {
    let kind = |value: &Value| {
        value.as_str().is_some_and(|name| {
            name.ends_with("Article") || name.ends_with("Posting") || name.ends_with("Report")
        })
    };
    match thing.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(kind),
        Some(value) => kind(value),
        // Some sites leave the type out and give the dates all the same.
        None => thing.get("pubDate").is_some(),
    }
}

fn read_article(thing: &Value, described: &mut Described) {
    let text = |key: &str| {
        thing
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.trim().is_empty())
            .map(str::to_owned)
    };
    let headline = text("headline").or_else(|| text("title"));
    let published = text("datePublished").or_else(|| text("pubDate"));
    described.headline = described.headline.take().or(headline);
    described.published = described.published.take().or(published);
    let mut add = |author: &Value| {
        let name = author.get("name").unwrap_or(author).as_str();
        described.authors.extend(name.map(str::to_owned));
    };
    match thing.get("author") {
        Some(Value::Array(authors)) => authors.iter().for_each(&mut add),
        Some(author) => add(author),
        None => {}
    }
}
