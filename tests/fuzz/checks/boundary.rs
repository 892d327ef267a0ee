//! Whatever a caller in C gives to an export, and whatever a server answers then, a code comes back and a document that
//! fits it.

use std::collections::VecDeque;
use std::ffi::{CStr, CString, c_char, c_void};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::ptr;
use std::str::FromStr;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Mutex, MutexGuard, Once, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::every_export::{EVERY_EXPORT, Export};
use crate::client::Client;
use crate::error::Code;
use crate::ffi::call::{DataCallback, DocumentCallback, RowCallback};
use crate::ffi::client::{balena_cancel, balena_free, balena_new, balena_with};
use crate::ffi::document::{balena_json_get, balena_json_length, balena_string_free, balena_string_length};
use crate::ffi::logs::balena_logs_unsubscribe_all;

/// What is left of the input: arguments, and once these are taken what the server answers.
static PARTS: Mutex<VecDeque<Vec<u8>>> = Mutex::new(VecDeque::new());

/// No error may repeat it.
const CANARY: &str = "canaryThatNoErrorMayTell";

/// How long a call may take, whatever deadline its options name, before it is cancelled.
const LONGEST: Duration = Duration::from_secs(1);

/// The name of an export, its arguments but for the handle and what receives, and the answers of the server: a status,
/// a header, and behind a newline the body. Behind the name may stand what is to be NULL, or not there: `!client`,
/// `!out`, `!token`. Of what is no name something is called as well.
pub fn boundary(data: &[u8]) {
    // The server and what callbacks do are one for all.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = locked(&ONE);
    prepare();
    let mut parts = data.split(|byte| *byte == 0).map(<[u8]>::to_vec);
    let head = String::from_utf8_lossy(&parts.next().unwrap_or_default()).into_owned();
    let mut words = head.split(' ');
    let name = words.next().unwrap_or_default();
    let is_missing = |what: &str| words.clone().any(|word| word == what);
    let export = EVERY_EXPORT.iter().find(|(other, _)| *other == name).unwrap_or_else(|| any(name));
    let mut arguments = Arguments {
        client: client(!is_missing("!token")),
        has_client: !is_missing("!client"),
        has_out: !is_missing("!out"),
        texts: Vec::new(),
        given: Vec::new(),
        made: ptr::null_mut(),
        out: ptr::null_mut(),
        count: 0,
    };
    *locked(&PARTS) = parts.collect();
    watch(arguments.client);
    let given = export.1(&mut arguments);
    watch(ptr::null_mut());
    arguments.check(export, given);
}

fn any(name: &str) -> &'static Export {
    let sum = name.bytes().fold(0usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    &EVERY_EXPORT[sum % EVERY_EXPORT.len()]
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What an export returns.
pub enum Given {
    Code(Code),
    Text(*const c_char),
    Nothing,
}

impl From<Code> for Given {
    fn from(code: Code) -> Self {
        Given::Code(code)
    }
}

impl From<*const c_char> for Given {
    fn from(text: *const c_char) -> Self {
        Given::Text(text)
    }
}

impl From<usize> for Given {
    fn from(_: usize) -> Self {
        Given::Nothing
    }
}

impl From<()> for Given {
    fn from((): ()) -> Self {
        Given::Nothing
    }
}

/// Gives the arguments of a call, one after the other.
pub struct Arguments {
    client: *mut Client,
    has_client: bool,
    has_out: bool,
    texts: Vec<CString>,
    given: Vec<*mut c_char>,
    made: *mut Client,
    out: *mut c_char,
    count: usize,
}

const NULL: &[u8] = b"NULL";

impl Arguments {
    fn next(&mut self) -> Vec<u8> {
        locked(&PARTS).pop_front().unwrap_or_default()
    }

    pub fn client(&mut self) -> *const Client {
        if self.has_client { self.client } else { ptr::null() }
    }

    pub fn text(&mut self) -> *const c_char {
        let mut text = self.next();
        if text == NULL {
            return ptr::null();
        }
        // A download would be written wherever it says.
        if serde_json::from_slice::<Value>(&text).is_ok_and(|options| options.get("path").is_some()) {
            text = b"{}".to_vec();
        }
        // Its block ends with the NUL, so that reading on is noticed.
        self.texts.push(CString::new(text).expect("NUL stands between the parts"));
        self.texts.last().map_or(ptr::null(), |text| text.as_ptr())
    }

    pub fn integer(&mut self) -> i64 {
        self.number(i64::from_le_bytes)
    }

    pub fn double(&mut self) -> f64 {
        self.number(f64::from_le_bytes)
    }

    /// As a text, or by its bytes where it is none.
    fn number<T: FromStr>(&mut self, of_bytes: fn([u8; 8]) -> T) -> T {
        let part = self.next();
        str::from_utf8(&part).ok().and_then(|text| text.parse().ok()).unwrap_or_else(|| of_bytes(eight(&part)))
    }

    pub fn boolean(&mut self) -> bool {
        self.next() == b"true"
    }

    pub fn code(&mut self) -> i32 {
        self.integer() as i32
    }

    pub fn out(&mut self) -> *mut *mut c_char {
        if self.has_out { &mut self.out } else { ptr::null_mut() }
    }

    pub fn client_out(&mut self) -> *mut *mut Client {
        if self.has_out { &mut self.made } else { ptr::null_mut() }
    }

    pub fn count_out(&mut self) -> *mut usize {
        if self.has_out { &mut self.count } else { ptr::null_mut() }
    }

    pub fn text_to_free(&mut self) -> *mut c_char {
        let json = self.text();
        let mut text = ptr::null_mut();
        // SAFETY: both texts end in NUL, and `text` may be written to.
        unsafe { balena_json_get(json, c"".as_ptr(), &mut text) };
        text
    }

    pub fn text_of_the_library(&mut self) -> *const c_char {
        let text = self.text_to_free();
        self.given.push(text);
        text
    }

    pub fn client_to_free(&mut self) -> *mut Client {
        let options = self.text();
        let (mut client, mut error) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: the client lives, the options end in NUL, and the others may be written to.
        unsafe { balena_with(self.client, options, &mut client, &mut error) };
        self.given.push(error);
        client
    }

    fn answer(&mut self) -> bool {
        let part = self.next();
        ANSWER.store(i32::from(part == b"stop"), Ordering::Relaxed);
        part != NULL
    }

    pub fn document_callback(&mut self) -> DocumentCallback {
        self.answer().then_some(on_document)
    }

    pub fn row_callback(&mut self) -> RowCallback {
        self.answer().then_some(on_row)
    }

    pub fn data_callback(&mut self) -> DataCallback {
        self.answer().then_some(on_data)
    }

    pub fn user_data(&mut self) -> *mut c_void {
        ptr::from_ref(&ANSWER).cast_mut().cast()
    }

    /// Checks what came of the call, and takes it back.
    fn check(self, export: &Export, given: Given) {
        let name = export.0;
        let makes = ["balena_new", "balena_with"].contains(&name);
        let text = text(self.out);
        match given {
            Given::Code(code) => {
                assert!(!matches!(code, Code::PANIC | Code::FORKED), "{name} gives {code:?}");
                assert_eq!(!self.made.is_null(), makes && code == Code::OK, "{name} makes a handle");
                match &text {
                    Some(text) if code != Code::OK => error(name, code, text),
                    Some(_) if makes => panic!("{name} tells an error of what worked"),
                    Some(_) if name == "balena_json_get" => {}
                    Some(text) => {
                        assert!(
                            serde_json::from_str::<&RawValue>(text).is_ok(),
                            "{name} gives what is no JSON: {text}"
                        );
                    }
                    None => {
                        let gives_none = ["balena_json_length", "balena_json_for_each"].contains(&name);
                        let is_made = makes && code == Code::OK;
                        assert!(!self.has_out || gives_none || is_made, "{name} gives {code:?} and no document");
                    }
                }
            }
            Given::Text(told) => {
                // SAFETY: a text that an export returns lives as long as the library.
                let told = unsafe { CStr::from_ptr(told) };
                assert!(told.to_str().is_ok_and(|told| !told.is_empty()), "{name} tells nothing");
            }
            Given::Nothing => {}
        }
        let mut told = ptr::null_mut();
        // SAFETY: each came from the library, and nobody uses it any more; NULL is taken.
        unsafe {
            balena_logs_unsubscribe_all(self.client, &mut told);
            for text in self.given.into_iter().chain([self.out, told]) {
                balena_string_free(text);
            }
            balena_free(self.made);
            balena_free(self.client);
        }
    }
}

/// The document that the library gave.
fn text<'a>(out: *mut c_char) -> Option<&'a str> {
    if out.is_null() {
        return None;
    }
    // SAFETY: it came from the library, ends in NUL, and lives until it is freed.
    let (text, length) = unsafe { (CStr::from_ptr(out), balena_string_length(out)) };
    // SAFETY: so many bytes are there, and a NUL behind them.
    let whole = unsafe { std::slice::from_raw_parts(out.cast::<u8>(), length + 1) };
    assert!(str::from_utf8(whole).is_ok() && whole.ends_with(&[0]), "a document is not what its length says");
    // A string that was unquoted may hold a NUL.
    assert!(length == text.count_bytes() || whole[..length].contains(&0));
    text.to_str().ok()
}

/// What an error says.
fn error(name: &str, code: Code, text: &str) {
    let error: Value = serde_json::from_str(text).expect("an error is JSON");
    assert_eq!(error["code"], code.name(), "{name}: {text}");
    assert_eq!(error["number"], code as i32, "{name}: {text}");
    assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{name}: {text}");
    assert!(!text.contains(CANARY), "{name} tells a secret: {text}");
}

fn eight(part: &[u8]) -> [u8; 8] {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(part).for_each(|(byte, given)| *byte = *given);
    bytes
}

/// What callbacks answer, and the address that they are given.
static ANSWER: AtomicI32 = AtomicI32::new(0);

unsafe extern "C" fn on_document(_: Code, document: *const c_char, user_data: *mut c_void) -> i32 {
    heard(document, user_data)
}

unsafe extern "C" fn on_row(row: *const c_char, user_data: *mut c_void) -> i32 {
    assert!(!row.is_null());
    heard(row, user_data)
}

unsafe extern "C" fn on_data(
    data: *const c_void,
    length: usize,
    offset: i64,
    total: i64,
    user_data: *mut c_void,
) -> i32 {
    assert!(!data.is_null() && length > 0 && offset >= 0 && total >= -1);
    heard(ptr::null(), user_data)
}

fn heard(document: *const c_char, user_data: *mut c_void) -> i32 {
    assert!(ptr::eq(user_data.cast(), &ANSWER));
    text(document.cast_mut());
    ANSWER.load(Ordering::Relaxed)
}

/// A handle of the server's, which keeps nothing on disk.
fn client(has_token: bool) -> *mut Client {
    let server = format!("http://127.0.0.1:{}/", server());
    let mut options = json!({
        "api_endpoint": server,
        "actions_endpoint": server,
        "supervisor_address": server,
        "supervisor_api_key": CANARY,
        "device_uuid": "0123456789abcdef0123456789abcdef",
        "app_id": 1,
        "data_directory": null,
        "proxy": null,
        // Too short for a second try.
        "timeout_ms": 100,
    });
    if has_token {
        options["token"] = CANARY.into();
    }
    let options = CString::new(options.to_string()).expect("JSON holds no NUL");
    let (mut client, mut error) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: the options end in NUL, and the others may be written to.
    let code = unsafe { balena_new(options.as_ptr(), &mut client, &mut error) };
    assert!(code == Code::OK, "{:?}", text(error));
    client
}

/// The first entry silences panics; here they are to be heard.
fn prepare() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let heard = std::panic::take_hook();
        // SAFETY: NULL is taken.
        unsafe { balena_json_length(ptr::null(), ptr::null(), ptr::null_mut()) };
        std::panic::set_hook(heard);
    });
}

/// When a call began, and the address of its handle.
static WATCHED: Mutex<Option<(Instant, usize)>> = Mutex::new(None);

/// Cancels the calls of a handle when they take too long, until there is none.
fn watch(client: *mut Client) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        thread::spawn(|| {
            loop {
                thread::sleep(LONGEST / 10);
                let watched = locked(&WATCHED);
                if let Some((began, client)) = *watched
                    && began.elapsed() > LONGEST
                {
                    // SAFETY: it is freed only when it is not watched any more.
                    unsafe { balena_cancel(ptr::with_exposed_provenance(client)) };
                }
            }
        });
    });
    *locked(&WATCHED) = (!client.is_null()).then(|| (Instant::now(), client.expose_provenance()));
}

/// The port of a server that answers with what is left of the input, one connection after the other.
fn server() -> u16 {
    static PORT: OnceLock<u16> = OnceLock::new();
    *PORT.get_or_init(|| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
        let port = listener.local_addr().expect("it has an address").port();
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                // A caller that does not wait for the answer is none of the server's business.
                let _ = answer(connection);
            }
        });
        port
    })
}

fn answer(mut connection: TcpStream) -> std::io::Result<()> {
    connection.set_read_timeout(Some(LONGEST))?;
    let (mut request, mut piece) = (Vec::new(), [0; 4096]);
    let end = loop {
        if let Some(end) = memchr::memmem::find(&request, b"\r\n\r\n") {
            break end;
        }
        match connection.read(&mut piece)? {
            0 => return Ok(()),
            length => request.extend_from_slice(&piece[..length]),
        }
    };
    let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
    let length =
        head.split_once("\r\ncontent-length: ").map_or("", |(_, rest)| rest.lines().next().unwrap_or_default());
    let length: usize = length.parse().unwrap_or_default();
    while request.len() < end + 4 + length {
        match connection.read(&mut piece)? {
            0 => return Ok(()),
            length => request.extend_from_slice(&piece[..length]),
        }
    }
    let part = locked(&PARTS).pop_front().unwrap_or_else(|| b"200\n{\"d\":[]}".to_vec());
    let (head, body) = match memchr::memchr(b'\n', &part) {
        Some(end) => (&part[..end], &part[end + 1..]),
        None => (&part[..], &b""[..]),
    };
    let head = String::from_utf8_lossy(head);
    let (status, header) = head.split_once(' ').unwrap_or((&*head, ""));
    // An answer without a status is none: the connection ends.
    let Some(status) = status.parse().ok().filter(|status| (200..600).contains(status)) else { return Ok(()) };
    let status: u16 = status;
    write!(connection, "HTTP/1.1 {status} x\r\nConnection: close\r\nContent-Length: {}\r\n", body.len())?;
    // Nothing leaves this process.
    if header.contains(':') && !header.to_lowercase().starts_with("location:") || header.starts_with("Location: /v7/") {
        write!(connection, "{header}\r\n")?;
    }
    connection.write_all(b"\r\n")?;
    connection.write_all(body)
}
