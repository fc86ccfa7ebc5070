// Who may come in, who is on call, and what the next shift gets in its hands.

import { isA4 } from "../kit/print.mjs";
import { EMERGENCY, openBoard, refer } from "./steps/people.mjs";

export async function an_hour_with_nobody_on_call_is_named(t) {
  const page = await t.staff("administrator");
  await t.given("a rota with the gaps it has", async () => {
    await t.go(page, "/admin/rota");
    await t.check(page);
  });
  await t.when("the shifts of the coordinator are taken away", async () => {
    const coordinators = page.locator("tr").filter({ hasText: /coordinator/i }).locator('form[action$="/remove"] button');
    for (let left = await coordinators.count(); left > 0; left -= 1) {
      await coordinators.first().click();
      await page.waitForLoadState();
    }
  });
  await t.then("the rota names the hours in which nobody is", async () => {
    const words = await page.locator("main").innerText();
    t.assert.match(words, /gap|nobody/i);
    t.assert.doesNotMatch(words, /No gaps/);
    t.assert.match(words, /\d\d:\d\d/);
  });
  await t.check(page);
  await t.picture(page, "rota-gap", { guide: true, height: 560 });
  await t.then("the board says so too", async () => {
    const board = await t.staff("coordinator");
    await openBoard(t, board);
    await board.locator('[data-on-call="coordinator"]').filter({ hasText: "nobody" }).waitFor();
  });
}

export async function who_leaves_is_out_at_once(t) {
  const administrator = await t.staff("administrator");
  const leaver = await t.staff("therapist");
  await t.given("a therapist who looks at the board", () => openBoard(t, leaver));
  await t.when("the administrator takes the account away", async () => {
    await t.go(administrator, "/admin/users");
    await t.check(administrator);
    await administrator.locator("tr").filter({ hasText: "therapist" }).getByRole("link").first().click();
    await t.check(administrator);
    await administrator.getByLabel("This user may sign in").evaluate((box) => box.labels[0].click());
    await administrator.getByRole("button", { name: "Save user" }).click();
    await administrator.waitForURL(/\/admin\/users$/);
  });
  await t.then("the next thing the therapist asks for is the sign-in page", async () => {
    await t.go(leaver, "/board");
    t.assert.match(leaver.url(), /sign-in|locked/);
    t.assert.equal(await leaver.locator("[data-case]").count(), 0);
  });
}

export async function the_sign_in_page_can_be_read_by_everyone(t) {
  const page = await t.visitor();
  for (const path of ["/sign-in", "/help", "/accessibility", "/status"]) {
    await t.given(path, () => t.go(page, path));
    await t.check(page);
  }
  await t.when("a name and a wrong password are sent", async () => {
    await t.go(page, "/sign-in");
    await page.locator('input[autocomplete="username"]').fill("nobody");
    await page.locator('input[type="password"]').fill("certainly not it");
    await page.locator('main form button[type="submit"]').first().click();
  });
  await t.then("it is refused without saying which of the two was wrong", async () => {
    await page.locator(".error-summary").waitFor();
    t.assert.doesNotMatch(await page.locator("main").innerText(), /no such user|unknown user/i);
  });
  await t.check(page);
}

export async function the_next_shift_gets_a_sheet_it_can_carry(t) {
  const page = await t.staff("coordinator");
  await t.given("the handover of this shift", () => t.go(page, "/handover"));
  await t.check(page, { patientData: true });
  await t.picture(page, "handover", { guide: true, height: 560 });
  const cases = await page.getByRole("button", { name: /^I accept handover of/ }).innerText();
  const count = Number(cases.match(/\d+/)[0]);
  const sheet = await t.when("it is printed", () => t.print(page, "handover"));
  await t.then("it is A4 landscape, with its page numbers, and nothing of the screen", () => {
    t.assert.ok(isA4(sheet) && sheet.landscape, `${sheet.width} x ${sheet.height}`);
    t.note(`${count} cases on ${sheet.count} pages`);
    sheet.pages.forEach((text, place) => {
      t.assert.match(text, new RegExp(`${place + 1} ?/ ?${sheet.count}`), `page ${place + 1} has no number`);
    });
    t.assert.doesNotMatch(sheet.text, /I accept handover|Skip to|Sign out/);
  });
  await t.then("no page has more than eight cases, and each case two identifiers", () => {
    const numbers = sheet.text.match(/NHS ?(?:No\.? ?)?\d{3} \d{3} \d{4}/g) ?? [];
    const births = sheet.text.match(/Born ?\d\d-[A-Z][a-z]{2}-\d{4}/g) ?? [];
    t.note(`${numbers.length} NHS numbers, ${births.length} dates of birth`);
    for (const text of sheet.pages) {
      t.assert.ok((text.match(/Born ?\d\d-/g) ?? []).length <= 8, "more than eight on a page");
    }
    t.assert.ok(births.length + numbers.length >= count, "a case has no second identifier");
  });
  await t.then("a blank ceiling of care says NOT RECORDED", () => t.assert.match(sheet.text, /NOT RECORDED/));
  await t.when("somebody is referred after the printing, and the next shift accepts", async () => {
    await refer(t, await t.visitor());
    await page.getByRole("button", { name: /^I accept handover of/ }).click();
  });
  await t.then("the change since the printing is named", async () => {
    await page.locator("main li[data-case]").filter({ hasText: EMERGENCY.family.toUpperCase() }).waitFor();
  });
  await t.check(page, { patientData: true });
}

export async function every_page_of_the_staff_can_be_read_by_everyone(t) {
  const page = await t.staff("coordinator");
  await openBoard(t, page);
  await t.check(page, { patientData: true });
  await t.picture(page, "board", { guide: true, height: 560 });
  const first = await page.locator("tr[data-case]").first().getAttribute("data-case");
  for (const path of [
    "/board?view=unacknowledged", "/board?closed=yes", `/cases/${first}`, `/cases/${first}/timeline`,
    `/cases/${first}/log`, `/cases/${first}/slip`, `/cases/${first}/neuro`, `/cases/${first}/quick`, "/admin/rota",
  ]) {
    await t.then(path.replace(first, "{id}"), async () => {
      const answer = await t.go(page, path);
      t.assert.equal(answer.status(), 200, path);
      await t.check(page, { patientData: path !== "/admin/rota" });
    });
  }
  const dark = await t.staff("coordinator", { scheme: "dark" });
  await openBoard(t, dark, "/board?view=all");
  await t.picture(dark, "board-dark", { guide: true, height: 560 });
  const phone = await t.staff("coordinator", { viewport: "phone" });
  await openBoard(t, phone, "/board?view=all");
  await phone.locator("[data-interrupts]").evaluate((banner) => banner.scrollIntoView());
  await t.picture(phone, "board-phone", { guide: true });
  const administrator = await t.staff("administrator");
  for (const path of ["/admin/users", "/admin/clients"]) {
    await t.go(administrator, path);
    await t.check(administrator);
  }
}
