//! Downloads that are larger than memory: each piece goes to a file, to a function of the caller's, or to both. A
//! connection that breaks is made again, and the rest is asked for; where that can't be had, all of it.

mod file;

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use flate2::write::MultiGzDecoder;

use crate::error::{Code, Error};
use crate::ffi::signals;
use crate::http::{Gathered, Head, Http, PIECE, Request, Wanted};
use file::Partial;

/// How often in a row a connection may break before more than a little of the body has come.
const MOST_BREAKS: u32 = 5;
const LITTLE: u64 = 64 << 10;
/// How much is unpacked before the result is handed on: it may become a thousand times as much.
const UNPACKED_AT_ONCE: usize = 4 << 10;

/// A piece of what is downloaded.
#[derive(Clone, Copy)]
pub struct Piece<'a> {
    /// Its bytes.
    pub data: &'a [u8],
    /// How many bytes came before. It is 0 again where the download had to begin anew.
    pub offset: u64,
    /// How many bytes there are in all, where that is known.
    pub total: Option<u64>,
}

/// A function that gets each piece, and says whether to go on.
pub type OnPiece<'c> = &'c mut (dyn FnMut(Piece<'_>) -> ControlFlow<()> + Send);

/// What was downloaded.
pub(crate) struct Downloaded {
    pub file_name: Option<String>,
    pub content_type: Option<String>,
    /// How it is packed, where it was left so.
    pub encoding: Option<String>,
    pub length: u64,
}

/// Where the bytes of a body go.
pub(crate) struct Target<'c> {
    file: Option<Partial>,
    callback: Option<OnPiece<'c>>,
    offset: u64,
    total: Option<u64>,
}

impl<'c> Target<'c> {
    pub fn new(path: Option<&str>, callback: Option<OnPiece<'c>>) -> Result<Self, Error> {
        let file = path.map(|path| Partial::new(Path::new(path)).map_err(|error| unwritten(&error))).transpose()?;
        Ok(Target { file, callback, offset: 0, total: None })
    }

    fn restart(&mut self, total: Option<u64>) -> Result<(), Error> {
        self.offset = 0;
        self.total = total;
        self.file.as_mut().map_or(Ok(()), Partial::restart).map_err(|error| unwritten(&error))
    }

    fn take(&mut self, data: &[u8]) -> Result<(), Error> {
        if data.is_empty() {
            return Ok(());
        }
        if let Some(file) = &mut self.file {
            file.write(data).map_err(|error| unwritten(&error))?;
        }
        let piece = Piece { data, offset: self.offset, total: self.total };
        self.offset += data.len() as u64;
        let Some(callback) = &mut self.callback else { return Ok(()) };
        match signals::as_the_caller(|| callback(piece)) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => {
                Err(Error::new(Code::CANCELLED, "The function that gets the pieces ended the download."))
            }
        }
    }
}

fn unwritten(error: &io::Error) -> Error {
    Error::new(Code::IO, format!("The file of the download could not be written: {error}.")).caused_by(error)
}

/// How far it has come.
struct Download<'c> {
    target: Target<'c>,
    /// Unpacks what comes, where that is wanted and needed. What it has is taken from it after each bit.
    unpacker: Option<MultiGzDecoder<Vec<u8>>>,
    packed: bool,
    /// How many bytes have come as they were sent, and of how many.
    received: u64,
    total: Option<u64>,
    tag: Option<String>,
    head: Option<Downloaded>,
}

/// Sends what asks for a body, and takes that to its target. Where it stays `packed` the server may pack it.
pub(crate) fn download(
    http: &Http,
    mut request: Request<'_>,
    packed: bool,
    target: Target<'_>,
) -> Result<Downloaded, Error> {
    let mut download = Download { target, unpacker: None, packed, received: 0, total: None, tag: None, head: None };
    let (mut breaks, mut most) = (0, 0);
    loop {
        let error = match download.attempt(http, &request) {
            Ok(()) => return download.finish(),
            Err(error) => error,
        };
        if download.received > most + LITTLE {
            breaks = 0;
        }
        most = most.max(download.received);
        breaks += 1;
        if breaks > MOST_BREAKS
            || download.head.is_none()
            || !can_go_on(&error)
            || !http.pause(breaks, &error, &request)?
        {
            return Err(error.with_request(request.named()));
        }
        request.deadline = request.deadline.again();
    }
}

/// Whether another connection may bring the rest.
fn can_go_on(error: &Error) -> bool {
    match error.http_status() {
        Some(status) => matches!(status, 200..=299 | 416 | 429 | 502..=504) && error.code() != Code::DECODE,
        None => matches!(error.code(), Code::NETWORK | Code::DNS | Code::TIMEOUT),
    }
}

impl Download<'_> {
    /// Takes what one connection brings.
    fn attempt(&mut self, http: &Http, request: &Request<'_>) -> Result<(), Error> {
        let rest = self.tag.as_deref().filter(|_| self.received > 0).map(|tag| (self.received, tag));
        let (head, mut body) = match http.open(request, &Wanted { packed: self.packed, rest }) {
            Ok(opened) => opened,
            Err(error) => {
                if error.http_status() == Some(416) {
                    // It has become shorter than what came of it.
                    self.tag = None;
                }
                return Err(error);
            }
        };
        // A server that overlooks If-Range sends a part of what is there now.
        let is_same = head.total == self.total && (head.tag.is_none() || head.tag == self.tag);
        let continues = head.start > 0 && head.start == self.received && is_same;
        if !continues {
            self.restart(head)?;
        }
        let mut gathered = Gathered::default();
        loop {
            let going_on = body.gather(request, &mut gathered);
            self.received += gathered.bytes().len() as u64;
            self.take(gathered.bytes())?;
            if !going_on? {
                return match self.total {
                    Some(total) if total != self.received => {
                        Err(Error::new(Code::NETWORK, "The body ended before its announced length."))
                    }
                    _ => Ok(()),
                };
            }
        }
    }

    fn restart(&mut self, head: Head) -> Result<(), Error> {
        if head.start > 0 {
            self.tag = None;
            return Err(Error::new(Code::NETWORK, "The server sent another part than was asked for."));
        }
        let is_gzip = matches!(head.encoding.as_deref(), Some("gzip" | "x-gzip"));
        let unpacks = is_gzip && !self.packed;
        if head.encoding.is_some() && !is_gzip {
            return Err(Error::new(Code::DECODE, "The body is encoded in a way that was not asked for."));
        }
        self.unpacker = unpacks.then(|| MultiGzDecoder::new(Vec::new()));
        (self.received, self.total, self.tag) = (0, head.total, head.tag);
        self.head = Some(Downloaded {
            file_name: head.file_name,
            content_type: head.content_type,
            encoding: head.encoding.filter(|_| !unpacks),
            length: 0,
        });
        // How long it is unpacked nobody says.
        self.target.restart(if unpacks { None } else { head.total })
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let Some(unpacker) = &mut self.unpacker else { return self.target.take(bytes) };
        for bit in bytes.chunks(UNPACKED_AT_ONCE) {
            unpacker.write_all(bit).map_err(|error| not_gzip(&error))?;
            drain(unpacker.get_mut(), &mut self.target)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Downloaded, Error> {
        if let Some(unpacker) = &mut self.unpacker {
            unpacker.try_finish().map_err(|error| not_gzip(&error))?;
            drain(unpacker.get_mut(), &mut self.target)?;
        }
        let length = self.target.offset;
        if let Some(file) = self.target.file {
            file.place().map_err(|error| unwritten(&error))?;
        }
        let head = self.head.ok_or_else(|| Error::new(Code::DECODE, "There was no answer."))?;
        Ok(Downloaded { length, ..head })
    }
}

fn drain(unpacked: &mut Vec<u8>, target: &mut Target<'_>) -> Result<(), Error> {
    for piece in unpacked.chunks(PIECE) {
        target.take(piece)?;
    }
    unpacked.clear();
    Ok(())
}

fn not_gzip(error: &io::Error) -> Error {
    Error::new(Code::DECODE, "The body is not the gzip that it says it is.").caused_by(error)
}
