//! The small files of the data directory, which other programs read and write too: read whole, or replaced in one step
//! under a lock.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, fchown};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// The size from which on a file is not one of ours.
pub(crate) const LARGEST: usize = 1 << 20;

/// How long a lock is waited for where nothing else says, and how often it is asked for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(2);

/// The text of a file, `None` where there is none.
pub(crate) fn read(path: &Path) -> io::Result<Option<String>> {
    // Without O_NONBLOCK a pipe in the file's place would be waited for.
    let file = match OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path) {
        Ok(file) => file,
        Err(error) if is_absence(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LARGEST {
        return Err(io::Error::other(format!("it is larger than {LARGEST} bytes")));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| io::Error::other("it is not UTF-8"))
}

/// Whether there is something of this name, if only a link to nothing.
pub(crate) fn is_there(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if is_absence(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// True when the path, or a folder on the way to it, is not there: a home may be `/dev/null`.
fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The data directory, locked against whoever else would change what is in it.
pub(crate) struct Locked {
    directory: PathBuf,
    /// Not the directory itself, which NFS can't lock. It stays where it is: removed, two could hold it.
    lock: File,
}

const LOCK: &str = ".lock";

impl Locked {
    /// Makes the directory if there is none, and locks it unless that takes longer than `patience`.
    pub fn new(directory: &Path, patience: Duration) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
        let lock = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK)
            .open(directory.join(LOCK))?;
        let end = Instant::now() + patience;
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(Locked { directory: directory.to_owned(), lock }),
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) if Instant::now() >= end => {
                    return Err(io::Error::new(io::ErrorKind::TimedOut, "another process holds the directory's lock"));
                }
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            }
        }
    }

    /// Replaces a file in one step, readable by its owner alone. Where power fails it is the old one or the new one.
    ///
    /// A symbolic link is refused, for what it leads to may be anybody's, and so is a stranger's file in a directory
    /// that many may write to. Where both file and directory are another user's, and we may, he keeps the file.
    pub fn replace(&self, name: &str, text: &str) -> io::Result<()> {
        let path = self.directory.join(name);
        let old = match fs::symlink_metadata(&path) {
            Ok(old) if !old.is_file() => {
                return Err(io::Error::other("a symbolic link or something else that is no file is in its place"));
            }
            Ok(old) => Some(old.uid()),
            Err(error) if is_absence(&error) => None,
            Err(error) => return Err(error),
        };
        // A fixed name, so that a process that is killed leaves no more than one behind.
        let aside = self.directory.join(format!("{name}.new"));
        remove(&aside)?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&aside)?;
        let written = self
            .keep_owner(&file, old)
            .and_then(|()| file.write_all(text.as_bytes()))
            .and_then(|()| put_in_place(&file, &aside, &path));
        if written.is_err() {
            let _ = remove(&aside);
        }
        written
    }

    fn keep_owner(&self, file: &File, old: Option<u32>) -> io::Result<()> {
        let own = file.metadata()?;
        match old {
            Some(old) if old == own.uid() => Ok(()),
            Some(old) if old == fs::metadata(&self.directory)?.uid() => fchown(file, Some(old), None),
            Some(_) => Err(io::Error::other("it belongs to another user")),
            None => Ok(()),
        }
    }

    /// Removes a file; false where there was none.
    pub fn remove(&self, name: &str) -> io::Result<bool> {
        remove(&self.directory.join(name))
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        // Closing would not do: a child that was forked meanwhile has the lock open too.
        let _ = self.lock.unlock();
    }
}

/// Gives a file that was written aside the name that it is for. Where power fails there is what was there before, or the
/// whole file.
pub(crate) fn put_in_place(file: &File, aside: &Path, path: &Path) -> io::Result<()> {
    file.sync_all()?;
    fs::rename(aside, path)?;
    let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Not every file system can; the file is there all the same.
    let _ = File::open(directory).and_then(|directory| directory.sync_all());
    Ok(())
}

fn remove(path: &Path) -> io::Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if is_absence(&error) => Ok(false),
        Err(error) => Err(error),
    }
}
