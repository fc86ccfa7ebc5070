// Small helps for every page. Without this file all of it still works, only less lively.
// Nothing is ever kept in the browser: drafts live on the server.
"use strict";

const cordline = (() => {
  const body = document.body;
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  // Markup from our own server, parsed without running anything in it. The content security policy
  // lets only this one place turn text into markup.
  const markup = window.trustedTypes?.createPolicy("cordline", { createHTML: (text) => text });
  const parse = (text) => new DOMParser().parseFromString(markup ? markup.createHTML(text) : text, "text/html");

  // ---- The server's time ----------------------------------------------------------------
  // The device's own clock may be hours wrong, so only its pace is used.
  const standsStill = body.hasAttribute("data-clock-stands-still");
  let serverAt = Date.parse(body.dataset.now) || Date.now();
  let heardAt = Date.now();
  const now = () => serverAt + (standsStill ? 0 : Date.now() - heardAt);
  function setNow(words) {
    const instant = Date.parse(words);
    if (Number.isNaN(instant)) return;
    serverAt = instant;
    heardAt = Date.now();
    drawClocks();
  }

  // ---- Clocks ---------------------------------------------------------------------------
  const STATES = {
    "on-track": ["On track", "currentColor"],
    watch: ["Watch", "url(#fill-watch)"],
    "at-risk": ["At risk", "url(#fill-risk)"],
    breached: ["▲ Breached", "currentColor"],
  };

  // The same words as `ui::duration` on the server.
  function duration(seconds) {
    const minutes = Math.floor(Math.max(0, seconds) / 60);
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    if (hours === 0) return `${minutes} min`;
    if (hours >= 72) return hours % 24 ? `${Math.floor(hours / 24)} d ${hours % 24} h` : `${hours / 24} d`;
    return rest ? `${hours} h ${String(rest).padStart(2, "0")}` : `${hours} h`;
  }

  function write(element, words) {
    if (element && element.textContent !== words) element.textContent = words;
  }

  function drawClock(clock, instant) {
    const at = (name) => Date.parse(clock.dataset[name]);
    const start = at("start");
    const due = at("due");
    const state =
      instant >= due ? "breached" : instant >= at("red") ? "at-risk" : instant >= at("amber") ? "watch" : "on-track";
    const elapsed = Math.floor((instant - start) / 1000);
    const target = Math.floor((due - start) / 1000);
    const [words, fill] = STATES[state];
    if (clock.dataset.state !== state) clock.dataset.state = state;
    write(one("[data-clock-state]", clock), words);
    write(
      one("[data-clock-text]", clock),
      state === "breached" ? `${duration(elapsed - target)} over` : `${duration(elapsed)} of ${duration(target)}`,
    );
    const bar = one(".clock-fill", clock);
    if (bar) {
      const share = target > 0 ? Math.max(0, Math.min(100, Math.floor((elapsed * 100) / target))) : 100;
      bar.setAttribute("width", `${share}%`);
      bar.setAttribute("fill", fill);
    }
  }

  function drawClocks(root = document) {
    const instant = now();
    all("[data-clock][data-runs]", root).forEach((clock) => drawClock(clock, instant));
    all("[data-since]", root).forEach((time) => write(time, duration((instant - Date.parse(time.dataset.since)) / 1000)));
  }

  // ---- Words for people who look and people who listen -----------------------------------
  function say(words, urgent = false) {
    const region = one(urgent ? "[data-assertive]" : "[data-polite]");
    if (!region) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = words; }, 50);
  }

  function toast(words, more = []) {
    const region = one("[data-toasts]");
    if (!region) return;
    const line = document.createElement("p");
    line.className = "toast";
    const text = document.createElement("span");
    text.textContent = words;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => line.remove());
    line.append(text, ...more, close);
    region.append(line);
    watchUndo(line);
    setTimeout(() => line.remove(), 20000);
  }

  // "Undo" holds for ten seconds; then the link to correct the entry stands alone.
  function watchUndo(root) {
    all("[data-undo]", root).forEach((form) => setTimeout(() => form.remove(), Number(form.dataset.undo) * 1000));
  }

  // ---- Sending forms ----------------------------------------------------------------------
  function payload(form, button) {
    const data = new FormData(form, button);
    return form.getAttribute("enctype") === "multipart/form-data" ? data : new URLSearchParams(data);
  }

  // Read as attributes: a field named "action" would hide the property, and a button without
  // `formaction` claims the page's own address.
  function addressOf(form, button) {
    return button?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  }

  function post(url, data, options = {}) {
    return fetch(url, {
      method: "POST",
      body: data,
      credentials: "same-origin",
      headers: { "x-requested-with": "cordline", ...(options.headers || {}) },
      signal: options.signal || AbortSignal.timeout(15000),
    });
  }

  // Drafts: on leaving a field, every 5 seconds while something changed, and when the page goes.
  const unsaved = new Map();

  function markChanged(form) {
    unsaved.set(form, (unsaved.get(form) || 0) + 1);
  }

  async function saveDraft(form) {
    const change = unsaved.get(form);
    if (!change || form.dataset.sending !== undefined || form.dataset.saving !== undefined) return;
    form.dataset.saving = "";
    const status = one("[data-draft-status]", form);
    try {
      const answer = await post(form.dataset.draftUrl, payload(form));
      if (!answer.ok) throw new Error(String(answer.status));
      const words = (await answer.text()).trim();
      const time = /^\d\d:\d\d$/.test(words)
        ? words
        : new Date(now()).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      if (unsaved.get(form) === change) unsaved.delete(form);
      if (status) {
        delete status.dataset.failed;
        status.textContent = `Draft saved ${time}`;
      }
    } catch {
      if (status) {
        status.dataset.failed = "";
        status.textContent = "Not saved. Keep this page open; trying again";
      }
    } finally {
      delete form.dataset.saving;
    }
  }

  function saveAllOnLeaving() {
    for (const form of unsaved.keys()) {
      if (form.dataset.sending === undefined) {
        navigator.sendBeacon(form.dataset.draftUrl, new URLSearchParams(new FormData(form)));
      }
    }
  }

  // A guarded form keeps the page until the server has said yes. The idempotency key is a field
  // of the form, so sending again never makes a second record.
  function sendStatus(form) {
    let status = one("[data-send-status]", form);
    if (!status) {
      status = document.createElement("p");
      status.className = "send-status";
      status.dataset.sendStatus = "";
      status.setAttribute("role", "status");
      form.append(status);
    }
    return status;
  }

  function notSent(form, words) {
    const status = sendStatus(form);
    status.dataset.failed = "";
    const phone = body.dataset.phone;
    write(status, phone ? `${words} Or phone ${phone}.` : words);
  }

  async function sendGuarded(form, button, attempt = 0) {
    form.dataset.sending = "";
    const status = sendStatus(form);
    if (attempt === 0) {
      delete status.dataset.failed;
      write(status, "Sending");
    }
    let answer;
    try {
      answer = await post(addressOf(form, button), payload(form, button));
    } catch {
      answer = null;
    }
    if (!answer || answer.status >= 500 || answer.status === 429) {
      notSent(form, attempt < 1 ? "Not sent. Keep this page open; retrying." : "Not sent. Keep this page open; retrying. Saving again.");
      const wait = Math.min(15000, 1000 * 2 ** Math.min(attempt, 4));
      setTimeout(() => sendGuarded(form, button, attempt + 1), wait);
      return;
    }
    if (answer.status === 401) {
      delete form.dataset.sending;
      notSent(form, "Not sent: you are signed out. Sign in again in another window, then send again here.");
      return;
    }
    unsaved.delete(form);
    if (answer.ok && answer.redirected) {
      location.assign(answer.url);
      return;
    }
    delete form.dataset.sending;
    await showAnswer(answer, form);
  }

  // A refusal comes back as a whole page: put its main in place of ours, with its values.
  async function showAnswer(answer, form) {
    const page = parse(await answer.text());
    const main = one("main", page);
    if (!main) {
      notSent(form, "Not sent.");
      return;
    }
    one("main").replaceWith(document.adoptNode(main));
    document.title = page.title;
    setUp();
    document.dispatchEvent(new CustomEvent("cordline:shown"));
    window.scrollTo(0, 0);
  }

  // A quick action on a live page: send, stay, and let the stream bring the change.
  async function sendQuick(form, button) {
    if (form.dataset.sending !== undefined) return;
    form.dataset.sending = "";
    try {
      const answer = await post(addressOf(form, button), payload(form, button));
      const page = parse(await answer.text());
      const words = one("[data-toast]", page)?.textContent.trim();
      const more = all("[data-toast-more] > *", page).map((node) => document.adoptNode(node));
      if (answer.ok) {
        if (words) toast(words, more);
        if (form.matches(".toast *")) form.closest(".toast").remove();
        document.dispatchEvent(new CustomEvent("cordline:sent", { detail: { form, button } }));
      } else {
        const refused = (one("[data-error-summary] li", page) || one("h1", page))?.textContent.trim();
        toast(words || refused || "Not done. Try again.", more);
      }
    } catch {
      const phone = body.dataset.phone;
      toast(phone ? `Not sent. Try again, or phone ${phone}.` : "Not sent. Try again.");
    } finally {
      delete form.dataset.sending;
    }
  }

  // ---- Live triage rail ---------------------------------------------------------------------
  let railTimer;
  let railRequest;
  async function drawRail(form) {
    railRequest?.abort();
    railRequest = new AbortController();
    const { signal } = railRequest;
    try {
      const answer = await post(form.dataset.railUrl, payload(form), { signal });
      if (!answer.ok) return;
      const part = parse(await answer.text());
      const rail = one("[data-rail]");
      if (rail && !signal.aborted) rail.replaceChildren(...part.body.childNodes);
    } catch {
      // The rail keeps what it last said; "Check urgency" still works.
    }
  }

  // ---- Idle lock ------------------------------------------------------------------------------
  function watchIdle() {
    const limit = Number(body.dataset.idleSeconds) * 1000;
    const dialog = one("[data-idle-dialog]");
    if (!limit || !dialog) return;
    const lock = one("[data-lock-dialog]");
    const channel = "BroadcastChannel" in window ? new BroadcastChannel("cordline-idle") : null;
    let active = Date.now();
    let told = Date.now();
    let spoken = 0;
    const stay = () => {
      active = Date.now();
      if (dialog.open) dialog.close();
    };
    const tell = () => {
      told = Date.now();
      const data = new URLSearchParams();
      if (body.dataset.csrf) data.set("csrf", body.dataset.csrf);
      post(body.dataset.stayUrl, data).catch(() => {});
    };
    const noticed = () => {
      if (dialog.open || lock.open) return;
      active = Date.now();
      if (active - told > 60000) {
        tell();
        channel?.postMessage("active");
      }
    };
    // A locked page is covered, not left: what was typed and the field it was in are there again
    // when the password was given, in every tab.
    const cover = async () => {
      if (lock.open) return;
      if (dialog.open) dialog.close();
      body.classList.add("locked");
      lock.showModal();
      await Promise.all([...unsaved.keys()].map(saveDraft));
    };
    const uncover = () => {
      if (!lock.open) return;
      one("[data-unlock]", lock).reset();
      write(one("[data-unlock-error]", lock), "");
      body.classList.remove("locked");
      lock.close();
      stay();
      document.dispatchEvent(new CustomEvent("cordline:unlocked"));
    };
    lock.addEventListener("cancel", (event) => event.preventDefault());
    one("[data-unlock]", lock).addEventListener("submit", async (event) => {
      event.preventDefault();
      const wrong = one("[data-unlock-error]", lock);
      try {
        const answer = await post(event.target.getAttribute("action"), payload(event.target));
        const { pathname } = new URL(answer.url);
        if (pathname === "/sign-in") location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
        else if (answer.redirected && pathname !== "/session/locked") {
          uncover();
          channel?.postMessage("unlocked");
        } else {
          const words = one("[data-error-summary] li", parse(await answer.text()))?.textContent.trim();
          write(wrong, words || "Not unlocked. Try again.");
        }
      } catch {
        write(wrong, "The service does not answer. Try again.");
      }
    });
    channel?.addEventListener("message", ({ data }) => {
      if (data === "locked") cover();
      else if (data === "unlocked") uncover();
      else stay();
    });
    ["keydown", "pointerdown", "wheel"].forEach((kind) => addEventListener(kind, noticed, { passive: true }));
    one("[data-idle-stay]", dialog).addEventListener("click", () => {
      stay();
      tell();
      channel?.postMessage("active");
    });
    setInterval(() => {
      if (lock.open) return;
      const left = Math.ceil((limit - (Date.now() - active)) / 1000);
      if (left <= 0) {
        channel?.postMessage("locked");
        cover().then(() => post(body.dataset.lockUrl, new URLSearchParams())).catch(() => {});
      } else if (left <= 120) {
        if (!dialog.open) {
          dialog.showModal();
          spoken = 0;
        }
        write(one("[data-idle-left]", dialog), left > 60 ? `${Math.ceil(left / 60)} minutes` : `${left} seconds`);
        if (Date.now() - spoken >= 15000) {
          spoken = Date.now();
          say(`This screen locks in ${left} seconds`);
        }
      }
    }, 1000);
  }

  // ---- Wiring ---------------------------------------------------------------------------------
  function setUp() {
    const summary = one("[data-error-summary]");
    const heading = one("[data-focus-heading] h1") || (body.matches("[data-focus-heading]") && one("h1"));
    if (summary) summary.focus();
    else if (heading && !location.hash) heading.focus();
    all("[data-print], [data-band], [data-script-only]").forEach((element) => { element.hidden = false; });
    drawClocks();
    watchUndo(body);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form) return;
    if (form.dataset.draftUrl) markChanged(form);
    if (form.dataset.railUrl) {
      clearTimeout(railTimer);
      railTimer = setTimeout(() => drawRail(form), 300);
    }
  });

  document.addEventListener("focusout", (event) => {
    const form = event.target.form;
    if (form?.dataset.draftUrl) saveDraft(form);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || (form.getAttribute("method") || "get").toLowerCase() !== "post") return;
    if (form.hasAttribute("data-quick")) {
      event.preventDefault();
      sendQuick(form, event.submitter);
    } else if (form.hasAttribute("data-guard")) {
      event.preventDefault();
      if (form.dataset.sending === undefined) sendGuarded(form, event.submitter);
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.hasAttribute("data-print")) window.print();
    if (button.hasAttribute("data-dialog-close")) button.closest("dialog")?.close();
    if (button.dataset.band !== undefined) markBand(button);
  });

  // Alt and a key presses the button that names it, in every browser: some ask for Shift as well. A
  // guarded form is sent once, whoever else heard the key.
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat || !/^[a-z]$/i.test(event.key)) return;
    const button = one(`form[data-guard] button[accesskey="${event.key.toLowerCase()}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  // A digit chooses that answer of the radio group that has focus.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    if (event.target.type !== "radio") return;
    const group = event.target.closest("[data-digits]");
    const choice = group && all("input[type=radio]", group)[Number(event.key) - 1];
    if (!choice) return;
    event.preventDefault();
    choice.focus();
    choice.click();
  });

  // Clinical forms: Ctrl+S saves, Ctrl+Enter signs, [ and ] go from section to section, y confirms
  // what is offered. Single keys work inside the form and never while something is typed.
  document.addEventListener("keydown", (event) => {
    const form = one("form[data-keys]");
    if (!form || event.repeat || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      const name = { s: "[data-save]", Enter: "[data-sign]" }[event.key];
      const button = name && one(name, form);
      if (!button) return;
      event.preventDefault();
      button.click();
      return;
    }
    const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (typing || !form.contains(event.target)) return;
    if (event.key === "y") {
      one("[data-offered] input", event.target.closest("[data-question]") || form)?.click();
    } else if (event.key === "[" || event.key === "]") {
      const heads = all("h2", form);
      const next = heads.filter((head) => head !== event.target && Boolean(
        head.compareDocumentPosition(event.target) & (event.key === "]" ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING)));
      (event.key === "]" ? next[0] : next.at(-1))?.focus();
    }
  });

  function markBand(button) {
    const list = button.closest("[data-layer]");
    const boxes = all("input[type=checkbox]", list);
    const [from, to] = button.dataset.band.split(" ");
    const first = boxes.findIndex((box) => box.dataset.level === from);
    const last = boxes.findLastIndex((box) => box.dataset.level === to);
    boxes.forEach((box, place) => {
      const wanted = from ? box.checked || (place >= first && place <= last) : false;
      box.checked = wanted;
    });
    boxes[0]?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  setInterval(() => {
    drawClocks();
  }, 1000);
  setInterval(() => unsaved.forEach((_, form) => saveDraft(form)), 5000);
  addEventListener("pagehide", saveAllOnLeaving);
  addEventListener("pageshow", (event) => { if (event.persisted && body.matches(".staff")) location.reload(); });
  setUp();
  watchIdle();
  return { one, all, now, parse, setNow, drawClocks, say, toast, write };
})();
