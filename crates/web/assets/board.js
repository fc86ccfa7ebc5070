// The live board: changes from the shared stream, held while somebody works in the list,
// keys inside the list only, and a badge that never claims to be live when it is not.
"use strict";

(() => {
  const { one, all, now, parse, setNow, drawClocks, say, toast, write } = cordline;
  const board = one("[data-board]");
  if (!board) return;
  const list = one("[data-rows]", board);
  const grid = one("[data-grid]", board) || list;
  const badge = one("[data-live]", board);
  const applyButton = one("[data-apply]", board);

  const SILENT_AFTER = 20000; // two missed heartbeats
  const POLL_EVERY = 10000;
  const IDLE_AFTER = 20000;

  // ---- Is the board live? -------------------------------------------------------------------
  let beatAt = Date.now();
  let polledAt = 0;
  let polling = false;
  const clockWords = (instant) =>
    new Date(instant).toLocaleTimeString("en-GB", {
      hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: board.dataset.timeZone || undefined,
    });
  let goodAt = now();

  function setLive(state) {
    const was = badge.dataset.live;
    badge.dataset.live = state;
    write(one("[data-live-word]", badge), state === "live" ? "LIVE" : "Polling every 10 s");
    one("[data-live-stale]", badge).hidden = state !== "stale";
    board.toggleAttribute("data-stale", state === "stale");
    if (state === "stale") {
      write(one("[data-stale-since]", badge), clockWords(goodAt).slice(0, 5));
      if (was !== "stale") say(`Not live. The list may be incomplete. Call ${board.dataset.boardPhone}`, true);
    } else {
      goodAt = now();
      if (was === "stale") say("The board is up to date again");
    }
  }

  function heartbeat(words) {
    beatAt = Date.now();
    if (words) setNow(words);
    setLive("live");
  }

  // Up to where this page has seen everything.
  let position = Number(board.dataset.position) || 0;

  async function poll() {
    if (polling) return;
    polling = true;
    polledAt = Date.now();
    try {
      const answer = await fetch(cordlineStream.from(board.dataset.poll, position), {
        credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(8000),
      });
      if (answer.status === 401 || answer.redirected) {
        location.reload();
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const news = await answer.json();
      // Another database than this page was made from, or more than one answer holds.
      if (news.reload || news.rows.length >= 1000) {
        location.reload();
        return;
      }
      setNow(news.now);
      news.rows.forEach(takeRow);
      position = Math.max(position, news.position);
      if (Date.now() - beatAt > SILENT_AFTER) setLive("polling");
    } catch {
      if (Date.now() - beatAt > SILENT_AFTER) setLive("stale");
    } finally {
      polling = false;
    }
  }

  setInterval(() => {
    if (Date.now() - beatAt > SILENT_AFTER) {
      if (Date.now() - polledAt >= POLL_EVERY) poll();
    }
    write(one("[data-live-time]", badge), clockWords(now()));
    if (held.size && Date.now() - touchedAt > IDLE_AFTER) applyHeld();
  }, 1000);

  // ---- What the stream says ---------------------------------------------------------------------
  function take(kind, text) {
    if (kind === "reload" || kind === "joined") {
      poll();
      return;
    }
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      data = { now: text };
    }
    if (kind === "beat") heartbeat(data.now);
    if (kind === "summary") takeCounts(data.counts);
    if (kind === "head") replaceMarkup(one("[data-head]"), data.html);
    if (kind === "row") takeRow(data);
  }

  // By stream, by another tab and by poll: each change counts once.
  function takeRow(change) {
    if (change.position <= position && rowVersion(change.case) >= change.version) return;
    position = Math.max(position, change.position);
    hold(change);
  }

  const rowVersion = (id) => held.get(id)?.version ?? Number(rowOf(id)?.dataset.version ?? 0);

  cordlineStream.listen(take);

  // ---- Holding and applying changes -----------------------------------------------------------
  const held = new Map();
  let touchedAt = 0;
  let pointerInside = false;
  const rowOf = (id, root = list) => all("[data-case]", root).find((row) => row.dataset.case === id);
  const focusedRow = () => document.activeElement?.closest?.("[data-case]");
  const busy = () => grid.contains(document.activeElement) || pointerInside;

  grid.addEventListener("pointerenter", () => { pointerInside = true; touchedAt = Date.now(); });
  grid.addEventListener("pointermove", () => { touchedAt = Date.now(); });
  grid.addEventListener("pointerleave", () => { pointerInside = false; });
  ["focusin", "keydown", "pointerdown"].forEach((kind) => grid.addEventListener(kind, () => { touchedAt = Date.now(); }));

  function hold(change) {
    const [fresh] = change.html ? parseRows(change.html) : [];
    const shown = rowOf(change.case) || held.has(change.case);
    // A row of another view is none of ours, unless it is here and has to leave.
    if (!shown && !(fresh && belongs(fresh))) return;
    held.set(change.case, change);
    if (change.interrupt) interrupt(change.case, typeof change.interrupt === "string" ? change.interrupt : "");
    else settleInterrupts(change);
    // A change to the row that was just acted on is the answer to the action: show it at once.
    if (!busy() || sentFor === change.case) applyHeld(sentFor === change.case ? change.case : undefined);
    showHeld();
  }

  function showHeld() {
    const count = held.size;
    if (!applyButton) return;
    applyButton.hidden = count === 0;
    write(applyButton, count === 1 ? "1 change · press u" : `${count} changes · press u`);
  }

  function parseRows(html) {
    const page = parse(list.tagName === "TBODY" ? `<table><tbody>${html}</tbody></table>` : `<ul>${html}</ul>`);
    return all("[data-case]", page).map((row) => document.adoptNode(row));
  }

  // Puts changes in place and keeps the reader on the same patient and the same control.
  function applyHeld(only) {
    const row = focusedRow();
    const inside = row && document.activeElement !== row;
    const keep = row && {
      id: row.dataset.case,
      control: inside ? all("a, button, input, select", row).indexOf(document.activeElement) : -1,
    };
    const changes = only ? [held.get(only)] : Array.from(held.values()).sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
    for (const change of changes) {
      held.delete(change.case);
      rowOf(change.case)?.remove();
      const [fresh] = change.html ? parseRows(change.html) : [];
      if (fresh && belongs(fresh)) {
        put(fresh);
        if (!change.interrupt) say(`Changed: ${summary(fresh)}`);
      }
    }
    headings();
    if (keep) restoreFocus(keep);
    afterChange();
  }

  // ---- Pinned rows and groups: the same order and words as the server's --------------------------
  const pins = new Set((board.dataset.pins ?? "").split(" "));
  const { group } = board.dataset;
  const isPinned = (row) => pins.has(row.dataset.case);
  // Emergencies nobody has acknowledged, then one's own, then everyone, gathered or not.
  const lane = (row) => (row.dataset.order[0] === "0" ? 0 : isPinned(row) ? 1 : 2);
  const TIERS = ["E0", "E1", "I1", "S1", "U1", "U2", "R0"];
  function gathered(row) {
    if (lane(row) < 2) return "";
    if (group === "urgency") return String(TIERS.indexOf(row.dataset.tier));
    return group === "place" ? row.dataset.location.toLowerCase() || "~" : "";
  }
  const standing = (row) => [lane(row), gathered(row), row.dataset.order];
  function comesAfter(one, other) {
    const [a, b] = [standing(one), standing(other)];
    const differs = a.findIndex((part, at) => part !== b[at]);
    return differs >= 0 && a[differs] > b[differs];
  }

  function put(row) {
    const pin = one("[data-pin]", row);
    row.toggleAttribute("data-pinned", isPinned(row));
    if (pin) {
      pin.name = isPinned(row) ? "unpin" : "pin";
      write(one("[data-pin-word]", pin), isPinned(row) ? "Unpin" : "Pin");
    }
    const after = rows().find((other) => other !== row && comesAfter(other, row));
    list.insertBefore(row, after || null);
  }

  function headingOf(row) {
    if (lane(row) < 2) return lane(row) ? "Pinned" : "Not acknowledged";
    if (group === "urgency") return one(".tier-words", row).textContent;
    if (group === "place") return row.dataset.location || "Place not known";
    return "All others";
  }

  function headings() {
    all("[data-group-row]", list).forEach((old) => old.remove());
    const every = rows();
    if (!group || (group === "nothing" && !every.some((row) => lane(row) === 1))) return;
    const same = (a, b) => lane(a) === lane(b) && gathered(a) === gathered(b);
    every.forEach((row, at) => {
      if (at > 0 && same(row, every[at - 1])) return;
      const line = document.createElement("tr");
      line.className = "row-group";
      line.dataset.groupRow = "";
      const head = document.createElement("th");
      head.colSpan = 6;
      head.scope = "colgroup";
      const count = document.createElement("span");
      count.className = "count";
      count.textContent = every.filter((other) => same(other, row)).length;
      head.append(`${headingOf(row)} `, count);
      line.append(head);
      row.before(line);
    });
  }

  document.addEventListener("cordline:sent", (event) => {
    const { form, button } = event.detail;
    if (form.id !== "pins") return;
    if (button.name === "pin") pins.add(button.value);
    else pins.delete(button.value);
    const row = rowOf(button.value);
    if (!row) return;
    put(row);
    headings();
    button.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  });

  function restoreFocus(keep) {
    const row = rowOf(keep.id);
    if (!row) return;
    const control = keep.control >= 0 && all("a, button, input, select", row)[keep.control];
    const target = control || row;
    if (document.activeElement !== target) target.focus({ preventScroll: true });
  }

  function afterChange() {
    const empty = one("[data-empty]", board);
    if (empty) empty.hidden = rows().length > 0;
    showHeld();
    all(":scope > [data-case]", list).forEach((row) => { if (!row.hasAttribute("tabindex")) row.tabIndex = -1; });
    markEntry();
    drawClocks(list);
  }

  // Whether a row belongs to the view of this page; the server says the same of the rows it sends.
  // An emergency that nobody has acknowledged belongs to every view.
  function belongs(row) {
    const { view, person } = board.dataset;
    if (!view || (row.hasAttribute("data-unacknowledged") && isEmergency(row))) return true;
    if (view === "my") return row.dataset.people.split("|").includes(person);
    if (view === "breach") return Date.parse(row.dataset.soonest) - now() < 7200000;
    if (view === "at-risk") return Boolean(one('[data-state="at-risk"]', row));
    return row.dataset.views.split(" ").includes(view);
  }

  function takeCounts(counts) {
    for (const figure of all("[data-count]", board)) {
      const count = counts[figure.dataset.count];
      if (count === undefined) continue;
      write(figure, String(count));
      figure.closest("li").classList.toggle("count-zero", count === 0);
    }
  }

  function replaceMarkup(place, html) {
    if (!place || place.contains(document.activeElement)) return;
    const page = parse(html);
    place.replaceChildren(...page.body.childNodes);
  }

  // Spoken with the name unless names are hidden; the banner over the list never shows one.
  const words = (row, selectors) =>
    selectors.map((selector) => one(selector, row)?.textContent.trim()).filter(Boolean).join(". ");
  const alarm = (row) =>
    `${words(row, [".tier-words"])}. Not acknowledged. ${words(row, [".cell-place, .wall-who span"])}`;
  const summary = (row) =>
    document.documentElement.hasAttribute("data-privacy")
      ? alarm(row)
      : words(row, [".tier-words", ".row-link, .wall-who", ".unacknowledged"]);
  const isEmergency = (row) => ["E0", "E1"].includes(row.dataset.tier);

  let sentFor = null;
  document.addEventListener("cordline:sent", (event) => {
    const { form } = event.detail;
    if (quick?.contains(form)) quick.close();
    sentFor = form.closest("[data-case]")?.dataset.case ?? (quick?.contains(form) ? quickFor : null);
    if (sentFor && held.has(sentFor)) applyHeld(sentFor);
    setTimeout(() => { sentFor = null; }, 5000);
  });

  // ---- Interruptions: only an unacknowledged emergency --------------------------------------------
  const ringing = new Set();
  const banners = one("[data-interrupts]", board);

  function interrupt(id, words) {
    const known = ringing.has(id);
    ringing.add(id);
    if (banners) {
      let line = all("p", banners).find((item) => item.dataset.for === id);
      if (!line) {
        line = document.createElement("p");
        line.dataset.for = id;
        const text = document.createElement("span");
        const show = document.createElement("button");
        show.type = "button";
        show.className = "button-small";
        show.textContent = "Show in the list";
        show.addEventListener("click", () => {
          applyHeld();
          focusRow(rowOf(id));
        });
        line.append(text, show);
        banners.append(line);
      }
      write(line.firstChild, `▲ ${words || "Emergency: act now"}`);
    }
    if (!known) {
      say(words || "Emergency: act now. Not acknowledged", true);
      beep();
    }
  }

  function settleInterrupts(change) {
    const [row] = change.html ? parseRows(change.html) : [];
    if (row?.hasAttribute("data-unacknowledged") && isEmergency(row)) return;
    ringing.delete(change.case);
    if (banners) all("p", banners).filter((item) => item.dataset.for === change.case).forEach((item) => item.remove());
  }

  // ---- Sound: asked for, tested, repeated until somebody acknowledges -------------------------------
  let audio = null;
  let sound = board.dataset.sound === "on";

  function beep() {
    if (!sound) return;
    audio = audio || new AudioContext();
    audio.resume();
    [0, 0.25, 0.5].forEach((delay) => {
      const tone = audio.createOscillator();
      const level = audio.createGain();
      tone.frequency.value = delay === 0.5 ? 660 : 880;
      level.gain.setValueAtTime(0.0001, audio.currentTime + delay);
      level.gain.exponentialRampToValueAtTime(0.3, audio.currentTime + delay + 0.02);
      level.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + delay + 0.2);
      tone.connect(level).connect(audio.destination);
      tone.start(audio.currentTime + delay);
      tone.stop(audio.currentTime + delay + 0.22);
    });
  }

  setInterval(() => { if (ringing.size) beep(); }, 5000);
  const soundTest = one("[data-sound-test]", board);
  soundTest?.addEventListener("click", () => {
    sound = true;
    beep();
    toast("Alert sound is on for this page.");
  });

  // ---- Acting on a row without leaving the list ------------------------------------------------
  const quick = one("[data-quick-dialog]", board);
  const quickPlace = quick && one("[data-quick-place]", quick);
  let quickFor = null;

  list.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-quick-open]");
    if (!link || !quick || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    quickFor = link.closest("[data-case]").dataset.case;
    try {
      const answer = await fetch(link.href, { credentials: "same-origin", cache: "no-store" });
      const page = parse(await answer.text());
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      quickPlace.replaceChildren(...one("main", page).childNodes);
      // The page behind has a first heading of its own.
      const title = one("h1", quickPlace);
      if (title) {
        const heading = document.createElement("h2");
        heading.textContent = title.textContent;
        title.replaceWith(heading);
      }
      quick.showModal();
    } catch {
      location.assign(link.href);
    }
  });

  // ---- Keys, inside the list only --------------------------------------------------------------------
  let shortcuts = board.dataset.shortcuts !== "off";
  const rows = () => all("[data-case]", list);
  const help = one("[data-help-dialog]", board);

  // One row is in the Tab order, so the list can be entered by keyboard.
  function markEntry() {
    const current = focusedRow() || rows()[0];
    rows().forEach((row) => { row.tabIndex = row === current ? 0 : -1; });
  }

  function focusRow(row) {
    if (!row) return;
    rows().forEach((other) => { other.tabIndex = other === row ? 0 : -1; });
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const every = rows();
    const place = every.indexOf(focusedRow());
    focusRow(every[Math.max(0, Math.min(every.length - 1, place + by))]);
  }

  function nextAtRisk() {
    const every = rows();
    const place = every.indexOf(focusedRow());
    const turned = every.slice(place + 1).concat(every.slice(0, place + 1));
    const found = turned.find((row) => one('[data-state="at-risk"], [data-state="breached"]', row));
    if (found) focusRow(found);
    else say("Nothing at risk");
  }

  function togglePrivacy() {
    const on = document.documentElement.toggleAttribute("data-privacy");
    one("[data-privacy-toggle]", board)?.setAttribute("aria-pressed", String(on));
    say(on ? "Names hidden" : "Names shown");
  }

  const press = (key) => {
    const target = one(`[data-key="${key}"]`, focusedRow() || board) || one(`[data-key="${key}"]`);
    if (target?.matches("input")) target.focus();
    else target?.click();
    return Boolean(target);
  };

  const KEYS = {
    ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1),
    Home: () => focusRow(rows()[0]), End: () => focusRow(rows().at(-1)),
    n: nextAtRisk, u: () => applyHeld(), b: togglePrivacy, p: () => window.print(), "?": () => help?.showModal(),
  };

  grid.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, select, textarea, dialog")) return;
    const { key } = event;
    const onRow = event.target.matches("[data-case]");
    const row = focusedRow();
    let done = true;
    if (key === "Escape") {
      document.activeElement.blur();
      pointerInside = false;
      applyHeld();
    } else if (key === "Enter" && onRow) one("[data-open]", row)?.click();
    else if (key.length === 1 && !shortcuts) done = false;
    else if (Object.hasOwn(KEYS, key)) KEYS[key]();
    else done = /^[acgh/1-6]$/.test(key) && press(key);
    if (done) event.preventDefault();
  });

  grid.addEventListener("focusin", markEntry);
  applyButton?.addEventListener("click", () => applyHeld());
  one("[data-privacy-toggle]", board)?.addEventListener("click", togglePrivacy);
  one("[data-help-open]", board)?.addEventListener("click", () => help.showModal());
  // Kept on the server, and so on every device.
  one("[data-shortcuts-switch]", board)?.addEventListener("change", (event) => {
    shortcuts = event.target.checked;
    event.target.form.requestSubmit();
  });
  all("[data-sound-test], [data-privacy-toggle], [data-help-open]", board).forEach((button) => { button.hidden = false; });

  rows().filter((row) => row.hasAttribute("data-unacknowledged") && isEmergency(row))
    .forEach((row) => interrupt(row.dataset.case, alarm(row)));
  markEntry();
  // Gathered anew by its key: back into the list.
  if (location.hash === "#list") focusRow(rows()[0]);
})();
