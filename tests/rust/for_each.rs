//! Walking resources by the page: every row once, and one page in memory.

use std::ops::ControlFlow;

use balena::{Client, Code, Document, Error};
use serde_json::{Value, json};

use crate::calls::nothing;
use crate::check::{code, none, options, text};
use crate::process::{Process, arguments, is_inner, peak};
use crate::simulator::Simulator;

fn read(row: &str) -> Value {
    serde_json::from_str(row).unwrap()
}

fn id_of(row: &str) -> i64 {
    read(row)["id"].as_i64().unwrap()
}

fn text_of(row: &str, field: &str) -> String {
    read(row)[field].as_str().unwrap().to_owned()
}

/// The ids of the devices that are walked, and the result.
fn walked(client: &Client, asked: &str) -> (Vec<i64>, Value) {
    let mut ids = Vec::new();
    let result = client.device().for_each(&options(asked), |row| {
        ids.push(id_of(row));
        ControlFlow::Continue(())
    });
    (ids, serde_json::from_str(result.unwrap().as_str()).unwrap())
}

#[test]
fn every_row_comes_once_and_in_order() {
    let simulator = Simulator::start(&["--fleet", "25"]);
    let client = simulator.logged_in();
    let all = client.device().get_all(&options(r#"{"$select":"id","$orderby":"id"}"#)).unwrap();
    let all: Vec<Value> = serde_json::from_str(all.as_str()).unwrap();
    let all: Vec<i64> = all.iter().map(|row| row["id"].as_i64().unwrap()).collect();
    assert_eq!(all.len(), 25);
    for (size, pages) in [(1, 26), (7, 4), (24, 2), (25, 2), (26, 1), (1000, 1)] {
        simulator.forget();
        let (ids, result) = walked(&client, &format!(r#"{{"page_size":{size}}}"#));
        assert_eq!(ids, all, "{size}");
        assert_eq!(result, json!({ "count": 25, "last": all[24], "complete": true }));
        let requests = simulator.requests();
        assert_eq!(requests.len(), pages, "{size}: {requests:?}");
        assert_eq!(requests[0], format!("GET /v7/device?$orderby=id%20asc&$top={size}"));
        if pages > 1 {
            let last = all[size.min(25) - 1];
            assert_eq!(requests[1], format!("GET /v7/device?$filter=id%20gt%20{last}&$orderby=id%20asc&$top={size}"));
        }
    }
}

#[test]
fn a_row_is_handed_on_as_the_service_sent_it() {
    let simulator = Simulator::start(&["--fleet", "5"]);
    let client = simulator.logged_in();
    let body = br#"{"d":[ {"id" : 7,"n":1e400,"s":"\ud800","n":9007199254740993} ,{"id":8}]}"#;
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    let bytes = [answer.as_bytes(), body].concat();
    let raw =
        json!({ "kind": "raw", "base64": base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes) });
    simulator.order("/v7/device", 1, raw);
    let mut rows = Vec::new();
    let each = |row: &str| {
        rows.push(row.to_owned());
        ControlFlow::Continue(())
    };
    client.device().for_each(&none(), each).unwrap();
    assert_eq!(rows, [r#"{"id" : 7,"n":1e400,"s":"\ud800","n":9007199254740993}"#, r#"{"id":8}"#]);
}

#[test]
fn what_the_user_asks_holds_for_each_page() {
    let simulator = Simulator::start(&["--fleet", "25"]);
    let client = simulator.logged_in();
    let asked = json!({
        "$select": ["device_name"], "$filter": { "is_online": true, "device_name": { "$ne": "O'Brien" } },
        "$expand": { "belongs_to__application": { "$select": "slug" } }, "page_size": 3,
    });
    let online = client.device().get_all(&options(r#"{"$filter":"is_online eq true","$select":"id"}"#)).unwrap();
    let expected = serde_json::from_str::<Vec<Value>>(online.as_str()).unwrap().len();
    assert!(expected > 3);
    let mut rows = Vec::new();
    let each = |row: &str| {
        rows.push(read(row));
        ControlFlow::Continue(())
    };
    client.device().for_each(&options(&asked.to_string()), each).unwrap();
    assert_eq!(rows.len(), expected);
    for row in rows {
        let names: Vec<&String> = row.as_object().unwrap().keys().collect();
        assert_eq!(names.len(), 3, "{names:?}");
        assert!(row["id"].is_i64() && row["device_name"].is_string());
        assert_eq!(row["belongs_to__application"][0]["slug"], "admin/fleet");
    }
}

#[test]
fn it_stops_and_goes_on_behind_where_it_stopped() {
    let simulator = Simulator::start(&["--fleet", "25"]);
    let client = simulator.logged_in();
    let all = walked(&client, "{}").0;
    let mut seen = Vec::new();
    let mut after = String::new();
    for stop in [3, 10, 4] {
        let asked = options(&format!(r#"{{"page_size":5{after}}}"#));
        let mut here = 0;
        let result = client.device().for_each(&asked, |row| {
            seen.push(id_of(row));
            here += 1;
            if here == stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let result = result.unwrap();
        assert_eq!((text(&result, "/count"), text(&result, "/complete")), (stop.to_string(), "false".into()));
        after = format!(r#","after":{}"#, text(&result, "/last"));
    }
    assert_eq!(seen, all[..17]);
    let (rest, result) = walked(&client, &format!(r#"{{"page_size":5,"pages":1{after}}}"#));
    assert_eq!(rest, all[17..22]);
    assert_eq!(result, json!({ "count": 5, "last": all[21], "complete": false }));
    let (rest, result) = walked(&client, &format!(r#"{{"page_size":5,"pages":1,"after":{}}}"#, all[21]));
    assert_eq!((rest.as_slice(), &result["complete"]), (&all[22..], &json!(true)));
    let (none, result) = walked(&client, &format!(r#"{{"after":{}}}"#, all[24]));
    assert_eq!((none.len(), result), (0, json!({ "count": 0, "last": all[24], "complete": true })));
}

#[test]
fn rows_that_come_and_go_meanwhile_move_no_others() {
    let simulator = Simulator::start(&["--fleet", "20"]);
    let client = simulator.logged_in();
    let before = walked(&client, "{}").0;
    let mut seen = Vec::new();
    let each = |row: &str| {
        let id: i64 = id_of(row);
        seen.push(id);
        if seen.len() == 6 {
            // One that has come already, one that is still to come; and a new one.
            for gone in [before[2], before[15]] {
                client.device().remove(&gone.to_string(), &none()).unwrap();
            }
            let uuid = text(&client.device().generate_uuid().unwrap(), "");
            client.device().register("admin/fleet", &uuid, &none()).unwrap();
        }
        ControlFlow::Continue(())
    };
    client.device().for_each(&options(r#"{"page_size":5}"#), each).unwrap();
    let mut expected = before.clone();
    expected.remove(15);
    assert_eq!(seen[..19], expected);
    assert_eq!(seen.len(), 20, "and the new one");
}

#[test]
fn applications_and_releases_are_walked_too() {
    let simulator = Simulator::start(&["--fleet", "5"]);
    let client = simulator.logged_in();
    for name in ["second", "third"] {
        client.application().create(name, "raspberrypi3", &none()).unwrap();
    }
    let mut names = Vec::new();
    let each = |row: &str| {
        names.push(text_of(row, "app_name"));
        ControlFlow::Continue(())
    };
    client.application().for_each(&options(r#"{"page_size":1}"#), each).unwrap();
    assert_eq!(names, ["fleet", "other", "spare", "second", "third"]);

    let mut commits = Vec::new();
    let each = |row: &str| {
        commits.push(text_of(row, "commit"));
        ControlFlow::Continue(())
    };
    client.release().for_each("admin/fleet", &options(r#"{"page_size":1}"#), each).unwrap();
    let all = client.release().get_all_by_application("admin/fleet", &options(r#"{"$orderby":"id"}"#)).unwrap();
    let all: Vec<Value> = serde_json::from_str(all.as_str()).unwrap();
    assert!(all.len() > 1);
    assert_eq!(commits, all.iter().map(|row| row["commit"].as_str().unwrap().to_owned()).collect::<Vec<_>>());
    assert_eq!(code(client.release().for_each("admin/none", &none(), nothing)), Code::APPLICATION_NOT_FOUND);
    assert_eq!(code(client.release().for_each("none", &none(), nothing)), Code::INVALID_PARAMETER);
}

#[test]
fn what_can_t_be_walked_is_refused_before_anything_is_sent() {
    let simulator = Simulator::start(&["--fleet", "5"]);
    let client = simulator.logged_in();
    simulator.forget();
    for (wrong, expected, named) in [
        (r#"{"page_size":0}"#, Code::INVALID_OPTION, "page_size"),
        (r#"{"page_size":100001}"#, Code::INVALID_OPTION, "page_size"),
        (r#"{"pages":0}"#, Code::INVALID_OPTION, "pages"),
        (r#"{"after":"5"}"#, Code::INVALID_OPTION, "after"),
        (r#"{"after":9223372036854775808}"#, Code::INVALID_OPTION, "after"),
        (r#"{"$orderby":"device_name"}"#, Code::NON_ALLOWED_OPTION, "$orderby"),
        (r#"{"$top":5}"#, Code::NON_ALLOWED_OPTION, "$top"),
        (r#"{"$filter":"(a eq 1"}"#, Code::INVALID_OPTION, "$filter"),
    ] {
        let error = client.device().for_each(&options(wrong), nothing).unwrap_err();
        assert_eq!(error.code(), expected, "{wrong}");
        assert!(error.message().contains(named), "{wrong}: {error}");
    }
    assert!(simulator.requests().is_empty());
    assert_eq!(code(simulator.client().device().for_each(&none(), nothing)), Code::UNAUTHORIZED);
}

#[test]
fn a_server_that_answers_something_else_ends_it() {
    let simulator = Simulator::start(&["--fleet", "5"]);
    let client = simulator.logged_in();
    let answered = |body: &str, asked: &str| {
        let status =
            json!({ "kind": "status", "status": 200, "body": body, "headers": { "Content-Type": "application/json" } });
        simulator.order("/v7/device", 1, status);
        code(client.device().for_each(&options(asked), nothing))
    };
    assert_eq!(answered(r#"{"d":[{"id":5}]}"#, r#"{"after":5}"#), Code::DECODE);
    assert_eq!(answered(r#"{"d":[{"name":"x"}]}"#, "{}"), Code::DECODE);
    assert_eq!(answered(r#"{"d":7}"#, "{}"), Code::DECODE);
}

#[test]
fn it_ends_with_its_handle_and_each_page_has_its_own_time() {
    let simulator = Simulator::start(&["--fleet", "5"]);
    let client = simulator.logged_in();
    let derived = client.with(&none()).unwrap();
    let mut seen = 0;
    let cancelled = derived.device().for_each(&options(r#"{"page_size":2}"#), |_| {
        seen += 1;
        derived.cancel();
        ControlFlow::Continue(())
    });
    assert_eq!((code(cancelled), seen), (Code::CANCELLED, 2));

    let stalled = client.device().for_each(&options(r#"{"page_size":2,"timeout_ms":300}"#), |_| {
        simulator.order("/v7/device", 1, json!({ "kind": "stall" }));
        ControlFlow::Continue(())
    });
    assert_eq!(code(stalled), Code::TIMEOUT);
}

#[test]
fn twenty_thousand_devices_take_the_memory_of_one_page() {
    if is_inner() {
        let [endpoint, token] = &arguments()[..] else { panic!("two arguments") };
        let given = json!({ "api_endpoint": endpoint, "token": token, "data_directory": null });
        let client = Client::new(&options(&given.to_string())).unwrap();
        client.device().get_all(&options(r#"{"$top":1}"#)).unwrap();
        let before = peak();
        let result: Result<Document, Error> = client.device().for_each(&none(), nothing);
        assert_eq!(text(&result.unwrap(), "/count"), "20000");
        let grown = peak() - before;
        assert!(grown < 8 << 10, "{grown} KiB");
        return;
    }
    let simulator = Simulator::start(&["--fleet", "20000"]);
    let token = simulator.token(json!({}));
    let process = Process::of_test(
        "for_each::twenty_thousand_devices_take_the_memory_of_one_page",
        &[&simulator.endpoint, &token],
    );
    process.succeeds();
}
