//! The weights of features, and what they add up to. All integers: the same on
//! every machine.

use std::sync::LazyLock;

use super::ROLES;
use crate::record::OrganizationRole;

/// What a feature tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weights {
    pub(crate) feature: u32,
    /// For a part in the event at all, in 256ths of a logit.
    pub(crate) part: i16,
    /// For each role, in 16ths of a logit.
    pub(crate) roles: [i8; ROLES.len()],
}

/// Bytes of one feature's weights.
const ROW_BYTES: usize = 4 + 2 + ROLES.len();
/// Behind the head, which says where the weights are from.
const HEAD_END: &[u8] = b"\n\n";
/// Bits of a feature by which its weights are looked up.
const INDEX_BITS: u32 = 16;

/// The model.
#[derive(Debug)]
pub(crate) struct Model {
    /// Ascending by feature.
    rows: Vec<Weights>,
    /// For each value of the highest bits, the first row.
    first_rows: Vec<u32>,
    /// Where the weights are from.
    pub(crate) head: String,
}

impl Model {
    /// The model that the program carries, read on first use.
    pub(crate) fn get() -> &'static Self {
        static MODEL: LazyLock<Model> =
            LazyLock::new(|| Model::parse(include_bytes!("../../../data/participation.bin")));
        &MODEL
    }

    /// Reads what [`pack`] wrote; rows that are cut short are none.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let head_bytes = (bytes.windows(HEAD_END.len()))
            .position(|end| end == HEAD_END)
            .unwrap_or(bytes.len());
        let (head, rest) = bytes.split_at(head_bytes);
        let rows: Vec<Weights> = (rest.get(HEAD_END.len()..).unwrap_or_default())
            .chunks_exact(ROW_BYTES)
            .filter_map(read_row)
            .collect();
        let first_rows = (0..=1_u64 << INDEX_BITS)
            .map(|high| {
                let first = rows.partition_point(|row| {
                    u64::from(row.feature) < high << (u32::BITS - INDEX_BITS)
                });
                u32::try_from(first).unwrap_or(u32::MAX)
            })
            .collect();
        Self {
            rows,
            first_rows,
            head: String::from_utf8_lossy(head).into_owned(),
        }
    }

    fn weights(&self, feature: u32) -> Option<&Weights> {
        let high = (feature >> (u32::BITS - INDEX_BITS)) as usize;
        let (first, end) = (self.first_rows.get(high)?, self.first_rows.get(high + 1)?);
        let rows = self.rows.get(*first as usize..*end as usize)?;
        rows.iter().find(|row| row.feature == feature)
    }

    /// How likely the features are those of a body that had a part.
    pub(crate) fn score(&self, features: &[u32]) -> i32 {
        (features.iter())
            .filter_map(|feature| self.weights(*feature))
            .map(|weights| i32::from(weights.part))
            .sum()
    }

    /// The likeliest part; of equal ones the first.
    pub(crate) fn role(&self, features: &[u32]) -> OrganizationRole {
        let mut scores = [0_i32; ROLES.len()];
        for weights in features.iter().filter_map(|feature| self.weights(*feature)) {
            for (score, weight) in scores.iter_mut().zip(weights.roles) {
                *score += i32::from(weight);
            }
        }
        (ROLES.into_iter().zip(scores))
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .map_or(OrganizationRole::Attendee, |(role, _)| role)
    }
}

fn read_row(bytes: &[u8]) -> Option<Weights> {
    let (feature, rest) = bytes.split_first_chunk::<4>()?;
    let (part, roles) = rest.split_first_chunk::<2>()?;
    let roles: &[u8; ROLES.len()] = roles.first_chunk()?;
    Some(Weights {
        feature: u32::from_le_bytes(*feature),
        part: i16::from_le_bytes(*part),
        roles: roles.map(u8::cast_signed),
    })
}

/// The bytes of a model: the head, an empty line, and the rows by feature.
pub(crate) fn pack(head: &str, rows: &[Weights]) -> Vec<u8> {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| row.feature);
    let mut bytes = head.trim_end().as_bytes().to_vec();
    bytes.extend_from_slice(HEAD_END);
    for row in rows {
        bytes.extend_from_slice(&row.feature.to_le_bytes());
        bytes.extend_from_slice(&row.part.to_le_bytes());
        bytes.extend(row.roles.map(i8::cast_unsigned));
    }
    bytes
}
