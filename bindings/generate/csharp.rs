//! What C# gets: the imports, the codes, and for each section a class whose methods are one call each. The core that
//! they lean on (handle, document, exception, texts) is written by hand beside the folder.

use std::fmt::Write as _;

use crate::api::{Code, Docs, Function, Kind, Outcome, Parameter, Section, Shape};
use crate::{BANNER, Files};

pub const FOLDER: &str = "bindings/csharp/Generated";

/// C# words that a parameter may not be called without an @.
const KEYWORDS: &[&str] = &[
    "base",
    "checked",
    "class",
    "default",
    "delegate",
    "enum",
    "event",
    "fixed",
    "in",
    "internal",
    "is",
    "lock",
    "namespace",
    "new",
    "null",
    "object",
    "operator",
    "out",
    "override",
    "params",
    "private",
    "public",
    "ref",
    "return",
    "string",
    "struct",
    "switch",
    "this",
    "using",
    "virtual",
];

/// What a method says of the exception by which a token ends it.
const CANCELLED: &str = "<paramref name=\"cancellationToken\"/> ended the call. If that had begun, the inner exception \
                         is the <see cref=\"BalenaException\"/>, which tells whether a write may have been carried out.";

/// What a method says of the function that it is given, and of the task that it gives.
const CALLBACK: &str = "Gets each line and each event, and last the error that ends the subscription if there is one. It \
                        gives true to go on, and false to end the subscription. It is called on threads of the library, \
                        one call at a time, and may call this library, also to unsubscribe or to dispose of the client. \
                        One that is slow holds up its own stream alone.";
const SUBSCRIBED: &str = "A task that ends with the subscription, after the last call: when it was unsubscribed, or the \
                          function gave false. It fails with what the function threw, which ends the subscription, with \
                          the error that ended it, or with <see cref=\"BalenaCode.Cancelled\"/> when the client was \
                          cancelled or disposed of.";

/// What a method says of the function that gets rows, and of the token that ends a walk or a download.
const ROW_CALLBACK: &str = "Gets each row as the service sent it, a JSON object, on the thread that makes the call. It \
                            gives true to go on, and false to stop. It may call this library. What it throws ends the \
                            call, and comes out of it.";
const ENDED: &str = "<paramref name=\"cancellationToken\"/> ended it.";

/// What a method says of the rows that are enumerated.
const ENUMERATED: &str = "The rows, each a JSON object as the service sent it. Each enumeration begins anew.";

/// The same of the function that gets the pieces of a download.
const PIECE_CALLBACK: &str = "Gets each piece, on the thread that makes the call, and after it was written to \
                              <c>path</c> if that is given; null, with <c>path</c>, for none. It gives true to go on, \
                              and false to end the download, which fails with <see cref=\"BalenaCode.Cancelled\"/> \
                              then. It may call this library. What it throws ends the call, and comes out of it.";

/// The codes that a function does not name in its documentation, as the header lists them.
const COMMON: &str = "Any call may give INVALID_PARAMETER, FORKED or PANIC; with options NON_ALLOWED_OPTION or \
                      INVALID_OPTION; with a request UNAUTHORIZED, REQUEST_ERROR, CONFLICT, TOO_MANY_REQUESTS, NETWORK, \
                      DNS, TLS, TIMEOUT, CANCELLED, DECODE, LIMIT, MALFORMED_TOKEN, EXPIRED_TOKEN or IO (the token \
                      file).";

/// Fields of the error document, and where C# has them.
const ERROR_FIELDS: &[(&str, &str)] = &[
    ("http_status", "BalenaException.HttpStatus"),
    ("outcome_unknown", "BalenaException.OutcomeUnknown"),
    ("retry_after_s", "BalenaException.RetryAfterSeconds"),
];

pub fn write(sections: &[Section], codes: &[Code], files: &mut Files) {
    let words = Words { sections, codes };
    let mut add = |name: &str, text: String| {
        files.insert(format!("{FOLDER}/{name}.cs"), format!("// {BANNER}\n\n#nullable enable\n\n{text}"))
    };
    add("Native", imports(sections));
    add("BalenaCode", enumeration(&words));
    for section in sections.iter().filter(|section| has_calls(section)) {
        add(&pascal(&section.name), class(section, &words));
    }
}

fn has_calls(section: &Section) -> bool {
    section.functions.iter().any(|function| function.shape != Shape::Special)
}

/// Native.cs: every export as P/Invoke sees it. Nothing is converted there but the handle of a client, which the
/// runtime thus keeps alive for as long as the call runs.
fn imports(sections: &[Section]) -> String {
    let mut text = String::from(
        "using System;\nusing System.Runtime.InteropServices;\n\nnamespace Balena\n{\n    \
         /// <summary>The functions of the C library, as include/balena.h declares them.</summary>\n    \
         internal static unsafe class Native\n    {\n        private const string Library = \"balena\";\n",
    );
    for function in sections.iter().flat_map(|section| &section.functions) {
        let parameters: Vec<String> = function.parameters.iter().map(native_parameter).collect();
        let opening = format!("internal static extern {} {}(", native_result(function), function.c_name);
        text.push_str("\n        [DllImport(Library, ExactSpelling = true)]\n");
        text.push_str(&line(8, &opening, &parameters.join(", "), ");"));
    }
    text + "    }\n}\n"
}

fn native_parameter(parameter: &Parameter) -> String {
    let kind = match parameter.kind {
        Kind::Client => "ClientHandle",
        Kind::Text | Kind::MaybeText | Kind::Object | Kind::Options | Kind::OwnedText => "byte*",
        Kind::Integer => "long",
        Kind::Double => "double",
        Kind::Boolean => "byte",
        Kind::Code => "int",
        Kind::OwnedClient => "IntPtr",
        Kind::ClientOut => "out ClientHandle",
        Kind::Out => "out byte*",
        Kind::CountOut => "out UIntPtr",
        Kind::DocumentCallback | Kind::RowCallback | Kind::DataCallback | Kind::UserData => "IntPtr",
    };
    format!("{kind} {}", camel(&parameter.name))
}

fn native_result(function: &Function) -> &'static str {
    match function.c_name.as_str() {
        "balena_free" | "balena_cancel" | "balena_string_free" => "void",
        "balena_version" | "balena_code_name" => "byte*",
        "balena_string_length" => "UIntPtr",
        _ => "BalenaCode",
    }
}

fn enumeration(words: &Words) -> String {
    let mut text = String::from(
        "namespace Balena\n{\n    \
         /// <summary>Says why a call failed. The numbers never change their meaning.</summary>\n",
    );
    text.push_str(&element(4, "remarks", "", &words.with_codes(COMMON)));
    text.push_str("    public enum BalenaCode\n    {\n");
    for (place, code) in words.codes.iter().enumerate() {
        if place > 0 {
            text.push('\n');
        }
        text.push_str(&element(8, "summary", "", &words.adapted(&code.docs)));
        let _ = writeln!(text, "        {} = {},", code_name(&code.name), code.number);
    }
    text + "    }\n}\n"
}

/// The file of one section: its class, and the property that leads there from a client.
fn class(section: &Section, words: &Words) -> String {
    let name = pascal(&section.name);
    let docs = element(4, "summary", "", &words.adapted(&section.docs));
    let has = |shape| section.functions.iter().any(|function| function.shape == shape);
    let used = [
        ("System", has(Shape::Subscription) || has(Shape::Rows)),
        ("System.Collections.Generic", has(Shape::Rows)),
        ("System.Threading", section.functions.iter().any(is_cancellable)),
        ("System.Threading.Tasks", has(Shape::Subscription)),
    ];
    let mut text: String =
        used.iter().filter(|(_, is_used)| *is_used).map(|(name, _)| format!("using {name};\n")).collect();
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str("namespace Balena\n{\n    public sealed partial class Client\n    {\n");
    text.push_str(&element(8, "summary", "", &words.adapted(&section.docs)));
    let _ = write!(
        text,
        "        public {name}Section {name} => new {name}Section(this);\n    }}\n\n{docs}    \
         public sealed unsafe partial class {name}Section\n    {{\n        private readonly Client client;\n\n        \
         internal {name}Section(Client client) => this.client = client;\n"
    );
    for function in section.functions.iter().filter(|function| function.shape != Shape::Special) {
        text.push('\n');
        text.push_str(&comment(function, words));
        text.push_str(&method(function));
        if function.shape == Shape::Rows {
            text.push_str(&enumerations(function, words));
        }
    }
    text + "    }\n}\n"
}

fn method(function: &Function) -> String {
    let (kind, give) = match function.outcome() {
        _ if function.shape == Shape::Subscription => ("Task", "return subscription.Begun"),
        _ if function.shape != Shape::Call => ("Document", "return function.Document"),
        Outcome::Nothing => ("void", "Core.Nothing"),
        Outcome::Boolean => ("bool", "return Core.Boolean"),
        Outcome::Number => ("long", "return Core.Number"),
        Outcome::Text => ("string", "return Core.Text"),
        Outcome::MaybeText => ("string?", "return Core.MaybeText"),
        Outcome::Document => ("Document", "return Core.Document"),
        Outcome::MaybeDocument => ("Document?", "return Core.MaybeDocument"),
    };
    let mut parameters = Vec::new();
    let cancellable = is_cancellable(function);
    let held = match function.shape {
        Shape::Subscription => "            using var subscription = new Subscription(client.Handle, callback);\n",
        Shape::Rows => "            using var function = new RowFunction(callback, cancellationToken);\n",
        Shape::Download => "            using var function = new PieceFunction(callback, cancellationToken);\n",
        Shape::Call | Shape::Special => "",
    };
    let (begin, handle) = match cancellable {
        true => ("            using var call = client.Begin(cancellationToken);\n", "call.Handle"),
        false => ("", "client.Handle"),
    };
    let mut arguments = vec![handle.to_owned()];
    let mut pinned = Vec::new();
    for parameter in &function.parameters {
        let name = camel(&parameter.name);
        let (declared, argument) = match parameter.kind {
            Kind::Options if function.shape == Shape::Download => (format!("string {name}"), None),
            Kind::Options => (format!("string? {name} = null"), None),
            Kind::DocumentCallback => {
                (format!("Func<LogMessage, bool> {name}"), Some("Subscription.Callback".to_owned()))
            }
            Kind::RowCallback => (format!("Func<string, bool> {name}"), Some("function.Pointer".to_owned())),
            Kind::DataCallback => (format!("PieceCallback? {name} = null"), Some("function.Pointer".to_owned())),
            Kind::UserData => {
                let held = if function.shape == Shape::Subscription { "subscription" } else { "function" };
                arguments.push(format!("{held}.Data"));
                continue;
            }
            kind => {
                let Some(declared) = type_of(kind) else { continue };
                let argument = match kind {
                    Kind::Integer | Kind::Double => Some(name.clone()),
                    Kind::Boolean => Some(format!("Core.Byte({name})")),
                    _ => None,
                };
                (format!("{declared} {name}"), argument)
            }
        };
        // What may be left out comes last.
        let before_options =
            matches!(parameter.kind, Kind::DocumentCallback | Kind::RowCallback) && function.has_options();
        parameters.insert(parameters.len() - usize::from(before_options), declared);
        arguments.push(argument.unwrap_or_else(|| {
            let utf8 = format!("{}Utf8", name.trim_start_matches('@'));
            pinned.push(format!("            fixed (byte* {utf8} = Core.Utf8({name}, \"{}\"))\n", parameter.name));
            utf8
        }));
    }
    arguments.push("out var result".to_owned());
    if cancellable {
        parameters.push("CancellationToken cancellationToken = default".to_owned());
    }
    let indent = if pinned.is_empty() { 12 } else { 16 };
    let call = line(indent, &format!("var returned = Native.{}(", function.c_name), &arguments.join(", "), ");");
    let received = if cancellable && function.shape == Shape::Call {
        "returned, result, cancellationToken"
    } else {
        "returned, result"
    };
    let give = line(indent, &format!("{give}("), received, ");");
    let body = match pinned.is_empty() {
        true => format!("{call}{give}"),
        false => format!("{}            {{\n{call}{give}            }}\n", pinned.concat()),
    };
    let opening = line(8, &format!("public {kind} {}(", pascal(&function.name)), &parameters.join(", "), ")");
    format!("{opening}        {{\n{begin}{held}{body}        }}\n")
}

/// True of a method that takes a token: what makes requests and ends by itself.
fn is_cancellable(function: &Function) -> bool {
    function.has_options() && !matches!(function.shape, Shape::Special | Shape::Subscription)
}

/// The two methods that enumerate the rows of a walk. What they share is written by hand.
fn enumerations(function: &Function, words: &Words) -> String {
    let name = pascal(&function.name);
    let inputs: Vec<String> = function.inputs().map(|input| camel(&input.name)).collect();
    let passed: String = inputs.iter().map(|input| format!("{input}, ")).collect();
    let mut parameters: Vec<String> = function
        .inputs()
        .filter_map(|input| Some(format!("{} {}", type_of(input.kind)?, camel(&input.name))))
        .collect();
    parameters.push("string? options = null, CancellationToken cancellationToken = default".to_owned());
    let mut text = String::new();
    for (suffix, kind, keyword) in [("", "IEnumerable", "foreach"), ("Async", "IAsyncEnumerable", "await foreach")] {
        let walk = unbroken(&format!("<see cref=\"{name}\"/>"));
        let summary = format!(
            "Enumerates what {} hands to a function, for {}: a page is asked for when its first row is wanted.",
            walk,
            unbroken(&format!("<c>{keyword}</c>"))
        );
        text.push('\n');
        text.push_str(&element(8, "summary", "", &summary));
        text.push_str(&parameters_of(function, function.inputs().map(|parameter| parameter.name.as_str()), words));
        text.push_str(&element(8, "param", " name=\"options\"", &format!("As of {walk}.")));
        text.push_str(&element(8, "param", " name=\"cancellationToken\"", "Ends it, whatever it waits for."));
        text.push_str(&element(8, "returns", "", ENUMERATED));
        let errors = format!("While it is enumerated: {}", errors(function, words));
        text.push_str(&element(8, "exception", " cref=\"BalenaException\"", &errors));
        let ended = format!("While it is enumerated: {}", unbroken(ENDED));
        text.push_str(&element(8, "exception", " cref=\"System.OperationCanceledException\"", &ended));
        text.push_str(&element(8, "remarks", "", &sent(&function.docs.request)));
        let opening = format!("public {kind}<string> Enumerate{suffix}(");
        text.push_str(&line(8, &opening, &parameters.join(", "), ")"));
        text.push_str("        {\n            _ = client.Handle;\n");
        let walk =
            format!("(callback, page, token) => {name}({passed}callback, page, token), options, cancellationToken");
        text.push_str(&line(12, &format!("return Pages.Rows{suffix}("), &walk, ");"));
        text.push_str("        }\n");
    }
    text
}

/// The C# type of what the caller gives.
fn type_of(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Text | Kind::Object => "string",
        Kind::MaybeText => "string?",
        Kind::Integer => "long",
        Kind::Double => "double",
        Kind::Boolean => "bool",
        _ => return None,
    })
}

/// A line of code, broken before its list when it is longer than 120.
fn line(indent: usize, opening: &str, list: &str, closing: &str) -> String {
    let fits = |line: &str| line.chars().count() <= 120;
    let whole = format!("{:indent$}{opening}{list}{closing}", "");
    if fits(&whole) {
        return whole + "\n";
    }
    let mut text = format!("{:indent$}{opening}\n", "");
    let mut line = format!("{:indent$}    {list}{closing}", "");
    while !fits(&line) {
        let end = line[..120].rfind(", ").expect("a list of several") + 1;
        let _ = writeln!(text, "{}", &line[..end]);
        line.replace_range(..=end, &format!("{:indent$}    ", ""));
    }
    text + &line + "\n"
}

/// The documentation of a method.
fn comment(function: &Function, words: &Words) -> String {
    let Docs { text, result, request, .. } = &function.docs;
    // Behind the first they tell what C passes to a function of the caller's.
    let most = if function.shape == Shape::Subscription { 1 } else { usize::MAX };
    let mut paragraphs = text.split("\n\n").take(most).map(|paragraph| words.adapted_in(function, paragraph));
    let mut comment = element(8, "summary", "", &paragraphs.next().unwrap_or_default());
    let options = function.has_options().then_some("options");
    let inputs = function.inputs().map(|parameter| parameter.name.as_str());
    comment.push_str(&parameters_of(function, inputs.chain(options), words));
    let callback = match function.shape {
        Shape::Subscription => CALLBACK,
        Shape::Rows => ROW_CALLBACK,
        Shape::Download => PIECE_CALLBACK,
        Shape::Call | Shape::Special => "",
    };
    if !callback.is_empty() {
        comment.push_str(&element(8, "param", " name=\"callback\"", callback));
    }
    if is_cancellable(function) {
        comment.push_str(&element(8, "param", " name=\"cancellationToken\"", "Ends the call, whatever it waits for."));
    }
    if function.shape == Shape::Subscription {
        comment.push_str(&element(8, "returns", "", SUBSCRIBED));
    } else if function.outcome() != Outcome::Nothing {
        let (kind, rest) = result.split_at(result.find([' ', ',', ';', '.']).unwrap_or(result.len()));
        let kind = match kind {
            "object" => "A JSON object",
            "array" => "A JSON array",
            "boolean" => "A boolean",
            "number" => "A number",
            _ => "A text",
        };
        comment.push_str(&element(8, "returns", "", &format!("{kind}{}", words.adapted(rest))));
    }
    if function.docs.errors != "none." {
        comment.push_str(&element(8, "exception", " cref=\"BalenaException\"", &capital(&errors(function, words))));
    }
    if is_cancellable(function) {
        let ended = if function.shape == Shape::Call { CANCELLED.to_owned() } else { unbroken(ENDED) };
        comment.push_str(&element(8, "exception", " cref=\"System.OperationCanceledException\"", &ended));
    }
    let remarks: Vec<String> = paragraphs.chain([sent(request)]).collect();
    comment + &element(8, "remarks", "", &remarks.join(" "))
}

fn sent(request: &str) -> String {
    match request {
        "none." => "Makes no request.".to_owned(),
        request => format!("Sends {}.", unbroken(&format!("<c>{}</c>", escaped(&request.replace('`', ""))))),
    }
}

/// What a comment says of these parameters.
fn parameters_of<'f>(function: &Function, names: impl Iterator<Item = &'f str>, words: &Words) -> String {
    let mut text = String::new();
    for name in names {
        let what = function.docs.parameters.iter().find(|(documented, _)| documented == name);
        let name = format!(" name=\"{}\"", camel(name).trim_start_matches('@'));
        text.push_str(&element(8, "param", &name, &capital(&words.adapted(what.map_or("", |(_, what)| what)))));
    }
    text
}

fn errors(function: &Function, words: &Words) -> String {
    words.with_codes(&words.adapted(&function.docs.errors))
}

/// The words of the C documentation that are others in C#.
struct Words<'a> {
    sections: &'a [Section],
    codes: &'a [Code],
}

impl Words<'_> {
    /// The text as XML, with what stands between backticks as code or, where it is known, as a reference.
    fn adapted(&self, text: &str) -> String {
        self.translate(text, |_| None)
    }

    fn adapted_in(&self, function: &Function, text: &str) -> String {
        self.translate(text, |word| {
            let parameter = function.parameters.iter().find(|parameter| parameter.name == word)?;
            Some(format!("<paramref name=\"{}\"/>", camel(&parameter.name).trim_start_matches('@')))
        })
    }

    fn translate(&self, text: &str, parameter: impl Fn(&str) -> Option<String>) -> String {
        let mut xml = String::new();
        for (place, part) in text.split('`').enumerate() {
            if place % 2 == 0 {
                xml.push_str(&escaped(&replaced(part, |word| (word == "NULL").then(|| "null".to_owned()))));
            } else {
                let known = parameter(part).or_else(|| self.reference(part));
                xml.push_str(&unbroken(&known.unwrap_or_else(|| format!("<c>{}</c>", escaped(part)))));
            }
        }
        xml
    }

    /// A C function, or a field of the error document.
    fn reference(&self, word: &str) -> Option<String> {
        let field = ERROR_FIELDS.iter().find(|(field, _)| *field == word).map(|(_, place)| (*place).to_owned());
        let method = || {
            let mut all = self.sections.iter().flat_map(|section| section.functions.iter().map(move |f| (section, f)));
            let (section, function) = all.find(|(_, f)| f.c_name == word && f.shape != Shape::Special)?;
            Some(format!("{}Section.{}", pascal(&section.name), pascal(&function.name)))
        };
        Some(format!("<see cref=\"{}\"/>", field.or_else(method)?))
    }

    /// The names of codes as references.
    fn with_codes(&self, text: &str) -> String {
        let common = unbroken("the common ones, see <see cref=\"BalenaCode\"/>");
        replaced(&text.replace("the common ones", &common), |word| {
            let code = self.codes.iter().find(|code| code.name == word)?;
            Some(unbroken(&format!("<see cref=\"BalenaCode.{}\"/>", code_name(&code.name))))
        })
    }
}

/// `text` with each word for which there is another replaced by it.
fn replaced(text: &str, other: impl Fn(&str) -> Option<String>) -> String {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.find(|c| !is_letter(c)).unwrap_or(rest.len()));
        let (between, next) = after.split_at(after.find(is_letter).unwrap_or(after.len()));
        out.push_str(&other(word).unwrap_or_else(|| word.to_owned()));
        out.push_str(between);
        rest = next;
    }
    out
}

/// An XML element as a comment, its lines no longer than 120.
fn element(indent: usize, tag: &str, attributes: &str, content: &str) -> String {
    let lead = format!("{}///", " ".repeat(indent));
    let whole = format!("<{tag}{}>{content}</{tag}>", unbroken(attributes));
    let mut text = String::new();
    let mut line = lead.clone();
    for word in whole.split(' ') {
        if line.chars().count() + 1 + word.chars().count() > 120 && line != lead {
            let _ = writeln!(text, "{line}");
            line.clone_from(&lead);
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(text, "{line}");
    text.replace(UNBROKEN, " ")
}

/// Stands for a space at which no line is to be broken.
const UNBROKEN: char = '\u{a0}';

fn unbroken(text: &str) -> String {
    text.replace(' ', &UNBROKEN.to_string())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `is_logged_in` as `IsLoggedIn`.
fn pascal(name: &str) -> String {
    name.split('_').map(capital).collect()
}

/// `new_name` as `newName`.
fn camel(name: &str) -> String {
    let pascal = pascal(name);
    let name = pascal[..1].to_lowercase() + &pascal[1..];
    if KEYWORDS.contains(&name.as_str()) { format!("@{name}") } else { name }
}

/// `DEVICE_NOT_FOUND` as `DeviceNotFound`; .NET keeps acronyms of two letters in capitals.
fn code_name(name: &str) -> String {
    if name == "IO" { name.to_owned() } else { pascal(&name.to_lowercase()) }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[test]
fn every_kind_of_parameter_and_result_has_its_csharp() {
    let source = r#"
//! Devices.

/// Sets `is_on`, as `balena_device_read_all` shows it; never NULL & <odd>.
///
/// * `device_id`: id.
/// * `params`: text.
/// * `is_on`: on or off.
/// * `options`: JSON object, or NULL for none.
///
/// Result: number of devices.
/// Errors: DEVICE_NOT_FOUND, NOT_FOUND.
/// Request: POST /x
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_set(client: *const Client, device_id: i64, params: *const c_char, is_on: bool, options: *const c_char, out: *mut *mut c_char) -> Code {}

/// Reads.
///
/// Result: boolean.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_read_all(client: *const Client, out: *mut *mut c_char) -> Code {}

/// Its name.
///
/// * `kind`: kind, or NULL for any.
///
/// Result: text, or null when there is none.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_name(client: *const Client, kind: *const c_char, out: *mut *mut c_char) -> Code {}

/// Adds it.
///
/// Result: object, or null when it was there.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_add(client: *const Client, out: *mut *mut c_char) -> Code {}

/// Follows it.
///
/// What C gets.
///
/// * `options`: JSON object, or NULL for none.
/// * `callback`: function.
/// * `user_data`: pointer.
///
/// Result: null.
/// Errors: none.
/// Request: GET /x
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_follow(client: *const Client, options: *const c_char, callback: DocumentCallback, user_data: *mut c_void, out: *mut *mut c_char) -> Code {}

/// Walks it.
///
/// * `kind`: kind.
/// * `options`: JSON object, or NULL for none.
/// * `callback`: function.
/// * `user_data`: pointer.
///
/// Result: object with `count`.
/// Errors: NOT_FOUND.
/// Request: GET /x
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_for_each(client: *const Client, kind: *const c_char, options: *const c_char, callback: RowCallback, user_data: *mut c_void, out: *mut *mut c_char) -> Code {}

/// Fetches it.
///
/// * `options`: JSON object.
/// * `callback`: function, or NULL.
/// * `user_data`: pointer.
///
/// Result: object.
/// Errors: none.
/// Request: GET /x, with `id` POST /x
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_download(client: *const Client, options: *const c_char, callback: DataCallback, user_data: *mut c_void, out: *mut *mut c_char) -> Code {}
"#;
    let mut faults = Vec::new();
    let sections = [crate::api::section("device", source, &mut faults)];
    assert_eq!(faults, Vec::<String>::new());
    let code = |name: &str, number| Code { name: name.into(), number, docs: "Gone.".into() };
    let mut files = Files::new();
    write(&sections, &[code("NOT_FOUND", 300), code("DEVICE_NOT_FOUND", 302)], &mut files);
    let expected = [
        (
            "Device",
            "public long Set( long deviceId, string @params, bool isOn, string? options = null, CancellationToken cancellationToken = default)",
        ),
        ("Device", "fixed (byte* paramsUtf8 = Core.Utf8(@params, \"params\"))"),
        (
            "Device",
            "balena_device_set( call.Handle, deviceId, paramsUtf8, Core.Byte(isOn), optionsUtf8, out var result);",
        ),
        (
            "Device",
            "<summary>Sets <paramref name=\"isOn\"/>, as <see cref=\"DeviceSection.ReadAll\"/> shows it; never null &amp; &lt;odd&gt;.",
        ),
        ("Device", "<see cref=\"BalenaCode.DeviceNotFound\"/>, <see cref=\"BalenaCode.NotFound\"/>."),
        ("Device", "public bool ReadAll()"),
        ("Device", "<param name=\"kind\">Kind, or null for any.</param>"),
        ("Device", "public string? Name(string? kind)"),
        ("Device", "<returns>A JSON object, or null when it was there.</returns>"),
        ("Device", "public Document? Add()"),
        ("Device", "<summary>Follows it.</summary> <param name=\"options\">"),
        ("Device", "public Task Follow(Func<LogMessage, bool> callback, string? options = null)"),
        ("Device", "client.Handle, optionsUtf8, Subscription.Callback, subscription.Data, out var result);"),
        (
            "Device",
            "public Document ForEach( string kind, Func<string, bool> callback, string? options = null, CancellationToken cancellationToken = default)",
        ),
        ("Device", "call.Handle, kindUtf8, optionsUtf8, function.Pointer, function.Data, out var result);"),
        (
            "Device",
            "public IEnumerable<string> Enumerate( string kind, string? options = null, CancellationToken cancellationToken = default)",
        ),
        ("Device", "(callback, page, token) => ForEach(kind, callback, page, token), options, cancellationToken);"),
        ("Device", "<exception cref=\"BalenaException\">While it is enumerated: <see cref=\"BalenaCode.NotFound\"/>."),
        ("Device", "public IAsyncEnumerable<string> EnumerateAsync("),
        (
            "Device",
            "public Document Download( string options, PieceCallback? callback = null, CancellationToken cancellationToken = default)",
        ),
        ("Device", "<remarks>Sends <c>GET /x, with id POST /x</c>.</remarks>"),
        ("Native", "balena_device_set( ClientHandle client, long deviceId, byte* @params, byte isOn, byte*"),
        (
            "Device",
            "<exception cref=\"System.OperationCanceledException\"><paramref name=\"cancellationToken\"/> ended",
        ),
        ("BalenaCode", "DeviceNotFound = 302,"),
        ("BalenaCode", "<remarks>Any call may give INVALID_PARAMETER, FORKED"),
    ];
    for (name, part) in expected {
        // Lines are broken wherever they grow too long.
        let lines = files[&format!("{FOLDER}/{name}.cs")].replace("///", "");
        let text = lines.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(part), "{part} is not in {text}");
    }
}
