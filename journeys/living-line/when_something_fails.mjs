// Whatever fails, the telephone number is there.

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
