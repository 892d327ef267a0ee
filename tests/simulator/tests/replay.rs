//! Replays the recorded exchanges with the real service and compares the answers; `recorded/README.md` says how.

mod common;

use std::collections::HashMap;
use std::path::Path;

use common::{Answer, Simulator};
use serde_json::{Map, Value};

/// Fields whose values no two servers share.
const OWN_VALUES: [&str; 19] = [
    "created_at",
    "modified_at",
    "update_timestamp",
    "is_finalized_at__date",
    "uuid",
    "device_name",
    "key",
    "api_key",
    "apiKey",
    "balenaRootCA",
    "jwt_secret",
    "password",
    "is_stored_at__image_location",
    "raw_version",
    "raw",
    "version",
    "prerelease",
    "logo",
    "url",
];

/// The resource that a reference, or an expanded field, leads to.
const REFERENCES: [(&str, &str); 31] = [
    ("apps", "application"),
    ("services", "service"),
    ("releaseId", "release"),
    ("imageId", "image"),
    ("image_id", "image"),
    ("application", "application"),
    ("appId", "application"),
    ("applicationId", "application"),
    ("belongs_to__application", "application"),
    ("has_direct_access_to__application", "application"),
    ("owns__device", "device"),
    ("device", "device"),
    ("deviceId", "device"),
    ("release", "release"),
    ("is_pinned_on__release", "release"),
    ("is_running__release", "release"),
    ("should_be_running__release", "release"),
    ("is_provided_by__release", "release"),
    ("is_part_of__release", "release"),
    ("owns__release", "release"),
    ("service", "service"),
    ("is_a_build_of__service", "service"),
    ("installs__service", "service"),
    ("service_install", "service_install"),
    ("image", "image"),
    ("installs__image", "image"),
    ("is_built_by__image", "image"),
    ("release_image", "image__is_part_of__release"),
    ("device_type", "device_type"),
    ("is_for__device_type", "device_type"),
    ("is_of__device_type", "device_type"),
];

fn leads_to(field: &str) -> Option<&'static str> {
    REFERENCES.iter().find(|(name, _)| *name == field).map(|(_, resource)| *resource)
}

/// What stands here for the ids and texts of the recording.
#[derive(Default)]
struct Names {
    ids: HashMap<(String, i64), i64>,
    texts: HashMap<String, String>,
}

impl Names {
    fn id(&self, resource: &str, recorded: i64) -> i64 {
        self.ids.get(&(resource.to_owned(), recorded)).copied().unwrap_or(recorded)
    }

    fn text(&self, recorded: &str) -> String {
        let mut text = recorded.to_owned();
        for (from, to) in &self.texts {
            text = text.replace(from, to);
        }
        text
    }

    /// The name of a field in `object`, which in a device's state is an id or a uuid.
    fn field(&self, name: &str, object: &str) -> String {
        match (leads_to(object), name.parse()) {
            (Some(resource), Ok(id)) => self.id(resource, id).to_string(),
            _ => self.text(name),
        }
    }

    /// The URL with its ids: `device(7)`, `device=7`, `device eq 7`, `id in (7,8)`, `/device/7/`.
    fn url(&self, recorded: &str) -> String {
        let text = self.text(recorded);
        let resource = resource_of(&text);
        let mut url = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(|each: char| each.is_ascii_digit()) {
            let (before, from) = rest.split_at(at);
            let escape = before.ends_with('%');
            let digits = from.find(|each: char| !each.is_ascii_digit()).unwrap_or(from.len());
            let end = if escape { digits.min(2) } else { digits };
            let (digits, after) = from.split_at(end);
            url += before;
            let whole = !after.starts_with(|each: char| each.is_ascii_alphanumeric());
            let owner = self.owner(&url, &resource);
            match (owner, digits.parse()) {
                (Some(owner), Ok(number)) if whole && !escape => url += &self.id(&owner, number).to_string(),
                _ => url += digits,
            }
            rest = after;
        }
        url + rest
    }

    /// The resource whose id follows `before`.
    fn owner(&self, before: &str, resource: &str) -> Option<String> {
        if let Some(path) = before.strip_suffix('/') {
            return path.rsplit('/').next().and_then(leads_to).map(str::to_owned);
        }
        // A list of ids: what counts is what stands before its bracket.
        let list = before.trim_end_matches(|each: char| each.is_ascii_digit() || each == ',');
        let before = list.strip_suffix("%20in%20(").unwrap_or(before);
        let before = ["%20eq%20", "(", "="].iter().find_map(|end| before.strip_suffix(end)).unwrap_or(before);
        let start = before.rfind(|each: char| !each.is_ascii_alphanumeric() && each != '_').map_or(0, |at| at + 1);
        match &before[start..] {
            // `owns__device/any(d:d/id …`: of the rows that the lambda is about.
            "id" if before.ends_with("/id") => {
                let collection = &before[..before.rfind("/any(")?];
                leads_to(collection.rsplit(['=', '(', '/']).next()?).map(str::to_owned)
            }
            "id" => Some(resource.to_owned()),
            word if word == resource => Some(resource.to_owned()),
            word => leads_to(word).map(str::to_owned),
        }
    }

    fn body(&self, recorded: &Value) -> Value {
        match recorded {
            Value::Object(fields) => {
                let field = |(name, value): (&String, &Value)| {
                    let id = leads_to(name).or((name == "actorTypeId").then_some("application")).zip(value.as_i64());
                    let value = id.map_or_else(|| self.body(value), |(owner, id)| self.id(owner, id).into());
                    (name.clone(), value)
                };
                fields.iter().map(field).collect::<Map<_, _>>().into()
            }
            Value::Array(values) => values.iter().map(|value| self.body(value)).collect(),
            Value::String(text) => match text.strip_prefix("<x repeated ").and_then(|count| count.strip_suffix('>')) {
                Some(count) => "x".repeat(count.parse().expect("a number")).into(),
                None => self.text(text).into(),
            },
            other => other.clone(),
        }
    }
}

/// `device` of `/v7/device(7)?…`
fn resource_of(url: &str) -> String {
    let path = url.strip_prefix("/v7/").unwrap_or_default();
    path.chars().take_while(|each| each.is_ascii_alphanumeric() || *each == '_').collect()
}

struct Replay {
    simulator: Simulator,
    names: Names,
    problems: Vec<String>,
    exchange: String,
    /// Rows in the order that the request asked for.
    ordered: bool,
    /// The first few rows without an order: which they are, nobody promised.
    any_rows: bool,
    loose: bool,
}

impl Replay {
    fn problem(&mut self, text: String) {
        let problem = format!("{}: {text}", self.exchange);
        self.problems.push(problem);
    }

    async fn run(&mut self, recorded: &Value) {
        let text = |name: &str| recorded[name].as_str().unwrap_or_default();
        let url = self.names.url(text("url"));
        self.exchange = format!("{} ({} {})", text("name"), text("method"), text("url"));
        self.ordered = url.contains("$orderby");
        self.any_rows = url.contains("$top") && !self.ordered;
        self.loose = recorded["loose"].is_string();
        let mut headers = Vec::new();
        for (name, value) in recorded["request_headers"].as_object().into_iter().flatten() {
            headers.push((name.clone(), self.names.text(value.as_str().unwrap_or_default())));
        }
        let form = headers.iter().any(|(_, value)| value.starts_with("application/x-www-form-urlencoded"));
        let body = match self.names.body(&recorded["request_body"]) {
            Value::Null => String::new(),
            Value::String(text) => text,
            Value::Object(fields) if form => form_urlencoded::Serializer::new(String::new())
                .extend_pairs(fields.iter().map(|(name, value)| (name, value.as_str().unwrap_or_default())))
                .finish(),
            value => value.to_string(),
        };
        let has_type = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        if !body.is_empty() && !has_type {
            headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        }
        let answer = self.simulator.send(text("method"), &url, &headers, body).await;
        if recorded["setup"].is_string() {
            self.set_up(recorded, &answer);
        } else {
            self.compare(recorded, &answer);
        }
    }

    fn set_up(&mut self, recorded: &Value, answer: &Answer) {
        for (resource, value) in recorded["gives"].as_object().into_iter().flatten() {
            let body = answer.json();
            match (value.as_i64(), value.as_str()) {
                (Some(id), _) => {
                    let row = if body["id"].is_i64() { &body } else { &body["d"][0] };
                    let given = row["id"].as_i64().unwrap_or_else(|| panic!("{recorded} gave {answer:?}"));
                    self.names.ids.insert((resource.clone(), id), given);
                }
                (_, Some(name)) => {
                    let text = body.as_str().or_else(|| body["d"][0][resource].as_str()).expect("a text");
                    self.names.texts.insert(name.to_owned(), text.to_owned());
                }
                _ => panic!("what does {recorded} give?"),
            }
        }
    }

    fn compare(&mut self, recorded: &Value, answer: &Answer) {
        if recorded["status"] != answer.status {
            return self.problem(format!("{} became {}: {}", recorded["status"], answer.status, answer.body));
        }
        let resource = if recorded["url"] == "/device/register" {
            "device".to_owned()
        } else {
            resource_of(recorded["url"].as_str().unwrap_or_default())
        };
        self.compare_body(&recorded["response_body"], answer, &resource);
        self.compare_headers(recorded, answer, &resource);
    }

    fn compare_body(&mut self, expected: &Value, answer: &Answer, resource: &str) {
        let is_json = answer.header("content-type").is_some_and(|kind| kind.starts_with("application/json"));
        if !is_json {
            match expected.as_str() {
                Some("<SESSION_JWT>") if answer.body.split('.').count() == 3 => {}
                Some(text) if text == answer.body => {}
                _ => self.problem(format!("{expected} became {:?}", answer.body)),
            }
            return;
        }
        match (expected, answer.json()) {
            (Value::String(secret), Value::String(given)) if secret.starts_with("<SECRET") => {
                self.names.texts.insert(secret.clone(), given);
            }
            (Value::String(text), Value::String(given)) if text.starts_with("Malformed url: ") => {
                let url = self.names.url(text);
                if url != given {
                    self.problem(format!("{url} became {given}"));
                }
            }
            (_, given) => self.compare_value(expected, &given, "", resource),
        }
    }

    fn compare_value(&mut self, expected: &Value, given: &Value, name: &str, resource: &str) {
        match (expected, given) {
            (Value::Object(expected), Value::Object(given)) => self.compare_object(expected, given, name, resource),
            (Value::Array(expected), Value::Array(given)) => self.compare_rows(expected, given, name, resource),
            (Value::Number(id), Value::Number(number))
                if matches!(name, "id" | "__id" | "applicationId" | "releaseId" | "imageId" | "image_id") =>
            {
                let key = (resource.to_owned(), id.as_i64().unwrap_or_default());
                let number = number.as_i64().unwrap_or_default();
                if resource.is_empty() || self.loose || self.any_rows {
                    return;
                }
                let known = *self.names.ids.entry(key).or_insert(number);
                if known != number {
                    self.problem(format!("id {id} of {resource}, here {known}, became {number}"));
                }
            }
            (Value::String(text), Value::String(own)) if OWN_VALUES.contains(&name) => {
                if text.len() >= 32 || text.starts_with("<SECRET") {
                    self.names.texts.insert(text.clone(), own.clone());
                }
            }
            (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => {
                self.problem(format!("{name}: {expected} became {given}"));
            }
            _ if self.loose || self.any_rows || OWN_VALUES.contains(&name) => {
                if std::mem::discriminant(expected) != std::mem::discriminant(given) {
                    self.problem(format!("{name}: {expected} became {given}"));
                }
            }
            _ if expected == given => {}
            (Value::String(text), Value::String(given)) if self.names.text(text) == *given => {}
            _ => self.problem(format!("{name}: {expected} became {given}")),
        }
    }

    fn compare_object(
        &mut self,
        expected: &Map<String, Value>,
        given: &Map<String, Value>,
        name: &str,
        resource: &str,
    ) {
        // A document that a user or a manufacturer wrote is not the service's to shape.
        if name == "contract" && expected.contains_key("assets") {
            return;
        }
        let fields: Vec<String> = expected.keys().map(|field| self.names.field(field, name)).collect();
        let own: Vec<String> = given.keys().cloned().collect();
        if fields != own {
            return self.problem(format!("fields {fields:?} became {own:?}"));
        }
        for ((field, value), own) in expected.iter().zip(own) {
            let owner = match field.as_str() {
                "id" | "d" => resource.to_owned(),
                "__id" => leads_to(name).unwrap_or_default().to_owned(),
                _ => leads_to(field).unwrap_or_default().to_owned(),
            };
            self.compare_value(value, &given[&own], field, &owner);
        }
    }

    fn compare_rows(&mut self, expected: &[Value], given: &[Value], name: &str, resource: &str) {
        let cut = expected.last().is_some_and(|last| last.as_str().is_some_and(|text| text.contains("left out")));
        if self.loose || cut {
            if let (Some(expected), Some(given)) = (expected.first(), given.first()) {
                self.compare_value(expected, given, name, resource);
            } else if expected.is_empty() != given.is_empty() {
                self.problem(format!("{} rows became {}", expected.len(), given.len()));
            }
            return;
        }
        if expected.len() != given.len() {
            let given = Value::from(given.to_vec());
            return self.problem(format!("{} rows became {given}", expected.len()));
        }
        let (mut expected, mut given) = (expected.to_vec(), given.to_vec());
        let all_have_ids = expected.iter().all(|row| row["id"].is_i64());
        if !self.ordered && all_have_ids {
            expected.sort_by_key(|row| self.names.id(resource, row["id"].as_i64().unwrap_or_default()));
            given.sort_by_key(|row| row["id"].as_i64());
        } else if !self.ordered {
            expected.sort_by_key(Value::to_string);
            given.sort_by_key(Value::to_string);
        }
        for (expected, given) in expected.iter().zip(&given) {
            self.compare_value(expected, given, name, resource);
        }
    }

    fn compare_headers(&mut self, recorded: &Value, answer: &Answer, resource: &str) {
        let headers: Vec<(String, &str)> = recorded["response_headers"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|pair| Some((pair[0].as_str()?.to_ascii_lowercase(), pair[1].as_str()?)))
            .collect();
        for (name, value) in &headers {
            let given = answer.header(name);
            let fits = match name.as_str() {
                // Lengths follow ids and names; what matters is that there is one.
                "content-length" => given.is_some(),
                "location" => given == Some(self.location(value, resource).as_str()),
                _ => given == Some(*value),
            };
            if !fits {
                self.problem(format!("{name}: {value} became {given:?}"));
            }
        }
        let listed = |wanted: &str| headers.iter().any(|(name, _)| name == wanted);
        let whole = listed("content-length") || listed("transfer-encoding");
        if whole && !listed("content-type") && answer.header("content-type").is_some() {
            self.problem(format!("no Content-Type became {:?}", answer.header("content-type")));
        }
    }

    /// `/v7/device(@id)?@id=7` with the id that the row has here.
    fn location(&self, recorded: &str, resource: &str) -> String {
        match recorded.rsplit_once('=') {
            Some((before, id)) => format!("{before}={}", self.names.id(resource, id.parse().unwrap_or_default())),
            None => recorded.to_owned(),
        }
    }
}

#[tokio::test]
async fn answers_as_recorded() {
    let simulator = Simulator::start(&[]);
    let token = simulator.log_in().await;
    let expired = simulator.json("POST", "/_token", "", serde_json::json!({ "ends_in_s": -1 })).await.body;
    let forged = format!("{}AAAA", &token[..token.len() - 4]);
    let mut names = Names::default();
    for (name, value) in [
        ("<SESSION_JWT>", token.as_str()),
        ("<EXPIRED_JWT>", &expired),
        ("<FORGED_JWT>", &forged),
        ("<PASSWORD>", "simulator-password"),
    ] {
        names.texts.insert(name.to_owned(), value.to_owned());
    }
    let mut replay = Replay {
        simulator,
        names,
        problems: Vec::new(),
        exchange: String::new(),
        ordered: false,
        any_rows: false,
        loose: false,
    };
    let mut count = 0;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("recorded");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the recordings are there")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    files.sort();
    for file in files {
        for line in std::fs::read_to_string(&file).expect("a readable file").lines() {
            let recorded: Value = serde_json::from_str(line).expect("a line of JSON");
            replay.run(&recorded).await;
            count += usize::from(!recorded["setup"].is_string());
        }
    }
    println!("{count} exchanges replayed");
    assert!(count > 350, "only {count} exchanges were replayed");
    assert!(replay.problems.is_empty(), "{} of {count}:\n{}", replay.problems.len(), replay.problems.join("\n"));
}
