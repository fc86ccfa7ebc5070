// The checks common to all screens, A-2-1 to A-2-8 and A-2-10. (A-2-9, the main task with script
// off, is a journey of its own for each task.) Every fault is collected before the check fails.

import { createRequire } from "node:module";
import { faultsOf, VIEWPORTS } from "./browser.mjs";

const axeSource = createRequire(import.meta.url)("axe-core").source;
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const MOST_TABS = 1200;

// The exact words of each tier and the fixed part of its action line.
export const TIERS = {
  E0: ["Emergency: call 999 or go to A&E now", "Call 999 or go to A&E now. Say why. Do not wait for this hospital"],
  E1: ["Emergency: act now", "Phone the coordinator or on-call spinal service now"],
  I1: ["Same day", "Possible infection or cauda equina: assessment at A&E or the acute oncology line now"],
  S1: ["Same day", "A person will call by"],
  U1: ["Within 24 hours", "Coordinator advice by"],
  U2: ["Within 24 hours", "Urgent oncology, GP or 111 by"],
  R0: ["Routine with safety-net", "What to watch for; re-check on"],
};

// Patient data, for pages whose people are made up: NHS numbers, dates of birth, SURNAME, Forename.
const PATIENT_DATA = [/\b\d{3} ?\d{3} ?\d{4}\b/, /\b\d{1,2}-[A-Z][a-z]{2}-\d{4}\b/, /\b[A-Z][A-Z'-]+, [A-Z][a-z]+/];

// Runs every check on the page as it stands. Options: `patientData` (the page shows some, so its
// answer must not be stored), `tiers: false` where a page explains tiers rather than showing one.
export async function checkPage(page, { patientData = false, tiers = true } = {}) {
  const size = page.viewportSize();
  const faults = [];
  const note = [];
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    const { violations, passes, incomplete } = await axe(page);
    faults.push(...violations.map((text) => `A-2-1: ${scheme}: ${text}`));
    note.push(`axe ${scheme} ${passes} rules passed, ${incomplete} for a person to judge`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  faults.push(...(await structure(page)));
  faults.push(...(await identity(page)));
  faults.push(...(await tabOrder(page)));
  await page.setViewportSize(VIEWPORTS.phone);
  faults.push(...(await sideways(page, "A-2-6: at 360 px")));
  await page.setViewportSize(VIEWPORTS.desk);
  faults.push(...(await bigText(page)));
  await page.setViewportSize(size);
  // As a person finds it, for what the journey does next.
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
  });
  if (tiers) faults.push(...(await tierWords(page)));
  if (patientData) faults.push(...storable(page));
  faults.push(...faultsOf(page));
  return { faults, note: note.join("; ") };
}

async function axe(page) {
  // Evaluated by the browser's debugger, so the page's own content security policy stays on.
  await page.evaluate(axeSource);
  return page.evaluate(async (tags) => {
    const result = await window.axe.run(document, {
      runOnly: { type: "tag", values: tags },
      rules: { "target-size": { enabled: true } },
      resultTypes: ["violations", "passes", "incomplete"],
    });
    return {
      passes: result.passes.length,
      incomplete: result.incomplete.length,
      violations: result.violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`),
      ),
    };
  }, AXE_TAGS);
}

// A-2-4: one h1, one main, a skip link that comes first and leads into main.
async function structure(page) {
  return page.evaluate(() => {
    const faults = [];
    const count = (selector) => document.querySelectorAll(selector).length;
    if (count("h1") !== 1) faults.push(`A-2-4: ${count("h1")} h1 headings`);
    if (count("main") !== 1) faults.push(`A-2-4: ${count("main")} main elements`);
    const first = document.querySelector("a[href], button, input, select, textarea, summary");
    const target = first?.getAttribute("href")?.match(/^#(.+)/)?.[1];
    const goal = target && document.getElementById(target);
    if (!goal || !(goal.matches("main") || goal.closest("main"))) {
      faults.push("A-2-4: the first control is no skip link into main");
    }
    if (!document.title.trim()) faults.push("A-2-4: the page has no title");
    if (!document.documentElement.lang) faults.push("A-2-4: the page names no language");
    return faults;
  });
}

// A-2-4, A-5.8-1: no patient data in a title or an address.
async function identity(page) {
  const faults = [];
  const shown = { title: await page.title(), address: decodeURIComponent(page.url()) };
  for (const [where, text] of Object.entries(shown)) {
    for (const pattern of PATIENT_DATA) {
      if (pattern.test(text)) faults.push(`A-2-4: patient data in the ${where}: ${text}`);
    }
  }
  return faults;
}

// A-2-5: Tab reaches every control, and nothing sticky lies over the one that has the focus.
async function tabOrder(page) {
  await page.evaluate(() => {
    const seen = (element) =>
      element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    const groups = new Set();
    window.cordlineControls = [
      ...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]"),
    ].filter((element) => {
      if (element.disabled || element.tabIndex < 0 || element.type === "hidden" || !seen(element)) return false;
      if (element.type !== "radio") return true;
      // One radio button of a group takes the focus; the arrow keys reach the others.
      const group = `${element.form?.id ?? ""}/${element.name}/${[...document.forms].indexOf(element.form)}`;
      if (groups.has(group)) return false;
      groups.add(group);
      return true;
    });
    document.activeElement?.blur();
    window.scrollTo(0, 0);
  });
  const faults = [];
  const reached = new Set();
  const total = await page.evaluate(() => window.cordlineControls.length);
  // A page may begin with the focus on its heading, so go round the end once.
  let ends = 0;
  for (let press = 0; press < Math.min(2 * total + 20, MOST_TABS); press += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return null;
      const same = (control) =>
        control === focused ||
        (control.type === "radio" && focused.type === "radio" && control.name === focused.name && control.form === focused.form);
      const box = focused.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      let cover = top && !focused.contains(top) && !top.contains(focused) ? top : null;
      while (cover && !["sticky", "fixed"].includes(getComputedStyle(cover).position)) cover = cover.parentElement;
      return {
        index: window.cordlineControls.findIndex(same),
        covered: cover && !cover.contains(focused) ? focused.outerHTML.slice(0, 120) : null,
      };
    });
    if (stop === null) {
      ends += 1;
      if (ends > 1) break;
      continue;
    }
    if (reached.has(stop.index) && reached.size >= total) break;
    reached.add(stop.index);
    if (stop.covered) faults.push(`A-2-5: covered while focused: ${stop.covered}`);
  }
  if (2 * total < MOST_TABS) {
    const missed = await page.evaluate(
      (indexes) =>
        window.cordlineControls
          .filter((_, index) => !indexes.includes(index))
          .map((element) => element.outerHTML.slice(0, 120)),
      [...reached],
    );
    faults.push(...missed.map((control) => `A-2-5: Tab never reaches ${control}`));
  }
  return faults;
}

async function sideways(page, where) {
  return page.evaluate((label) => {
    const root = document.documentElement;
    const over = root.scrollWidth - root.clientWidth;
    if (over <= 0) return [];
    // Something wide inside a box that scrolls by itself is fine; name what is not.
    const guilty = [...document.body.querySelectorAll("*")].find((element) => {
      if (element.getBoundingClientRect().right <= root.clientWidth + 1) return false;
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== "visible") return false;
      }
      return true;
    });
    return [`${label}: ${over} px too wide: ${guilty?.outerHTML.slice(0, 160) ?? "unknown"}`];
  }, where);
}

// A-2-7: with text at 200 % nothing is cut off and the page still does not scroll sideways.
async function bigText(page) {
  const set = (value) =>
    page.evaluate((size) => {
      document.documentElement.style.fontSize = size;
    }, value);
  await set("200%");
  const faults = await sideways(page, "A-2-7: with text at 200 %");
  const cut = await page.evaluate(() => {
    const hidden = (style) => ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    return [...document.body.querySelectorAll("*")]
      .filter((element) => {
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const forReadersOnly =
          box.width <= 2 || box.height <= 2 || style.clipPath !== "none" || style.visibility !== "visible";
        if (!hidden(style) || forReadersOnly || !element.textContent.trim() || element.closest("svg")) return false;
        return element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
      })
      .map((element) => element.outerHTML.slice(0, 160));
  });
  await set("");
  return [...faults, ...cut.map((html) => `A-2-7: cut off with text at 200 %: ${html}`)];
}

// A-2-8: a tier is never shown without its exact words and its action line.
export async function tierWords(page) {
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll("[data-tier]")].map((element) => ({
      tier: element.dataset.tier,
      text: element.textContent.replace(/\s+/g, " ").trim(),
    })),
  );
  return shown.flatMap(({ tier, text }) => {
    const words = TIERS[tier];
    if (!words) return [`A-2-8: there is no tier ${tier}`];
    return words
      .filter((part) => !text.includes(part))
      .map((part) => `A-2-8: ${tier} is shown without "${part}": ${text.slice(0, 120)}`);
  });
}

// A-2-10: what shows patient data is not kept by any cache.
function storable(page) {
  const header = page.cordline.document?.headers()["cache-control"] ?? "";
  return header.includes("no-store") ? [] : [`A-2-10: Cache-Control is ${JSON.stringify(header)}`];
}
