// Rehabilitation and after: today's order, a session in half a minute, leaving, and the call that
// opens the case again.

import { isA4 } from "../kit/print.mjs";
import { choose, rowOf } from "../living-line/steps/people.mjs";

async function caseOf(t, page, family) {
  await t.go(page, "/board");
  return `/cases/${await rowOf(page, family).first().getAttribute("data-case")}`;
}

async function send(page, form, answers, button) {
  const within = page.locator(`form[action$="${form}"]`);
  for (const [name, value] of Object.entries(answers)) {
    const choice = within.locator(`input[type="radio"][name="${name}"][value="${value}"]`);
    if (await choice.count()) {
      await choose(choice);
      continue;
    }
    const field = within.locator(`[name="${name}"]`);
    const folded = field.locator("xpath=ancestor::details[not(@open)]");
    for (let deep = await folded.count(); deep > 0; deep -= 1) await folded.first().locator("> summary").click();
    await field.fill(value);
  }
  const press = within.locator("button", { hasText: button });
  const folded = press.locator("xpath=ancestor::details[not(@open)]");
  for (let deep = await folded.count(); deep > 0; deep -= 1) await folded.first().locator("> summary").click();
  await press.click();
}

export async function without_an_order_the_therapist_asks_for_one_and_worse_power_is_examined(t) {
  const therapist = await t.staff("therapist", { javaScript: false });
  const path = await t.given("a person without a mobility order", () => caseOf(t, therapist, "Patel"));
  await t.go(therapist, `${path}/rehab`);
  await t.then("A-3.13-1: the top line says so and has the button", async () => {
    t.assert.match(await therapist.locator("[data-order]").innerText(), /No mobility order\. Ask before getting the patient up\./);
    await therapist.getByRole("button", { name: "Ask for a mobility order" }).click();
    await therapist.getByText(/Asked for/).waitFor();
  });
  await t.when("a session is logged with worse power", () =>
    send(therapist, "/rehab/session", { did: "Stood at the bedside", power: "worse" }, "Log session"));
  await t.then("A-3.13-3: the one-minute neuro is next, and the case is triaged again", async () => {
    await therapist.waitForURL(/\/neuro$/);
    await t.go(therapist, `${path}/timeline`);
    t.assert.match(await therapist.locator("main").innerText(), /WORSE than before/);
  });
}

export async function nobody_leaves_without_plan_or_reason_and_worse_at_home_comes_back(t) {
  const therapist = await t.staff("therapist");
  const path = await t.given("a person who is nearly home", () => caseOf(t, therapist, "Karim"));
  await t.go(therapist, `${path}/rehab`);
  await t.check(therapist, { patientData: true });
  await t.picture(therapist, "rehab", { guide: true, height: 560 });
  t.willLog(therapist, /422/);
  await t.when("discharge is asked for without plan or reason", () =>
    send(therapist, "/rehab/discharge", {}, "Discharge person"));
  await t.then("A-3.13-2: it is refused", async () => {
    await therapist.locator(".error-summary").waitFor();
    t.assert.match(await therapist.locator(".error-summary").innerText(), /no signed discharge plan/);
  });
  await t.when("a reason is given", () =>
    send(therapist, "/rehab/discharge", { reason: "Hospice bed free today" }, "Discharge person"));
  await t.then("three calls are due", async () => {
    await therapist.locator("[data-call]").first().waitFor();
    t.assert.equal(await therapist.locator("[data-call]").count(), 3);
  });
  await t.then("A-3.13-5: each sheet has the warning changes", async () => {
    for (const name of ["sheet", "discharge-plan"]) {
      await t.go(therapist, `${path}/rehab/${name}`);
      const paper = await t.print(therapist, `rehab-${name}`);
      t.assert.ok(isA4(paper));
      t.assert.match(paper.text, /at once if/);
      t.assert.match(paper.text, /cannot pass urine/);
      for (const page of paper.pages) t.assert.match(page, /KARIM, Yusuf[\s\S]*999 000 1049/);
    }
  });
  await t.when("the first call hears that walking is worse", async () => {
    await t.go(therapist, `${path}/rehab`);
    await send(therapist, "/rehab/call/two_days", {
      reached: "yes", walking: "yes", power: "no", feeling: "no", bladder: "no", pain: "no", fever: "no",
    }, "Save call");
    await therapist.locator('[data-call="two_days"]').getByText("something is worse").waitFor();
  });
  await t.then("the case is triaged again", async () => {
    await t.go(therapist, path);
    t.assert.match(await therapist.locator("main").innerText(), /Nobody has acknowledged this yet/);
  });
  const phone = await t.staff("therapist", { viewport: "phone" });
  await t.go(phone, `${path}/rehab`);
  await t.check(phone, { patientData: true });
  await t.picture(phone, "rehab-phone", { guide: true, height: 740 });
  const dark = await t.staff("therapist", { scheme: "dark" });
  await t.go(dark, `${path}/rehab`);
  await t.picture(dark, "rehab-dark", { guide: true, height: 560 });
}
