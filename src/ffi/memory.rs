//! Memory as the system hands it out.

/// Advises the system to hand out the memory of `buffer` in large pages, where it has them: it fetches each page when it
/// is first touched, and a list of 50,000 devices has ten thousand small ones. What is never touched is never fetched,
/// either way.
pub(crate) fn advise_large_pages(buffer: &mut Vec<u8>) {
    let start = buffer.as_mut_ptr();
    // Whole pages, and so the whole of what an allocator maps for a large buffer: a part of it with other advice than the
    // rest could not grow in place.
    let before = start.addr() % page();
    let length = (before + buffer.capacity()).next_multiple_of(page());
    // SAFETY: the buffer's pages are there for as long as it is borrowed. Advice changes neither what is in them nor who
    // may use them, so also those at its ends, which it may share; and where it is refused, nothing is lost.
    unsafe { libc::madvise(start.wrapping_sub(before).cast(), length, libc::MADV_HUGEPAGE) };
}

fn page() -> usize {
    // SAFETY: sysconf takes any number.
    usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4096)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// Whether large pages are advised for each end of a buffer, or the kernel has none.
    pub fn is_advised(buffer: &Vec<u8>) -> bool {
        let first = buffer.as_ptr().addr();
        let ends = [first, first + buffer.capacity() - 1];
        let has_none = !Path::new("/sys/kernel/mm/transparent_hugepage").exists();
        has_none || ends.iter().all(|address| flags(*address).split(' ').any(|flag| flag == "hg"))
    }

    /// The flags of the mapping that holds an address.
    fn flags(address: usize) -> String {
        let maps = fs::read_to_string("/proc/self/smaps").unwrap();
        let mut lines = maps.lines();
        let holds = |line: &str| {
            let (from, to) = line.split(' ').next()?.split_once('-')?;
            Some((usize::from_str_radix(from, 16).ok()?..usize::from_str_radix(to, 16).ok()?).contains(&address))
        };
        lines.find(|line| holds(line) == Some(true)).unwrap();
        lines.find_map(|line| line.strip_prefix("VmFlags:")).unwrap().to_owned()
    }

    #[test]
    fn advice_is_for_all_of_a_buffer_and_changes_nothing_in_it() {
        let mut buffer = Vec::with_capacity((64 << 20) + 5);
        buffer.extend_from_slice(b"content");
        advise_large_pages(&mut buffer);
        assert!(is_advised(&buffer));
        assert_eq!(buffer, b"content");
        advise_large_pages(&mut Vec::new());
    }
}
