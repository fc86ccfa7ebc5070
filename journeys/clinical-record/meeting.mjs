// The urgent meeting: opinions in parallel, a quorum, an outcome with owners, and follow-through.

import { choose, openBoard, refer, rowOf, EMERGENCY } from "../living-line/steps/people.mjs";

async function caseOf(t, page, answers = EMERGENCY) {
  const sender = await t.visitor({ javaScript: false });
  await refer(t, sender, answers);
  await openBoard(t, page);
  return `/cases/${await rowOf(page, answers.family).getAttribute("data-case")}`;
}

async function unfold(page, words) {
  const part = page.locator("details.card").filter({ has: page.locator("summary", { hasText: words }) });
  if (!(await part.evaluate((one) => one.open))) await part.locator("> summary").click();
  return part;
}

async function opinion(t, page, path, specialty, outcome) {
  await t.go(page, `${path}/mdt`);
  const part = await unfold(page, "Give your opinion");
  await choose(part.locator(`[name="specialty"][value="${specialty}"]`));
  await part.locator('[name="recommends"]').selectOption(outcome);
  await part.locator('[name="text"]').fill(`As ${specialty}: one level.`);
  await part.getByRole("button", { name: "Give opinion" }).click();
  await page.locator("main li").filter({ hasText: `As ${specialty}` }).first().waitFor();
}

export async function an_urgent_meeting_decides_with_owners_and_follows_through(t) {
  const coordinator = await t.staff("coordinator");
  const consultant = await t.staff("consultant");
  const path = await t.given("an emergency", () => caseOf(t, coordinator));
  await t.when("the coordinator asks surgeon, oncologist and radiologist at once", async () => {
    await t.go(coordinator, `${path}/mdt`);
    const part = await unfold(coordinator, "Ask for opinions");
    await part.getByRole("button", { name: "Ask for opinions" }).click();
    await coordinator.locator("[data-missing-opinions]").waitFor();
  });
  await t.when("the surgeon answers", () => opinion(t, consultant, path, "surgeon", "SURG+RT"));
  await t.then("A-3.11-3: the page says who is missing and how much time is left", async () => {
    const missing = await consultant.locator("[data-missing-opinions]").innerText();
    t.assert.match(missing, /clinical oncologist, radiologist/);
    t.assert.match(missing, /(1 h \d\d|2 h) left/);
  });
  await t.then("the list says it too, with what is ready in words", async () => {
    await t.go(coordinator, "/mdt");
    const line = coordinator.locator("[data-case]").filter({ hasText: "QUILL" });
    t.assert.match(await line.innerText(), /Waiting for: clinical oncologist, radiologist/);
    t.assert.match(await line.innerText(), /✗ histology missing/);
    await t.check(coordinator, { patientData: true });
  });
  await t.when("the oncologist thinks otherwise", () => opinion(t, consultant, path, "oncologist", "RT"));
  await t.then("the page asks for a call now", async () => {
    t.assert.match(await consultant.locator("main").innerText(), /Opinions differ: call now/);
  });
  await t.then("A-3.11-4: whatever the scores say, every outcome can be chosen", async () => {
    const part = await unfold(consultant, "Sign the outcome");
    t.assert.equal(await part.locator('[name="outcome"] option:not([disabled])').count(), 20);
  });
  await t.then("A-3.11-1: an action without an owner is not signed, and nothing typed is lost", async () => {
    t.willLog(consultant, /422/);
    const part = await unfold(consultant, "Sign the outcome");
    await part.locator('[name="outcome"]').selectOption("SURG+RT");
    await part.locator('[name="rationale"]').fill("One level, walking, fit.");
    await part.locator('[name="owner"]').fill("Mr Rao");
    await part.locator('[name="action_what_1"]').fill("Book theatre");
    await part.locator('[name="action_due_1"]').fill("2030-01-02T10:00");
    await part.getByRole("button", { name: "Sign outcome" }).click();
    await consultant.locator("[data-error-summary]").waitFor();
    t.assert.match(await consultant.locator("[data-error-summary]").innerText(), /Each action needs an owner/);
    t.assert.equal(await consultant.locator('[name="action_what_1"]').inputValue(), "Book theatre");
  });
  await t.when("the owner is named", async () => {
    const part = await unfold(consultant, "Sign the outcome");
    await part.locator('[name="action_owner_1"]').fill("A. Ng");
    await part.getByRole("button", { name: "Sign outcome" }).click();
    await consultant.getByRole("heading", { name: "Outcome 1" }).waitFor();
  });
  await t.check(consultant, { patientData: true });
  await t.picture(consultant, "meeting", { guide: true, height: 900 });
  await t.then("A-3.11-2: one task an action, and the referrer is told", async () => {
    await t.go(coordinator, path);
    const main = await coordinator.locator("main").innerText();
    t.assert.match(main, /Book theatre/);
    t.assert.match(main, /Outcome of the meeting: Surgery, then radiotherapy/);
  });
  await t.then("A-3.11-6: what was not done comes back to the list with its reason", async () => {
    await t.go(coordinator, `${path}/mdt`);
    await coordinator.getByLabel("Not done, because").fill("No theatre tonight");
    await coordinator.getByRole("button", { name: /Record as not done/ }).click();
    await coordinator.getByText("✗ not done: No theatre tonight").waitFor();
    await t.go(coordinator, "/mdt");
    t.assert.match(await coordinator.locator("[data-case]").filter({ hasText: "QUILL" }).innerText(), /No theatre tonight/);
  });
}

export async function each_score_of_the_card_is_the_score_of_the_command_line(t) {
  const consultant = await t.staff("consultant");
  const path = await t.given("a consultation with the inputs of three scores", async () => {
    const path = await caseOf(t, consultant);
    await t.go(consultant, `${path}/consultation`);
    for (const [name, value] of [["growth", "moderate"], ["organ_mets", "none"], ["fracture", "no"]]) {
      await choose(consultant.locator(`[name="${name}"][value="${value}"]`));
    }
    for (const [name, value] of [["primary", "kidney"]]) await consultant.locator(`[name="${name}"]`).selectOption(value);
    for (const [name, value] of [["bone_mets", "0"], ["spine_mets", "1"], ["kps_now", "70"]]) await consultant.locator(`[name="${name}"]`).fill(value);
    await choose(consultant.locator('[name="frankel"][value="D"]'));
    await consultant.getByRole("button", { name: "Save consultation" }).click();
    await consultant.locator("[data-question=kps_now] .provenance").waitFor();
    return path;
  });
  await t.go(consultant, `${path}/mdt`);
  await t.then("A-3.11-5: totals agree, incomplete scores show no number, drafts are absent", async () => {
    const rows = await consultant.locator("tr[data-score]").evaluateAll((all) => all.map((row) => ({
      name: row.dataset.score, inputs: row.dataset.inputs, total: row.querySelector("[data-total]")?.textContent ?? null })));
    const complete = rows.filter((row) => row.total !== null);
    t.assert.ok(complete.length >= 3, JSON.stringify(rows));
    for (const row of complete) {
      const line = JSON.stringify({ id: "case", inputs: JSON.parse(row.inputs) });
      const said = JSON.parse(t.commandWith(line, "score", row.name, "-"));
      t.assert.equal(String(said.result.total), row.total, row.name);
    }
    t.assert.equal(rows.some((row) => /nesms|osri|bollen|rades/.test(row.name)), false);
  });
}
