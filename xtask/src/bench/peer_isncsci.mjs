// The public ISNCSCI program from npm on the exams of a file: processor time, and a tally of grades.
// Started by `cargo xtask bench knowledge` with the file; it never ships.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const { ISNCSCI } = require("isncsci");
const { version } = require("isncsci/package.json");

const MOTOR = ["C5", "C6", "C7", "C8", "T1", "L2", "L3", "L4", "L5", "S1"];
const TOUCH = ["C2", "C3", "C4", "C5", "C6", "C7", "C8", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10",
  "T11", "T12", "L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4_5"];
const column = (names, cells) => Object.fromEntries(names.map((name, place) => [name, cells[place]]));
const side = (from) => ({
  motor: column(MOTOR, from.motor),
  lightTouch: column(TOUCH, from.lightTouch),
  pinPrick: column(TOUCH, from.pinPrick),
  ...(from.lowestNonKeyMuscle ? { lowestNonKeyMuscleWithMotorFunction: from.lowestNonKeyMuscle } : {}),
});
const exams = readFileSync(process.argv[2], "utf8").trim().split("\n").map((line) => {
  const exam = JSON.parse(line);
  return {
    voluntaryAnalContraction: exam.vac,
    deepAnalPressure: exam.dap,
    right: side(exam.right),
    left: side(exam.left),
  };
});

const round = () => {
  const tally = { A: 0, B: 0, C: 0, D: 0, E: 0 };
  for (const exam of exams) {
    const grades = new ISNCSCI(exam).classification.ASIAImpairmentScale.replaceAll("*", "").split(",");
    for (const grade of grades) tally[grade] += 1;
  }
  return tally;
};
round(); // the compiler of the engine has its turn first
const before = process.cpuUsage();
const tally = round();
const spent = process.cpuUsage(before);
const seconds = (spent.user + spent.system) / 1e6;
console.log(JSON.stringify({ per_cpu_s: exams.length / seconds, exams: exams.length, tally, version, node: process.version }));
