// The worksheet's grid by keyboard. Without this file every cell is an ordinary field, and the
// server scores what is sent. Nothing is decided here: the server reads every cell again.
"use strict";

(() => {
  const { one, all, write } = cordline;
  const sheet = () => one("[data-worksheet]");
  const cells = () => all("input[data-row]", sheet());
  const row = (cell) => Number(cell.dataset.row);
  const column = (cell) => Number(cell.dataset.column);
  const at = (r, c) => one(`input[data-row="${r}"][data-column="${c}"]`, sheet());
  const isMotor = (cell) => column(cell) === 0 || column(cell) === 5;
  const say = (words) => write(one("[data-worksheet-status]"), words);
  const named = (cell) => cell.getAttribute("aria-label");
  // Right: motor, touch, prick. Left: touch, prick, motor.
  const OTHER_SIDE = [5, 3, 4, 1, 2, 0];
  const opposite = (cell) => at(row(cell), OTHER_SIDE[column(cell)]);
  const TAGS = ["", "*", "**"];
  const UNDO_MAX = 500;

  let undo = [];
  let entered = null;
  let anchor = null;
  let ours = false;

  // One stop of the Tab key; the arrows move it.
  function stop(cell, focus = true) {
    cells().forEach((other) => { if (other.tabIndex !== -1) other.tabIndex = -1; });
    cell.tabIndex = 0;
    if (focus) {
      cell.focus();
      cell.select();
    }
  }

  function prepare() {
    if (!sheet()) return;
    const first = cells().find((cell) => !cell.value) || cells()[0];
    stop(first, false);
    undo = [];
    entered = anchor = null;
  }

  // ---- Choosing several ---------------------------------------------------------------------
  const chosen = () => all("[data-chosen]", sheet());
  function choose(from, to) {
    chosen().forEach((cell) => delete cell.dataset.chosen);
    if (!from) return;
    const within = (value, one, other) => value >= Math.min(one, other) && value <= Math.max(one, other);
    cells().forEach((cell) => {
      if (within(row(cell), row(from), row(to)) && within(column(cell), column(from), column(to))) {
        cell.dataset.chosen = "";
      }
    });
    say(`${chosen().length} cells chosen. A score fills them all.`);
  }
  function target(cell) {
    const several = chosen();
    return several.length > 1 && several.includes(cell) ? several : [cell];
  }

  // ---- Writing ------------------------------------------------------------------------------
  const fills = () => one('input[name="fills"]');
  function put(changes, fill = "") {
    const before = changes.map(([cell]) => [cell, cell.value]);
    undo.push({ before, fills: fills().value });
    if (undo.length > UNDO_MAX) undo.shift();
    changes.forEach(([cell, value]) => { cell.value = value; });
    if (fill) fills().value = `${fills().value} ${fill}`.trim();
    told(changes[0][0]);
  }
  function told(cell) {
    ours = true;
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    ours = false;
    askReasons();
  }
  function takeBack() {
    const last = undo.pop();
    if (!last) {
      say("Nothing to undo.");
      return;
    }
    last.before.forEach(([cell, value]) => { cell.value = value; });
    fills().value = last.fills;
    const [cell] = last.before[0];
    stop(cell);
    told(cell);
    say(`Undone: ${named(cell)} is ${cell.value || "empty"}.`);
  }

  // A tagged cell asks for its reason.
  function askReasons() {
    const list = one("[data-tags]");
    cells().forEach((cell) => {
      const name = `why_${cell.name}`;
      const line = one(`input[name="${name}"]`, list)?.closest(".field");
      const tagged = cell.value.includes("*");
      if (line) line.hidden = !tagged;
      if (line || !tagged) return;
      const field = document.createElement("div");
      field.className = "field";
      const label = document.createElement("label");
      label.className = "label";
      label.htmlFor = `f-${name}`;
      label.textContent = named(cell);
      const input = document.createElement("input");
      input.className = "input input-medium";
      input.id = `f-${name}`;
      input.name = name;
      field.append(label, input);
      list.append(field);
    });
    list.hidden = !cells().some((cell) => cell.value.includes("*"));
  }

  // ---- Moving -------------------------------------------------------------------------------
  function step(cell, down, across) {
    let [r, c] = [row(cell) + down, column(cell) + across];
    for (; r >= 0 && r < 28 && c >= 0 && c < 6; r += down, c += across) {
      const next = at(r, c);
      if (next) return next;
    }
    return null;
  }
  // After a score: down the column, across the row, or the other side and then the next row. At the
  // end of a column it goes on at the next one that still has an empty cell.
  const ORDER = [0, 1, 2, 5, 3, 4];
  function below(cell, c) {
    for (let r = row(cell) + 1; r < 28; r += 1) if (at(r, c)) return at(r, c);
    return null;
  }
  function emptyAfter(c) {
    const from = ORDER.indexOf(c);
    for (let turn = 1; turn <= 6; turn += 1) {
      const there = ORDER[(from + turn) % 6];
      const empty = cells().find((cell) => column(cell) === there && !cell.value);
      if (empty) return empty;
    }
    return null;
  }
  function next(cell) {
    const way = one('input[name="advance"]:checked')?.value || "down";
    const c = column(cell);
    if (way === "across") return step(cell, 0, 1) || at(row(cell) + 1, 0) || at(row(cell) + 1, 1);
    if (way === "sides" && c < 3) return opposite(cell);
    return below(cell, way === "sides" ? OTHER_SIDE[c] : c) || emptyAfter(c);
  }
  function goOn(cell) {
    const to = next(cell);
    choose(null);
    if (to) stop(to);
  }

  // ---- Typing -------------------------------------------------------------------------------
  function score(cell, value) {
    const several = target(cell);
    const wrong = /^\d$/.test(value) && several.find((each) => Number(value) > (isMotor(each) ? 5 : 2));
    if (wrong) {
      say(`${value} is no score for ${named(wrong)}: ${isMotor(wrong) ? "0 to 5" : "0, 1 or 2"}, or n.`);
      return;
    }
    put(several.map((each) => [each, value]));
    entered = several.at(-1);
    say(several.length > 1 ? `${several.length} cells: ${value}` : `${named(cell)}: ${value}`);
    goOn(several.length > 1 ? several.at(-1) : cell);
  }

  function tag(cell) {
    const tagged = !cell.value && entered && chosen().length < 2 ? entered : cell;
    const several = target(tagged).filter((each) => each.value);
    if (several.length === 0) {
      say("Enter the score first, then tag it.");
      return;
    }
    const changes = several.map((each) => {
      const plain = each.value.replaceAll("*", "");
      return [each, plain + TAGS[(TAGS.indexOf(each.value.slice(plain.length)) + 1) % TAGS.length]];
    });
    const normal = changes.find(([each, value]) => value.startsWith(isMotor(each) ? "5" : "2"));
    if (normal) {
      say(`${named(normal[0])} is normal; a normal cell carries no tag.`);
      return;
    }
    put(changes);
    say(`${named(changes[0][0])}: ${changes[0][1]}. Give the reason under Tagged cells.`);
  }

  function copy(cell) {
    const several = target(cell);
    put(several.map((each) => [each, opposite(each).value.replaceAll("*", "")]));
    entered = several.at(-1);
    say(`${several.length > 1 ? `${several.length} cells` : named(cell)}: copied from the other side.`);
    goOn(several.at(-1));
  }

  function showLast() {
    const shown = sheet().toggleAttribute("data-last-shown");
    cells().forEach((cell) => {
      if (shown && cell.dataset.last) cell.placeholder = cell.dataset.last;
      else cell.removeAttribute("placeholder");
    });
    one('[data-type="r"]')?.setAttribute("aria-pressed", String(shown));
    say(cells()[0].dataset.last ? (shown ? "The last worksheet is shown faintly." : "The last worksheet is hidden.") : "There is no earlier worksheet.");
  }

  function clear(cell) {
    put(target(cell).map((each) => [each, ""]));
    say(`${named(cell)}: cleared`);
  }

  function type(cell, key) {
    if (/^\d$/.test(key)) score(cell, key);
    else if (key === "n" || key === "N") score(cell, "NT");
    else if (key === "*") tag(cell);
    else if (key === "=") copy(cell);
    else if (key === "r" || key === "R") showLast();
    else if (key === "f" || key === "F") openFill();
    else if (key === "+" || key === "-") say("No 4+ or 4- here: the classification counts whole grades. Enter 4 and put the finer grade into the remarks.");
    else say(`${key} means nothing here. Digits, n, * and = do; see Keys.`);
  }

  // ---- Fill ---------------------------------------------------------------------------------
  function openFill() {
    one("[data-fill]").open = true;
    one('[name="fill_level"]').focus();
  }
  function fill() {
    const level = one('[name="fill_level"]').value;
    const side = one('[name="fill_side"]').value;
    const tested = one('[name="fill_tested"]');
    if (!level || !tested.checked) {
      say(level ? "Tick \"I tested these\" first: only what was tested is filled." : "Choose the level down to which all is normal.");
      one(level ? '[name="fill_tested"]' : '[name="fill_level"]').focus();
      return;
    }
    const last = row(cells().find((cell) => cell.name.endsWith(`_${level}`) && !isMotor(cell)));
    const wanted = cells().filter((cell) => {
      const right = column(cell) < 3;
      return row(cell) <= last && (side === "both" || (side === "right") === right);
    });
    put(wanted.map((cell) => [cell, isMotor(cell) ? "5" : "2"]), `${side}:${level}`);
    tested.checked = false;
    one("[data-fill]").open = false;
    const sides = side === "both" ? "both sides" : `the ${side} side`;
    say(`${wanted.length} cells filled as normal down to ${level.replace("_", "-")}, ${sides}. The record says that they were filled.`);
    const from = side === "left" ? 3 : 0;
    stop(cells().find((cell) => row(cell) > last && column(cell) >= from) || wanted.at(-1));
  }

  // ---- Wiring -------------------------------------------------------------------------------
  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.("[data-worksheet] input");
    if (!cell || event.altKey || event.metaKey) return;
    if (event.ctrlKey) {
      if (event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      takeBack();
      return;
    }
    const arrow = ARROWS[event.key];
    if (arrow) {
      event.preventDefault();
      const to = step(cell, ...arrow);
      if (!to) return;
      if (event.shiftKey) {
        anchor ??= cell;
        choose(anchor, to);
      } else {
        anchor = null;
        choose(null);
      }
      stop(to);
      if (!event.shiftKey) say(`${named(to)}: ${to.value || "empty"}`);
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      const same = cells().filter((other) => column(other) === column(cell));
      stop(same.at(event.key === "Home" ? 0 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      stop(step(cell, 1, 0) || cell);
    } else if (event.key === "Escape") {
      anchor = null;
      choose(null);
    } else if (event.key === "Backspace" || event.key === "Delete") {
      event.preventDefault();
      clear(cell);
    } else if (event.key.length === 1) {
      event.preventDefault();
      type(cell, event.key);
      anchor = null;
    }
  });
  // A finger's keyboard names no keys: what it wrote is taken as one.
  document.addEventListener("input", (event) => {
    const cell = event.target.closest?.("[data-worksheet] input");
    if (!cell || ours) return;
    const key = event.data?.at(-1);
    if (!key) return;
    cell.value = cell.dataset.held ?? "";
    type(cell, key);
  });
  document.addEventListener("focusin", (event) => {
    const cell = event.target.closest?.("[data-worksheet] input");
    if (!cell) return;
    cell.dataset.held = cell.value;
    if (cell.tabIndex !== 0) stop(cell);
  });
  let lastCell = null;
  document.addEventListener("focusout", (event) => {
    const cell = event.target.closest?.("[data-worksheet] input");
    if (cell) lastCell = cell;
  });
  document.addEventListener("click", (event) => {
    const pad = event.target.closest("[data-type]");
    const cell = () => lastCell?.isConnected ? lastCell : one('[data-worksheet] input[tabindex="0"]');
    if (pad) {
      if (pad.dataset.type === "undo") takeBack();
      else type(cell(), pad.dataset.type);
      return;
    }
    if (event.target.closest('button[value="fill"]')) {
      event.preventDefault();
      fill();
      return;
    }
    const jump = event.target.closest("[data-jump]");
    const strip = event.target.closest("[data-strip]");
    const id = jump ? jump.getAttribute("href").slice(1) : strip?.dataset.strip;
    const to = id && document.getElementById(id);
    if (!to) return;
    event.preventDefault();
    if (!to.matches("[data-worksheet] input")) {
      to.focus();
      return;
    }
    const picture = one('input[name="picture"]:checked')?.value;
    if (strip && picture !== "lower") {
      const order = ["2", "1", "0", "NT", ""];
      put([[to, order[(order.indexOf(to.value) + 1) % order.length]]]);
      say(`${named(to)}: ${to.value || "empty"}`);
      stop(to, false);
    } else stop(to);
  });
  document.addEventListener("cordline:shown", prepare);
  prepare();
})();
