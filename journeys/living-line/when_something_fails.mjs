// Whatever fails, the telephone number is there.

import { EMERGENCY, fill } from "./steps/people.mjs";

export async function a_page_that_fails_still_says_whom_to_phone(t) {
  const page = await t.visitor({ viewport: "phone" });
  const answer = await t.when("somebody opens an address that does not exist", () => t.go(page, "/no-such-page"));
  await t.then("it is an error, in words, with a number to phone", async () => {
    t.assert.equal(answer.status(), 404);
    t.assert.equal(await page.locator("h1").count(), 1);
    t.assert.ok(await page.locator('main a[href^="tel:"]').first().isVisible(), "no number to phone");
  });
  await t.check(page);
}

export async function a_service_that_dies_between_the_click_and_the_commit_says_not_sent_and_takes_it_once(t) {
  t.dataFolder();
  const service = await t.serve();
  const page = await t.visitor();
  await t.given("a referral that is filled in", async () => {
    await t.go(page, "/refer");
    await fill(page, EMERGENCY);
    await page.locator("[data-draft-status]").filter({ hasText: /saved/ }).waitFor();
  });
  t.willLog(page, /ERR_|Failed to fetch|Failed to load resource/);
  await t.when("it is sent just as the service dies", async () => {
    service.freeze();
    await page.getByRole("button", { name: "Send referral" }).click();
    await page.locator("[data-send-status]").filter({ hasText: "Sending" }).waitFor();
    await service.kill();
  });
  await t.then("the page says not sent, keeps every word and goes on trying, with a number to phone", async () => {
    const status = page.locator("[data-send-status]");
    await status.filter({ hasText: /Not sent\. Keep this page open; retrying.*phone/ }).waitFor();
    t.assert.equal(await page.locator('#referral [name="family"]').inputValue(), EMERGENCY.family);
  });
  await t.when("the service is back at its address", () => t.serve({ sameAddress: true }));
  await t.then("the page sends it by itself and shows the status page", () =>
    page.waitForURL(/\/r\//, { timeout: 40_000 }));
  await t.then("there is exactly one referral", () => {
    const words = t.command("verify", "--data", t.dataFolder());
    t.note(words.trim().split("\n")[0]);
    t.assert.match(words, /\b1 cases?\b|cases:? +1\b/);
  });
}
