// Every score has a page that asks, computes, says what it cannot tell, and prints.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isA4 } from "../kit/print.mjs";
import { choose } from "../living-line/steps/people.mjs";

const DATA = join(dirname(fileURLToPath(import.meta.url)), "../../scores/tests/data");

export async function every_score_opens_computes_and_prints(t) {
  const page = await t.staff("consultant");
  const names = await t.given("the list of scores", async () => {
    await t.go(page, "/scores");
    await t.check(page);
    await t.picture(page, "scores", { guide: true });
    return page.locator('main a[href^="/scores/"]').evaluateAll((links) =>
      links.map((link) => link.getAttribute("href").slice("/scores/".length)));
  });
  t.assert.equal(names.length, 20);
  const rows = vectors();
  for (const name of names) {
    await t.go(page, `/scores/${name}`);
    const draft = (await page.locator("main .draft-label, main .notice").filter({ hasText: "Unverified draft" }).count()) > 0;
    const row = rows.find((one) => one.instrument === name);
    t.assert.ok(row, `no vector for ${name}`);
    await t.when(`${name} is filled in`, () => fill(page, row.inputs));
    if (draft) {
      await t.then(`${name} is a draft and gives no result`, async () => {
        await page.getByRole("button", { name: "Work out the result" }).click();
        await page.getByText("no result is given").first().waitFor();
        t.assert.equal(page.cordline.document.status(), 422);
        t.assert.equal(await page.locator("[data-result]").count(), 0);
      });
    } else {
      await t.then(`${name} shows its result while it is filled in, and the same when sent`, async () => {
        await page.locator("[data-rail] [data-result]").waitFor();
        const live = await page.locator("[data-result]").innerText();
        await page.getByRole("button", { name: "Work out the result" }).click();
        await page.locator("[data-result]").waitFor();
        t.assert.equal(page.cordline.document.status(), 200);
        t.assert.equal(await page.locator("[data-result]").innerText(), live);
        for (const [key, wanted] of Object.entries(row.expected)) {
          if (typeof wanted !== "number" || key === "points") continue;
          const shown = await page.locator(`[data-output="${key}"] strong`).innerText();
          t.assert.ok(Math.abs(Number(shown) - wanted) <= (row.tolerance ?? 0) + 0.005, `${key}: ${shown}, not ${wanted}`);
        }
      });
    }
    t.assert.equal(new URL(page.url()).search, "", "no clinical value stands in the address");
    await t.check(page);
    await t.then(`${name} prints its answers, its limits and its source on A4`, async () => {
      const sheet = await t.print(page, `score-${name}`);
      t.assert.ok(isA4(sheet), `${sheet.width} x ${sheet.height}`);
      t.assert.ok(sheet.count <= 5, `${sheet.count} pages`);
      for (const words of ["What it cannot tell", "Source and revision", "Signed:"]) {
        t.assert.ok(sheet.text.includes(words), `${name} prints without ${words}`);
      }
      t.assert.ok(!sheet.text.includes("Work out the result"));
    });
    if (name === "sins") await t.picture(page, "score-sins", { guide: true, height: 600 });
  }
}

export async function a_score_needs_no_script_and_never_gives_a_partial_total(t) {
  const page = await t.staff("therapist", { javaScript: false });
  await t.given("half of an instability score", async () => {
    await t.go(page, "/scores/sins");
    await choose(page.locator('input[name="pain"][value="mechanical"]'));
    await page.getByRole("button", { name: "Work out the result" }).click();
  });
  await t.then("the page says what is missing and keeps the answer", async () => {
    t.assert.equal(page.cordline.document.status(), 422);
    await page.getByText("There is a problem").waitFor();
    t.assert.equal(await page.locator("[data-result]").count(), 0);
    t.assert.ok(await page.locator('input[name="pain"][value="mechanical"]').isChecked());
  });
  await t.when("the rest is answered", async () => {
    const rest = { location: "junctional", lesion: "lytic", alignment: "normal", collapse: "lt50", posterolateral: "bilateral" };
    await fill(page, rest);
    await page.getByRole("button", { name: "Work out the result" }).click();
  });
  await t.then("the total is there", async () => {
    t.assert.equal(await page.locator('[data-output="total"] strong').innerText(), "13");
  });
}

export async function a_clinician_reads_and_prints_the_rule_book(t) {
  const page = await t.staff("coordinator");
  await t.given("the rule book", () => t.go(page, "/rules"));
  await t.then("every rule says that nobody here has signed it", async () => {
    const rules = await page.locator("[data-rule]").count();
    t.assert.equal(rules, 77 + 29);
    t.assert.equal(await page.locator("[data-rule]").filter({ hasText: "not signed off at this site" }).count(), rules);
  });
  await t.check(page);
  await t.picture(page, "rule-book", { guide: true });
  await t.then("it prints on A4 with its release", async () => {
    const book = await t.print(page, "rule-book");
    t.assert.ok(isA4(book));
    t.assert.match(book.text, /Release rules\//);
    t.assert.ok(book.text.includes("TR-08") && book.text.includes("CLK-MRI24"));
  });
}

async function fill(page, inputs, before = "") {
  for (const [key, value] of Object.entries(inputs)) {
    if (value === null) continue;
    if (typeof value === "object") {
      await fill(page, value, `${key}.`);
      continue;
    }
    const control = page.locator(`main [name="${before}${key}"]`);
    const kind = await control.first().evaluate((element) => element.type);
    if (kind === "radio") await choose(page.locator(`main [name="${before}${key}"][value="${value}"]`));
    else if (kind === "select-one") await control.selectOption(String(value));
    else await control.fill(String(value));
  }
}

// The first vector of each instrument that has a result.
function vectors() {
  const found = [];
  for (const file of readdirSync(DATA)) {
    const instrument = file.replace(/\.jsonl$|_draft\.jsonl$/g, "").replace(/(?<=[a-z])(?:19|20)\d\d/, "");
    for (const line of readFileSync(join(DATA, file), "utf8").trim().split("\n")) {
      const row = JSON.parse(line);
      if (row.expected.error || found.some((one) => one.instrument === instrument)) continue;
      found.push({ ...row, instrument });
    }
  }
  return found;
}
