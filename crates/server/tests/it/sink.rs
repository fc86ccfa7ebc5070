//! Two receivers outside the service: a mail server and a pager gateway that only count.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};

/// A mail server that takes everything. Each message arrives as its text.
pub(crate) fn smtp() -> (SocketAddr, Receiver<String>) {
    listen(|stream, send| {
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let say = |text: &str| stream.try_clone().unwrap().write_all(text.as_bytes());
        let _ = say("220 sink\r\n");
        while let Some(Ok(line)) = lines.next() {
            let reply = match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
                "QUIT" => {
                    let _ = say("221 bye\r\n");
                    return;
                }
                "DATA" => {
                    let _ = say("354 go on\r\n");
                    let mut text = String::new();
                    for line in lines.by_ref().map_while(Result::ok) {
                        if line == "." {
                            break;
                        }
                        text.push_str(&line);
                        text.push('\n');
                    }
                    let _ = send.send(text);
                    "250 taken\r\n"
                }
                _ => "250 ok\r\n",
            };
            let _ = say(reply);
        }
    })
}

/// A gateway that answers 200. Each message arrives as head and body.
pub(crate) fn gateway() -> (SocketAddr, Receiver<String>) {
    listen(|mut stream, send| {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        loop {
            let mut head = String::new();
            let mut length = 0;
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) == 0 {
                    return;
                }
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                head.push_str(&line);
                if line == "\r\n" {
                    break;
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let _ = send.send(format!("{head}{}", String::from_utf8_lossy(&body)));
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        }
    })
}

fn listen(serve: fn(TcpStream, Sender<String>)) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (send, receive) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let send = send.clone();
            std::thread::spawn(move || serve(stream, send));
        }
    });
    (address, receive)
}
