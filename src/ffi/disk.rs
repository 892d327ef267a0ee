//! Files as the disk holds them.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::fd::AsRawFd;

/// Has the disk begin to write a part of a file.
pub(crate) fn begin_to_write(file: &File, part: &Range<u64>) -> io::Result<()> {
    sync_file_range(file, part, libc::SYNC_FILE_RANGE_WRITE)
}

/// Waits until a part of a file that the disk began to write is on it. An error is told here, and not by a later sync.
pub(crate) fn wait_until_written(file: &File, part: &Range<u64>) -> io::Result<()> {
    let all = libc::SYNC_FILE_RANGE_WAIT_BEFORE | libc::SYNC_FILE_RANGE_WRITE | libc::SYNC_FILE_RANGE_WAIT_AFTER;
    sync_file_range(file, part, all)
}

fn sync_file_range(file: &File, part: &Range<u64>, flags: libc::c_uint) -> io::Result<()> {
    // To the system no length means up to the end.
    if part.is_empty() {
        return Ok(());
    }
    let offset = |at: u64| libc::off64_t::try_from(at).map_err(io::Error::other);
    let (from, length) = (offset(part.start)?, offset(part.end - part.start)?);
    // SAFETY: the call takes numbers alone.
    if unsafe { libc::sync_file_range(file.as_raw_fd(), from, length, flags) } == 0 {
        return Ok(());
    }
    match io::Error::last_os_error() {
        // Not every file system can, and not every kernel.
        error if matches!(error.raw_os_error(), Some(libc::EINVAL | libc::ESPIPE | libc::ENOSYS | libc::EPERM)) => {
            Ok(())
        }
        error => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;

    use super::*;

    #[test]
    fn parts_are_written_and_an_error_is_told() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&[7; 8192]).unwrap();
        for part in [0..0, 0..4096, 4096..8192] {
            begin_to_write(&file, &part).unwrap();
            wait_until_written(&file, &part).unwrap();
        }
        let (_, pipe) = io::pipe().unwrap();
        begin_to_write(&File::from(std::os::fd::OwnedFd::from(pipe)), &(0..1)).expect("what can't be told is left");
        let name_alone = OpenOptions::new().read(true).custom_flags(libc::O_PATH).open("/").unwrap();
        assert!(begin_to_write(&name_alone, &(0..1)).is_err());
    }
}
