//! Read masks: copies of an encoded event with the fields asked for, made on
//! the encoding itself, so that nothing is decoded and encoded again.

use std::{collections::BTreeMap, sync::LazyLock};

use alliance_proto::FILE_DESCRIPTOR_SET;
use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use prost::{
    DecodeError, Message as _,
    encoding::{WireType, decode_key, decode_varint, encode_key, encode_varint},
};
use prost_types::{DescriptorProto, FileDescriptorSet};
use thiserror::Error;

/// What is always there: `event_id`, `revision`, `sequence`, `state`.
const ALWAYS: [u32; 4] = [1, 2, 3, 4];
const PATHS_MAX: usize = 128;
const EVENT: &str = ".alliance.v1.Event";

/// The messages of the contract by their full names.
static MESSAGES: LazyLock<BTreeMap<String, DescriptorProto>> = LazyLock::new(read_messages);

/// Which fields of a message to keep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ReadMask {
    /// By number: the field as a whole, or parts of the message that it holds.
    fields: BTreeMap<u32, Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Masked(ReadMask),
}

/// Why a path is none.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum MaskError {
    #[error("{0:?} is no path of Event")]
    UnknownPath(String),
    #[error("{0} paths are too many, {PATHS_MAX} are allowed")]
    TooManyPaths(usize),
}

/// Why bytes are no message.
#[derive(Debug, Error)]
pub(super) enum Damaged {
    #[error("a field of the stored event cannot be read")]
    Field(#[from] DecodeError),
    #[error("a field of the stored event ends behind it")]
    Length,
}

impl ReadMask {
    /// Reads paths such as `date.edtf`; a path may lead through repeated
    /// fields. `None` where there are no paths, or `*`: everything.
    pub(super) fn of_event(paths: &[String]) -> Result<Option<Self>, MaskError> {
        if paths.is_empty() || paths.iter().any(|path| path == "*") {
            return Ok(None);
        }
        if paths.len() > PATHS_MAX {
            return Err(MaskError::TooManyPaths(paths.len()));
        }
        let mut mask = Self::default();
        for number in ALWAYS {
            mask.fields.insert(number, Part::Whole);
        }
        for path in paths {
            mask.add(EVENT, path)
                .ok_or_else(|| MaskError::UnknownPath(path.clone()))?;
        }
        Ok(Some(mask))
    }

    /// Adds a path of the message called `message`; `None` where it has no
    /// such path.
    fn add(&mut self, message: &str, path: &str) -> Option<()> {
        let (name, rest) = match path.split_once('.') {
            Some((name, rest)) => (name, Some(rest)),
            None => (path, None),
        };
        let field = MESSAGES
            .get(message)?
            .field
            .iter()
            .find(|f| f.name() == name)?;
        let number = u32::try_from(field.number()).ok()?;
        let Some(rest) = rest else {
            self.fields.insert(number, Part::Whole);
            return Some(());
        };
        let part = self
            .fields
            .entry(number)
            .or_insert_with(|| Part::Masked(Self::default()));
        match part {
            // The whole is asked for already; the path must still be one.
            Part::Whole => Self::default().add(field.type_name(), rest),
            Part::Masked(mask) => mask.add(field.type_name(), rest),
        }
    }

    /// The encoded message without the fields that are not asked for.
    ///
    /// # Errors
    /// Where the bytes are no message.
    pub(super) fn apply(&self, encoded: &Bytes) -> Result<Bytes, Damaged> {
        let mut kept = BytesMut::with_capacity(encoded.len());
        let mut rest = encoded.clone();
        while rest.has_remaining() {
            let (number, wire_type) = decode_key(&mut rest)?;
            let value = take_value(wire_type, &mut rest)?;
            match self.fields.get(&number) {
                None => {}
                Some(Part::Masked(mask)) if wire_type == WireType::LengthDelimited => {
                    put_value(&mut kept, number, wire_type, &mask.apply(&value)?);
                }
                Some(_) => put_value(&mut kept, number, wire_type, &value),
            }
        }
        Ok(kept.freeze())
    }
}

/// Takes the next value, without the length before it.
fn take_value(wire_type: WireType, rest: &mut Bytes) -> Result<Bytes, Damaged> {
    let before = rest.clone();
    let value_bytes = match wire_type {
        WireType::Varint => {
            decode_varint(rest)?;
            return Ok(before.slice(..before.len() - rest.len()));
        }
        WireType::SixtyFourBit => 8,
        WireType::ThirtyTwoBit => 4,
        WireType::LengthDelimited => decode_varint(rest)?,
        WireType::StartGroup | WireType::EndGroup => u64::MAX,
    };
    match usize::try_from(value_bytes) {
        Ok(value_bytes) if value_bytes <= rest.len() => Ok(rest.split_to(value_bytes)),
        _ => Err(Damaged::Length),
    }
}

fn put_value(kept: &mut BytesMut, number: u32, wire_type: WireType, value: &Bytes) {
    encode_key(number, wire_type, kept);
    if wire_type == WireType::LengthDelimited {
        encode_varint(value.len() as u64, kept);
    }
    kept.put_slice(value);
}

fn read_messages() -> BTreeMap<String, DescriptorProto> {
    // The set is made by our own build; were it unreadable, no path would be
    // known and every mask refused.
    let set = FileDescriptorSet::decode(FILE_DESCRIPTOR_SET).unwrap_or_default();
    set.file
        .into_iter()
        .flat_map(|file| {
            let package = file.package().to_owned();
            file.message_type
                .into_iter()
                .map(move |message| (format!(".{package}.{}", message.name()), message))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use alliance_proto::v1;

    use super::*;

    fn event() -> v1::Event {
        v1::Event {
            event_id: "e1".to_owned(),
            revision: 2,
            sequence: 300,
            state: v1::EventState::Active.into(),
            confidence: 0.5,
            background: true,
            alliances: vec![v1::AllianceName {
                name: "某联盟".to_owned(),
                aliases: vec!["联盟".to_owned()],
                evidence: vec![v1::Evidence::default()],
            }],
            date: Some(v1::EventDate {
                edtf: "2024".to_owned(),
                ..v1::EventDate::default()
            }),
            ..v1::Event::default()
        }
    }

    fn masked(paths: &[&str]) -> v1::Event {
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        let mask = ReadMask::of_event(&paths).unwrap().unwrap();
        let encoded = Bytes::from(event().encode_to_vec());
        v1::Event::decode(mask.apply(&encoded).unwrap()).unwrap()
    }

    #[test]
    fn fields_asked_for_are_kept_and_ids_always() {
        let whole = event();
        assert_eq!(
            masked(&["date", "confidence"]),
            v1::Event {
                background: false,
                alliances: Vec::new(),
                ..whole
            }
        );
    }

    #[test]
    fn a_path_leads_through_repeated_fields() {
        let names = masked(&["alliances.name"]);
        assert_eq!(names.alliances[0].name, "某联盟");
        assert!(names.alliances[0].aliases.is_empty());
        assert!(names.alliances[0].evidence.is_empty());
        assert_eq!(names.date, None);
        assert_eq!(
            masked(&["alliances.name", "alliances"]).alliances,
            event().alliances
        );
        assert_eq!(
            masked(&["alliances", "alliances.name"]).alliances,
            event().alliances
        );
    }

    #[test]
    fn unknown_paths_are_refused() {
        for path in ["nothing", "date.nothing", "confidence.nothing", "", "date."] {
            assert_eq!(
                ReadMask::of_event(&[path.to_owned()]),
                Err(MaskError::UnknownPath(path.to_owned()))
            );
        }
        assert_eq!(ReadMask::of_event(&[]), Ok(None));
        assert_eq!(ReadMask::of_event(&["*".to_owned()]), Ok(None));
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        let mask = ReadMask::of_event(&["date".to_owned()]).unwrap().unwrap();
        let encoded = Bytes::from(event().encode_to_vec());
        assert!(mask.apply(&encoded.slice(..encoded.len() - 1)).is_err());
    }
}
