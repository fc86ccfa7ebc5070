// A frightened person at home: the right action in the fewest taps, and never a false comfort.

import { choose, openBoard, rowOf } from "./steps/people.mjs";

// Words that would be a diagnosis or a comfort nobody may give from a form.
const NEVER = /you are fine|nothing to worry|you (?:do not )?have (?:MSCC|cord compression|cauda)/i;

export async function one_answer_leads_from_the_first_page_to_the_emergency_page(t) {
  const page = await t.visitor({ viewport: "phone" });
  await t.given("the first page on a phone", () => t.go(page, "/"));
  await t.when("a person presses Check symptoms, ticks yes and continues", async () => {
    await page.getByRole("link", { name: "Check symptoms" }).first().click();
    await t.check(page);
    await t.picture(page, "symptom-check", { guide: true });
    await answer(page, "yes");
  });
  await t.then("the third press has led to the emergency page, with 999 to tap", async () => {
    await page.getByRole("heading", { level: 1, name: "Emergency: call 999 or go to A&E now" }).waitFor();
    t.assert.ok(await page.locator('main a[href="tel:999"]').first().isVisible());
  });
  await t.then("nobody was asked for a name, a number or money", async () => {
    t.assert.equal(await page.locator('main input:not([type="hidden"])').count(), 0);
    t.assert.doesNotMatch(await page.locator("main").innerText(), /£|insurer/i);
  });
  await t.then("it says what to do and names no diagnosis", async () => {
    t.assert.match(await page.locator("main").innerText(), /Do not drive yourself/);
    t.assert.doesNotMatch(await page.locator("main").innerText(), NEVER);
  });
  await t.check(page);
  await t.picture(page, "emergency-page", { guide: true });
}

export async function someone_who_is_not_sure_is_called_and_the_coordinator_sees_it(t) {
  const board = await t.staff("coordinator");
  const page = await t.visitor({ viewport: "phone" });
  await t.given("a board that is live", () => openBoard(t, board));
  await t.when("a person with cancer is not sure about the legs", async () => {
    await t.go(page, "/check");
    await answer(page, "unknown");
    for (let asked = 0; asked < 20 && !(await heading(page, "What to do now")); asked += 1) {
      const cancer = await page.locator('form.question input[name="topic"][value="cancer"]').count();
      await answer(page, cancer ? "yes" : "no");
    }
  });
  await t.then("the answer is a call by a time, and no comfort", async () => {
    const words = await page.locator("main").innerText();
    t.assert.match(words, /will call by|A person will call/);
    t.assert.match(words, /Come back now/);
    t.assert.doesNotMatch(words, NEVER);
  });
  await t.check(page);
  await t.when("the person asks for the call and gives a name and a number", async () => {
    await page.getByRole("button", { name: "Ask the team to call you" }).click();
    await t.check(page);
    await page.getByLabel("First name").fill("Wilf");
    await page.getByLabel("Family name").fill("Thrale");
    await page.locator('[name="born_day"]').fill("27");
    await page.locator('[name="born_month"]').fill("3");
    await page.locator('[name="born_year"]').fill("1954");
    await page.getByLabel("Telephone number on which you answer").fill("07700 900123");
    await page.getByRole("button", { name: "Send to the team" }).click();
    await page.getByRole("heading", { level: 1, name: "The team has it" }).waitFor();
  });
  await t.then("the board shows the person without being loaded again", () =>
    rowOf(board, "Thrale").waitFor({ timeout: 5_000 }));
  await t.check(page);
}

export async function the_symptom_check_needs_no_script(t) {
  const page = await t.visitor({ viewport: "phone", javaScript: false });
  await t.when("a person without script answers the first question with yes", async () => {
    await t.go(page, "/");
    await page.getByRole("link", { name: "Check symptoms" }).first().click();
    await answer(page, "yes");
  });
  await t.then("the emergency page opens", () =>
    page.getByRole("heading", { level: 1, name: "Emergency: call 999 or go to A&E now" }).waitFor());
  await t.when("the person sends the answers on to the team", async () => {
    await page.getByRole("button", { name: "Send these answers to the hospital team" }).click();
  });
  await t.then("the emergency comes before any field", async () => {
    t.assert.match(await page.locator("main h1").innerText(), /Emergency: call 999 or go to A&E now/);
    const places = await page.locator("main h1, main input:not([type=hidden])").count();
    t.assert.ok(places > 1, "there is no form under the emergency card");
  });
}

export async function going_back_keeps_what_was_answered(t) {
  const page = await t.visitor({ viewport: "phone" });
  await t.given("a person who has answered the first question with not sure", async () => {
    await t.go(page, "/check");
    await answer(page, "unknown");
  });
  await t.when("the person goes back", async () => {
    await page.getByRole("button", { name: "Back", exact: true }).click();
  });
  await t.then("not sure is still chosen", async () => {
    await page.locator('form.question input[value="unknown"]:checked').first().waitFor({ state: "attached" });
  });
}

// Answers the question on the page: the one named, or "none of these" where ticks are offered.
async function answer(page, value) {
  const question = page.locator("form.question");
  const before = await page.locator("main").innerText();
  const wanted = value === "yes" ? ["yes"] : value === "no" ? ["no", "none"] : ["unknown"];
  const inputs = await question.locator('input[name="a"]').evaluateAll((all) =>
    all.map((input) => ({ type: input.type, value: input.value })),
  );
  const choice = inputs.find((input) => wanted.includes(input.value));
  if (choice) await choose(question.locator(`input[name="a"][value="${choice.value}"]`));
  else if (inputs[0]?.type === "checkbox") await choose(question.locator('input[name="a"]').first());
  else await question.locator('input[name="a"]').fill("61");
  await Promise.all([
    page.waitForEvent("domcontentloaded"),
    question.getByRole("button", { name: "Continue" }).click(),
  ]);
  if (before === (await page.locator("main").innerText())) throw new Error(`no answer was taken: ${before}`);
}

async function heading(page, name) {
  return (await page.getByRole("heading", { level: 1, name }).count()) > 0;
}
