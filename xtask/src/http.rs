//! The little of HTTP/1.1 that checks on the loopback address need, without a client library.
//!
//! One request a connection unless a [`Connection`] is kept; bodies with a length or in chunks. It
//! is no general client: it speaks to our own server, and says so loudly when the answer is odd.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A header by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A kept-alive connection to one address.
pub(crate) struct Connection {
    address: String,
    stream: BufReader<TcpStream>,
}

impl Connection {
    pub(crate) fn open(address: &str, patience: Duration) -> Result<Self> {
        let stream =
            TcpStream::connect(address).with_context(|| format!("connecting to {address}"))?;
        stream.set_read_timeout(Some(patience)).context("setting the read limit")?;
        stream.set_write_timeout(Some(patience)).context("setting the write limit")?;
        stream.set_nodelay(true).context("turning off write gathering")?;
        Ok(Self { address: address.to_owned(), stream: BufReader::new(stream) })
    }

    /// Sends one request and reads its whole answer.
    pub(crate) fn request(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer> {
        let mut message = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n",
            self.address,
            body.len()
        );
        for (name, value) in headers {
            message.push_str(name);
            message.push_str(": ");
            message.push_str(value);
            message.push_str("\r\n");
        }
        message.push_str("\r\n");
        let mut bytes = message.into_bytes();
        bytes.extend_from_slice(body);
        self.stream.get_mut().write_all(&bytes).context("sending a request")?;
        read_answer(&mut self.stream)
    }
}

/// `GET PATH` on a connection of its own.
pub(crate) fn get(address: &str, path: &str) -> Result<Answer> {
    Connection::open(address, Duration::from_secs(10))?.request(
        "GET",
        path,
        &[("Connection", "close")],
        &[],
    )
}

fn read_answer(stream: &mut impl BufRead) -> Result<Answer> {
    let first = read_line(stream)?;
    let status = first
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .with_context(|| format!("not an HTTP status line: {first:?}"))?;
    let mut headers = Vec::new();
    loop {
        let line = read_line(stream)?;
        if line.is_empty() {
            break;
        }
        let (name, value) =
            line.split_once(':').with_context(|| format!("not a header line: {line:?}"))?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut answer = Answer { status, headers, body: Vec::new() };
    if let Some(length) = answer.header("content-length") {
        let length: usize = length.parse().context("reading the length of an answer")?;
        answer.body.resize(length, 0);
        stream.read_exact(&mut answer.body).context("reading an answer")?;
    } else if answer.header("transfer-encoding") == Some("chunked") {
        answer.body = read_chunks(stream)?;
    } else if !matches!(status, 204 | 304) {
        stream.read_to_end(&mut answer.body).context("reading an answer to its end")?;
    }
    Ok(answer)
}

fn read_chunks(stream: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = read_line(stream)?;
        let size = usize::from_str_radix(line.split(';').next().unwrap_or_default().trim(), 16)
            .with_context(|| format!("not a chunk size: {line:?}"))?;
        let mut chunk = vec![0; size];
        stream.read_exact(&mut chunk).context("reading a chunk")?;
        let end = read_line(stream)?;
        if size == 0 {
            return Ok(body);
        }
        if !end.is_empty() {
            bail!("a chunk is longer than it said");
        }
        body.append(&mut chunk);
    }
}

fn read_line(stream: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line).context("reading a line of an answer")? == 0 {
        bail!("the server closed the connection without an answer");
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_with_a_length_is_read_whole() {
        let mut wire: &[u8] = b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\nX-A: b\r\n\r\nokEXTRA";
        let answer = read_answer(&mut wire).unwrap();
        assert_eq!((answer.status, answer.text().as_str()), (201, "ok"));
        assert_eq!(answer.header("x-a"), Some("b"));
    }

    #[test]
    fn an_answer_in_chunks_is_joined() {
        let mut wire: &[u8] =
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        assert_eq!(read_answer(&mut wire).unwrap().text(), "abcde");
    }

    #[test]
    fn silence_is_an_error_and_not_an_empty_answer() {
        let mut wire: &[u8] = b"";
        assert!(read_answer(&mut wire).is_err());
    }
}
