//! What is written to a settings file is read back from it, and nothing else in it changes.

use crate::error::Code;
use crate::ini::Ini;
use crate::options::Options;
use crate::settings::Settings;

const SECTION: &str = "Settings";

/// A key, a value, and the text of a file that they are set in.
pub fn settings(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let mut parts = text.splitn(3, '\0');
    let (key, value, text) =
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    in_memory(key, value);
    let one_line = |text: &str| text.trim() == text && !text.contains(char::is_control);
    let is_key = !key.is_empty() && !key.contains(['=', ':', '[', ']']) && !key.starts_with(['#', ';']);
    if is_key && one_line(key) && one_line(value) {
        in_file(&key.to_lowercase(), value, text);
    }
}

fn in_file(key: &str, value: &str, text: &str) {
    let ini = match Ini::parse(text) {
        Ok(ini) => ini,
        Err(problem) => return assert!(!problem.is_empty()),
    };
    let before = ini.section(SECTION);
    let mut expected = before.clone();
    expected.insert(key.to_owned(), value.to_owned());
    if let Ok(with) = ini.with(SECTION, key, Some(value)) {
        let again = Ini::parse(&with).expect("what is written can be read");
        assert_eq!(again.section(SECTION), expected);
        // A space behind an empty value is none of it.
        if !value.is_empty() {
            assert_eq!(again.with(SECTION, key, Some(value)).as_deref(), Ok(&*with), "written twice it changes");
        }
        if !before.contains_key(key) {
            kept(text, &with);
        }
        let without = again.with(SECTION, key, None).expect("what was added can be removed");
        expected.remove(key);
        assert_eq!(Ini::parse(&without).expect("it can be read").section(SECTION), expected);
    }
    match ini.with(SECTION, key, None) {
        Ok(without) if before.contains_key(key) => kept(&without, text),
        Ok(without) => assert_eq!(without, text),
        Err(problem) => assert!(before.contains_key(key), "{problem}"),
    }
}

/// Each line of the shorter text is in the longer one, in its order.
fn kept(shorter: &str, longer: &str) {
    let mut lines = longer.lines();
    for line in shorter.lines() {
        assert!(lines.any(|other| other == line), "{line:?} is gone");
    }
}

/// A handle that keeps its settings in memory.
fn in_memory(key: &str, value: &str) {
    let options = Options::parse(r#"{"data_directory":null}"#).expect("these are options");
    let settings = Settings::new(&options).expect("a handle needs no directory");
    let before = settings.get_all().expect("there are settings");
    match settings.set(key, value) {
        Ok(()) => {
            let kept = settings.get(key).expect("it can be read").expect("it is there");
            let is_number = |text: &str| text.parse::<u64>().ok();
            assert!(
                kept == value || kept == format!("{value}/") || is_number(&kept) == is_number(value),
                "{kept} in place of {value}"
            );
            assert!(settings.remove(key).is_ok_and(|removed| removed));
        }
        Err(error) => assert_eq!(error.code(), Code::INVALID_PARAMETER, "{error}"),
    }
    assert_eq!(settings.get_all().expect("there are settings"), before);
}
