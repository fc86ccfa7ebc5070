// The checks themselves, tried on pages that break one promise each: a check that cannot fail
// would be worth nothing. Run by `cargo xtask journeys` before the journeys.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { openBrowser, openContext, watch } from "./browser.mjs";
import { checkPage } from "./checks.mjs";
import { isA4, printed } from "./print.mjs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const STYLE = `
  a, button { display: inline-block; min-height: 24px; min-width: 24px; padding: 4px; }
  .wide { width: 500px; }
  .cover { position: fixed; inset: 0; background: white; }
  .cut { height: 20px; width: 60px; overflow: hidden; white-space: nowrap; }
  .pale { color: #bbb; background: #fff; }
  @page { size: A4 landscape; }`;
const E1 = "Emergency: act now. Phone the coordinator or on-call spinal service now: 01632 960000";
const GOOD = `<h1>A page</h1><p data-tier="E1">${E1}</p><p><button type="button">Add note</button></p>`;

let server;
let browser;
let origin;
let body = GOOD;
let title = "A page";

before(async () => {
  server = createServer((request, response) => {
    const policy = "default-src 'self'";
    if (request.url === "/style.css") {
      response.writeHead(200, { "content-type": "text/css" });
      response.end(STYLE);
      return;
    }
    response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy });
    response.end(`<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/style.css">
      <link rel="icon" href="/style.css"></head><body><a href="#main">Skip to main content</a>
      <main id="main" tabindex="-1">${body}</main></body></html>`);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser.close();
  server.close();
});

async function faultsOn(html, { options = {}, named = "A page", path = "/" } = {}) {
  body = html;
  title = named;
  const context = await openContext(browser);
  try {
    const page = await watch(await context.newPage(), origin);
    await page.goto(origin + path);
    return (await checkPage(page, options)).faults.join("\n");
  } finally {
    await context.close();
  }
}

test("a_good_page_has_no_fault", async () => {
  assert.equal(await faultsOn(GOOD), "");
});

const BROKEN = {
  "A-2-1": [`${GOOD}<p class="pale">too pale to read</p>`],
  "A-2-2": [`${GOOD}<img alt="" src="http://127.0.0.1:9/elsewhere.svg">`],
  "A-2-3": [`${GOOD}<script>window.inline = true</script>`],
  "A-2-4": ["<p>no heading</p>", `${GOOD}<h1>two</h1>`],
  "A-2-5": [`${GOOD}<div class="cover">over everything</div>`],
  "A-2-6": [`${GOOD}<p class="wide">wide</p>`],
  "A-2-7": [`${GOOD}<p class="cut">cut off here</p>`],
  "A-2-8": ['<h1>x</h1><p data-tier="E1">Emergency: act now</p>', '<h1>x</h1><p data-tier="X9">Soon</p>'],
};

for (const [check, pages] of Object.entries(BROKEN)) {
  test(`${check} finds the page that breaks it`, async () => {
    for (const html of pages) assert.match(await faultsOn(html), new RegExp(check));
  });
}

test("patient data in a title or an address is found", async () => {
  assert.match(await faultsOn(GOOD, { named: "SMITH, Ann" }), /A-2-4: patient data in the title/);
  assert.match(await faultsOn(GOOD, { path: "/?q=999%20000%200018" }), /A-2-4: patient data in the address/);
});

test("A-2-10 finds a page of patient data that a cache may keep", async () => {
  assert.match(await faultsOn(GOOD, { options: { patientData: true } }), /A-2-10/);
});

test("what a page prints is read back with its size", async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  body = GOOD;
  await page.goto(origin);
  const print = await printed(page, join(mkdtempSync(join(tmpdir(), "journeys-")), "page.pdf"));
  assert.equal(print.count, 1);
  assert.ok(isA4(print) && print.landscape, JSON.stringify(print));
  assert.match(print.text, /Emergency: act now/);
  await context.close();
});
