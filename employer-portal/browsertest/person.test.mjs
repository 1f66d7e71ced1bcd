// The person thread from end to end: the employer carves a task, the coach finds it for a new client and asks, the client
// says yes on a telephone without scripts, the client is introduced, the three agree, the work begins, is followed and counted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Keys, languages, openBrowser, server } from "./walk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

for (const lang of languages) test(`person thread, ${lang}`, () => thread(lang));

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000 + 3 * 3_600_000).toISOString().slice(0, 10);
const pin = "2580";

async function open(lang, options) {
  return new Keys(browser, server(), { lang, ...options }).open();
}

async function thread(lang) {
  const [employer, coach] = [await open(lang), await open(lang)];
  await employer.signIn("employer");
  await coach.signIn("coach");
  const task = await carve(employer, `Thread ${lang}`);
  const name = `Veikko ${lang} Polku`;
  const client = await fillIn(coach, name);
  await match(coach, client, task);
  const my = await asked(coach, client, lang);
  const introduction = await introduce(coach, client);
  await answer(employer, coach, introduction, name);
  const placement = await plan(coach);
  await agree(coach, employer, my, placement, name);
  await follow(coach, placement);
  await count(coach, client, name);
  for (const walk of [employer, coach, ...my]) await walk.close();
}

// carve makes a task out of what is done in the place, and publishes it.
async function carve(walk, title) {
  await walk.go("/");
  await walk.press('main a[href="/carvings"]');
  await walk.press('form[action="/carvings"] button');
  await walk.fill({ lines: "Tiskaus 300\nMenu 200" });
  await walk.press('button[value="next"]');
  await walk.pick("d1.mark", "somebody");
  await walk.pick("d2.mark", "expertise");
  await walk.press('button[value="next"]');
  await walk.page.fill("#f-new-title", title);
  await walk.press('button[value="next"]');
  await walk.page.fill("#f-j1-postal", "33100");
  await walk.press('button[value="next"]');
  await walk.pick("j1.route", "work_trial");
  await walk.press('button[value="next"]');
  await walk.press('button[value="finish"]');
  await walk.press('a[href^="/tasks/carved"]');
  assert.equal(await walk.page.inputValue("#f-title"), title, "the carved task is a draft");
  const task = walk.path.split("/")[2];
  await walk.pick("allergens.asked", "none");
  await walk.press('button[value="publish"]');
  assert.equal(walk.path, `/tasks/${task}`, "it is published");
  return task;
}

// fillIn adds a client and goes through the twelve questions with them.
async function fillIn(walk, name) {
  await walk.go("/clients");
  await walk.press('main a[href="/clients/new"]');
  await walk.fill({ name });
  await walk.page.selectOption("#f-lang", walk.lang);
  await walk.press("form.form button");
  const client = walk.path;
  await walk.press(`a[href="${client}/starter"]`);
  const answers = {
    strengths: () => walk.fill({ strengths: "Tarkka" }),
    body: () => walk.pick("abilities.standing.rating", "4"),
    travel: () => walk.page.fill("#f-travel-postal", "33100"),
  };
  for (let i = 0; i < 12; i++) {
    const question = answers[walk.path.split("/").at(-1)];
    await question?.();
    await walk.press(`#answer button[value="${question ? "next" : "skip"}"]`);
  }
  await walk.press(`form[action="${client}/starter/check"] button`);
  return client;
}

// match finds the task in the client's list, with its reasons, and asks for the client's consent.
async function match(walk, client, task) {
  await walk.go(client);
  await walk.press(`main a[href="${client}/matches"]`);
  const card = `article.match:has(a[href^="${client}/matches/${task}?"])`;
  if (!(await walk.count(card))) await walk.press(`a[href^="${client}/matches?all=1"]`);
  for (const part of [".for", ".against"]) assert.ok(await walk.page.locator(`${card} ${part} h4`).first().isVisible(), `${part} is told`);
  assert.ok(await walk.count(`${card} .for li`), "there are reasons");
  await walk.press(`${card} h3 a`);
  await walk.press("#introduce-title ~ .actions a");
  assert.equal(await walk.page.inputValue("#f-task"), task, "it is asked for this task");
  await walk.press('button[value="ask"]');
}

// asked lets the client in by the link: without scripts everything is done, with scripts axe looks at the same pages.
async function asked(coach, client, lang) {
  await coach.press(`form[action="${client}/link"] button`);
  const link = new URL(await coach.page.inputValue("#client-link")).pathname;
  const my = [await open(lang, { width: 320, scripts: false }), await open(lang, { width: 320 })];
  await my[1].go(`${link}?lang=${lang}`);
  for (const walk of my) {
    await walk.go(`${link}?lang=${lang}`);
    await walk.fill({ pin });
    await walk.press("main form button");
  }
  await step(my, 'main a[href^="/my/asked"]');
  if (!(await my[0].count(".answers a"))) await step(my, ".my-rows a.answer");
  assert.equal(await my[0].count(".consent-card"), 1, "the card is shown before the question");
  await step(my, '.answers a[href$="/yes"]');
  await sayYes(my);
  return my;
}

// step goes on without scripts, and opens the same page with them.
async function step(my, selector) {
  await my[0].press(selector);
  await my[1].go(my[0].path);
}

async function sayYes(my) {
  await my[0].press("main form button");
  assert.equal(await my[0].count("#problems li"), 1, "who was there is asked for");
  await my[0].pick("present", "alone");
  await step(my, "main form button");
  assert.equal(await my[0].count(`.answers a[href$="/yes"]`), 0, "it was answered");
}

async function introduce(walk, client) {
  await walk.go(`${client}/consents`);
  await walk.press('form[action="/introductions"] button');
  return walk.path.split("/").at(-1);
}

// answer lets the employer read the card, propose a day and go on, and the coach say that the client wants to.
async function answer(employer, coach, id, name) {
  await employer.go("/");
  const waiting = `main li a[href="/received/${id}"]`;
  assert.match(await employer.page.locator("main li", { has: employer.page.locator(`a[href="/received/${id}"]`) }).first().innerText(), /20\d\d/, "it says until when");
  await employer.press(waiting);
  assert.equal(await employer.count(".consent-card"), 1, "the card is shown");
  assert.ok(!(await employer.page.content()).includes(name), "and no name");
  await employer.press('.answers a[href$="/meet"]');
  await employer.fill({ day: day(7) });
  await employer.press("form.form button");
  await coach.go(`/introductions/${id}`);
  await coach.press('.answers a[href$="/confirm"]');
  await coach.press("form.form button");
  await employer.press('.answers a[href$="/offer"]');
  await employer.press("form.form button");
  await coach.go(`/introductions/${id}`);
  await coach.press('.answers a[href$="/agree"]');
  await coach.press("form.form button");
}

// plan plans the work from the introduction: the law refuses what is too long, and names the rule.
async function plan(walk) {
  const { page } = walk;
  await walk.press('.answers a[href*="/placements/new?introduction="]');
  assert.equal(await page.inputValue("#f-form"), "work_trial", "the task tells the form");
  await walk.fill({ work: "Tiskaus", place: "Katu 1", contact: "Sari", start: day(0), end: day(300), days: "3", day_minutes: "4", week_minutes: "12" });
  await walk.pick("wage_kind", "none");
  await walk.pick("age", "18_plus");
  await walk.pick("present_employer", "no");
  for (const check of ["insured", "site_card", "told_steward"]) await walk.pick("checks", check);
  await walk.press('button[value="save"]');
  assert.equal(await walk.count('#problems a[href="#f-end"]'), 1, "the gate leads to the field");
  assert.ok(await walk.count('#gates-title ~ ul a[href="/rules/work_trial.max_total"]'), "and names its rule");
  await walk.fill({ end: day(150) });
  await walk.press('button[value="save"]');
  assert.match(walk.path, /^\/placements\/[^/]+$/);
  assert.ok(await walk.count('main a[href^="/rules/"]'), "what was checked is named");
  return walk.path;
}

// agree lets the three say yes, each on their own pages.
async function agree(coach, employer, my, placement, name) {
  const id = placement.split("/").at(-1);
  await coach.press(move("propose"));
  await coach.press(move("yes"));
  await employer.go("/work");
  await employer.press(`a[href="/work/${id}"]`);
  assert.ok(!(await employer.page.content()).includes(name), "the employer reads no name");
  await employer.press('form:has(input[value="yes"]) button');
  await step(my, 'nav a[href="/my/work"]');
  await step(my, `a[href="/my/work/${id}"]`);
  await step(my, `a[href="/my/work/${id}/yes"]`);
  await sayYes(my);
}

const move = (what) => `form:has(input[name="what"][value="${what}"]) button`;

// follow makes the plan, begins the work and notes a visit.
async function follow(walk, placement) {
  await walk.go(placement);
  await walk.press(`a[href="${placement}/plan"]`);
  await walk.fill({ goal: "Alone", "steps[0].from_week": "1", "steps[0].to_week": "2", "steps[0].minutes": "120" });
  for (const [name, value] of [["kind", "on_the_job"], ["by", "coach"]]) await walk.page.selectOption(`select[name="steps[0].${name}"]`, value);
  await walk.press("form.form button");
  await walk.press(move("start"));
  await walk.press(`a[href="${placement}/visit"]`);
  await walk.fill({ date: day(0) });
  await walk.pick("state", "held");
  await walk.press("form.form button");
  assert.ok(await walk.page.locator(".notice.done").isVisible(), "it says that it was saved");
}

// count finds the client behind a number of the coach's own figures.
async function count(walk, client, name) {
  await walk.press('nav a[href="/figures"]');
  const links = await walk.page.locator(".figures td.num a").evaluateAll((list) => list.map((a) => a.getAttribute("href")));
  let found = 0;
  for (const href of links) {
    await walk.page.goto(walk.url + href);
    found += await walk.count(`main ul.rows a[href="${client}"]`);
  }
  assert.ok(found, `${name} is behind a number`);
  await walk.check();
}
