//! What `--cloud` adds, and that it is absent without it.

mod common;

use common::Simulator;
use serde_json::{Value, json};

struct Service {
    simulator: Simulator,
    token: String,
}

impl Service {
    async fn start(arguments: &[&str]) -> Service {
        let simulator = Simulator::start(arguments);
        let token = simulator.log_in().await;
        Service { simulator, token }
    }

    async fn send(&self, method: &str, url: &str, body: Value) -> (u16, Value) {
        let answer = self.simulator.json(method, url, &self.token, body).await;
        (answer.status, serde_json::from_str(&answer.body).unwrap_or(Value::Null))
    }

    async fn rows(&self, url: &str) -> Value {
        let (status, body) = self.send("GET", url, Value::Null).await;
        assert_eq!(status, 200, "{url}: {body}");
        body["d"].clone()
    }
}

const CLOUD_FIELDS: [&str; 6] = [
    "latitude",
    "longitude",
    "custom_latitude",
    "custom_longitude",
    "location",
    "is_accessible_by_support_until__date",
];

#[tokio::test]
async fn openbalena_has_none_of_it() {
    let service = Service::start(&["--fleet", "1"]).await;
    for (method, url) in [("GET", "/config"), ("POST", "/user/register"), ("POST", "/application/1/restart")] {
        assert_eq!(service.send(method, url, json!({})).await, (404, Value::Null), "{url}");
    }
    for field in CLOUD_FIELDS {
        assert_eq!(service.send("GET", &format!("/v7/device?$select={field}"), Value::Null).await.0, 500, "{field}");
        assert_eq!(service.send("PATCH", "/v7/device(1)", json!({ field: null })).await.0, 500, "{field}");
        assert_eq!(service.rows("/v7/device(1)").await[0].get(field), None);
    }
    let support = json!({ "is_accessible_by_support_until__date": 4_102_444_800_000_i64 });
    assert_eq!(service.send("PATCH", "/v7/application(1)", support).await.0, 500);
    assert_eq!(service.send("PATCH", "/v7/device(1)", json!({ "is_web_accessible": true })).await.0, 500);
    assert_eq!(service.rows("/v7/device(1)?$select=is_web_accessible").await[0]["is_web_accessible"], false);
    assert_eq!(service.rows("/v7/application?$filter=is_host%20eq%20true").await, json!([]));
}

#[tokio::test]
async fn devices_have_urls_and_places() {
    let service = Service::start(&["--cloud", "--fleet", "2"]).await;
    let url = "/v7/device?$filter=belongs_to__application%20eq%201";
    assert_eq!(service.send("PATCH", url, json!({ "is_web_accessible": true })).await.0, 200);
    let count = "/v7/device/$count?$filter=is_web_accessible%20eq%20true";
    assert_eq!(service.rows(count).await, 2);
    let place = "/v7/device(1)?$select=latitude,custom_latitude,custom_longitude,location";
    let before = service.rows(place).await[0].clone();
    assert!(before["latitude"].is_string() && before["location"].is_string(), "{before}");
    assert_eq!(before["custom_latitude"], Value::Null);
    for (latitude, longitude) in [("21.5", "105"), ("", "")] {
        let body = json!({ "custom_latitude": latitude, "custom_longitude": longitude });
        assert_eq!(service.send("PATCH", "/v7/device?$filter=id%20in%20(1)", body).await.0, 200);
        let after = service.rows(place).await[0].clone();
        assert_eq!((&after["custom_latitude"], &after["custom_longitude"]), (&json!(latitude), &json!(longitude)));
    }
    assert_eq!(service.send("PATCH", "/v7/device(1)", json!({ "custom_latitude": 21.5 })).await.0, 400, "no text");
}

#[tokio::test]
async fn support_access_is_granted_until_a_time() {
    let service = Service::start(&["--cloud", "--fleet", "1"]).await;
    let field = "is_accessible_by_support_until__date";
    for row in ["application(1)", "device(1)"] {
        for (given, read) in [
            (json!(4_102_444_800_000_i64), json!("2100-01-01T00:00:00.000Z")),
            (json!("2100-01-02T00:00:00Z"), json!("2100-01-02T00:00:00.000Z")),
            (Value::Null, Value::Null),
        ] {
            assert_eq!(service.send("PATCH", &format!("/v7/{row}"), json!({ field: given })).await.0, 200, "{row}");
            assert_eq!(service.rows(&format!("/v7/{row}?$select={field}")).await[0][field], read);
        }
        assert_eq!(service.send("PATCH", &format!("/v7/{row}"), json!({ field: "soon" })).await.0, 400);
    }
}

#[tokio::test]
async fn routes_of_the_cloud() {
    let service = Service::start(&["--cloud", "--fleet", "1"]).await;
    let config = service.simulator.json("GET", "/config", "", Value::Null).await.json();
    assert!(config["deviceUrlsBase"].is_string() && config["deviceTypes"][0]["slug"].is_string(), "{config}");
    let answer = service.simulator.json("POST", "/application/1/restart", &service.token, Value::Null).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "OK"));
    let second = service.simulator.log_in_as("second", "second-password").await;
    for (url, token, status) in
        [("/application/9/restart", &service.token, 404), ("/application/1/restart", &second, 404)]
    {
        assert_eq!(service.simulator.json("POST", url, token, Value::Null).await.status, status, "{url}");
    }
    assert_eq!(service.simulator.json("POST", "/application/1/restart", "", Value::Null).await.status, 401);
}

#[tokio::test]
async fn new_users_register() {
    let service = Service::start(&["--cloud"]).await;
    let register = async |email: &str, password: &str| {
        let body = json!({ "email": email, "password": password });
        service.simulator.json("POST", "/user/register", "", body).await
    };
    let first = register("jane@example.com", "long-enough").await;
    assert_eq!(first.status, 201);
    assert!(first.header("content-type").is_some_and(|kind| kind.starts_with("text/plain")));
    let whoami = async |token: &str| service.simulator.json("GET", "/user/v1/whoami", token, Value::Null).await.json();
    let jane = whoami(&first.body).await;
    assert_eq!((&jane["username"], &jane["email"]), (&json!("jane"), &json!("jane@example.com")));
    let organizations =
        service.simulator.json("GET", "/v7/organization?$select=handle", &first.body, Value::Null).await;
    assert_eq!(organizations.json(), json!({ "d": [{ "handle": "jane" }] }));
    let other = register("jane@example.org", "p").await;
    assert_eq!(whoami(&other.body).await["username"], "jane2");
    assert_eq!(register("jane@example.com", "again").await.status, 409);
    for (email, password) in [("", "p"), ("new@example.com", "")] {
        assert_eq!(register(email, password).await.status, 400);
    }
    assert!(!service.simulator.log_in_as("jane", "long-enough").await.is_empty());
}

#[tokio::test]
async fn each_architecture_has_a_device_type() {
    let service = Service::start(&[]).await;
    let architectures = service.rows("/v7/cpu_architecture?$select=slug").await;
    for architecture in architectures.as_array().expect("rows") {
        let slug = architecture["slug"].as_str().expect("a slug");
        let count = format!("/v7/device_type/$count?$filter=is_of__cpu_architecture/slug%20eq%20'{slug}'");
        assert!(service.rows(&count).await.as_i64() > Some(0), "{slug}");
    }
}

const GOOD: &str = "status%20eq%20'success'%20and%20is_final%20eq%20true%20and%20is_invalidated%20eq%20false";

#[tokio::test]
async fn operating_systems_are_public_applications() {
    let service = Service::start(&["--cloud", "--fleet", "1"]).await;
    let supported = "/v7/device_type?$orderby=name%20asc&$select=slug&$filter=is_default_for__application/any(idfa:\
                     idfa/is_host%20eq%20true%20and%20idfa/is_archived%20eq%20false%20and%20idfa/owns__release/any(r:\
                     r/status%20eq%20'success'%20and%20r/is_final%20eq%20true%20and%20r/is_invalidated%20eq%20false))";
    let slugs = ["intel-nuc", "raspberry-pi", "raspberrypi3", "raspberrypi4-64"].map(|slug| json!({ "slug": slug }));
    assert_eq!(service.rows(supported).await, json!(slugs));
    let guest = service.simulator.json("GET", supported, "", Value::Null).await.json();
    assert_eq!(guest["d"], json!(slugs), "without a session");

    let directly = "/v7/application?$select=slug&$filter=is_directly_accessible_by__user/any(dau:1%20eq%201)";
    let own = ["admin/fleet", "admin/other", "admin/spare"].map(|slug| json!({ "slug": slug }));
    assert_eq!(service.rows(&format!("{directly}&$orderby=id")).await, json!(own));
    let public = "/v7/application?$select=is_of__class,is_public&$filter=slug%20eq%20'balena_os/raspberrypi3'";
    assert_eq!(service.rows(public).await, json!([{ "is_of__class": "app", "is_public": true }]));

    let versions = format!(
        "/v7/application?$select=id&$orderby=id&$filter=is_host%20eq%20true%20and%20is_for__device_type/any(dt:dt/slug%20in%20\
         ('raspberrypi3'))&$expand=application_tag($select=tag_key,value),owns__release($select=raw_version,version;\
         $orderby=created_at%20desc,id;$expand=release_tag($select=tag_key,value);$filter={GOOD})"
    );
    let hosts = service.rows(&versions).await;
    let releases = &hosts[0]["owns__release"];
    let tags = |variant: &str| json!([{ "tag_key": "version", "value": "2.29.2+rev1" }, { "tag_key": "variant", "value": variant }]);
    let found: Vec<&Value> = releases.as_array().expect("rows").iter().map(|row| &row["raw_version"]).collect();
    assert_eq!(
        found,
        ["6.3.0-rc1", "6.0.24", "5.3.21", "2.115.7", "2.94.4+rev1.dev", "2.94.4+rev1.prod", "0.0.0", "0.0.0+rev1",]
    );
    assert_eq!((&releases[6]["release_tag"], &releases[7]["release_tag"]), (&tags("production"), &tags("development")));
    let (prerelease, version) = (&releases[0]["version"], &releases[4]["version"]);
    assert_eq!((&prerelease["prerelease"], &prerelease["build"]), (&json!(["rc1"]), &json!([])));
    assert_eq!((&version["build"], &version["version"]), (&json!(["rev1", "dev"]), &json!("2.94.4")));
    let policy = json!([{ "tag_key": "release-policy", "value": "esr" }]);
    assert_eq!((&hosts[0]["application_tag"], &hosts[1]["application_tag"]), (&json!([]), &policy));
    assert_eq!(hosts[1]["owns__release"][0]["raw_version"], "2023.10.0");
    let all = "/v7/release/$count?$filter=belongs_to__application/slug%20eq%20'balena_os/raspberrypi3'";
    assert_eq!(service.rows(all).await, 11, "an invalidated one, a failed one and a draft too");
    assert_eq!(service.send("PATCH", "/v7/release", json!({ "note": "mine" })).await.0, 200);
    assert_eq!(service.rows(&format!("{all}%20and%20note%20ne%20null")).await, 0);
}

#[tokio::test]
async fn updates_of_operating_systems_go_on_whenever_somebody_looks() {
    let service = Service::start(&["--cloud", "--fleet", "3"]).await;
    let device = service.rows("/v7/device(2)?$select=uuid,update_status").await[0].clone();
    let uuid = device["uuid"].as_str().unwrap();
    let ask = async |method: &str, version: &str, body: Value, token: &str| {
        let headers = [
            ("Host", format!("actions.devices.localhost:{}", service.simulator.address.port())),
            ("Content-Type", "application/json".to_owned()),
            ("Authorization", format!("Bearer {token}")),
        ];
        let headers: Vec<_> = headers.map(|(name, value)| (name.to_owned(), value)).into();
        let url = format!("/{version}/{uuid}/resinhup");
        let answer = service.simulator.send(method, &url, &headers, body.to_string()).await;
        (answer.status, serde_json::from_str(&answer.body).unwrap_or(Value::Null))
    };
    let status = async || ask("GET", "v1", Value::Null, &service.token).await.1["status"].clone();
    assert_eq!(status().await, "idle");
    let wanted = json!({ "parameters": { "target_version": "2.115.7+rev1.dev" } });
    let (code, answer) = ask("POST", "v1", wanted.clone(), &service.token).await;
    assert_eq!((code, &answer["status"], &answer["action"]), (200, &json!("in_progress"), &json!("resinhup")));
    assert_eq!(answer["parameters"], wanted["parameters"]);
    for expected in ["in_progress", "in_progress", "done", "done"] {
        assert_eq!(status().await, expected);
    }
    let row = "/v7/device(2)?$select=os_version,os_variant";
    let updated = json!([{ "os_version": "balenaOS 2.115.7+rev1", "os_variant": "dev" }]);
    assert_eq!(service.rows(row).await, updated);

    let (code, answer) =
        ask("POST", "v2", json!({ "parameters": { "target_version": "6.0.24" } }), &service.token).await;
    assert_eq!((code, &answer["status"]), (200, &json!("triggered")));
    assert_eq!(status().await, "idle");
    for expected in ["downloading", "applying changes", "done", "done"] {
        let rows = service.rows("/v7/device(2)?$select=update_status,last_update_status_event").await;
        assert_eq!(rows[0]["update_status"], expected);
        assert!(rows[0]["last_update_status_event"].is_string());
    }
    assert_eq!(service.rows(row).await, json!([{ "os_version": "balenaOS 6.0.24", "os_variant": "dev" }]));

    for version in ["v1", "v2"] {
        ask("POST", version, wanted.clone(), &service.token).await;
        let lost = json!({ "is_connected_to_vpn": false });
        assert_eq!(service.send("PATCH", "/v7/device(2)", lost).await.0, 200);
        match version {
            "v1" => assert_eq!([status().await, status().await], ["in_progress", "error"]),
            _ => {
                service.rows("/v7/device(2)?$select=update_status").await;
                assert_eq!(service.rows("/v7/device(2)?$select=update_status").await[0]["update_status"], "aborted");
            }
        }
    }

    let stranger = service.simulator.log_in_as("second", "second-password").await;
    assert_eq!(ask("POST", "v2", wanted.clone(), &stranger).await.0, 404);
    assert_eq!(ask("POST", "v2", wanted.clone(), "nobody").await.0, 401);
    assert_eq!(ask("POST", "v3", wanted.clone(), &service.token).await.0, 404);
    assert_eq!(ask("GET", "v2", Value::Null, &service.token).await.0, 404);
    assert_eq!(ask("POST", "v1", json!({}), &service.token).await.0, 400);
    // The API itself has no such route.
    assert_eq!(service.send("POST", &format!("/v2/{uuid}/resinhup"), wanted).await.0, 404);
}
