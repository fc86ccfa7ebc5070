// One person from referral to treatment: every step on the page where its people work, the board of
// the coordinator watching, and each clock stopped by the event that the rule book names.

import { EMERGENCY, choose, moveClock, openBoard, refer, rowOf } from "./steps/people.mjs";

const AT_ONCE = { timeout: 10_000 };

export async function a_person_with_weak_legs_from_referral_to_the_first_fraction(t) {
  const board = await t.staff("coordinator");
  const ward = await t.visitor({ viewport: "phone" });
  const consultant = await t.staff("consultant");
  await t.given("a coordinator's board that is live", () => openBoard(t, board));
  const link = await t.when("the ward refers someone whose legs are weak", () => refer(t, ward));
  const row = rowOf(board, EMERGENCY.family);
  const id = await t.then("the row is there, unacknowledged", async () => {
    await row.locator(".unacknowledged").waitFor(AT_ONCE);
    return row.getAttribute("data-case");
  });
  await t.then("the status page shows the second it arrived, and that nobody has read it", async () => {
    t.assert.match(await ward.locator("main").innerText(), /Received \d\d:\d\d:\d\d/);
    await ward.locator("[data-unread]").waitFor();
  });
  await t.check(ward, { patientData: true });
  await t.when("the coordinator acknowledges it on the row", async () => {
    await row.getByRole("button", { name: "Acknowledge" }).click();
    await row.locator(".unacknowledged").waitFor({ state: "detached", ...AT_ONCE });
    // Whoever is in the list is not disturbed, so the coordinator looks up from it.
    await board.mouse.move(0, 0);
    await board.keyboard.press("Escape");
  });
  await t.then("the ward reads who has it", async () => {
    await ward.reload();
    await ward.getByText(/Read by/).first().waitFor();
  });
  const desk = await t.tabBeside(board);
  await t.when("the coordinator gives an instruction on the case page", () =>
    instruct(t, desk, id, "Immobilise the spine until it has been judged stable."));
  await t.check(desk, { patientData: true });
  await t.when("the ward opens its private link", async () => {
    await ward.goto(new URL(link, ward.url()).href);
    await ward.locator('[data-instruction][data-state="sent"], [data-instruction][data-state="seen"]').first().waitFor();
  });
  await t.check(ward, { patientData: true });
  await t.picture(ward, "status-page-phone", { guide: true });
  await t.when("the ward says cannot, without a reason", () => answer(ward, "Cannot", {}));
  await t.then("it is refused, and asks for the reason", async () => {
    await ward.locator(".error-summary").waitFor();
  });
  const started = await t.when("the ward says it is done", async () => {
    await answer(ward, "Done", { name: "Sr P. Kaur", role: "Ward 9" });
    const at = performance.now();
    await ward.locator('[data-instruction][data-state="done"]').first().waitFor(AT_ONCE);
    return at;
  });
  await t.then("the board row shows it without being loaded again", async () => {
    await row.getByText("1 instruction not answered").waitFor({ state: "detached", ...AT_ONCE });
    t.note(`shown ${Math.round(performance.now() - started)} ms after the ward's press`);
  });
  await t.then("the clock of the scan runs", () =>
    row.locator('[data-clock="CLK-MRI24"][data-runs]').waitFor(AT_ONCE));
  await t.when("a scan is ordered and done", async () => {
    await record(t, desk, id, "imaging/order", { modality: "mri_whole_spine" });
    await record(t, desk, id, "imaging/acquired", { modality: "mri_whole_spine" });
  });
  await t.then("its clock has stopped, in time", () =>
    desk.locator('[data-clock="CLK-MRI24"][data-state="met"]').first().waitFor(AT_ONCE));
  await t.then("on the board row it runs no longer", () =>
    row.locator('[data-clock="CLK-MRI24"][data-runs]').waitFor({ state: "detached", ...AT_ONCE }));
  await t.when("the consultant reports the scan and decides", async () => {
    await record(t, consultant, id, "imaging/report", {
      compression: "yes", conclusion: "confirmed", summary: "Compression of the cord at T6.",
    });
    await record(t, consultant, id, "treatment", {
      outcome: "RT", rationale: "Radiosensitive, walks with one person.", owner: "Dr Obi",
    });
  });
  await t.when("the first dose and the first fraction are given", async () => {
    await record(t, consultant, id, "dexamethasone", {
      base_mg: "16", product: "dexamethasone tablets 2 mg", route: "oral", agreed_with: "Mr Rao",
    });
    await record(t, consultant, id, "fraction", {});
  });
  await t.then("the clock of treatment has stopped", async () => {
    const treatment = consultant.locator('[data-clock="CLK-RT24"]');
    await consultant.locator('[data-clock="CLK-RT24"][data-state="met"]').first().waitFor(AT_ONCE);
    const states = await treatment.evaluateAll((all) => all.map((clock) => clock.dataset.state));
    t.assert.deepEqual(states.filter((state) => state !== "met"), []);
  });
  await t.picture(consultant, "case-page", { guide: true, height: 560 });
  await t.when("the consultant closes the case", () =>
    record(t, consultant, id, "close", { outcome: "RT" }));
  await t.then("the row leaves the board, and the list of closed cases has it", async () => {
    await row.waitFor({ state: "detached", ...AT_ONCE });
    await t.go(desk, "/board?closed=yes");
    await desk.getByText(EMERGENCY.family.toUpperCase()).first().waitFor();
  });
}

export async function the_same_person_without_any_script(t) {
  const none = { javaScript: false };
  const coordinator = await t.staff("coordinator", none);
  const consultant = await t.staff("consultant", none);
  const ward = await t.visitor({ ...none, viewport: "phone" });
  const link = await t.when("the ward refers someone whose legs are weak", () => refer(t, ward));
  const id = await t.then("the board has the row and brings itself up to date", async () => {
    await t.go(coordinator, "/board");
    t.assert.match(await coordinator.content(), /http-equiv="refresh" content="30"/);
    return rowOf(coordinator, EMERGENCY.family).getAttribute("data-case");
  });
  await t.when("the coordinator acknowledges it", async () => {
    await rowOf(coordinator, EMERGENCY.family).getByRole("button", { name: "Acknowledge" }).click();
    await coordinator.waitForURL(/\/board/);
    t.assert.equal(await rowOf(coordinator, EMERGENCY.family).locator(".unacknowledged").count(), 0);
  });
  await t.when("an instruction is given and the ward answers it", async () => {
    await instruct(t, coordinator, id, "Immobilise the spine until it has been judged stable.");
    await ward.goto(new URL(link, ward.url()).href);
    await answer(ward, "Done", { name: "Sr P. Kaur", role: "Ward 9" });
    await ward.locator('[data-instruction][data-state="done"]').first().waitFor();
  });
  await t.when("the neuro is recorded, the scan done and reported, the treatment decided and begun", async () => {
    await record(t, coordinator, id, "neuro", { walking: "with_one", legs: "abnormal", saddle: "normal" });
    await record(t, coordinator, id, "imaging/acquired", { modality: "mri_whole_spine" });
    await record(t, consultant, id, "imaging/report", {
      compression: "yes", conclusion: "confirmed", summary: "Compression of the cord at T6.",
    });
    await record(t, consultant, id, "treatment", {
      outcome: "RT", rationale: "Radiosensitive, walks with one person.", owner: "Dr Obi",
    });
    await record(t, consultant, id, "dexamethasone", {
      base_mg: "16", product: "dexamethasone tablets 2 mg", route: "oral", agreed_with: "Mr Rao",
    });
    await record(t, consultant, id, "fraction", {});
    await record(t, consultant, id, "close", { outcome: "RT" });
  });
  await t.then("the case is closed and its row gone", async () => {
    await t.go(coordinator, "/board");
    t.assert.equal(await rowOf(coordinator, EMERGENCY.family).count(), 0);
  });
}

export async function somebody_who_got_worse_must_be_acknowledged_again(t) {
  const board = await t.staff("coordinator");
  const ward = await t.visitor({ viewport: "phone" });
  await t.given("a person who walks unaided, acknowledged", async () => {
    await openBoard(t, board);
    await refer(t, ward, { ...EMERGENCY, neurology: "no", walking: "unaided" });
    await rowOf(board, EMERGENCY.family).getByRole("button", { name: "Acknowledge" }).click();
    await rowOf(board, EMERGENCY.family).locator(".unacknowledged").waitFor({ state: "detached" });
    t.note(`urgency: ${await rowOf(board, EMERGENCY.family).getAttribute("data-tier")}`);
  });
  await t.when("the ward says the person can no longer walk", async () => {
    await ward.getByRole("link", { name: "Patient got worse" }).click();
    await t.check(ward, { patientData: true });
    await choose(ward.locator('[name="walking"][value="unable"]'));
    await choose(ward.locator('[name="legs"][value="abnormal"]'));
    await ward.getByLabel("Your name").fill("Sr P. Kaur");
    await ward.getByLabel("Your role and ward").fill("Ward 9");
    await ward.getByRole("button", { name: "Send what I found" }).click();
    await ward.waitForURL((url) => !url.pathname.endsWith("/worse"));
  });
  await t.then("the board says emergency and not acknowledged, and the ladder climbs again", async () => {
    const row = rowOf(board, EMERGENCY.family);
    await board.mouse.move(0, 0);
    await row.locator(".unacknowledged").waitFor({ timeout: 25_000 });
    t.assert.equal(await row.getAttribute("data-tier"), "E1");
    await row.getByText(/Ladder:/).waitFor();
  });
}

export async function a_correction_strikes_through_and_never_deletes(t) {
  const page = await t.staff("coordinator");
  await t.given("an examination that was written for the wrong person", async () => {
    await t.go(page, "/board");
    const id = await page.locator("tr[data-case]").first().getAttribute("data-case");
    await record(t, page, id, "neuro", { walking: "with_one", legs: "abnormal" });
    await t.go(page, `/cases/${id}/timeline`);
  });
  await t.check(page, { patientData: true });
  await t.when("the coordinator corrects it", async () => {
    const entry = page.locator("main li").filter({ hasText: "walks with one person" }).first();
    await entry.getByRole("link", { name: /^Correct/ }).click();
    await t.check(page, { patientData: true });
    await page.getByLabel("What was wrong").fill("Wrong patient read out.");
    await page.getByRole("button", { name: "Correct entry" }).click();
  });
  await t.then("the first words are still there, struck through, with who, when and why", async () => {
    await page.locator("del").first().waitFor();
    t.assert.match(await page.locator("del").first().innerText(), /walks with/);
    t.assert.match(await page.locator("main").innerText(), /Wrong patient read out/);
  });
  await t.picture(page, "correction");
}

export async function the_ladder_climbs_when_nobody_acknowledges(t) {
  const board = await t.staff("coordinator");
  const ward = await t.visitor();
  await t.given("an emergency that has just arrived", async () => {
    await openBoard(t, board);
    await refer(t, ward);
    await rowOf(board, EMERGENCY.family).locator(".unacknowledged").waitFor();
  });
  const row = rowOf(board, EMERGENCY.family);
  for (const [minutes, rung] of [[6, "registrar"], [5, "consultant"], [5, "switchboard"]]) {
    await t.when(`${minutes} minutes more pass`, () => moveClock(t, board, minutes));
    await t.then(`the ${rung} has been called, and the board and the ward see it`, async () => {
      await row.getByText(new RegExp(`${rung}[^·]* paged \\d\\d:\\d\\d`)).waitFor({ timeout: 5_000 });
      await ward.reload();
      await ward.locator("[data-unread] li").filter({ hasText: rung }).waitFor();
    });
  }
  await t.when("the coordinator acknowledges at last", async () => {
    await row.getByRole("button", { name: "Acknowledge" }).click();
    await row.getByText(/Ladder:/).waitFor({ state: "detached" });
  });
  await t.then("no further rung is called", async () => {
    await moveClock(t, board, 60);
    await ward.reload();
    t.assert.equal(await ward.locator("[data-unread]").count(), 0);
  });
}

async function instruct(t, page, id, text) {
  await record(t, page, id, "instruction", { about: "other", text });
}

// Fills and sends one of the forms of the case page, found by where it sends to. A number for a
// choice takes the nth that is offered.
async function record(t, page, id, path, answers) {
  await t.go(page, path === "neuro" ? `/cases/${id}/neuro` : `/cases/${id}`);
  const form = page.locator(`form[action="/cases/${id}/${path}"]`).filter({ has: page.locator("button.button") }).last();
  const folded = form.locator("xpath=ancestor::details[not(@open)]");
  if (await folded.count()) await folded.first().locator("> summary").click();
  for (const [name, value] of Object.entries(answers)) {
    const field = form.locator(`[name="${name}"]`).first();
    const tag = await field.evaluate((element) => element.type);
    if (tag === "radio") await choose(form.locator(`[name="${name}"][value="${value}"]`));
    else if (tag === "select-one" && typeof value === "number") await field.selectOption({ index: value });
    else if (tag === "select-one") await field.selectOption(value);
    else await field.fill(value);
  }
  await Promise.all([page.waitForEvent("domcontentloaded"), form.locator("button.button").click()]);
  const faults = await page.locator(".error-summary").allInnerTexts();
  t.assert.deepEqual(faults, [], `${path} was refused`);
}

// Answers the first open instruction on the ward's page.
async function answer(page, word, { name, role }) {
  const form = page.locator('form:has(button[name="answer"])').first();
  if (name) await form.getByLabel("Your name").fill(name);
  if (role) await form.getByLabel("Your role and ward").fill(role);
  await form.getByRole("button", { name: new RegExp(`^${word}`) }).first().click();
}
