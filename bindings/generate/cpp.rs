//! What C++ gets: a header a section, whose methods each make one call through `bindings/cpp/balena/core.hpp`.

use std::fmt::Write as _;

use crate::api::{Code, Function, Kind, Outcome, Section, Shape};
use crate::{BANNER, Files};

pub const FOLDER: &str = "bindings/cpp/balena/generated";

/// The longest line of a comment.
const WIDTH: usize = 120;

/// What C++ keeps for itself, and so gets a trailing `_` as a name.
const KEYWORDS: &str = "\
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class \
    co_await co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype \
    default delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline int \
    long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public register \
    reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template \
    this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t \
    while xor xor_eq";

/// What the documentation says in the words of C, and how C++ says it.
const WORDS: &[(&str, &str)] = &[
    ("or NULL for none", "or empty for none"),
    ("is NULL, not UTF-8,", "holds a NUL byte, is not UTF-8,"),
    ("With BALENA_OK it gets", "It gets"),
    ("With another code it gets the error", "Last it may get the error"),
    ("It gives 0 to go on, and another number to end", "It gives true to go on, or nothing, and false to end"),
    ("It gives 0 to go on, and another number to stop", "It gives true to go on, or nothing, and false to stop"),
    (
        "It is called on the thread that makes the call and gives 0 to go on, and another number to end",
        "It is called on the thread that makes the call and gives true to go on, or nothing, and false to end",
    ),
    (
        "It may call this library, but not free the handle. The row is the library's, and gone when it returns",
        "It may call this library, but not destroy the client. What it throws ends the call, and comes out of it",
    ),
    (
        "It may call this library, but not free the handle. The data is gone when it returns",
        "It may call this library, but not destroy the client. What it throws ends the call, and comes out of it",
    ),
    (
        "function that gets the pieces, or NULL with `path`: after each it has been written",
        "function that gets the pieces (see Piece); with `path`, each once it has been written",
    ),
    ("how many there are in all, -1 where that is not known", "how many there are in all, where that is known"),
    ("Its document is the library's, and gone when it returns", "What it gets is gone when it returns, but for copies"),
];

pub fn write(sections: &[Section], codes: &[Code], files: &mut Files) {
    let with_calls: Vec<&Section> = sections.iter().filter(|section| calls(section).next().is_some()).collect();
    let words = Words { sections: &with_calls, codes };
    for section in &with_calls {
        files.insert(format!("{FOLDER}/{}.hpp", section.name), section_header(section, &words));
    }
    files.insert(format!("{FOLDER}/codes.hpp"), codes_header(&words));
    files.insert(format!("{FOLDER}/sections.hpp"), sections_header(&words));
}

fn calls(section: &Section) -> impl Iterator<Item = &Function> {
    section.functions.iter().filter(|function| function.shape != Shape::Special)
}

/// A header's text around its `body`, which stands in namespace balena.
fn header(name: &str, includes: &[String], body: &str) -> String {
    let guard = format!("BALENA_GENERATED_{}_HPP", name.to_uppercase());
    let (ours, standard): (Vec<&String>, _) = includes.iter().partition(|include| include.starts_with("balena/"));
    let block = |includes: &[&String]| -> String {
        let lines: String = includes.iter().map(|include| format!("#include <{include}>\n")).collect();
        if lines.is_empty() { lines } else { lines + "\n" }
    };
    let includes = block(&ours) + &block(&standard);
    let before = format!("// {BANNER}\n\n#ifndef {guard}\n#define {guard}\n\n{includes}namespace balena {{\n\n");
    format!("{before}{body}\n}}  // namespace balena\n\n#endif  // {guard}\n")
}

fn section_header(section: &Section, words: &Words) -> String {
    let class = class(&section.name);
    let accessor = identifier(&section.name);
    let mut body = comment("", &words.adapted(&section.docs));
    let reach = format!(
        "Reached as `client.{accessor}()`. It may be kept and copied for as long as the client's handle lives."
    );
    let _ = write!(body, "///\n{}", comment("", &reach));
    let _ = write!(
        body,
        "class {class} {{\n public:\n  explicit {class}(const balena_client *client) noexcept : client_(client) {{}}\n"
    );
    let mut includes = ["balena/core.hpp", "cstdint", "optional", "string", "string_view"].map(str::to_owned).to_vec();
    for function in calls(section) {
        let (needed, text): (&[&str], _) = match function.shape {
            Shape::Subscription => (&["balena/subscription.hpp", "future", "utility"], subscription(function, words)),
            Shape::Rows => (&["balena/rows.hpp", "utility"], rows(function, words)),
            Shape::Download => (&["balena/download.hpp", "utility"], download(function, words)),
            Shape::Call | Shape::Special => (&[], documentation(function, words) + &method(function)),
        };
        includes.extend(needed.iter().copied().map(str::to_owned));
        let _ = write!(body, "\n{text}");
    }
    includes.sort();
    includes.dedup();
    body.push_str("\n private:\n  const balena_client *client_;\n};\n");
    header(&section.name, &includes, &body)
}

fn method(function: &Function) -> String {
    let result = match function.outcome() {
        Outcome::Nothing => "void",
        Outcome::Boolean => "bool",
        Outcome::Number => "std::int64_t",
        Outcome::Text => "std::string",
        Outcome::MaybeText => "std::optional<std::string>",
        Outcome::Document => "Document",
        Outcome::MaybeDocument => "std::optional<Document>",
    };
    let (parameters, arguments) = taken(function);
    let head = listed(&format!("  {result} {}(", identifier(&function.name)), &parameters, ") const {");
    let call = listed(&format!("    return detail::call<{result}>("), &arguments, ");");
    format!("{head}\n{call}\n  }}\n")
}

/// The parameters of a method, and what it passes to C.
fn taken(function: &Function) -> (Vec<String>, Vec<String>) {
    let mut parameters = Vec::new();
    let mut arguments = vec![function.c_name.clone(), "client_".to_owned()];
    for parameter in function.inputs() {
        let name = identifier(&parameter.name);
        let (kind, argument) = match parameter.kind {
            Kind::Integer => ("std::int64_t", name.clone()),
            Kind::Double => ("double", name.clone()),
            Kind::Boolean => ("bool", name.clone()),
            Kind::MaybeText => {
                ("std::optional<std::string_view>", format!("detail::MaybeText(\"{}\", {name})", parameter.name))
            }
            _ => ("std::string_view", format!("detail::Text(\"{}\", {name})", parameter.name)),
        };
        parameters.push(format!("{kind} {name}"));
        arguments.push(argument);
    }
    if function.has_options() {
        parameters.push("std::string_view options = {}".to_owned());
        arguments.push("detail::Options(options)".to_owned());
    }
    (parameters, arguments)
}

/// The two forms of a function with a callback: with a function of the user's, and with a stream to wait for.
fn subscription(function: &Function, words: &Words) -> String {
    let name = identifier(&function.name);
    let (mut parameters, mut arguments) = taken(function);
    let stream_head = listed(&format!("  LogStream {name}("), &parameters, ") const {");
    let stream_call = listed("    return LogStream::begin(", &arguments, ");");
    let place = parameters.len() - usize::from(function.has_options());
    parameters.insert(place, "Callback callback".to_owned());
    arguments.insert(2, "std::move(callback)".to_owned());
    let head = listed(&format!("  std::future<void> {name}("), &parameters, ") const {");
    let call = listed("    return detail::subscribe(", &arguments, ");");
    let returned = "@return the end of the subscription, to be waited for. Its `get()` returns after an unsubscribe or when \
                    the function gave false; it throws what the function threw, the error that ended the subscription, \
                    or CANCELLED when the client was cancelled or destroyed. Nothing is awaited when it goes.";
    let mut text = documentation(function, words);
    let throws = text.find("  /// @throws").expect("errors are documented");
    text.insert_str(throws, &comment("  ", &words.adapted(returned)));
    let stream = format!(
        "The same as a stream: its lines and events are waited for, and it ends by itself alone. See LogStream. The \
         parameters and the errors are those of the other `{name}`."
    );
    format!(
        "{text}  template <class Callback, class = detail::IfTakesItems<Callback>>\n{head}\n{call}\n  }}\n\n\
         {}{stream_head}\n{stream_call}\n  }}\n",
        comment("  ", &stream)
    )
}

/// The two forms of a function that hands on rows: with a function of the user's, and as a range to go through.
fn rows(function: &Function, words: &Words) -> String {
    let name = identifier(&function.name);
    let (mut parameters, arguments) = taken(function);
    let range_head = listed(&format!("  Rows {name}("), &parameters, ") const {");
    // The options are those of each page.
    let mut ranged = arguments.clone();
    ranged.pop();
    ranged.insert(0, "options".to_owned());
    let range_call = listed("    return Rows::of(", &ranged, ");");
    parameters.insert(parameters.len() - 1, "Callback callback".to_owned());
    let mut passed = arguments;
    passed.insert(2, "std::move(callback)".to_owned());
    let head = listed(&format!("  Document {name}("), &parameters, ") const {");
    let call = listed("    return detail::for_each(", &passed, ");");
    let range = format!(
        "The same as a range to go through: a page is asked for when its first row is wanted. See Rows. The parameters are \
         those of the other `{name}`, and so are the errors, which come while it is gone through."
    );
    format!(
        "{}  template <class Callback, class = detail::IfTakesRows<Callback>>\n{head}\n{call}\n  }}\n\n\
         {}{range_head}\n{range_call}\n  }}\n",
        documentation(function, words),
        comment("  ", &range)
    )
}

/// The two forms of a download: with a function that gets the pieces, and without.
fn download(function: &Function, words: &Words) -> String {
    let name = identifier(&function.name);
    let (_, arguments) = taken(function);
    let mut passed = arguments.clone();
    passed.insert(2, "std::move(callback)".to_owned());
    let call = listed("    return detail::download(", &passed, ");");
    let mut alone = arguments;
    alone.extend(["nullptr", "nullptr"].map(str::to_owned));
    let call_alone = listed("    return detail::call<Document>(", &alone, ");");
    let without = format!(
        "The same without a function, to a file: `path` has to be given. The errors are those of the other `{name}`."
    );
    format!(
        "{}  template <class Callback, class = detail::IfTakesPieces<Callback>>\n  \
         Document {name}(std::string_view options, Callback callback) const {{\n{call}\n  }}\n\n\
         {}  Document {name}(std::string_view options) const {{\n{call_alone}\n  }}\n",
        documentation(function, words),
        comment("  ", &without)
    )
}

/// A list on one line, or where that gets too long on lines of its own.
fn listed(before: &str, items: &[String], after: &str) -> String {
    let line = format!("{before}{}{after}", items.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let indent = " ".repeat(before.len() - before.trim_start().len() + 4);
    format!("{before}\n{indent}{}{after}", items.join(&format!(",\n{indent}")))
}

fn documentation(function: &Function, words: &Words) -> String {
    let mut parts: Vec<String> = function.docs.text.split("\n\n").map(|part| words.adapted(&of_cpp(part))).collect();
    if function.asks() {
        parts.push(format!("Request: {}", function.docs.request));
    }
    let mut text: String = parts.iter().map(|part| comment("  ", part) + "  ///\n").collect();
    for (name, what) in function.docs.parameters.iter().filter(|(name, _)| name != "user_data") {
        let what = if function.may_be_null(name) { &what.replace("NULL", "std::nullopt") } else { what };
        text.push_str(&comment("  ", &format!("@param {} {}", identifier(name), words.adapted(what))));
    }
    if function.outcome() != Outcome::Nothing {
        let result = &function.docs.result;
        let result = if function.may_give_null() { &result.replace("or null", "or std::nullopt") } else { result };
        text.push_str(&comment("  ", &format!("@return {}", words.adapted(result))));
    }
    text.push_str(&comment("  ", &format!("@throws Error {}", words.adapted(&function.docs.errors))));
    text
}

/// A paragraph without its sentences of the last call in C: here the end is told otherwise.
fn of_cpp(paragraph: &str) -> String {
    let is_of_c = |sentence: &&str| sentence.contains("a NULL document") || sentence.contains("`user_data`");
    paragraph.split_inclusive(". ").filter(|sentence| !is_of_c(sentence)).collect()
}

/// The codes in lower case, as std::errc has its own: names in capitals meet other people's macros.
fn codes_header(words: &Words) -> String {
    let mut body = comment(
        "",
        "Says whether a call worked and, if not, why. A later library may give a number that is not listed here.",
    );
    body.push_str("enum class Code : std::int32_t {\n");
    for code in words.codes {
        body.push_str(&comment("  ", &words.adapted(&code.docs)));
        let _ = writeln!(body, "  {} = {},", identifier(&code.name.to_lowercase()), code.number);
    }
    body.push_str("};\n");
    header("codes", &["cstdint".to_owned()], &body)
}

/// What a client inherits, so that it need not be edited for a new section.
fn sections_header(words: &Words) -> String {
    let mut body = comment("", "A handle and the sections of functions that are reached through it.");
    body.push_str("class Sections {\n public:\n");
    for Section { name, docs, .. } in words.sections {
        let accessor = identifier(name);
        body.push_str(&comment("  ", &words.adapted(docs)));
        let _ = writeln!(body, "  {0} {accessor}() const noexcept {{ return {0}(handle_.get()); }}\n", class(name));
    }
    body.push_str(
        " protected:\n  explicit Sections(detail::OwnedClient handle) noexcept : handle_(std::move(handle)) {}\n",
    );
    body.push_str("\n  const balena_client *handle() const noexcept { return handle_.get(); }\n");
    body.push_str("\n private:\n  detail::OwnedClient handle_;\n};\n");
    let mut includes: Vec<String> = words.sections.iter().map(|s| format!("balena/generated/{}.hpp", s.name)).collect();
    includes.extend(["balena/owned.hpp".to_owned(), "utility".to_owned()]);
    header("sections", &includes, &body)
}

/// `os_update` is `OsUpdate`.
fn class(section: &str) -> String {
    let capitalized = |word: &str| word[..1].to_uppercase() + &word[1..];
    section.split('_').map(capitalized).collect()
}

fn identifier(name: &str) -> String {
    if KEYWORDS.split(' ').any(|keyword| keyword == name) { format!("{name}_") } else { name.to_owned() }
}

/// The text as lines of comment.
fn comment(indent: &str, text: &str) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let length = indent.len() + "/// ".len() + line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && length > WIDTH {
            let _ = writeln!(lines, "{indent}/// {line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let _ = writeln!(lines, "{indent}/// {line}");
    lines
}

/// Turns the words of C into those of C++.
struct Words<'a> {
    sections: &'a [&'a Section],
    codes: &'a [Code],
}

impl Words<'_> {
    fn adapted(&self, text: &str) -> String {
        let text = WORDS.iter().fold(text.to_owned(), |text, (c, cpp)| text.replace(c, cpp));
        let mut adapted = String::new();
        let mut rest = text.as_str();
        // Names are replaced whole, so that one that begins another does no harm.
        while let Some(start) = rest.find(|c: char| c.is_ascii_alphabetic()) {
            let length = rest[start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let end = length.map_or(rest.len(), |length| start + length);
            adapted.push_str(&rest[..start]);
            // What stands in quotes is data.
            match adapted.ends_with('"') {
                true => adapted.push_str(&rest[start..end]),
                false => adapted.push_str(&self.name(&rest[start..end])),
            }
            rest = &rest[end..];
        }
        adapted + rest
    }

    fn name(&self, word: &str) -> String {
        if self.codes.iter().any(|code| code.name == word) {
            return format!("Code::{}", identifier(&word.to_lowercase()));
        }
        for section in self.sections {
            if let Some(function) = calls(section).find(|function| function.c_name == word) {
                return format!("{}::{}", class(&section.name), identifier(&function.name));
            }
        }
        word.to_owned()
    }
}

/// What is written of the section of tags that `source` is.
fn written_of(source: &str, codes: &[Code]) -> Files {
    let mut faults = Vec::new();
    let section = crate::api::section("tag", source, &mut faults);
    assert_eq!(faults, Vec::<String>::new());
    let mut files = Files::new();
    write(&[section], codes, &mut files);
    files
}

/// A section as the ABI may come to have them: keywords as names, numbers, flags, another function in the text.
#[test]
fn a_method_says_in_cpp_what_the_function_says_in_c() {
    let source = r#"//! Tags.
/// Makes one, as `balena_tag_new` does.
///
/// * `default`: text.
/// * `id`: row id.
/// * `force`: flag.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: number of tags.
/// Errors: NOT_FOUND, the common ones.
/// Request: POST /v7/tag
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_tag_new(client: *const Client, default: *const c_char, id: i64, force: bool, options: *const c_char, out: *mut *mut c_char) -> Code {}
/// Its name.
///
/// * `kind`: kind, or NULL for any.
///
/// Result: text, or null when there is none.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_tag_name(client: *const Client, kind: *const c_char, out: *mut *mut c_char) -> Code {}
/// Adds it.
///
/// Result: object, or null when it was there.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_tag_add(client: *const Client, out: *mut *mut c_char) -> Code {}
"#;
    let files = written_of(source, &[Code { name: "NOT_FOUND".into(), number: 300, docs: "There is none.".into() }]);
    let header = &files["bindings/cpp/balena/generated/tag.hpp"];
    for expected in [
        "class Tag {",
        "  /// Makes one, as `Tag::new_` does.\n  ///\n  /// Request: POST /v7/tag\n  ///\n  /// @param default_ text.\n",
        "  /// @param options JSON object, or empty for none: `timeout_ms`.\n  /// @return number of tags.\n",
        "  /// @throws Error Code::not_found, the common ones.\n",
        "  std::int64_t new_(std::string_view default_, std::int64_t id, bool force, std::string_view options = {}) const {\n",
        "  /// @param kind kind, or std::nullopt for any.\n",
        "  std::optional<std::string> name(std::optional<std::string_view> kind) const {\n",
        "client_, detail::MaybeText(\"kind\", kind));\n",
        "  /// @return object, or std::nullopt when it was there.\n",
        "  std::optional<Document> add() const {\n",
        "        detail::Text(\"default\", default_),\n        id,\n        force,\n        detail::Options(options));\n",
    ] {
        assert!(header.contains(expected), "{expected}\nis not in\n{header}");
    }
    assert!(files["bindings/cpp/balena/generated/codes.hpp"].contains("  /// There is none.\n  not_found = 300,\n"));
    assert!(files["bindings/cpp/balena/generated/sections.hpp"].contains("  Tag tag() const noexcept {"));
}

#[test]
fn a_function_with_a_callback_has_two_forms() {
    let source = r#"//! Tags.
/// Follows them. With BALENA_OK it gets a tag. Last it is called with a NULL document. It may be slow.
///
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
/// * `callback`: function. It gives 0 to go on, and another number to end it.
/// * `user_data`: pointer, or NULL.
///
/// Result: null.
/// Errors: IO.
/// Request: GET /v7/tag
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_tag_follow(client: *const Client, options: *const c_char, callback: DocumentCallback, user_data: *mut c_void, out: *mut *mut c_char) -> Code {}
"#;
    let files = written_of(source, &[]);
    let header = &files["bindings/cpp/balena/generated/tag.hpp"];
    for expected in [
        "#include <balena/subscription.hpp>\n\n#include <cstdint>\n#include <future>\n",
        "  /// Follows them. It gets a tag. It may be slow.\n",
        "  /// @param callback function. It gives true to go on, or nothing, and false to end it.\n  /// @return the end",
        "  std::future<void> follow(Callback callback, std::string_view options = {}) const {\n",
        "    return detail::subscribe(balena_tag_follow, client_, std::move(callback), detail::Options(options));\n",
        "  LogStream follow(std::string_view options = {}) const {\n",
        "    return LogStream::begin(balena_tag_follow, client_, detail::Options(options));\n",
    ] {
        assert!(header.contains(expected), "{expected}\nis not in\n{header}");
    }
    assert!(!header.contains("user_data"));
}

#[test]
fn a_function_that_hands_on_rows_has_two_forms() {
    let source = r#"//! Tags.
/// Hands all tags to a function.
///
/// * `application`: id.
/// * `options`: JSON object, or NULL for none: `pages`.
/// * `callback`: function that gets each. It gives 0 to go on, and another number to stop. It may call this library, but not free the handle. The row is the library's, and gone when it returns.
/// * `user_data`: pointer that the function gets, or NULL.
///
/// Result: object with `count`.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/tag
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_tag_for_each(client: *const Client, application: *const c_char, options: *const c_char, callback: RowCallback, user_data: *mut c_void, out: *mut *mut c_char) -> Code {}
"#;
    let files = written_of(source, &[]);
    let header = &files["bindings/cpp/balena/generated/tag.hpp"];
    for expected in [
        "#include <balena/core.hpp>\n#include <balena/rows.hpp>\n",
        "  /// @param callback function that gets each. It gives true to go on, or nothing, and false to stop. It may call \
         this\n  /// library, but not destroy the client. What it throws ends the call, and comes out of it.\n",
        "  template <class Callback, class = detail::IfTakesRows<Callback>>\n  \
         Document for_each(std::string_view application, Callback callback, std::string_view options = {}) const {\n",
        "    return detail::for_each(\n        balena_tag_for_each,\n        client_,\n        std::move(callback),\n",
        "  Rows for_each(std::string_view application, std::string_view options = {}) const {\n    \
         return Rows::of(options, balena_tag_for_each, client_, detail::Text(\"application\", application));\n",
    ] {
        assert!(header.contains(expected), "{expected}\nis not in\n{header}");
    }
    assert!(!header.contains("user_data"));
}

#[test]
fn a_download_has_two_forms() {
    let source = r#"//! Tags.
/// Downloads them.
///
/// * `options`: JSON object with `path`.
/// * `callback`: function that gets the pieces, or NULL with `path`: after each it has been written. It is called on the thread that makes the call and gives 0 to go on, and another number to end it. It may call this library, but not free the handle. The data is gone when it returns.
/// * `user_data`: pointer that the function gets, or NULL.
///
/// Result: object with `length`.
/// Errors: IO.
/// Request: GET /download
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_tag_download(client: *const Client, options: *const c_char, callback: DataCallback, user_data: *mut c_void, out: *mut *mut c_char) -> Code {}
"#;
    let files = written_of(source, &[]);
    let header = &files["bindings/cpp/balena/generated/tag.hpp"];
    for expected in [
        "#include <balena/core.hpp>\n#include <balena/download.hpp>\n",
        "  /// @param callback function that gets the pieces (see Piece); with `path`, each once it has been written. It \
         is\n  /// called on the thread that makes the call and gives true to go on, or nothing, and false to end it.",
        "  template <class Callback, class = detail::IfTakesPieces<Callback>>\n  \
         Document download(std::string_view options, Callback callback) const {\n    \
         return detail::download(balena_tag_download, client_, std::move(callback), detail::Options(options));\n",
        "  Document download(std::string_view options) const {\n    \
         return detail::call<Document>(balena_tag_download, client_, detail::Options(options), nullptr, nullptr);\n",
    ] {
        assert!(header.contains(expected), "{expected}\nis not in\n{header}");
    }
    assert!(!header.contains("user_data"));
}

#[test]
fn no_comment_speaks_of_c() {
    for (path, text) in crate::written().iter().filter(|(path, _)| path.starts_with(FOLDER)) {
        for line in text.lines().filter(|line| line.trim_start().starts_with("///")) {
            assert!(!line.contains("NULL") && !line.contains("`balena_"), "{path}: {line}");
        }
    }
}
