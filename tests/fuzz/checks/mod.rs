//! What holds for any bytes, of what reads bytes that others wrote. Fuzzing looks for bytes for which it does not. It
//! starts from `seeds`, which are written by hand or were recorded, and what it found worth keeping is in `corpus`: a
//! test gives each of both to the same function.
//!
//! Where a check takes more than one part, NUL stands between them: no text of C and no JSON holds one.

#[allow(unsafe_code)]
mod boundary;
#[allow(unsafe_code, unused_unsafe, clippy::unit_arg)]
#[rustfmt::skip]
mod every_export;
mod lines;
mod options;
mod retry_after;
mod rows;
mod settings;

pub use boundary::boundary;
pub use lines::lines;
pub use options::options;
pub use retry_after::retry_after;
pub use rows::rows;
pub use settings::settings;

/// The part of `data` before its first NUL, or nothing, and what stands behind.
fn two_parts(data: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(0, data) {
        Some(place) => (&data[..place], &data[place + 1..]),
        None => (&[], data),
    }
}

/// True where serde_json takes an object for something else, which is not what it is compared for.
fn has_private_key(text: &str) -> bool {
    text.contains("$serde_json::private")
}

#[cfg(test)]
mod replay {
    use std::fs;
    use std::panic::catch_unwind;
    use std::path::Path;

    fn replay(name: &str, check: fn(&[u8])) {
        let mut count = 0;
        for folder in ["seeds", "corpus"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(folder).join(name);
            for file in fs::read_dir(&folder).unwrap() {
                let path = file.unwrap().path();
                let data = fs::read(&path).unwrap();
                assert!(catch_unwind(|| check(&data)).is_ok(), "{} breaks it", path.display());
                count += 1;
            }
        }
        assert!(count > 50, "no more than {count} inputs are left");
    }

    #[test]
    fn every_export_survives_what_is_no_argument() {
        for (name, _) in super::every_export::EVERY_EXPORT {
            for part in [&b""[..], b"NULL", b"\xff", b"{}", b"1", b"x/y"] {
                super::boundary(&[name.as_bytes(), &[&b"\0"[..], part].concat().repeat(8)].concat());
            }
            super::boundary(format!("{name} !client !out").as_bytes());
        }
    }

    macro_rules! replayed {
        ($($name:ident)*) => {$(
            #[test]
            fn $name() {
                replay(stringify!($name), super::$name);
            }
        )*};
    }
    replayed!(boundary options rows lines settings retry_after);
}
