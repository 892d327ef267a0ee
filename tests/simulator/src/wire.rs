//! The socket under the HTTP library, shared with whoever plays a fault on it.

use std::io;
use std::net::Shutdown;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::reply::Reply;

/// What hyper reads and writes. A fault writes through its own handle to the stream while hyper waits for an
/// answer, and then fails the request: hyper drops the connection without having written a byte.
pub struct Wire(pub Arc<TcpStream>);

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        loop {
            ready!(self.0.poll_read_ready(context))?;
            match self.0.try_read(buffer.initialize_unfilled()) {
                Ok(count) => {
                    buffer.advance(count);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.0.poll_write_ready(context))?;
            match self.0.try_write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                done => return Poll::Ready(done),
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(close(&self.0))
    }
}

fn head(reply: &Reply, framing: &str) -> Vec<u8> {
    let status = hyper::StatusCode::from_u16(reply.status).unwrap_or_default();
    let mut head = format!("HTTP/1.1 {} {}\r\n", status.as_str(), status.canonical_reason().unwrap_or_default());
    for (name, value) in &reply.headers {
        head += &format!("{name}: {value}\r\n");
    }
    let date = httpdate::fmt_http_date(std::time::SystemTime::now());
    head += &format!("Date: {date}\r\n{framing}\r\n\r\n");
    head.into_bytes()
}

/// An answer's bytes, head and body, under a length that is `delta` off.
pub fn rendered(reply: &Reply, delta: i64) -> (Vec<u8>, Bytes) {
    let length = i64::try_from(reply.body.len()).unwrap_or(i64::MAX).saturating_add(delta).max(0);
    (head(reply, &format!("Content-Length: {length}")), reply.body.clone())
}

/// The head of an answer in chunks.
pub fn chunked_head(reply: &Reply) -> Vec<u8> {
    head(reply, "Transfer-Encoding: chunked")
}

/// A chunk under a size that is `delta` off.
pub fn chunk(bytes: &[u8], delta: i64) -> Vec<u8> {
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX).saturating_add(delta).max(0);
    [format!("{size:x}\r\n").as_bytes(), bytes, b"\r\n"].concat()
}

pub const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

pub async fn write(stream: &TcpStream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        stream.writable().await?;
        match stream.try_write(bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Ends our side cleanly.
pub fn close(stream: &TcpStream) -> io::Result<()> {
    match socket2::SockRef::from(stream).shutdown(Shutdown::Write) {
        Err(error) if error.kind() != io::ErrorKind::NotConnected => Err(error),
        _ => Ok(()),
    }
}

/// Makes the coming close of the socket reset the connection.
pub fn reset_on_close(stream: &TcpStream) -> io::Result<()> {
    socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO))
}

/// Waits until the client has closed or reset the connection, or sent something more.
pub async fn until_gone(stream: &TcpStream) -> io::Result<()> {
    let mut byte = [0];
    stream.peek(&mut byte).await.map(drop)
}
