// What a page prints: its text page by page, and the size of its sheets (poppler's tools).

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

// Prints a page as the browser's print dialog would and reads the PDF back.
export async function printed(page, file) {
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: false }));
  const facts = execFileSync("pdfinfo", [file], { encoding: "utf8" });
  const number = (pattern) => facts.match(pattern)?.slice(1).map(Number) ?? [];
  const [count] = number(/^Pages:\s+(\d+)/m);
  const [width, height] = number(/^Page size:\s+([\d.]+) x ([\d.]+)/m);
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  const pages = text.split("\f").slice(0, count);
  return { file, pages, count, width, height, landscape: width > height, text };
}

// A4 in points, give or take the rounding of a millimetre.
export function isA4({ width, height }) {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return Math.abs(short - 595.3) < 2 && Math.abs(long - 841.9) < 2;
}
