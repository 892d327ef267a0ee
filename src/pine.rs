//! OData as the service speaks it: what a function asks for becomes a URL, and the rows of the answer are cut out of
//! the buffer that they came in.

use std::fmt::{self, Write as _};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::client::Call;
use crate::document::{Document, ROOM_BEFORE};
use crate::error::{Code, Error};
use crate::http::{Method, Response};
use crate::options::{Options, TIMEOUT, invalid};

/// The options of a function that reads many rows.
pub(crate) const ROWS: &[&str] = &["$select", "$filter", "$expand", "$orderby", "$top", "$skip", "@*", TIMEOUT];
/// The options of a function that reads one row.
pub(crate) const ROW: &[&str] = &["$select", "$expand", TIMEOUT];

/// What stands between quotes travels encoded but for these.
const DATA: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Structure travels literally; these would end the option, the query or the URL, or be read as something else.
const STRUCTURE: &AsciiSet =
    &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'+').add(b'<').add(b'>');

/// How deep an answer may be nested.
const DEPTH: usize = 128;

/// A text as an OData literal: in quotes, encoded.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", utf8_percent_encode(&text.replace('\'', "''"), DATA))
}

/// A resource of the service, one row of it, or some of its rows.
pub(crate) struct Resource {
    name: &'static str,
    key: String,
    filters: Vec<String>,
    options: Vec<(String, String)>,
}

impl Resource {
    pub fn all(name: &'static str) -> Self {
        Resource { name, key: String::new(), filters: Vec::new(), options: Vec::new() }
    }

    pub fn by_id(name: &'static str, id: i64) -> Self {
        Resource { key: format!("({id})"), ..Self::all(name) }
    }

    pub fn by_key(name: &'static str, field: &str, value: &str) -> Self {
        Resource { key: format!("({field}={})", quoted(value)), ..Self::all(name) }
    }

    /// Adds a condition, in encoded form.
    pub fn filter(mut self, condition: impl Into<String>) -> Self {
        self.filters.push(condition.into());
        self
    }

    pub fn select(self, fields: &str) -> Self {
        self.option("$select", fields)
    }

    pub fn expand(self, fields: &str) -> Self {
        self.option("$expand", fields)
    }

    pub fn orderby(self, fields: &str) -> Self {
        self.option("$orderby", fields)
    }

    pub fn top(self, count: u32) -> Self {
        self.option("$top", &count.to_string())
    }

    fn option(mut self, name: &str, value: &str) -> Self {
        self.options.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds what the user asks for: a filter joins this one's, expansions come on top, the rest goes before its own.
    pub fn with(mut self, options: &Options) -> Result<Self, Error> {
        for (key, value) in options.iter().filter(|(_, value)| !value.is_null()) {
            match key {
                "$filter" => self.filters.push(structure(key, value)?),
                "$expand" => {
                    let added = structure(key, value)?;
                    match self.options.iter_mut().find(|(name, _)| name == key) {
                        Some((_, own)) => *own = format!("{own},{added}"),
                        None => self.options.push((key.to_owned(), added)),
                    }
                }
                "$select" | "$orderby" | "$top" | "$skip" => {
                    let text = match key {
                        "$top" | "$skip" => count(key, value)?,
                        _ => structure(key, value)?,
                    };
                    self.options.retain(|(name, _)| name != key);
                    self.options.push((key.to_owned(), text));
                }
                _ if key.starts_with('@') => self.options.push((parameter(key)?.to_owned(), literal(key, value)?)),
                _ => {}
            }
        }
        Ok(self)
    }

    /// Path and query below the API's root.
    fn target(&self, version: &str) -> String {
        let mut target = format!("{version}/{}{}", self.name, self.key);
        let filter = match &self.filters[..] {
            [] => None,
            [one] => Some(one.clone()),
            many => Some(many.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join("%20and%20")),
        };
        let filter = filter.map(|filter| ("$filter".to_owned(), filter));
        for (place, (name, value)) in filter.iter().chain(&self.options).enumerate() {
            let _ = write!(target, "{}{name}={value}", if place == 0 { '?' } else { '&' });
        }
        target
    }
}

/// Lists of fields and conditions: structure literally, data between quotes encoded.
fn structure(key: &str, value: &Value) -> Result<String, Error> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if key != "$filter" => {
            let items: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            items.ok_or_else(|| invalid(key, "is an array of something else than texts"))?.join(",")
        }
        _ if key == "$filter" => return Err(invalid(key, "is not a text")),
        _ => return Err(invalid(key, "is neither a text nor an array of texts")),
    };
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        return Err(invalid(key, "is empty or holds a control character"));
    }
    // Every second part stood between quotes; a doubled quote makes an empty part between two of those.
    let parts: Vec<&str> = text.split('\'').collect();
    if parts.len().is_multiple_of(2) {
        return Err(invalid(key, "has a quote that is not closed"));
    }
    let mut encoded = String::with_capacity(text.len());
    for (place, part) in parts.iter().enumerate() {
        let doubled = place % 2 == 0 && part.is_empty() && place != 0 && place != parts.len() - 1;
        match (place % 2, doubled) {
            (1, _) => encoded.extend(utf8_percent_encode(part, DATA)),
            (_, true) => encoded.push_str("%27%27"),
            (_, false) => {
                if place != 0 {
                    encoded.push('\'');
                }
                encoded.extend(utf8_percent_encode(part, STRUCTURE));
                if place != parts.len() - 1 {
                    encoded.push('\'');
                }
            }
        }
    }
    Ok(encoded)
}

fn count(key: &str, value: &Value) -> Result<String, Error> {
    value.as_u64().map(|count| count.to_string()).ok_or_else(|| invalid(key, "is not a whole number from 0 on"))
}

fn parameter(key: &str) -> Result<&str, Error> {
    let name = key.strip_prefix('@').unwrap_or_default();
    let mut bytes = name.bytes();
    let sound = bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if sound { Ok(key) } else { Err(invalid("@", "is followed by something else than letters, digits and _")) }
}

fn literal(key: &str, value: &Value) -> Result<String, Error> {
    match value {
        Value::String(text) => Ok(quoted(text)),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(truth) => Ok(truth.to_string()),
        _ => Err(invalid(key, "is neither a text, a number nor a boolean")),
    }
}

impl Call<'_> {
    /// Reads the rows of `resource`.
    pub fn rows(&self, resource: &Resource) -> Result<Rows, Error> {
        let target = resource.target(self.api_version());
        let response = self.send(Method::Get, &target, None)?;
        let rows = Rows::cut(response).map_err(|error| error.with_request(self.describe(Method::Get, &target)))?;
        if rows.is_empty() {
            self.confirm()?;
        }
        Ok(rows)
    }

    /// The rows of `resource` as the server sent them.
    pub fn list(&self, resource: &Resource) -> Result<Document, Error> {
        self.rows(resource).map(Rows::into_array)
    }

    /// Creates a row and gives it back as the server made it.
    pub fn create(&self, resource: &'static str, body: &Value) -> Result<Document, Error> {
        let target = Resource::all(resource).target(self.api_version());
        let response = self.send(Method::Post, &target, Some(body))?;
        object(response).map_err(|error| error.with_request(self.describe(Method::Post, &target)))
    }

    /// Changes the row with this id.
    pub fn update(&self, resource: &'static str, id: i64, body: &Value) -> Result<(), Error> {
        let target = Resource::by_id(resource, id).target(self.api_version());
        self.send(Method::Patch, &target, Some(body)).map(drop)
    }

    /// The same where there may be none: to a write that matches nothing the server answers 200. `what` is what it is.
    pub fn update_existing(&self, resource: &'static str, id: i64, body: &Value, what: &str) -> Result<(), Error> {
        if self.rows(&Resource::by_id(resource, id).select("id"))?.is_empty() {
            return Err(Error::new(Code::NOT_FOUND, format!("There is no {what} {id}.")));
        }
        self.update(resource, id, body)
    }

    /// Changes the rows that fulfil a condition, which is in encoded form and not empty.
    pub fn update_where(&self, resource: &'static str, condition: &str, body: &Value) -> Result<(), Error> {
        let target = Resource::all(resource).filter(condition).target(self.api_version());
        self.send(Method::Patch, &target, Some(body)).map(drop)
    }

    /// Changes the rows with these ids.
    pub fn update_many(&self, resource: &'static str, ids: &[i64], body: &Value) -> Result<(), Error> {
        self.update_where(resource, &among(ids)?, body)
    }

    /// Removes the row with this id.
    pub fn delete(&self, resource: &'static str, id: i64) -> Result<(), Error> {
        let target = Resource::by_id(resource, id).target(self.api_version());
        self.send(Method::Delete, &target, None).map(drop)
    }

    /// Removes the rows that fulfil a condition, which is in encoded form and not empty.
    pub fn delete_where(&self, resource: &'static str, condition: &str) -> Result<(), Error> {
        let target = Resource::all(resource).filter(condition).target(self.api_version());
        self.send(Method::Delete, &target, None).map(drop)
    }

    /// Removes the rows with these ids.
    pub fn delete_many(&self, resource: &'static str, ids: &[i64]) -> Result<(), Error> {
        self.delete_where(resource, &among(ids)?)
    }
}

/// The condition of a write to the rows with these ids. One without any would reach every row.
fn among(ids: &[i64]) -> Result<String, Error> {
    if ids.is_empty() {
        return Err(Error::invalid_parameter("ids", "is empty"));
    }
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    Ok(format!("id%20in%20({})", ids.join(",")))
}

/// The rows of an answer, in the buffer that they came in.
pub(crate) struct Rows {
    buffer: String,
    /// From the first row's first byte to the last row's last.
    span: Option<(usize, usize)>,
    /// Behind the first row.
    first_end: usize,
    count: usize,
}

impl Rows {
    fn cut(response: Response) -> Result<Self, Error> {
        let status = response.status;
        let buffer = utf8(response)?;
        let body = &buffer[ROOM_BEFORE..];
        let mut seen = Seen { body, span: None, first_end: 0, count: 0 };
        let mut deserializer = serde_json::Deserializer::from_str(body);
        let envelope = Envelope(&mut seen).deserialize(&mut deserializer).and_then(|()| deserializer.end());
        envelope.map_err(|error| misread(status, body, &error))?;
        let Seen { span, first_end, count, .. } = seen;
        let (span, first_end) =
            (span.map(|(from, to)| (from + ROOM_BEFORE, to + ROOM_BEFORE)), first_end + ROOM_BEFORE);
        Ok(Rows { buffer, span, first_end, count })
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub fn len(&self) -> usize {
        self.count
    }

    /// All rows, as the array that the server sent.
    fn into_array(self) -> Document {
        match self.array() {
            Some((open, close)) => Document::inside(self.buffer, open..close),
            None => Document::of(&[(); 0]),
        }
    }

    /// From bracket to bracket. Only white space stands between them and the outer rows: the array was parsed.
    fn array(&self) -> Option<(usize, usize)> {
        let (from, to) = self.span?;
        let open = self.buffer[..from].rfind('[')?;
        let close = self.buffer[to..].find(']')?;
        Some((open, to + close + 1))
    }

    /// The first row.
    pub fn into_first(self) -> Option<Document> {
        let (from, _) = self.span?;
        Some(Document::inside(self.buffer, from..self.first_end))
    }

    /// The first row, read.
    pub fn read_first<'a, T: Deserialize<'a>>(&'a self) -> Result<Option<T>, Error> {
        let Some((from, _)) = self.span else { return Ok(None) };
        serde_json::from_str(&self.buffer[from..self.first_end]).map(Some).map_err(|error| lacking(&error))
    }

    /// All rows, read.
    pub fn read<'a, T: Deserialize<'a>>(&'a self) -> Result<Vec<T>, Error> {
        let Some((open, close)) = self.array() else { return Ok(Vec::new()) };
        serde_json::from_str(&self.buffer[open..close]).map_err(|error| lacking(&error))
    }
}

fn lacking(error: &serde_json::Error) -> Error {
    Error::new(Code::DECODE, "A row of the answer lacks what was asked for.").caused_by_json(error)
}

/// The row's id, which every lookup selects.
#[derive(serde::Deserialize)]
pub(crate) struct Id {
    pub id: i64,
}

/// An answer that is one JSON object.
pub(crate) fn object(response: Response) -> Result<Document, Error> {
    document(response, '{', "an object")
}

/// An answer that is one JSON array.
pub(crate) fn array(response: Response) -> Result<Document, Error> {
    document(response, '[', "an array")
}

fn document(response: Response, bracket: char, what: &str) -> Result<Document, Error> {
    let status = response.status;
    let buffer = utf8(response)?;
    let body = &buffer[ROOM_BEFORE..];
    let value: &RawValue = serde_json::from_str(body).map_err(|error| misread(status, body, &error))?;
    let text = value.get();
    if !text.starts_with(bracket) {
        return Err(undecodable(status, format!("The answer is not {what}.")));
    }
    if too_deep(text) {
        return Err(undecodable(status, format!("The answer is nested deeper than {DEPTH}.")));
    }
    let from = ROOM_BEFORE + offset(body, text);
    let to = from + text.len();
    Ok(Document::inside(buffer, from..to))
}

fn utf8(response: Response) -> Result<String, Error> {
    String::from_utf8(response.buffer).map_err(|error| {
        let offset = error.utf8_error().valid_up_to() - ROOM_BEFORE;
        undecodable(response.status, format!("The answer is not UTF-8 at byte {offset}."))
    })
}

fn undecodable(status: u16, message: String) -> Error {
    Error::new(Code::DECODE, message).with_http_status(status)
}

fn misread(status: u16, body: &str, error: &serde_json::Error) -> Error {
    let lines_before: usize = body.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let offset = lines_before + error.column().saturating_sub(1);
    undecodable(status, format!("The answer is not what this route sends, at byte {offset}.")).caused_by_json(error)
}

/// Where `part`, a slice of `whole`, begins in it.
fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

/// True when brackets are nested deeper than is allowed. Most rows have too few of them to need a closer look.
fn too_deep(json: &str) -> bool {
    let allowed = DEPTH - 2;
    if memchr::memchr2_iter(b'[', b'{', json.as_bytes()).take(allowed + 1).count() <= allowed {
        return false;
    }
    let (mut depth, mut in_text, mut escaped) = (0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_text,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                if depth > allowed {
                    return true;
                }
            }
            b']' | b'}' if !in_text => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Where the rows are, found while the whole is validated.
struct Seen<'b> {
    body: &'b str,
    span: Option<(usize, usize)>,
    first_end: usize,
    count: usize,
}

/// `{"d": […]}`
struct Envelope<'s, 'b>(&'s mut Seen<'b>);

impl<'a> DeserializeSeed<'a> for Envelope<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Envelope<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with the rows in d")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<String>()? {
            if key == "d" && !found {
                found = true;
                map.next_value_seed(Elements(self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if found { Ok(()) } else { Err(serde::de::Error::missing_field("d")) }
    }
}

/// `[…]`
struct Elements<'s, 'b>(&'s mut Seen<'b>);

impl<'a> DeserializeSeed<'a> for Elements<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'a> Visitor<'a> for Elements<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of rows")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<(), A::Error> {
        let seen = self.0;
        while let Some(row) = elements.next_element::<&RawValue>()? {
            let text = row.get();
            if !text.starts_with('{') {
                return Err(serde::de::Error::custom("a row is not an object"));
            }
            if too_deep(text) {
                return Err(serde::de::Error::custom(format_args!("nested deeper than {DEPTH}")));
            }
            let from = offset(seen.body, text);
            let to = from + text.len();
            match &mut seen.span {
                Some((_, end)) => *end = to,
                None => {
                    seen.span = Some((from, to));
                    seen.first_end = to;
                }
            }
            seen.count += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str) -> String {
        structure("$filter", &Value::from(text)).unwrap()
    }

    #[test]
    fn structure_travels_literally_and_data_encoded() {
        assert_eq!(encoded("a/any(d:d/id eq 7)"), "a/any(d:d/id%20eq%207)");
        assert_eq!(encoded("name eq 'a&b #1/2+3'"), "name%20eq%20'a%26b%20%231%2F2%2B3'");
        assert_eq!(encoded("name eq 'O''Brien'"), "name%20eq%20'O%27%27Brien'");
        assert_eq!(encoded("name eq '' or x eq ''''"), "name%20eq%20''%20or%20x%20eq%20'%27%27'");
        assert_eq!(encoded("a eq 1&$filter=b#c"), "a%20eq%201%26$filter=b%23c");
        assert_eq!(encoded("name eq '%27'"), "name%20eq%20'%2527'");
        assert_eq!(quoted("é'"), "'%C3%A9%27%27'");
    }

    #[test]
    fn a_users_filter_joins_the_functions_own() {
        let options = Options::parse(r#"{"$filter":"b eq 2 or c eq 3","$orderby":["d","e desc"],"$top":0}"#).unwrap();
        let resource = Resource::all("device").filter("a%20eq%201").orderby("x").with(&options).unwrap();
        assert_eq!(
            resource.target("v7"),
            "v7/device?$filter=(a%20eq%201)%20and%20(b%20eq%202%20or%20c%20eq%203)&$orderby=d,e%20desc&$top=0"
        );
    }

    #[test]
    fn a_write_names_its_rows() {
        assert_eq!(among(&[7, 12]).unwrap(), "id%20in%20(7,12)");
        assert_eq!(among(&[]).unwrap_err().code(), Code::INVALID_PARAMETER);
    }

    fn cut(body: &str) -> Result<Rows, Error> {
        let mut buffer = Document::buffer(body.len());
        buffer.extend_from_slice(body.as_bytes());
        Rows::cut(Response { status: 200, buffer })
    }

    #[test]
    fn rows_pass_unharmed() {
        let rows = r#"[ {"a":1e400,"a":9007199254740993,"s":"\ud800 ]}"} ,{"b":[[]]}]"#;
        let body = format!(r#" {{"x":[1], "d" : {rows} , "y":2}} "#);
        assert_eq!(cut(&body).unwrap().into_array().as_str(), rows);
        assert_eq!(cut(&body).unwrap().len(), 2);
        let first = cut(&body).unwrap().into_first().unwrap();
        assert_eq!(first.as_str(), r#"{"a":1e400,"a":9007199254740993,"s":"\ud800 ]}"}"#);
        assert_eq!(cut(r#"{"d":[ ]}"#).unwrap().into_array().as_str(), "[]");
    }

    #[test]
    fn what_is_no_list_of_rows_is_refused() {
        let deep = |levels: usize| format!(r#"{{"d":[{{"a":{}{}}}]}}"#, "[".repeat(levels), "]".repeat(levels));
        assert!(cut(&deep(DEPTH - 3)).is_ok());
        let flat = format!(r#"{{"d":[{{"a":[{}1]}}]}}"#, "[],".repeat(1000));
        assert!(cut(&flat).is_ok());
        let bodies =
            ["", "{", r#"{"d":7}"#, r#"{"e":[]}"#, r#"{"d":[1]}"#, r#"{"d":[]} x"#, "<html>", &deep(DEPTH - 2)];
        for body in bodies {
            let error = cut(body).err().unwrap();
            assert_eq!(error.code(), Code::DECODE, "{body}");
            assert_eq!(error.http_status(), Some(200));
        }
    }
}
