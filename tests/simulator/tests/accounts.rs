//! Two users, each with an organization: what one has, the other neither sees nor changes. And their tokens.

mod common;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use common::Simulator;
use serde_json::{Value, json};

struct Two {
    simulator: Simulator,
    admin: String,
    second: String,
}

impl Two {
    /// The first user has `--fleet 3`, the second nothing yet.
    async fn start() -> Two {
        let simulator = Simulator::start(&["--fleet", "3"]);
        let admin = simulator.log_in().await;
        let second = simulator.log_in_as("second@balena.io", "second-password").await;
        Two { simulator, admin, second }
    }

    async fn send(&self, method: &str, url: &str, token: &str, body: Value) -> (u16, Value) {
        let answer = self.simulator.json(method, url, token, body).await;
        (answer.status, serde_json::from_str(&answer.body).unwrap_or(Value::Null))
    }

    async fn rows(&self, url: &str, token: &str) -> Value {
        let (status, body) = self.send("GET", url, token, Value::Null).await;
        assert_eq!(status, 200, "{url}: {body}");
        body["d"].clone()
    }

    async fn create(&self, resource: &str, token: &str, body: Value) -> i64 {
        let (status, row) = self.send("POST", &format!("/v7/{resource}"), token, body).await;
        assert_eq!(status, 201, "{resource}: {row}");
        row["id"].as_i64().expect("an id")
    }
}

#[tokio::test]
async fn each_user_sees_himself_and_his_organization() {
    let two = Two::start().await;
    for (token, id, name, email) in
        [(&two.admin, 2, "admin", "test@balena.io"), (&two.second, 3, "second", "second@balena.io")]
    {
        let (_, who) = two.send("GET", "/user/v1/whoami", token, Value::Null).await;
        assert_eq!(who, json!({ "id": id, "username": name, "email": email }));
        let (_, who) = two.send("GET", "/actor/v1/whoami", token, Value::Null).await;
        assert_eq!((&who["actorTypeId"], &who["username"]), (&json!(id), &json!(name)));
        assert_eq!(two.rows("/v7/organization?$select=handle", token).await, json!([{ "handle": name }]));
        let memberships = two.rows("/v7/organization_membership?$select=user", token).await;
        assert_eq!(memberships, json!([{ "user": { "__id": id } }]));
        let users = two.rows("/v7/user?$select=username&$orderby=id", token).await;
        assert_eq!(users, json!([{ "username": "guest" }, { "username": name }]));
    }
}

#[tokio::test]
async fn rows_of_others_are_not_there() {
    let two = Two::start().await;
    let id = two.create("device_tag", &two.admin, json!({ "device": 1, "tag_key": "k", "value": "v" })).await;
    for resource in ["application", "device", "release", "device_tag", "service_install"] {
        let url = format!("/v7/{resource}?$select=id");
        assert_eq!(two.rows(&url, &two.second).await, json!([]), "{resource}");
    }
    for (method, url) in [("PATCH", "/v7/device(1)"), ("PATCH", "/v7/device?$filter=id%20gt%200")] {
        let (status, _) = two.send(method, url, &two.second, json!({ "note": "mine" })).await;
        assert_eq!(status, 200, "nothing matches");
    }
    assert_eq!(two.send("DELETE", &format!("/v7/device_tag({id})"), &two.second, Value::Null).await.0, 200);
    assert_eq!(two.send("DELETE", "/v7/application(1)", &two.second, Value::Null).await.0, 404);
    assert_eq!(two.rows("/v7/device(1)?$select=note", &two.admin).await, json!([{ "note": null }]));
    assert_eq!(two.rows("/v7/device_tag/$count", &two.admin).await, json!(1));
}

#[tokio::test]
async fn nothing_is_made_in_the_name_of_others() {
    let two = Two::start().await;
    let own = json!({ "app_name": "mine", "is_for__device_type": 117, "organization": 2 });
    let application = two.create("application", &two.second, own).await;
    let device = json!({ "is_of__device_type": 117, "belongs_to__application": 1 });
    for (url, body, status) in [
        ("/v7/application", json!({ "app_name": "theirs", "is_for__device_type": 117, "organization": 1 }), 401),
        ("/v7/application_tag", json!({ "application": 1, "tag_key": "k", "value": "v" }), 401),
        ("/v7/device_config_variable", json!({ "device": 1, "name": "RESIN_X", "value": "v" }), 401),
        ("/v7/user__has__public_key", json!({ "user": 2, "title": "t", "public_key": "ssh-rsa A" }), 401),
        ("/v7/device", device, 404),
        ("/api-key/application/1/provisioning", json!({}), 500),
        ("/api-key/device/1/device-key", json!({}), 500),
        (
            "/api-key/v2/",
            json!({ "actorType": "user", "actorTypeId": 2, "roles": ["named-user-api-key"], "expiryDate": null }),
            500,
        ),
    ] {
        assert_eq!(two.send("POST", url, &two.second, body).await.0, status, "{url}");
    }
    assert_eq!(two.rows("/v7/application_tag/$count", &two.admin).await, json!(0));
    // Nor is a device moved there, or somebody else's device fetched from there.
    let (_, key) = two.send("POST", "/api-key/user/full", &two.second, json!({ "name": "key" })).await;
    let key = key.as_str().expect("a key").to_owned();
    let uuid = "0123456789abcdef0123456789abcdef";
    let register = |id: i64| json!({ "application": id, "device_type": "raspberrypi3", "uuid": uuid });
    assert_eq!(two.send("POST", "/device/register", &key, register(1)).await.0, 401);
    assert_eq!(two.send("POST", "/device/register", &key, register(application)).await.0, 201);
    let url = format!("/v7/device(uuid='{uuid}')");
    assert_eq!(two.send("PATCH", &url, &two.second, json!({ "belongs_to__application": 1 })).await.0, 404);
    let fetch = json!({ "belongs_to__application": application });
    assert_eq!(two.send("PATCH", "/v7/device(1)", &two.second, fetch).await.0, 200, "nothing matches");
    let count = format!("/v7/application({application})?$select=id&$expand=owns__device/$count");
    assert_eq!(two.rows(&count, &two.second).await[0]["owns__device"], 1);
}

#[tokio::test]
async fn keys_are_their_users_own() {
    let two = Two::start().await;
    for token in [&two.admin, &two.second] {
        two.send("POST", "/api-key/user/full", token, json!({ "name": "same name" })).await;
        let user = if token == &two.admin { 2 } else { 3 };
        let body = json!({ "user": user, "title": "laptop", "public_key": "ssh-rsa A" });
        two.create("user__has__public_key", token, body).await;
    }
    for (token, user) in [(&two.admin, 2), (&two.second, 3)] {
        let keys = two.rows("/v7/api_key?$select=name,key", token).await;
        assert_eq!((keys.as_array().map(Vec::len), &keys[0]["name"]), (Some(1), &json!("same name")));
        let (_, who) = two.send("GET", "/user/v1/whoami", keys[0]["key"].as_str().expect("a key"), Value::Null).await;
        assert_eq!(who["id"], user);
        let keys = two.rows("/v7/user__has__public_key?$select=user", token).await;
        assert_eq!(keys, json!([{ "user": { "__id": user } }]));
    }
    two.send("DELETE", "/v7/api_key?$filter=name%20eq%20'same%20name'", &two.second, Value::Null).await;
    assert_eq!(two.rows("/v7/api_key/$count", &two.admin).await, json!(1));
}

#[tokio::test]
async fn a_public_application_is_read_by_all_and_written_by_its_own() {
    let two = Two::start().await;
    two.send("PATCH", "/v7/application(1)", &two.admin, json!({ "is_public": true })).await;
    let public = two.rows("/v7/application?$select=slug&$filter=is_public%20eq%20true", &two.second).await;
    assert_eq!(public, json!([{ "slug": "admin/fleet" }]));
    let directly = "/v7/application?$select=slug&$filter=is_directly_accessible_by__user/any(dau:1%20eq%201)";
    assert_eq!(two.rows(directly, &two.second).await, json!([]));
    assert_eq!(two.rows("/v7/device?$select=id", &two.second).await, json!([]), "its devices are not public");
    assert_eq!(two.send("PATCH", "/v7/application(1)", &two.second, json!({ "app_name": "taken" })).await.0, 200);
    assert_eq!(two.rows("/v7/application(1)?$select=app_name", &two.admin).await, json!([{ "app_name": "fleet" }]));
}

fn payload(token: &str) -> Value {
    let part = token.split('.').nth(1).expect("a payload");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64")).expect("JSON")
}

#[tokio::test]
async fn tokens_of_any_user_and_age() {
    let two = Two::start().await;
    let make = |body: Value| two.simulator.json("POST", "/_token", "", body);
    for (name, id) in [("admin", 2), ("second", 3), ("second@balena.io", 3)] {
        let token = make(json!({ "username": name, "age_s": 90_000 })).await.body;
        assert_eq!(payload(&token)["id"], id);
        let old = payload(&token)["iat"].as_i64().expect("a time");
        let (_, who) = two.send("GET", "/user/v1/whoami", &token, Value::Null).await;
        assert_eq!(who["id"], id);
        for method in ["GET", "POST"] {
            let fresh = two.simulator.json(method, "/user/v1/refresh-token", &token, Value::Null).await;
            assert_eq!(fresh.status, 200);
            assert_eq!(fresh.header("content-type"), Some("text/plain; charset=utf-8"));
            let fresh = payload(&fresh.body);
            assert!(fresh["iat"].as_i64() >= Some(old + 90_000), "{fresh}");
            assert_eq!((&fresh["id"], &fresh["authTime"]), (&json!(id), &payload(&token)["authTime"]));
        }
        let expired = make(json!({ "username": name, "ends_in_s": -1 })).await.body;
        assert_eq!(two.send("GET", "/user/v1/refresh-token", &expired, Value::Null).await.0, 401);
    }
    assert_eq!(make(json!({ "username": "nobody" })).await.status, 404);
    for token in ["", "rubbish", &two.admin[..two.admin.len() - 4]] {
        assert_eq!(two.send("GET", "/user/v1/refresh-token", token, Value::Null).await.0, 401, "{token}");
    }
}
