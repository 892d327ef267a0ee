//! What C gets: the header, and a program that calls every export with NULL.

use std::fmt::Write as _;
use std::path::Path;

use crate::api::{Code, Function, Kind, Parameter, Section, Shape};
use crate::{BANNER, Files};

pub fn write(root: &Path, sections: &[Section], codes: &[Code], files: &mut Files) {
    files.insert("include/balena.h".into(), header(root));
    files.insert("tests/c/every_export.h".into(), every_export(sections, codes));
}

fn header(root: &Path) -> String {
    let mut config =
        cbindgen::Config::from_file(root.join("include/cbindgen.toml")).expect("cbindgen.toml can be read");
    config.after_includes = Some(version());
    let bindings = cbindgen::Builder::new().with_crate(root).with_config(config).generate().expect("cbindgen works");
    let mut text = Vec::new();
    bindings.write(&mut text);
    String::from_utf8(text).expect("a header is text")
}

/// The version of this header, for programs that ask when they are compiled.
fn version() -> String {
    format!(
        "\n// The version that this header is of. balena_version gives that of the library which is running.\n\
         #define BALENA_VERSION \"{}\"\n#define BALENA_VERSION_MAJOR {}\n#define BALENA_VERSION_MINOR {}\n\
         #define BALENA_VERSION_PATCH {}",
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_VERSION_MAJOR"),
        env!("CARGO_PKG_VERSION_MINOR"),
        env!("CARGO_PKG_VERSION_PATCH"),
    )
}

/// For each pointer of each export, a call with NULL there; for each text of each call, one that is not UTF-8; for each
/// call, one that panics inside.
fn every_export(sections: &[Section], codes: &[Code]) -> String {
    let mut text = format!("/* {BANNER} */\n\n");
    let _ = writeln!(text, "static void every_pointer_null(balena_client *client) {{");
    for function in sections.iter().flat_map(|section| &section.functions) {
        for (place, parameter) in function.parameters.iter().enumerate() {
            if !matches!(parameter.kind, Kind::Integer | Kind::Double | Kind::Boolean | Kind::Code) {
                text.push_str(&null_call(function, place));
            }
        }
    }
    let _ = writeln!(text, "}}\n\nstatic void every_text_not_utf8(balena_client *client) {{");
    for function in sections.iter().flat_map(|section| &section.functions).filter(|f| f.shape != Shape::Special) {
        for (place, parameter) in function.parameters.iter().enumerate() {
            if matches!(parameter.kind, Kind::Text | Kind::MaybeText | Kind::Object | Kind::Options) {
                let call = format!("{}({})", function.c_name, arguments(function, place, "NOT_UTF8"));
                let _ = writeln!(text, "  REFUSES({call}, \"{} is not UTF-8\");", parameter.name);
            }
        }
    }
    let _ = writeln!(text, "}}\n\n#ifdef PANIC_INJECTION\nstatic void every_call_panics(balena_client *client) {{");
    for function in sections.iter().flat_map(|section| &section.functions).filter(|f| f.shape != Shape::Special) {
        let call = format!("{}({})", function.c_name, arguments(function, usize::MAX, ""));
        let _ = writeln!(text, "  PANICS({call});");
    }
    let _ = writeln!(text, "}}\n#endif\n\nstatic void every_code_has_its_name(void) {{");
    for Code { name, number, .. } in codes {
        let _ = writeln!(text, "  NAMED(BALENA_{name}, {number}, \"{name}\");");
    }
    text.push_str("}\n");
    text
}

/// A call with NULL at `place`, and what must come of it.
fn null_call(function: &Function, place: usize) -> String {
    let call = format!("{}({})", function.c_name, arguments(function, place, "NULL"));
    let parameter = &function.parameters[place];
    match parameter.kind {
        _ if function.shape == Shape::Special => format!("  SPECIAL({call});\n"),
        // What receives may be left out, and so may options: the call itself then works or fails as it would.
        Kind::Out | Kind::Options | Kind::UserData | Kind::DataCallback => format!("  SURVIVES({call});\n"),
        Kind::MaybeText => format!("  TAKES({call});\n"),
        _ => format!("  REFUSES({call}, \"{} is NULL\");\n", parameter.name),
    }
}

/// Arguments that the library takes, but for `odd` at `place`.
fn arguments<'a>(function: &'a Function, place: usize, odd: &'a str) -> String {
    let argument = |(at, parameter): (usize, &Parameter)| {
        if at == place {
            return odd;
        }
        match parameter.kind {
            Kind::Client => "client",
            Kind::Text | Kind::MaybeText => "\"x\"",
            Kind::Object => "\"{}\"",
            // An unknown key: no call of this program is sent anywhere.
            Kind::Options if function.shape != Shape::Special => "\"{\\\"no_such_option\\\":1}\"",
            Kind::Options => "\"{\\\"data_directory\\\":null}\"",
            Kind::Integer | Kind::Double | Kind::Code => "1",
            Kind::Boolean => "true",
            Kind::OwnedText | Kind::OwnedClient => "NULL",
            Kind::ClientOut => "&made",
            Kind::Out => "&out",
            Kind::CountOut => "&count",
            Kind::DocumentCallback => "ignore_document",
            Kind::RowCallback => "ignore_row",
            Kind::DataCallback => "ignore_data",
            Kind::UserData => "NULL",
        }
    };
    function.parameters.iter().enumerate().map(argument).collect::<Vec<_>>().join(", ")
}
