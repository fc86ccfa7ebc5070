// The sinks count what arrives, once each.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { mailSink, webhookSink } from "./sinks.mjs";

test("a mail is kept with its envelope, headers and text", async () => {
  const sink = await mailSink();
  const socket = connect(sink.port, "127.0.0.1");
  const lines = [
    "EHLO here", "MAIL FROM:<cordline@hospital.example>", "RCPT TO:<registrar@hospital.example>", "DATA",
    "Subject: Cordline 7F3K", "Message-ID: <key@cordline>", "", "Please acknowledge.", "..dotted", ".", "QUIT",
  ];
  socket.write(`${lines.join("\r\n")}\r\n`);
  const [mail] = await sink.arrived(1);
  assert.deepEqual(mail.to, ["registrar@hospital.example"]);
  assert.equal(mail.headers.subject, "Cordline 7F3K");
  assert.equal(mail.text, "Please acknowledge.\n.dotted");
  socket.destroy();
  await sink.close();
});

test("a webhook that fails at first is tried again by the sender and counted once", async () => {
  const sink = await webhookSink({ failures: 1 });
  const send = () => fetch(sink.url, { method: "POST", body: JSON.stringify({ key: "a" }) });
  assert.equal((await send()).status, 503);
  assert.equal((await send()).status, 204);
  assert.equal((await sink.arrived(1))[0].body.key, "a");
  await sink.close();
});

test("waiting for a message that never comes says how many did", async () => {
  const sink = await webhookSink();
  await assert.rejects(sink.arrived(1, { limit_ms: 50 }), /0 of 1 messages arrived/);
  await sink.close();
});
