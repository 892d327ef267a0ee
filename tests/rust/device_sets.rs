//! Several devices at once: what is accepted as a set, how it is cut up, and that a set with a stranger in it is left
//! as it was.

use balena::{Client, Code, Document, Error};
use serde_json::{Value, json};

use crate::check::{code, none, options, text};
use crate::requests::requests;
use crate::simulator::Simulator;

const MISSING: &str = "00000000000000000000000000000000";

fn read(document: &Document) -> Value {
    serde_json::from_str(document.as_str()).unwrap()
}

/// The devices of the fleet: id and uuid, in the order of their ids.
fn devices(client: &Client) -> Vec<(i64, String)> {
    let rows = client.device().get_all(&options(r#"{"$select":["id","uuid"],"$orderby":"id"}"#)).unwrap();
    let rows = read(&rows);
    let row = |row: &Value| (row["id"].as_i64().unwrap(), row["uuid"].as_str().unwrap().to_owned());
    rows.as_array().unwrap().iter().map(row).collect()
}

/// How many devices fulfil a condition.
fn count(client: &Client, condition: &str) -> usize {
    let asked = options(&json!({ "$filter": condition, "$select": "id" }).to_string());
    read(&client.device().get_all(&asked).unwrap()).as_array().unwrap().len()
}

#[test]
fn what_is_set_for_one_device_is_set_for_several() {
    let simulator = Simulator::start(&["--fleet", "6", "--cloud"]);
    let client = simulator.logged_in();
    let device = client.device();
    let uuids: Vec<String> = devices(&client).into_iter().map(|(_, uuid)| uuid).collect();
    let some = json!([uuids[0], uuids[2], uuids[4]]).to_string();
    let picked = "id in (1,3,5)";
    type Write<'a> = Box<dyn Fn() -> Result<Document, Error> + 'a>;
    let writes: [(&str, Write<'_>); 11] = [
        ("note eq 'n'", Box::new(|| device.note(&some, "n", &none()))),
        ("is_web_accessible eq true", Box::new(|| device.enable_device_url(&some, &none()))),
        ("is_web_accessible eq true", Box::new(|| device.disable_device_url("[2]", &none()))),
        ("custom_latitude eq '1.5'", Box::new(|| device.set_custom_location(&some, 1.5, 2.0, &none()))),
        ("custom_latitude eq ''", Box::new(|| device.unset_custom_location(&some, &none()))),
        (
            "is_accessible_by_support_until__date ne null",
            Box::new(|| device.grant_support_access(&some, 4_102_444_800_000, &none())),
        ),
        ("is_accessible_by_support_until__date ne null", Box::new(|| device.revoke_support_access("[2]", &none()))),
        ("is_pinned_on__release eq 1", Box::new(|| device.set_to_release(&some, Some("1"), &none()))),
        ("is_pinned_on__release eq 2", Box::new(|| device.set_to_release_by_id(&some, Some("2"), &none()))),
        ("is_pinned_on__release eq 2", Box::new(|| device.track_application_release("[2, 4]", &none()))),
        ("belongs_to__application eq 3", Box::new(|| device.move_(&some, "admin/spare", &none()))),
    ];
    for (condition, write) in writes {
        assert_eq!(write().unwrap().as_str(), "null", "{condition}");
        assert_eq!(count(&client, condition), 3, "{condition}");
        assert_eq!(count(&client, &format!("({condition}) and ({picked})")), 3, "{condition}");
    }
    device.remove(&some, &none()).unwrap();
    assert_eq!(count(&client, picked), 0);
    assert_eq!(devices(&client).len(), 3);
}

#[test]
fn a_set_with_one_that_is_missing_is_left_as_it_was() {
    let simulator = Simulator::start(&["--fleet", "3", "--cloud"]);
    let client = simulator.logged_in();
    let device = client.device();
    let uuids: Vec<String> = devices(&client).into_iter().map(|(_, uuid)| uuid).collect();
    type Write<'a> = Box<dyn Fn(&str) -> Result<Document, Error> + 'a>;
    let writes: [Write<'_>; 12] = [
        Box::new(|set| device.note(set, "n", &none())),
        Box::new(|set| device.enable_device_url(set, &none())),
        Box::new(|set| device.disable_device_url(set, &none())),
        Box::new(|set| device.set_custom_location(set, 1.0, 1.0, &none())),
        Box::new(|set| device.unset_custom_location(set, &none())),
        Box::new(|set| device.grant_support_access(set, 4_102_444_800_000, &none())),
        Box::new(|set| device.revoke_support_access(set, &none())),
        Box::new(|set| device.set_to_release(set, Some("1"), &none())),
        Box::new(|set| device.set_to_release_by_id(set, None, &none())),
        Box::new(|set| device.track_application_release(set, &none())),
        Box::new(|set| device.move_(set, "spare", &none())),
        Box::new(|set| device.remove(set, &none())),
    ];
    for write in writes {
        simulator.forget();
        let by_uuid = json!([uuids[0], MISSING, uuids[1]]).to_string();
        for (set, missing) in [(by_uuid.as_str(), MISSING), ("[1,999,2]", "999")] {
            let error = write(set).unwrap_err();
            assert_eq!(error.code(), Code::DEVICE_NOT_FOUND);
            assert!(error.message().contains(missing), "{error}");
        }
        let written = |request: &String| !request.starts_with("GET ");
        assert_eq!(simulator.requests().iter().filter(|request| written(request)).count(), 0);
    }
}

#[test]
fn only_arrays_of_uuids_and_ids_are_sets() {
    let simulator = Simulator::start(&["--fleet", "2"]);
    let client = simulator.logged_in();
    let device = client.device();
    simulator.forget();
    for odd in [
        "[]",
        "[ ]",
        "[1",
        "[1,]",
        "[null]",
        "[true]",
        "[[1]]",
        "[1.5]",
        "[0]",
        "[-1]",
        r#"["x"]"#,
        r#"[""]"#,
        r#"["0123456789ABCDEF0123456789ABCDEF"]"#,
        r#"{"id":1}"#,
        "1,2",
        "[99999999999999999999]",
    ] {
        let error = device.note(odd, "n", &none()).unwrap_err();
        assert_eq!(error.code(), Code::INVALID_PARAMETER, "{odd}");
        assert!(error.message().starts_with("device "), "{odd}: {error}");
    }
    // A name is for one, and a question is about one.
    assert_eq!(code(device.rename("[1,2]", "n", &none())), Code::INVALID_PARAMETER);
    assert_eq!(code(device.get("[1]", &none())), Code::INVALID_PARAMETER);
    assert_eq!(simulator.journal().len(), 0);
}

#[test]
fn one_device_under_several_names_is_written_once() {
    let simulator = Simulator::start(&["--fleet", "2"]);
    let client = simulator.logged_in();
    let (id, uuid) = devices(&client).remove(1);
    simulator.forget();
    let set = format!(r#" [ "{id}", {id}, "{uuid}", "{uuid}" ]"#);
    client.device().note(&set, "n", &none()).unwrap();
    assert_eq!(
        simulator.requests(),
        [
            format!("GET /v7/device?$filter=id%20eq%20{id}&$orderby=device_name%20asc&$select=id"),
            format!("GET /v7/device?$filter=uuid%20eq%20%27{uuid}%27&$orderby=device_name%20asc&$select=id"),
            format!("PATCH /v7/device?$filter=id%20in%20({id})"),
        ]
    );
}

#[test]
fn a_large_set_is_looked_up_and_written_in_parts() {
    let simulator = Simulator::start(&["--fleet", "430"]);
    let client = simulator.logged_in();
    let device = client.device();
    let all = devices(&client);
    let ids: Vec<i64> = all.iter().map(|(id, _)| *id).collect();
    let uuids: Vec<&str> = all.iter().map(|(_, uuid)| uuid.as_str()).collect();
    let parts = |set: Value, note: &str| {
        simulator.forget();
        device.note(&set.to_string(), note, &none()).unwrap();
        let requests = simulator.requests();
        let count = |method: &str| requests.iter().filter(|request| request.starts_with(method)).count();
        // Servers commonly stop reading a URL at 8 KiB.
        assert!(requests.iter().all(|request| request.len() < 8192));
        (count("GET"), count("PATCH"))
    };
    assert_eq!(parts(json!(ids), "by id"), (3, 3));
    assert_eq!(count(&client, "note eq 'by id'"), 430);
    assert_eq!(parts(json!(uuids), "by uuid"), (9, 3));
    assert_eq!(count(&client, "note eq 'by uuid'"), 430);
}

#[test]
fn each_device_is_pinned_to_the_release_of_its_own_application() {
    let simulator = Simulator::start(&["--fleet", "2"]);
    let client = simulator.logged_in();
    let device = client.device();
    let uuid = text(&device.generate_uuid().unwrap(), "");
    device.register("admin/spare", &uuid, &none()).unwrap();
    let commit = text(&client.release().get("1", &none()).unwrap(), "/commit");
    // The same commit, built for the other application.
    let row = json!({
        "belongs_to__application": 3, "commit": commit, "composition": {}, "status": "success", "source": "local",
        "start_timestamp": "2026-01-01T00:00:00.000Z", "is_created_by__user": 2, "is_final": true,
    });
    let made: Value = serde_json::from_str(&simulator.send("POST", "/v7/release", Some(&client), &row)).unwrap();
    let set = json!(["1", uuid]).to_string();
    device.set_to_release(&set, Some(&commit), &none()).unwrap();
    let pin = |id: &str| {
        let row = read(&device.get(id, &options(r#"{"$select":"is_pinned_on__release"}"#)).unwrap());
        row["is_pinned_on__release"]["__id"].clone()
    };
    assert_eq!((pin("1"), pin(&uuid)), (json!(1), made["id"].clone()));
    // By id it is one application's, so that a set of two applications has no such release.
    assert_eq!(code(device.set_to_release(&set, Some("2"), &none())), Code::RELEASE_NOT_FOUND);
    assert_eq!(pin("1"), 1);
}

#[test]
fn a_set_moves_only_when_each_of_it_can() {
    let simulator = Simulator::start(&["--fleet", "2"]);
    let client = simulator.logged_in();
    let device = client.device();
    let uuid = text(&device.generate_uuid().unwrap(), "");
    device.register("admin/other", &uuid, &none()).unwrap();
    let set = json!([1, uuid]).to_string();
    let error = device.move_(&set, "spare", &none()).unwrap_err();
    assert_eq!(error.code(), Code::INCOMPATIBLE_APPLICATION);
    assert_eq!(count(&client, "belongs_to__application eq 1"), 2);
    assert!(requests(&simulator).iter().all(|request| !request.starts_with("PATCH")));
}
