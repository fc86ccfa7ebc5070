// The public pages: what someone in danger sees first, and whether everyone can read the rest.

const TELEPHONE = /(?<![\d/-])(?:0\d{2,4}[ \d]{6,9}\d|\b999\b|\b111\b)/;
const MOST_BYTES = 60 * 1024;
const PATHS_TO_CARE = ["Check symptoms", "Refer yourself", "I am a health professional"];

export async function someone_in_danger_sees_what_to_do_first(t) {
  const page = await t.visitor({ viewport: "phone" });
  const bytes = await countBytes(page);
  await t.when("a frightened person opens the first page on a phone", () => t.go(page, "/"));
  await t.then("the emergency card comes first, before anything else", async () => {
    const first = await page.locator("main > *:not(h1)").first().textContent();
    t.assert.match(first, /Emergency: call 999 or go to A&E now/);
  });
  await t.then("its heading and its telephone link need no scrolling", async () => {
    for (const part of [
      page.getByText("Emergency: call 999 or go to A&E now").first(),
      page.locator('main a[href="tel:999"]').first(),
    ]) {
      const box = await part.boundingBox();
      t.assert.ok(box && box.y + box.height <= 740, `below the fold: ${JSON.stringify(box)}`);
    }
  });
  await t.then("no price stands above or inside the card", async () => {
    const card = await page.locator("main > *:not(h1)").first().textContent();
    const above = await page.locator("header").first().textContent();
    t.assert.doesNotMatch(`${above} ${card}`, /£/);
  });
  await t.then("the ways to care are there", async () => {
    for (const words of PATHS_TO_CARE) {
      t.assert.ok(await page.getByRole("link", { name: words }).first().isVisible(), words);
    }
  });
  await t.then("all of it is at most 60 KB on the wire", () => {
    t.note(`${bytes.total} bytes`);
    t.assert.ok(bytes.total > 0 && bytes.total <= MOST_BYTES, `${bytes.total} bytes`);
  });
  await t.picture(page, "first-page-phone", { guide: true });
}

export async function everyone_can_read_every_public_page(t) {
  const page = await t.visitor();
  const paths = await t.given("all pages that a visitor can follow links to", () => crawl(t, page));
  t.assert.ok(paths.length >= 5, `only ${paths.join(", ")}`);
  for (const path of paths) {
    await t.then(`${path} passes the checks of every screen`, async () => {
      await t.go(page, path);
      await t.check(page);
      t.assert.deepEqual(await bareTelephoneNumbers(page), [], "telephone numbers that cannot be tapped");
      // Neither on a public page nor in what it is made of; the referral form is for professionals.
      if (path === "/refer") return;
      t.assert.doesNotMatch(await page.content(), /\b(TR|CLK)-[A-Z0-9]+\b|data-tier/, "a code of the rule book");
    });
  }
  await t.go(page, "/");
  await t.picture(page, "first-page", { guide: true });
}

export async function the_public_pages_need_no_script(t) {
  const page = await t.visitor({ javaScript: false, viewport: "phone" });
  await t.given("a browser with JavaScript switched off", () => t.go(page, "/"));
  await t.then("the emergency card is there", async () => {
    t.assert.match(await page.content(), /Emergency: call 999 or go to A&amp;E now/);
  });
  for (const words of PATHS_TO_CARE) {
    await t.when(`the person follows "${words}"`, async () => {
      await t.go(page, "/");
      await page.getByRole("link", { name: words }).first().click();
    });
    await t.then("a page with a heading opens", async () => {
      t.assert.equal(page.cordline.document.status(), 200);
      t.assert.equal(await page.locator("h1").count(), 1);
    });
  }
}

export async function the_typeface_comes_from_here_and_print_does_without(t) {
  const page = await t.visitor();
  const fonts = [];
  page.on("response", (answer) => {
    if (answer.url().endsWith(".woff2")) fonts.push({ url: new URL(answer.url()), status: answer.status() });
  });
  await t.when("the first page is opened", async () => {
    await t.go(page, "/");
    await page.evaluate(() => document.fonts.ready);
  });
  await t.then("both weights come from the service itself and are used", async () => {
    const { origin } = new URL(page.url());
    t.assert.equal(fonts.length, 2, JSON.stringify(fonts));
    t.assert.ok(fonts.every(({ url, status }) => url.origin === origin && status === 200));
    const family = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
    t.assert.match(family, /^"?Atkinson Hyperlegible Next/);
    for (const weight of [400, 700]) {
      t.assert.ok(await page.evaluate((w) => document.fonts.check(`${w} 16px "Atkinson Hyperlegible Next"`), weight));
    }
  });
  await t.then("print keeps a typeface of the system", async () => {
    await page.emulateMedia({ media: "print" });
    t.assert.match(await page.evaluate(() => getComputedStyle(document.body).fontFamily), /^Arial/);
  });
}

export async function large_text_on_a_small_phone_fits(t) {
  const page = await t.visitor({ viewport: "phone" });
  for (const path of ["/", "/refer", "/sign-in"]) {
    await t.then(`${path} at twice the size of text`, async () => {
      await t.go(page, path);
      await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
      const wide = await page.evaluate(() => ({
        page: document.documentElement.scrollWidth,
        parts: [...document.querySelectorAll("footer *")]
          .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
          .map((part) => part.tagName),
      }));
      t.assert.ok(wide.page <= 360, `${wide.page} px wide`);
      t.assert.deepEqual(wide.parts, []);
    });
  }
}

// Bytes over the wire, as the browser's own network record counts them.
async function countBytes(page) {
  const session = await page.context().newCDPSession(page);
  const bytes = { total: 0 };
  await session.send("Network.enable");
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes.total += encodedDataLength;
  });
  return bytes;
}

// Every address below the origin that plain links reach from the first page without signing in.
async function crawl(t, page) {
  const found = ["/"];
  for (let next = 0; next < found.length && found.length < 80; next += 1) {
    const answer = await t.go(page, found[next]);
    t.assert.ok(answer.status() < 400, `${found[next]} answered ${answer.status()}`);
    const links = await page.evaluate(() =>
      [...document.querySelectorAll("a[href]")]
        .map((link) => new URL(link.href))
        .filter((url) => url.origin === location.origin)
        .map((url) => url.pathname),
    );
    for (const path of links) {
      const page_of_people = !/\.(pdf|json|csv|txt|svg)$|^\/(demo|sign-in|fhir)(\/|$)/.test(path);
      if (page_of_people && !found.includes(path)) found.push(path);
    }
  }
  return found;
}

// A-3.1-3: telephone numbers in the text of a page that are no `tel:` link.
async function bareTelephoneNumbers(page) {
  return page.evaluate((source) => {
    const pattern = new RegExp(source);
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const bare = [];
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const number = text.data.match(pattern)?.[0];
      const linked = text.parentElement.closest('a[href^="tel:"], label, legend, h1, h2, h3, button, input, option');
      // In a sentence "call 999" is an instruction; the number itself must be there as a link too.
      const instruction = number && number.length === 3;
      if (number && !linked && !instruction) bare.push(text.data.trim().slice(0, 80));
    }
    return bare;
  }, TELEPHONE.source);
}
