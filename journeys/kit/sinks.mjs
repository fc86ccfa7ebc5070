// Where messages end that the service sends: a mail server and a webhook outside of it, which only
// count and keep what arrives. Both listen on the loopback address at any free port.

import { createServer as createHttpServer } from "node:http";
import { createServer as createTcpServer } from "node:net";

// Keeps messages and lets a journey wait for them.
class Sink {
  constructor() {
    this.messages = [];
    this.waiting = [];
  }

  take(message) {
    this.messages.push(message);
    this.waiting = this.waiting.filter((check) => !check());
  }

  // Resolves when `count` messages have arrived that `matches` accepts; fails after `limit_ms`.
  arrived(count, { matches = () => true, limit_ms = 30_000 } = {}) {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`${this.messages.filter(matches).length} of ${count} messages arrived`)),
        limit_ms,
      );
      const check = () => {
        const found = this.messages.filter(matches);
        if (found.length < count) return false;
        clearTimeout(limit);
        resolve(found);
        return true;
      };
      if (!check()) this.waiting.push(check);
    });
  }
}

async function listening(server) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server.address().port;
}

// A mail server that accepts everything. A message is { from, to: [], headers, text }.
export async function mailSink() {
  const sink = new Sink();
  const server = createTcpServer((socket) => talk(socket, sink));
  sink.port = await listening(server);
  sink.close = () => new Promise((resolve) => server.close(resolve));
  return sink;
}

function talk(socket, sink) {
  let envelope = { from: null, to: [] };
  let data = null;
  let buffer = "";
  const say = (line) => socket.write(`${line}\r\n`);
  const address = (line) => line.match(/<([^>]*)>/)?.[1] ?? "";
  socket.on("error", () => {});
  socket.setEncoding("utf8");
  say("220 sink");
  socket.on("data", (chunk) => {
    buffer += chunk;
    for (let end = buffer.indexOf("\r\n"); end >= 0; end = buffer.indexOf("\r\n")) {
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      if (data !== null) {
        if (line !== ".") {
          data.push(line.startsWith("..") ? line.slice(1) : line);
          continue;
        }
        sink.take({ ...envelope, ...parsed(data) });
        data = null;
        envelope = { from: null, to: [] };
        say("250 kept");
        continue;
      }
      const verb = line.split(/[ :]/, 1)[0].toUpperCase();
      if (verb === "EHLO" || verb === "HELO") say("250 sink");
      else if (verb === "MAIL") (envelope.from = address(line)), say("250 ok");
      else if (verb === "RCPT") envelope.to.push(address(line)), say("250 ok");
      else if (verb === "DATA") (data = []), say("354 go on");
      else if (verb === "QUIT") say("221 bye"), socket.end();
      else say("250 ok");
    }
  });
}

function parsed(lines) {
  const gap = lines.indexOf("");
  const headers = {};
  for (const line of lines.slice(0, gap < 0 ? lines.length : gap)) {
    const [, name, value] = line.match(/^([A-Za-z-]+):\s*(.*)$/) ?? [];
    if (name) headers[name.toLowerCase()] = value;
  }
  return { headers, text: gap < 0 ? "" : lines.slice(gap + 1).join("\n") };
}

// A webhook that answers 204, or `status` for the first `failures` messages. A message is
// { headers, body }.
export async function webhookSink({ failures = 0, status = 503 } = {}) {
  const sink = new Sink();
  let left = failures;
  const server = createHttpServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      if (left > 0) {
        left -= 1;
        response.writeHead(status).end();
        return;
      }
      sink.take({ headers: request.headers, body: JSON.parse(Buffer.concat(parts).toString("utf8")) });
      response.writeHead(204).end();
    });
  });
  const port = await listening(server);
  sink.url = `http://127.0.0.1:${port}/send`;
  sink.close = () => new Promise((resolve) => server.close(resolve));
  return sink;
}
