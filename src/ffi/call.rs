//! The boundary. Whatever a caller in C passes, and whatever goes wrong inside, a code comes back: NULL, text that is
//! not UTF-8, a handle from before a fork, a panic.

use std::ffi::{CStr, c_char, c_void};
use std::mem::ManuallyDrop;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::Once;

use super::signals::SigpipeBlocked;
use crate::client::Client;
use crate::document::{Document, ROOM_BEFORE};
use crate::download::Piece;
use crate::error::{Code, Error};
use crate::options::Options;

/// Runs `body` for an export that has a handle and gives a document out.
///
/// # Safety
/// `client` is NULL or a handle that lives throughout; `out` is NULL or may be written to.
pub(super) unsafe fn call(
    client: *const Client,
    out: *mut *mut c_char,
    body: impl Fn(&Client) -> Result<Document, Error>,
) -> Code {
    // SAFETY: as the caller promises.
    unsafe { call_through(client, out, &body) }
}

/// [`call`], with a body behind a pointer: what guards an export is in the library once, not once for each of them.
///
/// # Safety
/// As for [`call`].
unsafe fn call_through(
    client: *const Client,
    out: *mut *mut c_char,
    body: &dyn Fn(&Client) -> Result<Document, Error>,
) -> Code {
    // SAFETY: as the caller promises.
    let result = guarded(|| body(unsafe { handle(client) }?));
    // SAFETY: as the caller promises.
    unsafe { give(result, out) }
}

/// The client behind a handle.
///
/// # Safety
/// `client` is NULL or a handle that lives throughout `'a`.
pub(super) unsafe fn handle<'a>(client: *const Client) -> Result<&'a Client, Error> {
    // SAFETY: as the caller promises; a reference is made only from what is not NULL.
    let client = unsafe { client.as_ref() }.ok_or_else(|| Error::invalid_parameter("client", "is NULL"))?;
    if !client.is_of_this_process() {
        return Err(Error::new(Code::FORKED, "The handle was made before a fork: make one in this process."));
    }
    Ok(client)
}

/// Runs `body` for an export without a handle, and so without a connection, that gives a document out.
///
/// # Safety
/// `out` is NULL or may be written to.
pub(super) unsafe fn call_without_client(
    out: *mut *mut c_char,
    body: impl FnOnce() -> Result<Document, Error>,
) -> Code {
    // SAFETY: as the caller promises.
    unsafe { give(caught(body), out) }
}

/// Runs `body` so that neither a panic nor a SIGPIPE leaves the library.
pub(super) fn guarded<T>(body: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let _blocked = SigpipeBlocked::new();
    caught(body)
}

/// Runs `body`, which writes to no connection, so that no panic leaves the library.
pub(super) fn caught<T>(body: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    static QUIET: Once = Once::new();
    // The default hook prints to the host's standard error even when the panic is caught.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    // State that a panic may leave half-changed stands behind locks that are taken over as they are.
    catch_unwind(AssertUnwindSafe(|| {
        injected_panic();
        body()
    }))
    .unwrap_or_else(|_| Err(Error::of_defect()))
}

/// Hands the document of a result, or of its error, to the caller.
///
/// # Safety
/// `out` is NULL or may be written to.
pub(super) unsafe fn give(result: Result<Document, Error>, out: *mut *mut c_char) -> Code {
    let (code, document) = match result {
        Ok(document) => (Code::OK, document),
        Err(error) => (error.code(), if out.is_null() { Document::null() } else { Document::of(&error) }),
    };
    if !out.is_null() {
        // SAFETY: it is not NULL, so it may be written to.
        unsafe { out.write(into_raw(document)) };
    }
    code
}

/// A text argument.
///
/// # Safety
/// `pointer` is NULL or leads to a text that ends in NUL and lives throughout `'a`.
pub(super) unsafe fn text<'a>(name: &str, pointer: *const c_char) -> Result<&'a str, Error> {
    if pointer.is_null() {
        return Err(Error::invalid_parameter(name, "is NULL"));
    }
    // SAFETY: it is not NULL, so it leads to a text that ends in NUL.
    let bytes = unsafe { CStr::from_ptr(pointer) };
    bytes
        .to_str()
        .map_err(|error| Error::invalid_parameter(name, &format!("is not UTF-8 at byte {}", error.valid_up_to())))
}

/// A text argument that may be missing, which is NULL.
///
/// # Safety
/// As for [`text`].
pub(super) unsafe fn maybe_text<'a>(name: &str, pointer: *const c_char) -> Result<Option<&'a str>, Error> {
    // SAFETY: as the caller promises.
    if pointer.is_null() { Ok(None) } else { unsafe { text(name, pointer) }.map(Some) }
}

/// The options argument, NULL for none.
///
/// # Safety
/// As for [`text`].
pub(super) unsafe fn options(pointer: *const c_char) -> Result<Options, Error> {
    if pointer.is_null() {
        return Ok(Options::none());
    }
    // SAFETY: as the caller promises.
    Options::parse(unsafe { text("options", pointer) }?)
}

/// A function of the caller's that gets documents, one call at a time.
pub type DocumentCallback =
    Option<unsafe extern "C" fn(code: Code, document: *const c_char, user_data: *mut c_void) -> i32>;

/// What a caller's function gets back as it was given. What it leads to is the caller's.
struct UserData(*mut c_void);

// SAFETY: the caller is told that the function, and with it what this leads to, is used on threads of the library.
unsafe impl Send for UserData {}

/// A caller's function as the library calls it.
///
/// # Safety
/// `callback` is NULL or a function that may be called with `user_data` until it was called with a NULL document.
pub(super) unsafe fn on_document(
    callback: DocumentCallback,
    user_data: *mut c_void,
) -> Result<impl FnMut(Code, Option<&str>) -> ControlFlow<()> + Send + 'static, Error> {
    let callback = callback.ok_or_else(|| Error::invalid_parameter("callback", "is NULL"))?;
    let user_data = UserData(user_data);
    let mut lent = Lent::default();
    Ok(move |code, document: Option<&str>| {
        // The whole of it is moved here, not the pointer alone.
        let UserData(user_data) = &user_data;
        let text = document.map_or(ptr::null(), |document| lent.text(document));
        // SAFETY: as the caller of `on_document` promises.
        go_on(unsafe { callback(code, text, *user_data) })
    })
}

/// A function of the caller's that gets rows.
pub type RowCallback = Option<unsafe extern "C" fn(row: *const c_char, user_data: *mut c_void) -> i32>;

/// A caller's function as the library calls it.
///
/// # Safety
/// `callback` is NULL or a function that may be called with `user_data` throughout.
pub(super) unsafe fn on_row(
    callback: RowCallback,
    user_data: *mut c_void,
) -> Result<impl FnMut(&str) -> ControlFlow<()>, Error> {
    let callback = callback.ok_or_else(|| Error::invalid_parameter("callback", "is NULL"))?;
    let mut lent = Lent::default();
    Ok(move |row: &str| {
        // SAFETY: as the caller of `on_row` promises.
        go_on(unsafe { callback(lent.text(row), user_data) })
    })
}

/// A function of the caller's that gets pieces of a download.
pub type DataCallback = Option<
    unsafe extern "C" fn(data: *const c_void, length: usize, offset: i64, total: i64, user_data: *mut c_void) -> i32,
>;

/// A caller's function as the library calls it, if there is one.
///
/// # Safety
/// `callback` is NULL or a function that may be called with `user_data` throughout.
pub(super) unsafe fn on_data(
    callback: DataCallback,
    user_data: *mut c_void,
) -> Option<impl FnMut(Piece<'_>) -> ControlFlow<()> + Send> {
    let callback = callback?;
    let user_data = UserData(user_data);
    let number = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
    Some(move |Piece { data, offset, total }: Piece<'_>| {
        // The whole of it is moved here, not the pointer alone.
        let UserData(user_data) = &user_data;
        let (offset, total) = (number(offset), total.map_or(-1, number));
        // SAFETY: as the caller of `on_data` promises; the function does not keep the data.
        go_on(unsafe { callback(data.as_ptr().cast(), data.len(), offset, total, *user_data) })
    })
}

/// A text that a caller's function reads until it returns. The next one is put into the same block.
#[derive(Default)]
struct Lent(Vec<u8>);

impl Lent {
    /// A block that one text made larger than this is not kept for the next.
    const KEPT: usize = 64 << 10;

    fn text(&mut self, text: &str) -> *const c_char {
        if self.0.capacity() > Self::KEPT {
            self.0 = Vec::new();
        }
        // What balena_string_length reads.
        let header = [text.len(), 0, 0];
        self.0.clear();
        self.0.extend(header.into_iter().flat_map(usize::to_ne_bytes));
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(0);
        self.0[ROOM_BEFORE..].as_ptr().cast()
    }
}

/// What a caller's function answers.
fn go_on(answer: i32) -> ControlFlow<()> {
    if answer == 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

/// What stands right before a text in its block. It may be unaligned: rows are handed out where they arrived.
#[repr(C)]
struct Header {
    length: usize,
    capacity: usize,
    start: usize,
}

const _: () = assert!(size_of::<Header>() == ROOM_BEFORE);

/// Turns a document into a text that C can read and [`free`].
fn into_raw(document: Document) -> *mut c_char {
    let (mut bytes, text) = document.into_parts();
    match bytes.get_mut(text.end) {
        Some(behind) => *behind = 0,
        None => bytes.push(0),
    }
    let mut bytes = ManuallyDrop::new(bytes);
    let header = Header { length: text.len(), capacity: bytes.capacity(), start: text.start };
    // SAFETY: a text starts at ROOM_BEFORE or later in its buffer, so the header lies within.
    unsafe {
        let start = bytes.as_mut_ptr().add(text.start);
        start.sub(ROOM_BEFORE).cast::<Header>().write_unaligned(header);
        start.cast()
    }
}

/// # Safety
/// `text` came from [`into_raw`] and was not freed.
unsafe fn header(text: *const c_char) -> Header {
    // SAFETY: `into_raw` wrote it there.
    unsafe { text.cast::<u8>().sub(ROOM_BEFORE).cast::<Header>().read_unaligned() }
}

/// # Safety
/// `text` is NULL, or came from this library and was not freed.
pub(super) unsafe fn length(text: *const c_char) -> usize {
    if text.is_null() {
        return 0;
    }
    // SAFETY: it is not NULL, so it came from here.
    unsafe { header(text) }.length
}

/// # Safety
/// As for [`length`]; nobody uses `text` afterwards.
pub(super) unsafe fn free(text: *mut c_char) {
    if text.is_null() {
        return;
    }
    // SAFETY: it is not NULL, so it came from here, and its header says where its block begins and how large it is.
    unsafe {
        let Header { capacity, start, .. } = header(text);
        drop(Vec::from_raw_parts(text.cast::<u8>().sub(start), 0, capacity));
    }
}

/// Runs `body` for an export that gives a handle out, at the place that its documentation calls `name`.
///
/// # Safety
/// `made` and `error` are NULL or may be written to.
pub(super) unsafe fn make(
    made: *mut *mut Client,
    error: *mut *mut c_char,
    name: &str,
    body: impl FnOnce() -> Result<Client, Error>,
) -> Code {
    // SAFETY: as the caller promises.
    unsafe {
        put(made, ptr::null_mut());
        put(error, ptr::null_mut());
    }
    let client = guarded(|| match made.is_null() {
        true => Err(Error::invalid_parameter(name, "is NULL")),
        false => body(),
    });
    match client {
        Ok(client) => {
            // SAFETY: as the caller promises.
            unsafe { put(made, Box::into_raw(Box::new(client))) };
            Code::OK
        }
        // SAFETY: as the caller promises.
        Err(failure) => unsafe { give(Err(failure), error) },
    }
}

/// # Safety
/// `client` is NULL or a handle that lives throughout.
pub(super) unsafe fn cancel(client: *const Client) {
    // In a forked child the calls are the parent's.
    let _ = guarded(|| {
        // SAFETY: as the caller promises.
        unsafe { handle(client) }?.cancel();
        Ok(())
    });
}

/// # Safety
/// `client` is NULL, or a handle that was not freed and that nobody uses.
pub(super) unsafe fn free_handle(client: *mut Client) {
    // SAFETY: as the caller promises.
    let Some(of_this_process) = (unsafe { client.as_ref() }).map(Client::is_of_this_process) else { return };
    // In a forked child the connections are the parent's: closing them here would disturb it there.
    if of_this_process {
        // SAFETY: it came from `make` and nobody uses it.
        let client = unsafe { Box::from_raw(client) };
        let _ = guarded(|| {
            drop(client);
            Ok(())
        });
    }
}

/// # Safety
/// `place` is NULL or may be written to.
pub(super) unsafe fn put<T>(place: *mut T, value: T) {
    if !place.is_null() {
        // SAFETY: it is not NULL, so it may be written to.
        unsafe { place.write(value) };
    }
}

#[cfg(not(feature = "panic-injection"))]
fn injected_panic() {}

#[cfg(not(feature = "panic-injection"))]
pub(crate) fn injected_panic_at(_place: &str) {}

#[cfg(feature = "panic-injection")]
thread_local! {
    pub(super) static PANIC_NEXT: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// One for balena_test_panic, and one in the call of the process that BALENA_TEST_PANIC numbers, which programs in
/// other languages get from outside.
#[cfg(feature = "panic-injection")]
fn injected_panic() {
    static CALLS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(1);
    let number = CALLS.fetch_add(1, std::sync::atomic::Ordering::Relaxed).to_string();
    if PANIC_NEXT.take() || is_chosen(&number) {
        panic!("asked for by a test");
    }
}

/// One where a call, or a thread of the library's, first comes by a place that BALENA_TEST_PANIC names.
#[cfg(feature = "panic-injection")]
pub(crate) fn injected_panic_at(place: &str) {
    static DONE: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);
    if is_chosen(place) && !DONE.swap(true, std::sync::atomic::Ordering::Relaxed) {
        panic!("asked for by a test");
    }
}

#[cfg(feature = "panic-injection")]
fn is_chosen(place: &str) -> bool {
    std::env::var("BALENA_TEST_PANIC").is_ok_and(|chosen| chosen == place)
}
