//! The C ABI as the bindings need it: read from `src/ffi`, and refused where a function breaks the shape that all have.

use std::fs;
use std::path::Path;

use syn::{Attribute, Expr, ExprLit, FnArg, Item, Lit, Meta, Pat, ReturnType, Type};

/// The functions of one file in `src/ffi`.
pub struct Section {
    /// The file's name: `device`.
    pub name: String,
    /// The file's first line of documentation.
    pub docs: String,
    pub functions: Vec<Function>,
}

pub struct Function {
    /// `balena_device_get`
    pub c_name: String,
    /// The name within its section: `get`.
    pub name: String,
    pub docs: Docs,
    /// All parameters, in their order in C.
    pub parameters: Vec<Parameter>,
    pub shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// `(client, inputs…, [options], out)` giving a code: the bindings write these by themselves.
    Call,
    /// The same with a function of the caller's before `out`, which gets what comes until the subscription ends.
    Subscription,
    /// The same where the function gets rows, until the call returns.
    Rows,
    /// The same where it gets the pieces of a download.
    Download,
    /// One of the closed list of others, which each binding's hand-written core calls.
    Special,
}

pub struct Parameter {
    pub name: String,
    pub kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `const balena_client *`
    Client,
    /// `const char *`
    Text,
    /// `const char *`, of which the documentation says that it may be NULL
    MaybeText,
    /// `const char *body` and others that are JSON objects
    Object,
    /// `const char *options`
    Options,
    /// `int64_t`
    Integer,
    /// `double`
    Double,
    /// `bool`
    Boolean,
    /// `int32_t`
    Code,
    /// `char *`, taken over
    OwnedText,
    /// `balena_client *`, taken over
    OwnedClient,
    /// `balena_client **`
    ClientOut,
    /// `char **`
    Out,
    /// `size_t *`
    CountOut,
    /// `balena_document_callback`
    DocumentCallback,
    /// `balena_row_callback`
    RowCallback,
    /// `balena_data_callback`
    DataCallback,
    /// `void *`
    UserData,
}

impl Kind {
    /// True for what the caller of a binding gives.
    fn is_input(self) -> bool {
        matches!(self, Kind::Text | Kind::MaybeText | Kind::Object | Kind::Integer | Kind::Double | Kind::Boolean)
    }

    /// The shape of functions that take such a function of the caller's, if it is one.
    pub fn shape(self) -> Option<Shape> {
        match self {
            Kind::DocumentCallback => Some(Shape::Subscription),
            Kind::RowCallback => Some(Shape::Rows),
            Kind::DataCallback => Some(Shape::Download),
            _ => None,
        }
    }
}

/// What a function's comment says.
pub struct Docs {
    /// The first paragraphs, up to the parameters.
    pub text: String,
    /// Parameter and what it is.
    pub parameters: Vec<(String, String)>,
    pub result: String,
    pub errors: String,
    pub request: String,
}

/// What a call gives, told by the first word of its result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Nothing,
    Boolean,
    Number,
    Text,
    /// A text or null.
    MaybeText,
    /// An object or an array.
    Document,
    /// An object or null.
    MaybeDocument,
}

impl Function {
    /// The parameters that the caller of a binding gives: neither the handle, the options nor what receives.
    pub fn inputs(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.kind.is_input())
    }

    /// Whether the input `name` is a text that may be missing.
    pub fn may_be_null(&self, name: &str) -> bool {
        self.inputs().any(|input| input.name == name && input.kind == Kind::MaybeText)
    }

    pub fn has_options(&self) -> bool {
        self.parameters.iter().any(|parameter| parameter.kind == Kind::Options)
    }

    /// True when a call makes a request.
    pub fn asks(&self) -> bool {
        self.docs.request != "none."
    }

    /// False when the documented errors say that openBalena does not offer this.
    pub fn openbalena_serves(&self) -> bool {
        !self.docs.errors.contains(UNSUPPORTED)
    }

    pub fn outcome(&self) -> Outcome {
        match self.docs.result.split([' ', ',', ';', '.']).next().unwrap_or_default() {
            "null" => Outcome::Nothing,
            "boolean" => Outcome::Boolean,
            "number" => Outcome::Number,
            "text" if self.docs.result.starts_with("text, or null") => Outcome::MaybeText,
            "text" => Outcome::Text,
            "object" if self.docs.result.starts_with("object, or null") => Outcome::MaybeDocument,
            _ => Outcome::Document,
        }
    }

    /// Whether the result may be null in place of a text or an object.
    pub fn may_give_null(&self) -> bool {
        matches!(self.outcome(), Outcome::MaybeText | Outcome::MaybeDocument)
    }
}

/// The error of what only balenaCloud serves.
const UNSUPPORTED: &str = "UNSUPPORTED_BY_SERVER";

/// Functions that are not calls: a closed list.
const SPECIAL: &[&str] = &[
    "balena_new",
    "balena_with",
    "balena_cancel",
    "balena_free",
    "balena_version",
    "balena_code_name",
    "balena_string_free",
    "balena_string_length",
    "balena_json_for_each",
    "balena_json_get",
    "balena_json_length",
];

/// Files of `src/ffi` that hold no exports.
const INTERNAL: &[&str] = &["mod", "call", "signals"];

/// Reads all sections, by name. The error lists every function that breaks a rule.
pub fn read(ffi: &Path) -> Result<Vec<Section>, Vec<String>> {
    let mut sections = Vec::new();
    let mut faults = Vec::new();
    let mut files: Vec<_> = fs::read_dir(ffi).expect("src/ffi is there").map(|file| file.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        if !INTERNAL.contains(&name.as_str()) {
            let text = fs::read_to_string(&file).expect("a file of src/ffi can be read");
            sections.push(section(&name, &text, &mut faults));
        }
    }
    if faults.is_empty() { Ok(sections) } else { Err(faults) }
}

/// Reads one file. What breaks a rule is added to `faults`.
pub fn section(name: &str, text: &str, faults: &mut Vec<String>) -> Section {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{name}.rs: {error}"));
    let docs = lines(&file.attrs).join(" ").trim().to_owned();
    let mut functions = Vec::new();
    for item in &file.items {
        let Item::Fn(function) = item else { continue };
        let exported = function.attrs.iter().any(|attribute| attribute.path().is_ident("unsafe"));
        let conditional = function.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"));
        if !exported || conditional {
            continue;
        }
        match read_function(name, function) {
            Ok(function) => functions.push(function),
            Err(fault) => faults.push(format!("{}: {fault}", function.sig.ident)),
        }
    }
    Section { name: name.to_owned(), docs, functions }
}

fn read_function(section: &str, function: &syn::ItemFn) -> Result<Function, String> {
    let c_name = function.sig.ident.to_string();
    let mut parameters: Vec<Parameter> = function.sig.inputs.iter().map(parameter).collect::<Result<_, _>>()?;
    let docs = docs(&lines(&function.attrs))?;
    for parameter in parameters.iter_mut().filter(|parameter| parameter.kind == Kind::Text) {
        if docs.parameters.iter().any(|(name, what)| *name == parameter.name && what.contains("NULL")) {
            parameter.kind = Kind::MaybeText;
        }
    }
    let shape = match SPECIAL.contains(&c_name.as_str()) {
        true => Shape::Special,
        false => parameters.iter().find_map(|parameter| parameter.kind.shape()).unwrap_or(Shape::Call),
    };
    let name = match shape {
        Shape::Special => c_name.strip_prefix("balena_").ok_or("is not called balena_…")?.to_owned(),
        _ => {
            let prefix = format!("balena_{section}_");
            c_name.strip_prefix(&prefix).ok_or(format!("is not called {prefix}…"))?.to_owned()
        }
    };
    if shape != Shape::Special {
        check_shape(function, &parameters, &docs)?;
    }
    for parameter in
        parameters.iter().filter(|p| !matches!(p.kind, Kind::Client | Kind::Out) || shape == Shape::Special)
    {
        if !docs.parameters.iter().any(|(name, _)| *name == parameter.name) {
            return Err(format!("does not document its parameter {}", parameter.name));
        }
    }
    for (name, _) in &docs.parameters {
        if !parameters.iter().any(|parameter| parameter.name == *name) {
            return Err(format!("documents {name}, which is no parameter of it"));
        }
    }
    Ok(Function { c_name, name, docs, parameters, shape })
}

/// `(client, inputs…, [options], [callback, user_data], out) -> Code`, with options wherever a request is made.
fn check_shape(function: &syn::ItemFn, parameters: &[Parameter], docs: &Docs) -> Result<(), String> {
    let ReturnType::Type(_, returned) = &function.sig.output else { return Err("returns no code".into()) };
    if !matches!(&**returned, Type::Path(path) if path.path.is_ident("Code")) {
        return Err("returns something else than a code".into());
    }
    let kinds: Vec<Kind> = parameters.iter().map(|parameter| parameter.kind).collect();
    let [Kind::Client, inputs @ .., Kind::Out] = &kinds[..] else {
        return Err("does not take the client first and out last".into());
    };
    let inputs = match inputs {
        [inputs @ .., callback, Kind::UserData] if callback.shape().is_some() => inputs,
        inputs => inputs,
    };
    let (inputs, has_options) = match inputs {
        [inputs @ .., Kind::Options] => (inputs, true),
        inputs => (inputs, false),
    };
    if let Some(odd) = inputs.iter().find(|kind| !kind.is_input()) {
        return Err(format!("takes a parameter of kind {odd:?}"));
    }
    if has_options == (docs.request == "none.") {
        return Err("takes options and makes no request, or the other way round".into());
    }
    if docs.errors.split(UNSUPPORTED).skip(1).any(|after| !after.starts_with(" (openBalena ")) {
        return Err(format!("does not say behind {UNSUPPORTED} what it is that openBalena lacks"));
    }
    let first = docs.result.split([' ', ',', ';', '.']).next().unwrap_or_default();
    if !["null", "boolean", "number", "text", "object", "array"].contains(&first) {
        return Err(format!(
            "has a result that starts with {first}, not with null, boolean, number, text, object or array"
        ));
    }
    Ok(())
}

fn parameter(input: &FnArg) -> Result<Parameter, String> {
    let FnArg::Typed(input) = input else { return Err("takes self".into()) };
    let Pat::Ident(name) = &*input.pat else { return Err("has a parameter without a name".into()) };
    let name = name.ident.to_string();
    let kind = match (spelled(&input.ty).as_str(), name.as_str()) {
        ("*const Client", "client") => Kind::Client,
        ("*const c_char", "options") => Kind::Options,
        ("*const c_char", "body" | "natural_key" | "parameters") => Kind::Object,
        ("*const c_char", _) => Kind::Text,
        ("i64", _) => Kind::Integer,
        ("f64", _) => Kind::Double,
        ("bool", _) => Kind::Boolean,
        ("i32", _) => Kind::Code,
        ("*mut c_char", _) => Kind::OwnedText,
        ("*mut Client", _) => Kind::OwnedClient,
        ("*mut *mut Client", _) => Kind::ClientOut,
        ("*mut *mut c_char", _) => Kind::Out,
        ("*mut usize", _) => Kind::CountOut,
        ("DocumentCallback", _) => Kind::DocumentCallback,
        ("RowCallback", _) => Kind::RowCallback,
        ("DataCallback", _) => Kind::DataCallback,
        ("*mut c_void", _) => Kind::UserData,
        (other, _) => return Err(format!("takes {name} as {other}, which no binding knows")),
    };
    Ok(Parameter { name, kind })
}

fn spelled(ty: &Type) -> String {
    match ty {
        Type::Ptr(pointer) if pointer.mutability.is_some() => format!("*mut {}", spelled(&pointer.elem)),
        Type::Ptr(pointer) => format!("*const {}", spelled(&pointer.elem)),
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default(),
        _ => "a type that is neither a pointer nor a name".into(),
    }
}

/// The lines of a documentation comment.
pub fn lines(attributes: &[Attribute]) -> Vec<String> {
    let text = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim_end().to_owned()),
            _ => None,
        },
        _ => None,
    };
    attributes.iter().filter_map(text).collect()
}

fn docs(lines: &[String]) -> Result<Docs, String> {
    if lines.iter().any(|line| line.contains("/*") || line.contains("*/")) {
        return Err("has /* or */ in its documentation".into());
    }
    // Paragraphs and list items, each on one line.
    let mut parts: Vec<String> = vec![String::new()];
    for line in lines.iter().map(|line| line.trim()) {
        let opens = ["* ", "Result: ", "Errors: ", "Request: "].iter().any(|mark| line.starts_with(mark));
        if line.is_empty() || opens {
            parts.push(String::new());
        }
        let part = parts.last_mut().unwrap();
        if !part.is_empty() {
            part.push(' ');
        }
        part.push_str(line);
    }
    parts.retain(|part| !part.is_empty());
    let tail = |mark: &str| {
        let part = parts.iter().find_map(|part| part.strip_prefix(mark));
        part.map(str::to_owned).ok_or(format!("lacks the line {mark}… in its documentation"))
    };
    let mut parameters = Vec::new();
    for item in parts.iter().filter_map(|part| part.strip_prefix("* `")) {
        let (name, what) = item.split_once("`: ").ok_or("has a list item that is not `name`: what")?;
        parameters.push((name.to_owned(), what.to_owned()));
    }
    let text: Vec<String> = parts.iter().take_while(|part| !is_marked(part)).cloned().collect();
    if text.is_empty() {
        return Err("has no documentation".into());
    }
    Ok(Docs {
        text: text.join("\n\n"),
        parameters,
        result: tail("Result: ")?,
        errors: tail("Errors: ")?,
        request: tail("Request: ")?,
    })
}

fn is_marked(part: &str) -> bool {
    ["* ", "Result: ", "Errors: ", "Request: "].iter().any(|mark| part.starts_with(mark))
}

/// A code: its name without prefix, its number, what it means.
pub struct Code {
    pub name: String,
    pub number: i32,
    pub docs: String,
}

/// Reads the table of codes from `src/error.rs`.
pub fn codes(error_rs: &Path) -> Vec<Code> {
    let text = fs::read_to_string(error_rs).expect("src/error.rs can be read");
    let file = syn::parse_file(&text).expect("src/error.rs is Rust");
    let table = file.items.iter().find_map(|item| match item {
        Item::Enum(item) if item.ident == "Code" => Some(item),
        _ => None,
    });
    let code = |variant: &syn::Variant| {
        let Some((_, Expr::Lit(ExprLit { lit: Lit::Int(number), .. }))) = &variant.discriminant else {
            panic!("{} has no number", variant.ident)
        };
        Code {
            name: variant.ident.to_string(),
            number: number.base10_parse().expect("a code fits an i32"),
            docs: lines(&variant.attrs).join(" ").trim().to_owned(),
        }
    };
    table.expect("src/error.rs has the enum Code").variants.iter().map(code).collect()
}
