// What the walks of a supervisor's phone share: the connection that can be cut, and what waits on the phone.
import assert from "node:assert/strict";
import { connect, createServer } from "node:net";

// Line is the connection to the server, which can be cut: a browser's own switch does not reach its service workers.
export class Line {
  constructor(to) {
    Object.assign(this, { to, port: 0, open: new Set() });
  }

  up() {
    this.listener = createServer((near) => {
      const far = connect(Number(this.to.port), this.to.hostname);
      for (const [one, other] of [[near, far], [far, near]]) {
        this.open.add(one);
        one.on("error", () => other.destroy()).on("close", () => { other.destroy(); this.open.delete(one); }).pipe(other);
      }
    });
    return new Promise((resolve) => {
      this.listener.listen(this.port, "127.0.0.1", () => { this.port = this.listener.address().port; resolve(); });
    });
  }

  down() {
    const closed = new Promise((resolve) => { this.listener.close(resolve); });
    for (const socket of this.open) socket.destroy();
    return closed;
  }
}

// synced waits until the page says of what waits on the phone what is expected.
export const synced = (page, text) =>
  page.waitForFunction((want) => new RegExp(want).test(document.getElementById("sync-state").textContent), text.source);

// until asks the page again and again.
export async function until(page, is, about) {
  for (let i = 0; i < 300; i++) {
    if (await page.evaluate(is, about)) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`it never came to be: ${is}`);
}

// written says whether a text has come to the phone's disk, which takes it some milliseconds after the last letter.
export function written(text) {
  return new Promise((resolve) => {
    const open = indexedDB.open("sovite-shifts", 1);
    open.onsuccess = () => {
      const all = open.result.transaction("queue").objectStore("queue").getAll();
      all.onsuccess = () => { open.result.close(); resolve(all.result.some((item) => item.change?.words === text)); };
    };
  });
}

// said waits until the page says, in its own language, how much waits on the phone: saved, single, many with how many, or signing.
export const said = (page, key, n = 0) =>
  page.waitForFunction(([want, count]) => {
    const box = document.getElementById("sync");
    return document.getElementById("sync-state").textContent.includes(box.dataset[want].replace("{n}", count));
  }, [key, n]);
