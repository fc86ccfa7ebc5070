// Filling in the worksheet as an assistant does: by keyboard, one cell after the other.

const run = (letter, count, from = 1) => Array.from({ length: count }, (_, n) => `${letter}${n + from}`);
export const LEVELS = [...run("C", 7, 2), ...run("T", 12), ...run("L", 5), "S1", "S2", "S3", "S4_5"];
export const MUSCLES = ["C5", "C6", "C7", "C8", "T1", "L2", "L3", "L4", "L5", "S1"];

export const cell = (page, name) => page.locator(`[data-worksheet] input[name="${name}"]`);

// An empty worksheet: a draft of before is thrown away.
export async function worksheetOf(t, page, path) {
  await t.go(page, `${path}/isncsci`);
  const discard = page.getByRole("button", { name: "Discard draft" });
  if (await discard.count()) {
    await discard.click();
    await discard.waitFor({ state: "detached" });
  }
}

// "f", the level, "I tested these", Enter.
export async function fillDown(page, level) {
  const keys = page.keyboard;
  await keys.press("f");
  for (const letter of level.replace("_", "-")) await keys.press(letter);
  await keys.press("Tab");
  await keys.press("Tab");
  await keys.press("Space");
  await keys.press("Tab");
  await keys.press("Enter");
}

export async function typeColumn(page, codes) {
  for (const code of codes) {
    await page.keyboard.press(code[0] === "N" ? "n" : code[0]);
    for (const star of code.matchAll(/\*/g)) await page.keyboard.press(star[0]);
  }
}

// A whole worksheet in the order in which entry goes on: motor, touch, prick, right and then left.
export async function typed(page, vector) {
  for (const side of ["right", "left"]) {
    for (const [column, first] of [["motor", "C5"], ["lightTouch", "C2"], ["pinPrick", "C2"]]) {
      await cell(page, `${side}_${column}_${first}`).focus();
      await typeColumn(page, vector[side][column]);
    }
    const muscle = vector[side].lowestNonKeyMuscle;
    if (muscle) await page.locator(`[name="${side}_non_key"]`).selectOption(muscle);
  }
  for (const name of ["vac", "dap"]) await page.locator(`[name="${name}"]`).selectOption(vector[name]);
}
