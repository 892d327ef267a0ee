//! Logs of devices, followed over a connection that breaks.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use balena::{Client, Code};
use serde_json::{Value, json};

use crate::check::{code, none, options, text};
use crate::simulator::Simulator;

/// A test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// One call of a callback.
type Told = (Code, Option<String>);

/// Gives all calls to a channel.
fn sent(to: Sender<Told>) -> impl FnMut(Code, Option<&str>) -> ControlFlow<()> + Send + 'static {
    move |code, document| {
        let _ = to.send((code, document.map(str::to_owned)));
        ControlFlow::Continue(())
    }
}

/// What comes over a subscription.
struct Listening {
    receiver: Receiver<Told>,
    /// Lines that came while an event was waited for.
    seen: RefCell<Vec<String>>,
}

impl Listening {
    fn to(client: &Client, device: &str, asked: Value) -> Self {
        let (sender, receiver) = mpsc::channel();
        client.logs().subscribe(device, &options(&asked.to_string()), sent(sender)).unwrap();
        Listening { receiver, seen: RefCell::default() }
    }

    fn next(&self) -> (Code, Option<Value>) {
        let (code, document) = self.receiver.recv_timeout(PATIENCE).expect("the subscription says something");
        (code, document.map(|document| serde_json::from_str(&document).unwrap()))
    }

    /// The next lines, without the events between them.
    fn lines(&self, count: usize) -> Vec<String> {
        let mut lines = Vec::new();
        while lines.len() < count {
            let (code, document) = self.next();
            assert_eq!(code, Code::OK, "{document:?}");
            let document = document.expect("the subscription goes on");
            if let Some(message) = document.get("message") {
                lines.push(message.as_str().unwrap().to_owned());
            }
        }
        lines
    }

    /// The next event of this name.
    fn event(&self, name: &str) -> Value {
        loop {
            let (code, document) = self.next();
            assert_eq!(code, Code::OK, "{document:?}");
            let document = document.expect("the subscription goes on");
            if let Some(message) = document["message"].as_str() {
                self.seen.borrow_mut().push(message.to_owned());
            }
            if document["event"] == name {
                return document;
            }
        }
    }

    /// All that is left, up to the last call.
    fn rest(&self) -> (Vec<(Code, Value)>, Code) {
        let mut rest = Vec::new();
        loop {
            match self.next() {
                (code, Some(document)) => rest.push((code, document)),
                (code, None) => {
                    assert!(self.receiver.recv_timeout(PATIENCE).is_err(), "the last call is the last");
                    return (rest, code);
                }
            }
        }
    }
}

/// The uuid of the device with this id.
fn uuid(client: &Client, id: &str) -> String {
    text(&client.device().get(id, &options(r#"{"$select":"uuid"}"#)).unwrap(), "/uuid")
}

/// The uuids of the fleet.
fn uuids(client: &Client) -> Vec<String> {
    let rows = client.device().get_all(&options(r#"{"$select":"uuid","$orderby":"id"}"#)).unwrap();
    let rows: Value = serde_json::from_str(rows.as_str()).unwrap();
    rows.as_array().unwrap().iter().map(|row| row["uuid"].as_str().unwrap().to_owned()).collect()
}

/// Makes a device write this many lines, "PREFIX 0" and so on.
fn write(simulator: &Simulator, uuid: &str, lines: usize, prefix: &str) {
    simulator.control("POST", "/_logs", &json!({ "uuid": uuid, "lines": lines, "prefix": prefix, "from": 0 }));
}

#[test]
fn the_history_is_what_the_service_has() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let uuid = uuid(&client, "1");
    let logs = client.logs();
    assert_eq!(logs.history(&uuid, &none()).unwrap().as_str(), "[]");
    write(&simulator, &uuid, 5, "line ");
    let messages = |asked: &str| -> Vec<String> {
        let lines: Value = serde_json::from_str(logs.history("1", &options(asked)).unwrap().as_str()).unwrap();
        lines.as_array().unwrap().iter().map(|line| line["message"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(messages("{}"), ["line 0", "line 1", "line 2", "line 3", "line 4"]);
    assert_eq!(messages(r#"{"count":"all"}"#).len(), 5);
    assert_eq!(messages(r#"{"count":2}"#), ["line 3", "line 4"]);
    assert_eq!(messages(r#"{"start":4102444800000}"#).len(), 0);
    let asked = simulator.requests();
    assert!(asked.contains(&format!("GET /device/v2/{uuid}/logs?count=2")), "{asked:?}");
    for bad in [r#"{"count":"some"}"#, r#"{"count":-1}"#, r#"{"count":1.5}"#, r#"{"start":"then"}"#] {
        assert_eq!(code(logs.history(&uuid, &options(bad))), Code::INVALID_OPTION, "{bad}");
        assert_eq!(code(logs.subscribe(&uuid, &options(bad), |_, _| ControlFlow::Continue(()))), Code::INVALID_OPTION);
    }
    assert_eq!(code(logs.history("00000000000000000000000000000000", &none())), Code::DEVICE_NOT_FOUND);
    assert_eq!(code(logs.subscribe("999", &none(), |_, _| ControlFlow::Continue(()))), Code::DEVICE_NOT_FOUND);
    // The device may go between the two requests.
    simulator.order("/device/v2/", 1, json!({ "kind": "status", "status": 404, "body": "\"No device with uuid x\"" }));
    assert_eq!(code(logs.history(&uuid, &none())), Code::DEVICE_NOT_FOUND);
}

#[test]
fn lines_come_as_they_are_written() {
    let simulator = Simulator::start(&["--fleet", "2"]);
    let client = simulator.logged_in();
    let uuid = uuid(&client, "1");
    write(&simulator, &uuid, 3, "old ");
    let new = Listening::to(&client, &uuid, json!({}));
    let some = Listening::to(&client, "1", json!({ "count": 2 }));
    let all = Listening::to(&client, &uuid, json!({ "count": "all" }));
    for listening in [&new, &some, &all] {
        listening.event("connected");
    }
    write(&simulator, &uuid, 2, "new ");
    assert_eq!(new.lines(2), ["new 0", "new 1"]);
    assert_eq!(some.lines(4), ["old 1", "old 2", "new 0", "new 1"]);
    assert_eq!(all.lines(5), ["old 0", "old 1", "old 2", "new 0", "new 1"]);
    // By the text that it was subscribed with, or by the uuid.
    client.logs().unsubscribe("1").unwrap();
    assert_eq!(some.rest(), (vec![], Code::OK));
    write(&simulator, &uuid, 1, "more ");
    assert_eq!(new.lines(1), ["more 0"]);
    client.logs().unsubscribe(&uuid).unwrap();
    assert_eq!((new.rest(), all.rest().1), ((vec![], Code::OK), Code::OK));
    client.logs().unsubscribe(&uuid).unwrap();
}

#[test]
fn a_stream_goes_on_behind_its_last_line_wherever_it_is_cut() {
    let simulator = Simulator::start(&["--fleet", "700"]);
    let client = simulator.logged_in();
    let uuids = uuids(&client);
    write(&simulator, &uuids[0], 4, "line ");
    let history = client.logs().history(&uuids[0], &none()).unwrap();
    // On the wire each of the four is a chunk: two digits of size, the line, and five bytes that end them. One device
    // for each cut.
    let bytes = history.as_str().len() - "[,,,]".len() + 4 * 7;
    assert!(bytes < uuids.len(), "the fleet is too small for {bytes} bytes");
    let listening: Vec<(usize, &String, Listening)> = (0..=bytes)
        .map(|after| {
            let uuid = &uuids[after];
            if after > 0 {
                write(&simulator, uuid, 4, "line ");
            }
            let path = format!("/device/v2/{uuid}");
            simulator.order(&path, 1, json!({ "kind": "cut", "after": after }));
            (after, uuid, Listening::to(&client, uuid, json!({ "count": "all" })))
        })
        .collect();
    for (after, uuid, listening) in &listening {
        listening.event("disconnected");
        write(&simulator, uuid, 1, "end ");
        let before = listening.seen.take();
        let after_it = listening.lines(5 - before.len());
        assert_eq!([before, after_it].concat(), ["line 0", "line 1", "line 2", "line 3", "end 0"], "{after}");
    }
    client.logs().unsubscribe_all().unwrap();
    for (after, _, listening) in &listening {
        assert_eq!(listening.rest(), (vec![], Code::OK), "{after}");
    }
}

#[test]
fn a_hundred_thousand_lines_come_once_and_in_order_through_200_cuts() {
    const LINES: usize = 100_000;
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let uuid = uuid(&client, "1");
    // So far apart that the service still has what came in between.
    let cuts: Vec<Value> = (0..200u64)
        .map(|number| {
            let after = 20_000 + number.wrapping_mul(2_654_435_761) % 60_000;
            json!({ "match": { "path": "/device/v2/" }, "fault": { "kind": "cut", "after": after } })
        })
        .collect();
    simulator.fault(json!(cuts));
    let listening = Listening::to(&client, &uuid, json!({}));
    listening.event("connected");
    let mut seen = 0;
    while seen < LINES {
        // What came so far makes room for what the service can keep meanwhile.
        let count = 500.min(LINES - seen);
        simulator.control("POST", "/_logs", &json!({ "uuid": uuid, "lines": count, "prefix": "", "from": seen }));
        for line in listening.lines(count) {
            assert_eq!(line, seen.to_string());
            seen += 1;
        }
    }
    let left: Value = serde_json::from_str(&simulator.control("GET", "/_faults", &Value::Null)).unwrap();
    assert_eq!(left, json!([]), "all cuts were made");
}

#[test]
fn a_stream_that_falls_silent_is_made_again() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let uuid = uuid(&client, "1");
    simulator.order("/device/v2/", 1, json!({ "kind": "silent" }));
    let listening = Listening::to(&client, &uuid, json!({ "silence_ms": 300 }));
    listening.event("connected");
    write(&simulator, &uuid, 1, "unheard ");
    let gone = listening.event("disconnected");
    assert_eq!(gone["error"]["code"], "TIMEOUT");
    assert_eq!(listening.lines(1), ["unheard 0"]);
    // The service's signs of life keep it.
    simulator.control("POST", "/_logs", &json!({ "heartbeat_ms": 50 }));
    let kept = Listening::to(&client, &uuid, json!({ "silence_ms": 1000 }));
    kept.event("connected");
    write(&simulator, &uuid, 1, "heard ");
    assert_eq!((kept.lines(1), listening.lines(1)), (vec!["heard 0".to_owned()], vec!["heard 0".to_owned()]));
}

#[test]
fn what_no_other_try_mends_ends_a_subscription() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let uuid = uuid(&client, "1");
    for (status, code) in [(404, Code::REQUEST_ERROR), (401, Code::UNAUTHORIZED), (400, Code::REQUEST_ERROR)] {
        simulator.order("/device/v2/", 1, json!({ "kind": "status", "status": status, "body": "\"no\"" }));
        let (rest, end) = Listening::to(&client, &uuid, json!({})).rest();
        assert_eq!(end, code, "{status}");
        assert_eq!((rest.len(), rest[0].0), (1, code));
        assert_eq!(rest[0].1["http_status"], status);
    }
    // These may pass.
    let faults = [
        json!({ "kind": "status", "status": 503, "headers": { "Retry-After": "0" } }),
        json!({ "kind": "status", "status": 429 }),
        json!({ "kind": "reset" }),
        json!({ "kind": "close" }),
    ];
    for fault in &faults {
        simulator.order("/device/v2/", 1, fault.clone());
    }
    let listening = Listening::to(&client, &uuid, json!({}));
    for _ in &faults {
        assert!(listening.event("disconnected")["retry_in_ms"].is_u64());
    }
    listening.event("connected");
    write(&simulator, &uuid, 1, "heard ");
    assert_eq!(listening.lines(1), ["heard 0"]);
}

#[test]
fn a_line_that_is_none_is_told_and_passed_over() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let uuid = uuid(&client, "1");
    write(&simulator, &uuid, 2, "line ");
    simulator.order("/device/v2/", 1, json!({ "kind": "bad_json" }));
    let listening = Listening::to(&client, &uuid, json!({ "count": "all" }));
    assert_eq!(listening.event("skipped")["error"]["code"], "DECODE");
    assert_eq!(listening.lines(1), ["line 1"]);
}

#[test]
fn what_the_service_leaves_out_is_told() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let uuid = uuid(&client, "1");
    let listening = Listening::to(&client, &uuid, json!({}));
    listening.event("connected");
    simulator.control("POST", "/_logs", &json!({ "uuid": uuid, "lines": 5, "suppress": 3 }));
    assert_eq!(listening.event("suppressed")["count"], 3);
    // More than it keeps.
    simulator.order("/device/v2/", 3, json!({ "kind": "status", "status": 503 }));
    simulator.control("DELETE", "/_connections", &Value::Null);
    write(&simulator, &uuid, 1500, "many ");
    listening.event("gap");
    let lines = listening.lines(1000);
    assert_eq!((lines[0].as_str(), lines[999].as_str()), ("many 500", "many 1499"));
}

#[test]
fn a_subscription_ends_as_its_subscriber_says() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let uuid = uuid(&client, "1");
    write(&simulator, &uuid, 5, "line ");
    // By what the callback gives.
    let (sender, receiver) = mpsc::channel();
    let mut tell = sent(sender);
    let until_second = move |code, document: Option<&str>| {
        let is_second = document.is_some_and(|document| document.contains("line 1"));
        let _ = tell(code, document);
        if is_second { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    client.logs().subscribe(&uuid, &options(r#"{"count":"all"}"#), until_second).unwrap();
    let stopping = Listening { receiver, seen: RefCell::default() };
    let (rest, end) = stopping.rest();
    assert_eq!((rest.len(), end), (3, Code::OK));
    // By a panic, which is nobody else's.
    let (sender, receiver) = mpsc::channel();
    let mut tell = sent(sender);
    let panicking = move |code, document: Option<&str>| {
        let is_last = document.is_none();
        let _ = tell(code, document);
        assert!(is_last, "a subscriber's own defect");
        ControlFlow::Continue(())
    };
    let other = Listening::to(&client, &uuid, json!({}));
    client.logs().subscribe(&uuid, &none(), panicking).unwrap();
    let (rest, end) = Listening { receiver, seen: RefCell::default() }.rest();
    assert_eq!((rest.len(), end), (1, Code::PANIC));
    other.event("connected");
    // By cancelling the handle, or a handle that it was derived from.
    let derived = client.with(&none()).unwrap();
    let on_derived = Listening::to(&derived, &uuid, json!({}));
    on_derived.event("connected");
    client.cancel();
    assert_eq!((other.rest().1, on_derived.rest().1), (Code::CANCELLED, Code::CANCELLED));
}

#[test]
fn freeing_a_handle_ends_its_subscriptions_and_no_others() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let uuid = uuid(&client, "1");
    let derived = client.with(&none()).unwrap();
    let (on_client, on_derived) = (Listening::to(&client, &uuid, json!({})), Listening::to(&derived, &uuid, json!({})));
    on_client.event("connected");
    on_derived.event("connected");
    client.logs().unsubscribe(&uuid).unwrap();
    assert_eq!(on_client.rest().1, Code::OK);
    write(&simulator, &uuid, 1, "line ");
    assert_eq!(on_derived.lines(1), ["line 0"]);
    drop(client);
    write(&simulator, &uuid, 1, "more ");
    assert_eq!(on_derived.lines(1), ["more 0"]);
    drop(derived);
    assert_eq!(on_derived.rest(), (vec![], Code::CANCELLED));
}

#[test]
fn a_callback_may_unsubscribe_and_free_its_handle() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let outer = simulator.logged_in();
    let uuid = uuid(&outer, "1");
    write(&simulator, &uuid, 1, "line ");
    let (sender, receiver) = mpsc::channel();
    let client = Arc::new(Mutex::new(Some(outer.with(&none()).unwrap())));
    let (own, device) = (client.clone(), uuid.clone());
    let mut tell = sent(sender);
    let callback = move |code, document: Option<&str>| {
        if document.is_some_and(|document| document.contains("line 0")) {
            let client = own.lock().unwrap().take().unwrap();
            client.logs().unsubscribe(&device).unwrap();
            client.logs().unsubscribe_all().unwrap();
            drop(client);
        }
        tell(code, document)
    };
    let asked = options(r#"{"count":"all"}"#);
    client.lock().unwrap().as_ref().unwrap().logs().subscribe(&uuid, &asked, callback).unwrap();
    let (rest, end) = Listening { receiver, seen: RefCell::default() }.rest();
    assert_eq!((rest.len(), end), (2, Code::OK));
}

#[test]
fn no_call_follows_an_unsubscribe() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let uuid = uuid(&client, "1");
    simulator.control("POST", "/_logs", &json!({ "uuid": uuid, "lines": 1_000_000, "rate_per_s": 20_000 }));
    for _ in 0..50 {
        let over = Arc::new(AtomicBool::new(false));
        let seen = over.clone();
        let (sender, receiver) = mpsc::channel();
        let callback = move |_, _: Option<&str>| {
            assert!(!seen.load(Ordering::SeqCst), "a call after the unsubscribe");
            let _ = sender.send(());
            ControlFlow::Continue(())
        };
        client.logs().subscribe(&uuid, &none(), callback).unwrap();
        for _ in 0..20 {
            receiver.recv_timeout(PATIENCE).unwrap();
        }
        client.logs().unsubscribe(&uuid).unwrap();
        over.store(true, Ordering::SeqCst);
        // All that was said before is there, and the callback is gone.
        while receiver.try_recv().is_ok() {}
        assert_eq!(receiver.try_recv(), Err(mpsc::TryRecvError::Disconnected));
    }
}

#[test]
fn a_slow_subscriber_holds_up_its_own_stream_alone() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let uuid = uuid(&client, "1");
    write(&simulator, &uuid, 900, "line ");
    let held: Vec<(Sender<()>, Receiver<Told>)> = (0..10)
        .map(|_| {
            let (go, wait) = mpsc::channel::<()>();
            let (sender, receiver) = mpsc::channel();
            let mut tell = sent(sender);
            let slow = move |code, document: Option<&str>| {
                let _ = wait.recv();
                tell(code, document)
            };
            client.logs().subscribe(&uuid, &options(r#"{"count":"all"}"#), slow).unwrap();
            (go, receiver)
        })
        .collect();
    let quick = Listening::to(&client, &uuid, json!({ "count": "all" }));
    assert_eq!(quick.lines(900)[899], "line 899");
    for (go, receiver) in held {
        assert!(receiver.try_recv().is_err());
        drop(go);
        let slow = Listening { receiver, seen: RefCell::default() };
        slow.event("connected");
        assert_eq!(slow.lines(900)[0], "line 0");
    }
}

#[test]
fn a_thousand_subscriptions_are_no_thousand_threads() {
    let simulator = Simulator::start(&["--fleet", "1000"]);
    let client = simulator.logged_in();
    let before = threads();
    let uuids = uuids(&client);
    let listening: Vec<Listening> = uuids.iter().map(|uuid| Listening::to(&client, uuid, json!({}))).collect();
    for one in &listening {
        one.event("connected");
    }
    // The thread that reads, and those that call; other tests run in this process as well.
    assert!(threads() < before + 200, "{} threads, {before} before", threads());
    write(&simulator, &uuids[999], 1, "line ");
    assert_eq!(listening[999].lines(1), ["line 0"]);
    client.logs().unsubscribe_all().unwrap();
    assert!(listening.iter().all(|one| one.rest().1 == Code::OK));
}

fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").unwrap().count()
}

#[test]
fn what_was_there_before_a_subscription_stays_away_after_a_cut() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let uuid = uuid(&client, "1");
    write(&simulator, &uuid, 5, "old ");
    let listening = Listening::to(&client, &uuid, json!({}));
    listening.event("connected");
    write(&simulator, &uuid, 1, "new ");
    assert_eq!(listening.lines(1), ["new 0"]);
    simulator.control("DELETE", "/_connections", &Value::Null);
    assert_eq!(listening.next().1.unwrap()["event"], "disconnected");
    assert_eq!(listening.next().1.unwrap()["event"], "connected");
    write(&simulator, &uuid, 1, "more ");
    assert_eq!(listening.next().1.unwrap()["message"], "more 0");
}
