// One stream from the server for all tabs of a browser. The tab that holds the lock listens and tells
// the others; when it closes, the next one listens from where it has seen everything.
"use strict";

const cordlineStream = (() => {
  const place = cordline.one("[data-stream]");
  if (!place) return null;
  const address = place.dataset.stream;
  const name = `cordline:${address}`;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
  const EVENTS = ["beat", "row", "summary", "head", "here", "reload"];
  const listeners = [];
  let seen = Number(place.dataset.position) || 0;
  // When this tab last heard something, if it is the one that listens.
  let heardAt = 0;

  function from(path, position) {
    const url = new URL(path, location.href);
    url.searchParams.set("since", position);
    return url.href;
  }

  function hear(kind, text) {
    if (kind === "row") seen = Math.max(seen, JSON.parse(text).position);
    listeners.forEach((listener) => listener(kind, text));
  }

  function open() {
    const stream = new EventSource(from(address, seen));
    for (const kind of EVENTS) {
      stream.addEventListener(kind, (event) => {
        heardAt = Date.now();
        hear(kind, event.data);
        channel?.postMessage([kind, event.data]);
      });
    }
    // A refused stream is not retried by the browser, so it is opened again here.
    stream.addEventListener("error", () => {
      if (stream.readyState === EventSource.CLOSED) setTimeout(open, 5000);
    });
  }

  function start() {
    if (!channel || !navigator.locks) {
      open();
      return;
    }
    channel.addEventListener("message", (event) => {
      const [kind, text] = event.data;
      if (kind !== "hello") hear(kind, text);
      // Whoever joins learns at once that the stream is alive, not with the next heartbeat.
      else if (Date.now() - heardAt < 15000) channel.postMessage(["beat", "{}"]);
    });
    let waited = true;
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) return undefined;
      waited = false;
      open();
      return new Promise(() => {});
    }).then(() => {
      if (!waited) return;
      // A tab that joins late must not wait for the next heartbeat to be right.
      channel.postMessage(["hello"]);
      hear("joined", "{}");
      navigator.locks.request(name, () => {
        open();
        hear("joined", "{}");
        return new Promise(() => {});
      });
    });
  }

  // When every script of the page has said what it listens to.
  addEventListener("DOMContentLoaded", start);
  return { from, listen: (listener) => listeners.push(listener) };
})();
