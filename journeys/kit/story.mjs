// The one argument of a journey: given, when, then; people at devices; checks; pictures.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { faultsOf, openContext, watch } from "./browser.mjs";
import { checkPage } from "./checks.mjs";
import { printed } from "./print.mjs";
import { Server } from "./server.mjs";

// Pictures of the guide are kept with the source, so they stay small.
const MOST_PICTURE_BYTES = 150_000;

export class Story {
  #browser;
  #binary;
  #out;
  #guide;
  #contexts = [];
  #pages = [];
  #server = null;
  #folder = null;

  constructor({ name, browser, binary, out, guide }) {
    this.name = name;
    this.#browser = browser;
    this.#binary = binary;
    this.#out = out;
    this.#guide = guide;
    this.where = "the beginning";
    this.assert = assert;
  }

  // --- telling -----------------------------------------------------------------------------

  given(words, work) {
    return this.#step("given", words, work);
  }

  when(words, work) {
    return this.#step("when", words, work);
  }

  then(words, work) {
    return this.#step("then", words, work);
  }

  note(words) {
    console.log(`        ${words}`);
  }

  async #step(kind, words, work) {
    this.where = `${kind} ${words}`;
    const started = performance.now();
    const result = work ? await work() : undefined;
    console.log(`  ${kind.padEnd(5)} ${words} (${Math.round(performance.now() - started)} ms)`);
    return result;
  }

  // --- the service -------------------------------------------------------------------------

  // The demonstration of this journey, started when it is first needed.
  async demo() {
    this.#server ??= await Server.start(this.#binary, ["demo", "--plain", "--listen", "127.0.0.1:0"]);
    return this.#server;
  }

  // A data folder of this journey's own, with its `cordline.toml`.
  dataFolder(configuration = "") {
    this.#folder ??= mkdtempSync(join(tmpdir(), "cordline-journey-"));
    if (configuration) writeFileSync(join(this.#folder, "cordline.toml"), configuration);
    return this.#folder;
  }

  // The service proper on that folder. Called again, it stops the one before first; with `sameAddress`
  // pages that are open find it where it was.
  async serve({ sameAddress = false } = {}) {
    const address = sameAddress ? new URL(this.#server.origin).host : "127.0.0.1:0";
    if (this.#server) await this.#server.stop();
    const words = ["serve", "--data", this.dataFolder(), "--listen", address];
    this.#server = await Server.start(this.#binary, words);
    return this.#server;
  }

  // A command of the command line that ends by itself; gives what it wrote.
  command(...words) {
    return execFileSync(this.#binary, words, { encoding: "utf8" });
  }

  // The same, with these words on its standard input.
  commandWith(input, ...words) {
    return execFileSync(this.#binary, words, { encoding: "utf8", input: `${input}\n` });
  }

  // --- people ------------------------------------------------------------------------------

  // Someone without an account, at a device of their own. Options: viewport ("phone", "desk",
  // "wall"), javaScript, scheme. Gives a page that has not gone anywhere yet.
  async visitor(options = {}) {
    const { origin } = await this.demo();
    const context = await openContext(this.#browser, options);
    this.#contexts.push(context);
    return this.#newPage(context, origin);
  }

  // A second tab of the same person at the same device.
  async tabBeside(page) {
    return this.#newPage(page.context(), (await this.demo()).origin);
  }

  // Someone of the staff, signed in by the demonstration's link for that role.
  async staff(role, options = {}) {
    const page = await this.visitor(options);
    await page.goto(await (await this.demo()).linkOf(role));
    return page;
  }

  // Goes to a path of the service and gives the answer.
  async go(page, path) {
    return page.goto(new URL(path, (await this.demo()).origin).href);
  }

  async #newPage(context, origin) {
    const page = await watch(await context.newPage(), origin);
    page.setDefaultTimeout(10_000);
    this.#pages.push(page);
    return page;
  }

  // --- checking ----------------------------------------------------------------------------

  // The checks common to all screens; see kit/checks.mjs for the options.
  async check(page, options = {}) {
    const { faults, note } = await checkPage(page, options);
    this.note(`${new URL(page.url()).pathname}: ${note}`);
    assert.ok(faults.length === 0, `${page.url()}:\n${faults.join("\n")}`);
  }

  // The browser will log errors of this kind on the page because the journey causes them.
  willLog(page, pattern) {
    page.cordline.allowed.push(pattern);
  }

  // What the page would print, read back from the PDF.
  async print(page, name) {
    return printed(page, join(this.#out, `${name}.pdf`));
  }

  // No script, style or request on any page of the journey did what it must not. Run at the end
  // of every journey, so that pages nobody checked in full are covered too.
  async closing() {
    this.where = "the checks of every page at the end";
    const faults = this.#pages.flatMap((page) => faultsOf(page));
    assert.ok(faults.length === 0, faults.join("\n"));
  }

  // --- pictures ----------------------------------------------------------------------------

  // A picture of what is on the screen, or of its upper part. With `guide: true` it also becomes a
  // picture of the user guide, when the journeys run with --pictures; those stay small.
  async picture(page, name, { guide = false, fullPage = false, height = null } = {}) {
    const { width } = page.viewportSize();
    const clip = height ? { x: 0, y: 0, width, height } : undefined;
    const bytes = await page.screenshot({ path: join(this.#out, `${name}.png`), fullPage, clip, animations: "disabled" });
    if (!guide) return;
    assert.ok(bytes.length < MOST_PICTURE_BYTES, `${name} has ${bytes.length} bytes; give its height`);
    if (this.#guide) {
      mkdirSync(this.#guide, { recursive: true });
      writeFileSync(join(this.#guide, `${name}.png`), bytes);
    }
  }

  async pictureOfFailure() {
    for (const [index, page] of this.#pages.entries()) {
      const path = join(this.#out, `FAILED-${this.name}-${index + 1}.png`);
      await page.screenshot({ path, fullPage: true }).catch(() => {});
    }
  }

  async end() {
    for (const context of this.#contexts) await context.close().catch(() => {});
    if (this.#server) await this.#server.stop();
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }
}
