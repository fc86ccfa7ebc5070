// Runs the journeys: `node run.mjs [CAPABILITY] [--only WORD] [--pictures] [--binary PATH]`.
//
// A journey is an exported async function in CAPABILITY/*.mjs, named as a clinician would name it,
// and gets one argument, t (kit/story.mjs). Each has a server, a database and browsers of its own,
// so that no journey depends on another. Nothing is tried twice: a flaky journey is a bug.

import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openBrowser } from "./kit/browser.mjs";
import { Story } from "./kit/story.mjs";

const here = dirname(fileURLToPath(import.meta.url));

function readArguments(words) {
  const options = {
    capability: null,
    only: null,
    pictures: false,
    binary: resolve(here, "../target/release/cordline"),
  };
  const rest = [...words];
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === "--only") options.only = rest.shift();
    else if (word === "--pictures") options.pictures = true;
    else if (word === "--binary") options.binary = resolve(rest.shift());
    else if (word.startsWith("--")) throw new Error(`there is no option ${word}`);
    else options.capability = word;
  }
  return options;
}

function capabilities() {
  return readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => !["kit", "node_modules", "out"].includes(name) && !name.startsWith("."))
    .sort();
}

async function journeysOf(capability) {
  const folder = join(here, capability);
  if (!existsSync(folder)) {
    throw new Error(`there is no capability ${capability}; there are: ${capabilities().join(", ")}`);
  }
  const found = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".mjs")).sort()) {
    const module = await import(pathToFileURL(join(folder, file)));
    for (const [name, journey] of Object.entries(module)) {
      if (typeof journey === "function") found.push({ name, journey, file: `${capability}/${file}` });
    }
  }
  return found;
}

async function main() {
  const options = readArguments(process.argv.slice(2));
  const chosen = options.capability ? [options.capability] : capabilities();
  const out = join(here, "out");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const guide = options.pictures ? resolve(here, "../docs/guide/pictures") : null;

  const journeys = (await Promise.all(chosen.map(journeysOf))).flat();
  const wanted = journeys.filter(({ name }) => !options.only || name.includes(options.only));
  const failed = [];
  const browser = await openBrowser();
  try {
    for (const { name, journey, file } of wanted) {
      console.log(`\n${name.replaceAll("_", " ")} (${file})`);
      const started = performance.now();
      const story = new Story({ name, browser, binary: options.binary, out, guide });
      try {
        await journey(story);
        await story.closing();
        console.log(`  passed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
      } catch (error) {
        failed.push(name);
        await story.pictureOfFailure();
        console.log(`  FAILED at: ${story.where}\n${indent(error.stack ?? String(error))}`);
      } finally {
        await story.end();
      }
    }
  } finally {
    await browser.close();
  }
  if (failed.length > 0) console.log(`\nfailed: ${failed.join(", ")}`);
  console.log(`\n${wanted.length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0 || wanted.length === 0) process.exitCode = 1;
}

function indent(text) {
  return text.split("\n").map((line) => `    ${line}`).join("\n");
}

await main();
