// Who may come in, who is on call, and what the next shift gets in its hands.

import { isA4 } from "../kit/print.mjs";
import { EMERGENCY, moveClock, openBoard, refer } from "./steps/people.mjs";

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

export async function the_next_shift_gets_a_sheet_it_can_carry_and_accepts_it(t) {
  const page = await t.staff("coordinator");
  const next = await t.staff("consultant");
  await t.given("the handover of this shift", () => t.go(page, "/handover"));
  await t.check(page, { patientData: true });
  await t.picture(page, "handover", { guide: true, height: 560 });
  const give = page.getByRole("button", { name: /^Give handover of/ });
  const count = Number((await give.innerText()).match(/\d+/)[0]);
  await t.when("the shift that ends gives it", async () => {
    await give.click();
    await page.locator('[data-handover="waits"]').waitFor();
  });
  const sheet = await t.when("it is printed", () => t.print(page, "handover"));
  await t.then("it is A4 landscape, with its page numbers, and nothing of the screen", () => {
    t.assert.ok(isA4(sheet) && sheet.landscape, `${sheet.width} x ${sheet.height}`);
    t.note(`${count} cases on ${sheet.count} pages`);
    sheet.pages.forEach((text, place) => {
      t.assert.match(text, new RegExp(`${place + 1} ?/ ?${sheet.count}`), `page ${place + 1} has no number`);
    });
    t.assert.doesNotMatch(sheet.text, /Give handover|accept it|Skip to|Sign out/);
  });
  await t.then("no page has more than eight cases, none is split, and each has two identifiers", async () => {
    const sheets = await page.locator(".handover-case").evaluateAll((cases) => cases.map((one) => ({
      name: one.querySelector(".handover-who strong").textContent.split(",")[0],
      second: one.querySelector(".handover-who span").textContent,
    })));
    t.assert.equal(sheets.length, count);
    const flat = (text) => text.replace(/\s+/g, " ");
    for (const { name, second } of sheets) {
      const identifier = second.match(/\d{3} \d{3} \d{4}|\d\d-[A-Z][a-z]{2}-\d{4}/)?.[0];
      t.assert.ok(identifier, `${name} has no second identifier: ${second}`);
      const on = sheet.pages.filter((text) => flat(text).includes(name) && flat(text).includes(identifier));
      t.assert.equal(on.length, 1, `${name} and ${identifier} stand on ${on.length} pages`);
    }
    for (const text of sheet.pages) {
      const here = sheets.filter(({ name }) => text.includes(name)).length;
      t.assert.ok(here <= 8, `${here} cases on one page`);
    }
  });
  await t.then("a blank ceiling of care says NOT RECORDED", () => t.assert.match(sheet.text, /NOT RECORDED/));
  await t.then("in one colour every state is still there in words", async () => {
    const tiers = await page.locator(".handover-case .tier-words").allInnerTexts();
    t.assert.equal(tiers.length, count);
    const printed = sheet.text.replace(/\s+/g, " ");
    t.assert.deepEqual(tiers.filter((words) => !words.trim() || !printed.includes(words.trim())), []);
    t.assert.match(printed, /by \S+ \d\d:\d\d \((On track|Watch|At risk|Breached)\)/i);
  });
  await t.when("somebody is referred after the giving, and the next shift opens the acceptance", async () => {
    await refer(t, await t.visitor());
    await t.go(next, "/board");
    await next.getByRole("link", { name: "Accept the handover" }).click();
  });
  await t.then("the change since the sheet is named before anything is accepted", async () => {
    await next.locator("main li[data-case]").filter({ hasText: EMERGENCY.family.toUpperCase() }).waitFor();
  });
  await t.check(next, { patientData: true });
  await t.picture(next, "handover-accept", { guide: true, height: 560 });
  await t.when("the next shift accepts", async () => {
    await next.getByRole("button", { name: `I accept handover of ${count} cases` }).click();
    await next.locator(".notice-title").filter({ hasText: "Handover accepted" }).waitFor();
  });
  await t.then("the board no longer waits for it", async () => {
    await openBoard(t, page);
    t.assert.equal(await page.locator("[data-handover]").count(), 0);
  });
}

export async function a_handover_that_nobody_accepts_alerts_after_a_quarter_of_an_hour(t) {
  const page = await t.staff("coordinator");
  await t.given("a handover that was given", async () => {
    await t.go(page, "/handover");
    await page.getByRole("button", { name: /^Give handover of/ }).click();
    await openBoard(t, page);
    await page.locator('[data-handover="waits"]').waitFor();
  });
  await t.when("fourteen minutes pass", () => moveClock(t, page, 14));
  await t.then("it still waits", async () => {
    await openBoard(t, page);
    await page.locator('[data-handover="waits"]').waitFor();
  });
  await t.when("one more minute passes", () => moveClock(t, page, 1));
  await t.then("the board says that nobody has accepted it, and a message is on its way", async () => {
    await openBoard(t, page);
    await page.locator('[data-handover="unaccepted"]').waitFor();
  });
  await t.check(page, { patientData: true });
  await t.picture(page, "handover-unaccepted", { height: 560 });
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
