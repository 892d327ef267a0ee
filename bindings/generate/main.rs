//! Writes the header, the bindings and the README's table from `src/ffi`, and fails when a committed file is not what it
//! would write. `BLESS=1 cargo test --test bindings` rewrites them.

mod api;
mod c;
mod cpp;
mod csharp;
mod go;
mod readme;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use api::{Code, Section};

/// Path below the repository's root, and text.
type Files = BTreeMap<String, String>;

/// Folders in which every file is written from here, so that one that nobody writes any more is stale.
const GENERATED: &[&str] = &[cpp::FOLDER, csharp::FOLDER];

/// Folders in which such files stand beside others, and the line that tells them apart.
const MIXED: &[(&str, &str)] = &[(go::FOLDER, go::BANNER)];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn written() -> Files {
    let sections: Vec<Section> = match api::read(&root().join("src/ffi")) {
        Ok(sections) => sections,
        Err(faults) => panic!("src/ffi breaks the shape:\n{}", faults.join("\n")),
    };
    let codes: Vec<Code> = api::codes(&root().join("src/error.rs"));
    let mut files = Files::new();
    c::write(&root(), &sections, &codes, &mut files);
    cpp::write(&sections, &codes, &mut files);
    go::write(&sections, &codes, &mut files);
    csharp::write(&sections, &codes, &mut files);
    readme::write(&root(), &sections, &mut files);
    files
}

#[test]
fn what_is_generated_is_committed() {
    let bless = std::env::var_os("BLESS").is_some();
    let files = written();
    let mut stale = Vec::new();
    for (path, text) in &files {
        let place = root().join(path);
        if fs::read_to_string(&place).ok().as_ref() == Some(text) {
            continue;
        }
        if bless {
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(&place, text).unwrap();
        } else {
            stale.push(path.clone());
        }
    }
    for (folder, mark) in GENERATED.iter().map(|folder| (*folder, "")).chain(MIXED.iter().copied()) {
        for file in fs::read_dir(root().join(folder)).into_iter().flatten() {
            let path = format!("{folder}/{}", file.unwrap().file_name().to_str().unwrap());
            let is_ours = fs::read_to_string(root().join(&path)).unwrap_or_default().starts_with(mark);
            if is_ours && !files.contains_key(&path) {
                match bless {
                    true => fs::remove_file(root().join(&path)).unwrap(),
                    false => stale.push(path),
                }
            }
        }
    }
    assert!(stale.is_empty(), "stale, rewrite with BLESS=1 cargo test --test bindings: {stale:?}");
}

/// The faults that the reader finds in one exported function.
fn faults(function: &str) -> Vec<String> {
    let mut faults = Vec::new();
    api::section("device", &format!("//! Devices.\n{function}"), &mut faults);
    faults
}

const GOOD: &str = r#"
/// Gets one device.
///
/// * `device`: uuid.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: object.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get(client: *const Client, device: *const c_char, options: *const c_char, out: *mut *mut c_char) -> Code {}
"#;

#[test]
fn a_function_that_breaks_the_shape_is_refused() {
    assert_eq!(faults(GOOD), Vec::<String>::new());
    let broken = [
        ("balena_device_get", "balena_get_device", "is not called"),
        ("client: *const Client, device", "device", "client first"),
        (", out: *mut *mut c_char", "", "out last"),
        ("device: *const c_char", "device: *const u8", "no binding knows"),
        ("options: *const c_char, ", "", "takes options and makes no request"),
        ("GET /v7/device", "none.", "makes no request"),
        (" -> Code", "", "returns no code"),
        (" -> Code", " -> i32", "something else than a code"),
        ("/// * `device`: uuid.\n", "", "does not document its parameter device"),
        ("/// Gets one device.\n", "", "has no documentation"),
        ("uuid.", "uuid */.", "has /* or */"),
        ("/// Result: object.\n", "", "lacks the line Result"),
        ("/// Errors: DEVICE_NOT_FOUND.\n", "", "lacks the line Errors"),
        ("/// Request: GET /v7/device\n", "", "lacks the line Request"),
        ("DEVICE_NOT_FOUND.", "UNSUPPORTED_BY_SERVER.", "what it is that openBalena lacks"),
        ("Result: object", "Result: a device", "has a result that starts with"),
    ];
    for (part, instead, complaint) in broken {
        assert!(GOOD.contains(part), "{part}");
        let faults = faults(&GOOD.replace(part, instead));
        assert!(faults.len() == 1 && faults[0].contains(complaint), "{part} -> {instead}: {faults:?}");
    }
}
