// The coordinator's board: calm under the cursor, honest about time, never showing too much.

import { EMERGENCY, choose, fill, moveClock, openBoard, refer, rowOf } from "./steps/people.mjs";

const row0 = (page) => page.locator("tr[data-case]").first();

export async function two_people_acknowledge_at_once_and_one_is_told_who_was_faster(t) {
  const one = await t.staff("coordinator", { javaScript: false });
  const other = await t.staff("consultant", { javaScript: false });
  const ward = await t.visitor();
  await t.given("one emergency on two screens", async () => {
    await refer(t, ward);
    await t.go(one, "/board");
    await t.go(other, "/board");
  });
  await t.when("both press Acknowledge", async () => {
    await Promise.all([one, other].map((page) =>
      rowOf(page, EMERGENCY.family).getByRole("button", { name: "Acknowledge" }).click()));
  });
  await t.then("one is back on the board, the other reads who did it and when", async () => {
    await Promise.all([one, other].map((page) => page.waitForLoadState()));
    const statuses = [one, other].map((page) => page.cordline.document.status()).sort();
    t.assert.deepEqual(statuses, [200, 409]);
    const late = one.cordline.document.status() === 409 ? one : other;
    t.assert.match(await late.locator("main").innerText(), /acknowledged this case today \d\d:\d\d/);
  });
}

export async function nothing_moves_under_the_cursor_until_u_is_pressed(t) {
  const board = await t.staff("coordinator");
  const ward = await t.visitor();
  await t.given("a coordinator who is on the first row of the list", async () => {
    await openBoard(t, board);
    await row0(board).focus();
  });
  const focused = () => board.evaluate(() => document.activeElement?.closest("[data-case]")?.dataset.case);
  const order = () => board.locator("tr[data-case]").evaluateAll((rows) => rows.map((row) => row.dataset.case));
  const before = { order: await order(), focused: await focused() };
  await t.when("an emergency arrives meanwhile", () => refer(t, ward));
  await t.then("the list stays as it was, and the change is counted", async () => {
    await board.locator("[data-apply]").filter({ hasText: "1 change · press u" }).waitFor();
    t.assert.deepEqual(await order(), before.order);
  });
  await t.then("the emergency interrupts all the same, in words", () =>
    board.locator("[data-interrupts] p").filter({ hasText: /Emergency: act now/ }).first().waitFor());
  await t.when("the coordinator presses u", () => board.keyboard.press("u"));
  await t.then("the row is there, and the focus is on the same patient", async () => {
    await rowOf(board, EMERGENCY.family).waitFor();
    t.assert.equal(await focused(), before.focused);
    t.assert.ok(await board.locator("[data-apply]").isHidden());
  });
  await t.then("no animation runs", async () => {
    t.assert.equal(await board.evaluate(() => document.getAnimations().length), 0);
  });
}

export async function the_words_of_the_scan_clock_change_at_12_20_and_24_hours(t) {
  const board = await t.staff("coordinator");
  const ward = await t.visitor();
  await t.given("somebody just referred, whose scan is due within a day", async () => {
    await openBoard(t, board);
    await refer(t, ward);
    await rowOf(board, EMERGENCY.family).locator('[data-clock="CLK-MRI24"]').waitFor();
  });
  const clock = rowOf(board, EMERGENCY.family).locator('[data-clock="CLK-MRI24"]');
  const due = await clock.getAttribute("data-due");
  t.assert.equal(await clock.locator("[data-clock-state]").innerText(), "On track");
  // A minute more than 12, 20 and 24 hours, counted from the start.
  for (const [minutes, state, words] of [
    [12 * 60 + 1, "watch", /^Watch$/], [8 * 60, "at-risk", /^At risk$/], [4 * 60, "breached", /Breached$/],
  ]) {
    await t.when(`${minutes} minutes pass`, () => moveClock(t, board, minutes));
    await t.then(`the clock says ${words.source.replace(/[$^]/g, "")}`, async () => {
      // So many hours later the session is over, and the next shift signs in.
      await board.goto(await (await t.demo()).linkOf("coordinator"));
      await rowOf(board, EMERGENCY.family).locator(`[data-clock="CLK-MRI24"][data-state="${state}"]`).waitFor();
      t.assert.match((await clock.locator("[data-clock-state]").innerText()).trim(), words);
    });
  }
  await t.then("it counts up, and its deadline has not moved", async () => {
    t.assert.match(await clock.locator("[data-clock-text]").innerText(), /over/);
    t.assert.equal(await clock.getAttribute("data-due"), due);
  });
  await t.when("the coordinator starts waiting for the referrer", async () => {
    const id = await rowOf(board, EMERGENCY.family).getAttribute("data-case");
    await t.go(board, `/cases/${id}/quick`);
    const part = board.locator("details").filter({ hasText: "Waiting for the referrer" }).last();
    await part.locator("summary").click();
    await part.getByLabel("What the referrer must answer").fill("eGFR");
    await part.getByRole("button", { name: "Start waiting" }).click();
    await openBoard(t, board);
  });
  await t.then("a clock of its own runs, and the national one has not paused", async () => {
    await rowOf(board, EMERGENCY.family).locator('[data-clock="CLK-AWAITREF"]').waitFor();
    t.assert.equal(await clock.getAttribute("data-due"), due);
    t.assert.equal(await board.getByRole("button", { name: /pause/i }).count(), 0);
  });
}

export async function the_wall_shows_nobody_by_name(t) {
  const board = await t.staff("coordinator");
  const names = await t.given("the names on the board", async () => {
    await openBoard(t, board);
    return board.locator("tr[data-case] .row-link").evaluateAll((links) =>
      links.map((link) => link.textContent.trim().split(",")[0]));
  });
  await t.when("the wall board is opened", async () => {
    await board.setViewportSize({ width: 1920, height: 1080 });
    await t.go(board, "/board/wall");
    await board.locator("[data-live]").first().waitFor();
  });
  await t.then("no family name and no NHS number is in the page", async () => {
    const page = await board.content();
    t.assert.ok(names.length > 10, `${names.length} rows`);
    t.assert.deepEqual(names.filter((name) => page.includes(name)), []);
    t.assert.doesNotMatch(page, /\b999 ?\d{3} ?\d{4}\b/);
  });
  await t.check(board, { patientData: true });
  await t.picture(board, "wall");
}

export async function a_search_leaves_nothing_in_address_or_title(t) {
  const page = await t.staff("coordinator");
  await t.given("the search", () => t.go(page, "/search"));
  await t.check(page, { patientData: true });
  await t.when("the coordinator looks for a family name", async () => {
    await page.getByRole("searchbox").fill("jones");
    await page.getByRole("button", { name: "Search" }).click();
    await page.locator("article[data-case]").first().waitFor();
  });
  await t.then("each result has two identifiers, address and title none", async () => {
    const words = await page.locator("article[data-case]").first().innerText();
    t.assert.match(words, /\d\d-[A-Z][a-z]{2}-\d{4}/);
    t.assert.match(words, /\d{3} \d{3} \d{4}/);
    t.assert.doesNotMatch(`${page.url()} ${await page.title()}`, /jones/i);
  });
  await t.check(page, { patientData: true });
  await t.when("a whole NHS number is typed", async () => {
    await page.getByRole("searchbox").fill("999 000 1006");
    await page.getByRole("button", { name: "Search" }).click();
  });
  await t.then("the case opens at once", () => page.waitForURL(/\/cases\/[0-9a-f-]+$/));
}

export async function names_can_be_hidden_on_the_board(t) {
  const page = await t.staff("coordinator");
  await t.given("a board with names", () => openBoard(t, page));
  await t.when("b is pressed in the list", async () => {
    await row0(page).focus();
    await page.keyboard.press("b");
  });
  await t.then("neither eye nor screen reader finds a name", async () => {
    const seen = await page.locator("[data-private]").evaluateAll((all) =>
      all.filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => one.textContent));
    t.assert.deepEqual(seen, []);
  });
}

export async function a_call_is_typed_once_and_becomes_a_referral(t) {
  const page = await t.staff("coordinator");
  await t.given("phone mode", () => t.go(page, "/phone"));
  await t.check(page, { patientData: true });
  await t.picture(page, "phone-mode");
  const number = page.locator('main input[type="tel"]').first();
  await t.then("the number to ring back comes first", async () => {
    const first = page.locator('main form input:not([type="hidden"])').first();
    t.assert.equal(await first.getAttribute("type"), "tel");
  });
  await t.when("the coordinator types a number and the page is loaded again", async () => {
    await number.fill("01632 960888");
    await number.blur();
    await page.locator("[data-draft-status]").filter({ hasText: /saved/i }).waitFor();
    await page.reload();
  });
  await t.then("it is still there", async () => {
    t.assert.equal(await page.locator('main input[type="tel"]').first().inputValue(), "01632 960888");
  });
  await t.when("the rest is typed, read back and sent", async () => {
    const field = (name) => page.locator(`main form [name="${name}"]`);
    for (const [name, value] of [
      ["caller", "Dr Pim"], ["family", "Larkin"], ["given", "Otto"],
      ["born_day", "3"], ["born_month", "9"], ["born_year", "1948"], ["story", "Legs weak since noon"],
    ]) await field(name).first().fill(value);
    await field("location").first().fill("Ward 4, Northfield");
    for (const [name, value] of [["walking", "with_one"], ["cancer", "yes"]]) {
      await choose(page.locator(`main form input[name="${name}"][value="${value}"]`));
    }
    await page.getByRole("button", { name: /Read it back/ }).click();
    await page.getByRole("heading", { name: "Read it back" }).waitFor();
    t.assert.match(await page.locator("main").innerText(), /LARKIN, Otto/);
    await page.getByRole("button", { name: "Send referral" }).click();
  });
  await t.then("it is held, with a reference to say and a code of the caller's link", async () => {
    await page.getByText("The referral is held").waitFor();
    t.assert.ok(await page.locator("[data-qr]").first().isVisible());
  });
  await t.check(page, { patientData: true });
  await t.then("the board has it, once", async () => {
    await openBoard(t, page);
    await rowOf(page, "Larkin").waitFor();
    t.assert.equal(await rowOf(page, "Larkin").count(), 1);
  });
}

export async function a_referral_left_half_typed_with_a_red_flag_reaches_the_board(t) {
  const board = await t.staff("coordinator");
  const doctor = await t.visitor();
  await t.given("a doctor who typed a red flag and went away", async () => {
    await t.go(doctor, "/refer");
    await fill(doctor, { referrer_phone: "01632 960777", neurology: "yes", walking: "unable", cancer: "yes" });
    await doctor.locator("[data-draft-status]").filter({ hasText: /saved/i }).waitFor();
    await doctor.close();
  });
  await t.when("six minutes pass", () => moveClock(t, board, 6));
  await t.then("the board shows it with the number to ring back", async () => {
    await t.go(board, "/board");
    const left = board.locator("[data-draft]").filter({ hasText: "01632 960777" });
    await left.waitFor();
    await left.getByRole("link", { name: "Open what was typed" }).click();
    await board.locator("h1").waitFor();
    t.assert.match(await board.content(), /01632 960777/);
  });
  await t.check(board, { patientData: true });
}
