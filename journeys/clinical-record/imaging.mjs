// The scan from the request to the result that somebody heard: asked for with its safety list,
// vetted and done from radiology's list, its images on the way, its report level by level.

import { isA4 } from "../kit/print.mjs";
import { choose, moveClock, openBoard, refer, rowOf, EMERGENCY } from "../living-line/steps/people.mjs";

async function caseOf(t, page, answers = EMERGENCY) {
  const sender = await t.visitor({ javaScript: false });
  await refer(t, sender, answers);
  await openBoard(t, page);
  return `/cases/${await rowOf(page, answers.family).getAttribute("data-case")}`;
}

// Asks for an MRI as a person with a mouse does.
async function ask(t, page, path, { hazards = "no", modality = "mri_whole_spine" } = {}) {
  await t.go(page, `${path}/imaging/request`);
  await choose(page.locator(`input[name="modality"][value="${modality}"]`));
  for (const hazard of ["pacemaker", "neurostimulator", "cochlear_implant", "brain_clip", "eye_metal", "pregnancy", "claustrophobia"]) {
    await choose(page.locator(`input[name="${hazard}"][value="${hazards}"]`));
  }
  await page.locator('[name="flat_min"]').fill("45");
  await page.locator('[name="weight_kg"]').fill("70");
  await page.getByRole("button", { name: "Send request to radiology" }).click();
  await page.waitForURL(/\/imaging$/);
}

const onList = (page, path) => page.locator(`[data-scan][data-case="${path.split("/").pop()}"]`);
const tap = (list, name) => list.getByRole("button", { name }).first().click();

// T6 as in the specification; everything that SINS asks of the images, without the pain.
async function writeT6(page, escc = "2") {
  const row = page.locator('[data-level="T6"]');
  if (!(await row.evaluate((details) => details.open))) await row.locator("> summary").click();
  for (const [part, value] of [["metastasis", "definite"], ["escc", escc], ["side", "left"],
    ["posterior", "bilateral"], ["alignment", "normal"], ["lesion", "lytic"]]) {
    await page.locator(`[name="T6_${part}"]`).selectOption(value);
  }
  await page.locator('[name="T6_collapse_percent"]').fill("40");
}

async function seen(page) {
  await page.locator('[name="seen_from"]').selectOption("C1");
  await page.locator('[name="seen_to"]').selectOption("S5");
}

export async function a_scan_is_asked_for_vetted_and_done_from_the_list_of_radiology(t) {
  const coordinator = await t.staff("coordinator");
  const radiology = await t.staff("radiology");
  const path = await t.given("a case", () => caseOf(t, coordinator));
  await t.then("the request knows the case, and its page keeps the checks of every screen", async () => {
    await t.go(coordinator, `${path}/imaging/request`);
    const why = await coordinator.locator('[name="indication"]').inputValue();
    t.assert.match(why, /Answered yes/);
    await t.check(coordinator, { patientData: true });
    await t.picture(coordinator, "scan-request", { guide: true });
  });
  await t.when("it is sent while radiology looks at the list", async () => {
    await t.go(radiology, "/radiology");
    await ask(t, coordinator, path);
  });
  await t.then("it appears there by itself", async () => {
    await onList(radiology, path).waitFor();
    await t.check(radiology, { patientData: true });
    await t.picture(radiology, "radiology", { guide: true });
  });
  await t.when("radiology accepts it, puts the person on the table and is done", async () => {
    for (const [button, stage] of [["Accept", "accepted"], ["On table", "on-table"], ["Done", "done"]]) {
      await tap(onList(radiology, path), button);
      await radiology.locator(`[data-case="${path.split("/").pop()}"][data-stage="${stage}"]`).waitFor();
    }
  });
  await t.then("the clock of the scan is met", async () => {
    await t.go(coordinator, path);
    await coordinator.locator('[data-clock="CLK-MRI24"][data-state="met"]').waitFor();
  });
}

export async function a_3_10_8_an_unsafe_mri_becomes_a_ct_with_the_same_due_time(t) {
  const coordinator = await t.staff("coordinator");
  const radiology = await t.staff("radiology");
  const path = await t.given("a case with an MRI asked for", async () => {
    const made = await caseOf(t, coordinator);
    await ask(t, coordinator, made, { hazards: "unknown" });
    return made;
  });
  await t.then("what is not known is a telephone call to radiology", async () => {
    await t.go(coordinator, path);
    await coordinator.getByText("Phone radiology about MRI safety").first().waitFor();
  });
  const due = () => radiology.locator('[data-scan] [data-clock="CLK-MRI24"]').first().getAttribute("data-due");
  await t.go(radiology, `${path}/imaging`);
  const before = await due();
  await t.when("radiology says that MRI is not safe", async () => {
    await radiology.getByLabel("Words").first().fill("Pacemaker, not for MRI.");
    await tap(radiology, "MRI not safe: CT instead");
    await radiology.getByRole("heading", { name: "CT whole spine" }).waitFor();
  });
  await t.then("the CT has the very same due time", async () => t.assert.equal(await due(), before));
}

export async function an_xray_for_spread_is_warned_and_needs_a_reason_also_without_script(t) {
  const coordinator = await t.staff("coordinator");
  const path = await t.given("a case", () => caseOf(t, coordinator));
  const plain = await t.staff("coordinator", { javaScript: false, viewport: "phone" });
  await t.when("an X-ray is asked for to find spread, without a reason", async () => {
    await t.go(plain, `${path}/imaging/request`);
    await choose(plain.locator('input[name="modality"][value="plain_xray"]'));
    await choose(plain.locator('input[name="xray_for_spread"][value="yes"]'));
    await plain.getByRole("button", { name: "Send request to radiology" }).click();
  });
  await t.then("it is refused at the field, and goes on with a reason", async () => {
    await plain.locator('[data-error-summary] a[href="#f-xray_because"]').waitFor();
    await plain.locator('[name="xray_because"]').fill("No scanner before Thursday.");
    await plain.getByRole("button", { name: "Send request to radiology" }).click();
    await plain.getByRole("heading", { name: "plain X-ray" }).waitFor();
  });
}

export async function a_3_10_7_images_that_are_not_viewable_in_half_an_hour_raise_the_alarm(t) {
  const coordinator = await t.staff("coordinator");
  const path = await t.given("a case whose images were sent", async () => {
    const made = await caseOf(t, coordinator);
    await ask(t, coordinator, made);
    await tap(coordinator, "Images sent");
    await coordinator.locator("[data-transfer]", { hasText: "sent" }).waitFor();
    return made;
  });
  await t.when("half an hour passes", () => moveClock(t, coordinator, 31));
  await t.then("somebody was told", async () => {
    const again = await t.staff("coordinator");
    await t.go(again, `${path}/timeline?show=urgency`);
    await again.getByText("Images (CLK-IMGX) breached").first().waitFor();
  });
}

export async function a_3_10_1_2_4_a_report_is_signed_and_its_result_heard(t) {
  const coordinator = await t.staff("coordinator");
  const radiology = await t.staff("radiology");
  const path = await t.given("a case that was scanned", async () => {
    const made = await caseOf(t, coordinator);
    await ask(t, coordinator, made);
    await t.go(radiology, `${made}/imaging`);
    await tap(radiology, "Done");
    await radiology.locator('[data-stage="done"]').waitFor();
    return made;
  });
  await t.when("a level is opened and graded by keyboard", async () => {
    await t.go(radiology, `${path}/spine`);
    await radiology.locator('[data-level="T5"] > summary').focus();
    await radiology.keyboard.press("ArrowDown");
    await radiology.keyboard.press("Enter");
    await radiology.locator('[name="T6_escc"]').focus();
    await radiology.keyboard.press("4");
    t.assert.equal(await radiology.locator('[name="T6_escc"]').inputValue(), "2");
    await writeT6(radiology);
  });
  await t.then("A-3.10-2: SINS names what is missing and gives no number", async () => {
    const rail = radiology.locator("[data-rail]");
    await rail.getByText("SINS incomplete at T6 (pain)").waitFor();
    t.assert.doesNotMatch(await rail.innerText(), /of 18/);
  });
  await t.when("the pain is told", () => radiology.locator('[name="T6_pain"]').selectOption("mechanical"));
  await t.then("it is the score of the command line", async () => {
    await radiology.locator("[data-rail]").getByText("Highest SINS 11 of 18: potentially unstable at T6").waitFor();
    await t.check(radiology, { patientData: true });
    await t.picture(radiology, "spine-report", { guide: true });
  });
  await t.then("A-3.10-1: without the levels seen it is not signed, and nothing typed is lost", async () => {
    await radiology.getByRole("button", { name: "Sign and alert" }).click();
    await radiology.locator('[data-error-summary] a[href="#f-seen_from"]').waitFor();
    t.assert.equal(await radiology.locator('[name="T6_collapse_percent"]').inputValue(), "40");
  });
  await t.when("A-3.10-4: it is signed with ESCC 2", async () => {
    await seen(radiology);
    await radiology.locator('[name="alert"]').selectOption("Mr S. Rao");
    await radiology.getByRole("button", { name: "Sign and alert" }).click();
    await radiology.waitForURL(/\/imaging$/);
  });
  await t.then("a named person is told and a time runs", async () => {
    await radiology.locator("[data-critical][data-due]").getByText("Mr S. Rao").waitFor();
    await t.check(radiology, { patientData: true });
    await t.picture(radiology, "imaging", { guide: true });
    const dark = await t.staff("radiology", { scheme: "dark" });
    await t.go(dark, `${path}/imaging`);
    await t.picture(dark, "imaging-dark", { guide: true });
    const phone = await t.staff("radiology", { viewport: "phone" });
    await t.go(phone, `${path}/imaging`);
    await t.picture(phone, "imaging-phone", { guide: true });
  });
  await t.when("nobody acknowledges it", () => moveClock(t, coordinator, 16));
  await t.then("the next rung is called, and the consultant acknowledges it from the case", async () => {
    const consultant = await t.staff("consultant");
    await t.go(consultant, `${path}/timeline?show=urgency`);
    await consultant.getByText("critical result not acknowledged: coordinator called").first().waitFor();
    await t.go(consultant, path);
    await consultant.getByRole("button", { name: "Acknowledge result" }).click();
    await consultant.getByText("acknowledged by Mr S. Rao").waitFor();
  });
  await t.then("the slip carries the same strip, on A4 with two identifiers", async () => {
    const ward = await t.staff("coordinator");
    await t.go(ward, `${path}/slip`);
    const slip = await t.print(ward, "imaging-slip");
    t.assert.ok(isA4(slip) && slip.count === 1, `${slip.count} pages`);
    for (const words of ["QUILL", "14-Jul-1950", "ESCC 2", "SINS 11 of 18"]) t.assert.ok(slip.text.includes(words), words);
  });
}

export async function a_report_is_written_and_signed_without_script(t) {
  const coordinator = await t.staff("coordinator");
  const path = await t.given("a case", () => caseOf(t, coordinator));
  const plain = await t.staff("radiology", { javaScript: false });
  await t.when("it is filled in by plain forms", async () => {
    await t.go(plain, `${path}/spine`);
    await writeT6(plain, "1b");
    await seen(plain);
    await choose(plain.locator('input[name="compression"][value="no"]'));
    await plain.getByRole("button", { name: "Sign and alert" }).click();
  });
  await t.then("it is signed, and nobody is alerted", async () => {
    await plain.locator('[data-report="1"]').getByText("T6 ESCC 1b").waitFor();
    t.assert.equal(await plain.locator("[data-critical]").count(), 0);
  });
}

export async function bloods_are_entered_by_hand_and_said_in_words(t) {
  const coordinator = await t.staff("coordinator");
  const path = await t.given("a case", () => caseOf(t, coordinator));
  await t.when("a calcium is typed without its point", async () => {
    t.willLog(coordinator, /422/);
    await t.go(coordinator, `${path}/proforma/bloods`);
    await coordinator.locator('[name="calcium"]').fill("29");
    await coordinator.getByRole("button", { name: "Save bloods" }).click();
  });
  await t.then("it is refused at its field", async () => {
    await coordinator.locator('[data-error-summary] a[href="#f-calcium"]').waitFor();
  });
  await t.when("it is put right", async () => {
    await coordinator.locator('[name="calcium"]').fill("2.9");
    await coordinator.getByRole("button", { name: "Save bloods" }).click();
    await coordinator.locator("[data-error-summary]").waitFor({ state: "detached" });
    await t.go(coordinator, `${path}/bloods`);
  });
  await t.then("it is out of range in words, and the score says what it lacks", async () => {
    await coordinator.getByText("high: above 2.6").waitFor();
    await coordinator.getByText("incomplete: CRP, LDH, albumin, platelets, bilirubin").waitFor();
    await t.check(coordinator, { patientData: true });
    await t.picture(coordinator, "bloods", { guide: true });
  });
}
