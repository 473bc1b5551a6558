//! Comparing where things happened, whatever the level.

use alliance_worker::record::Place;

/// How two places lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlaceRelation {
    /// The same, or the one within the other.
    Agree,
    /// At least one is not known.
    Unknown,
    /// Apart.
    Conflict,
}

/// Compares level by level; a level that one leaves open is no conflict.
pub(super) fn relate_places(left: Option<&Place>, right: Option<&Place>) -> PlaceRelation {
    let (Some(left), Some(right)) = (left, right) else {
        return PlaceRelation::Unknown;
    };
    let differ = |left: &Option<String>, right: &Option<String>| {
        left.as_ref()
            .zip(right.as_ref())
            .is_some_and(|(left, right)| left != right)
    };
    if left.province != right.province
        || differ(&left.city, &right.city)
        || differ(&left.district, &right.district)
    {
        PlaceRelation::Conflict
    } else {
        PlaceRelation::Agree
    }
}

/// 1 for a province, 2 for a city, 3 for a district.
pub(super) fn level(place: &Place) -> usize {
    1 + usize::from(place.city.is_some()) + usize::from(place.district.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(province: &str, city: Option<&str>) -> Place {
        Place {
            province: province.to_owned(),
            city: city.map(str::to_owned),
            district: None,
            adcode: String::new(),
        }
    }

    #[test]
    fn a_province_holds_its_cities() {
        let zhejiang = place("浙江省", None);
        let hangzhou = place("浙江省", Some("杭州市"));
        let ningbo = place("浙江省", Some("宁波市"));
        let relate = |left, right| relate_places(Some(left), Some(right));
        assert_eq!(relate(&zhejiang, &hangzhou), PlaceRelation::Agree);
        assert_eq!(relate(&ningbo, &hangzhou), PlaceRelation::Conflict);
        assert_eq!(relate_places(None, Some(&ningbo)), PlaceRelation::Unknown);
        assert!(level(&ningbo) > level(&zhejiang));
    }
}
