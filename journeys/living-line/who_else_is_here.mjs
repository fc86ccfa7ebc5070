// Several people and several tabs: who has a case open, what is new to whom, one stream for all tabs.

import { Line } from "../kit/line.mjs";
import { EMERGENCY, openBoard, refer, rowOf } from "./steps/people.mjs";

const WITHIN_2_S = { timeout: 2_000 };

export async function two_people_on_one_case_see_each_other_within_two_seconds(t) {
  const one = await t.staff("coordinator");
  const other = await t.staff("consultant");
  const plain = await t.staff("therapist", { javaScript: false });
  const id = await t.given("a coordinator with a case open", async () => {
    await openBoard(t, one);
    const first = await one.locator("tr[data-case]").first().getAttribute("data-case");
    await t.go(one, `/cases/${first}`);
    t.assert.ok(await one.locator("[data-presence]").isHidden(), "nobody else is here");
    return first;
  });
  const names = {};
  for (const [key, page] of Object.entries({ one, other, plain })) {
    names[key] = (await page.locator("form.who > span").first().innerText()).split(",")[0];
  }
  await t.when("a consultant opens the same case", () => t.go(other, `/cases/${id}`));
  await t.then("the consultant reads the coordinator's name", () =>
    other.locator("[data-presence]").filter({ hasText: names.one }).waitFor(WITHIN_2_S));
  await t.then("and the coordinator, whose page was open already, the consultant's", () =>
    one.locator("[data-presence]").filter({ hasText: names.other }).waitFor(WITHIN_2_S));
  await t.then("without script it is there when the page opens", async () => {
    await t.go(plain, `/cases/${id}`);
    const line = await plain.locator("[data-presence]").innerText();
    t.assert.ok(line.includes(names.one) && line.includes(names.other), line);
  });
  await t.check(one, { patientData: true });
}

export async function what_is_new_is_new_until_one_has_looked_oneself(t) {
  const one = await t.staff("coordinator");
  const other = await t.staff("consultant");
  const id = await t.given("two people who have both read the timeline of a case", async () => {
    await t.go(one, "/board");
    const first = await one.locator("tr[data-case]").first().getAttribute("data-case");
    for (const page of [one, other]) await t.go(page, `/cases/${first}/timeline`);
    return first;
  });
  const count = (page) => page.locator(".tabs .count").filter({ hasText: /new/ }).count();
  await t.when("a note is added", async () => {
    await t.go(one, `/cases/${id}/quick?next=/cases/${id}`);
    await one.locator("summary").filter({ hasText: "Add a note" }).click();
    await one.getByLabel("Note", { exact: true }).fill("Slot at 16:00.");
    await one.getByRole("button", { name: "Add note" }).click();
    await one.waitForURL(new RegExp(`/cases/${id}$`));
  });
  await t.then("it is new to both, and stays new to whoever has not looked", async () => {
    await t.go(other, `/cases/${id}`);
    t.assert.deepEqual([await count(one), await count(other)], [1, 1]);
    await t.go(one, `/cases/${id}/timeline`);
    await t.go(one, `/cases/${id}`);
    await t.go(other, `/cases/${id}`);
    t.assert.deepEqual([await count(one), await count(other)], [0, 1]);
  });
}

export async function three_tabs_share_one_stream_and_the_next_takes_over(t) {
  const first = await t.staff("coordinator");
  const opened = [];
  const isStream = (request) => new URL(request.url()).pathname === "/board/stream";
  await t.given("the board in a tab, live", async () => {
    await openBoard(t, first);
    first.context().on("request", (request) => isStream(request) && opened.push(request.url()));
  });
  const second = await t.tabBeside(first);
  const third = await t.tabBeside(first);
  await t.when("the board is opened in a second tab and a case in a third", async () => {
    await openBoard(t, second);
    const id = await second.locator("tr[data-case]").first().getAttribute("data-case");
    await t.go(third, `/cases/${id}`);
    await third.locator("[data-presence]").waitFor({ state: "attached" });
  });
  await t.then("no further stream is opened, and the second tab is live all the same", async () => {
    await refer(t, await t.visitor());
    await rowOf(second, EMERGENCY.family).waitFor({ timeout: 5_000 });
    t.assert.deepEqual(opened, []);
  });
  await t.when("the tab that listens is closed", () => first.close());
  await t.then("one other opens the stream, and an emergency still arrives", async () => {
    await refer(t, await t.visitor(), { ...EMERGENCY, family: "Sorrel" });
    await rowOf(second, "Sorrel").waitFor({ timeout: 5_000 });
    t.assert.equal(opened.length, 1, opened.join("\n"));
  });
}

export async function what_happened_while_the_line_was_cut_arrives_once_and_in_order(t) {
  const service = await t.demo();
  const direct = service.origin;
  const line = await Line.to(direct);
  const desk = await t.staff("coordinator");
  const ward = await t.visitor();
  await t.go(desk, "/search");
  service.origin = line.origin;
  const board = await t.tabBeside(desk);
  await t.given("a live board that notes every row put into it", async () => {
    await openBoard(t, board);
    service.origin = direct;
    await board.evaluate(() => {
      window.arrived = [];
      new MutationObserver((changes) => {
        for (const row of changes.flatMap((change) => Array.from(change.addedNodes))) {
          if (row.dataset?.case) window.arrived.push(row.querySelector(".row-link").textContent.split(",")[0].trim());
        }
      }).observe(document.querySelector("[data-rows]"), { childList: true });
    });
    t.willLog(board, /ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE|ERR_SOCKET/);
  });
  const cutAt = performance.now();
  await t.when("the line is cut for 30 seconds, and three people are referred meanwhile", async () => {
    line.cut();
    for (const family of ["Aarden", "Birch", "Cole"]) await refer(t, ward, { ...EMERGENCY, family });
    await board.locator('[data-live="stale"]').waitFor({ timeout: 40_000 });
    await board.waitForFunction((ms) => performance.now() > ms, await board.evaluate(
      (left) => performance.now() + left, Math.max(0, 30_000 - (performance.now() - cutAt))));
    t.assert.deepEqual(await board.evaluate(() => window.arrived), []);
  });
  await t.when("the line is back", () => line.mend());
  await t.then("all three are there, each once, in their order", async () => {
    await rowOf(board, "Cole").waitFor({ timeout: 20_000 });
    await board.locator('[data-live="live"]').waitFor({ timeout: 20_000 });
    t.assert.deepEqual(await board.evaluate(() => window.arrived), ["AARDEN", "BIRCH", "COLE"]);
    line.close();
  });
}
