// The short interview and the full evaluation of the same answers never part company.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { choose } from "../living-line/steps/people.mjs";

const EMERGENCY = ["E0", "E1", "I1"];

export async function each_danger_sign_ends_as_the_full_evaluation_says(t) {
  const page = await t.visitor({ viewport: "phone" });
  await t.go(page, "/check");
  const signs = await page.locator('form.question input[type="checkbox"]').evaluateAll((boxes) =>
    boxes.map((box) => box.value).filter((value) => /^[nx]_/.test(value)));
  t.assert.ok(signs.length >= 5, `only ${signs.join(", ")}`);
  const tiers = await t.given("the full evaluation of each sign alone", () =>
    triage(t, signs.map((sign) => ({ [sign]: "yes" }))));
  t.assert.ok(tiers.some((tier) => EMERGENCY.includes(tier)), "no sign alone is an emergency");
  for (const [place, sign] of signs.entries()) {
    const urgent = EMERGENCY.includes(tiers[place]);
    await t.then(`${sign} ${urgent ? "is an emergency" : "is no emergency"} in both`, async () => {
      await t.go(page, "/check");
      await choose(page.locator(`form.question input[value="${sign}"]`));
      await proceed(page);
      // What is still asked is answered "not sure", which the full evaluation counts as unknown too.
      for (let asked = 0; asked < 20 && !(await ended(page)); asked += 1) {
        const unsure = page.locator('form.question input[value="unknown"]');
        if ((await unsure.count()) > 0) await choose(unsure);
        await proceed(page);
      }
      t.assert.equal((await page.locator("main .emergency").count()) > 0, urgent, `${sign}: ${tiers[place]}`);
    });
  }
}

async function proceed(page) {
  await Promise.all([
    page.waitForEvent("domcontentloaded"),
    page.locator("form.question").getByRole("button", { name: "Continue" }).click(),
  ]);
}

async function ended(page) {
  const emergency = await page.locator("main .emergency").count();
  return emergency > 0 || (await page.locator("form.question").count()) === 0;
}

async function triage(t, people) {
  const folder = mkdtempSync(join(tmpdir(), "cordline-people-"));
  try {
    const file = join(folder, "people.jsonl");
    const lines = people.map((facts, id) => JSON.stringify({ id: String(id), audience: "public", facts }));
    writeFileSync(file, lines.join("\n"));
    const output = await t.command("triage", file);
    const text = typeof output === "string" ? output : output.stdout;
    return text.trim().split("\n").map((line) => JSON.parse(line).tier);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
