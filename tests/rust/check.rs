//! What the tests say often.

use balena::{Code, Document, Error, Options};

pub fn none() -> Options {
    Options::none()
}

pub fn options(text: &str) -> Options {
    Options::parse(text).unwrap()
}

pub fn code(result: Result<Document, Error>) -> Code {
    result.expect_err("the call should have failed").code()
}

pub fn text(document: &Document, pointer: &str) -> String {
    document.get(pointer).unwrap().as_str().to_owned()
}
