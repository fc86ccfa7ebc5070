// A board that silently stops is more dangerous than no board: the badge tells the truth.

const WITHIN_MS = 40_000;

export async function a_board_cut_off_from_everything_says_that_it_is_not_live(t) {
  const page = await t.staff("coordinator");
  await t.given("a coordinator's board that is live", () => openBoard(t, page));
  const service = await t.demo();
  await t.when("nothing comes from the service any more", () => service.freeze());
  await t.then("the board says since when it is not live, and whom to phone", async () => {
    const badge = page.locator('[data-live="stale"]');
    await badge.waitFor({ timeout: WITHIN_MS });
    t.assert.match(await badge.innerText(), /NOT LIVE since \S+/);
    t.assert.ok(await badge.locator('a[href^="tel:"]').first().isVisible(), "no number to phone");
  });
  await t.picture(page, "board-not-live", { guide: true, height: 560 });
  await t.when("the service answers again", () => service.thaw());
  await t.then("the board is live again", () =>
    page.locator('[data-live="live"]').waitFor({ timeout: WITHIN_MS }));
}

export async function a_board_without_its_stream_asks_for_the_list_and_says_so(t) {
  const page = await t.staff("coordinator");
  const stream = await t.given("a coordinator's board that is live", () => openBoard(t, page));
  await t.when("something between browser and service swallows the stream", async () => {
    t.willLog(page, /ERR_FAILED|EventSource/);
    await page.route((url) => url.pathname === stream, (route) => route.abort());
    await page.reload();
  });
  await t.then("the badge says polling within 25 seconds, not live", () =>
    page.locator('[data-live="polling"]').waitFor({ timeout: 25_000 }));
}

async function openBoard(t, page) {
  await t.go(page, "/board");
  await page.locator('[data-live="live"]').waitFor({ timeout: WITHIN_MS });
  const path = await page.locator("[data-stream]").first().getAttribute("data-stream");
  return new URL(path, page.url()).pathname;
}
