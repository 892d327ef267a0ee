//! What goes over the wire, as the simulator's journal has it.

use balena::Options;

use crate::simulator::Simulator;

/// URLs as people read them.
fn readable(request: &str) -> String {
    percent_encoding::percent_decode_str(request).decode_utf8().unwrap().into_owned()
}

/// The requests after the login.
pub fn requests(simulator: &Simulator) -> Vec<String> {
    simulator.requests()[1..].iter().map(|request| readable(request)).collect()
}

#[test]
fn an_application_is_created_and_removed_by_ids_that_were_looked_up() {
    let simulator = Simulator::start(&[]);
    let application = simulator.logged_in();
    application.application().create("kitchen", "raspberrypi3", &Options::none()).unwrap();
    application.application().remove("kitchen", &Options::none()).unwrap();
    let requests = requests(&simulator);
    assert_eq!(
        requests[..4],
        [
            "GET /v7/device_type?$filter=device_type_alias/any(dta:dta/is_referenced_by__alias eq 'raspberrypi3') \
             or slug eq 'raspberrypi3' or name eq 'raspberrypi3'&$orderby=name asc&$select=id&$top=1",
            "GET /v7/organization?$select=id,handle",
            "POST /v7/application",
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) \
             and (app_name eq 'kitchen')&$select=id&$top=2",
        ]
    );
    assert!(requests[4].starts_with("DELETE /v7/application(") && !requests[4].contains('?'), "{}", requests[4]);
    assert_eq!(requests.len(), 5);
}

#[test]
fn a_device_is_registered_with_a_key_that_is_made_for_it() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let uuid = "0123456789abcdef0123456789abcdef";
    simulator.logged_in().device().register("admin/fleet", uuid, &Options::none()).unwrap();
    assert_eq!(
        requests(&simulator),
        [
            "GET /actor/v1/whoami",
            "GET /v7/application(slug='admin/fleet')?$select=id&$expand=is_for__device_type($select=slug;\
             $expand=is_of__cpu_architecture($select=slug))",
            "POST /api-key/v2/",
            "POST /device/register",
        ]
    );
}

#[test]
fn many_threads_share_as_many_connections_as_are_allowed() {
    let simulator = Simulator::start(&["--fleet", "5"]);
    let client = simulator.client_with(r#","max_connections":3"#);
    client.auth().login("admin", "simulator-password", &Options::none()).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..20 {
                    client.device().get_all(&Options::none()).unwrap();
                }
            });
        }
    });
    assert_eq!(simulator.requests().len(), 161);
    assert!(simulator.connections() <= 3, "{} connections", simulator.connections());
}

#[test]
fn one_thread_needs_one_connection() {
    let simulator = Simulator::start(&["--fleet", "5"]);
    let client = simulator.logged_in();
    for _ in 0..20 {
        client.device().get_all(&Options::none()).unwrap();
    }
    assert_eq!(simulator.connections(), 1);
}
