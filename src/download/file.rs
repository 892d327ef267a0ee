//! A file that gets its name when it is whole: until then it has another, and there is one of those at most.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, Write};
use std::ops::Range;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::ffi::disk;
use crate::files;

/// After how much the disk is to begin with it, and to be done with as much before. So there is little left to wait for
/// at the end, where neither a deadline nor somebody who cancels the call is heeded.
const STRETCH: u64 = 8 << 20;

pub(super) struct Partial {
    path: PathBuf,
    /// What it is called until it is whole.
    aside: PathBuf,
    /// Locked for as long as it is open: another process would write into it.
    file: File,
    length: u64,
    /// The last part of it that the disk has begun with.
    begun: Range<u64>,
    is_placed: bool,
}

impl Partial {
    pub fn new(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(there) if there.is_file() => {}
            Ok(_) => return Err(io::Error::other("what is there is no regular file")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let name = path.file_name().ok_or_else(|| io::Error::other("it ends in no name of a file"))?;
        let aside = path.with_file_name([name, ".part".as_ref()].iter().copied().collect::<OsString>());
        let file = locked(&aside)?;
        let mut partial = Partial { path: path.to_owned(), aside, file, length: 0, begun: 0..0, is_placed: false };
        partial.restart()?;
        Ok(partial)
    }

    /// Forgets what it holds.
    pub fn restart(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        (self.length, self.begun) = (0, 0..0);
        self.file.rewind()
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.length += bytes.len() as u64;
        let next = self.begun.end..self.length;
        if next.end - next.start >= STRETCH {
            disk::begin_to_write(&self.file, &next)?;
            disk::wait_until_written(&self.file, &self.begun)?;
            self.begun = next;
        }
        Ok(())
    }

    /// Gives it its name.
    pub fn place(mut self) -> io::Result<()> {
        files::put_in_place(&self.file, &self.aside, &self.path)?;
        self.is_placed = true;
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.is_placed {
            let _ = fs::remove_file(&self.aside);
        }
    }
}

/// The file of this name, made if there is none, which nobody else writes to.
fn locked(aside: &Path) -> io::Result<File> {
    loop {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK)
            .open(aside)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) => {
                return Err(io::Error::other("another download writes to the same file"));
            }
        }
        let own = file.metadata()?;
        if !own.is_file() {
            return Err(io::Error::other("what is in the place of its unfinished part is no regular file"));
        }
        // Whoever held the lock may have given the file its name, or removed it.
        match fs::symlink_metadata(aside) {
            Ok(there) if (there.dev(), there.ino()) == (own.dev(), own.ino()) => return Ok(file),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_its_name_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("image");
        fs::write(&path, "old").unwrap();
        let names = || fs::read_dir(folder.path()).unwrap().count();

        let mut partial = Partial::new(&path).unwrap();
        partial.write(b"half").unwrap();
        assert!(Partial::new(&path).is_err(), "two at once");
        drop(partial);
        assert_eq!((names(), fs::read_to_string(&path).unwrap().as_str()), (1, "old"));

        // More than the disk is told of at once.
        let large = vec![7; STRETCH as usize];
        let mut partial = Partial::new(&path).unwrap();
        for _ in 0..3 {
            partial.write(&large).unwrap();
            partial.write(b"rest").unwrap();
        }
        partial.place().unwrap();
        assert!(fs::read(&path).unwrap() == [&large[..], b"rest"].concat().repeat(3));

        // What a killed process left behind.
        fs::write(folder.path().join("image.part"), "of another download").unwrap();
        let mut partial = Partial::new(&path).unwrap();
        partial.write(b"half").unwrap();
        partial.restart().unwrap();
        partial.write(b"new").unwrap();
        partial.place().unwrap();
        assert_eq!((names(), fs::read_to_string(&path).unwrap().as_str()), (1, "new"));
    }

    #[test]
    fn what_is_no_regular_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Partial::new(folder.path()).is_err());
        assert!(Partial::new(Path::new("/")).is_err());
        assert!(Partial::new(&folder.path().join("none/image")).is_err());
        std::os::unix::fs::symlink("elsewhere", folder.path().join("image.part")).unwrap();
        assert!(Partial::new(&folder.path().join("image")).is_err());
        assert!(!folder.path().join("elsewhere").exists());
    }
}
