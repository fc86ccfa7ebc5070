// The line between a browser and the service, which a journey can cut and mend.

import { connect, createServer } from "node:net";

export class Line {
  #sockets = new Set();
  #down = false;
  #server;

  // A line of its own to a running service; pages that go to its `origin` are on it.
  static async to(origin) {
    const line = new Line();
    const { hostname, port } = new URL(origin);
    line.#server = createServer((near) => line.#join(near, connect(Number(port), hostname)));
    await new Promise((resolve) => line.#server.listen(0, "127.0.0.1", resolve));
    line.origin = `http://127.0.0.1:${line.#server.address().port}`;
    return line;
  }

  #join(near, far) {
    for (const [socket, other] of [[near, far], [far, near]]) {
      this.#sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    if (this.#down) near.destroy();
    else near.pipe(far).pipe(near);
  }

  cut() {
    this.#down = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend() {
    this.#down = false;
  }

  close() {
    this.cut();
    this.#server.close();
  }
}
