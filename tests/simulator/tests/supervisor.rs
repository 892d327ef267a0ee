//! The supervisor that is played: who may ask it, what it answers, and the API's proxy in front of it.

mod common;

use common::Simulator;
use serde_json::{Value, json};

fn header(value: String) -> Vec<(String, String)> {
    vec![("Authorization".to_owned(), value)]
}

#[tokio::test]
async fn a_key_is_asked_for() {
    let simulator = Simulator::start(&["--fleet", "2", "--supervisor"]);
    let names: Vec<&str> = simulator.told.iter().map(|(name, _)| name.as_str()).collect();
    let expected = ["BALENA_SUPERVISOR_ADDRESS", "BALENA_SUPERVISOR_API_KEY", "BALENA_DEVICE_UUID", "BALENA_APP_ID"];
    assert_eq!(names, expected);
    let supervisor = simulator.supervisor();
    let key = &simulator.told[1].1;
    let blink = |url: String, headers: Vec<(String, String)>| {
        let supervisor = &supervisor;
        async move { supervisor.send("POST", &url, &headers, String::new()).await.status }
    };
    for headers in [header(format!("ApiKey {key}")), header(format!("bearer {key}"))] {
        assert_eq!(blink("/v1/blink".into(), headers).await, 200);
    }
    assert_eq!(blink(format!("/v1/blink?apikey={key}"), Vec::new()).await, 200);
    for headers in [Vec::new(), header(format!("Basic {key}")), header("ApiKey none".into())] {
        assert_eq!(blink("/v1/blink".into(), headers).await, 401);
    }
    assert_eq!(supervisor.send("GET", "/ping", &[], String::new()).await.body, "OK");
    // Its journal is its own.
    let journal = supervisor.json("GET", "/_journal", "", Value::Null).await.json();
    assert_eq!(journal.as_array().map(Vec::len), Some(7), "{journal}");
    assert_eq!(simulator.json("GET", "/_journal", "", Value::Null).await.json(), json!([]));

    let renewed = supervisor.json("POST", "/v1/regenerate-api-key", key, Value::Null).await.body;
    assert_eq!(supervisor.json("POST", "/v1/blink", key, Value::Null).await.status, 401);
    assert_eq!(supervisor.json("POST", "/v1/blink", &renewed, Value::Null).await.status, 200);
}

#[tokio::test]
async fn what_it_answers() {
    let simulator = Simulator::start(&["--fleet", "2", "--supervisor"]);
    let supervisor = simulator.supervisor();
    let (key, application) = (&simulator.told[1].1, &simulator.told[3].1);
    let id: i64 = application.parse().expect("an id");
    let lock = json!({ "locked": true });
    assert_eq!(supervisor.json("POST", "/_supervisor", "", lock).await.status, 200);
    for (path, body, status, part) in [
        ("/v1/reboot".to_owned(), json!({}), 423, r#"{"Data":"","Error":"Updates are locked"#),
        ("/v1/shutdown".to_owned(), json!({ "force": true }), 202, r#"{"Data":"OK","Error":null}"#),
        ("/v1/restart".to_owned(), json!({ "appId": id }), 423, r#"{"status":"failed","message":"Updates are locked"#),
        ("/v1/restart".to_owned(), json!({}), 400, "Missing app id"),
        ("/v1/purge".to_owned(), json!({}), 400, "Invalid or missing appId"),
        ("/v1/purge".to_owned(), json!({ "appId": id, "force": true }), 200, r#"{"Data":"OK","Error":""}"#),
        ("/v1/purge".to_owned(), json!({ "appId": id + 1 }), 401, "Unauthorized"),
        ("/v1/update".to_owned(), json!({}), 204, ""),
        (format!("/v1/apps/{application}/stop"), json!({}), 423, "Updates are locked"),
        (format!("/v1/apps/{application}/start"), json!({}), 200, r#"{"containerId":""#),
        (format!("/v2/applications/{application}/start-service"), json!({ "imageId": 1 }), 200, "OK"),
        ("/v3/none".to_owned(), json!({}), 404, "Cannot POST /v3/none"),
    ] {
        let answer = supervisor.json("POST", &path, key, body.clone()).await;
        assert_eq!(answer.status, status, "{path} {body}: {}", answer.body);
        assert!(answer.body.contains(part), "{path} {body}: {}", answer.body);
    }
}

#[tokio::test]
async fn the_proxy_asks_the_connected_devices_that_are_named() {
    let simulator = Simulator::start(&["--fleet", "8"]);
    let token = simulator.log_in().await;
    let rows = "/v7/device?$select=id,uuid,belongs_to__application&$filter=is_connected_to_vpn%20eq%20true";
    let devices = simulator.json("GET", rows, &token, Value::Null).await.json()["d"].clone();
    let connected = devices.as_array().expect("rows").len();
    assert!(connected > 1 && connected < 8);
    let application = &devices[0]["belongs_to__application"]["__id"];
    let ask = |path: &'static str, body: Value| {
        let (simulator, token) = (&simulator, &token);
        async move { simulator.json("POST", path, token, body).await }
    };
    let all = ask("/supervisor/ping", json!({ "appId": application, "method": "GET" })).await;
    assert_eq!(all.status, 207);
    assert_eq!(all.json(), Value::from(vec![json!({ "statusCode": 200, "body": "OK" }); connected]));
    let one = ask("/supervisor/v1/blink", json!({ "appId": application, "uuid": devices[0]["uuid"] })).await;
    assert_eq!(
        (one.status, one.body.as_str(), one.header("content-type")),
        (200, "OK", Some("text/plain; charset=utf-8"))
    );
    let elsewhere = ask("/supervisor/v1/blink", json!({ "appId": 987654, "uuid": devices[0]["uuid"] })).await;
    assert_eq!((elsewhere.status, elsewhere.body.as_str()), (404, "\"No online device(s) found\""));
    let odd = ask("/supervisor/v1/blink", json!({ "deviceId": "seven" })).await;
    assert_eq!((odd.status, odd.body.as_str()), (400, "\"Device ID must be a valid integer if specified\""));
    let unknown = ask("/supervisor/v3/none", json!({ "uuid": devices[0]["uuid"] })).await;
    assert_eq!((unknown.status, unknown.body.as_str()), (500, r#"{"error":"Bad API response from supervisor"}"#));
    // Who may not write a device may not ask it either.
    let second = simulator.log_in_as("second", "second-password").await;
    let refused =
        simulator.json("POST", "/supervisor/v1/blink", &second, json!({ "deviceId": devices[0]["id"] })).await;
    assert_eq!(refused.status, 404);
}
