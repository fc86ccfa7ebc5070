// The public rule engine from npm on the rule book and the people of a file: processor time, a tally of
// tiers, and how many people get our tier and limit. Started by `cargo xtask bench knowledge`; it never
// ships. Tier and limit are picked from the events here, as a program that uses that engine has to.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const { Engine } = require("json-rules-engine");
const { version } = require("json-rules-engine/package.json");

const [book, ...people] = readFileSync(process.argv[2], "utf8").trim().split("\n").map((line) => JSON.parse(line));
const rank = new Map(book.tiers.map((tier, place) => [tier, place]));

const engineFor = (audience) => {
  const engine = new Engine();
  for (const [name, conditions] of Object.entries(book.conditions)) engine.setCondition(name, conditions);
  for (const { id, when, tier, limit_h, advisory } of book.rules.filter((it) => it.audiences.includes(audience))) {
    engine.addRule({ name: id, conditions: when, event: { type: id, params: { tier, limit_h, advisory } } });
  }
  return engine;
};
const engines = new Map(["public", "clinician"].map((audience) => [audience, engineFor(audience)]));

const decide = async (person) => {
  const { events } = await engines.get(person.audience).run(person.facts);
  let best;
  for (const { params: rule } of events) {
    if (rule.advisory) continue;
    const sooner = best === undefined || rank.get(rule.tier) < rank.get(best.tier)
      || (rule.tier === best.tier && rule.limit_h < best.limit_h);
    if (sooner) best = rule;
  }
  return best;
};

for (const person of people.slice(0, 200)) await decide(person); // the compiler of the engine has its turn first
const tally = {};
let agree = 0;
const before = process.cpuUsage();
for (const person of people) {
  const { tier, limit_h: limit } = await decide(person);
  tally[tier] = (tally[tier] ?? 0) + 1;
  if (tier === person.tier && limit === person.limit_h) agree += 1;
}
const spent = process.cpuUsage(before);
const seconds = (spent.user + spent.system) / 1e6;
const ours = {};
for (const { tier } of people) ours[tier] = (ours[tier] ?? 0) + 1;
console.log(JSON.stringify({
  per_cpu_s: people.length / seconds, people: people.length, agree, tally, ours, rules: book.rules.length, version, node: process.version,
}));
