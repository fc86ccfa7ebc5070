// Clocks on a computer that is wrong, screens that lock, two people in one form.

import { EMERGENCY, openBoard, refer, rowOf } from "./steps/people.mjs";

export async function a_computer_two_hours_wrong_shows_the_same_time_left(t) {
  const right = await t.staff("coordinator");
  const wrong = await t.staff("coordinator");
  await t.given("two screens, the clock of one two hours fast", async () => {
    await wrong.addInitScript(() => {
      const now = Date.now;
      Date.now = () => now() + 2 * 3_600_000;
    });
    // The demonstration's time stands still; these pages count as those of a real service do.
    for (const page of [right, wrong]) {
      await page.route(/\/cases\//, async (route) => {
        const answer = await route.fetch();
        const body = (await answer.text()).replace(" data-clock-stands-still", "");
        await route.fulfill({ response: answer, body });
      });
    }
    await refer(t, await t.visitor());
  });
  const [here, there] = await t.when("both show the same case", async () => {
    await openBoard(t, right);
    const id = await rowOf(right, EMERGENCY.family).getAttribute("data-case");
    for (const page of [right, wrong]) await t.go(page, `/cases/${id}`);
    await right.waitForTimeout(2_500);
    const left = (page) => page.locator("[data-clock][data-runs] [data-clock-text]").allInnerTexts();
    return Promise.all([left(right), left(wrong)]);
  });
  await t.then("both say the same time left and the same states", async () => {
    t.note(here.join(", "));
    t.assert.ok(here.length > 0);
    t.assert.deepEqual(there, here);
    const states = (page) => page.locator("[data-clock][data-runs]").evaluateAll((all) => all.map((one) => one.dataset.state));
    t.assert.deepEqual(await states(wrong), await states(right));
    const seconds = await wrong.evaluate(() => (cordline.now() - Date.parse(document.body.dataset.now)) / 1000);
    t.assert.ok(seconds > 0 && seconds < 60, `${seconds} s since the page was made`);
  });
}

const PASSWORD = "a long enough phrase for a ward";

export async function a_screen_nobody_uses_is_covered_in_every_tab_and_comes_back_as_it_was(t) {
  const administrator = await t.staff("administrator");
  await t.given("a coordinator who has a password", async () => {
    await t.go(administrator, "/admin/users");
    await administrator.locator("tr").filter({ hasText: "coordinator" }).getByRole("link").first().click();
    await administrator.getByLabel("New password").fill(PASSWORD);
    await administrator.getByRole("button", { name: "Set password" }).click();
    await administrator.waitForLoadState();
  });
  const page = await t.visitor();
  const signIn = await administrator.locator("tr").filter({ hasText: "coordinator" }).first().locator("td").first().innerText();
  const id = await t.given("two tabs of the coordinator, a note half typed in one", async () => {
    await page.context().clock.install();
    await t.go(page, "/sign-in");
    await page.getByLabel("Sign-in name").fill(signIn);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/board/);
    return page.locator("tr[data-case]").first().getAttribute("data-case");
  });
  const other = await t.tabBeside(page);
  await t.go(other, "/search");
  await t.go(page, `/cases/${id}/quick`);
  const note = page.locator('textarea[name="text"], input[name="text"]').first();
  await note.evaluate((field) => field.closest("details")?.setAttribute("open", ""));
  await note.fill("Spoke with the ward, theatre at");
  const focused = await page.evaluate(() => document.activeElement.id);
  await t.when("thirteen minutes pass and one more", async () => {
    await page.context().clock.runFor("13:30");
  });
  await t.then("it asks whether somebody is still there", () => page.locator("[data-idle-dialog][open]").waitFor());
  await t.when("a quarter of an hour is over", () => page.context().clock.runFor("02:00"));
  await t.then("both tabs are covered, and nothing under the cover can be read", async () => {
    for (const tab of [page, other]) {
      await tab.locator("[data-lock-dialog][open]").waitFor();
      t.assert.ok(!(await tab.locator("main").isVisible()), "the page is still visible");
      t.assert.equal(await tab.getByRole("heading", { level: 1 }).count(), 0);
    }
  });
  await t.picture(page, "screen-locked", { height: 560 });
  await t.when("a wrong password is given", async () => {
    await page.locator("#f-lock-password").fill("not it at all");
    await page.getByRole("button", { name: "Unlock this screen" }).click();
  });
  await t.then("it stays covered and says so", () =>
    page.locator("[data-unlock-error]").filter({ hasText: /not right/ }).waitFor());
  await t.when("the right one is given", async () => {
    await page.locator("#f-lock-password").fill(PASSWORD);
    await page.getByRole("button", { name: "Unlock this screen" }).click();
    await page.locator("[data-lock-dialog]:not([open])").waitFor({ state: "attached" });
  });
  await t.then("every word and the field it was in are there, and the other tab is open too", async () => {
    t.assert.equal(await note.inputValue(), "Spoke with the ward, theatre at");
    t.assert.equal(await page.evaluate(() => document.activeElement.id), focused);
    await other.locator("[data-lock-dialog]:not([open])").waitFor({ state: "attached" });
    t.assert.ok(await other.locator("main").isVisible());
  });
  await t.then("what is sent now is taken", async () => {
    await note.fill("Spoke with the ward, theatre at four");
    const sent = page.waitForResponse((answer) => answer.request().method() === "POST");
    await note.evaluate((field) => field.form.requestSubmit());
    t.assert.ok((await sent).status() < 400);
    await t.go(page, `/cases/${id}/timeline`);
    t.assert.match(await page.locator("main").innerText(), /theatre at four/);
  });
}

export async function two_people_in_one_form_choose_field_by_field(t) {
  const one = await t.staff("consultant");
  const other = await t.staff("coordinator");
  const id = await t.given("the same case on two screens", async () => {
    await refer(t, await t.visitor());
    await openBoard(t, other);
    const found = await rowOf(other, EMERGENCY.family).getAttribute("data-case");
    for (const page of [one, other]) await t.go(page, `/cases/${found}`);
    return found;
  });
  const set = async (page, tier, why) => {
    const form = page.locator('form[action$="/tier"]').first();
    await form.evaluate((part) => { for (let up = part; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true; });
    await form.locator('[name="tier"]').selectOption(tier);
    await form.locator('[name="reason"]').fill(why);
    await form.getByRole("button").last().click();
  };
  await t.when("the consultant sets the urgency", async () => {
    await set(one, "U1", "Known stroke");
    await one.waitForURL(new RegExp(`/cases/${id}$`));
  });
  t.willLog(other, /status of 409/);
  await t.when("the coordinator sends another, typed before that", () => set(other, "I1", "Fever now"));
  await t.then("both values stand side by side, field by field, and neither is chosen", async () => {
    await other.getByText("This case changed while you were typing").waitFor();
    for (const field of ["choose_tier", "choose_reason"]) {
      t.assert.equal(await other.locator(`input[name="${field}"]`).count(), 2);
      t.assert.equal(await other.locator(`input[name="${field}"]:checked`).count(), 0);
    }
    const words = await other.locator("main").innerText();
    for (const said of ["You typed: Fever now", "Stands now: Known stroke"]) t.assert.ok(words.includes(said), said);
  });
  await t.check(other, { patientData: true });
  await t.picture(other, "conflict");
  await t.when("one value of each is chosen", async () => {
    for (const [field, side] of [["choose_tier", "mine"], ["choose_reason", "theirs"]]) {
      const id_of = await other.locator(`input[name="${field}"][value="${side}"]`).getAttribute("id");
      await other.locator(`label[for="${id_of}"]`).click();
    }
    await other.getByRole("button", { name: "Save choice" }).click();
    await other.waitForURL(new RegExp(`/cases/${id}$`));
  });
  await t.then("the case holds one of each", async () => {
    const words = await other.locator("main").innerText();
    t.assert.match(words, /Set to Same day/);
    t.assert.match(words, /Known stroke/);
  });
}
