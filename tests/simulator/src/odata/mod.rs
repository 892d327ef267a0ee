//! OData: URLs to requests (`parse`), requests to SQL (`sql`), and the answers (`read`, `write`).

pub mod parse;
pub mod read;
pub mod sql;
pub mod write;

#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Null,
    Boolean(bool),
    Integer(i64),
    Real(f64),
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Comparison {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    Literal(Literal),
    /// `@name`, whose value is elsewhere in the query.
    Parameter(String),
    Path(Vec<String>),
    Count {
        path: Vec<String>,
        filter: Option<Box<Expression>>,
    },
    Call(String, Vec<Expression>),
    Compare(Comparison, Box<Expression>, Box<Expression>),
    In(Box<Expression>, Vec<Expression>),
    And(Vec<Expression>),
    Or(Vec<Expression>),
    Not(Box<Expression>),
    Lambda {
        every: bool,
        path: Vec<String>,
        variable: String,
        body: Option<Box<Expression>>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    pub by: Expression,
    pub descending: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Expand {
    pub name: String,
    pub count: bool,
    pub options: Options,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    pub select: Option<Vec<String>>,
    pub filter: Option<Expression>,
    pub expand: Vec<Expand>,
    pub order: Vec<Order>,
    pub top: Option<u64>,
    pub skip: Option<u64>,
    pub parameters: Vec<(String, Literal)>,
    /// What is no option of OData: `apikey`, `returnResource`.
    pub custom: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    Id(Expression),
    Natural(Vec<(String, Expression)>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Tail {
    Rows,
    Count,
    CanAccess,
    /// `/$links/…` and `/navigation`: read, but the service answers with a 500.
    Navigation,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub resource: String,
    pub key: Option<Key>,
    pub tail: Tail,
    pub options: Options,
}

impl Options {
    pub fn custom(&self, name: &str) -> Option<&str> {
        self.custom.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
