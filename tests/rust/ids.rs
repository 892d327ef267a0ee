//! Ids beyond 2^53, which a number of JavaScript's or a double can't tell apart: in every place where one is given or
//! taken there is a row of each, and it is the right one.

use balena::{Client, Code};
use serde_json::{Value, json};

use crate::calls::Outcome;
use crate::check::{code, none, options, text};
use crate::simulator::Simulator;

/// 2^53, which a double takes the next number for.
const EVEN: i64 = 9_007_199_254_740_992;
const ODD: i64 = EVEN + 1;

const KEPT: &str = "00000000000000000000000000000000";
const CHANGED: &str = "11111111111111111111111111111111";

/// A simulator whose next two rows of each resource have these ids.
fn simulator() -> Simulator {
    let simulator = Simulator::start(&["--cloud"]);
    simulator.control("POST", "/_ids", &json!({ "next": EVEN }));
    simulator
}

/// The ids of two rows that were made one after the other.
fn made(first: Outcome, second: Outcome) {
    assert_eq!([text(&first.unwrap(), "/id"), text(&second.unwrap(), "/id")], [EVEN.to_string(), ODD.to_string()]);
}

/// A field of those rows that are ours, in the order of their ids, each with its own.
fn rows(list: Outcome, field: &str) -> Vec<(i64, String)> {
    let rows: Vec<Value> = serde_json::from_str(list.unwrap().as_str()).unwrap();
    let value = |row: &Value| (row["id"].as_i64().unwrap(), row[field].as_str().unwrap_or("null").to_owned());
    let mut rows: Vec<_> = rows.iter().map(value).filter(|(id, _)| *id >= EVEN).collect();
    rows.sort();
    rows
}

fn two(first: &str, second: &str) -> Vec<(i64, String)> {
    vec![(EVEN, first.into()), (ODD, second.into())]
}

fn one(first: &str) -> Vec<(i64, String)> {
    vec![(EVEN, first.into())]
}

#[test]
fn applications_and_devices() {
    let simulator = simulator();
    let client = simulator.logged_in();
    let (applications, devices) = (client.application(), client.device());
    let create = |name: &str| applications.create(name, "raspberrypi3", &none());
    made(create("kept"), create("changed"));
    let (even, odd) = (EVEN.to_string(), ODD.to_string());
    assert_eq!(text(&applications.get_by_id(&odd, &none()).unwrap(), "/app_name"), "changed");
    applications.disable_rolling_updates(&odd, &none()).unwrap();
    assert_eq!(applications.will_track_new_releases(&odd, &none()).unwrap().as_str(), "false");
    assert_eq!(applications.will_track_new_releases(&even, &none()).unwrap().as_str(), "true");
    applications.generate_provisioning_key(&odd, &none()).unwrap();
    assert_eq!(simulator.bodies("POST").pop().unwrap()["actorTypeId"], ODD);
    assert_eq!(
        applications.get_config(&odd, "2.29.2+rev1.prod", &none()).unwrap().get("/applicationId").unwrap().as_str(),
        odd
    );

    simulator.control("POST", "/_ids", &json!({ "next": EVEN }));
    made(devices.register(&odd, KEPT, &none()), devices.register(&odd, CHANGED, &none()));
    for application in [&odd, "changed", "admin/changed"] {
        let found = match application.contains("changed") {
            true => devices.get_all_by_application(application, &none()),
            false => devices.get_all_by_application_id(application, &none()),
        };
        assert_eq!(rows(found, "uuid"), two(KEPT, CHANGED));
    }
    let row = devices.get(&odd, &none()).unwrap();
    assert_eq!((text(&row, "/uuid"), text(&row, "/belongs_to__application/__id")), (CHANGED.into(), odd.clone()));
    devices.note(CHANGED, "by uuid", &none()).unwrap();
    devices.rename(&odd, "by id", &none()).unwrap();
    assert_eq!(text(&devices.get_name(CHANGED, &none()).unwrap(), ""), "by id");
    devices.move_(&odd, "kept", &none()).unwrap();
    assert_eq!(rows(devices.get_all_by_application_id(&even, &none()), "note"), [(ODD, "by uuid".to_owned())]);
    assert_eq!(
        rows(devices.get_all(&options(&json!({ "$filter": format!("id eq {odd}") }).to_string())), "uuid")[0].1,
        CHANGED
    );
    assert_eq!(
        rows(devices.get_all(&options(&json!({ "$filter": "id eq @i", "@i": ODD }).to_string())), "uuid")[0].1,
        CHANGED
    );
    devices.remove(&odd, &none()).unwrap();
    assert_eq!(rows(devices.get_all(&none()), "uuid"), one(KEPT));
    assert_eq!(code(devices.get(&odd, &none())), Code::DEVICE_NOT_FOUND);
    applications.remove("changed", &none()).unwrap();
    assert_eq!(rows(applications.get_all(&none()), "app_name"), one("kept"));
}

/// Two applications and, in the second, two devices, services, releases and images.
fn furnished() -> (Simulator, Client) {
    let simulator = simulator();
    let client = simulator.logged_in();
    for name in ["kept", "changed"] {
        client.application().create(name, "raspberrypi3", &none()).unwrap();
    }
    for (id, uuid, commit) in [(EVEN, KEPT, "a0"), (ODD, CHANGED, "b1")] {
        client.device().register(&ODD.to_string(), uuid, &none()).unwrap();
        let make = |resource: &str, row: Value| {
            let made = simulator.send("POST", &format!("/v7/{resource}"), Some(&client), &row);
            assert_eq!(serde_json::from_str::<Value>(&made).unwrap()["id"], id, "{made}");
        };
        make("service", json!({ "application": ODD, "service_name": format!("service-{commit}") }));
        make(
            "release",
            json!({
                "belongs_to__application": ODD, "commit": commit, "composition": {}, "status": "success",
                "source": "cloud", "start_timestamp": 1_700_000_000_000_i64, "semver": format!("{}.0.0", id - EVEN + 1),
            }),
        );
        make(
            "image",
            json!({
                "is_a_build_of__service": id, "status": "success", "start_timestamp": 1_700_000_000_000_i64,
                "build_log": commit,
            }),
        );
        make("image__is_part_of__release", json!({ "image": id, "is_part_of__release": id }));
    }
    (simulator, client)
}

#[test]
fn releases_services_and_images() {
    let (simulator, client) = furnished();
    let odd = ODD.to_string();
    let services = client.service().get_all_by_application(&odd, &none());
    assert_eq!(rows(services, "service_name"), two("service-a0", "service-b1"));
    let releases = client.release();
    assert_eq!(rows(releases.get_all_by_application(&odd, &none()), "commit"), two("a0", "b1"));
    assert_eq!(text(&releases.get_latest_by_application(&odd, &none()).unwrap(), "/id"), odd);
    assert_eq!(text(&releases.get(&odd, &none()).unwrap(), "/commit"), "b1");
    assert_eq!(text(&releases.get("b1", &none()).unwrap(), "/id"), odd);
    let details = releases.get_with_image_details(&odd, &none()).unwrap();
    let image = (text(&details, "/images/0/id"), text(&details, "/images/0/service_name"));
    assert_eq!(image, (odd.clone(), "service-b1".to_owned()));
    assert_eq!(text(&client.image().get(ODD, &none()).unwrap(), "/is_a_build_of__service/__id"), odd);
    assert_eq!(text(&client.image().get_log(ODD, &none()).unwrap(), ""), "b1");

    let applications = client.application();
    applications.set_to_release(&odd, &odd, &none()).unwrap();
    assert_eq!(text(&applications.get_target_release_hash(&odd, &none()).unwrap(), ""), "b1");
    applications.set_to_release(&odd, "a0", &none()).unwrap();
    assert_eq!(applications.is_tracking_latest_release(&odd, &none()).unwrap().as_str(), "false");
    applications.track_latest_release(&odd, &none()).unwrap();
    assert_eq!(simulator.bodies("PATCH").pop().unwrap()["should_be_running__release"], ODD);
    assert_eq!(applications.is_tracking_latest_release(&odd, &none()).unwrap().as_str(), "true");
}

#[test]
fn tags() {
    let (_simulator, client) = furnished();
    let odd = ODD.to_string();
    type Set = fn(&Client, &str, &str) -> Outcome;
    type Remove = fn(&Client, &str) -> Outcome;
    type All = fn(&Client) -> Outcome;
    let kinds: [(Set, Remove, All); 3] = [
        (
            |client, device, value| client.device_tag().set(device, "k", value, &none()),
            |client, device| client.device_tag().remove(device, "k", &none()),
            |client| client.device_tag().get_all(&none()),
        ),
        (
            |client, application, value| client.application_tag().set(application, "k", value, &none()),
            |client, application| client.application_tag().remove(application, "k", &none()),
            |client| client.application_tag().get_all(&none()),
        ),
        (
            |client, release, value| client.release_tag().set(release, "k", value, &none()),
            |client, release| client.release_tag().remove(release, "k", &none()),
            |client| client.release_tag().get_all(&none()),
        ),
    ];
    for (set, remove, all) in kinds {
        made(set(&client, &EVEN.to_string(), "kept"), set(&client, &odd, "first"));
        assert_eq!(set(&client, &odd, "second").unwrap().as_str(), "null");
        assert_eq!(rows(all(&client), "value"), two("kept", "second"));
        remove(&client, &odd).unwrap();
        assert_eq!(rows(all(&client), "value"), one("kept"));
    }
}

#[test]
fn variables() {
    let (_simulator, client) = furnished();
    let odd = ODD.to_string();
    type Create = fn(&Client, &str, &str, &str) -> Outcome;
    type Write = fn(&Client, i64) -> Outcome;
    type All = fn(&Client, &str) -> Outcome;
    let kinds: [(Create, Write, Write, All); 6] = [
        (
            |it, owner, name, value| it.application_config_variable().create(owner, name, value, &none()),
            |it, id| it.application_config_variable().update(id, "changed", &none()),
            |it, id| it.application_config_variable().remove(id, &none()),
            |it, owner| it.application_config_variable().get_all(owner, &none()),
        ),
        (
            |it, owner, name, value| it.application_env_variable().create(owner, &name[8..], value, &none()),
            |it, id| it.application_env_variable().update(id, "changed", &none()),
            |it, id| it.application_env_variable().remove(id, &none()),
            |it, owner| it.application_env_variable().get_all(owner, &none()),
        ),
        (
            |it, owner, name, value| it.device_config_variable().create(owner, name, value, &none()),
            |it, id| it.device_config_variable().update(id, "changed", &none()),
            |it, id| it.device_config_variable().remove(id, &none()),
            |it, owner| it.device_config_variable().get_all(owner, &none()),
        ),
        (
            |it, owner, name, value| it.device_env_variable().create(owner, &name[8..], value, &none()),
            |it, id| it.device_env_variable().update(id, "changed", &none()),
            |it, id| it.device_env_variable().remove(id, &none()),
            |it, owner| it.device_env_variable().get_all_by_application(owner, &none()),
        ),
        (
            |it, owner, name, value| it.service_env_variable().create(owner, "service-b1", &name[8..], value, &none()),
            |it, id| it.service_env_variable().update(id, "changed", &none()),
            |it, id| it.service_env_variable().remove(id, &none()),
            |it, owner| it.service_env_variable().get_all_by_application(owner, &none()),
        ),
        (
            |it, owner, name, value| {
                it.device_service_env_variable().create(owner, "service-b1", &name[8..], value, &none())
            },
            |it, id| it.device_service_env_variable().update(id, "changed", &none()),
            |it, id| it.device_service_env_variable().remove(id, &none()),
            |it, owner| it.device_service_env_variable().get_all(owner, &none()),
        ),
    ];
    for (create, update, remove, all) in kinds {
        made(create(&client, &odd, "BALENA__X", "kept"), create(&client, &odd, "BALENA__Y", "first"));
        update(&client, ODD).unwrap();
        assert_eq!(rows(all(&client, &odd), "value"), two("kept", "changed"));
        remove(&client, ODD).unwrap();
        assert_eq!(rows(all(&client, &odd), "value"), one("kept"));
        assert_eq!(code(update(&client, ODD)), Code::NOT_FOUND);
    }
}

#[test]
fn users_and_their_keys() {
    let simulator = simulator();
    let client = simulator.logged_in();
    let keys = client.key();
    assert_eq!(keys.create("kept", "ssh-rsa AAA", &none()).unwrap().as_str(), EVEN.to_string());
    assert_eq!(keys.create("changed", "ssh-rsa BBB", &none()).unwrap().as_str(), ODD.to_string());
    assert_eq!(text(&keys.get(ODD, &none()).unwrap(), "/title"), "changed");
    keys.remove(ODD, &none()).unwrap();
    assert_eq!(rows(keys.get_all(&none()), "title"), one("kept"));
    let keys = client.api_key();
    keys.create("kept", &none()).unwrap();
    keys.create("changed", &none()).unwrap();
    keys.update(ODD, &options(r#"{"name":"renamed"}"#)).unwrap();
    let named = || options(r#"{"$filter":"name ne null"}"#);
    assert_eq!(rows(keys.get_all(&named()), "name"), two("kept", "renamed"));
    keys.revoke(ODD, &none()).unwrap();
    assert_eq!(rows(keys.get_all(&named()), "name"), one("kept"));

    client.auth().register("kept@example.org", "password", &none()).unwrap();
    let token = client.auth().register("changed@example.org", "password", &none()).unwrap();
    let own = simulator.client();
    own.auth().login_with_token(text(&token, "").as_str()).unwrap();
    assert_eq!(own.auth().get_user_id(&none()).unwrap().as_str(), ODD.to_string());
    assert_eq!(text(&own.auth().who_am_i(&none()).unwrap(), ""), "changed");
    let made =
        own.application().create("kitchen", "raspberrypi3", &options(&json!({ "organization": ODD }).to_string()));
    assert_eq!(text(&made.unwrap(), "/organization/__id"), ODD.to_string());
}
