//! Keys for applications, by all the routes that make them, and the configuration that carries one.

mod common;

use common::Simulator;
use serde_json::{Value, json};

const FIELDS: &str = "$select=name,description,expiry_date";

#[tokio::test]
async fn keys_keep_their_names_descriptions_and_ends() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let token = simulator.log_in().await;
    let of = json!({ "actorType": "application", "actorTypeId": 1, "roles": ["provisioning-api-key"] });
    for (url, of) in [("/api-key/v1/", &of), ("/api-key/v2/", &of), ("/api-key/application/1/provisioning", &json!({}))]
    {
        for (name, description, expiry, stored) in [
            (json!("named"), json!("described"), json!("2030-01-01T00:00:00.000Z"), json!("2030-01-01T00:00:00.000Z")),
            (Value::Null, Value::Null, Value::Null, Value::Null),
        ] {
            let mut body = of.clone();
            for (field, value) in [("name", &name), ("description", &description), ("expiryDate", &expiry)] {
                body[field] = value.clone();
            }
            let answer = simulator.json("POST", url, &token, body).await;
            assert_eq!(answer.status, 200, "{url}: {}", answer.body);
            let key = answer.json();
            let row = format!("/v7/api_key(key='{}')?{FIELDS}", key.as_str().expect("a key"));
            let row = simulator.json("GET", &row, &token, Value::Null).await.json();
            assert_eq!(row["d"][0], json!({ "name": name, "description": description, "expiry_date": stored }));
        }
        let mut body = of.clone();
        body["expiryDate"] = json!("soon");
        assert_eq!(simulator.json("POST", url, &token, body).await.status, 400, "{url}");
    }
}

#[tokio::test]
async fn a_configuration_carries_a_key_that_registers_devices() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let token = simulator.log_in().await;
    let body = json!({
        "appId": 1, "version": "6.0.24", "network": "ethernet", "wifiSsid": "ignored", "developmentMode": true,
        "provisioningKeyName": "boot", "provisioningKeyDescription": "of the image",
        "provisioningKeyExpiryDate": "2030-01-01T00:00:00.000Z",
    });
    let config = simulator.json("POST", "/download-config", &token, body).await.json();
    assert_eq!((&config["applicationId"], &config["deviceType"]), (&json!(1), &json!("raspberrypi3")));
    assert_eq!((&config["developmentMode"], config.get("wifiSsid")), (&json!(true), None));
    let key = config["apiKey"].as_str().expect("a key");
    let row = simulator.json("GET", &format!("/v7/api_key(key='{key}')?{FIELDS}"), &token, Value::Null).await.json();
    let expected = json!({ "name": "boot", "description": "of the image", "expiry_date": "2030-01-01T00:00:00.000Z" });
    assert_eq!(row["d"][0], expected);
    let device = json!({ "application": 1, "device_type": "raspberrypi3", "uuid": "0123456789abcdef0123456789abcdef" });
    assert_eq!(simulator.json("POST", "/device/register", key, device).await.status, 201);
    let second = simulator.log_in_as("second", "second-password").await;
    let body = json!({ "appId": 1, "version": "6.0.24" });
    assert_eq!(simulator.json("POST", "/download-config", &second, body).await.status, 404, "not his");
}
