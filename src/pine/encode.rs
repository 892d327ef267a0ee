//! Texts of a URL: the server takes an OData URL apart before it decodes it, so structure travels literally and data
//! encoded, inside its quotes.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands between quotes travels encoded but for these.
pub(super) const DATA: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Structure travels literally; these would end the option, the query or the URL, or be read as something else.
pub(super) const STRUCTURE: &AsciiSet =
    &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'+').add(b'<').add(b'>');

/// A text as an OData literal: in quotes, encoded.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", utf8_percent_encode(&text.replace('\'', "''"), DATA))
}
