//! What a resource is. The table in `resources.rs` is written in these words; the SQL schema, the reading of
//! bodies and URLs and the answers all follow from it.

use crate::cloud;
use crate::resources::{RESOURCES, SYNONYMS};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Serial,
    /// A row of the `actor` table, which has no resource of its own.
    Actor,
    Text,
    Integer,
    /// Answered as a text, since JavaScript's numbers can't hold it.
    BigInteger,
    Boolean,
    Date,
    Json,
    Reference(&'static str),
}

/// Who may write a field, and where its value comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A column; the expression fills it in when a POST leaves it out.
    Stored { default: Option<&'static str> },
    /// An SQL expression over the row, which it calls `{row}`; writing it is a 500.
    Computed(&'static str),
}

/// A rule of the real model, and the sentence it answers with.
#[derive(Clone, Copy)]
pub enum Rule {
    Length { min: usize, max: usize, text: &'static str },
    OneOf { values: &'static [&'static str], text: &'static str },
    TagKey,
    EnvironmentName,
    ConfigName,
}

/// Which of the two services has a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Served {
    Everywhere,
    ByOpenBalena,
    ByCloud,
}

#[derive(Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub served: Served,
    pub kind: Kind,
    pub required: bool,
    pub source: Source,
    pub rule: Option<Rule>,
    /// A second name under which a reference can be followed.
    pub alias: Option<&'static str>,
    /// The names under which the referenced row reaches back; its resource's name when empty.
    pub reverse: &'static [&'static str],
    /// Whether this row goes when the referenced one goes. Otherwise the reference becomes null.
    pub cascade: bool,
}

pub struct Unique {
    pub fields: &'static [&'static str],
    /// The fields as the message names them.
    pub shown: &'static [&'static str],
}

/// Whose a row is, as SQL over the row, which it calls `{row}`.
#[derive(Clone, Copy)]
pub enum Owner {
    Everyone,
    User(&'static str),
    /// Of the users that share an organization, and the guest.
    Colleagues(&'static str),
    Organization(&'static str),
    Application(&'static str),
    /// Of a user, and of the applications and devices of his organizations.
    Actor(&'static str),
}

impl Owner {
    /// The condition under which a row is this user's.
    pub fn condition(self, user: i64) -> String {
        let organizations =
            format!("(SELECT is_member_of__organization FROM organization_membership WHERE user = {user})");
        let applications = format!("(SELECT id FROM application WHERE organization IN {organizations})");
        match self {
            Owner::Everyone => "1".to_owned(),
            Owner::User(id) => format!("{id} = {user}"),
            Owner::Colleagues(id) => format!(
                "{id} IN (SELECT id FROM user WHERE username = 'guest' UNION ALL SELECT user \
                 FROM organization_membership WHERE is_member_of__organization IN {organizations})"
            ),
            // The plus keeps SQLite from walking an index, and the rows in the order of their ids.
            Owner::Organization(id) => format!("+{id} IN {organizations}"),
            Owner::Application(id) => format!("+{id} IN {applications}"),
            Owner::Actor(id) => format!(
                "{id} IN (SELECT actor FROM user WHERE id = {user} UNION ALL SELECT actor FROM application \
                 WHERE organization IN {organizations} UNION ALL SELECT actor FROM device \
                 WHERE belongs_to__application IN {applications})"
            ),
        }
    }
}

/// SQL conditions over the row, which they call `{row}`; `None` is a 401.
#[derive(Clone, Copy)]
pub struct Access {
    /// Users write what is theirs, and read what guests read as well.
    pub owner: Owner,
    pub guest: Option<&'static str>,
    /// `:device` is the id of the device that asks.
    pub device: Option<&'static str>,
    pub user_writes: bool,
    pub device_writes: bool,
}

pub struct Resource {
    pub name: &'static str,
    /// How the rules' sentences call a row.
    pub title: &'static str,
    pub fields: &'static [Field],
    pub unique: &'static [Unique],
    pub access: Access,
    /// The SQL of a view, for what is no table.
    pub view: Option<&'static str>,
}

/// A step from a row to others.
pub enum Step {
    /// `row.field = target.id`
    Forward { field: &'static Field, target: &'static Resource },
    /// `target.column = row.id`
    Back { column: &'static str, target: &'static Resource },
}

impl Step {
    pub fn target(&self) -> &'static Resource {
        match self {
            Step::Forward { target, .. } | Step::Back { target, .. } => target,
        }
    }

    pub fn condition(&self, from: &str, to: &str) -> String {
        match self {
            Step::Forward { field, .. } => format!("{to}.\"id\" = {}", field.sql(from)),
            Step::Back { column, .. } => format!("{to}.\"{column}\" = {from}.\"id\""),
        }
    }
}

pub fn resource(name: &str) -> Option<&'static Resource> {
    let name = SYNONYMS.iter().find(|(synonym, _)| *synonym == name).map_or(name, |(_, name)| name);
    RESOURCES.iter().find(|resource| resource.name == name)
}

impl Resource {
    /// The fields that the service which is played has.
    pub fn served(&self) -> impl Iterator<Item = &'static Field> + use<> {
        let absent = if cloud::is_played() { Served::ByOpenBalena } else { Served::ByCloud };
        self.fields.iter().filter(move |field| field.served != absent)
    }

    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.served().find(|field| field.name == name)
    }

    /// Fields that have a column, in the table's order.
    pub fn stored(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.served().filter(|field| matches!(field.source, Source::Stored { .. }))
    }

    pub fn step(&self, name: &str) -> Option<Step> {
        self.forward(name).or_else(|| self.back(name))
    }

    fn forward(&self, name: &str) -> Option<Step> {
        let field = self.fields.iter().find(|field| field.name == name || field.alias == Some(name))?;
        let Kind::Reference(target) = field.kind else {
            return None;
        };
        Some(Step::Forward { field, target: resource(target)? })
    }

    fn back(&self, name: &str) -> Option<Step> {
        RESOURCES.iter().find_map(|other| {
            let field = other.fields.iter().find(|field| {
                field.kind == Kind::Reference(self.name)
                    && (field.reverse.contains(&name) || field.reverse.is_empty() && other.name == name)
            })?;
            Some(Step::Back { column: field.name, target: other })
        })
    }
}

impl Field {
    /// The SQL of the field's value in the row called `row`.
    pub fn sql(&self, row: &str) -> String {
        match self.source {
            Source::Stored { .. } => format!("{row}.\"{}\"", self.name),
            Source::Computed(expression) => format!("({})", expression.replace("{row}", row)),
        }
    }

    /// The SQL of the field's value as a part of `json_object`.
    pub fn json(&self, row: &str) -> String {
        let sql = self.sql(row);
        match self.kind {
            Kind::Serial | Kind::Text | Kind::Integer | Kind::Date => sql,
            Kind::BigInteger => format!("CAST({sql} AS TEXT)"),
            Kind::Json => format!("json({sql})"),
            Kind::Boolean => {
                format!("CASE {sql} WHEN 1 THEN json('true') WHEN 0 THEN json('false') END")
            }
            Kind::Actor | Kind::Reference(_) => {
                format!("CASE WHEN {sql} IS NOT NULL THEN json_object('__id', {sql}) END")
            }
        }
    }
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        served: Served::Everywhere,
        kind,
        required: false,
        source: Source::Stored { default: None },
        rule: None,
        alias: None,
        reverse: &[],
        cascade: false,
    }
}

pub const fn text(name: &'static str) -> Field {
    field(name, Kind::Text)
}
pub const fn integer(name: &'static str) -> Field {
    field(name, Kind::Integer)
}
pub const fn big_integer(name: &'static str) -> Field {
    field(name, Kind::BigInteger)
}
pub const fn boolean(name: &'static str) -> Field {
    field(name, Kind::Boolean)
}
pub const fn date(name: &'static str) -> Field {
    field(name, Kind::Date)
}
pub const fn json(name: &'static str) -> Field {
    field(name, Kind::Json)
}
pub const fn reference(name: &'static str, target: &'static str) -> Field {
    field(name, Kind::Reference(target))
}
pub const fn actor(name: &'static str) -> Field {
    field(name, Kind::Actor)
}
pub const fn serial() -> Field {
    field("id", Kind::Serial)
}

impl Field {
    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }
    pub const fn default(mut self, expression: &'static str) -> Field {
        self.source = Source::Stored { default: Some(expression) };
        self
    }
    pub const fn computed(mut self, expression: &'static str) -> Field {
        self.source = Source::Computed(expression);
        self
    }
    pub const fn served(mut self, served: Served) -> Field {
        self.served = served;
        self
    }
    pub const fn rule(mut self, rule: Rule) -> Field {
        self.rule = Some(rule);
        self
    }
    pub const fn length(self, min: usize, max: usize, text: &'static str) -> Field {
        self.rule(Rule::Length { min, max, text })
    }
    pub const fn alias(mut self, name: &'static str) -> Field {
        self.alias = Some(name);
        self
    }
    pub const fn reverse(mut self, names: &'static [&'static str]) -> Field {
        self.reverse = names;
        self
    }
    pub const fn cascade(mut self) -> Field {
        self.cascade = true;
        self
    }
    /// Part of what the row is: it can't be without the row it refers to.
    pub const fn owner(self) -> Field {
        self.required().cascade()
    }
}
