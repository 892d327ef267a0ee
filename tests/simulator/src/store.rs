//! The state: the SQL schema that follows from the resources, and the rows that are there from the start.

use std::path::Path;

use rusqlite::{Connection, params};

use crate::accounts;
use crate::auth::random_hex;
use crate::model::{Kind, Resource, Source};
use crate::resources::{NOW, RESOURCES};

pub const USERNAME: &str = "admin";
pub const EMAIL: &str = "test@balena.io";
pub const PASSWORD: &str = "simulator-password";
pub const SECOND_USERNAME: &str = "second";
pub const SECOND_EMAIL: &str = "second@balena.io";
pub const SECOND_PASSWORD: &str = "second-password";

const DEVICE_TYPES: &str = include_str!("seed/device_types.tsv");
const ARCHITECTURES: [&str; 6] = ["armv7hf", "amd64", "aarch64", "i386", "rpi", "i386-nlp"];

pub struct DeviceType {
    pub id: i64,
    pub slug: &'static str,
    pub name: &'static str,
    pub architecture: &'static str,
    pub state: &'static str,
    pub aliases: Vec<&'static str>,
}

pub fn device_types() -> Vec<DeviceType> {
    let rows = DEVICE_TYPES.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        DeviceType {
            id: cells[0].parse().expect("the first cell is a number"),
            slug: cells[1],
            name: cells[2],
            architecture: cells[3],
            state: cells[4],
            aliases: cells[5].split(',').collect(),
        }
    })
    .collect()
}

/// Opens the database, in memory without a file, and fills it when it is new.
pub fn open(file: Option<&Path>) -> rusqlite::Result<Connection> {
    let mut db = match file {
        Some(file) => Connection::open(file)?,
        None => Connection::open_in_memory()?,
    };
    db.pragma_update(None, "foreign_keys", "ON")?;
    db.pragma_update(None, "synchronous", "OFF")?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        let transaction = db.transaction()?;
        transaction.execute_batch(&schema())?;
        seed(&transaction)?;
        transaction.commit()?;
    }
    Ok(db)
}

/// From here on the rows of each resource have a thousand ids of their own, or more.
pub fn set_ids_apart(db: &Connection) -> rusqlite::Result<()> {
    set_next_ids(db, |place| place * 1000 + 1)
}

/// Numbers the rows to come of each resource from an id that follows from the resource's place among all.
pub fn set_next_ids(db: &Connection, next: impl Fn(i64) -> i64) -> rusqlite::Result<()> {
    for (place, resource) in (1..).zip(RESOURCES.iter().filter(|resource| resource.view.is_none())) {
        db.execute("DELETE FROM sqlite_sequence WHERE name = ?1", [resource.name])?;
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)", (resource.name, next(place) - 1))?;
    }
    Ok(())
}

fn schema() -> String {
    let mut sql = String::from("CREATE TABLE actor (id INTEGER PRIMARY KEY AUTOINCREMENT);\n");
    for resource in RESOURCES {
        match resource.view {
            Some(view) => sql += &format!("CREATE VIEW \"{}\" AS {view};\n", resource.name),
            None => sql += &table(resource),
        }
    }
    sql
}

fn table(resource: &Resource) -> String {
    let mut columns = Vec::new();
    let mut indexes = String::new();
    for field in resource.fields {
        let Source::Stored { default } = field.source else {
            continue;
        };
        let kind = match field.kind {
            Kind::Serial => "INTEGER PRIMARY KEY AUTOINCREMENT".to_owned(),
            Kind::Text | Kind::Date | Kind::Json => "TEXT".to_owned(),
            Kind::Integer | Kind::BigInteger | Kind::Boolean => "INTEGER".to_owned(),
            Kind::Actor => "INTEGER REFERENCES actor".to_owned(),
            Kind::Reference(target) => {
                let action = if field.cascade { "CASCADE" } else { "SET NULL" };
                // What a row belongs to is what expands and filters go by.
                if field.cascade {
                    indexes += &format!("CREATE INDEX \"{0}.{1}\" ON \"{0}\" (\"{1}\");\n", resource.name, field.name);
                }
                format!("INTEGER REFERENCES \"{target}\" ON DELETE {action} DEFERRABLE INITIALLY DEFERRED")
            }
        };
        let required = if field.required && field.kind != Kind::Serial { " NOT NULL" } else { "" };
        // For what the service does not serve, and so nobody sets.
        let default = default.map(|default| format!(" DEFAULT ({default})")).unwrap_or_default();
        columns.push(format!("\"{}\" {kind}{required}{default}", field.name));
    }
    for unique in resource.unique {
        let names: Vec<String> = unique.fields.iter().map(|name| format!("\"{name}\"")).collect();
        columns.push(format!("UNIQUE ({})", names.join(", ")));
    }
    format!("CREATE TABLE \"{}\" ({});\n{indexes}", resource.name, columns.join(", "))
}

/// An insert that leaves the times to the table.
fn add(db: &Connection, table: &str, columns: &str, values: &[&dyn rusqlite::ToSql]) -> rusqlite::Result<i64> {
    let marks: Vec<String> = (1..=values.len()).map(|at| format!("?{at}")).collect();
    let sql =
        format!("INSERT INTO {table} (created_at, modified_at, {columns}) VALUES ({NOW}, {NOW}, {})", marks.join(", "));
    db.execute(&sql, values)?;
    Ok(db.last_insert_rowid())
}

/// A user with an organization of the same name.
pub fn add_user(db: &Connection, username: &str, email: &str, password: &str) -> rusqlite::Result<i64> {
    db.execute("INSERT INTO actor DEFAULT VALUES", [])?;
    let actor = db.last_insert_rowid();
    let hash = accounts::hash(username, password);
    let columns = "actor, username, password, jwt_secret, email";
    let user = add(db, "user", columns, &[&actor, &username, &hash, &random_hex(16), &email])?;
    let organization = add_organization(db, username)?;
    add(db, "organization_membership", "user, is_member_of__organization", &[&user, &organization])?;
    Ok(user)
}

pub fn add_organization(db: &Connection, handle: &str) -> rusqlite::Result<i64> {
    add(db, "organization", "name, handle", &[&handle, &handle])
}

fn seed(db: &Connection) -> rusqlite::Result<()> {
    db.execute("INSERT INTO actor DEFAULT VALUES", [])?;
    add(db, "user", "actor, username, password", &[&1, &"guest", &accounts::hash("guest", &random_hex(16))])?;
    add_user(db, USERNAME, EMAIL, PASSWORD)?;
    add_user(db, SECOND_USERNAME, SECOND_EMAIL, SECOND_PASSWORD)?;
    add(
        db,
        "application_type",
        "name, supports_web_url, supports_multicontainer, supports_gateway_mode, needs__os_version_range, \
         requires_payment, is_legacy, slug, description",
        &[
            &"Default",
            &0,
            &1,
            &1,
            &">=2.11.0",
            &0,
            &0,
            &"default",
            &"Default application type, allowing multiple containers and gateway mode.",
        ],
    )?;
    for slug in ARCHITECTURES {
        add(db, "cpu_architecture", "slug", &[&slug])?;
    }
    for (slug, name) in [("aaeon", "AAEON"), ("asus", "ASUS"), ("up", "Up Board")] {
        add(db, "device_manufacturer", "slug, name", &[&slug, &name])?;
    }
    for (slug, name, maker) in [("asus-rockchip", "ASUS Tinkerboard Rockchip", 2), ("up-x86", "UP Board x86", 3)] {
        add(db, "device_family", "slug, name, is_manufactured_by__device_manufacturer", &[&slug, &name, &maker])?;
    }
    for kind in device_types() {
        let contract = serde_json::json!({
            "data": { "arch": kind.architecture, "is_private": false },
            "name": kind.name,
            "slug": kind.slug,
            "type": "hw.device-type",
            "aliases": kind.aliases,
            "version": "1",
        });
        let architecture: i64 =
            db.query_row("SELECT id FROM cpu_architecture WHERE slug = ?1", params![kind.architecture], |row| {
                row.get(0)
            })?;
        add(
            db,
            "device_type",
            "id, slug, name, is_of__cpu_architecture, logo, contract",
            &[&kind.id, &kind.slug, &kind.name, &architecture, &LOGO, &contract.to_string()],
        )?;
        for alias in &kind.aliases {
            add(db, "device_type_alias", "device_type, is_referenced_by__alias", &[&kind.id, alias])?;
        }
    }
    Ok(())
}

/// A grey square.
const LOGO: &str = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA0IDQiPjxwYXRoIGZpbGw9IiM4ODgiIGQ9Ik0wIDBoNHY0SDB6Ii8+PC9zdmc+";
