import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Walk, languages, openBrowser, server } from "./walk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

async function walking(options, steps) {
  const walk = await new Walk(browser, server(), options).open();
  await steps(walk, walk.page);
  await walk.close();
}

const ways = [
  { width: 1280, scripts: true },
  { width: 320, scripts: true },
  { width: 320, scripts: false },
];

// The languages walk side by side; what changes the same client walks alone.
describe("walks", { concurrency: 2 }, () => {
  for (const lang of languages) {
    describe(lang, { concurrency: 1 }, () => {
      for (const { width, scripts } of ways) {
        const options = { lang, width, scripts };
        const name = `${width} px, scripts ${scripts ? "on" : "off"}`;
        test(`open pages, ${name}`, () => walking(options, openPages));
        test(`coach, ${name}`, () => walking(options, coach));
        test(`employer, ${name}`, () => walking(options, employer));
        test(`others, ${name}`, () => walking(options, others));
      }
    });
  }
});

for (const lang of languages) {
  test(`coach by keyboard only, ${lang}`, () => walking({ lang }, keyboard));
}

async function openPages(walk) {
  for (const path of ["/", "/signin", "/forgot", "/signup", "/help", "/accessibility", "/sources", "/mailbox"]) {
    await walk.go(`${path}?lang=${walk.lang}`);
  }
}

async function coach(walk, page) {
  await walk.signIn("coach");
  await walk.go("/clients");
  await walk.press("main table tbody th a");
  const client = new URL(page.url()).pathname;
  await walk.go(`${client}/matches`);
  const groups = await page.locator("main section.group .group-head h2").count();
  assert.equal(groups, 4, "four groups");
  for (const card of await page.locator("article.match").all()) {
    assert.ok(await card.locator(".for h4").isVisible(), "what speaks for it is visible");
    assert.ok(await card.locator(".against h4").isVisible(), "what speaks against it is visible");
    assert.ok(!/\d\s?%/.test(await card.innerText()), "no percentage on a card");
  }
  const boxes = page.locator("article.match input[type=checkbox]");
  if ((await boxes.count()) >= 2) {
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await walk.press("#compare-form button");
    await walk.go(`${client}/matches`);
  }
  await walk.press("article.match h3 a");
  const sum = await page.locator("tfoot td").first().innerText();
  const parts = await page.locator("table:has(tfoot) tbody td.num:nth-child(2)").allInnerTexts();
  const number = (text) => Number(text.replace(",", ".").replace("−", "-"));
  const added = parts.map(number).reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(added - number(sum)) <= 0.05, `the parts add up: ${added} and ${sum}`);
  const shown = walk.width > 400 ? ["strengths", "wishes", "background", "body", "support", "time", "limits"] : ["background", "body", "limits"];
  for (const part of shown) await walk.go(`${client}/profile/${part}`);
  await walk.go(`${client}/versions`);
  await walk.go("/search");
  await page.fill("#f-words", "keittiö");
  if (walk.scripts) {
    await page.locator("#search .card button").click();
    await page.waitForFunction(() => location.search.includes("words=") && document.activeElement?.id === "found");
    assert.notEqual(await page.locator("#live").innerText(), "", "the result is announced");
    await walk.check();
  } else {
    await walk.press("#search .card button");
  }
  await walk.go("/search?words=xyzzyqwerty&forms=gig");
  assert.equal(await page.locator("#results .empty").count(), 1, "help when nothing was found");
  await walk.go("/search");
  await walk.press("#results article h3 a");
  await walk.go("/account");
}

async function employer(walk, page) {
  const title = `Walk ${walk.lang} ${walk.width} ${walk.scripts}`;
  await walk.signIn("employer");
  await walk.go("/tasks");
  await walk.go("/tasks/new");
  await page.fill("#f-title", title);
  await page.check('input[name="hazards.asked"][value="none"]');
  await page.fill("#f-week-minutes-min", "8,5");
  await page.fill("#f-week-minutes-max", "twelve");
  await walk.press('button[value="publish"]');
  assert.equal(await page.inputValue("#f-week-minutes-max"), "twelve", "what was typed comes back");
  assert.equal(await page.inputValue("#f-title"), title);
  if (walk.scripts) assert.equal(await walk.focused(), "problems", "the summary has the focus");
  await page.fill("#f-week-minutes-max", "12");
  await walk.press('button[value="publish"]');
  assert.ok((await page.locator("#problems li a").count()) >= 2, "what is missing is linked");
  await page.check('input[name="allergens.asked"][value="none"]');
  await page.fill("#f-place-postal", "33100");
  await page.check('input[name="forms"][value="employment"]');
  await walk.press('button[value="publish"]');
  assert.equal((await page.locator("h1").innerText()).trim(), title);
  await walk.go(new URL(page.url()).pathname + "/preview");
  await walk.go("/tasks/import");
  await page.setInputFiles("#f-file", { name: "tasks.csv", mimeType: "text/csv", buffer: Buffer.from("title;hours_min\nShelves;abc\n") });
  await walk.press('button[value="check"]');
  await walk.go("/organisation");
}

async function others(walk) {
  for (const who of ["organiser", "administrator"]) {
    await walk.signIn(who);
    await walk.go("/");
    await walk.go("/search");
    await walk.go("/organisation");
    await walk.press("a.brand");
    await signOut(walk);
  }
}

async function signOut(walk) {
  await walk.page.locator("details.menu summary").click();
  await walk.press('form[action="/sign-out"] button');
}

// keyboard answers one question of the profile without a mouse, and finds the answer there again.
async function keyboard(walk, page) {
  await walk.signIn("coach");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip", "the skip link comes first");
  await page.goto(`${walk.url}/clients`);
  await walk.tabTo("main table tbody th a");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  const path = new URL(page.url()).pathname + "/profile/body";
  await page.goto(walk.url + path);
  const group = page.locator('input[name="abilities.walking.rating"]');
  const before = await group.evaluateAll((radios) => radios.findIndex((radio) => radio.checked));
  await walk.tabTo(`input[name="abilities.walking.rating"]:checked`);
  await page.keyboard.press(before > 1 ? "ArrowUp" : "ArrowDown");
  const chosen = await group.evaluateAll((radios) => radios.findIndex((radio) => radio.checked));
  assert.notEqual(chosen, before, "an arrow key chooses another level");
  await walk.tabTo('button[value="draft"]');
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.check();
  assert.ok(await page.locator(".notice.done").isVisible(), "it says that it was saved");
  await page.goto(walk.url + path);
  assert.equal(await group.evaluateAll((radios) => radios.findIndex((radio) => radio.checked)), chosen, "the answer was kept");
}
