//! Releases, their images, and the services that they are built from.

use balena::{Client, Code, Document, Error};
use serde_json::{Value, json};

use crate::check::{code, none, options, text};
use crate::simulator::Simulator;

type Call = fn(&Client, &str) -> Result<Document, Error>;

fn answer(body: &str) -> Value {
    json!({ "kind": "status", "status": 200, "body": body })
}

#[test]
fn releases() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    let releases = client.release();
    let all = releases.get_all_by_application("admin/fleet", &options(r#"{"$select":"id,commit,status"}"#)).unwrap();
    let all: Vec<Value> = serde_json::from_str(all.as_str()).unwrap();
    assert_eq!(all.len(), 4);
    let first = all.iter().find(|release| release["id"] == 1).unwrap();
    let commit = first["commit"].as_str().unwrap();
    for reference in ["1", commit] {
        let row = releases.get(reference, &options(r#"{"$select":["id","commit"]}"#)).unwrap();
        assert_eq!((text(&row, "/id"), text(&row, "/commit")), ("1".into(), commit.to_owned()));
    }
    let latest = releases.get_latest_by_application("1", &none()).unwrap();
    assert_eq!(text(&latest, "/status"), "success");

    let calls: [Call; 2] = [
        |client, release| client.release().get(release, &none()),
        |client, release| client.release().get_with_image_details(release, &none()),
    ];
    for call in calls {
        assert_eq!(code(call(&client, "999")), Code::RELEASE_NOT_FOUND);
        assert_eq!(code(call(&client, "deadbeef")), Code::RELEASE_NOT_FOUND);
        assert_eq!(code(call(&client, "a b")), Code::INVALID_PARAMETER);
        simulator.order("/v7/release", 1, answer(r#"{"d":[{"id":1,"release_image":[]},{"id":2,"release_image":[]}]}"#));
        assert_eq!(code(call(&client, "abc")), Code::AMBIGUOUS_RELEASE);
    }
    assert_eq!(code(releases.get_all_by_application("999", &none())), Code::APPLICATION_NOT_FOUND);
    assert_eq!(code(releases.get_latest_by_application("999", &none())), Code::APPLICATION_NOT_FOUND);
    assert_eq!(code(releases.get_latest_by_application("admin/other", &none())), Code::RELEASE_NOT_FOUND);
}

#[test]
fn a_release_with_its_images() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    let details = client.release().get_with_image_details("1", &options(r#"{"$select":"id,commit"}"#)).unwrap();
    let details: Value = serde_json::from_str(details.as_str()).unwrap();
    assert_eq!((&details["id"], &details["images"][0]["service_name"]), (&1.into(), &"main".into()));
    assert!(details["images"][0]["id"].is_i64());
    // openBalena does not note who made it, and is asked again without.
    assert_eq!(details["user"], Value::Null);

    let row = r#"{"id":9007199254740993,"x":1e400,"release_image":[{"image":[{"id":5,"is_a_build_of__service":[]}]}],
        "is_created_by__user":[{"id":7,"username":"maker"}] }"#;
    simulator.order("/v7/release", 1, answer(&format!(r#"{{"d":[{row}]}}"#)));
    let details = client.release().get_with_image_details("1", &none()).unwrap();
    let own = row.trim_end_matches([' ', '}']).rsplit_once(']').unwrap().0;
    assert!(details.as_str().starts_with(own), "{details}");
    assert!(
        details.as_str().ends_with(r#","images":[{"id":5,"service_name":null}],"user":{"id":7,"username":"maker"}}"#)
    );
}

#[test]
fn images_and_services() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    let images = client.image();
    let row: Value = serde_json::from_str(images.get(1, &none()).unwrap().as_str()).unwrap();
    assert_eq!((row.as_object().unwrap().len(), row.get("build_log")), (11, None));
    assert_eq!(text(&images.get(1, &options(r#"{"$select":"status"}"#)).unwrap(), "/status"), "success");
    simulator.order("/v7/image", 1, answer(r#"{"d":[{"build_log":null}]}"#));
    assert_eq!(images.get_log(1, &none()).unwrap().as_str(), "null");
    simulator.order("/v7/image", 1, answer(r#"{"d":[{"build_log":"Step 1\nStep 2"}]}"#));
    assert_eq!(text(&images.get_log(1, &none()).unwrap(), ""), "Step 1\nStep 2");
    assert_eq!(code(images.get(999, &none())), Code::IMAGE_NOT_FOUND);
    assert_eq!(code(images.get_log(999, &none())), Code::IMAGE_NOT_FOUND);
    assert_eq!(code(images.get(0, &none())), Code::INVALID_PARAMETER);
    assert_eq!(code(images.get_log(-1, &none())), Code::INVALID_PARAMETER);

    let services = client.service();
    assert_eq!(text(&services.get_all_by_application("admin/fleet", &none()).unwrap(), "/0/service_name"), "main");
    assert_eq!(services.get_all_by_application("admin/spare", &none()).unwrap().as_str(), "[]");
    assert_eq!(code(services.get_all_by_application("999", &none())), Code::APPLICATION_NOT_FOUND);
}
