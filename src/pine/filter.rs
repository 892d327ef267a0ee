//! Conditions as objects, in the language of balena's own client for JavaScript (pinejs-client-core):
//! `{"device_name": {"$startswith": "gate"}, "is_online": true}`.
//!
//! It differs from that client where the client would send something else than was meant, and takes these literally:
//! * a `$filter` that is a text is OData, at any depth, and not a text to compare with;
//! * the text of `$raw` is not encoded yet, its quotes and brackets have to be closed, and a `$1` within quotes stays;
//! * a number has no exponent and keeps all of its digits, and a null among the operands of a function is `null`;
//! * the `/` in the path of a field is not encoded.
//!
//! It refuses what the client sends although the server can't read it, or would read it as something else: an empty
//! object, a comparison without a left side, a name that is none, a member that `$any` or `$duration` does not know.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::options::invalid;
use crate::pine::encode::{is_name, literal, path, structure};

/// A condition in pieces: operands and, between them, operators. How they are joined decides about brackets.
type Pieces = Vec<String>;

const AND: &str = "%20and%20";
const OR: &str = "%20or%20";
const EQUALS: &str = "%20eq%20";

/// A condition, encoded.
pub(super) fn filter(key: &str, value: &Value) -> Result<String, Error> {
    Language { key, in_lambda: false }.filter(value)
}

/// `path/$count`, of those rows alone that a `$filter` in `what` picks.
pub(super) fn counted(key: &str, path: &str, what: &Value) -> Result<String, Error> {
    Language { key, in_lambda: false }.counted(path, what)
}

/// The condition that the row with this natural key fulfils. Its values are no objects or arrays.
pub(crate) fn natural_key(fields: &Map<String, Value>) -> Result<String, Error> {
    Ok(join(Language { key: "natural_key", in_lambda: false }.members(fields, None)?, AND).concat())
}

/// True for what is no condition at all.
pub(crate) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

#[derive(Clone, Copy)]
struct Language<'k> {
    /// The option that errors name.
    key: &'k str,
    /// Within `$any` and `$all` a field is reached through another.
    in_lambda: bool,
}

impl Language<'_> {
    fn filter(self, value: &Value) -> Result<String, Error> {
        match value {
            Value::String(text) => structure(self.key, text, &[]),
            Value::Array(_) | Value::Object(_) => Ok(self.condition(value, None, None)?.concat()),
            _ => Err(self.invalid("is neither a text, an object nor an array")),
        }
    }

    fn counted(self, path: &str, what: &Value) -> Result<String, Error> {
        let options = self.object("$count", what, &["$filter"])?;
        match options.get("$filter") {
            None => Ok(format!("{path}/$count")),
            Some(condition) => Ok(format!("{path}/$count($filter={})", self.filter(condition)?)),
        }
    }

    /// What `value` demands, of the field at `path` where there is one.
    fn condition(self, value: &Value, path: Option<&str>, joint: Option<&str>) -> Result<Pieces, Error> {
        match value {
            Value::Array(items) => Ok(under(path, EQUALS, join(self.items(items, None, 2)?, joint.unwrap_or(OR)))),
            Value::Object(members) => Ok(join(self.members(members, path)?, joint.unwrap_or(AND))),
            value => Ok(under(path, EQUALS, vec![literal(self.key, value)?])),
        }
    }

    fn items(self, items: &[Value], path: Option<&str>, at_least: usize) -> Result<Vec<Pieces>, Error> {
        if items.len() < at_least {
            return Err(self.invalid(match at_least {
                1 => "has an empty array",
                _ => "has an array of less than 2: a single condition stands by itself",
            }));
        }
        items.iter().map(|item| self.condition(item, path, None)).collect()
    }

    fn members(self, members: &Map<String, Value>, path: Option<&str>) -> Result<Vec<Pieces>, Error> {
        if members.is_empty() {
            return Err(self.invalid("has an empty object"));
        }
        members.iter().map(|(name, value)| self.member(name, value, path)).collect()
    }

    fn member(self, name: &str, value: &Value, outer: Option<&str>) -> Result<Pieces, Error> {
        match name.as_bytes().first() {
            Some(b'$') => self.operator(name, value, outer),
            Some(b'@') => {
                let alias = value.as_str().filter(|alias| is_name(alias));
                let alias = alias.ok_or_else(|| self.invalid("has an @ that leads to no name"))?;
                Ok(under(outer, EQUALS, vec![format!("@{alias}")]))
            }
            _ => {
                let field = path(self.key, name)?;
                match outer {
                    None => self.condition(value, Some(field), None),
                    Some(outer) if self.in_lambda => self.condition(value, Some(&format!("{outer}/{field}")), None),
                    Some(_) => Err(self.invalid("has a field in a field, which takes $any or $all")),
                }
            }
        }
    }

    fn operator(self, operator: &str, value: &Value, outer: Option<&str>) -> Result<Pieces, Error> {
        match operator {
            "$eq" | "$ne" | "$gt" | "$ge" | "$lt" | "$le" | "$add" | "$sub" | "$mul" | "$div" | "$mod" => {
                self.operation(operator, value, outer)
            }
            "$contains"
            | "$endswith"
            | "$startswith"
            | "$length"
            | "$indexof"
            | "$substring"
            | "$tolower"
            | "$toupper"
            | "$trim"
            | "$concat"
            | "$year"
            | "$month"
            | "$day"
            | "$hour"
            | "$minute"
            | "$second"
            | "$fractionalseconds"
            | "$date"
            | "$time"
            | "$totaloffsetminutes"
            | "$now"
            | "$maxdatetime"
            | "$mindatetime"
            | "$totalseconds"
            | "$round"
            | "$floor"
            | "$ceiling"
            | "$isof"
            | "$cast" => self.function(&operator[1..], value, outer),
            "$and" => Ok(under(outer, EQUALS, self.condition(value, None, Some(AND))?)),
            "$or" => Ok(under(outer, EQUALS, self.condition(value, None, Some(OR))?)),
            "$not" => {
                let condition = self.condition(value, None, None)?.concat();
                Ok(under(outer, EQUALS, vec![format!("not({condition})")]))
            }
            "$in" => self.among(value, outer),
            "$any" | "$all" => self.lambda(operator, value, outer),
            "$fn" => self.call(value, outer),
            "$count" => {
                let outer = outer.ok_or_else(|| self.invalid("has a $count of no field"))?;
                Ok(vec![self.counted(outer, value)?])
            }
            "$" => Ok(under(outer, EQUALS, vec![self.field(value)?])),
            "$raw" => self.raw(value, outer),
            "$duration" => Ok(under(outer, EQUALS, vec![self.duration(value)?])),
            _ => {
                let operator: String = operator.chars().filter(|c| !c.is_control()).take(64).collect();
                Err(self.invalid(&format!("has the operator {operator}, which is not known")))
            }
        }
    }

    /// Two operands with an operator between them, or more of them.
    fn operation(self, operator: &str, value: &Value, outer: Option<&str>) -> Result<Pieces, Error> {
        let joint = format!("%20{}%20", &operator[1..]);
        let mut operands = match value {
            Value::Array(items) => self.items(items, None, 2)?,
            Value::Object(members) => self.members(members, None)?,
            value => vec![vec![literal(self.key, value)?]],
        };
        match (outer, operands.len()) {
            (None, 1) => Err(self.invalid(&format!("has {operator} with one operand and no field"))),
            (Some(_), 1) => Ok(under(outer, &joint, operands.remove(0))),
            _ => Ok(under(outer, EQUALS, join(operands, &joint))),
        }
    }

    fn function(self, name: &str, value: &Value, outer: Option<&str>) -> Result<Pieces, Error> {
        let operands = match value {
            Value::Array(items) => self.items(items, None, 2)?,
            Value::Object(members) if members.is_empty() => Vec::new(),
            Value::Object(members) => self.members(members, None)?,
            // The field is the first of the operands.
            value => {
                let value = literal(self.key, value)?;
                let operands: Vec<&str> = outer.into_iter().chain([&*value]).collect();
                return Ok(vec![format!("{name}({})", operands.join(","))]);
            }
        };
        let operands: Vec<String> = operands.iter().map(|operand| operand.concat()).collect();
        Ok(under(outer, EQUALS, vec![format!("{name}({})", operands.join(","))]))
    }

    fn among(self, value: &Value, outer: Option<&str>) -> Result<Pieces, Error> {
        match value {
            Value::Array(items) if items.iter().any(|item| item.is_array() || item.is_object()) => {
                Ok(join(self.items(items, outer, 1)?, OR))
            }
            Value::Array(items) => {
                let list = join(self.items(items, None, 1)?, ",").concat();
                Ok(under(outer, "%20in%20", vec![format!("({list})")]))
            }
            Value::Object(members) => Ok(join(self.members(members, outer)?, OR)),
            value => Ok(under(outer, EQUALS, vec![literal(self.key, value)?])),
        }
    }

    fn lambda(self, operator: &str, value: &Value, outer: Option<&str>) -> Result<Pieces, Error> {
        let parts = self.object(operator, value, &["$alias", "$expr"])?;
        let alias = parts.get("$alias").and_then(Value::as_str).filter(|alias| is_name(alias));
        let alias = alias.ok_or_else(|| self.invalid(&format!("has {operator} without an $alias that is a name")))?;
        let expression = parts.get("$expr").filter(|expression| !expression.is_null());
        let expression = expression.ok_or_else(|| self.invalid(&format!("has {operator} without an $expr")))?;
        let condition = Language { in_lambda: true, ..self }.condition(expression, None, None)?.concat();
        Ok(under(outer, "/", vec![format!("{}({alias}:{condition})", &operator[1..])]))
    }

    /// A function of the service's own: `{"$scope": "…", "$method": "…", "$args": […]}`.
    fn call(self, value: &Value, outer: Option<&str>) -> Result<Pieces, Error> {
        let parts = self.object("$fn", value, &["$scope", "$method", "$args"])?;
        let name = |part: &str| {
            let name = parts.get(part).and_then(Value::as_str).filter(|name| is_name(name));
            name.ok_or_else(|| self.invalid(&format!("has $fn without a {part} that is a name")))
        };
        let arguments = match parts.get("$args") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(items)) => items.iter().map(|item| literal(self.key, item)).collect::<Result<_, _>>()?,
            Some(_) => return Err(self.invalid("has $args that are no array")),
        };
        let call = format!("{}.{}({})", name("$scope")?, name("$method")?, arguments.join(","));
        Ok(under(outer, "/", vec![call]))
    }

    /// A field as an operand: `{"$": "name"}`, or its path as an array.
    fn field(self, value: &Value) -> Result<String, Error> {
        let names = match value {
            Value::Array(names) => names.iter().map(Value::as_str).collect::<Option<Vec<_>>>(),
            value => value.as_str().map(|name| vec![name]),
        };
        let names = names.ok_or_else(|| self.invalid("has a $ that leads to no name"))?.join("/");
        path(self.key, &names).map(str::to_owned)
    }

    /// OData as it stands: a text, or one with values for `$1` and `$name` in it.
    fn raw(self, value: &Value, outer: Option<&str>) -> Result<Pieces, Error> {
        let none = Map::new();
        let (text, numbered, named) = match value {
            Value::String(_) => (Some(value), &[][..], &none),
            Value::Array(items) => (items.first(), items.get(1..).unwrap_or_default(), &none),
            Value::Object(members) => (members.get("$string"), &[][..], members),
            _ => (None, &[][..], &none),
        };
        let text = text.and_then(Value::as_str).ok_or_else(|| self.invalid("has a $raw without a text"))?;
        let numbered = numbered.iter().enumerate().map(|(place, value)| ((place + 1).to_string(), value));
        let named = named.iter().filter(|(name, _)| *name != "$string").map(|(name, value)| (name.clone(), value));
        let bind = |(name, value): (String, &Value)| {
            if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Err(self.invalid("has a $raw that names a value by something else than letters and digits"));
            }
            Ok((name, format!("({})", self.condition(value, None, None)?.concat())))
        };
        let bound = numbered.chain(named).map(bind).collect::<Result<Vec<_>, _>>()?;
        Ok(under(outer, EQUALS, vec![format!("({})", structure(self.key, text, &bound)?)]))
    }

    /// `{"days": 1, "hours": 2, "minutes": 3, "seconds": 4, "negative": true}`
    fn duration(self, value: &Value) -> Result<String, Error> {
        let parts = self.object("$duration", value, &["days", "hours", "minutes", "seconds", "negative"])?;
        let part = |name: &str, unit: char| match parts.get(name) {
            None | Some(Value::Null) => Ok(String::new()),
            Some(number @ Value::Number(_)) => {
                let number = literal(self.key, number)?;
                // The service reads fractions of seconds alone.
                match number.starts_with('-') || (number.contains('.') && name != "seconds") {
                    true => Err(self.invalid(&format!("has a $duration with a number of {name} that can't be"))),
                    false if number == "0" => Ok(String::new()),
                    false => Ok(format!("{number}{unit}")),
                }
            }
            Some(_) => Err(self.invalid(&format!("has a $duration whose {name} are no number"))),
        };
        let days = part("days", 'D')?;
        let time = [part("hours", 'H')?, part("minutes", 'M')?, part("seconds", 'S')?].concat();
        let sign = match parts.get("negative") {
            None | Some(Value::Null | Value::Bool(false)) => "",
            Some(Value::Bool(true)) => "-",
            Some(_) => return Err(self.invalid("has a $duration whose negative is neither true nor false")),
        };
        match (days.is_empty(), time.is_empty()) {
            (true, true) => Err(self.invalid("has a $duration of no time")),
            (_, true) => Ok(format!("duration'{sign}P{days}'")),
            (_, false) => Ok(format!("duration'{sign}P{days}T{time}'")),
        }
    }

    /// An object with none but these members.
    fn object<'v>(self, name: &str, value: &'v Value, known: &[&str]) -> Result<&'v Map<String, Value>, Error> {
        let object = value.as_object().ok_or_else(|| self.invalid(&format!("has a {name} that is not an object")))?;
        match object.keys().all(|member| known.contains(&member.as_str())) {
            true => Ok(object),
            false => Err(self.invalid(&format!("has a {name} that holds more than {}", known.join(", ")))),
        }
    }

    fn invalid(self, why: &str) -> Error {
        invalid(self.key, why)
    }
}

/// Joins conditions or operands. Those of several pieces get brackets; but a chain of `and` or of `or` needs them only
/// around the other of the two.
fn join(mut parts: Vec<Pieces>, joint: &str) -> Pieces {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let needs_brackets = |part: &Pieces| match joint {
        AND => part.iter().any(|piece| piece == OR),
        OR => part.iter().any(|piece| piece == AND),
        _ => part.len() > 1,
    };
    let mut joined = Pieces::new();
    for (place, part) in parts.into_iter().enumerate() {
        if place > 0 {
            joined.push(joint.to_owned());
        }
        match needs_brackets(&part) {
            true => joined.push(format!("({})", part.concat())),
            false => joined.extend(part),
        }
    }
    joined
}

/// The field that pieces are about before them.
fn under(path: Option<&str>, operator: &str, mut pieces: Pieces) -> Pieces {
    let Some(path) = path else { return pieces };
    let operand = if pieces.len() == 1 { pieces.remove(0) } else { format!("({})", pieces.concat()) };
    vec![path.to_owned(), operator.to_owned(), operand]
}
