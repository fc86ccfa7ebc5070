// A running `cordline`, on a port of its own with people of its own, ended with the journey.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const PATIENCE_MS = 60_000;

export class Server {
  // Starts `BINARY ...arguments` and waits for its `listening on` line.
  static async start(binary, words) {
    const child = spawn(binary, words, { stdio: ["ignore", "pipe", "pipe"] });
    const server = new Server(child);
    await server.#untilListening(words);
    return server;
  }

  constructor(child) {
    this.child = child;
    this.origin = null;
    this.links = [];
    this.log = [];
    this.ended = new Promise((resolve) => {
      child.on("exit", (code, signal) => resolve(signal ?? code));
      child.on("error", (error) => resolve(error.message));
    });
  }

  #untilListening(words) {
    return new Promise((resolve, reject) => {
      const command = `cordline ${words.join(" ")}`;
      const fail = (why) => reject(new Error(`${command} ${why}\n${this.log.join("\n")}`));
      const limit = setTimeout(() => fail("was not listening in time"), PATIENCE_MS);
      this.ended.then((how) => fail(`ended with ${how}`));
      createInterface({ input: this.child.stderr }).on("line", (line) => this.#remember(line));
      createInterface({ input: this.child.stdout }).on("line", (line) => {
        this.#remember(line);
        const address = line.match(/^listening on (http:\/\/\S+)/);
        if (address) {
          this.origin = new URL(address[1]).origin;
          clearTimeout(limit);
          resolve();
        } else if (line.startsWith("{")) {
          const { role, url } = JSON.parse(line);
          if (role && url) this.links.push({ role, url });
        }
      });
    });
  }

  #remember(line) {
    this.log.push(line);
    if (this.log.length > 200) this.log.shift();
  }

  // The sign-in link of a role; links may follow the `listening on` line, so wait a moment.
  async linkOf(role) {
    for (let tries = 0; tries < 100; tries += 1) {
      const link = this.links.find((one) => one.role === role);
      if (link) return link.url;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const known = this.links.map((one) => one.role).join(", ");
    throw new Error(`no sign-in link for ${role}; there are: ${known}`);
  }

  // Asks the process to end and waits until it has; `kill()` does not ask.
  async stop() {
    this.thaw();
    this.child.kill("SIGTERM");
    const slow = setTimeout(() => this.child.kill("SIGKILL"), 5_000);
    const how = await this.ended;
    clearTimeout(slow);
    return how;
  }

  // Holds the process still, as if the network or the machine were gone, and lets it go on.
  freeze() {
    this.child.kill("SIGSTOP");
  }

  thaw() {
    this.child.kill("SIGCONT");
  }

  async kill() {
    this.child.kill("SIGKILL");
    return this.ended;
  }
}
