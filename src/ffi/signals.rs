//! The process's signals belong to the host: the library neither takes one from it nor lets one of its own through.

use std::cell::Cell;
use std::io;
use std::mem::MaybeUninit;
use std::ptr;

/// Keeps SIGPIPE, which a write to a closed connection raises, from a host that has not set it aside.
pub(super) struct SigpipeBlocked {
    /// What held around it: a function that the host is called back in may call again.
    outer: Option<Block>,
}

#[derive(Clone, Copy)]
struct Block {
    before: libc::sigset_t,
    was_blocked: bool,
    was_pending: bool,
}

thread_local! {
    /// The block that holds now.
    static BLOCK: Cell<Option<Block>> = const { Cell::new(None) };
}

impl SigpipeBlocked {
    pub(super) fn new() -> Self {
        SigpipeBlocked { outer: BLOCK.replace(Some(Block::begin())) }
    }
}

impl Drop for SigpipeBlocked {
    fn drop(&mut self) {
        if let Some(block) = BLOCK.replace(self.outer) {
            block.end();
        }
    }
}

impl Block {
    fn begin() -> Self {
        let pipe = only_sigpipe();
        let mut before = MaybeUninit::uninit();
        // SAFETY: both sets are valid for the call; the mask of this thread alone changes.
        unsafe { libc::pthread_sigmask(libc::SIG_BLOCK, &pipe, before.as_mut_ptr()) };
        // SAFETY: pthread_sigmask filled it; it fails only for another first argument.
        let before = unsafe { before.assume_init() };
        // SAFETY: a set that is initialised, and a signal that exists.
        let was_blocked = unsafe { libc::sigismember(&before, libc::SIGPIPE) } == 1;
        // One that was not blocked can't have been pending.
        Block { before, was_blocked, was_pending: was_blocked && sigpipe_is_pending() }
    }

    fn end(self) {
        if !self.was_pending {
            let no_time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
            // SAFETY: takes a pending SIGPIPE of this thread back; NULL asks for no details of it.
            unsafe { libc::sigtimedwait(&only_sigpipe(), ptr::null_mut(), &no_time) };
        }
        if !self.was_blocked {
            // SAFETY: puts the mask back that `begin` read.
            unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &self.before, ptr::null_mut()) };
        }
    }
}

/// Runs a function of the caller's, which the library calls from within a call, with the signals that are the caller's.
pub(crate) fn as_the_caller<T>(function: impl FnOnce() -> T) -> T {
    /// Blocks again, whatever the function does.
    struct Again;
    impl Drop for Again {
        fn drop(&mut self) {
            BLOCK.set(Some(Block::begin()));
        }
    }
    let _again = BLOCK.take().map(|block| {
        block.end();
        Again
    });
    function()
}

/// Starts a thread that no signal of the host is delivered to.
pub(crate) fn spawn_quiet(name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let mut all = MaybeUninit::uninit();
    let mut before = MaybeUninit::uninit();
    // SAFETY: fills the first set; the thread inherits the mask that holds while it is made.
    unsafe { libc::sigfillset(all.as_mut_ptr()) };
    // SAFETY: both sets are valid for the call.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, all.as_ptr(), before.as_mut_ptr()) };
    let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(body);
    // SAFETY: puts the mask back that the call before filled in.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, before.as_ptr(), ptr::null_mut()) };
    spawned.map(drop)
}

fn only_sigpipe() -> libc::sigset_t {
    let mut set = MaybeUninit::uninit();
    // SAFETY: sigemptyset initialises the set before anything reads it.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        libc::sigaddset(set.as_mut_ptr(), libc::SIGPIPE);
        set.assume_init()
    }
}

fn sigpipe_is_pending() -> bool {
    let mut pending = MaybeUninit::uninit();
    // SAFETY: sigpending fills the set, which is read only when it says so.
    unsafe { libc::sigpending(pending.as_mut_ptr()) == 0 && libc::sigismember(pending.as_ptr(), libc::SIGPIPE) == 1 }
}
