//! An OData request as one SQL statement: SQLite builds the JSON of the rows, expanded ones included.

use rusqlite::types::Value;

use super::{Comparison, Expression, Key, Literal, Options, Target};
use crate::auth::Caller;
use crate::model::{Field, Kind, Resource, Step, Unique};

/// Why a request that is well-formed can't be answered.
#[derive(Debug, PartialEq)]
pub enum Refusal {
    /// A name that the model lacks: 500.
    Unknown,
    /// 401.
    Unauthorized,
    /// 400, naming the URL.
    Malformed,
}

type Outcome<T> = Result<T, Refusal>;

/// What an SQL expression stands for, so that literals can be brought to its form.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Number,
    Date,
    Other,
}

pub struct Compiler<'a> {
    caller: &'a Caller,
    literals: &'a [(String, Literal)],
    pub values: Vec<Value>,
    aliases: usize,
}

/// A lambda's variable and the row that it names.
struct Scope<'a> {
    resource: &'static Resource,
    row: &'a str,
    variable: &'a str,
    outer: Option<&'a Scope<'a>>,
}

impl Scope<'_> {
    /// The row that a path starts from, and the path's rest.
    fn start<'p>(&self, path: &'p [String]) -> (&'static Resource, &str, &'p [String]) {
        let mut scope = Some(self);
        while let Some(each) = scope {
            if !each.variable.is_empty() && path.len() > 1 && path[0] == each.variable {
                return (each.resource, each.row, &path[1..]);
            }
            scope = each.outer;
        }
        (self.resource, self.row, path)
    }
}

fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

impl<'a> Compiler<'a> {
    pub fn new(caller: &'a Caller, options: &'a Options) -> Self {
        Compiler { caller, literals: &options.parameters, values: Vec::new(), aliases: 0 }
    }

    fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("t{}", self.aliases)
    }

    fn value(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("?{}", self.values.len())
    }

    /// The condition under which the caller reads a row.
    fn access(&self, resource: &Resource, row: &str) -> Outcome<String> {
        let own = self.own(resource, row);
        match (self.caller, resource.access.guest) {
            (Caller::User { .. }, Some(guest)) => Ok(format!("({} OR {})", own?, guest.replace("{row}", row))),
            _ => own,
        }
    }

    /// The condition under which a row is the caller's to write.
    fn own(&self, resource: &Resource, row: &str) -> Outcome<String> {
        let condition = match self.caller {
            Caller::User { id, .. } => Some(resource.access.owner.condition(*id)),
            Caller::Device { id, .. } => {
                resource.access.device.map(|condition| condition.replace(":device", &id.to_string()))
            }
            Caller::Guest => resource.access.guest.map(str::to_owned),
            Caller::Application { .. } => None,
        };
        condition.map(|condition| condition.replace("{row}", row)).ok_or(Refusal::Unauthorized)
    }

    /// The statement whose rows are one JSON text each.
    pub fn rows(&mut self, resource: &'static Resource, target: &Target) -> Outcome<String> {
        let row = self.alias();
        let json = self.object(resource, &row, &target.options)?;
        let rest = self.rest(resource, &row, target)?;
        let order = self.order(resource, &row, &target.options)?;
        Ok(format!("SELECT {json} {rest}{order}"))
    }

    pub fn count(&mut self, resource: &'static Resource, target: &Target) -> Outcome<String> {
        let row = self.alias();
        Ok(format!("SELECT count(*) {}", self.rest(resource, &row, target)?))
    }

    /// The statement that lists the ids of the rows, or of those that the caller may write.
    pub fn ids(&mut self, resource: &'static Resource, target: &Target, to_write: bool) -> Outcome<String> {
        let row = self.alias();
        let own = if to_write { format!(" AND {}", self.own(resource, &row)?) } else { String::new() };
        let rest = self.rest(resource, &row, target)?;
        let order = self.order(resource, &row, &target.options)?;
        Ok(format!("SELECT {row}.\"id\" {rest}{own}{order}"))
    }

    fn rest(&mut self, resource: &'static Resource, row: &str, target: &Target) -> Outcome<String> {
        let mut conditions = vec![self.access(resource, row)?];
        match &target.key {
            None => {}
            Some(Key::Id(id)) => conditions.push(self.key_part(resource, row, "id", id)?),
            Some(Key::Natural(parts)) => {
                let fits = |unique: &Unique| {
                    unique.fields.len() == parts.len()
                        && parts.iter().all(|(name, _)| unique.fields.contains(&name.as_str()))
                };
                if !resource.unique.iter().any(fits) {
                    return Err(Refusal::Unknown);
                }
                for (name, value) in parts {
                    conditions.push(self.key_part(resource, row, name, value)?);
                }
            }
        }
        if let Some(filter) = &target.options.filter {
            let scope = Scope { resource, row, variable: "", outer: None };
            conditions.push(self.condition(&scope, filter)?);
        }
        Ok(format!("FROM \"{}\" AS {row} WHERE {}", resource.name, conditions.join(" AND ")))
    }

    fn key_part(&mut self, resource: &'static Resource, row: &str, name: &str, value: &Expression) -> Outcome<String> {
        let scope = Scope { resource, row, variable: "", outer: None };
        let left = Expression::Path(vec![name.to_owned()]);
        self.compare(&scope, Comparison::Eq, &left, value)
    }

    fn order(&mut self, resource: &'static Resource, row: &str, options: &Options) -> Outcome<String> {
        let scope = Scope { resource, row, variable: "", outer: None };
        let mut terms = Vec::new();
        for order in &options.order {
            let (sql, _) = self.operand(&scope, &order.by)?;
            terms.push(format!("{sql}{}", if order.descending { " DESC" } else { "" }));
        }
        let mut sql = String::new();
        if !terms.is_empty() {
            sql += &format!(" ORDER BY {}", terms.join(", "));
        }
        if options.top.is_some() || options.skip.is_some() {
            let top = options.top.map_or(-1, |top| i64::try_from(top).unwrap_or(i64::MAX));
            sql += &format!(" LIMIT {top} OFFSET {}", options.skip.unwrap_or(0));
        }
        Ok(sql)
    }

    /// Expanded rows first, then the fields: the order in which the service answers.
    fn object(&mut self, resource: &'static Resource, row: &str, options: &Options) -> Outcome<String> {
        let mut parts = Vec::new();
        for expand in &options.expand {
            let step = resource.step(&expand.name).ok_or(Refusal::Unknown)?;
            let inner = self.expanded(&step, row, expand.count, &expand.options)?;
            parts.push(format!("{}, {inner}", quoted(&expand.name)));
        }
        let expanded = |name: &str| options.expand.iter().any(|expand| expand.name == name);
        let fields: Vec<&Field> = match &options.select {
            None => resource.served().collect(),
            Some(names) => {
                names.iter().map(|name| resource.field(name).ok_or(Refusal::Unknown)).collect::<Outcome<_>>()?
            }
        };
        for field in fields.into_iter().filter(|field| !expanded(field.name)) {
            parts.push(format!("{}, {}", quoted(field.name), field.json(row)));
        }
        Ok(format!("json_object({})", parts.join(", ")))
    }

    fn expanded(&mut self, step: &Step, row: &str, count: bool, options: &Options) -> Outcome<String> {
        let target = step.target();
        let inner = self.alias();
        let mut conditions = vec![step.condition(row, &inner), self.access(target, &inner)?];
        let json = if count { None } else { Some(self.object(target, &inner, options)?) };
        if let Some(filter) = &options.filter {
            let scope = Scope { resource: target, row: &inner, variable: "", outer: None };
            conditions.push(self.condition(&scope, filter)?);
        }
        let from = format!("FROM \"{}\" AS {inner} WHERE {}", target.name, conditions.join(" AND "));
        let Some(json) = json else {
            return Ok(format!("(SELECT count(*) {from})"));
        };
        let order = self.order(target, &inner, options)?;
        Ok(format!("(SELECT json_group_array(json(j)) FROM (SELECT {json} AS j {from}{order}))"))
    }

    fn condition(&mut self, scope: &Scope, expression: &Expression) -> Outcome<String> {
        match expression {
            Expression::And(terms) => self.joined(scope, terms, " AND "),
            Expression::Or(terms) => self.joined(scope, terms, " OR "),
            Expression::Not(term) => Ok(format!("NOT coalesce({}, 0)", self.condition(scope, term)?)),
            Expression::Compare(comparison, left, right) => self.compare(scope, *comparison, left, right),
            Expression::In(left, list) => {
                let (left, shape) = self.operand(scope, left)?;
                let terms = list.iter().map(|each| Ok(shaped(self.operand(scope, each)?.0, shape)));
                Ok(format!("{left} IN ({})", terms.collect::<Outcome<Vec<_>>>()?.join(", ")))
            }
            Expression::Lambda { every, path, variable, body } => {
                self.lambda(scope, *every, path, variable, body.as_deref())
            }
            other => Ok(self.operand(scope, other)?.0),
        }
    }

    fn joined(&mut self, scope: &Scope, terms: &[Expression], by: &str) -> Outcome<String> {
        let terms = terms.iter().map(|term| self.condition(scope, term)).collect::<Outcome<Vec<_>>>()?;
        Ok(format!("({})", terms.join(by)))
    }

    fn compare(
        &mut self,
        scope: &Scope,
        comparison: Comparison,
        left: &Expression,
        right: &Expression,
    ) -> Outcome<String> {
        let (mut left_sql, left_shape) = self.operand(scope, left)?;
        let (mut right_sql, right_shape) = self.operand(scope, right)?;
        if is_constant(right) {
            right_sql = shaped(right_sql, left_shape);
        } else if is_constant(left) {
            left_sql = shaped(left_sql, right_shape);
        }
        let operator = match comparison {
            Comparison::Eq => "IS",
            Comparison::Ne => "IS NOT",
            Comparison::Gt => ">",
            Comparison::Ge => ">=",
            Comparison::Lt => "<",
            Comparison::Le => "<=",
        };
        Ok(format!("{left_sql} {operator} {right_sql}"))
    }

    fn operand(&mut self, scope: &Scope, expression: &Expression) -> Outcome<(String, Shape)> {
        match expression {
            Expression::Literal(literal) => Ok((self.literal(literal), Shape::Other)),
            Expression::Parameter(name) => {
                let literals = self.literals;
                let (_, literal) = literals.iter().find(|(key, _)| key == name).ok_or(Refusal::Malformed)?;
                Ok((self.literal(literal), Shape::Other))
            }
            Expression::Path(path) => self.path(scope, path),
            Expression::Count { path, filter } => self.counted(scope, path, filter.as_deref()),
            Expression::Call(name, arguments) => self.call(scope, name, arguments),
            other => Ok((format!("({})", self.condition(scope, other)?), Shape::Other)),
        }
    }

    fn literal(&mut self, literal: &Literal) -> String {
        match literal {
            Literal::Null => "NULL".to_owned(),
            Literal::Boolean(value) => u8::from(*value).to_string(),
            Literal::Integer(value) => self.value(Value::Integer(*value)),
            Literal::Real(value) => self.value(Value::Real(*value)),
            Literal::Text(value) => self.value(Value::Text(value.clone())),
        }
    }

    fn path(&mut self, scope: &Scope, path: &[String]) -> Outcome<(String, Shape)> {
        let (resource, row, path) = scope.start(path);
        let (last, steps) = path.split_last().ok_or(Refusal::Malformed)?;
        if steps.is_empty() {
            let field = resource.field(last).ok_or(Refusal::Unknown)?;
            return Ok((field.sql(row), shape(field)));
        }
        let (from, end, end_row) = self.walk(resource, row, steps)?;
        let field = end.field(last).ok_or(Refusal::Unknown)?;
        Ok((format!("(SELECT {} {from} LIMIT 1)", field.sql(&end_row)), shape(field)))
    }

    /// `FROM … WHERE …` of the rows at the end of `steps`, which ends inside the conditions.
    fn walk(
        &mut self,
        mut resource: &'static Resource,
        row: &str,
        steps: &[String],
    ) -> Outcome<(String, &'static Resource, String)> {
        let (mut tables, mut conditions) = (Vec::new(), Vec::new());
        let mut row = row.to_owned();
        for name in steps {
            let step = resource.step(name).ok_or(Refusal::Unknown)?;
            let next = self.alias();
            resource = step.target();
            conditions.push(step.condition(&row, &next));
            conditions.push(self.access(resource, &next)?);
            tables.push(format!("\"{}\" AS {next}", resource.name));
            row = next;
        }
        let from = format!("FROM {} WHERE {}", tables.join(", "), conditions.join(" AND "));
        Ok((from, resource, row))
    }

    fn counted(&mut self, scope: &Scope, path: &[String], filter: Option<&Expression>) -> Outcome<(String, Shape)> {
        let (resource, row, path) = scope.start(path);
        let (mut from, end, end_row) = self.walk(resource, row, path)?;
        if let Some(filter) = filter {
            let inner = Scope { resource: end, row: &end_row, variable: "", outer: Some(scope) };
            from += &format!(" AND {}", self.condition(&inner, filter)?);
        }
        Ok((format!("(SELECT count(*) {from})"), Shape::Number))
    }

    fn lambda(
        &mut self,
        scope: &Scope,
        every: bool,
        path: &[String],
        variable: &str,
        body: Option<&Expression>,
    ) -> Outcome<String> {
        let (resource, row, path) = scope.start(path);
        let (mut from, end, end_row) = self.walk(resource, row, path)?;
        if let Some(body) = body {
            let inner = Scope { resource: end, row: &end_row, variable, outer: Some(scope) };
            let condition = self.condition(&inner, body)?;
            from += &if every { format!(" AND NOT coalesce({condition}, 0)") } else { format!(" AND {condition}") };
        }
        Ok(format!("{} (SELECT 1 {from})", if every { "NOT EXISTS" } else { "EXISTS" }))
    }

    fn call(&mut self, scope: &Scope, name: &str, arguments: &[Expression]) -> Outcome<(String, Shape)> {
        let sql = arguments.iter().map(|each| self.operand(scope, each).map(|(sql, _)| sql));
        let sql = sql.collect::<Outcome<Vec<_>>>()?;
        let text = match (name, sql.as_slice()) {
            ("contains", [text, part]) | ("substringof", [part, text]) => {
                format!("instr({text}, {part}) > 0")
            }
            ("startswith", [text, part]) => format!("substr({text}, 1, length({part})) = {part}"),
            ("endswith", [text, part]) => {
                format!("(length({part}) = 0 OR substr({text}, -length({part})) = {part})")
            }
            ("tolower", [text]) => format!("lower({text})"),
            ("toupper", [text]) => format!("upper({text})"),
            ("trim", [text]) => format!("trim({text})"),
            ("length", [text]) => return Ok((format!("length({text})"), Shape::Number)),
            ("concat", [left, right]) => format!("({left} || {right})"),
            ("now", []) => return Ok((crate::resources::NOW.to_owned(), Shape::Date)),
            _ => return Err(Refusal::Malformed),
        };
        Ok((text, Shape::Other))
    }
}

fn is_constant(expression: &Expression) -> bool {
    matches!(expression, Expression::Literal(_) | Expression::Parameter(_))
}

fn shape(field: &Field) -> Shape {
    match field.kind {
        Kind::Date => Shape::Date,
        Kind::Serial | Kind::Actor | Kind::Integer | Kind::BigInteger | Kind::Reference(_) => Shape::Number,
        Kind::Text | Kind::Boolean | Kind::Json => Shape::Other,
    }
}

/// A constant as it must be to be compared: numbers may come in quotes, times in several notations.
fn shaped(sql: String, shape: Shape) -> String {
    match shape {
        Shape::Number => {
            format!("CASE typeof({sql}) WHEN 'text' THEN CAST({sql} AS NUMERIC) ELSE {sql} END")
        }
        Shape::Date => format!("strftime('%Y-%m-%dT%H:%M:%fZ', {sql})"),
        Shape::Other => sql,
    }
}
