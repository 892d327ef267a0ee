//! Writes the header, the bindings and the README's table from `src/ffi`, and fails when a committed file is not what it
//! would write. `BLESS=1 cargo test --test bindings` rewrites them, unless that would break programs that are built.

mod abi;
mod api;
mod c;
mod cpp;
mod csharp;
mod fuzz;
mod go;
mod readme;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use api::{Code, Section};

/// Path below the repository's root, and text.
type Files = BTreeMap<String, String>;

/// The first line of what is generated, in the comments of its language.
const BANNER: &str = "Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.";

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
    if let Err(faults) = abi::write(&root(), &sections, &codes, &mut files) {
        panic!(
            "programs that are built with the library would break: {}\nThis wants the next major version in Cargo.toml, \
             or, where no release has had it, its line out of tests/abi.h.",
            faults.join("\n")
        );
    }
    cpp::write(&sections, &codes, &mut files);
    go::write(&sections, &codes, &mut files);
    csharp::write(&sections, &codes, &mut files);
    fuzz::write(&sections, &mut files);
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

/// Names and numbers of codes.
type Codes<'a> = &'a [(&'a str, i32)];

/// A header of one function, and codes beside it.
const HEADER: &str =
    "balena_code balena_device_get(const balena_client *client,\n  const char *device,\n  char **out);\n";
const CODES: Codes = &[("OK", 0), ("IO", 700)];

/// What becomes of the file that was written for `HEADER` and `CODES` when the header and the codes are these.
fn grown(header: &str, codes: Codes, major: &str) -> Result<String, Vec<String>> {
    let declared = |header: &str, codes: Codes| {
        let code = |&(name, number): &(&str, i32)| Code { name: name.into(), number, docs: String::new() };
        abi::declarations(header, &codes.iter().map(code).collect::<Vec<_>>())
    };
    let committed = abi::grown("", &declared(HEADER, CODES), "0").unwrap();
    abi::grown(&committed, &declared(header, codes), major)
}

#[test]
fn what_programs_rely_on_only_grows() {
    let more = format!("{HEADER}// One more.\nvoid balena_free(balena_client *client);\n");
    let grows = [
        (HEADER.replace("*device", "*uuid"), CODES, "*uuid"),
        (more, CODES, "balena_free(balena_client *client);"),
        (HEADER.into(), &[("OK", 0), ("DNS", 601), ("IO", 700)], "BALENA_DNS = 601"),
    ];
    for (header, codes, part) in grows {
        let grown = grown(&header, codes, "0").unwrap();
        assert!(grown.contains(part) && grown.contains("balena_device_get"), "{grown}");
    }
    let breaks: [(String, Codes, &str); 6] = [
        (HEADER.replace("device_get", "device_find"), CODES, "balena_device_get is gone"),
        (HEADER.replace("const char *device", "int64_t device"), CODES, "balena_device_get is another one"),
        (HEADER.replace("const char *device,", ""), CODES, "balena_device_get is another one"),
        (HEADER.replace("balena_code b", "void b"), CODES, "balena_device_get is another one"),
        (HEADER.into(), &[("OK", 0)], "BALENA_IO is gone"),
        (HEADER.into(), &[("OK", 0), ("IO", 701)], "BALENA_IO is another one"),
    ];
    for (header, codes, complaint) in breaks {
        let faults = grown(&header, codes, "0").unwrap_err();
        assert!(faults.len() == 1 && faults[0].starts_with(complaint), "{complaint}: {faults:?}");
        // Under another soname no program meets it that was linked with the old one.
        grown(&header, codes, "1").unwrap();
    }
}

#[test]
fn a_name_keeps_the_version_that_brought_it() {
    let names = ["balena_new", "balena_free"].into_iter();
    assert_eq!(abi::with_versions("balena_free 0.1.0\n", names, "0.2.0"), "balena_free 0.1.0\nbalena_new 0.2.0\n");
}
