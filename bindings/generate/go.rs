//! What Go gets: for each section a type with one small method a function, and the codes as errors.

use std::fmt::Write as _;
use std::{iter, slice};

use crate::Files;
use crate::api::{Code, Function, Kind, Outcome, Section, Shape};

pub const FOLDER: &str = "bindings/go";

/// The form that Go's tools know generated files by.
pub const BANNER: &str = "// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.";

/// Words that Go writes in capitals within a name.
const INITIALISMS: &[&str] = &[
    "api", "dns", "http", "https", "id", "io", "ip", "json", "mac", "os", "ssh", "tls", "totp", "uri", "url", "uuid",
    "vpn",
];

/// Names that a parameter can't have: Go's keywords, and what the body of a method uses itself.
const TAKEN: &[&str] = &[
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
    "bool",
    "string",
    "int64",
    "json",
    "text",
    "call",
    "context",
    "ctx",
    "each",
];

/// What is said of a function of the caller's in place of what is said of it in C.
const EACH: &str = "\
The function is called on a thread of the library's, one call at a time, with each line, event and error ([Message]). \
Events are \"connected\", \"disconnected\" (with error, and retry_in_ms, after which the next try begins), \"gap\" (lines may \
be missing: the service no longer has what came while the connection was gone), \"suppressed\" (the service left out \
count lines) and \"skipped\" (a line that is none, with error). The function gives true to go on, and false to end the \
subscription. It may call this package, also to unsubscribe or to close the client. A function that is slow holds up its \
own stream alone. A panic in it ends the subscription and is its error; [runtime.Goexit], and so FailNow of a test, is \
not for it.

The subscription goes on until its function or an unsubscribe ends it, ctx is done, the client is cancelled or closed, or \
there is an error that no other try mends.";

/// The same of a function that gets rows.
const EACH_ROW: &str = "\
each: function that gets each row as the service sent it, within the call. It gives true to go on, and false to stop. It \
may call this package, but not close the client, which would wait for this call. A panic in it ends the call and is its \
error ([PanicError]); [runtime.Goexit], and so FailNow of a test, is not for it.";

/// The same of one that gets the pieces of a download.
const EACH_PIECE: &str = "\
each: function that gets each [Piece], within the call and after the piece was written to path if that is given; nil, \
with path, for none. It gives true to go on, and false to end the download, which fails with [ErrCancelled] then. It may \
call this package, but not close the client, which would wait for this call. A panic in it ends the call and is its error \
([PanicError]); [runtime.Goexit], and so FailNow of a test, is not for it.";

/// The width to which comments are filled.
const WIDTH: usize = 100;

pub fn write(sections: &[Section], codes: &[Code], files: &mut Files) {
    let with_calls: Vec<&Section> =
        sections.iter().filter(|section| section.functions.iter().any(|f| f.shape != Shape::Special)).collect();
    let words = Words { sections, codes };
    for section in &with_calls {
        files.insert(format!("{FOLDER}/{}.go", section.name), section_file(section, &words));
    }
    files.insert(format!("{FOLDER}/sections.go"), sections_file(&with_calls));
    files.insert(format!("{FOLDER}/codes.go"), codes_file(&words));
    let version = [env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"), env!("CARGO_PKG_VERSION_PATCH")];
    files.insert(format!("{FOLDER}/version.h"), version_file(version));
}

/// A header that is included before all others, and refuses the header of a library that this binding is not for.
fn version_file([major, minor, patch]: [&str; 3]) -> String {
    format!(
        "{BANNER}

#include <balena.h>

// The oldest libbalena that has what this package calls. Newer ones have it too, as long as the major
// version is the same.
#define BALENA_GO_MAJOR {major}
#define BALENA_GO_MINOR {minor}
#define BALENA_GO_PATCH {patch}

#if !defined(BALENA_VERSION_MAJOR) || BALENA_VERSION_MAJOR != BALENA_GO_MAJOR || \\
    BALENA_VERSION_MINOR < BALENA_GO_MINOR || \\
    (BALENA_VERSION_MINOR == BALENA_GO_MINOR && BALENA_VERSION_PATCH < BALENA_GO_PATCH)
#error \"The Go package wants balena.h of libbalena {major}, of {major}.{minor}.{patch} or newer. Install that, or get the package of the version that is installed.\"
#endif
"
    )
}

/// The types of the sections, as the fields of a client.
fn sections_file(sections: &[&Section]) -> String {
    let mut text = format!("{BANNER}\n\npackage balena\n\n");
    text.push_str("// Sections holds the functions of a [Client], by what they are about.\ntype Sections struct {\n");
    for section in sections {
        text.push_str(&comment("\t", "", &section.docs));
        let _ = writeln!(text, "\t{0} {0}", exported(&section.name));
    }
    text.push_str("}\n\nfunc sectionsOf(h *handle) Sections {\n\treturn Sections{\n");
    let longest = sections.iter().map(|section| exported(&section.name).len()).max().unwrap_or_default();
    for section in sections {
        let name = exported(&section.name);
        let _ = writeln!(text, "\t\t{:<2$} {}{{h}},", format!("{name}:"), name, longest + 1);
    }
    text.push_str("\t}\n}\n");
    text
}

fn section_file(section: &Section, words: &Words) -> String {
    let name = exported(&section.name);
    let calls: Vec<&Function> = section.functions.iter().filter(|f| f.shape != Shape::Special).collect();
    let mut text = format!("{BANNER}\n\npackage balena\n\n// #include <balena.h>\nimport \"C\"\n");
    text.push_str(
        match calls.iter().any(|function| matches!(function.outcome(), Outcome::Document | Outcome::MaybeDocument)) {
            true => "\nimport (\n\t\"context\"\n\t\"encoding/json\"\n)\n\n",
            false => "\nimport \"context\"\n\n",
        },
    );
    text.push_str(&comment(
        "",
        "",
        &format!("{name} is a section of a client's functions: {}", lowered(&section.docs)),
    ));
    let _ = writeln!(text, "type {name} struct{{ h *handle }}");
    let subscribes = calls.iter().any(|function| function.shape == Shape::Subscription);
    for function in calls {
        text.push('\n');
        text.push_str(&docs(function, words));
        text.push_str(&method(&name, function, subscribes));
        if function.shape == Shape::Rows {
            text.push('\n');
            text.push_str(&loop_docs(&name, function, words));
            text.push_str(&loop_method(&name, function));
        }
    }
    text
}

/// A method: its inputs go to the core by name, and come back as what C takes. `subscribes` is true in a section of
/// subscriptions, each of which has a handle of its own: what ends them has to reach all of those.
fn method(section: &str, function: &Function, subscribes: bool) -> String {
    // What makes no request has nothing that a context could end.
    let (ctx, options) = match function.has_options() {
        true => ("ctx", "options"),
        false => ("context.Background()", "nil"),
    };
    let mut parameters = parameters(function);
    let texts = function.inputs().filter_map(|input| {
        let kind = match input.kind {
            Kind::Integer | Kind::Double | Kind::Boolean => return None,
            Kind::Object => "object",
            _ => "text",
        };
        Some(format!(", {kind}{{\"{}\", {}}}", input.name, parameter(&input.name)))
    });
    let (each, callback) = match function.shape {
        Shape::Subscription => ("each func(Message) bool", "each, nil, "),
        Shape::Rows => ("each func(json.RawMessage) bool", "each, "),
        Shape::Download => ("each func(Piece) bool", "each, "),
        Shape::Call | Shape::Special => ("", ""),
    };
    if !each.is_empty() {
        parameters.push(each.into());
    }
    let (core, result) = match function.outcome() {
        _ if function.shape == Shape::Subscription => ("subscribe", "(*Subscription, error)"),
        _ if function.shape == Shape::Rows => ("forEach", "(json.RawMessage, error)"),
        _ if function.shape == Shape::Download => ("download", "(json.RawMessage, error)"),
        Outcome::Nothing if subscribes && !function.has_options() => ("callForSubscriptions", "error"),
        Outcome::Nothing => ("callForNothing", "error"),
        Outcome::Boolean => ("callFor[bool]", "(bool, error)"),
        Outcome::Number => ("callFor[int64]", "(int64, error)"),
        Outcome::Text => ("callFor[string]", "(string, error)"),
        Outcome::MaybeText => ("callFor[*string]", "(*string, error)"),
        Outcome::Document => ("callForDocument", "(json.RawMessage, error)"),
        Outcome::MaybeDocument => ("callForMaybeDocument", "(json.RawMessage, error)"),
    };
    let mut place = 0;
    let arguments = function.parameters.iter().map(|input| match input.kind {
        Kind::Client => "c.client".into(),
        Kind::Options => "c.options".into(),
        Kind::Integer => format!("C.int64_t({})", parameter(&input.name)),
        Kind::Double => format!("C.double({})", parameter(&input.name)),
        Kind::Boolean => format!("C.bool({})", parameter(&input.name)),
        Kind::Text | Kind::Object => {
            place += 1;
            format!("c.texts[{}]", place - 1)
        }
        Kind::MaybeText => {
            place += 1;
            format!("unlessEmpty(c.texts[{}])", place - 1)
        }
        Kind::DocumentCallback => "c.onDocument".into(),
        Kind::RowCallback => "c.onRow".into(),
        Kind::DataCallback => "c.onData".into(),
        Kind::UserData => "c.userData".into(),
        _ => "&c.out".into(),
    });
    let arguments: Vec<String> = arguments.collect();
    format!(
        "func (s {section}) {}({}) {result} {{\n\treturn {core}({ctx}, s.h, func(c *call) C.balena_code {{\n\
         \t\treturn C.{}({})\n\t}}, {callback}{options}{})\n}}\n",
        exported(&function.name),
        parameters.join(", "),
        function.c_name,
        arguments.join(", "),
        texts.collect::<String>(),
    )
}

/// What a method takes of the caller, but for a function.
fn parameters(function: &Function) -> Vec<String> {
    let inputs = function.inputs().map(|input| {
        let kind = match input.kind {
            Kind::Integer => "int64",
            Kind::Double => "float64",
            Kind::Boolean => "bool",
            Kind::Object => "any",
            _ => "string",
        };
        format!("{} {kind}", parameter(&input.name))
    });
    match function.has_options() {
        true => iter::once("ctx context.Context".into()).chain(inputs).chain(["options Options".into()]).collect(),
        false => inputs.collect(),
    }
}

/// The method that has the rows of a walk as a loop. What such methods share is written by hand.
fn loop_method(section: &str, function: &Function) -> String {
    let given: String = function.inputs().map(|input| format!("{}, ", parameter(&input.name))).collect();
    format!(
        "func (s {section}) Enumerate({}) func(yield func(json.RawMessage, error) bool) {{\n\
         \treturn enumerate(ctx, options, func(options Options, each func(json.RawMessage) bool) (json.RawMessage, error) {{\n\
         \t\treturn s.{}(ctx, {given}options, each)\n\t}})\n}}\n",
        parameters(function).join(", "),
        exported(&function.name),
    )
}

fn loop_docs(section: &str, function: &Function, words: &Words) -> String {
    let walk = format!("[{section}.{}]", exported(&function.name));
    let given: String = function.inputs().map(|input| format!("{}, ", parameter(&input.name))).collect();
    let mut text = comment(
        "",
        "",
        &format!(
            "Enumerate is {walk} as a loop: an iter.Seq2, written out for Go of before 1.23. A page is asked for when \
             its first row is wanted; each loop begins anew."
        ),
    );
    let _ = write!(text, "//\n//\tfor row, err := range client.{section}.Enumerate(ctx, {given}nil) {{ … }}\n//\n");
    text.push_str(&comment(
        "",
        "",
        "It ends behind the last row, or with an error, also that of a ctx that is done, which it gives last, beside no row.",
    ));
    text.push_str("//\n");
    for (name, what) in
        function.docs.parameters.iter().filter(|(name, _)| function.inputs().any(|one| one.name == *name))
    {
        text.push_str(&comment("", "  - ", &format!("{}: {}", parameter(name), words.adapted(what))));
    }
    text.push_str(&comment("", "  - ", &format!("options: as of {walk}.")));
    text + &tail(function, words)
}

fn docs(function: &Function, words: &Words) -> String {
    let adapted = |text: &str| words.adapted(text);
    let name = exported(&function.name);
    let mut text = String::new();
    let subscribes = function.shape == Shape::Subscription;
    let paragraphs: Vec<&str> = match subscribes {
        true => function.docs.text.split("\n\n").take(1).chain(EACH.split("\n\n")).collect(),
        false => function.docs.text.split("\n\n").collect(),
    };
    for (place, paragraph) in paragraphs.into_iter().enumerate() {
        let paragraph = adapted(paragraph);
        if place > 0 {
            text.push_str("//\n");
        }
        // Go's comments begin with the name: "Get gets …", "GetToken gives the …", "IsPassed reports whether …".
        text.push_str(&match (place, paragraph.split(' ').next()) {
            (0, Some("The" | "A" | "An")) => comment("", "", &format!("{name} gives {}", lowered(&paragraph))),
            (0, Some("Whether")) => comment("", "", &format!("{name} reports {}", lowered(&paragraph))),
            (0, _) => comment("", "", &format!("{name} {}", lowered(&paragraph))),
            _ => comment("", "", &paragraph),
        });
    }
    if !function.docs.parameters.is_empty() {
        text.push_str("//\n");
    }
    let is_callback = |name: &str| {
        let of_callback = |kind: Kind| kind == Kind::UserData || kind.shape().is_some();
        function.parameters.iter().any(|one| one.name == name && of_callback(one.kind))
    };
    for (c_name, what) in function.docs.parameters.iter().filter(|(name, _)| !is_callback(name)) {
        let what = if function.may_be_null(c_name) { &what.replace("NULL", "\"\"") } else { what };
        let is_object = function.inputs().any(|input| input.name == *c_name && input.kind == Kind::Object);
        let what =
            match is_object {
                true => what.replacen("JSON object", "what [encoding/json.Marshal] writes as an object", 1),
                false => what
                    .replacen("JSON object, or NULL for none: ", "nil for none, or with the keys ", 1)
                    .replacen("JSON object with `", "with the keys `", 1),
            };
        let what = adapted(&what);
        text.push_str(&comment("", "  - ", &format!("{}: {what}", parameter(c_name))));
    }
    let each = match function.shape {
        Shape::Subscription => "each: function that gets the lines.",
        Shape::Rows => EACH_ROW,
        Shape::Download => EACH_PIECE,
        Shape::Call | Shape::Special => "",
    };
    if !each.is_empty() {
        text.push_str(&comment("", "  - ", each));
    }
    if subscribes {
        let _ = write!(text, "//\n{}", comment("", "", "Result: the subscription, as soon as the device is found."));
    }
    if function.outcome() != Outcome::Nothing {
        let result = &function.docs.result;
        let result = if function.may_give_null() { &result.replace("or null", "or nil") } else { result };
        let _ = write!(text, "//\n{}", comment("", "", &format!("Result: {}", adapted(result))));
    }
    text + &tail(function, words)
}

/// What fails, and what is sent.
fn tail(function: &Function, words: &Words) -> String {
    let errors = words.codes.iter().fold(function.docs.errors.clone(), |text, code| linked(&text, &code.name));
    [("Errors", &errors), ("Request", &function.docs.request)]
        .map(|(name, what)| format!("//\n{}", comment("", "", &format!("{name}: {}", words.adapted(what)))))
        .concat()
}

/// What the words of the C documentation may name.
struct Words<'a> {
    sections: &'a [Section],
    codes: &'a [Code],
}

impl Words<'_> {
    /// What is written for C, in the words of Go.
    fn adapted(&self, text: &str) -> String {
        let mut text = text.replace("NULL", "nil");
        // Names of one word are also words that a sentence may need; those are codes only where the errors are listed.
        for code in self.codes.iter().filter(|code| code.name.contains('_')) {
            text = linked(&text, &code.name);
        }
        // `balena_device_get` is a link to Device.Get, and any other quoted word the word alone.
        let word = |(place, part): (usize, &str)| match self.link(part) {
            Some(link) if place % 2 == 1 => link,
            _ => part.to_owned(),
        };
        text.split('`').enumerate().map(word).collect()
    }

    fn link(&self, c_name: &str) -> Option<String> {
        let mut functions =
            self.sections.iter().flat_map(|section| section.functions.iter().map(move |f| (section, f)));
        let (section, function) = functions.find(|(_, function)| function.c_name == c_name)?;
        Some(format!("[{}.{}]", exported(&section.name), exported(&function.name)))
    }
}

/// The text with each mention of the code, as a whole word, replaced by a link to the error.
fn linked(text: &str, code: &str) -> String {
    let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let mut linked = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(code) {
        let (before, from) = rest.split_at(at);
        let behind = &from[code.len()..];
        linked.push_str(before);
        match is_word(before.as_bytes().last()) || is_word(behind.as_bytes().first()) {
            true => linked.push_str(code),
            false => linked.push_str(&format!("[{}]", sentinel(code))),
        }
        rest = behind;
    }
    linked + rest
}

fn codes_file(words: &Words) -> String {
    let mut text = format!("{BANNER}\n\npackage balena\n\n");
    text.push_str("// The codes, each an error that [errors.Is] finds in the error of a call.\nconst (\n");
    for (place, code) in words.codes.iter().filter(|code| code.number != 0).enumerate() {
        if place > 0 {
            text.push('\n');
        }
        text.push_str(&comment("\t", "", &words.adapted(&code.docs)));
        let _ = writeln!(text, "\t{} Code = {}", sentinel(&code.name), code.number);
    }
    text.push_str(")\n");
    text
}

/// `ErrDeviceNotFound`
fn sentinel(code: &str) -> String {
    format!("Err{}", exported(&code.to_lowercase()))
}

/// `GenerateUUID`
fn exported(c_name: &str) -> String {
    c_name.split('_').map(capitalized).collect()
}

/// `newName`, or with a trailing `_` where that name is taken.
fn parameter(c_name: &str) -> String {
    let (first, rest) = c_name.split_once('_').unwrap_or((c_name, ""));
    let name = format!("{first}{}", exported(rest));
    if TAKEN.contains(&name.as_str()) { name + "_" } else { name }
}

fn capitalized(word: &str) -> String {
    if INITIALISMS.contains(&word) {
        return word.to_uppercase();
    }
    if let Some(one) = word.strip_suffix('s').filter(|one| INITIALISMS.contains(one)) {
        return one.to_uppercase() + "s";
    }
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

/// The text to follow within a sentence, unless it begins with an abbreviation.
fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !letters.as_str().starts_with(|second: char| second.is_ascii_uppercase()) => {
            first.to_ascii_lowercase().to_string() + letters.as_str()
        }
        _ => text.to_owned(),
    }
}

/// A comment filled to the width, as a list item when there is a bullet.
fn comment(indent: &str, bullet: &str, text: &str) -> String {
    let mut lines = vec![format!("{indent}// {bullet}")];
    let mut is_new = true;
    for word in text.split_whitespace() {
        let line = lines.last_mut().unwrap();
        if !is_new && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(format!("{indent}// {}{word}", " ".repeat(bullet.len())));
            continue;
        }
        if !is_new {
            line.push(' ');
        }
        line.push_str(word);
        is_new = false;
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_kind_of_input_and_name_is_go() {
    let source = r#"//! OS updates.
/// Starts one, see `balena_os_add`, or NULL.
///
/// * `range`: a range.
/// * `vpn_id`: an id.
/// * `force`: true or false.
///
/// Result: number of TLS.
/// Errors: DNS (not MY_DNS), OS_UPDATE_ERROR.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_os_start_url(client: *const Client, range: *const c_char, vpn_id: i64, force: bool, out: *mut *mut c_char) -> Code {}
/// Watches it.
///
/// It gets NULL last.
///
/// * `name`: a name.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
/// * `callback`: function of C's.
/// * `user_data`: pointer.
///
/// Result: null.
/// Errors: none.
/// Request: GET /os
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_os_watch(client: *const Client, name: *const c_char, options: *const c_char, callback: DocumentCallback, user_data: *mut c_void, out: *mut *mut c_char) -> Code {}
/// Ends that.
///
/// Result: null.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_os_end(client: *const Client, out: *mut *mut c_char) -> Code {}
/// Walks along them.
///
/// * `name`: a name.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
/// * `callback`: function of C's.
/// * `user_data`: pointer.
///
/// Result: object with `last`.
/// Errors: DNS.
/// Request: GET /os
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_os_for_each(client: *const Client, name: *const c_char, options: *const c_char, callback: RowCallback, user_data: *mut c_void, out: *mut *mut c_char) -> Code {}
/// Loads it down.
///
/// * `options`: JSON object with `path`.
/// * `callback`: function of C's.
/// * `user_data`: pointer.
///
/// Result: object with `path`.
/// Errors: DNS.
/// Request: GET /os
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_os_load(client: *const Client, options: *const c_char, callback: DataCallback, user_data: *mut c_void, out: *mut *mut c_char) -> Code {}
/// Its names.
///
/// * `kind`: kind, or NULL for any.
///
/// Result: text, or null when there is none.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_os_urls(client: *const Client, kind: *const c_char, out: *mut *mut c_char) -> Code {}
/// Adds it.
///
/// Result: object, or null when it was there.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_os_add(client: *const Client, out: *mut *mut c_char) -> Code {}"#;
    let mut faults = Vec::new();
    let section = crate::api::section("os", source, &mut faults);
    assert_eq!(faults, Vec::<String>::new());
    let code = |name: &str| Code { name: name.into(), number: 1, docs: String::new() };
    let codes = [code("DNS"), code("TLS"), code("OS_UPDATE_ERROR")];
    let text = section_file(&section, &Words { sections: slice::from_ref(&section), codes: &codes });
    assert!(text.contains("// OS is a section of a client's functions: OS updates.\n"), "{text}");
    assert!(text.contains("// StartURL starts one, see [OS.Add], or nil.\n"), "{text}");
    assert!(text.contains("//   - range_: a range.\n//   - vpnID: an id.\n"), "{text}");
    assert!(text.contains("// Result: number of TLS.\n"), "{text}");
    assert!(text.contains("// Errors: [ErrDNS] (not MY_DNS), [ErrOSUpdateError].\n"), "{text}");
    let method = "func (s OS) StartURL(range_ string, vpnID int64, force bool) (int64, error) {
\treturn callFor[int64](context.Background(), s.h, func(c *call) C.balena_code {
\t\treturn C.balena_os_start_url(c.client, c.texts[0], C.int64_t(vpnID), C.bool(force), &c.out)
\t}, nil, text{\"range\", range_})
}
";
    assert!(text.contains(method), "{text}");
    assert!(text.contains("//   - kind: kind, or \"\" for any.\n"), "{text}");
    assert!(text.contains("func (s OS) URLs(kind string) (*string, error) {\n\treturn callFor[*string]("), "{text}");
    assert!(text.contains("C.balena_os_urls(c.client, unlessEmpty(c.texts[0]), &c.out)\n"), "{text}");
    assert!(text.contains("// Result: object, or nil when it was there.\n"), "{text}");
    let method = "func (s OS) Watch(ctx context.Context, name string, options Options, each func(Message) bool) (*Subscription, error) {
\treturn subscribe(ctx, s.h, func(c *call) C.balena_code {
\t\treturn C.balena_os_watch(c.client, c.texts[0], c.options, c.onDocument, c.userData, &c.out)
\t}, each, nil, options, text{\"name\", name})
}
";
    assert!(text.contains(method), "{text}");
    assert!(text.contains("// Watch watches it.\n//\n// The function is called on a thread"), "{text}");
    assert!(!text.contains("gets nil last") && !text.contains("function of C's"), "{text}");
    let method = "func (s OS) ForEach(ctx context.Context, name string, options Options, each func(json.RawMessage) bool) (json.RawMessage, error) {
\treturn forEach(ctx, s.h, func(c *call) C.balena_code {
\t\treturn C.balena_os_for_each(c.client, c.texts[0], c.options, c.onRow, c.userData, &c.out)
\t}, each, options, text{\"name\", name})
}
";
    assert!(text.contains(method), "{text}");
    assert!(text.contains("//   - each: function that gets each row"), "{text}");
    let method = "func (s OS) Enumerate(ctx context.Context, name string, options Options) func(yield func(json.RawMessage, error) bool) {
\treturn enumerate(ctx, options, func(options Options, each func(json.RawMessage) bool) (json.RawMessage, error) {
\t\treturn s.ForEach(ctx, name, options, each)
\t})
}
";
    assert!(text.contains(method), "{text}");
    let docs = "//   - name: a name.\n//   - options: as of [OS.ForEach].\n//\n// Errors: [ErrDNS].\n";
    assert!(text.contains(docs), "{text}");
    let method =
        "func (s OS) Load(ctx context.Context, options Options, each func(Piece) bool) (json.RawMessage, error) {
\treturn download(ctx, s.h, func(c *call) C.balena_code {
\t\treturn C.balena_os_load(c.client, c.options, c.onData, c.userData, &c.out)
\t}, each, options)
}
";
    assert!(text.contains(method), "{text}");
    assert!(
        text.contains("//   - options: with the keys path.\n//   - each: function that gets each [Piece]"),
        "{text}"
    );
    assert!(text.contains("func (s OS) End() error {\n\treturn callForSubscriptions("), "{text}");
    assert!(text.contains("func (s OS) Add() (json.RawMessage, error) {\n\treturn callForMaybeDocument("), "{text}");
}
