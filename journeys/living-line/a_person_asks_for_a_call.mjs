// Somebody who refers themself: what was typed comes back, is sent once, and goes when it should.

import { choose, openBoard, rowOf } from "./steps/people.mjs";

const PERSON = { given: "Edda", family: "Thorne", born_day: "27", born_month: "3", born_year: "1954", phone: "07700 900123" };

// From the danger signs, one of which is there, to the form under the emergency card.
async function toTheForm(t, page) {
  await t.go(page, "/refer/self");
  await choose(page.locator('form.question input[name="a"][value="yes"], form.question input[name="a"][type="checkbox"]').first());
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: /Send these answers|Ask the team/ }).click();
  await page.getByRole("button", { name: "Send to the team" }).waitFor();
}

async function type(page, person = PERSON) {
  for (const [name, value] of Object.entries(person)) await page.locator(`main [name="${name}"]`).fill(value);
}

export async function what_a_person_typed_is_there_when_they_come_back_and_goes_when_they_say_so(t) {
  const page = await t.visitor({ viewport: "phone" });
  await t.given("a person who typed half of it", async () => {
    await toTheForm(t, page);
    await type(page);
    const kept = page.waitForResponse((answer) =>
      answer.url().endsWith("/refer/self/draft") && answer.request().postData()?.includes("wool"));
    await page.locator('main [name="story"]').fill("Legs feel like wool");
    await kept;
    await page.locator("[data-draft-status]").filter({ hasText: /saved/ }).waitFor();
  });
  await t.then("the cookie that keeps it says nothing about anybody", async () => {
    const cookies = JSON.stringify(await page.context().cookies());
    t.assert.match(cookies, /cordline_self_referral/);
    for (const value of Object.values(PERSON)) t.assert.ok(value.length < 3 || !cookies.includes(value), value);
  });
  const again = await t.when("the tab is closed and the address opened again", async () => {
    const beside = await t.tabBeside(page);
    await page.close();
    await t.go(beside, "/refer/self");
    return beside;
  });
  await t.then("the emergency stands first, and every field is there", async () => {
    t.assert.match(await again.locator("main h1").innerText(), /Emergency: call 999/);
    t.assert.equal(await again.locator('main [name="family"]').inputValue(), PERSON.family);
    t.assert.equal(await again.locator('main [name="story"]').inputValue(), "Legs feel like wool");
  });
  await t.check(again);
  await t.picture(again, "self-referral-kept");
  await t.when("the person discards it", () => again.getByRole("button", { name: "Discard what I typed" }).click());
  await t.then("the danger signs are asked again, and nothing is kept", async () => {
    await again.locator("form.question").waitFor();
    t.assert.doesNotMatch(await again.content(), /Thorne/);
  });
}

export async function sending_twice_in_a_hurry_makes_one_case(t) {
  const board = await t.staff("coordinator");
  for (const javaScript of [true, false]) {
    const family = javaScript ? "Twyce" : "Dubbel";
    const page = await t.visitor({ viewport: "phone", javaScript });
    await t.when(`a person ${javaScript ? "with" : "without"} script presses Send twice`, async () => {
      await toTheForm(t, page);
      await type(page, { ...PERSON, family });
      await page.getByRole("button", { name: "Send to the team" }).dblclick();
      await page.getByRole("heading", { name: "The team has it" }).waitFor();
    });
    await t.then("the board has one case of that name", async () => {
      await openBoard(t, board);
      await rowOf(board, family).waitFor();
      t.assert.equal(await rowOf(board, family).count(), 1);
    });
  }
}

export async function with_nobody_on_the_rota_nothing_is_taken_silently(t) {
  const administrator = await t.staff("administrator");
  await t.given("a rota without a coordinator", async () => {
    await t.go(administrator, "/admin/rota");
    const shifts = administrator.locator("tr").filter({ hasText: /coordinator/i }).locator('form[action$="/remove"] button');
    for (let left = await shifts.count(); left > 0; left -= 1) {
      await shifts.first().click();
      await administrator.waitForLoadState();
    }
  });
  const page = await t.visitor({ viewport: "phone" });
  await t.when("a person comes to the form", async () => {
    await t.go(page, "/refer/self");
    await choose(page.locator('form.question input[name="a"][value="yes"], form.question input[name="a"][type="checkbox"]').first());
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: /Send these answers|Ask the team/ }).click();
  });
  await t.then("there is another way with its number, and nothing to send", async () => {
    await page.getByText("Nobody is here to take this just now").waitFor();
    t.assert.equal(await page.getByRole("button", { name: "Send to the team" }).count(), 0);
    t.assert.ok(await page.locator('.notice a[href^="tel:"]').first().isVisible());
  });
  await t.check(page);
}
