// What one person does with the board: pin, gather, undo, chase, switch keys off; and what others see.

import { EMERGENCY, openBoard, refer, rowOf } from "./steps/people.mjs";

const ids = (page) => page.locator("tr[data-case]").evaluateAll((rows) => rows.map((row) => row.dataset.case));
const headings = (page) => page.locator("tr.row-group").allInnerTexts();
// The list never moves under the pointer.
const lookUp = async (page) => {
  await page.mouse.move(0, 0);
  await page.keyboard.press("Escape");
};

export async function a_new_emergency_is_first_on_the_board_within_a_second(t) {
  const board = await t.staff("coordinator");
  const ward = await t.visitor();
  await t.given("a live board on which every emergency is acknowledged, and that notes when a row of that name appears", async () => {
    await openBoard(t, board);
    const unread = board.locator('tr[data-order^="0"]');
    for (let left = await unread.count(); left > 0; left -= 1) {
      await unread.first().getByRole("button", { name: "Acknowledge" }).click();
      await board.waitForFunction((more) => document.querySelectorAll('tr[data-order^="0"]').length < more, left);
    }
    await lookUp(board);
    await board.evaluate((family) => {
      new MutationObserver(() => {
        const row = Array.from(document.querySelectorAll("tr[data-case]")).find((one) => one.textContent.includes(family));
        if (row && !window.rowAt) {
          window.rowAt = Date.now();
          window.rowPlace = Array.from(document.querySelectorAll("tr[data-case]")).indexOf(row);
        }
      }).observe(document.querySelector("[data-rows]"), { childList: true });
    }, EMERGENCY.family.toUpperCase());
  });
  const answered = await t.when("the ward sends the referral", async () => {
    let at = 0;
    ward.on("response", (response) => {
      if (!at && response.request().method() === "POST" && new URL(response.url()).pathname === "/refer") at = Date.now();
    });
    await refer(t, ward);
    return at;
  });
  await t.then("its row is there within a second of the answer, and first", async () => {
    await rowOf(board, EMERGENCY.family).waitFor();
    const { at, place } = await board.evaluate(() => ({ at: window.rowAt, place: window.rowPlace }));
    t.note(`shown ${at - answered} ms after the answer to the ward`);
    t.assert.ok(answered > 0 && at - answered < 1000, `${at - answered} ms`);
    t.assert.equal(place, 0, "an emergency nobody has acknowledged is the first row");
    t.assert.equal(await rowOf(board, EMERGENCY.family).getAttribute("data-tier"), "E1");
  });
}

export async function what_can_wait_is_said_politely_and_interrupts_nobody(t) {
  const board = await t.staff("coordinator");
  const consultant = await t.staff("consultant");
  await t.given("a live board, and somebody whose urgency can be lowered", async () => {
    await openBoard(t, board);
    await board.evaluate(() => {
      window.said = { polite: [], assertive: [] };
      for (const kind of Object.keys(window.said)) {
        const region = document.querySelector(`[data-${kind}]`);
        new MutationObserver(() => {
          if (region.textContent) window.said[kind].push(region.textContent);
        }).observe(region, { childList: true, characterData: true, subtree: true });
      }
    });
  });
  const id = await t.when("a consultant makes an acknowledged case routine", async () => {
    await t.go(consultant, "/board");
    const calm = consultant.locator('tr[data-case][data-tier="U1"], tr[data-case][data-tier="U2"]').first();
    const found = await calm.getAttribute("data-case");
    await t.go(consultant, `/cases/${found}`);
    const form = consultant.locator(`form[action="/cases/${found}/tier"]`);
    await consultant.locator("#part-tier > summary").click();
    await form.locator('[name="tier"]').selectOption("R0");
    await form.locator('[name="reason"]').fill("An old injury explains it.");
    await form.locator("button.button").click();
    return found;
  });
  await t.then("the row says so, the polite region speaks, and nothing interrupts", async () => {
    await board.locator(`tr[data-case="${id}"][data-tier="R0"]`).waitFor();
    await board.waitForFunction(() => window.said.polite.some((words) => /Routine/.test(words)));
    t.assert.deepEqual(await board.evaluate(() => window.said.assertive), []);
    t.assert.equal(await board.locator(`[data-interrupts] p[data-for="${id}"]`).count(), 0);
  });
}

export async function pinned_and_gathered_rows_stay_so_for_their_reader(t) {
  const board = await t.staff("coordinator");
  const other = await t.staff("consultant");
  await t.given("a live board", () => openBoard(t, board));
  const before = await ids(board);
  const pinned = before.at(-1);
  await t.when("the coordinator pins the last row", async () => {
    await board.locator(`tr[data-case="${pinned}"]`).getByRole("button", { name: "Pin", exact: false }).click();
    await board.locator(`tr[data-case="${pinned}"][data-pinned]`).waitFor();
  });
  await t.then("it stands under its own heading, below emergencies nobody has acknowledged", async () => {
    const words = await headings(board);
    t.assert.ok(words.some((heading) => /^Pinned\s*1$/.test(heading.trim())), words.join(" | "));
    const order = await ids(board);
    const unread = await board.locator('tr[data-order^="0"]').count();
    t.assert.equal(order.indexOf(pinned), unread);
  });
  const order = await ids(board);
  await t.then("and still does when the page is loaded again", async () => {
    await openBoard(t, board);
    t.assert.deepEqual(await ids(board), order);
  });
  await t.check(board, { patientData: true });
  await t.when("g is pressed in the list", async () => {
    await board.locator("tr[data-case]").first().focus();
    await board.keyboard.press("g");
    await board.waitForURL(/group=urgency/);
  });
  await t.then("rows are gathered by urgency, and the list has the focus", async () => {
    await board.locator('[data-live="live"]').waitFor();
    t.assert.ok((await headings(board)).length >= 4, (await headings(board)).join(" | "));
    t.assert.ok(await board.evaluate(() => document.activeElement.matches("tr[data-case]")));
  });
  await t.picture(board, "board-gathered", { height: 760 });
  await t.then("after an event the rows are where the server would put them", async () => {
    await refer(t, await t.visitor());
    await lookUp(board);
    await rowOf(board, EMERGENCY.family).waitFor();
    const live = [await ids(board), await headings(board)];
    await t.go(board, "/board");
    t.assert.deepEqual([await ids(board), await headings(board)], live);
    t.assert.match(board.url(), /group=urgency/);
  });
  await t.then("the same address gives another person the same list, without the pin", async () => {
    await other.goto(board.url());
    t.assert.ok(!(await headings(other)).some((heading) => heading.startsWith("Pinned")));
    t.assert.deepEqual((await ids(other)).sort(), (await ids(board)).sort());
  });
}

export async function a_wrong_press_is_taken_back_within_ten_seconds(t) {
  const board = await t.staff("coordinator");
  const ward = await t.visitor();
  await t.given("an emergency on a live board", async () => {
    await openBoard(t, board);
    await refer(t, ward);
  });
  const row = rowOf(board, EMERGENCY.family);
  await t.when("the coordinator acknowledges the wrong row and undoes it", async () => {
    await row.getByRole("button", { name: "Acknowledge" }).click();
    await row.locator(".unacknowledged").waitFor({ state: "detached" });
    await board.locator(".toast").getByRole("button", { name: "Undo" }).click();
  });
  await t.then("nobody has the case, and its ladder goes on", async () => {
    await board.locator(".toast").filter({ hasText: "Nobody has this case" }).waitFor();
    await lookUp(board);
    await row.locator(".unacknowledged").waitFor();
    await row.getByText(/Ladder:/).waitFor();
  });
  const id = await row.getAttribute("data-case");
  await t.then("the record keeps both, struck through", async () => {
    const desk = await t.tabBeside(board);
    await t.go(desk, `/cases/${id}/timeline`);
    await desk.locator("li").filter({ hasText: "undone within 10 s" }).locator("del").first().waitFor({ state: "attached" });
    await desk.close();
  });
  const plain = await t.staff("coordinator", { javaScript: false });
  await t.when("without script a note is added and the next page undoes it", async () => {
    await t.go(plain, `/cases/${id}/quick?next=/board`);
    await plain.locator("summary").filter({ hasText: "Add a note" }).click();
    await plain.getByLabel("Note", { exact: true }).fill("For somebody else.");
    await plain.getByRole("button", { name: "Add note" }).click();
    await plain.waitForURL(/\/board/);
    await plain.getByText("Note added.").waitFor();
    await plain.getByRole("button", { name: "Undo" }).click();
    await plain.waitForURL(/\/board/);
  });
  await t.then("the note is struck through", async () => {
    await t.go(plain, `/cases/${id}/timeline`);
    await plain.locator("del").filter({ hasText: "For somebody else." }).waitFor();
  });
}

export async function who_is_chased_for_what_is_one_press_away(t) {
  const board = await t.staff("coordinator");
  await t.given("a live board with somebody who waits for a scan", () => openBoard(t, board));
  const row = board.locator('tr[data-case][data-views~="awaiting-mri"]').first();
  const id = await row.getAttribute("data-case");
  const same = board.locator(`tr[data-case="${id}"]`);
  await t.when("the coordinator chases from the row", async () => {
    await row.getByRole("link", { name: /^Chase/ }).click();
    const form = board.locator("[data-quick-dialog] form").filter({ has: board.locator('[name="step"][value="scan_slot"]') });
    await form.getByLabel("What they said").fill("16:00 if the ward is ready");
    await t.picture(board, "chase");
    await form.getByRole("button", { name: "Log chase" }).click();
  });
  await t.then("the row says who was asked, for what, and when", async () => {
    await same.getByText(/Chased MRI, duty radiographer for a scan slot, today \d\d:\d\d/).waitFor();
  });
}

export async function single_keys_stay_off_where_somebody_switched_them_off(t) {
  const board = await t.staff("coordinator");
  await t.given("a live board", () => openBoard(t, board));
  await t.when("? lists the shortcuts and they are switched off", async () => {
    await board.locator("tr[data-case]").first().focus();
    await board.keyboard.press("?");
    const help = board.locator("[data-help-dialog]");
    t.assert.match(await help.innerText(), /acknowledge[\s\S]*gather by urgency/);
    const label = help.locator('label[for="shortcuts-on"]');
    await Promise.all([board.waitForResponse((answer) => answer.url().endsWith("/board/shortcuts")), label.click()]);
  });
  await t.then("they stay off after the page is loaded again, and arrows still work", async () => {
    await openBoard(t, board);
    await board.locator("tr[data-case]").first().focus();
    await board.keyboard.press("b");
    await board.keyboard.press("?");
    t.assert.equal(await board.locator("html[data-privacy]").count(), 0);
    t.assert.equal(await board.locator("[data-help-dialog][open]").count(), 0);
    await board.keyboard.press("ArrowDown");
    t.assert.equal(await board.evaluate(() => document.querySelectorAll("tr[data-case]")[1] === document.activeElement), true);
  });
}
