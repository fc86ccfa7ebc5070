// The plan: panels that the ward is told of, what is refused, what is warned, what is printed.

import { isA4 } from "../kit/print.mjs";
import { choose, moveClock, openBoard, rowOf } from "../living-line/steps/people.mjs";

async function caseOf(t, page, family) {
  await openBoard(t, page);
  return `/cases/${await rowOf(page, family).first().getAttribute("data-case")}`;
}

// Opens a panel, answers what is given, and sends it.
async function write(t, page, path, panel, answers) {
  await t.go(page, `${path}/plan/${panel}`);
  for (const [name, value] of Object.entries(answers)) {
    const choice = page.locator(`input[name="${name}"][value="${value}"]`);
    if (await choice.count()) {
      await choose(choice);
      continue;
    }
    const field = page.locator(`main [name="${name}"]`);
    if (await field.evaluate((one) => one.tagName === "SELECT")) await field.selectOption(value);
    else await field.fill(value);
  }
  await page.locator('main form button[type="submit"]').first().click();
}

const STEROID = {
  status: "in_force", owner: "Dr Obi", dose_mg: "16", counts: "base", product: "2 mg tablets",
  route: "oral", gastroprotection: "yes", glucose: "daily",
};

// "2026-11-25T10:00" in the zone of the hospital, some hours from the time of the demonstration.
async function hoursAhead(page, hours) {
  const now = await page.locator("[data-now]").first().getAttribute("data-now").catch(() => null);
  const then = new Date((now ? Date.parse(now) : Date.now()) + hours * 3_600_000);
  return then.toLocaleString("sv", { timeZone: "Europe/London" }).replace(" ", "T").slice(0, 16);
}

const atPlan = (page) => page.waitForURL(/\/plan(#.*)?$/);

export async function an_order_is_one_text_on_strip_slip_and_copy_until_it_expires(t) {
  const consultant = await t.staff("consultant", { javaScript: false });
  const path = await t.given("a person of the demonstration", async () => {
    await t.go(consultant, "/board");
    return `/cases/${await rowOf(consultant, "Karim").first().getAttribute("data-case")}`;
  });
  await t.then("A-3.12-2: a mobility order without an end is refused", async () => {
    await write(t, consultant, path, "mobility", { order: "sit", basis: "MOB-1", expires: "" });
    t.assert.match(await consultant.locator(".error-summary").innerText(), /never stands without an end/);
    t.assert.ok(await consultant.locator('input[name="order"][value="sit"]').isChecked(), "what was chosen is kept");
  });
  await t.when("it has one", async () => {
    await consultant.locator('main [name="expires"]').fill(await hoursAhead(consultant, 12));
    await consultant.locator('main form button[type="submit"]').first().click();
    await atPlan(consultant);
  });
  const text = await t.then("A-3.12-7: the ward is told and has not answered", async () => {
    const panel = consultant.locator('[data-panel="mobility"]');
    t.assert.match(await panel.innerText(), /Sent/);
    return panel.locator("[data-told]").innerText();
  });
  await t.then("A-3.12-4: every page has the very same text", async () => {
    for (const page of ["", "/slip", "/plan-copy"]) {
      await t.go(consultant, `${path}${page}`);
      t.assert.ok((await consultant.locator("main").innerText()).includes(text), page || "strip");
    }
  });
  await t.when("its end has passed, and the consultant signs in for the next day", async () => {
    await moveClock(t, consultant, 13 * 60);
    await consultant.goto(await (await t.demo()).linkOf("consultant"));
  });
  await t.then("A-3.12-3: banner, slip and copy say Expired", async () => {
    for (const page of ["", "/slip", "/plan-copy"]) {
      await t.go(consultant, `${path}${page}`);
      t.assert.match(await consultant.locator("[data-patient-banner]").innerText(), /Expired/);
      t.assert.match(await consultant.locator("main").innerText(), /Expired/);
    }
  });
}

export async function a_steroid_says_why_it_is_high_and_how_it_ends(t) {
  const consultant = await t.staff("consultant");
  const path = await t.given("a person without a plan", () => caseOf(t, consultant, "Smith"));
  t.willLog(consultant, /422/);
  await t.when("24 mg are planned", () =>
    write(t, consultant, path, "steroid", { ...STEROID, dose_mg: "24" }));
  await t.then("A-3.12-5: the reason is asked for", async () => {
    await consultant.locator(".error-summary").waitFor();
    t.assert.match(await consultant.locator(".error-summary").innerText(), /More than 16 mg/);
    t.assert.equal(await consultant.locator('[name="product"]').inputValue(), "2 mg tablets");
  });
  await t.picture(consultant, "plan-refused");
  await t.when("the reason and a reduction are given", async () => {
    const first = (await hoursAhead(consultant, 48)).slice(0, 10);
    await write(t, consultant, path, "steroid", {
      ...STEROID, dose_mg: "24", over_because: "Brain oedema too", taper: "12 days: 16, 8, 4, 2 mg", taper_from: first,
    });
    await atPlan(consultant);
  });
  await t.then("the calendar ends, and the log has the reason", async () => {
    t.assert.match(await consultant.locator('[data-panel="steroid"]').innerText(), /None from/);
    await t.go(consultant, `${path}/timeline`);
    t.assert.match(await consultant.locator("main").innerText(), /Brain oedema too/);
  });
  await t.then("the card is A4 with two identifiers on each page", async () => {
    await t.go(consultant, `${path}/steroid-card`);
    const paper = await t.print(consultant, "steroid-card");
    t.assert.ok(isA4(paper));
    for (const page of paper.pages) t.assert.match(page, /SMITH, Ann[\s\S]*999 000 1014[\s\S]*page \d+\/\d+/);
    t.assert.match(paper.text, /None from/);
  });
}

export async function an_operation_is_not_ready_without_the_last_dose(t) {
  const consultant = await t.staff("consultant");
  const path = await t.given("a person who takes an anticoagulant", () => caseOf(t, consultant, "Smith"));
  const plan = {
    status: "in_force", owner: "Mr Rao", procedure: "decompress", from: "T5", to: "T7", consent: "yes",
    bloods: "yes", group_and_save: "yes", anticoagulant: "held", drug: "apixaban", ready: "yes",
  };
  t.willLog(consultant, /422/);
  await t.when("the surgeon says ready", () => write(t, consultant, path, "operation", plan));
  await t.then("A-3.12-6: it is refused until the last dose is known", async () => {
    await consultant.locator(".error-summary").waitFor();
    t.assert.match(await consultant.locator(".error-summary").innerText(), /last dose of the anticoagulant/);
  });
  await t.when("the last dose is entered", async () => {
    await write(t, consultant, path, "operation", { ...plan, last_dose: await hoursAhead(consultant, -60) });
    await atPlan(consultant);
  });
  await t.then("nothing is missing for theatre", async () => {
    t.assert.match(await consultant.locator('[data-panel="operation"]').innerText(), /Nothing is missing for theatre/);
  });
}

export async function the_plan_is_readable_everywhere_and_prints(t) {
  const consultant = await t.staff("consultant");
  const path = await t.given("the person with a whole plan", () => caseOf(t, consultant, "Karim"));
  await t.go(consultant, `${path}/plan`);
  await t.check(consultant, { patientData: true });
  await t.picture(consultant, "plan", { guide: true, height: 560 });
  await t.go(consultant, `${path}/plan/steroid`);
  await t.check(consultant, { patientData: true });
  const phone = await t.staff("therapist", { viewport: "phone" });
  await t.go(phone, `${path}/plan`);
  await t.check(phone, { patientData: true });
  await t.picture(phone, "plan-phone", { guide: true, height: 740 });
  const dark = await t.staff("consultant", { scheme: "dark" });
  await t.go(dark, `${path}/plan`);
  await t.picture(dark, "plan-dark", { guide: true, height: 560 });
  await t.then("letter and copy are A4, with two identifiers and a page number on each page", async () => {
    for (const name of ["plan-letter", "plan-copy"]) {
      await t.go(consultant, `${path}/${name}`);
      const paper = await t.print(consultant, name);
      t.assert.ok(isA4(paper));
      for (const page of paper.pages) t.assert.match(page, /KARIM, Yusuf[\s\S]*999 000 1049[\s\S]*page \d+\/\d+/);
      t.assert.match(paper.text, /at once if/);
    }
  });
}
