//! What the recordings don't show of OData, and clients send.

mod common;

use common::Simulator;
use serde_json::{Value, json};

struct Fleet {
    simulator: Simulator,
    token: String,
}

impl Fleet {
    async fn start() -> Fleet {
        let simulator = Simulator::start(&["--fleet", "3"]);
        let token = simulator.log_in().await;
        let fleet = Fleet { simulator, token };
        for (id, name) in [(1, "Alpha One"), (2, "beta two"), (3, "it's (three)")] {
            fleet.write("PATCH", &format!("/v7/device({id})"), json!({ "device_name": name })).await;
            fleet.write("POST", "/v7/device_tag", json!({ "device": id, "tag_key": "n", "value": name })).await;
        }
        fleet.write("PATCH", "/v7/device(1)", json!({ "note": "noted", "is_online": true })).await;
        fleet.write("PATCH", "/v7/device(2)", json!({ "is_online": false })).await;
        fleet.write("PATCH", "/v7/device(3)", json!({ "is_online": false })).await;
        fleet
    }

    async fn write(&self, method: &str, url: &str, body: Value) {
        let answer = self.simulator.json(method, url, &self.token, body).await;
        assert!(matches!(answer.status, 200 | 201), "{method} {url}: {answer:?}");
    }

    async fn get(&self, url: &str) -> (u16, Value) {
        let answer = self.simulator.json("GET", url, &self.token, Value::Null).await;
        let body = if answer.body.is_empty() { Value::Null } else { answer.json() };
        (answer.status, body)
    }
}

#[tokio::test]
async fn filters() {
    let fleet = Fleet::start().await;
    for (filter, ids) in [
        ("endswith(device_name,'two')", json!([2])),
        ("toupper(device_name)%20eq%20'BETA%20TWO'", json!([2])),
        ("device_name%20eq%20'it''s%20(three)'", json!([3])),
        ("device_name%20eq%20'Alpha+One'", json!([1])),
        ("note%20eq%20null", json!([2, 3])),
        ("note%20ne%20null", json!([1])),
        ("note%20ne%20'noted'", json!([2, 3])),
        ("not(contains(note,'not'))", json!([2, 3])),
        ("not%20not%20is_online", json!([1])),
        ("id%20gt%201%20and%20(id%20lt%203%20or%20is_online%20eq%20true)", json!([2])),
        ("id%20eq%201%20or%20id%20eq%202%20and%20is_online%20eq%20true", json!([1])),
        ("id%20in%20('1',3)", json!([1, 3])),
        ("device_tag/any(t:t/tag_key%20eq%20'n'%20and%20t/value%20eq%20'beta%20two')", json!([2])),
        ("device_tag/all(t:startswith(t/value,'i'))", json!([3])),
        ("device_tag/$count%20eq%201", json!([1, 2, 3])),
        ("belongs_to__application/organization/handle%20eq%20'admin'", json!([1, 2, 3])),
        ("belongs_to__application/any(a:a/owns__device/any(d:d/id%20eq%201)%20and%20a/id%20eq%201)", json!([1, 2, 3])),
        ("created_at%20lt%20datetime'2000-01-01'", json!([])),
        ("created_at%20lt%20now()%20and%20id%20le%201", json!([1])),
    ] {
        let (status, body) = fleet.get(&format!("/v7/device?$select=id&$orderby=id&$filter={filter}")).await;
        assert_eq!(status, 200, "{filter}: {body}");
        let found: Value = body["d"].as_array().expect("rows").iter().map(|row| row["id"].clone()).collect();
        assert_eq!(found, ids, "{filter}");
    }
}

#[tokio::test]
async fn expands_take_every_option() {
    let fleet = Fleet::start().await;
    let options = "$select=id;$filter=id%20gt%201;$orderby=id%20desc;$top=1;$skip=1;$expand=device_tag($select=value)";
    let (status, body) = fleet.get(&format!("/v7/application(1)?$select=slug&$expand=owns__device({options})")).await;
    let devices = json!([{ "device_tag": [{ "value": "beta two" }], "id": 2 }]);
    assert_eq!((status, body), (200, json!({ "d": [{ "owns__device": devices, "slug": "admin/fleet" }] })));
    let (_, body) =
        fleet.get("/v7/application(1)?$select=id&$expand=owns__device/$count($filter=is_online%20eq%20false)").await;
    assert_eq!(body, json!({ "d": [{ "owns__device": 2, "id": 1 }] }));
}

#[tokio::test]
async fn urls_that_mean_harm() {
    let fleet = Fleet::start().await;
    let deep = format!("/v7/device?$filter={}id{}", "(".repeat(5000), ")".repeat(5000));
    assert_eq!(fleet.get(&deep).await.0, 400);
    let negated = format!("/v7/device/$count?$filter={}is_online", "not%20".repeat(300));
    assert_eq!(fleet.get(&negated).await, (200, json!({ "d": 1 })));
    let quoted = "/v7/device/$count?$filter=device_name%20eq%20'%22''%3B%20DROP%20TABLE%20device%3B%20--'";
    assert_eq!(fleet.get(quoted).await, (200, json!({ "d": 0 })));
    assert_eq!(fleet.get("/v7/device/$count").await, (200, json!({ "d": 3 })));
}

#[tokio::test]
async fn a_put_on_a_natural_key_inserts_or_updates() {
    let fleet = Fleet::start().await;
    let url = "/v7/device_tag(device=1,tag_key='put')";
    for value in ["first", "second"] {
        fleet.write("PUT", url, json!({ "value": value })).await;
        let (_, body) = fleet.get(&format!("{url}?$select=value")).await;
        assert_eq!(body, json!({ "d": [{ "value": value }] }));
    }
}

#[tokio::test]
async fn a_device_key_reads_its_own_device_alone() {
    let fleet = Fleet::start().await;
    let answer = fleet.simulator.json("POST", "/api-key/device/2/device-key", &fleet.token, json!({})).await;
    let key = answer.json();
    let key = key.as_str().expect("a key");
    let rows = fleet.simulator.json("GET", "/v7/device?$select=id", key, Value::Null).await.json();
    assert_eq!(rows, json!({ "d": [{ "id": 2 }] }));
    let rows = fleet.simulator.json("GET", "/v7/device_tag?$select=value", key, Value::Null).await.json();
    assert_eq!(rows, json!({ "d": [{ "value": "beta two" }] }));
    let answer = fleet.simulator.json("PATCH", "/v7/device(1)", key, json!({ "note": "x" })).await;
    assert_eq!(answer.status, 200, "nothing matches");
    let (_, body) = fleet.get("/v7/device(1)?$select=note").await;
    assert_eq!(body, json!({ "d": [{ "note": "noted" }] }));
}
