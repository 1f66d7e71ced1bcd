// The sheet of a shift on a phone that may be without network: each change is written to the phone first, under an id made
// here, and sent when there is a network. The page works without this script, too.
(() => {
  "use strict";

  const box = document.getElementById("sync");
  if (!box || !window.indexedDB || !window.crypto.randomUUID) return;
  const me = `${box.dataset.org}/${box.dataset.person}`;
  const sheet = document.getElementById("sheet");
  const shift = sheet && sheet.dataset.shift;
  const byId = (id) => document.getElementById(id);

  // --- What waits on the phone -------------------------------------------------------------------------------------

  const database = new Promise((resolve, reject) => {
    const open = indexedDB.open("sovite-shifts", 1);
    open.onupgradeneeded = () => open.result.createObjectStore("queue", { keyPath: "n", autoIncrement: true });
    open.onsuccess = () => resolve(open.result);
    open.onerror = () => reject(open.error);
  });

  // inQueue does something in one transaction and waits until it is on disk.
  const inQueue = async (work) => {
    const db = await database;
    return new Promise((resolve, reject) => {
      const change = db.transaction("queue", "readwrite", { durability: "strict" });
      const asked = work(change.objectStore("queue"));
      change.oncomplete = () => resolve(asked && asked.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  };
  const queued = () => inQueue((queue) => queue.getAll());
  const drop = (items) => inQueue((queue) => { items.forEach((item) => queue.delete(item.n)); });
  const update = (items) => inQueue((queue) => { items.forEach((item) => queue.put(item)); });

  // put writes an item in its turn. Something typed letter by letter replaces itself for as long as it was not sent, and
  // letters that come while one is being written are written together.
  let turn = Promise.resolve();
  const typing = new Map();
  const put = (item, topic) => {
    if (topic && typing.has(topic)) {
      typing.set(topic, item);
      return;
    }
    if (topic) typing.set(topic, item);
    turn = turn.then(async () => {
      const newest = topic ? typing.get(topic) : item;
      typing.delete(topic);
      const same = topic && (await queued()).find((q) => q.me === me && q.shift === shift && q.topic === topic && !q.tried);
      const known = same && { n: same.n, change: { ...newest.change, id: same.change.id } };
      await update([{ ...newest, me, topic, shift, ...known }]);
    });
    turn.then(() => {
      remember("");
      tell();
      sync();
    });
  };

  // Ids sort by when they were made, so that two things marked at the same moment stay in their order.
  let made = 0;
  const newID = () => `${Date.now().toString(36).padStart(9, "0")}-${String(++made).padStart(4, "0")}-${crypto.randomUUID()}`;
  const now = () => new Date().toISOString();
  const enqueue = (change, topic) => put({ change: { id: newID(), marked: now(), ...change } }, topic);

  // --- What the person is told -------------------------------------------------------------------------------------

  // Trouble outlives the page, so that nobody misses it who has closed it.
  const remember = (trouble) => { try { localStorage.setItem("sovite-trouble", trouble); } catch { /* it is only shown now */ } };
  const remembered = () => { try { return localStorage.getItem("sovite-trouble") || ""; } catch { return ""; } };
  let loggedOut = false;

  const tell = async () => {
    const all = await queued();
    const mine = all.filter((item) => item.me === me && !item.sent);
    const signing = mine.some((item) => item.key);
    const marks = mine.filter((item) => !item.key).length;
    const say = [];
    if (marks) say.push(marks === 1 ? box.dataset.single : box.dataset.many.replace("{n}", marks));
    if (signing) say.push(box.dataset.signing);
    if (!mine.length) say.push(box.dataset.saved);
    if (all.some((item) => item.me !== me && !item.sent)) say.push(box.dataset.other);
    if (loggedOut && mine.length) say.push(box.dataset.login);
    const text = say.join(". ").replace(/\.\. /g, ". ");
    if (byId("sync-state").textContent !== text) byId("sync-state").textContent = text;
    byId("sync-now").hidden = !mine.length;
    byId("sync-unsign").hidden = !mine.some((item) => item.key && item.shift === shift);
    const trouble = remembered();
    byId("sync-trouble").hidden = !trouble;
    if (byId("sync-trouble").textContent !== trouble) byId("sync-trouble").textContent = trouble;
    box.hidden = false;
    box.classList.toggle("waits", mine.length > 0);
    try { localStorage.setItem("sovite-waiting", all.filter((item) => !item.sent).length); } catch { /* the sign-out then asks nothing */ }
    freeze(mine.some((item) => item.key && item.shift === shift));
  };

  // freeze keeps a sheet as it was signed while the signature waits.
  const freeze = (frozen) => {
    if (!sheet) return;
    sheet.querySelectorAll("input, select, textarea, button").forEach((field) => { field.disabled = frozen; });
  };

  // --- Sending -----------------------------------------------------------------------------------------------------

  const post = async (path, token, body) => {
    const answer = await fetch(path, {
      method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", "X-CSRF-Token": token, Accept: "application/json" },
    });
    if (!(answer.headers.get("Content-Type") || "").includes("json")) throw new Error(`status ${answer.status}`);
    return { status: answer.status, said: await answer.json() };
  };

  const path = (item) => `/shifts/${encodeURIComponent(item.shift)}`;

  // sendMarks sends what was marked of one shift, and keeps it as sent until the page on the phone holds it, too.
  const sendMarks = async (items, token) => {
    await update(items.map((item) => ({ ...item, tried: true })));
    const { status, said } = await post(`${path(items[0])}/marks`, token, { sent: now(), changes: items.map((item) => item.change) });
    if (status !== 200) {
      if (!said.problem) throw new Error(`status ${status}`);
      remember(`${box.dataset.refused} ${said.problem}`);
      return drop(items);
    }
    const refused = said.received.filter((r) => r.outcome === "refused");
    if (refused.length) remember(`${box.dataset.refused} ${refused.map((r) => (r.wrong || []).join(" ")).join(" ")}`);
    else if (said.received.some((r) => r.outcome === "late")) remember(box.dataset.late);
    return update(items.map((item) => ({ ...item, sent: true })));
  };

  const sendSignature = async (item, token) => {
    const { status, said } = await post(`${path(item)}/sign`, token, { key: item.key, signed: item.signed, sent: now() });
    if (status !== 200 && !said.problem) throw new Error(`status ${status}`);
    if (status !== 200) remember(`${box.dataset.refused} ${said.problem}`);
    await drop([item]);
    return status === 200;
  };

  // next are the oldest things that wait and go together: marks of one shift, or one signature.
  const next = (items) => {
    const run = [];
    for (const item of items) {
      if (run.length && (item.key || item.shift !== run[0].shift || run.length === 100)) break;
      run.push(item);
      if (item.key) break;
    }
    return run;
  };

  const send = async () => {
    let signed = false;
    let token = "";
    for (;;) {
      const run = next((await queued()).filter((item) => item.me === me && !item.sent));
      if (!run.length) break;
      if (!token) {
        const answer = await fetch("/shifts/sync", { headers: { Accept: "application/json" } });
        const known = (answer.headers.get("Content-Type") || "").includes("json") && await answer.json();
        loggedOut = !known || `${known.org}/${known.person}` !== me;
        if (loggedOut) return;
        token = known.csrf;
      }
      if (run[0].key) signed = await sendSignature(run[0], token) || signed;
      else await sendMarks(run, token);
      await tell();
    }
    await settle();
    if (signed && navigator.onLine) location.assign(location.pathname);
  };

  // settle brings the pages on the phone up to date, and then forgets what they hold.
  const settle = async () => {
    const sent = (await queued()).filter((item) => item.me === me && item.sent);
    const pages = [...new Set(sent.map(path))];
    if (pages.length && await keep(pages)) await drop(sent);
  };

  // sync sends what waits; while it does, another call makes it look once more. What fails is tried again, less and less often.
  const soon = 2_000;
  const seldom = 60_000; // milliseconds
  let running = null;
  let again = false;
  let pause = soon;
  let timer = 0;
  const attempt = async () => {
    clearTimeout(timer);
    try {
      await send();
      pause = soon;
    } catch { // no network, or the service is away
      timer = setTimeout(sync, pause);
      pause = Math.min(2 * pause, seldom);
    }
  };
  const sync = async () => {
    again = true;
    running = running || (async () => {
      while (again) {
        again = false;
        if (navigator.onLine) await attempt();
      }
      running = null;
    })();
    await running;
    await tell();
  };

  // --- Pages on the phone ------------------------------------------------------------------------------------------

  // keep asks the worker to have pages on the phone, and says whether it has.
  const keep = async (pages, only) => {
    if (!navigator.serviceWorker) return true;
    const { active } = await navigator.serviceWorker.ready;
    return new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => resolve(event.data === true);
      setTimeout(resolve, 10_000, false);
      active.postMessage({ keep: pages, only }, [channel.port2]);
    });
  };

  // keepDay keeps this page and the day's shifts, and nothing of other days.
  const keepDay = () => {
    if (!byId("from-cache").hidden) return;
    const links = [...document.querySelectorAll("a[data-keep]")].map((a) => a.pathname);
    if (sheet || !links.length) keep([location.pathname, "/shifts"]);
    else keep(["/shifts", ...links], true);
  };
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register("/shifts-worker.js", { scope: "/shifts" }).then(keepDay, () => {});
    navigator.serviceWorker.addEventListener("controllerchange", keepDay);
  }

  // --- The form ----------------------------------------------------------------------------------------------------

  const radios = (person) => [...person.querySelectorAll('input[type="radio"]')];
  const part = (person, name) => person.querySelector(`select[name$=".${name}"]`);

  const markOf = (person) => {
    const chosen = radios(person).find((radio) => radio.checked);
    const state = chosen ? chosen.value : "";
    if (state === "absent") return { state, absence: part(person, "absence").value };
    if (!state) return { state };
    return { state, from: Number(part(person, "from").value), to: Number(part(person, "to").value), break: Number(part(person, "break").value) };
  };

  const show = (person, mark) => {
    radios(person).forEach((radio) => { radio.checked = radio.value === mark.state; });
    if (mark.absence) part(person, "absence").value = mark.absence;
    for (const name of ["from", "to", "break"]) if (mark[name] !== undefined) part(person, name).value = String(mark[name]);
    person.querySelector("details").open = mark.state === "late" || mark.state === "left_early";
  };

  const persons = () => [...sheet.querySelectorAll("[data-person]")];
  const line = (group) => {
    const [unit, ...name] = group.querySelector('input[name$=".line"]').value.split(" ");
    return { unit, name: name.join(" ") };
  };

  // quantity is a number in the grain of the unit; nothing when it cannot be read, which the page then says.
  const quantity = (unit, text) => {
    const plain = text.trim().replace(/[\s\u00a0]/g, "").replace(/[^\d.,].*$/, "").replace(",", ".");
    if (plain === "") return text.trim() === "" ? 0 : undefined;
    const grain = unit === "square_metre" ? 100 : 1;
    const n = Number(plain) * grain;
    return Math.abs(n - Math.round(n)) < 1e-6 ? Math.round(n) : undefined;
  };

  // suggest puts the time of now into the list of times, when somebody comes late or leaves early right now.
  const suggest = (person, state) => {
    const name = { late: "from", left_early: "to" }[state];
    if (!name) return;
    const time = new Date();
    const quarter = String(Math.floor((time.getHours() * 60 + time.getMinutes()) / 15) * 15);
    const list = part(person, name);
    const first = Number(part(person, "from").value);
    const last = Number(part(person, "to").value);
    if (Number(quarter) > first && Number(quarter) < last) list.value = quarter;
    person.querySelector("details").open = true;
  };

  const changed = (event) => {
    const person = event.target.closest("[data-person]");
    const made = event.target.closest(".sheet-made");
    if (person) {
      if (event.type !== "change") return;
      if (event.target.type === "radio") suggest(person, event.target.value);
      enqueue({ people: [{ person: person.dataset.person, ...markOf(person) }] });
    } else if (made) {
      const of = line(made);
      const n = quantity(of.unit, event.target.value);
      event.target.setAttribute("aria-invalid", String(n === undefined));
      if (n !== undefined) enqueue({ made: [{ ...of, quantity: n }] }, `made ${of.unit} ${of.name}`);
    } else if (event.target.name === "words") {
      enqueue({ words: event.target.value }, "words");
    }
  };

  const pressed = (event) => {
    const what = event.submitter ? event.submitter.value : "save";
    event.preventDefault();
    if (what === "all") {
      const rest = persons().filter((person) => markOf(person).state === "");
      if (!rest.length) return;
      rest.forEach((person) => show(person, { state: "present" }));
      enqueue({ rest: { state: "present", people: rest.map((person) => person.dataset.person) } });
    } else if (what === "sign") {
      put({ key: newID(), signed: now() });
    } else {
      sync();
    }
  };

  // overlay shows what waits over a page that does not hold it yet.
  const overlay = async () => {
    for (const { me: who, shift: of, change } of await queued()) {
      if (who !== me || of !== shift || !change) continue;
      for (const person of persons()) {
        const id = person.dataset.person;
        if (change.rest && change.rest.people.includes(id) && markOf(person).state === "") show(person, { state: "present" });
        for (const mark of change.people || []) if (mark.person === id) show(person, mark);
      }
      for (const group of sheet.querySelectorAll(".sheet-made")) {
        for (const m of change.made || []) {
          const of = line(group);
          if (m.unit === of.unit && m.name === of.name) group.querySelector('input:not([type="hidden"])').value = m.unit === "square_metre" ? m.quantity / 100 : m.quantity;
        }
      }
      if (change.words !== undefined) sheet.elements.words.value = change.words;
    }
  };

  byId("sync-now").addEventListener("click", sync);
  byId("sync-unsign").addEventListener("click", async () => {
    await drop((await queued()).filter((item) => item.me === me && item.key && item.shift === shift));
    await tell();
  });
  window.addEventListener("online", sync);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sync(); });

  (async () => {
    if (sheet) {
      await overlay();
      sheet.addEventListener("change", changed);
      sheet.addEventListener("input", changed);
      sheet.addEventListener("submit", pressed);
      sheet.querySelectorAll("[data-plain]").forEach((button) => { button.hidden = true; });
    }
    await tell();
    await sync();
  })();
})();
