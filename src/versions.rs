//! Versions of balenaOS, which devices and releases write in several forms, and their order.

use std::cmp::{Ordering, Reverse};

use semver::BuildMetadata;

/// A version in whichever form: `2.29.2+rev1.prod`, `2.0.0.rev1`, `Resin OS 2.0.0+rev4 (dev)`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Version(semver::Version);

impl Version {
    pub fn parse(text: &str) -> Option<Self> {
        semver::Version::parse(&normal(text)?).ok().map(Version)
    }

    pub fn is_prerelease(&self) -> bool {
        !self.0.pre.is_empty()
    }

    pub fn major(&self) -> u64 {
        self.0.major
    }

    pub fn is_development(&self) -> bool {
        self.parts().any(|part| part == "dev")
    }

    /// True when it says for which of development and production it is.
    pub fn has_variant(&self) -> bool {
        self.parts().any(|part| matches!(part, "dev" | "prod"))
    }

    /// What stands behind the three numbers.
    fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.build.split('.').chain(self.0.pre.split('.'))
    }

    /// Which of two is newer. Semantic versioning does not order what was built from the same sources: a later revision
    /// is newer, and a variant for development comes before the one for production.
    pub fn compare_age(&self, other: &Self) -> Ordering {
        let rank = |version: &Self| (version.revision(), Reverse(version.is_development()));
        self.0.cmp_precedence(&other.0).then_with(|| rank(self).cmp(&rank(other)))
    }

    /// How often balenaOS was made anew from the same sources: `+rev2`.
    fn revision(&self) -> u64 {
        self.0.build.split('.').find_map(|part| part.strip_prefix("rev")?.parse().ok()).unwrap_or(0)
    }

    /// The version's text with `variant` in it; none where that can't be part of a version.
    pub fn with_variant(&self, variant: &str) -> Option<String> {
        let build = &self.0.build;
        let mut version = self.0.clone();
        if !variant.is_empty() && !self.parts().any(|part| part == variant) {
            let build = if build.is_empty() { variant.to_owned() } else { format!("{build}.{variant}") };
            version.build = BuildMetadata::new(&build).ok()?;
        }
        Some(version.to_string())
    }
}

/// By age, and where that is the same in some order.
impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compare_age(other).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The text as a semantic version, as far as it has the form of one.
fn normal(text: &str) -> Option<String> {
    let text = without_name(text.trim());
    let text = text.strip_prefix('v').unwrap_or(text);
    let (text, in_brackets) = match text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        Some((text, word)) => (text.trim_end(), Some(word)),
        None => (text, None),
    };
    let (major, rest) = text.split_once('.')?;
    let (minor, rest) = rest.split_once('.')?;
    let (patch, rest) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    let mut version = format!("{major}.{}.{}", without_zeros(minor), without_zeros(patch));
    match build(rest) {
        Some((before, build)) => version.extend([before, "+", build]),
        None => version.push_str(rest),
    }
    if let Some(word) = in_brackets {
        version.push(if version.contains('+') { '.' } else { '+' });
        version.push_str(word);
    }
    Some(version)
}

/// What stands before and behind the place of a `+`, where balenaOS once wrote something else there: `.rev1`, `.dev`,
/// `.prod` and `_…`.
fn build(rest: &str) -> Option<(&str, &str)> {
    if let Some(build) = rest.strip_prefix('_') {
        return Some(("", build));
    }
    let (before, from) = rest.split_at(rest.find(".rev").or_else(|| rest.starts_with('.').then_some(0))?);
    let build = &from[1..];
    // Behind a number that a dot precedes: the patch itself, or one at the end of a pre-release.
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let behind_number = before.is_empty() || before.rsplit_once('.').is_some_and(|(_, part)| is_number(part));
    let known = build.starts_with("rev") || matches!(build.split('.').next(), Some("dev" | "prod"));
    (behind_number && known && !rest.contains('+')).then_some((before, build))
}

/// `2022.01.0` is a version of balenaOS.
fn without_zeros(number: &str) -> &str {
    match number.trim_start_matches('0') {
        "" => number,
        shorter => shorter,
    }
}

/// The text behind `balenaOS` or `Resin OS`.
fn without_name(text: &str) -> &str {
    fn behind<'a>(word: &str, text: &'a str) -> Option<&'a str> {
        let (start, rest) = text.split_at_checked(word.len())?;
        start.eq_ignore_ascii_case(word).then(|| rest.trim_start())
    }
    ["balena", "resin"].iter().find_map(|name| behind("os", behind(name, text)?)).unwrap_or(text)
}
