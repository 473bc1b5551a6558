//! The weights of features, and what they add up to. All integers: the same on
//! every machine.

mod feature;

pub(crate) use self::feature::{FNV_OFFSET, FNV_PRIME, Features, bucket, hash_bytes, spread};

/// What a feature tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weights<const CLASSES: usize> {
    pub(crate) feature: u32,
    /// For the answer at all, in 256ths of a logit.
    pub(crate) all: i16,
    /// For each class, in 16ths of a logit.
    pub(crate) classes: [i8; CLASSES],
}

/// Behind the head, which says where the weights are from.
const HEAD_END: &[u8] = b"\n\n";
/// Bits of a feature by which its weights are looked up.
const INDEX_BITS: u32 = 16;

/// A linear model.
#[derive(Debug)]
pub(crate) struct Model<const CLASSES: usize> {
    /// Ascending by feature.
    rows: Vec<Weights<CLASSES>>,
    /// For each value of the highest bits, the first row.
    first_rows: Vec<u32>,
    /// Where the weights are from.
    pub(crate) head: String,
}

impl<const CLASSES: usize> Model<CLASSES> {
    /// Reads what [`pack`] wrote; rows that are cut short are none.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let head_bytes = (bytes.windows(HEAD_END.len()))
            .position(|end| end == HEAD_END)
            .unwrap_or(bytes.len());
        let (head, rest) = bytes.split_at(head_bytes);
        let rows: Vec<Weights<CLASSES>> = (rest.get(HEAD_END.len()..).unwrap_or_default())
            .chunks_exact(4 + 2 + CLASSES)
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

    fn weights(&self, feature: u32) -> Option<&Weights<CLASSES>> {
        let high = (feature >> (u32::BITS - INDEX_BITS)) as usize;
        let (first, end) = (self.first_rows.get(high)?, self.first_rows.get(high + 1)?);
        let rows = self.rows.get(*first as usize..*end as usize)?;
        rows.iter().find(|row| row.feature == feature)
    }

    /// How likely the answer is, in 256ths of a logit.
    pub(crate) fn score(&self, features: &[u32]) -> i32 {
        (features.iter())
            .filter_map(|feature| self.weights(*feature))
            .map(|weights| i32::from(weights.all))
            .sum()
    }

    /// How likely each class is, in 16ths of a logit.
    pub(crate) fn score_classes(&self, features: &[u32]) -> [i32; CLASSES] {
        let mut scores = [0_i32; CLASSES];
        for weights in features.iter().filter_map(|feature| self.weights(*feature)) {
            for (score, weight) in scores.iter_mut().zip(weights.classes) {
                *score += i32::from(weight);
            }
        }
        scores
    }
}

fn read_row<const CLASSES: usize>(bytes: &[u8]) -> Option<Weights<CLASSES>> {
    let (feature, rest) = bytes.split_first_chunk::<4>()?;
    let (all, classes) = rest.split_first_chunk::<2>()?;
    let classes: &[u8; CLASSES] = classes.first_chunk()?;
    Some(Weights {
        feature: u32::from_le_bytes(*feature),
        all: i16::from_le_bytes(*all),
        classes: classes.map(u8::cast_signed),
    })
}

/// The bytes of a model: the head, an empty line, and the rows by feature.
pub(crate) fn pack<const CLASSES: usize>(head: &str, rows: &[Weights<CLASSES>]) -> Vec<u8> {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| row.feature);
    let mut bytes = head.trim_end().as_bytes().to_vec();
    bytes.extend_from_slice(HEAD_END);
    for row in rows {
        bytes.extend_from_slice(&row.feature.to_le_bytes());
        bytes.extend_from_slice(&row.all.to_le_bytes());
        bytes.extend(row.classes.map(i8::cast_unsigned));
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: usize = 4;

    fn weights(feature: u32, all: i16) -> Weights<CLASSES> {
        let mut classes = [0; CLASSES];
        classes[feature as usize % CLASSES] = 7;
        Weights {
            feature,
            all,
            classes,
        }
    }

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let rows = [
            weights(u32::MAX, -9),
            weights(3, 5),
            weights(0, 2),
            weights(1 << 16, 40),
        ];
        let model = Model::parse(&pack("# Origin: here\n", &rows));
        assert_eq!(model.head, "# Origin: here");
        for row in rows {
            assert_eq!(model.score(&[row.feature]), i32::from(row.all));
            let classes = row.classes.map(i32::from);
            assert_eq!(model.score_classes(&[row.feature]), classes);
        }
        assert_eq!(model.score(&[0, 3, 4, 3]), 12);
        assert_eq!(model.score_classes(&[0, 3, 4, 3]), [7, 0, 0, 14]);
    }

    #[test]
    fn a_model_that_is_cut_short_says_nothing_more() {
        let whole = pack("# head", &[weights(3, 5), weights(8, 6)]);
        for length in 0..whole.len() {
            let model = Model::<CLASSES>::parse(&whole[..length]);
            assert_eq!(model.score(&[8]), 0);
            assert_eq!(model.score_classes(&[8]), [0; CLASSES]);
        }
    }
}
