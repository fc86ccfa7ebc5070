// Whole ways through the service: radiotherapy, surgery, infection instead of cancer, and a wish not
// to be treated. A step is a click, a choice, a field filled or a key outside free text.

import { choose, openBoard, refer, rowOf, EMERGENCY } from "../living-line/steps/people.mjs";
import { cell, fillDown, typeColumn, worksheetOf, LEVELS } from "./steps/worksheet.mjs";

async function caseOf(t, page, family) {
  const sender = await t.visitor({ javaScript: false });
  await refer(t, sender, { ...EMERGENCY, family });
  await openBoard(t, page);
  const path = `/cases/${await rowOf(page, family).getAttribute("data-case")}`;
  await t.go(page, path);
  await page.getByRole("button", { name: "Acknowledge referral" }).click();
  await page.getByText("Acknowledged by").first().waitFor();
  return path;
}

// Counts what a person does on the pages it is told of.
async function counting(pages) {
  for (const page of pages) {
    await page.context().addInitScript(() => {
      const add = () => sessionStorage.setItem("steps", String(Number(sessionStorage.getItem("steps") ?? 0) + 1));
      addEventListener("click", (event) => { if (event.isTrusted && event.detail > 0) add(); }, true);
      addEventListener("change", add, true);
    });
  }
  return async () => {
    let all = 0;
    for (const page of pages) all += Number(await page.evaluate(() => sessionStorage.getItem("steps") ?? 0));
    return all;
  };
}

async function consult(t, page, path, extra = {}) {
  await t.go(page, `${path}/consultation`);
  for (const [name, value] of Object.entries({ plan: "MRI, then the meeting.", told: "What we look for and why.", ...extra })) {
    await page.locator(`[name="${name}"]`).fill(value);
  }
  await choose(page.locator('[name="impression"][value="epidural"]'));
  await page.getByRole("button", { name: "Save and sign" }).click();
  await page.waitForURL(/number=\d/);
}

async function worksheet(t, page, path) {
  await worksheetOf(t, page, path);
  await cell(page, "right_lightTouch_C2").focus();
  await fillDown(page, "T5");
  const below = LEVELS.slice(LEVELS.indexOf("T6"));
  for (const code of ["1", "0"]) await typeColumn(page, below.map(() => code));
  await typeColumn(page, ["3", "3", "2", "2", "4"]);
  for (const code of ["1", "0"]) await typeColumn(page, below.map(() => code));
  await typeColumn(page, ["2", "3", "3", "1", "4"]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Y");
  await page.keyboard.press("Tab");
  await page.keyboard.press("N");
  await page.locator('[data-missing="0"]').waitFor();
  await page.getByRole("button", { name: "Record worksheet" }).click();
  await page.waitForURL(/isncsci\/\d+$/);
}

async function scanned(t, coordinator, radiology, path) {
  await t.go(coordinator, `${path}/imaging/request`);
  await choose(coordinator.locator('input[name="modality"][value="mri_whole_spine"]'));
  for (const hazard of ["pacemaker", "neurostimulator", "cochlear_implant", "brain_clip", "eye_metal", "pregnancy", "claustrophobia"]) {
    await choose(coordinator.locator(`input[name="${hazard}"][value="no"]`));
  }
  await coordinator.locator('[name="flat_min"]').fill("45");
  await coordinator.locator('[name="weight_kg"]').fill("70");
  await coordinator.getByRole("button", { name: "Send request to radiology" }).click();
  await coordinator.waitForURL(/\/imaging$/);
  await t.go(radiology, `${path}/imaging`);
  await radiology.getByRole("button", { name: "Done" }).first().click();
  await radiology.locator('[data-stage="done"]').waitFor();
}

async function reported(t, radiology, consultant, path, conclusion) {
  await t.go(radiology, `${path}/spine`);
  const row = radiology.locator('[data-level="T6"]');
  if (conclusion === "confirmed") {
    if (!(await row.evaluate((details) => details.open))) await row.locator("> summary").click();
    for (const [part, value] of [["metastasis", "definite"], ["escc", "2"], ["side", "left"], ["posterior", "bilateral"],
      ["alignment", "normal"], ["lesion", "lytic"], ["pain", "mechanical"]]) {
      await radiology.locator(`[name="T6_${part}"]`).selectOption(value);
    }
    await radiology.locator('[name="T6_collapse_percent"]').fill("40");
    await radiology.locator('[name="alert"]').selectOption("Mr S. Rao");
  }
  await radiology.locator('[name="seen_from"]').selectOption("C1");
  await radiology.locator('[name="seen_to"]').selectOption("S5");
  await radiology.getByRole("button", { name: "Sign and alert" }).click();
  await radiology.waitForURL(/\/imaging$/);
  if (conclusion === "confirmed") {
    await t.go(consultant, path);
    await consultant.getByRole("button", { name: "Acknowledge result" }).click();
    await consultant.getByText("acknowledged by Mr S. Rao").waitFor();
  }
}

async function unfold(page, words) {
  const part = page.locator("details.card").filter({ has: page.locator("summary", { hasText: words }) });
  if (!(await part.evaluate((one) => one.open))) await part.locator("> summary").click();
  return part;
}

async function met(t, coordinator, consultant, path, outcome) {
  await t.go(coordinator, `${path}/mdt`);
  await (await unfold(coordinator, "Ask for opinions")).getByRole("button", { name: "Ask for opinions" }).click();
  await coordinator.locator("[data-missing-opinions]").waitFor();
  for (const specialty of ["surgeon", "oncologist"]) {
    await t.go(consultant, `${path}/mdt`);
    const part = await unfold(consultant, "Give your opinion");
    await choose(part.locator(`[name="specialty"][value="${specialty}"]`));
    await part.locator('[name="recommends"]').selectOption(outcome);
    await part.locator('[name="text"]').fill(`As ${specialty}: one level.`);
    await part.getByRole("button", { name: "Give opinion" }).click();
    await consultant.locator("main li").filter({ hasText: `As ${specialty}` }).first().waitFor();
  }
  const part = await unfold(consultant, "Sign the outcome");
  await part.locator('[name="outcome"]').selectOption(outcome);
  await part.locator('[name="rationale"]').fill("Walking, one level.");
  await part.locator('[name="owner"]').fill("Dr Obi");
  await part.getByRole("button", { name: "Sign outcome" }).click();
  await consultant.getByRole("heading", { name: "Outcome 1" }).waitFor();
}

const stateOf = async (t, page, path, clock) => {
  await t.go(page, path);
  return page.locator(`[data-clock="${clock}"]`).first().getAttribute("data-state");
};

async function dose(t, page, path) {
  await t.go(page, path);
  const part = page.locator("details, section").filter({ has: page.locator('form[action$="/dexamethasone"]') }).last();
  if (await part.evaluate((one) => one.tagName === "DETAILS" && !one.open)) await part.locator("> summary").click();
  const form = page.locator('form[action$="/dexamethasone"]');
  await form.locator('[name="base_mg"]').fill("16");
  await form.locator('[name="product"]').fill("dexamethasone 3.3 mg/mL base");
  await form.getByRole("button", { name: "Record dose" }).click();
  await page.getByText("16 mg base").first().waitFor();
}

async function closed(t, page, path, outcome, note) {
  await t.go(page, path);
  const form = page.locator('form[action$="/close"]');
  const fold = page.locator("details").filter({ has: form }).last();
  if (await fold.count() && !(await fold.evaluate((one) => one.open))) await fold.locator("> summary").click();
  await form.locator('[name="outcome"]').selectOption(outcome);
  await form.locator('[name="note"]').fill(note);
  await form.getByRole("button", { name: "Close case" }).click();
  await page.getByText("This case is closed").waitFor();
}

export async function a_person_is_seen_scanned_decided_treated_and_goes_home(t) {
  const [coordinator, consultant, radiology, therapist] = [
    await t.staff("coordinator"), await t.staff("consultant"), await t.staff("radiology"), await t.staff("therapist")];
  const steps = await counting([coordinator, consultant, radiology, therapist]);
  const path = await t.given("a referral that the coordinator has taken on", () => caseOf(t, coordinator, "Wayfar"));
  await t.when("the consultant sees the person and signs", () => consult(t, consultant, path, { lives: "alone, stairs" }));
  await t.when("the full worksheet is recorded", () => worksheet(t, consultant, path));
  await t.when("the scan is asked for and done", () => scanned(t, coordinator, radiology, path));
  await t.then("its clock is met", async () => t.assert.equal(await stateOf(t, coordinator, path, "CLK-MRI24"), "met"));
  await t.when("it is reported level by level and the consultant hears of it", () => reported(t, radiology, consultant, path, "confirmed"));
  await t.when("the urgent meeting decides for radiotherapy", () => met(t, coordinator, consultant, path, "RT"));
  await t.when("the first dose is given", () => dose(t, consultant, path));
  await t.when("the first fraction is delivered", async () => {
    await t.go(consultant, path);
    const form = consultant.locator('form[action$="/fraction"]').last();
    const fold = consultant.locator("details").filter({ has: form }).last();
    if (await fold.count() && !(await fold.evaluate((one) => one.open))) await fold.locator("> summary").click();
    await form.getByRole("button", { name: "Record first fraction" }).click();
    await consultant.locator("dt", { hasText: "First fraction" }).first().waitFor();
  });
  await t.when("the therapist logs a session and the person goes home with a reason instead of a plan", async () => {
    await t.go(therapist, `${path}/rehab`);
    const part = await unfold(therapist, "Log a session");
    await part.locator('[name="did"]').fill("Sat out, walked five metres with a frame.");
    await part.getByRole("button", { name: "Log session" }).click();
    await therapist.getByText("walked five metres").first().waitFor();
    const leave = await unfold(therapist, "Discharge");
    await leave.locator('[name="reason"]').fill("Transferred to the hospice with its own plan.");
    await leave.getByRole("button", { name: "Discharge person" }).click();
    await therapist.getByText("Transferred to the hospice").first().waitFor();
  });
  const taken = await steps();
  t.note(`clinical_record_steps ${taken}`);
  t.assert.ok(taken < 120, `${taken} steps`);
  await t.then("the outputs print with two identifiers on A4", async () => {
    for (const [page, name] of [[`${path}/slip`, "slip"], [`${path}/proforma/consultation/1/letter`, "letter"]]) {
      await t.go(coordinator, page);
      const sheet = await t.print(coordinator, `whole-way-${name}`);
      t.assert.match(sheet.text, /WAYFAR, Nora/i, name);
      t.assert.match(sheet.text, /14-Jul-1950/, name);
    }
  });
  await t.check(coordinator, { patientData: true });
}

export async function the_surgical_way_meets_its_clocks(t) {
  const [coordinator, consultant, radiology] = [await t.staff("coordinator"), await t.staff("consultant"), await t.staff("radiology")];
  const path = await t.given("a referral that the coordinator has taken on", () => caseOf(t, coordinator, "Steelhand"));
  await t.when("it is scanned and reported", async () => {
    await scanned(t, coordinator, radiology, path);
    await reported(t, radiology, consultant, path, "confirmed");
  });
  await t.when("the meeting decides for surgery", () => met(t, coordinator, consultant, path, "SURG_HERE"));
  await t.when("the operation begins", async () => {
    await t.go(consultant, path);
    const form = consultant.locator('form[action$="/operation"]').last();
    const fold = consultant.locator("details").filter({ has: form }).last();
    if (await fold.count() && !(await fold.evaluate((one) => one.open))) await fold.locator("> summary").click();
    await form.getByRole("button", { name: "Record operation" }).click();
    await consultant.locator("dt", { hasText: "Operation" }).first().waitFor();
  });
  await t.then("the timeline tells it in order", async () => {
    await t.go(coordinator, `${path}/timeline?show=treatment`);
    const told = await coordinator.locator("main .timeline").innerText();
    for (const words of ["Outcome of the meeting", "Surgery here", "Operation"]) t.assert.match(told, new RegExp(words));
  });
}

export async function a_scan_without_compression_ends_the_case_as_infection(t) {
  const [coordinator, consultant, radiology] = [await t.staff("coordinator"), await t.staff("consultant"), await t.staff("radiology")];
  const path = await t.given("a referral with a first dose given", async () => {
    const path = await caseOf(t, coordinator, "Feverly");
    await dose(t, consultant, path);
    return path;
  });
  await t.when("the scan is reported without a level of disease", async () => {
    await scanned(t, coordinator, radiology, path);
    await reported(t, radiology, consultant, path, "excluded");
  });
  await t.when("the consultant closes it as infection", () => closed(t, consultant, path, "NOT_MALIG", "infection"));
  await t.then("no clock runs, and the audit has the cause", async () => {
    await t.go(coordinator, path);
    t.assert.equal(await coordinator.locator("[data-clock][data-runs]").count(), 0);
    t.assert.match(await coordinator.locator("main").innerText(), /Not malignant[\s\S]*infection/);
  });
}

export async function a_person_who_declines_is_excluded_from_the_clocks_with_the_reason(t) {
  const [coordinator, consultant] = [await t.staff("coordinator"), await t.staff("consultant")];
  const path = await t.given("a referral that the coordinator has taken on", () => caseOf(t, coordinator, "Nowish"));
  await t.when("the person declines", () => closed(t, consultant, path, "DECLINED", "Wants comfort at home."));
  await t.then("every clock that ran is excluded as a wish, not met and not breached", async () => {
    await t.go(coordinator, path);
    const states = await coordinator.locator("[data-clock]").evaluateAll((all) => all.map((one) => one.dataset.state));
    t.assert.ok(states.includes("excluded"), states.join());
    t.assert.equal(await coordinator.locator("[data-clock][data-runs]").count(), 0);
  });
}
