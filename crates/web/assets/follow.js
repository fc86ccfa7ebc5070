// A list that follows the board's stream: when a case changes, it is fetched anew. While somebody
// types in it, it waits. Without this file the page loads again every 30 seconds.
"use strict";

(() => {
  const list = document.querySelector("[data-follow]");
  if (!list || !window.EventSource) return;
  let waiting;
  let held = false;

  const typing = () => {
    const focus = document.activeElement;
    return list.contains(focus) && focus.matches("input, textarea, select");
  };

  async function refresh() {
    if (typing()) {
      held = true;
      return;
    }
    held = false;
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const fresh = cordline.parse(await answer.text()).querySelector("[data-follow]");
    if (!fresh || typing()) return;
    const here = document.activeElement?.closest?.("[data-scan]")?.id;
    list.replaceChildren(...fresh.childNodes);
    if (here) document.getElementById(here)?.focus();
  }

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => refresh().catch(() => {}), 150);
  };
  const stream = new EventSource(list.dataset.follow);
  for (const kind of ["row", "reload"]) stream.addEventListener(kind, soon);
  list.addEventListener("focusout", () => held && soon());
  addEventListener("pagehide", () => stream.close());
})();
