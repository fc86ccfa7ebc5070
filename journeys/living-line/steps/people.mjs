// Steps that several journeys share: finding rows, moving the demonstration's clock, referring.

export const rowOf = (page, family) =>
  page.locator("tr[data-case]").filter({ hasText: family.toUpperCase() });

// The board, when it says that it is live.
export async function openBoard(t, page, path = "/board") {
  await t.go(page, path);
  await page.locator('[data-live="live"]').waitFor();
}

// Moves the clock of the demonstration with its own form, in a page beside the ones looked at.
export async function moveClock(t, page, minutes) {
  const beside = await t.tabBeside(page);
  await t.go(beside, "/");
  const { origin } = await t.demo();
  const token = await beside.locator('form[action="/demo/advance"] input[type="hidden"]').evaluateAll(
    (inputs) => Object.fromEntries(inputs.map((input) => [input.name, input.value])),
  );
  const answer = await beside.request.post(`${origin}/demo/advance`, {
    form: { ...token, minutes: String(minutes) },
    headers: { origin },
    maxRedirects: 0,
  });
  t.assert.equal(answer.status(), 303, `the clock did not move: ${answer.status()}`);
  await beside.close();
}

// What makes a suspected compression with weakness of the legs: the nine fields and a story.
export const EMERGENCY = {
  referrer_phone: "01632 960245",
  referrer_name: "Dr Iris Hale",
  senior: "registrar",
  family: "Quill",
  given: "Nora",
  born: ["14", "7", "1950"],
  location: "ward",
  ward: "Ward 9",
  neurology: "yes",
  walking: "with_one",
  pain: "yes",
  cancer: "yes",
  imaging: "none",
};

// Fills the professional form as a person with a mouse does, and sends it.
export async function refer(t, page, answers = EMERGENCY) {
  await t.go(page, "/refer");
  await fill(page, answers);
  await page.getByRole("button", { name: "Send referral" }).click();
  await page.waitForURL(/\/r\//);
  return new URL(page.url()).pathname;
}

export async function fill(page, answers) {
  for (const [name, value] of Object.entries(answers)) {
    if (Array.isArray(value)) {
      for (const [part, typed] of [["day", value[0]], ["month", value[1]], ["year", value[2]]]) {
        await page.locator(`#referral [name="${name}_${part}"]`).fill(typed);
      }
      continue;
    }
    const choice = page.locator(`#referral input[type="radio"][name="${name}"][value="${value}"]`);
    if (await choice.count()) await choose(choice);
    else await page.locator(`#referral [name="${name}"]`).fill(value);
  }
}

// Chooses a radio button or ticks a box as people do: by its words, which lie over it.
export async function choose(input) {
  const page = input.page();
  const id = await input.getAttribute("id");
  const folded = input.locator("xpath=ancestor::details[not(@open)]");
  for (let deep = await folded.count(); deep > 0; deep -= 1) {
    await folded.first().locator("> summary").click();
  }
  await page.locator(`label[for="${id}"]`).click();
  if (!(await input.isChecked())) throw new Error(`${id} is not chosen`);
}
