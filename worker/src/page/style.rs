//! Which elements their style hides: inline declarations, and rules of style
//! elements for one class or id.

/// Whether declarations such as `display: none` hide an element.
pub(super) fn hides(declarations: &str) -> bool {
    declarations.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else {
            return false;
        };
        let value = value.trim().to_ascii_lowercase();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => value.starts_with("none"),
            "visibility" => value.starts_with("hidden"),
            "opacity" => value == "0",
            "text-indent" | "left" | "top" => value.starts_with("-999"),
            "height" | "max-height" | "width" => matches!(value.as_str(), "0" | "0px"),
            "font-size" => matches!(value.as_str(), "0" | "0px" | "0pt" | "0em"),
            _ => false,
        }
    })
}

/// Whether the name of a class says that its elements are hidden. Names that
/// hide on some screens only (`hidden-xs`) do not count.
pub(super) fn class_hides(classes: &str) -> bool {
    classes.split_ascii_whitespace().any(|class| {
        let suffixed = class
            .len()
            .checked_sub(5)
            .and_then(|at| class.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case("-hide"));
        suffixed
            || ["hide", "hidden", "d-none", "sr-only", "visually-hidden"]
                .iter()
                .any(|name| class.eq_ignore_ascii_case(name))
    })
}

/// Simple selectors (`.name`, `#name`, `tag.name`) whose rules hide elements.
#[derive(Debug, Default)]
pub(super) struct HidingRules {
    classes: Vec<String>,
    ids: Vec<String>,
}

impl HidingRules {
    /// Adds the rules of one style element. Rules for one medium only are
    /// passed over: a printer is no reader.
    pub(super) fn read(&mut self, style_sheet: &str) {
        let mut depth = 0_usize;
        let mut selector = "";
        let mut rest = style_sheet;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            if from.starts_with('{') {
                depth += 1;
                selector = before;
            } else {
                if depth == 1 && hides(before) {
                    self.add(selector);
                }
                depth = depth.saturating_sub(1);
                selector = "";
            }
            rest = from.get(1..).unwrap_or_default();
        }
    }

    fn add(&mut self, selectors: &str) {
        let selectors = selectors.rsplit("*/").next().unwrap_or_default();
        for selector in selectors.split(',') {
            let selector = selector.trim();
            let name_at = selector.find(['.', '#']).map_or(0, |at| at + 1);
            let (tag, name) = selector.split_at(name_at);
            let simple = !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
                && tag
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'#'));
            if !simple {
                continue;
            }
            if tag.ends_with('.') {
                self.classes.push(name.to_owned());
            } else if tag.ends_with('#') {
                self.ids.push(name.to_owned());
            }
        }
    }

    /// Whether a rule hides an element of these classes and this id.
    pub(super) fn hide(&self, classes: &str, id: &str) -> bool {
        (!self.classes.is_empty()
            && classes
                .split_ascii_whitespace()
                .any(|class| self.classes.iter().any(|hidden| hidden == class)))
            || (!id.is_empty() && self.ids.iter().any(|hidden| hidden == id))
    }
}
