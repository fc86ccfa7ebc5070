// Debian's Chromium, and pages that remember everything that must not happen on them.

import { chromium } from "playwright-core";

export const VIEWPORTS = {
  phone: { width: 360, height: 740 },
  desk: { width: 1280, height: 800 },
  wall: { width: 1920, height: 1080 },
};

export function openBrowser() {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

// A context is one person at one device: own cookies, one size, script on or off, light or dark.
export async function openContext(browser, { viewport = "desk", javaScript = true, scheme = "light" } = {}) {
  return browser.newContext({
    viewport: VIEWPORTS[viewport] ?? viewport,
    javaScriptEnabled: javaScript,
    colorScheme: scheme,
    locale: "en-GB",
    timezoneId: "Europe/London",
    bypassCSP: false,
    reducedMotion: "reduce",
  });
}

// Attaches to a page the record that `faultsOf` reads: requests that leave the origin, console
// errors, uncaught errors, reports of the content security policy, and the last document answer.
export async function watch(page, origin) {
  const record = { offOrigin: [], errors: [], document: null, expected: new Set(), allowed: [] };
  page.cordline = record;
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url)) record.offOrigin.push(url);
  });
  page.on("response", (response) => {
    const request = response.request();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      record.document = response;
      // The browser logs a refused form as an error; the journey checks the status itself.
      if (response.status() >= 400) record.expected.add(response.url());
    }
  });
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const failedDocument =
      message.text().startsWith("Failed to load resource") && record.expected.has(message.location().url);
    if (!failedDocument) record.errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => record.errors.push(`uncaught: ${error.message}`));
  // Blocked styles and pictures are not always logged as errors, so listen to the report itself.
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (report) => {
      console.error(`content security policy: ${report.effectiveDirective} ${report.blockedURI}`);
    });
  });
  return page;
}

export function faultsOf(page) {
  const { offOrigin, errors, allowed } = page.cordline;
  return [
    ...offOrigin.map((url) => `A-2-2: a request left the origin: ${url}`),
    ...errors.filter((text) => !allowed.some((pattern) => pattern.test(text))).map((text) => `A-2-3: ${text}`),
  ];
}
