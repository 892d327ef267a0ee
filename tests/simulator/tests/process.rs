//! The simulator as a program: its journal, its commands, its fleet, its database, its end.

mod common;

use std::process::Command;
use std::time::{Duration, Instant};

use common::Simulator;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test]
async fn journal_lists_requests_with_their_connections() {
    let simulator = Simulator::start(&[]);
    let mut stream = TcpStream::connect(simulator.address).await.expect("it accepts connections");
    for _ in 0..2 {
        let request = b"PATCH /v7/device(7)?a=%20b HTTP/1.1\r\nHost: s\r\nX-Balena-Client: Us/1\r\n\
                        Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"note\":\"x\"}";
        stream.write_all(request).await.expect("it reads");
        let mut answer = [0; 4096];
        assert!(stream.read(&mut answer).await.expect("an answer") > 0);
    }
    simulator.send("POST", "/login_", &[], "no json".to_owned()).await;
    let journal = simulator.json("GET", "/_journal", "", Value::Null).await.json();
    assert_eq!(journal.as_array().map(Vec::len), Some(3), "{journal}");
    let first = &journal[0];
    assert_eq!(first["method"], "PATCH");
    assert_eq!(first["path"], "/v7/device(7)");
    assert_eq!(first["query"], "a=%20b");
    assert_eq!(first["headers"]["x-balena-client"], "Us/1");
    assert_eq!(first["body"], json!({ "note": "x" }));
    assert_eq!(first["status"], 401);
    assert_eq!(first["connection"], journal[1]["connection"]);
    assert_ne!(first["connection"], journal[2]["connection"]);
    assert_eq!((&journal[2]["query"], &journal[2]["body"]), (&Value::Null, &json!("no json")));
    simulator.json("DELETE", "/_journal", "", Value::Null).await;
    assert_eq!(simulator.json("GET", "/_journal", "", Value::Null).await.json(), json!([]));
}

fn with_command(script: &str) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_balena-simulator"))
        .args(["--", "sh", "-c", script])
        .output()
        .expect("the simulator runs");
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn runs_a_command_and_ends_with_its_code() {
    let (code, text) = with_command("env | grep ^BALENA_TEST_ | sort | cut -d = -f 2; exit 3");
    assert_eq!(code, Some(3));
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(words[0].starts_with("http://127.0.0.1:") && words[0].ends_with('/'), "{text}");
    assert_eq!(words[1..], ["simulator-password", "second-password", "second@balena.io", "test@balena.io"]);
    assert_eq!(with_command("exit 0").0, Some(0));
}

#[test]
fn a_command_that_does_not_exist_is_a_failure() {
    let status = Command::new(env!("CARGO_BIN_EXE_balena-simulator"))
        .args(["--", "/no/such/program"])
        .status()
        .expect("the simulator runs");
    assert_eq!(status.code(), Some(1));
}

#[tokio::test]
async fn ends_with_zero_when_told_to() {
    let mut simulator = Simulator::start(&[]);
    let process = simulator.process();
    // The shell's own kill: a small system has no program of that name.
    let told = Command::new("sh").args(["-c", &format!("kill {}", process.id())]).status().expect("a shell runs");
    assert!(told.success());
    assert_eq!(process.wait().expect("it ends").code(), Some(0));
}

#[tokio::test]
async fn ids_are_apart_when_that_is_wished() {
    let simulator = Simulator::start(&["--fleet", "3", "--cloud", "--ids-apart"]);
    let token = simulator.log_in().await;
    let mut ids = Vec::new();
    for resource in ["application", "device", "release", "service", "service_install", "image", "release_tag"] {
        let answer = simulator.json("GET", &format!("/v7/{resource}?$select=id"), &token, Value::Null).await.json();
        let rows = answer["d"].as_array().expect("rows").clone();
        assert!(!rows.is_empty(), "{resource}");
        ids.extend(rows.iter().map(|row| row["id"].as_i64().expect("an id")));
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    let added = simulator.json("POST", "/v7/device_tag", &token, json!({ "device": 1, "tag_key": "k", "value": "v" }));
    assert_eq!(added.await.status, 409, "no device has the id 1");
}

#[tokio::test]
async fn fleet_is_the_same_every_time() {
    let mut lists = Vec::new();
    for _ in 0..2 {
        let simulator = Simulator::start(&["--fleet", "500"]);
        let token = simulator.log_in().await;
        let url = "/v7/device?$select=uuid,device_name,is_online,os_version,status&$orderby=id";
        lists.push(simulator.json("GET", url, &token, Value::Null).await.json()["d"].clone());
        let url = "/v7/application(slug='admin/fleet')?$select=id&$expand=owns__device/$count";
        let count = simulator.json("GET", url, &token, Value::Null).await.json();
        assert_eq!(count["d"][0]["owns__device"], 500);
    }
    assert_eq!(lists[0], lists[1]);
    for field in ["uuid", "device_name"] {
        let mut values: Vec<String> =
            lists[0].as_array().expect("rows").iter().map(|row| row[field].to_string()).collect();
        values.sort();
        values.dedup();
        assert_eq!(values.len(), 500, "every {field} is unique");
    }
}

#[tokio::test]
async fn lists_fifty_thousand_devices_in_seconds() {
    let simulator = Simulator::start(&["--fleet", "50000"]);
    let token = simulator.log_in().await;
    let start = Instant::now();
    let answer = simulator.json("GET", "/v7/device", &token, Value::Null).await;
    let took = start.elapsed();
    // Reading 70 MB of JSON would take longer than serving them.
    assert_eq!(answer.body.matches("\"device_name\":").count(), 50_000);
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[tokio::test]
async fn database_outlives_the_process() {
    let file = std::env::temp_dir().join(format!("balena-simulator-{}.sqlite", std::process::id()));
    let name = file.to_str().expect("a UTF-8 path");
    let body = json!({ "app_name": "kept", "is_for__device_type": 117, "organization": 1 });
    let token = {
        let simulator = Simulator::start(&["--database", name]);
        let token = simulator.log_in().await;
        assert_eq!(simulator.json("POST", "/v7/application", &token, body).await.status, 201);
        token
    };
    let rows = {
        let simulator = Simulator::start(&["--database", name]);
        simulator.json("GET", "/v7/application?$select=app_name", &token, Value::Null).await.json()
    };
    std::fs::remove_file(&file).expect("the file is there");
    assert_eq!(rows, json!({ "d": [{ "app_name": "kept" }] }));
}

#[tokio::test]
async fn fleet_has_releases_and_devices_that_run_them() {
    let simulator = Simulator::start(&["--fleet", "12"]);
    let token = simulator.log_in().await;
    let rows = async |url: &str| simulator.json("GET", url, &token, Value::Null).await.json()["d"].clone();
    let releases = rows("/v7/release?$select=id,status,is_final,semver&$orderby=created_at").await;
    let release = |id: i64, status: &str, is_final: bool, semver: &str| json!({ "id": id, "status": status, "is_final": is_final, "semver": semver });
    let expected = [
        release(1, "success", true, "1.0.0"),
        release(2, "success", true, "1.1.0"),
        release(3, "failed", true, "1.2.0"),
        release(4, "success", false, "1.3.0"),
    ];
    assert_eq!(releases, Value::from(expected.to_vec()));
    let latest = "$expand=should_be_running__release($select=id),owns__release($select=id;$top=1;$filter=is_final%20eq\
                  %20true%20and%20is_passing_tests%20eq%20true%20and%20is_invalidated%20eq%20false%20and%20status%20eq\
                  %20'success';$orderby=created_at%20desc)";
    let fleet = rows(&format!("/v7/application(1)?$select=should_track_latest_release&{latest}")).await;
    let two = json!([{ "id": 2 }]);
    assert_eq!(
        fleet[0],
        json!({ "should_be_running__release": two, "owns__release": two, "should_track_latest_release": true })
    );
    let details = "$expand=image_install($select=status;$filter=status%20ne%20'deleted';$expand=installs__image(\
                   $select=id;$expand=is_a_build_of__service($select=service_name)),is_provided_by__release(\
                   $select=commit,raw_version))";
    let device = rows(&format!("/v7/device(1)?$select=id&{details}")).await;
    let install = &device[0]["image_install"][0];
    assert_eq!(install["installs__image"][0]["is_a_build_of__service"], json!([{ "service_name": "main" }]));
    assert_eq!(install["is_provided_by__release"][0]["raw_version"], "1.0.0", "the older one");
    let count = async |filter: &str| rows(&format!("/v7/device/$count?$filter={filter}")).await;
    assert_eq!(count("is_running__release/semver%20eq%20'1.0.0'").await, 7);
    assert_eq!(count("is_running__release/semver%20eq%20'1.1.0'").await, 5);
    assert_eq!(count("service_install/any(s:s/service/service_name%20eq%20'main')").await, 12);
    assert_eq!(count("contains(ip_address,'%20')%20and%20is_connected_to_vpn%20eq%20true").await, 4);
    assert_eq!(count("is_connected_to_vpn%20eq%20false").await, 1);
}

#[tokio::test]
async fn a_device_of_the_fleet_can_move_to_a_spare_one() {
    let simulator = Simulator::start(&["--fleet", "2"]);
    let token = simulator.log_in().await;
    let rows = async |url: &str| simulator.json("GET", url, &token, Value::Null).await.json()["d"].clone();
    let of = "is_for__device_type($select=slug;$expand=is_of__cpu_architecture($select=slug))";
    let applications =
        rows(&format!("/v7/application?$select=slug&$orderby=id&$expand={of},owns__device/$count")).await;
    let expected = [
        ("admin/fleet", "raspberrypi3", "armv7hf", 2),
        ("admin/other", "intel-nuc", "amd64", 0),
        ("admin/spare", "raspberry-pi2", "armv7hf", 0),
    ];
    for (row, (slug, kind, architecture, devices)) in applications.as_array().expect("rows").iter().zip(expected) {
        let found = &row["is_for__device_type"][0];
        assert_eq!((&row["slug"], &found["slug"], &row["owns__device"]), (&json!(slug), &json!(kind), &json!(devices)));
        assert_eq!(found["is_of__cpu_architecture"], json!([{ "slug": architecture }]));
    }
    assert_eq!(applications.as_array().map(Vec::len), Some(3));
    let moved = simulator.json("PATCH", "/v7/device(1)", &token, json!({ "belongs_to__application": 3 })).await;
    assert_eq!(moved.status, 200);
    assert_eq!(
        rows("/v7/application(3)?$select=id&$expand=owns__device($select=id)").await[0]["owns__device"][0]["id"],
        1
    );
}
