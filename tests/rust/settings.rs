//! Settings: which value is in force, what the file looks like afterwards, and who else may have it open.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use balena::{Client, Code, Document, Error, Options};
use serde_json::{Value, json};

use crate::process::{self, Process};

/// A data directory of the test's own.
struct Directory(tempfile::TempDir);

impl Directory {
    fn new() -> Self {
        Directory(tempfile::tempdir().unwrap())
    }

    fn with(text: &str) -> Self {
        let directory = Directory::new();
        fs::write(directory.file(), text).unwrap();
        directory
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn file(&self) -> PathBuf {
        self.path().join("balena.cfg")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn client(&self) -> Client {
        client(json!({ "data_directory": self.path() })).unwrap()
    }

    /// A client that needs no settings to know where its service is.
    fn client_of_its_own(&self) -> Client {
        client(json!({ "data_directory": self.path(), "api_endpoint": "http://127.0.0.1:1/" })).unwrap()
    }
}

fn client(options: Value) -> Result<Client, Error> {
    Client::new(&Options::parse(&options.to_string()).unwrap())
}

fn get(client: &Client, key: &str) -> String {
    client.settings().get(key).unwrap().get("").unwrap().as_str().to_owned()
}

fn all(client: &Client) -> Value {
    serde_json::from_str(client.settings().get_all().unwrap().as_str()).unwrap()
}

fn code(result: Result<Document, Error>) -> Code {
    result.expect_err("the call should have failed").code()
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

/// What the official Python SDK leaves behind.
const PYTHON: &str = "\
[Settings]
pine_endpoint = https://api.balena-cloud.com/v5/
api_endpoint = https://api.example.com/
api_version = v5
data_directory = /home/user/.balena
image_cache_time = 604800000
token_refresh_interval = 3600000
timeout = 30000
device_actions_endpoint_version = v1
token = eyJhbGciOiJIUzI1NiJ9.e30.canary

";

#[test]
fn what_is_kept_is_in_force_for_this_handle_and_later_ones() {
    let directory = Directory::new();
    let first = directory.client();
    assert_eq!(get(&first, "api_endpoint"), "https://api.balena-cloud.com/");
    assert_eq!(get(&first, "timeout_ms"), "30000");
    assert_eq!(code(first.settings().get("favourite_fleet")), Code::INVALID_OPTION);
    assert_eq!(first.settings().has("favourite_fleet").unwrap().as_str(), "false");
    assert_eq!(first.settings().has("ca_file").unwrap().as_str(), "false");
    assert_eq!(
        first.settings().set("Favourite_Fleet", "100 % kitchen = ; # [all]: \u{1f433}").unwrap().as_str(),
        "null"
    );
    first.settings().set("api_endpoint", "http://127.0.0.1:8080").unwrap();
    for client in [&first, &directory.client()] {
        assert_eq!(get(client, "favourite_fleet"), "100 % kitchen = ; # [all]: \u{1f433}");
        assert_eq!(get(client, "FAVOURITE_FLEET"), get(client, "favourite_fleet"));
        assert_eq!(get(client, "api_endpoint"), "http://127.0.0.1:8080/");
        assert_eq!(client.settings().has("favourite_fleet").unwrap().as_str(), "true");
        assert_eq!(all(client)["favourite_fleet"], get(client, "favourite_fleet"));
        assert_eq!(all(client)["max_connections"], "64");
    }
    assert_eq!(first.settings().remove("favourite_FLEET").unwrap().as_str(), "true");
    assert_eq!(first.settings().remove("favourite_fleet").unwrap().as_str(), "false");
    assert_eq!(first.settings().has("favourite_fleet").unwrap().as_str(), "false");
    first.settings().remove("api_endpoint").unwrap();
    assert_eq!(get(&first, "api_endpoint"), "https://api.balena-cloud.com/");
}

#[test]
fn an_empty_value_is_a_value() {
    let directory = Directory::new();
    directory.client().settings().set("note", "").unwrap();
    assert_eq!(get(&directory.client(), "note"), "");
    directory.client().settings().set("note", "x").unwrap();
    assert_eq!(get(&directory.client(), "note"), "x");
}

#[test]
fn options_go_before_the_environment_and_that_before_the_file() {
    let name = "settings::options_go_before_the_environment_and_that_before_the_file";
    if !process::is_inner() {
        let directory = Directory::with("[Settings]\ntimeout_ms = 1\nconnect_timeout_ms = 2\nmax_connections = 3\n");
        Process::of_test(name, &[directory.path().to_str().unwrap()])
            .environment("BALENA_TIMEOUT_MS", "10")
            .environment("BALENA_CONNECT_TIMEOUT_MS", "20")
            .environment("BALENA_API_VERSION", "v6")
            .environment("BALENA_FAVOURITE_FLEET", "no")
            .succeeds();
        return;
    }
    let path = process::arguments().remove(0);
    let made = client(json!({ "data_directory": path, "timeout_ms": 100 })).unwrap();
    for (key, value) in [
        ("timeout_ms", "100"),
        ("connect_timeout_ms", "20"),
        ("max_connections", "3"),
        ("api_version", "v6"),
        ("data_directory", path.as_str()),
        ("body_limit_bytes", "1073741824"),
    ] {
        assert_eq!(get(&made, key), value, "{key}");
    }
    // What is set shows once nothing goes before it.
    made.settings().set("connect_timeout_ms", "4").unwrap();
    assert_eq!(get(&made, "connect_timeout_ms"), "20");
    assert_eq!(made.settings().has("favourite_fleet").unwrap().as_str(), "false");
}

#[test]
fn without_a_home_or_a_directory_settings_live_in_memory() {
    let name = "settings::without_a_home_or_a_directory_settings_live_in_memory";
    if !process::is_inner() {
        Process::of_test(name, &[]).without("HOME").succeeds();
        Process::of_test(name, &[]).environment("HOME", "/").succeeds();
        Process::of_test(name, &[]).environment("HOME", "").succeeds();
        Process::of_test(name, &[]).environment("BALENA_DATA_DIRECTORY", "/nowhere/at/all").succeeds();
        return;
    }
    let null = std::env::var_os("BALENA_DATA_DIRECTORY").is_some();
    let made = client(if null { json!({ "data_directory": null }) } else { json!({}) }).unwrap();
    made.settings().set("api_endpoint", "https://api.example.com").unwrap();
    assert_eq!(get(&made, "api_endpoint"), "https://api.example.com/");
    assert_eq!(made.settings().has("data_directory").unwrap().as_str(), "false");
    assert_eq!(made.settings().remove("api_endpoint").unwrap().as_str(), "true");
    assert_eq!(made.settings().remove("api_endpoint").unwrap().as_str(), "false");
    let other = client(json!({ "data_directory": null })).unwrap();
    made.settings().set("mine", "1").unwrap();
    assert_eq!(other.settings().has("mine").unwrap().as_str(), "false");
    made.auth().login_with_token("key").unwrap();
    assert_eq!(other.auth().get_token().unwrap_err().code(), Code::NOT_LOGGED_IN);
    assert!(!Path::new("/nowhere").exists() && !Path::new("/.balena").exists());
}

#[test]
fn on_a_read_only_file_system_changes_live_in_memory() {
    let name = "settings::on_a_read_only_file_system_changes_live_in_memory";
    if !process::is_inner() {
        let mounted = Directory::with("[Settings]\nnote = from the file\n");
        fs::write(mounted.path().join("token"), "key-of-the-file").unwrap();
        let mount = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";
        let path = mounted.path().to_str().unwrap();
        let unshare = ["--map-root-user", "--mount", "sh", "-c", mount, path];
        if !Command::new("unshare").args(unshare).arg("true").output().is_ok_and(|output| output.status.success()) {
            eprintln!("skipped: this machine lets nobody mount a read-only file system");
            return;
        }
        Process::of_test(name, &[path]).within("unshare", &unshare).succeeds();
        assert_eq!(mounted.text(), "[Settings]\nnote = from the file\n");
        return;
    }
    let path = process::arguments().remove(0);
    assert!(fs::write(Path::new(&path).join("x"), "x").is_err(), "the file system is not read-only");
    for path in [path.clone(), format!("{path}/deeper")] {
        let made = client(json!({ "data_directory": path })).unwrap();
        made.settings().set("more", "1").unwrap();
        assert_eq!(get(&made, "more"), "1");
        assert_eq!(made.settings().has("note").unwrap().as_str(), (!path.ends_with("deeper")).to_string());
        made.auth().login_with_token("another-key").unwrap();
        assert_eq!(made.auth().get_token().unwrap().as_str(), "\"another-key\"");
    }
    let made = client(json!({ "data_directory": path })).unwrap();
    assert_eq!(made.settings().has("more").unwrap().as_str(), "false");
    // What can't be removed would log the next handle in.
    assert_eq!(code(made.auth().log_out()), Code::IO);
    assert_eq!(made.auth().get_token().unwrap().as_str(), "\"key-of-the-file\"");
}

#[test]
fn the_token_that_the_python_sdk_keeps_is_neither_shown_nor_lost() {
    let directory = Directory::with(PYTHON);
    let made = directory.client();
    assert_eq!(code(made.settings().get("token")), Code::INVALID_OPTION);
    assert_eq!(made.settings().has("Token").unwrap().as_str(), "false");
    assert_eq!(made.settings().remove("token").unwrap().as_str(), "false");
    assert_eq!(code(made.settings().set("token", "x")), Code::INVALID_PARAMETER);
    assert_eq!(all(&made).get("token"), None);
    assert_eq!(code(made.auth().get_token()), Code::NOT_LOGGED_IN);
    made.settings().set("note", "mine").unwrap();
    // Python's configparser takes the line behind the last setting for one of its own, so the new one stands before it.
    assert_eq!(directory.text(), PYTHON.replace(".canary\n", ".canary\nnote = mine\n"));
}

#[test]
fn the_versions_and_the_place_of_another_sdk_are_not_ours() {
    let directory = Directory::with(PYTHON);
    let made = directory.client();
    assert_eq!(get(&made, "api_version"), "v7");
    assert_eq!(get(&made, "device_actions_endpoint_version"), "v2");
    assert_eq!(get(&made, "data_directory"), directory.path().to_str().unwrap());
    assert_eq!(get(&made, "api_endpoint"), "https://api.example.com/");
    assert_eq!(get(&made, "token_refresh_interval"), "3600000");
    assert_eq!(get(&made, "timeout"), "30000");
    assert_eq!(code(made.settings().set("api_version", "v6")), Code::INVALID_PARAMETER);
    assert_eq!(code(made.settings().set("data_directory", "/tmp")), Code::INVALID_PARAMETER);
    made.settings().set("api_version", "v8").unwrap();
    assert_eq!(get(&directory.client(), "api_version"), "v8");
}

#[test]
fn what_others_wrote_stays_as_it_is() {
    let text = [
        "; who wrote this",
        "",
        "   [Other]",
        "   Key: 1",
        "\t\t\t\tmore",
        "",
        "   [Settings]",
        "   # before",
        "   Note : old",
        "     and on",
        "   # between",
        "     and on",
        "",
        "   ; behind",
        "   last=1",
        "",
        "[Third]",
        "x = %(y)s",
        "note = theirs",
    ]
    .join("\n");
    let directory = Directory::with(&text);
    let made = directory.client_of_its_own();
    assert_eq!(get(&made, "note"), "old\nand on\nand on");
    made.settings().set("note", "new").unwrap();
    let after = text.replace("old\n     and on\n", "new\n").replace("between\n     and on\n", "between\n");
    assert_eq!(directory.text(), after);
    made.settings().set("further", "2").unwrap();
    assert_eq!(directory.text(), after.replace("last=1\n", "last=1\n   further = 2\n"));
    made.settings().remove("further").unwrap();
    made.settings().remove("note").unwrap();
    assert_eq!(directory.text(), after.replace("   Note : new\n", ""));
}

#[test]
fn a_change_that_would_make_another_line_mean_something_else_is_refused() {
    let text = "[Settings]\n   [Third]\n   note = 1\n";
    let directory = Directory::with(text);
    assert_eq!(code(directory.client().settings().set("note", "2")), Code::IO);
    assert_eq!(directory.text(), text);
}

#[test]
fn a_file_without_the_section_or_in_the_lines_of_windows_is_continued() {
    let directory = Directory::with("# nothing yet");
    directory.client().settings().set("note", "1").unwrap();
    assert_eq!(directory.text(), "# nothing yet\n\n[Settings]\nnote = 1\n");
    let directory = Directory::with("[Settings]\r\nnote = 1\r\n");
    directory.client().settings().set("note", "2").unwrap();
    directory.client().settings().set("more", "3").unwrap();
    assert_eq!(directory.text(), "[Settings]\r\nnote = 2\r\nmore = 3\r\n");
}

#[test]
fn python_reads_what_is_written_and_the_other_way_round() {
    let directory = Directory::with(PYTHON);
    let values =
        ["x", "", "a = b : c", "; no comment", "# none", "[no section]", "%(x)s %% %", "\"q\"", "\u{e9} \u{1f433}"];
    let made = directory.client();
    for (number, value) in values.iter().enumerate() {
        made.settings().set(&format!("key {number}"), value).unwrap();
    }
    let script = "import configparser, json, sys\n\
                  config = configparser.RawConfigParser()\n\
                  config.read(sys.argv[1], encoding='utf-8')\n\
                  print(json.dumps(dict(config.items('Settings'))))\n\
                  config.set('Settings', 'lines', 'one\\ntwo')\n\
                  config.write(open(sys.argv[1], 'w', encoding='utf-8'))\n";
    let output = Command::new("python3").args(["-c", script]).arg(directory.file()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let seen: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(seen["token"].as_str().unwrap().ends_with("canary"));
    assert_eq!(get(&made, "lines"), "one\ntwo");
    for (number, value) in values.iter().enumerate() {
        assert_eq!(seen[format!("key {number}")], *value);
        assert_eq!(get(&made, &format!("key {number}")), *value);
    }
}

#[test]
fn names_and_values_that_one_line_cannot_hold_are_refused() {
    let directory = Directory::new();
    let made = directory.client();
    let settings = made.settings();
    for key in ["", " ", "a=b", "a:b", "[a]", "a]", "a\nb", "a\0", "#a", ";a", " a", "a\t", "\u{85}a"] {
        assert_eq!(code(settings.set(key, "x")), Code::INVALID_PARAMETER, "{key:?}");
        assert_eq!(code(settings.get(key)), Code::INVALID_PARAMETER, "{key:?}");
        assert_eq!(code(settings.has(key)), Code::INVALID_PARAMETER, "{key:?}");
        assert_eq!(code(settings.remove(key)), Code::INVALID_PARAMETER, "{key:?}");
    }
    for value in ["a\nb", "a\rb", "\u{1b}[31m", " a", "a ", "a\u{a0}"] {
        assert_eq!(code(settings.set("note", value)), Code::INVALID_PARAMETER, "{value:?}");
    }
    for (key, value) in [
        ("api_endpoint", "ftp://example.com/"),
        ("api_endpoint", "https://user:canary@example.com/"),
        ("timeout_ms", "0"),
        ("timeout_ms", "soon"),
        ("max_connections", "-1"),
        ("api_version", "7"),
        ("ca_file", ""),
    ] {
        let error = settings.set(key, value).unwrap_err();
        assert_eq!(error.code(), Code::INVALID_PARAMETER, "{key} = {value}");
        assert!(!serde_json::to_string(&error).unwrap().contains("canary"));
    }
    assert_eq!(code(settings.set("note", &"x".repeat(1 << 20))), Code::LIMIT);
    assert!(!directory.file().exists());
    settings.set("note", &"x".repeat(64 << 10)).unwrap();
    assert_eq!(get(&made, "note").len(), 64 << 10);
}

#[test]
fn a_file_that_is_not_understood_is_left_alone() {
    let broken: [(&[u8], &str); 9] = [
        (b"[Settings]\nnote = 1\napi_endpo-canary", "line 3"),
        (b"note = canary\n", "line 1"),
        (b"[Settings]\nnote = canary\nNOTE: 2\n", "line 3"),
        (b"[Settings]\n[Settings]\n", "line 2"),
        (b"[Settings]\n = canary\n", "line 2"),
        (b"[Settings]\nnote = canary\0\0\0\0\n", "line 2"),
        (b"[Settings]\nnote = canary\r\rmore = 2\n", "line 2"),
        (b"[Settings]\nnote = canary \xff\xfe\n", "UTF-8"),
        (b"apiUrl: https://canary.example.com/\n", "line 1"),
    ];
    for (bytes, problem) in broken {
        let directory = Directory::new();
        fs::write(directory.file(), bytes).unwrap();
        let made = directory.client_of_its_own();
        let settings = made.settings();
        for result in [
            client(json!({ "data_directory": directory.path() })).map(|_| Document::null()),
            settings.get("note"),
            settings.get_all(),
            settings.has("note"),
            settings.set("note", "3"),
            settings.remove("note"),
        ] {
            let error = result.unwrap_err();
            let document = serde_json::to_string(&error).unwrap();
            assert_eq!(error.code(), Code::IO, "{document}");
            assert!(document.contains("balena.cfg") && document.contains(problem), "{document}");
            assert!(!document.contains("canary"), "{document}");
        }
        assert_eq!(fs::read(directory.file()).unwrap(), bytes);
        made.auth().login_with_token("key").unwrap();
        assert_eq!(fs::read(directory.file()).unwrap(), bytes);
    }
}

#[test]
fn a_value_that_cannot_be_used_is_an_error_only_where_it_would_be() {
    let directory = Directory::with("[Settings]\ntimeout_ms = soon\n");
    let error = client(json!({ "data_directory": directory.path() })).err().unwrap();
    assert_eq!(error.code(), Code::INVALID_OPTION);
    assert!(error.message().contains("timeout_ms in balena.cfg"), "{}", error.message());
    let made = client(json!({ "data_directory": directory.path(), "timeout_ms": 5 })).unwrap();
    made.settings().set("timeout_ms", "7").unwrap();
    assert_eq!(get(&directory.client(), "timeout_ms"), "7");
}

#[test]
fn the_file_is_its_owners_alone_and_never_somebody_elses() {
    let folder = Directory::new();
    let path = folder.path().join("a/b");
    let made = client(json!({ "data_directory": path })).unwrap();
    made.settings().set("note", "1").unwrap();
    assert_eq!((mode(&path), mode(&path.join("balena.cfg"))), (0o700, 0o600));

    let open = Directory::with("[Settings]\n");
    fs::set_permissions(open.file(), fs::Permissions::from_mode(0o644)).unwrap();
    open.client().settings().set("note", "1").unwrap();
    assert_eq!(mode(&open.file()), 0o600);

    // A link may lead to a file that this process may write and the one who laid the link may not.
    let linked = Directory::new();
    symlink(open.file(), linked.file()).unwrap();
    symlink(open.file(), linked.path().join("token")).unwrap();
    let made = linked.client();
    assert_eq!(get(&made, "note"), "1");
    assert_eq!(code(made.settings().set("note", "2")), Code::IO);
    assert_eq!(code(made.auth().login_with_token("key")), Code::IO);
    assert!(open.text().ends_with("note = 1\n"));

    // Nor is anything waited for that is no file.
    let odd = Directory::new();
    assert!(Command::new("mkfifo").arg(odd.file()).status().unwrap().success());
    assert_eq!(client(json!({ "data_directory": odd.path() })).err().unwrap().code(), Code::IO);
    assert_eq!(code(odd.client_of_its_own().settings().set("note", "2")), Code::IO);
}

#[test]
fn a_lock_that_another_process_keeps_is_not_waited_for_without_end() {
    let directory = Directory::with("[Settings]\nnote = 1\n");
    let lock = fs::File::create(directory.path().join(".lock")).unwrap();
    lock.lock().unwrap();
    let error = directory.client().settings().set("note", "2").unwrap_err();
    assert_eq!(error.code(), Code::IO);
    assert!(serde_json::to_string(&error).unwrap().contains("lock"));
    assert_eq!(get(&directory.client(), "note"), "1");
    lock.unlock().unwrap();
    directory.client().settings().set("note", "2").unwrap();
}

/// Sets one key after the other in a directory: this test's own, or the one that another test shares among processes.
#[test]
fn a_process_sets_many_keys() {
    let own = Directory::new();
    let (path, prefix, rounds) = match &process::arguments()[..] {
        [path, prefix, rounds] => (PathBuf::from(path), prefix.clone(), rounds.parse().unwrap()),
        _ => (own.path().to_owned(), "key".to_owned(), 10),
    };
    let made = client(json!({ "data_directory": path })).unwrap();
    let mut output = std::io::stdout();
    for round in 0..rounds {
        let letter = char::from(b'a' + (round % 26) as u8);
        made.settings().set(&format!("{prefix}{}", round % 25), &letter.to_string().repeat(2000)).unwrap();
        made.auth().login_with_token(&letter.to_string().repeat(1000)).unwrap();
        assert_eq!(get(&made, &format!("{prefix}{}", round % 25)).chars().next(), Some(letter));
        // The harness keeps what print! writes.
        if process::is_inner() {
            writeln!(output, "{round}").unwrap();
        }
    }
}

#[test]
fn eight_processes_lose_no_update() {
    let directory = Directory::with(PYTHON);
    let path = directory.path().to_str().unwrap();
    let prefixes: Vec<String> = (0..8).map(|number| format!("p{number}-")).collect();
    let name = "settings::a_process_sets_many_keys";
    let mut children: Vec<_> =
        prefixes.iter().map(|prefix| Process::of_test(name, &[path, prefix, "25"]).start(Stdio::null())).collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let seen = all(&directory.client());
    for prefix in &prefixes {
        for round in 0..25 {
            assert!(seen[format!("{prefix}{round}")].is_string(), "{prefix}{round} is lost");
        }
    }
    assert!(directory.text().contains(".canary\n"));
}

#[test]
fn a_process_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let directory = Directory::with(PYTHON);
    let path = directory.path().to_str().unwrap();
    fs::write(directory.path().join("token"), "z".repeat(1000)).unwrap();
    let mut chance: u32 = 12345;
    let mut killed = 0;
    while killed < 200 {
        let writer = Process::of_test("settings::a_process_sets_many_keys", &[path, "k", "1000000"]);
        let mut child = writer.start(Stdio::piped());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        chance = chance.wrapping_mul(1_103_515_245).wrapping_add(12345);
        let writes = lines.by_ref().filter(|line| line.as_ref().is_ok_and(|line| line.parse::<u32>().is_ok()));
        assert_eq!(writes.take(1 + (chance >> 16) as usize % 3).count(), 1 + (chance >> 16) as usize % 3);
        // Somewhere in the middle of the next round.
        for _ in 0..(chance >> 8) % 200_000 {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        killed += 1;
        let text = directory.text();
        assert!(text.starts_with("[Settings]\npine_endpoint = ") && text.contains(".canary\n"), "{killed}: {text}");
        let seen = all(&directory.client());
        for (key, value) in seen.as_object().unwrap().iter().filter(|(key, _)| key.starts_with('k')) {
            let value = value.as_str().unwrap();
            assert!(
                value.len() == 2000 && value.chars().all(|letter| value.starts_with(letter)),
                "{key} after {killed}"
            );
        }
        let token = fs::read_to_string(directory.path().join("token")).unwrap();
        assert!(token.len() == 1000 && token.chars().all(|letter| token.starts_with(letter)), "token after {killed}");
        let names = fs::read_dir(directory.path()).unwrap().count();
        assert!(names <= 5, "{names} files");
    }
}
