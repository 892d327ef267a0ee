//! The grammar of OData URLs. It reads the URL as it was sent: structure that is percent-encoded is no structure,
//! only the inside of a text is decoded. The service reads its URLs in the same way, and clients rely on the 400.

use super::{Comparison, Expand, Expression, Key, Literal, Options, Order, Tail, Target};

/// The grammar recurses at brackets; nobody nests as deeply, and the stack has an end.
const DEEPEST: i32 = 50;

enum Choice {
    Select(Option<Vec<String>>),
    Filter(Expression),
    Expand(Vec<Expand>),
    Order(Vec<Order>),
    Top(u64),
    Skip(u64),
    Parameter(String, Literal),
    Custom(String, String),
    Ignored,
}

enum Relation {
    In(Vec<Expression>),
    Compare(Comparison, Expression),
}

impl Relation {
    fn of(self, left: Expression) -> Expression {
        match self {
            Relation::In(list) => Expression::In(Box::new(left), list),
            Relation::Compare(comparison, right) => Expression::Compare(comparison, Box::new(left), Box::new(right)),
        }
    }
}

impl FromIterator<Choice> for Options {
    fn from_iter<T: IntoIterator<Item = Choice>>(choices: T) -> Self {
        let mut options = Options::default();
        for choice in choices {
            match choice {
                Choice::Select(names) => options.select = names,
                Choice::Filter(filter) => options.filter = Some(filter),
                Choice::Expand(expand) => options.expand = expand,
                Choice::Order(order) => options.order = order,
                Choice::Top(top) => options.top = Some(top),
                Choice::Skip(skip) => options.skip = Some(skip),
                Choice::Parameter(name, value) => options.parameters.push((name, value)),
                Choice::Custom(name, value) => options.custom.push((name, value)),
                Choice::Ignored => {}
            }
        }
        options
    }
}

fn decoded(raw: &str) -> Result<String, &'static str> {
    let spaced = raw.replace('+', " ");
    let text = percent_encoding::percent_decode_str(&spaced).decode_utf8().map_err(|_| "UTF-8")?;
    Ok(text.replace("''", "'"))
}

fn one_or(mut items: Vec<Expression>, several: fn(Vec<Expression>) -> Expression) -> Expression {
    if items.len() == 1 { items.remove(0) } else { several(items) }
}

/// `target` is what follows the version: `device(7)?$select=id`.
pub fn target(target: &str) -> Option<Target> {
    let mut depth = 0;
    for each in target.bytes() {
        match each {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth > DEEPEST {
            return None;
        }
    }
    odata::target(target).ok()
}

peg::parser! {
    grammar odata() for str {
        rule space() = " " / "%20" / "+"
        rule _() = quiet!{ space()* }
        rule __() = quiet!{ space()+ }
        rule comma() = _ "," _
        rule dollar() = "$" / "%24"
        rule letter() = ['a'..='z' | 'A'..='Z' | '_']
        rule word() = letter() / ['0'..='9']
        rule end_of_word() = !word()
        rule quote() = "'" / "%27"

        rule name() -> String = n:$(letter() word()*) { n.to_owned() }
        rule number() -> u64 = n:$(['0'..='9']+) end_of_word() {? n.parse().or(Err("number")) }
        rule text() -> String
            = quote() t:$((quote() quote() / !quote() [_])*) quote() {? decoded(t) }

        rule literal() -> Literal
            = "null" end_of_word() { Literal::Null }
            / "true" end_of_word() { Literal::Boolean(true) }
            / "false" end_of_word() { Literal::Boolean(false) }
            / ("datetime" / "date") t:text() { Literal::Text(t) }
            / t:text() { Literal::Text(t) }
            / n:$("-"? ['0'..='9']+ "." ['0'..='9']+) end_of_word() {? n.parse().map(Literal::Real).or(Err("number")) }
            / n:$("-"? ['0'..='9']+) end_of_word() {? n.parse().map(Literal::Integer).or(Err("number")) }

        rule segment() -> String = !(("any" / "all") "(") n:name() { n }
        rule path() -> Vec<String> = segment() ++ "/"

        rule function() -> String
            = n:$("contains" / "startswith" / "endswith" / "substringof" / "tolower" / "toupper" / "length" / "trim"
                / "concat" / "now") { n.to_owned() }

        rule operand() -> Expression
            = l:literal() { Expression::Literal(l) }
            / "@" n:name() { Expression::Parameter(n) }
            / n:function() "(" _ a:(expression() ** comma()) _ ")" { Expression::Call(n, a) }
            / p:path() "/" k:$("any" / "all") "(" _ ")" {
                Expression::Lambda { every: k == "all", path: p, variable: String::new(), body: None }
            }
            / p:path() "/" k:$("any" / "all") "(" _ v:name() ":" _ b:expression() _ ")" {
                Expression::Lambda { every: k == "all", path: p, variable: v, body: Some(Box::new(b)) }
            }
            / p:path() "/" dollar() "count" f:counted()? { Expression::Count { path: p, filter: f.map(Box::new) } }
            / p:path() { Expression::Path(p) }
            / "(" _ e:expression() _ ")" { e }

        rule counted() -> Expression = "(" dollar() "filter=" _ e:expression() _ ")" { e }

        rule comparison() -> Comparison
            = "eq" { Comparison::Eq } / "ne" { Comparison::Ne }
            / "gt" { Comparison::Gt } / "ge" { Comparison::Ge }
            / "lt" { Comparison::Lt } / "le" { Comparison::Le }

        rule negation() -> () = "not" end_of_word() _ {}
        rule term() -> Expression
            = n:negation()* l:operand() r:relation()? {
                let positive = match r {
                    Some(relation) => relation.of(l),
                    None => l,
                };
                n.iter().fold(positive, |term, _| Expression::Not(Box::new(term)))
            }

        rule relation() -> Relation
            = __ "in" _ "(" _ list:(operand() ++ comma()) _ ")" { Relation::In(list) }
            / __ c:comparison() __ r:operand() { Relation::Compare(c, r) }

        rule conjunction() -> Expression = t:(term() ++ (__ "and" __)) { one_or(t, Expression::And) }
        rule expression() -> Expression = t:(conjunction() ++ (__ "or" __)) { one_or(t, Expression::Or) }

        rule direction() -> bool = __ "asc" { false } / __ "desc" { true }
        rule order() -> Order = by:operand() d:direction()? { Order { by, descending: d.unwrap_or(false) } }

        rule expand() -> Expand
            = n:name() c:("/" dollar() "count")? o:("(" o:(option() ** ";") ")" { o })? {
                Expand { name: n, count: c.is_some(), options: o.unwrap_or_default().into_iter().collect() }
            }

        rule option() -> Choice
            = dollar() o:known() { o }
            / "@" n:name() "=" v:literal() { Choice::Parameter(n, v) }

        rule known() -> Choice
            = "select=" _ "*" { Choice::Select(None) }
            / "select=" _ n:(name() ++ comma()) _ { Choice::Select(Some(n)) }
            / "filter=" _ e:expression() _ { Choice::Filter(e) }
            / "expand=" _ e:(expand() ++ comma()) _ { Choice::Expand(e) }
            / "orderby=" _ o:(order() ++ comma()) _ { Choice::Order(o) }
            / "top=" n:number() { Choice::Top(n) }
            / "skip=" n:number() { Choice::Skip(n) }
            / "count=" ("true" / "false") { Choice::Ignored }
            / "inlinecount=" ("allpages" / "none") { Choice::Ignored }
            / "format=" word()+ { Choice::Ignored }

        rule custom() -> Choice
            = !(dollar() / "@" / "%40") k:$([^ '=' | '&']+) v:("=" v:$([^ '&']*) { v })? {?
                Ok(Choice::Custom(decoded(k)?, decoded(v.unwrap_or_default())?))
            }

        rule options() -> Options = o:((option() / custom()) ** "&") { o.into_iter().collect() }

        rule key_value() -> Expression
            = l:literal() { Expression::Literal(l) } / "@" n:name() { Expression::Parameter(n) }
        rule natural() -> (String, Expression) = n:name() _ "=" _ v:key_value() { (n, v) }
        rule key() -> Key
            = "(" _ n:(natural() ++ comma()) _ ")" { Key::Natural(n) }
            / "(" _ v:key_value() _ ")" { Key::Id(v) }

        rule tail() -> Tail
            = "/" dollar() "count" { Tail::Count }
            / "/canAccess" end_of_word() { Tail::CanAccess }
            / "/" (dollar() "links/")? path() { Tail::Navigation }
            / "" { Tail::Rows }

        pub rule target() -> Target
            = r:name() k:key()? t:tail() o:("?" o:options() { o })? {
                Target { resource: r, key: k, tail: t, options: o.unwrap_or_default() }
            }
    }
}
