//! The functions of the SDK's document, counted in the header and in each binding by what their files say; and which of
//! them openBalena serves, by what the README says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use balena::Code;

use crate::calls::{COMPARED, Fixture};

/// Section, function with its parameters, name in C.
const DOCUMENT: &str = include_str!("../../bindings/generate/document.tsv");

/// Words that Go writes in capitals; its plural keeps a small s.
const CAPITALS: &[&str] = &["Api", "Id", "Ip", "Os", "Url", "Uuid"];

struct Named {
    section: &'static str,
    /// As the document has it, which is not always how it is called here.
    function: &'static str,
    c_name: &'static str,
}

impl Named {
    /// `device_tag` of `balena_device_tag_get_all`
    fn c_section(&self) -> String {
        let mut name = String::new();
        for letter in self.section.chars() {
            if letter.is_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }

    /// `get_all` of `balena_device_tag_get_all`
    fn own(&self) -> &'static str {
        let prefix = format!("balena_{}_", self.c_section());
        self.c_name.strip_prefix(&prefix).unwrap_or_else(|| panic!("{} is not {prefix}…", self.c_name))
    }

    /// `GetAll`
    fn pascal(&self) -> String {
        let capitalized = |word: &str| word[..1].to_uppercase() + &word[1..];
        self.own().split('_').map(capitalized).collect()
    }

    /// What the header and the bindings lack of it.
    fn missing(&self) -> Vec<String> {
        let (section, own) = (self.c_section(), self.own());
        let cpp_name = if own == "register" { "register_" } else { own };
        let (go_section, go_name) = (go(self.section), go(&self.pascal()));
        let csharp = format!("bindings/csharp/Generated/{}.cs", self.section);
        let declared = [
            ("include/balena.h", format!("\nbalena_code {}(", self.c_name)),
            ("bindings/cpp/balena/generated/sections.hpp", format!("  {} {section}() const ", self.section)),
            ("bindings/go/sections.go", format!("\t{go_section} {go_section}\n")),
            (&csharp, format!(" {0} => new {0}Section(this);", self.section)),
        ];
        let undeclared = declared.iter().filter(|(file, what)| !read(file).contains(what));
        // Where a method begins, where it ends, and what it calls.
        let methods = [
            (
                format!("bindings/cpp/balena/generated/{section}.hpp"),
                format!(" {cpp_name}("),
                "\n  }\n",
                format!("{},", self.c_name),
            ),
            (
                format!("bindings/go/{section}.go"),
                format!("\nfunc (s {go_section}) {go_name}("),
                "\n}\n",
                format!(" C.{}(", self.c_name),
            ),
            (csharp.clone(), format!(" {}(", self.pascal()), "\n        }\n", format!(" Native.{}(", self.c_name)),
        ];
        let lacking = methods.iter().filter(|(file, begin, end, called)| {
            let text = read(file);
            let body = text.split_once(begin).and_then(|(_, rest)| rest.split_once(end)).map(|(body, _)| body);
            !body.is_some_and(|body| body.contains(called))
        });
        let undeclared = undeclared.map(|(file, what)| format!("{file} lacks {what:?}"));
        undeclared
            .chain(lacking.map(|(file, begin, ..)| format!("{file} lacks {begin:?}, or that calls another")))
            .collect()
    }
}

/// A name of C#'s as Go writes it: `GenerateUUID`, `DisableDeviceURLs`.
fn go(pascal: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for letter in pascal.chars() {
        if letter.is_uppercase() {
            words.push(String::new());
        }
        words.last_mut().unwrap().push(letter);
    }
    let written = |word: &String| match word.strip_suffix('s').filter(|one| CAPITALS.contains(one)) {
        Some(one) => one.to_uppercase() + "s",
        None if CAPITALS.contains(&word.as_str()) => word.to_uppercase(),
        None => word.clone(),
    };
    words.iter().map(written).collect()
}

/// The text of a file, "" where there is none.
fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap_or_default()
}

fn document() -> Vec<Named> {
    let named = |line: &'static str| {
        let [section, signature, c_name] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        Named { section, function: signature.split('(').next().unwrap(), c_name }
    };
    DOCUMENT.lines().skip(1).map(named).collect()
}

#[test]
fn every_function_of_the_document_is_in_c_cpp_go_and_csharp() {
    let document = document();
    assert_eq!(document.iter().map(|named| (named.section, named.function)).collect::<BTreeSet<_>>().len(), 172);
    assert_eq!(document.iter().map(|named| named.c_name).collect::<BTreeSet<_>>().len(), 172);
    let missing = document.iter().flat_map(|named| {
        named.missing().into_iter().map(|missing| format!("{}: {missing}", named.c_name)).collect::<Vec<_>>()
    });
    let missing: Vec<String> = missing.collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    println!("{} functions", document.len());
}

#[test]
fn openbalena_serves_what_the_readme_says() {
    let readme = read("README.md");
    let mut wrong = Vec::new();
    for (function, _, call) in COMPARED {
        // What the document does not have stands in no table.
        if !DOCUMENT.contains(&format!("\t{function}\n")) {
            continue;
        }
        let row = readme
            .lines()
            .find(|line| line.starts_with('|') && line.contains(&format!(" `{function}` ")))
            .expect(function);
        let listed = row.ends_with(" balenaCloud, openBalena |");
        assert!(listed || row.ends_with(" balenaCloud |") || row.ends_with(" none |  |"), "{row}");
        let refused = call(&Fixture::at(&["--fleet", "3"]));
        // It says of each of its devices that it has no URL, and would have none to tell.
        let lacking = [Code::UNSUPPORTED_BY_SERVER, Code::DEVICE_NOT_WEB_ACCESSIBLE];
        let is_served = !matches!(refused, Err(error) if lacking.contains(&error.code()));
        // What asks nobody is listed with neither service.
        if row.contains("balenaCloud") && listed != is_served {
            wrong.push(format!("{row}: openBalena {}", if is_served { "serves it" } else { "does not serve it" }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
