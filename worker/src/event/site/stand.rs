//! How places stand to the words that tell an event, and to each other.

use crate::{
    event::{draft::Draft, jurisdiction::is_fine, learnt::position::Position, reading::Reading},
    mention::place::PlaceCue,
    record::Place,
};

/// What the grammar's choice rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Nothing,
    Headline,
    Dateline,
    /// What else is not said by words of the text.
    Header,
    /// Words of the sentences that tell the event, and how they stand there; `None`
    /// where they are no place's.
    Own(Option<PlaceCue>),
    /// Words of other sentences.
    Other(Option<PlaceCue>),
}

impl Source {
    pub(super) fn of(reading: &Reading<'_>, draft: &Draft) -> Self {
        let Some(location) = &draft.place else {
            return Self::Nothing;
        };
        let Some(span) = &location.span else {
            let is = |place: &Option<Place>| place.as_ref() == Some(&location.place);
            return if is(&reading.mentions.headline_place) {
                Self::Headline
            } else if is(&reading.mentions.filed_place) {
                Self::Dateline
            } else {
                Self::Header
            };
        };
        let places = &reading.mentions.places;
        let at = places.partition_point(|mention| mention.span.start < span.start);
        let cue = (places.get(at))
            .filter(|mention| mention.span.start == span.start)
            .map(|mention| mention.value.cue);
        let own = (reading.sentence_at(span.start))
            .is_some_and(|sentence| draft.sentences.contains(&sentence.index));
        if own {
            Self::Own(cue)
        } else {
            Self::Other(cue)
        }
    }

    /// Whether a sentence says plainly that something took place there.
    pub(super) fn is_plain(self) -> bool {
        matches!(
            self,
            Self::Own(Some(PlaceCue::Locative)) | Self::Other(Some(PlaceCue::Locative))
        )
    }

    pub(super) fn number(self) -> u8 {
        let of_cue = |cue: Option<PlaceCue>| cue.map_or(9, |cue| cue as u8);
        match self {
            Self::Nothing => 0,
            Self::Headline => 1,
            Self::Dateline => 2,
            Self::Header => 3,
            Self::Own(cue) => 10 + of_cue(cue),
            Self::Other(cue) => 20 + of_cue(cue),
        }
    }
}

/// How a place stands to the words that tell the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// No place at all.
    None,
    /// By words of the text.
    Told(Position),
    /// What the headline says of where.
    InHeadline,
    /// Where the report was filed.
    Filed,
    /// The page's own region, by its levels.
    Seat,
    City,
    District,
    Attested,
    /// By the names of alliances, organizers and authorities.
    OfAlliance,
    OfOrganizer,
    /// The grammar's choice.
    Inferred,
}

impl Stand {
    pub(super) fn number(self) -> u8 {
        match self {
            Self::None => 0,
            Self::InHeadline => 1,
            Self::Filed => 2,
            Self::Seat => 3,
            Self::City => 4,
            Self::District => 5,
            Self::Attested => 6,
            Self::OfAlliance => 7,
            Self::OfOrganizer => 8,
            Self::Inferred => 9,
            Self::Told(position) => 10 + position as u8,
        }
    }
}

/// How a place stands to a known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Relation {
    /// None is known.
    New,
    Same,
    /// In another province.
    Far,
    /// In the same province, in the same city.
    OfProvince,
    OfCity,
    Wider,
    Finer,
    /// No place, where one is known.
    Without,
}

impl Relation {
    pub(super) fn of(known: Option<&Place>, place: &Place) -> Self {
        let Some(known) = known else {
            return Self::New;
        };
        if known.province != place.province {
            return Self::Far;
        }
        match (&known.city, &place.city) {
            (None, Some(_)) if known.district.is_none() => Self::Finer,
            (Some(_), None) if place.district.is_none() => Self::Wider,
            (one, other) if one != other => Self::OfProvince,
            _ => match (&known.district, &place.district) {
                (None, Some(_)) => Self::Finer,
                (Some(_), None) => Self::Wider,
                (one, other) if one == other => Self::Same,
                _ => Self::OfCity,
            },
        }
    }
}

/// How fine a place is.
pub(super) fn level(place: Option<&Place>) -> u8 {
    let Some(place) = place else {
        return b'-';
    };
    match (&place.city, &place.district) {
        (_, Some(_)) => b'd',
        (Some(_), None) => b'c',
        (None, None) if is_fine(place) => b'm',
        (None, None) => b'p',
    }
}

/// 长沙县 of 长沙市: the short name means the city.
pub(super) fn is_named_like_city(place: &Place) -> bool {
    let short = |name: &Option<String>| {
        let name = name.as_deref().unwrap_or_default();
        let end = name.char_indices().next_back().map_or(0, |(at, _)| at);
        name.get(..end).unwrap_or_default().to_owned()
    };
    place.district.is_some() && short(&place.district) == short(&place.city)
}
