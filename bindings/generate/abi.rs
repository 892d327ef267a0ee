//! What programs rely on that were built with the library: the declarations in `tests/abi.h`, and in `tests/symbols.txt`
//! the version that brought each exported name. Both grow by themselves. What stands there is neither changed nor taken
//! away as long as the library has the same soname.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::Files;
use crate::api::{Code, Section};

const DECLARATIONS: &str = "tests/abi.h";
const SYMBOLS: &str = "tests/symbols.txt";

/// What every program relies on without naming it.
const TYPES: &str = "#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t balena_code;
typedef struct balena_client balena_client;
";

/// Name, and how the header declares it.
type Declarations = BTreeMap<String, String>;

/// Writes both files, or lists what of them the library has no more.
pub fn write(root: &Path, sections: &[Section], codes: &[Code], files: &mut Files) -> Result<(), Vec<String>> {
    let committed = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_default();
    let declared = declarations(&files["include/balena.h"], codes);
    let abi = grown(&committed(DECLARATIONS), &declared, env!("CARGO_PKG_VERSION_MAJOR"))?;
    let names = sections.iter().flat_map(|section| &section.functions).map(|function| function.c_name.as_str());
    let symbols = with_versions(&committed(SYMBOLS), names, env!("CARGO_PKG_VERSION"));
    files.insert(DECLARATIONS.into(), abi);
    files.insert(SYMBOLS.into(), symbols);
    Ok(())
}

/// The functions, the types of callbacks and the codes of a header, each on one line.
pub fn declarations(header: &str, codes: &[Code]) -> Declarations {
    let code = |code: &Code| format!("enum {{ BALENA_{} = {} }};", code.name, code.number);
    let text: Vec<&str> = header
        .lines()
        .map(str::trim)
        .filter(|line| !["//", "#", "*", "/*"].iter().any(|mark| line.starts_with(mark)))
        .collect();
    let text = text.join(" ").replace("extern \"C\" {", "");
    let statements = text.split_inclusive(';').filter(|statement| statement.contains('('));
    let statements = statements.map(|statement| statement.split_whitespace().collect::<Vec<_>>().join(" "));
    codes.iter().map(code).chain(statements).map(|declaration| (name(&declaration), declaration)).collect()
}

/// The name that a line of `tests/abi.h` declares.
fn name(declaration: &str) -> String {
    let words = declaration.split(|c: char| !c.is_alphanumeric() && c != '_');
    let is_type = |word: &str| ["balena_code", "balena_client"].contains(&word);
    words
        .into_iter()
        .find(|word| word.to_lowercase().starts_with("balena_") && !is_type(word))
        .unwrap_or_default()
        .into()
}

/// A declaration without what it calls its parameters, which no program relies on.
fn types(declaration: &str) -> String {
    let Some((function, parameters)) = declaration.rsplit_once('(') else { return declaration.into() };
    let parameters = parameters.trim_end_matches([')', ';']).split(',');
    let unnamed = |text: &str| text.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_').trim().to_owned();
    format!("{function}({})", parameters.map(unnamed).collect::<Vec<_>>().join(", "))
}

/// `tests/abi.h` with what is new, or what of it `declared` lacks or has otherwise, unless the soname is another one.
pub fn grown(committed: &str, declared: &Declarations, major: &str) -> Result<String, Vec<String>> {
    let soname = format!("libbalena.so.{major}:");
    let mut faults = Vec::new();
    if committed.lines().next().is_some_and(|banner| banner.contains(&soname)) {
        for line in committed.lines().filter(|line| !name(line).is_empty() && line.ends_with(';')) {
            match declared.get(&name(line)) {
                None => faults.push(format!("{} is gone: {line}", name(line))),
                Some(now) if types(now) != types(line) => {
                    faults.push(format!("{} is another one:\n  {line}\n  {now}", name(line)));
                }
                Some(_) => {}
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let banner = format!(
        "/* What programs rely on that are linked with {soname} BLESS=1 adds what is new, nothing else changes. */"
    );
    // Types come before the functions that use them.
    let (types, others): (Vec<_>, Vec<_>) = declared.values().partition(|line| line.starts_with("typedef "));
    let lines: String = types.iter().chain(&others).map(|line| format!("{line}\n")).collect();
    Ok(format!("{banner}\n\n{TYPES}\n{lines}"))
}

/// The names, each with the version that `committed` says of it, or else this one.
pub fn with_versions<'a>(committed: &str, names: impl Iterator<Item = &'a str>, version: &str) -> String {
    let known: BTreeMap<&str, &str> = committed.lines().filter_map(|line| line.split_once(' ')).collect();
    let line = |name: &'a str| (name, *known.get(name).unwrap_or(&version));
    let lines: BTreeMap<&str, &str> = names.map(line).collect();
    lines.iter().map(|(name, version)| format!("{name} {version}\n")).collect()
}
