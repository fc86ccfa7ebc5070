// The consultation: prefilled with who said it, saved at any time, signed, added to; nothing typed is
// lost, and two people choose question by question.

import { choose, openBoard, refer, rowOf, EMERGENCY } from "../living-line/steps/people.mjs";

async function caseOf(t, page, answers = EMERGENCY) {
  const sender = await t.visitor({ javaScript: false });
  await refer(t, sender, answers);
  await openBoard(t, page);
  return `/cases/${await rowOf(page, answers.family).getAttribute("data-case")}`;
}

const question = (page, key) => page.locator(`[data-question="${key}"]`);
const save = (page) => page.getByRole("button", { name: "Save consultation" }).click();

export async function a_consultation_is_prefilled_confirmed_signed_and_added_to(t) {
  const consultant = await t.staff("consultant");
  const path = await t.given("a referral", () => caseOf(t, consultant));
  await t.then("A-3.8-1: what the referrer said is prefilled and says that nobody confirmed it", async () => {
    await t.go(consultant, `${path}/consultation`);
    t.assert.match(await question(consultant, "cancer_known").innerText(), /From .*Not confirmed/s);
    t.assert.equal(await consultant.locator('[name="cancer_known"][value="yes"]').isChecked(), true);
  });
  await t.check(consultant, { patientData: true });
  await t.picture(consultant, "consultation", { guide: true, height: 900 });
  await t.when("one answer is confirmed by its key, others are typed, and it is signed by keyboard", async () => {
    await consultant.locator('[name="cancer_known"][value="yes"]').focus();
    await consultant.keyboard.press("y");
    await consultant.locator('[name="plan"]').fill("MRI whole spine tonight.");
    await consultant.locator("[data-rail]").getByText("MRI whole spine tonight.").waitFor();
    await consultant.locator('[name="plan"]').press("Control+Enter");
    await consultant.waitForURL(/number=1/);
  });
  await t.then("A-3.8-2: its fields are read only and an addendum can be written", async () => {
    t.assert.equal(await consultant.locator('[name="plan"]').count(), 0);
    await consultant.getByLabel("Addendum").fill("Histology: ductal.");
    await consultant.getByRole("button", { name: "Add addendum" }).click();
    await consultant.getByText("Histology: ductal.").waitFor();
  });
  await t.then("the letter prints two identifiers and what nobody confirmed", async () => {
    await consultant.getByRole("link", { name: "Letter to print" }).click();
    await consultant.locator("article.letter").waitFor();
    const letter = await t.print(consultant, "consultation-letter");
    t.assert.match(letter.text, /QUILL, Nora/i);
    t.assert.match(letter.text, /14-Jul-1950/);
    t.assert.match(letter.text, /not confirmed/);
    t.assert.match(letter.text, /MRI whole spine tonight/);
  });
}

export async function nothing_typed_is_lost_and_nothing_blocks_saving(t) {
  const consultant = await t.staff("consultant");
  const path = await t.given("a referral", () => caseOf(t, consultant));
  await t.then("A-3.8-3: saving with every field as it came succeeds", async () => {
    await t.go(consultant, `${path}/consultation`);
    await save(consultant);
    await consultant.locator("[data-save]").waitFor();
    t.assert.equal(await consultant.locator("[data-error-summary]").count(), 0);
  });
  await t.then("A-3.8-5: a browser that dies mid-sentence loses nothing older than five seconds", async () => {
    await t.go(consultant, `${path}/consultation`);
    await consultant.locator('[name="plan"]').pressSequentially("Half a sen");
    await consultant.locator("[data-draft-status]").filter({ hasText: "Draft saved" }).waitFor();
    const again = await t.tabBeside(consultant);
    await consultant.close({ runBeforeUnload: false });
    await t.go(again, `${path}/consultation`);
    t.assert.equal(await again.locator('[name="plan"]').inputValue(), "Half a sen");
  });
}

export async function what_cannot_be_is_refused_at_its_field_without_script(t) {
  const desk = await t.staff("consultant");
  const path = await t.given("a referral", () => caseOf(t, desk));
  const consultant = await t.staff("consultant", { javaScript: false, viewport: "phone" });
  await t.go(consultant, `${path}/consultation`);
  await consultant.locator('[name="temperature"]').fill("61");
  await consultant.locator('[name="weight"]').fill("30");
  await save(consultant);
  await t.then("the impossible is refused, the unusual asked again, and both stand in their fields", async () => {
    t.assert.match(await consultant.locator("[data-error-summary]").innerText(), /61 °C cannot be[\s\S]*30 kg is unusual|30 kg is unusual[\s\S]*61 °C cannot be/);
    t.assert.equal(await consultant.locator('[name="weight"]').inputValue(), "30");
  });
  await t.then("it is saved once the value is put right and the other is meant", async () => {
    await consultant.locator('[name="temperature"]').fill("38.2");
    await choose(consultant.locator('[name="sure_weight"]'));
    await save(consultant);
    await consultant.locator("[data-question=weight] .provenance").waitFor();
  });
}

// A-5.5-3.
export async function two_people_fill_in_one_form_and_choose_question_by_question(t) {
  const consultant = await t.staff("consultant");
  const path = await t.given("a referral", () => caseOf(t, consultant));
  const coordinator = await t.staff("coordinator");
  await t.go(consultant, `${path}/consultation`);
  await t.go(coordinator, `${path}/consultation`);
  await t.when("both answer the same question, and each one more", async () => {
    await coordinator.locator('[name="plan"]').fill("MRI today");
    await coordinator.locator('[name="lives"]').fill("alone");
    await save(coordinator);
    await coordinator.locator("[data-question=plan] .provenance").waitFor();
    t.willLog(consultant, /409/);
    await consultant.locator('[name="plan"]').fill("Radiotherapy");
    await consultant.locator('[name="drugs"]').fill("morphine");
    await save(consultant);
  });
  await t.then("both values are shown and neither is chosen", async () => {
    await consultant.getByText("Somebody else answered while you were typing").waitFor();
    t.assert.equal(await consultant.locator('[name="choose_plan"]:checked').count(), 0);
    t.assert.match(await consultant.locator("main").innerText(), /Radiotherapy[\s\S]*MRI today/);
  });
  await t.check(consultant, { patientData: true });
  await t.when("one is chosen", async () => {
    await choose(consultant.locator('[name="choose_plan"][value="mine"]'));
    await consultant.getByRole("button", { name: "Save choices" }).click();
    await consultant.locator("[data-save]").waitFor();
  });
  await t.then("each keeps what nobody else touched", async () => {
    const value = (name) => consultant.locator(`[name="${name}"]`).inputValue();
    t.assert.deepEqual([await value("plan"), await value("drugs"), await value("lives")], ["Radiotherapy", "morphine", "alone"]);
  });
}
