//! What fuzzing gets: a table of all exports, each with a call of it whose arguments are taken from bytes.

use std::fmt::Write as _;

use crate::api::{Function, Kind, Parameter, Section};
use crate::{BANNER, Files};

pub fn write(sections: &[Section], files: &mut Files) {
    files.insert("tests/fuzz/checks/every_export.rs".into(), every_export(sections));
}

fn every_export(sections: &[Section]) -> String {
    let mut text = format!(
        "// {BANNER}\n\nuse super::boundary::{{Arguments, Given}};\nuse crate::ffi::*;\n\n\
         pub type Export = (&'static str, fn(&mut Arguments) -> Given);\n\n\
         pub const EVERY_EXPORT: &[Export] = &[\n"
    );
    for section in sections {
        for function in &section.functions {
            let arguments: Vec<String> = function.parameters.iter().map(|p| argument(function, p)).collect();
            let (name, call) = (&function.c_name, arguments.join(", "));
            let unused = if arguments.is_empty() { "_" } else { "a" };
            let _ = writeln!(
                text,
                "    (\"{name}\", |{unused}| unsafe {{ Given::from({}::{name}({call})) }}),",
                section.name
            );
        }
    }
    text.push_str("];\n");
    text
}

/// How an argument is taken. What an export takes over, or looks in front of, has to be the library's own.
fn argument(function: &Function, parameter: &Parameter) -> String {
    let method = match parameter.kind {
        Kind::Text | Kind::MaybeText if function.c_name == "balena_string_length" => "text_of_the_library",
        Kind::Client => "client",
        Kind::Text | Kind::MaybeText | Kind::Object | Kind::Options => "text",
        Kind::Integer => "integer",
        Kind::Double => "double",
        Kind::Boolean => "boolean",
        Kind::Code => "code",
        Kind::OwnedText => "text_to_free",
        Kind::OwnedClient => "client_to_free",
        Kind::ClientOut => "client_out",
        Kind::Out => "out",
        Kind::CountOut => "count_out",
        Kind::DocumentCallback => "document_callback",
        Kind::RowCallback => "row_callback",
        Kind::DataCallback => "data_callback",
        Kind::UserData => "user_data",
    };
    format!("a.{method}()")
}
