// Neurology over time: the one-minute examination on a phone, the full worksheet by keyboard, by
// mouse and without script, what it means while it is typed, and its one printed page.

import { readFileSync } from "node:fs";
import { isA4 } from "../kit/print.mjs";
import { choose, openBoard, refer, rowOf, EMERGENCY } from "../living-line/steps/people.mjs";
import { LEVELS, MUSCLES, cell, fillDown, typeColumn, typed, worksheetOf } from "./steps/worksheet.mjs";

const VECTORS = new URL("../../isncsci/tests/data/isncsci_peer_generated.jsonl", import.meta.url);

async function caseOf(t, page, answers = EMERGENCY) {
  const sender = await t.visitor({ javaScript: false });
  await refer(t, sender, answers);
  await openBoard(t, page);
  const id = await rowOf(page, answers.family).getAttribute("data-case");
  return `/cases/${id}`;
}

const answersShown = (page) =>
  page.locator("[data-rail] [data-answers]").evaluateAll((cells) =>
    Object.fromEntries(cells.map((each) => [each.dataset.output, each.dataset.answers.replaceAll("*", "")])));

// A-3.9-1: one worksheet of each kind, typed cell by cell.
export async function a_3_9_1_a_worksheet_typed_by_keyboard_gives_the_answers_of_its_vector(t) {
  const consultant = await t.staff("consultant");
  const path = await t.given("a case", () => caseOf(t, consultant));
  const kinds = new Map();
  for (const line of readFileSync(VECTORS, "utf8").trim().split("\n")) {
    const vector = JSON.parse(line);
    if (!kinds.has(vector.group)) kinds.set(vector.group, vector);
  }
  for (const [kind, vector] of kinds) {
    await t.when(`the worksheet "${kind}" is typed`, async () => {
      await worksheetOf(t, consultant, path);
      await typed(consultant, vector);
    });
    await t.then("levels, grade and zones are those of the vector", async () => {
      const { zpp, ...levels } = vector.expected;
      const wanted = { ...levels, "zpp.sensoryRight": zpp.sensoryRight, "zpp.sensoryLeft": zpp.sensoryLeft,
        "zpp.motorRight": zpp.motorRight, "zpp.motorLeft": zpp.motorLeft };
      delete wanted.totals;
      const key = { injuryComplete: "injuryComplete" };
      await consultant.locator('[data-missing="0"]').waitFor();
      // The panel follows a moment after the last key.
      await consultant.waitForFunction((all) => Object.entries(all).every(([name, text]) =>
        document.querySelector(`[data-rail] [data-output="${name}"]`)?.dataset.answers.replaceAll("*", "") === text),
      Object.fromEntries(Object.entries(wanted).map(([name, text]) => [key[name] ?? name, text.replaceAll("*", "")])))
        .catch(async () => t.assert.deepEqual(await answersShown(consultant), wanted, vector.id));
      for (const [sum, text] of [["upper", vector.expected.totals.uems], ["lower", vector.expected.totals.lems],
        ["right.light_touch", vector.expected.totals.right.lt], ["left.pin_prick", vector.expected.totals.left.pp]]) {
        const shown = await consultant.locator(`[data-rail] [data-sum="${sum}"]`).innerText();
        t.assert.equal(shown.split(/\s/)[0], text, `${vector.id} ${sum}`);
      }
    });
    await consultant.getByRole("button", { name: "Discard draft" }).or(consultant.locator("h2").first()).first().waitFor();
  }
}

// A-3.9-3: weakness of both legs and a sensory level at T5, filled down to T5 after testing, then
// every cell below typed one by one.
export async function a_3_9_3_a_typical_worksheet_takes_at_most_150_key_presses(t) {
  const consultant = await t.staff("consultant");
  const path = await t.given("a case and an empty worksheet", async () => {
    const path = await caseOf(t, consultant);
    await worksheetOf(t, consultant, path);
    return path;
  });
  await consultant.evaluate(() => {
    window.keysPressed = 0;
    document.addEventListener("keydown", () => { window.keysPressed += 1; }, true);
  });
  const keys = consultant.keyboard;
  await t.when("it is filled in without a mouse", async () => {
    await cell(consultant, "right_lightTouch_C2").focus();
    await fillDown(consultant, "T5");
    t.assert.equal(await consultant.evaluate(() => document.activeElement.name), "right_lightTouch_T6");
    const below = LEVELS.slice(LEVELS.indexOf("T6"));
    for (const code of ["1", "0"]) await typeColumn(consultant, below.map(() => code));
    await typeColumn(consultant, ["3", "3", "2", "2", "4"]);
    for (const code of ["1", "0"]) await typeColumn(consultant, below.map(() => code));
    await typeColumn(consultant, ["2", "3", "3", "1", "4"]);
    await keys.press("Tab");
    await keys.press("Y");
    await keys.press("Tab");
    await keys.press("N");
  });
  const presses = await consultant.evaluate(() => window.keysPressed);
  await t.then("every cell is entered", async () => {
    await consultant.locator('[data-missing="0"]').waitFor();
    t.assert.equal(await consultant.locator('[data-rail] [data-output="nli"]').getAttribute("data-answers"), "T5");
    t.assert.equal(await consultant.locator('[data-rail] [data-output="ais"]').getAttribute("data-answers"), "D");
  });
  t.note(`isncsci_keystrokes ${presses}`);
  t.assert.ok(presses <= 150, `${presses} key presses`);
  await t.picture(consultant, "worksheet", { guide: true });
  await t.when("it is recorded", async () => {
    await consultant.getByRole("button", { name: "Record worksheet" }).click();
    await consultant.waitForURL(/isncsci\/\d+$/);
  });
  await t.then("A-3.9-9: timeline and log say that cells were filled", async () => {
    await t.picture(consultant, "worksheet-recorded");
    await t.go(consultant, `${path}/timeline`);
    t.assert.match(await consultant.locator("main").innerText(), /FILLED as normal down to T5, both sides, after "I tested these"/);
    await t.go(consultant, `${path}/log`);
    t.assert.match(await consultant.locator("main").innerText(), /RecordIsncsci with 1 fill/);
  });
}

export async function the_grid_is_one_stop_of_tab_and_obeys_its_keys(t) {
  const consultant = await t.staff("consultant");
  const path = await t.given("an empty worksheet", async () => {
    const path = await caseOf(t, consultant);
    await worksheetOf(t, consultant, path);
    return path;
  });
  const keys = consultant.keyboard;
  const focused = () => consultant.evaluate(() => document.activeElement.name);
  const status = () => consultant.locator("[data-worksheet-status]").innerText();
  await t.then("A-3.9-2: one cell takes Tab, and arrows move it", async () => {
    const stops = () => consultant.locator('[data-worksheet] [tabindex="0"]').count();
    t.assert.equal(await stops(), 1);
    await cell(consultant, "right_lightTouch_T6").focus();
    await keys.press("ArrowDown");
    t.assert.equal(await focused(), "right_lightTouch_T7");
    await keys.press("ArrowRight");
    await keys.press("ArrowRight");
    t.assert.equal(await focused(), "left_lightTouch_T7");
    t.assert.equal(await stops(), 1);
  });
  await t.then("A-3.9-4: where the next cell lies is a choice", async () => {
    for (const [way, next] of [["down", "right_lightTouch_T7"], ["across", "right_pinPrick_T6"], ["sides", "left_lightTouch_T6"]]) {
      await choose(consultant.locator(`input[name="advance"][value="${way}"]`));
      await cell(consultant, "right_lightTouch_T6").focus();
      await keys.press("2");
      t.assert.equal(await focused(), next, way);
    }
    await choose(consultant.locator('input[name="advance"][value="down"]'));
  });
  await t.then("what is no score is said in words, and nothing is entered", async () => {
    await cell(consultant, "right_motor_L2").focus();
    await keys.press("+");
    t.assert.match(await status(), /No 4\+ or 4- here/);
    await cell(consultant, "right_lightTouch_T8").focus();
    await keys.press("3");
    t.assert.match(await status(), /3 is no score for right light touch T8/);
    t.assert.equal(await cell(consultant, "right_lightTouch_T8").inputValue(), "");
  });
  await t.then("a range is filled, copied from the other side, tagged and undone", async () => {
    await cell(consultant, "right_pinPrick_T6").focus();
    for (let n = 0; n < 4; n += 1) await keys.press("Shift+ArrowDown");
    await keys.press("1");
    t.assert.equal(await cell(consultant, "right_pinPrick_T10").inputValue(), "1");
    await cell(consultant, "left_pinPrick_T10").focus();
    await keys.press("=");
    t.assert.equal(await cell(consultant, "left_pinPrick_T10").inputValue(), "1");
    await cell(consultant, "left_motor_L2").focus();
    await keys.press("3");
    await keys.press("*");
    t.assert.equal(await cell(consultant, "left_motor_L2").inputValue(), "3*");
    await consultant.getByLabel("left motor L2").last().waitFor();
    t.assert.ok(await consultant.locator('input[name="why_left_motor_L2"]').isVisible());
    await keys.press("Control+z");
    await keys.press("Control+z");
    t.assert.equal(await cell(consultant, "left_motor_L2").inputValue(), "");
  });
  await t.then("A-3.9-5: one cell not testable shows ND and leads back to the cell", async () => {
    await cell(consultant, "right_motor_L3").focus();
    await keys.press("n");
    t.assert.equal(await cell(consultant, "right_motor_L3").inputValue(), "NT");
    const sum = consultant.locator('[data-rail] [data-sum="right.lower"]');
    await sum.getByRole("link", { name: /L3|L2/ }).waitFor();
    t.assert.match(await sum.innerText(), /^ND/);
  });
  await t.then("the figure leads to the cell, and marks it when it is set to mark", async () => {
    await consultant.locator('[data-rail] [data-strip="f-left_lightTouch_T10"] path').first().click();
    t.assert.equal(await focused(), "left_lightTouch_T10");
    await choose(consultant.locator('input[name="picture"][value="pinPrick"]'));
    await consultant.locator('[data-rail] [data-strip="f-left_pinPrick_T11"] path').first().click();
    t.assert.equal(await cell(consultant, "left_pinPrick_T11").inputValue(), "2");
  });
  await t.then("A-5.5-1: closing the browser loses nothing", async () => {
    await consultant.locator("[data-draft-status]").filter({ hasText: "Draft saved" }).waitFor();
    const again = await t.tabBeside(consultant);
    await t.go(again, `${path}/isncsci`);
    t.assert.equal(await cell(again, "right_motor_L3").inputValue(), "NT");
    await again.getByRole("button", { name: "Discard draft" }).waitFor();
  });
  await t.check(consultant, { patientData: true });
}

// A-3.9-6 and A-2-9.
export async function a_3_9_6_without_script_134_labelled_fields_are_sent_and_scored(t) {
  const consultant = await t.staff("consultant", { javaScript: false });
  const path = await t.given("an empty worksheet without script", async () => {
    const sender = await t.visitor({ javaScript: false });
    await refer(t, sender);
    await t.go(consultant, "/board");
    const path = `/cases/${await rowOf(consultant, EMERGENCY.family).getAttribute("data-case")}`;
    await t.go(consultant, `${path}/isncsci`);
    return path;
  });
  await t.then("every one of the 134 has a label", async () => {
    const labelled = await consultant.locator('[data-worksheet] input[aria-label], select[name="vac"], select[name="dap"]').count();
    t.assert.equal(labelled, 134);
  });
  await t.when("it is filled down to S4-5 on the server, and one muscle changed", async () => {
    await consultant.locator("[data-fill] summary").click();
    await consultant.getByLabel("Normal down to").selectOption("S4_5");
    await consultant.locator('label[for="f-fill_tested"]').click();
    await consultant.getByRole("button", { name: "Fill as normal" }).click();
    await consultant.getByLabel("right motor L2").fill("3");
    await consultant.getByLabel("Voluntary anal contraction (VAC)").selectOption("Yes");
    await consultant.getByLabel("Deep anal pressure (DAP)").selectOption("Yes");
    await consultant.getByRole("button", { name: "Score what is entered" }).click();
  });
  await t.then("it is scored", async () => {
    t.assert.equal(await consultant.locator('[data-output="nli"]').getAttribute("data-answers"), "L2");
    t.assert.equal(await consultant.locator('[data-output="ais"]').getAttribute("data-answers"), "D");
  });
  await t.when("a finer grade is sent", async () => {
    await consultant.getByLabel("right motor L2").fill("4+");
    await consultant.getByRole("button", { name: "Record worksheet" }).click();
  });
  await t.then("it is refused in words, beside the cell, and stays as typed", async () => {
    t.assert.equal(consultant.cordline.document.status(), 422);
    t.assert.match(await consultant.locator("[data-error-summary]").innerText(), /counts whole grades only/);
    t.assert.equal(await consultant.getByLabel("right motor L2").inputValue(), "4+");
  });
  await t.when("it is put right and recorded", async () => {
    await consultant.getByLabel("right motor L2").fill("4");
    await consultant.getByRole("button", { name: "Record worksheet" }).click();
  });
  await t.then("the recorded worksheet is there, listed under Neuro", async () => {
    t.assert.match(new URL(consultant.url()).pathname, /isncsci\/\d+$/);
    await t.go(consultant, `${path}/neuro`);
    t.assert.equal(await consultant.locator("[data-worksheet-entry]").count(), 1);
  });
}

export async function a_3_9_8_the_worksheet_prints_on_one_page_with_two_identifiers(t) {
  const consultant = await t.staff("consultant");
  const path = await t.given("two worksheets, the second one worse", async () => {
    const path = await caseOf(t, consultant);
    for (const power of ["4", "2"]) {
      await worksheetOf(t, consultant, path);
      await cell(consultant, "right_lightTouch_C2").focus();
      await fillDown(consultant, "S4_5");
      for (const name of ["right_motor_L2", "left_motor_L2", "right_motor_L3"]) {
        await cell(consultant, name).focus();
        await consultant.keyboard.press(power);
      }
      for (const name of ["vac", "dap"]) await consultant.locator(`[name="${name}"]`).selectOption("Yes");
      await consultant.getByLabel("Plantar response, right").selectOption("up");
      await consultant.getByLabel("Remarks (optional)").fill("Tested lying flat, log-rolled");
      await consultant.getByRole("button", { name: "Record worksheet" }).click();
      await consultant.waitForURL(/isncsci\/\d+$/);
    }
    return path;
  });
  await t.then("what changed stands beside the cells and in words", async () => {
    t.assert.equal(await consultant.locator(".delta").count(), 3);
    await consultant.locator("summary").filter({ hasText: /Compared with .*: 3 changed, 3 lower/ }).waitFor();
    t.assert.match(await consultant.locator("main").innerText(), /Worse than before/);
  });
  await t.then("it prints on one A4 page", async () => {
    const sheet = await t.print(consultant, "worksheet");
    t.assert.equal(sheet.count, 1);
    t.assert.ok(isA4(sheet) && !sheet.landscape);
    for (const words of [/QUILL, Nora/, /14-Jul-1950/, /ISNCSCI/, /Plantar response/, /log-rolled/, /1\/1/, /ASIA/]) {
      t.assert.match(sheet.text, words);
    }
    t.assert.doesNotMatch(sheet.text, /Print worksheet|Summary Timeline/);
  });
  await t.check(consultant, { patientData: true });
  await t.picture(consultant, "worksheet-kept", { guide: true });
  const dark = await t.staff("consultant", { scheme: "dark" });
  await t.go(dark, `${path}/isncsci`);
  await t.picture(dark, "worksheet-dark", { guide: true });
  const phone = await t.staff("consultant", { viewport: "phone" });
  await t.go(phone, `${path}/isncsci`);
  await t.picture(phone, "worksheet-phone", { guide: true });
}

// A-3.9-7: the walking line on a phone.
export async function a_3_9_7_worse_walking_on_a_phone_asks_the_rules_and_a_person_again(t) {
  const nurse = await t.staff("coordinator", { viewport: "phone" });
  const path = await t.given("a case that somebody took on, with one examination", async () => {
    const sender = await t.visitor({ javaScript: false });
    await refer(t, sender);
    await t.go(nurse, "/board");
    const id = await nurse.locator("[data-case]").filter({ hasText: "QUILL" }).getAttribute("data-case");
    await t.go(nurse, `/cases/${id}`);
    await nurse.getByRole("button", { name: "Acknowledge referral" }).click();
    await t.go(nurse, `/cases/${id}/neuro`);
    await choose(nurse.locator('input[name="walking"][value="with_aid"]'));
    await nurse.getByRole("button", { name: "Save neuro" }).click();
    await nurse.waitForURL(new RegExp(`/cases/${id}$`));
    return `/cases/${id}`;
  });
  await t.when("the person cannot walk any more", async () => {
    await t.go(nurse, `${path}/neuro`);
    await choose(nurse.locator('input[name="walking"][value="unable"]'));
    await nurse.getByRole("button", { name: "Save neuro" }).click();
    await nurse.getByText("Nobody has acknowledged this yet.").waitFor();
  });
  await t.then("a task asks a person to look, and the line shows the fall and its age", async () => {
    t.assert.match(await nurse.locator("main").innerText(), /Worse on examination: see the person/);
    await t.go(nurse, `${path}/neuro`);
    const text = await nurse.locator("main").innerText();
    t.assert.match(text, /▲ worse/);
    t.assert.match(text, /Last examined .* 0 min ago/);
    t.assert.ok(await nurse.getByRole("img", { name: /Walking against time/ }).isVisible());
  });
  await t.check(nurse, { patientData: true });
  await t.picture(nurse, "neuro-phone", { guide: true });
}
