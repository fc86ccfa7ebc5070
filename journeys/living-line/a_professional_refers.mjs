// A doctor at 02:10 with a shared keyboard: accepted in one go, and nothing typed is ever lost.

import { EMERGENCY, choose, fill, openBoard, refer, rowOf } from "./steps/people.mjs";

const MOST_INPUTS = 90;

export async function a_doctor_refers_by_keyboard_and_the_coordinator_sees_it_within_a_second(t) {
  const board = await t.staff("coordinator");
  const page = await t.visitor();
  await t.given("a board that is live", () => openBoard(t, board));
  await t.given("the form of referral", () => t.go(page, "/refer"));
  await t.picture(page, "referral-empty");
  const keys = keyboard(page);
  await t.when("a doctor answers the nine with the keyboard alone", async () => {
    await keys.to("referrer_phone");
    await keys.type("02079460245");
    for (const [name, nth] of [["senior", 2]]) await keys.option(name, nth);
    await keys.to("nhs_number");
    await keys.type("9990007020");
    await keys.to("family");
    await keys.type("Orrin");
    for (const [name, nth] of [
      ["location", 2], ["neurology", 1], ["walking", 3], ["pain", 1], ["cancer", 1], ["imaging", 1],
    ]) await keys.option(name, nth);
  });
  await t.then("the rail says how urgent it is before anything is sent, and whom to phone", async () => {
    const rail = page.locator('[data-rail] [data-tier="E1"]');
    await rail.waitFor();
    t.assert.ok(await page.locator('[data-rail] a[href^="tel:"]').first().isVisible());
    await page.locator('[data-rail] [data-missing="0"]').waitFor();
  });
  await page.locator("#referral legend", { hasText: "Neurology" }).first().evaluate((title) => title.scrollIntoView());
  await t.picture(page, "referral-with-rail", { guide: true, height: 560 });
  let sent = 0;
  await t.when("the doctor sends it with Alt+S", async () => {
    const arrival = rowOf(board, "Orrin").waitFor({ timeout: 5_000 }).then(() => performance.now());
    sent = performance.now();
    const [seen] = await Promise.all([arrival, keys.altS(), page.waitForURL(/\/r\//)]);
    sent = seen - sent;
  });
  await t.then("the board in another window showed it within a second", () => {
    t.note(`from the key to the row on the other screen: ${Math.round(sent)} ms`);
    t.assert.ok(sent < 1_000, `${sent} ms`);
  });
  await t.then("it is the first row, or as urgent as the first and waiting as long", async () => {
    const first = board.locator("tr[data-case]").first();
    t.assert.equal(await first.getAttribute("data-tier"), "E1");
    const row = rowOf(board, "Orrin");
    t.assert.ok(await row.locator(".unacknowledged").isVisible(), "it is not shown as unacknowledged");
  });
  await t.then(`that took at most ${MOST_INPUTS} inputs`, () => {
    t.note(`${keys.pressed()} inputs`);
    t.assert.ok(keys.pressed() <= MOST_INPUTS, `${keys.pressed()} inputs`);
  });
}

export async function an_empty_referral_names_the_nine_and_keeps_what_was_typed(t) {
  const page = await t.visitor();
  await t.given("the form with one word in it", async () => {
    await t.go(page, "/refer");
    await t.check(page);
    await page.locator('#referral [name="given"]').fill("Nora");
  });
  t.willLog(page, /status of 422/);
  await t.when("it is sent", async () => {
    await page.getByRole("button", { name: "Send referral" }).click();
    await page.locator(".error-summary").waitFor();
  });
  await t.then("nine errors lead to nine fields, and the focus is on them", async () => {
    t.assert.equal(await page.locator(".error-summary li").count(), 9);
    t.assert.ok(await page.evaluate(() => Boolean(document.activeElement?.closest(".error-summary"))));
  });
  await t.then("the word is still there", async () => {
    t.assert.equal(await page.locator('#referral [name="given"]').inputValue(), "Nora");
  });
  await t.check(page);
}

export async function a_referral_survives_a_browser_that_is_killed(t) {
  const page = await t.visitor();
  const address = await t.given("a referral half typed, and kept", async () => {
    await t.go(page, "/refer");
    const kept = page.waitForResponse((answer) =>
      answer.url().endsWith("/refer/draft") && answer.request().postData()?.includes("with_aid"));
    await fill(page, { referrer_phone: EMERGENCY.referrer_phone, family: "Marsh", walking: "with_aid" });
    await kept;
    await page.locator("[data-draft-status]").filter({ hasText: /saved/ }).waitFor();
    return page.url();
  });
  await t.when("the browser dies and the address is opened again", async () => {
    const again = await t.tabBeside(page);
    await page.close();
    await again.goto(address);
    await t.then("every field is there", async () => {
      t.assert.equal(await again.locator('#referral [name="family"]').inputValue(), "Marsh");
      t.assert.equal(await again.locator('#referral [name="referrer_phone"]').inputValue(), EMERGENCY.referrer_phone);
      t.assert.ok(await again.locator('#referral [name="walking"][value="with_aid"]').isChecked());
    });
    await t.then("nothing of it is kept in the browser itself", async () => {
      const kept = await again.evaluate(async () => ({
        local: localStorage.length, session: sessionStorage.length, databases: (await indexedDB.databases()).length,
      }));
      t.assert.deepEqual(kept, { local: 0, session: 0, databases: 0 });
    });
  });
}

export async function fever_and_lymphoma_hold_the_steroid_back_and_say_so(t) {
  const page = await t.visitor();
  await t.given("a referral of someone with cancer whose walking is worse", async () => {
    await t.go(page, "/refer");
    await fill(page, { neurology: "yes", walking: "with_one", cancer: "yes" });
    await page.locator('[data-rail] [data-tier="E1"]').waitFor();
  });
  await t.when("there is a fever", () => fill(page, { fever: "yes" }));
  await t.then("a senior decides between steroid and infection", () =>
    page.locator('[data-rail] [data-withheld="senior-decision"]').waitFor());
  await t.when("there is no fever, but lymphoma is suspected without a tissue diagnosis", async () => {
    await fill(page, { fever: "no" });
    await fill(page, { haem: "suspected", tissue: "no", steroid: "intended" });
  });
  await t.then("there is no steroid yet, and a number to phone", async () => {
    const stop = page.locator('[data-rail] [data-withheld="hard-stop"]');
    await stop.waitFor();
    t.assert.ok(await stop.locator('a[href^="tel:"]').first().isVisible());
  });
}

export async function every_dermatome_has_a_name_and_can_be_reached_by_keyboard(t) {
  const page = await t.visitor();
  await t.given("the body chart of the form", async () => {
    await t.go(page, "/refer");
    await page.getByText("Body chart", { exact: true }).click();
  });
  for (const layer of ["pain", "sensation"]) {
    await t.then(`every part of the layer ${layer} has a text name and takes the focus`, async () => {
      await page.locator(`label[for="chart-layer-${layer}"]`).click();
      const parts = await page.locator(`[data-layer="${layer}"] input[data-level]`).evaluateAll((boxes) =>
        boxes.map((box) => {
          box.focus();
          return { focused: document.activeElement === box, name: box.labels[0]?.textContent.trim() };
        }),
      );
      t.note(`${parts.length} boxes`);
      t.assert.ok(parts.length >= 56, `only ${parts.length}`);
      t.assert.deepEqual(parts.filter((part) => !part.focused || !part.name), []);
    });
  }
  await t.then("one of them is ticked with the space bar", async () => {
    const box = page.locator('[data-layer="sensation"] input[data-level]').first();
    await box.focus();
    await page.keyboard.press("Space");
    t.assert.ok(await box.isChecked());
  });
}

export async function the_urgency_is_there_without_script_too(t) {
  const page = await t.visitor({ javaScript: false });
  await t.when("a doctor without script fills the form and asks how urgent it is", async () => {
    await t.go(page, "/refer");
    await fill(page, { neurology: "yes", walking: "with_one", cancer: "yes" });
    await page.getByRole("button", { name: "Check urgency" }).click();
  });
  await t.then("the answer and whom to phone stand beside the form, which kept its answers", async () => {
    await page.locator('[data-rail] [data-tier="E1"]').waitFor();
    t.assert.ok(await page.locator('#referral [name="cancer"][value="yes"]').isChecked());
  });
}

export async function a_referrer_whom_this_site_does_not_take_reads_whom_to_ring(t) {
  t.dataFolder(`[site.accepted_referrers]
kinds = ["hospital", "emergency_department"]
otherwise = "the acute oncology service of Southmoor"
otherwise_phone = "01632 960555"
`);
  await t.serve();
  const page = await t.visitor();
  await t.given("a hospice that fills the form in", async () => {
    await t.go(page, "/refer");
    await fill(page, { ...EMERGENCY, story: "Legs gave way on the stairs" });
  });
  const kind = page.locator('#referral input[name="referrer_kind"][value="hospice"]');
  await t.when("it says that it is a hospice", () => choose(kind));
  await t.then("the page says at once who takes the referral, with a number", async () => {
    const notice = page.locator("[data-rail] [data-refused-referrer]");
    await notice.waitFor();
    t.assert.ok(await notice.locator('a[href="tel:01632960555"]').first().isVisible());
  });
  t.willLog(page, /status of 422/);
  await t.when("it is sent all the same", async () => {
    await page.getByRole("button", { name: "Send referral" }).click();
    await page.locator(".error-summary").waitFor();
  });
  await t.then("it is refused with that number on the same page, and nothing typed is lost", async () => {
    t.assert.match(await page.locator(".error-summary").innerText(), /Southmoor on 01632 960555/);
    t.assert.equal(await page.locator('#referral [name="story"]').inputValue(), "Legs gave way on the stairs");
    t.assert.ok(await kind.isChecked());
  });
  await t.check(page);
  await t.picture(page, "referrer-not-taken");
}

export async function the_next_shift_gets_a_link_of_its_own_and_the_case_says_so(t) {
  const board = await t.staff("coordinator");
  const ward = await t.visitor({ viewport: "phone" });
  const path = await t.given("a referrer with a private link", () => refer(t, ward));
  await t.then("a phone can read the link from the page", async () => {
    const code = ward.locator("[data-qr]").first();
    t.assert.ok(await code.isVisible());
    t.assert.match(await code.getAttribute("aria-label"), /camera/);
  });
  await t.check(ward, { patientData: true });
  await t.picture(ward, "status-page-code", { fullPage: true });
  await t.when("the referrer leaves and names who takes over", async () => {
    await ward.getByRole("link", { name: /I am leaving/ }).click();
    await ward.getByLabel("Name and role of your replacement").fill("Dr Bay, night registrar");
    await ward.getByLabel("Telephone number on which they answer").fill("01632 960444");
    await ward.getByRole("button", { name: "Hand over and make a new link" }).click();
    await ward.getByRole("link", { name: "Open the status page with the new link" }).waitFor();
  });
  const next = await ward.getByRole("link", { name: "Open the status page with the new link" }).getAttribute("href");
  await t.then("the new link is there as a code too, and is another one", async () => {
    t.assert.ok(await ward.locator("[data-qr]").first().isVisible());
    t.assert.notEqual(next, path);
  });
  const night = await t.visitor();
  await t.then("the old link shows nothing but whom to phone, the new one the case", async () => {
    t.assert.equal((await t.go(night, path)).status(), 410);
    t.assert.ok(!(await night.content()).includes(EMERGENCY.family.toUpperCase()));
    t.assert.equal((await t.go(night, next)).status(), 200);
    t.assert.ok((await night.content()).includes(EMERGENCY.family.toUpperCase()));
  });
  await t.then("the timeline of the case names who holds the link now", async () => {
    await openBoard(t, board);
    const id = await rowOf(board, EMERGENCY.family).getAttribute("data-case");
    await t.go(board, `/cases/${id}/timeline`);
    t.assert.match(await board.locator("main").innerText(), /Dr Bay, night registrar/);
  });
}

// A person who has no mouse; counts what they press.
function keyboard(page) {
  let count = 0;
  const press = async (key) => {
    count += 1;
    await page.keyboard.press(key);
  };
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("name") ?? "");
  const to = async (name) => {
    for (let presses = 0; (await focused()) !== name; presses += 1) {
      if (presses > 120) throw new Error(`Tab does not reach ${name}`);
      await press("Tab");
    }
  };
  return {
    press,
    to,
    pressed: () => count,
    altS: () => press("Alt+s"),
    type: async (text) => {
      for (const letter of text) await press(letter);
    },
    // A digit chooses an option of the group that has the focus.
    option: async (name, nth) => {
      await to(name);
      await press(String(nth));
      const chosen = page.locator(`#referral [name="${name}"]`).nth(nth - 1);
      if (!(await chosen.isChecked())) throw new Error(`${name}: ${nth} is not chosen`);
    },
  };
}
