import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Walk, adminPages, inBrowser, languages, ways } from "./walk.mjs";

const walking = inBrowser();

// The languages walk side by side; what changes the same client walks alone.
describe("walks", { concurrency: 2 }, () => {
  for (const lang of languages) {
    describe(lang, { concurrency: 1 }, () => {
      for (const { width, scripts } of ways(lang)) {
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

const everyday = {
  fi: { word: "tisk", occupation: "keittiöapulainen" },
  sv: { word: "diska", occupation: "köksbiträde" },
  en: { word: "kitchen", occupation: "kitchen porter" },
};

for (const lang of languages) {
  test(`choosing from suggestions by keyboard, ${lang}`, () => walking({ lang }, suggestions));
  test(`choosing from suggestions by keyboard, ${lang}, 320 px`, () => walking({ lang, width: 320 }, suggestions));
  test(`coach by keyboard only, ${lang}`, () => walking({ lang }, keyboard));
  for (const { width, scripts } of ways(lang)) {
    test(`carving, ${width} px, scripts ${scripts ? "on" : "off"}, ${lang}`, () => walking({ lang, width, scripts }, carve));
    test(`choices, ${width} px, scripts ${scripts ? "on" : "off"}, ${lang}`, () => walking({ lang, width, scripts }, choices));
    test(`who could do this, ${width} px, scripts ${scripts ? "on" : "off"}, ${lang}`, () => walking({ lang, width, scripts }, reach));
  }
  test(`carving by keyboard only, ${lang}`, () => walking({ lang, width: 320 }, carveByKeyboard));
  test(`choosing by keyboard only, ${lang}`, () => walking({ lang }, chooseByKeyboard));
  test(`who could do this by keyboard only, ${lang}`, () => walking({ lang }, reachByKeyboard));
  test(`from asking to the employer's answer, ${lang}`, () => introduction(lang));
}

async function openPages(walk) {
  for (const path of ["/", "/signin", "/forgot", "/signup", "/help", "/accessibility", "/sources", "/status", "/rules", "/rules/adjustment_aid.changes", "/mailbox"]) {
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
  const aid = page.locator('.fits-if a[href^="/rules/"]');
  if (await aid.count()) {
    const href = await aid.first().getAttribute("href");
    await walk.press('.fits-if a[href^="/rules/"]');
    assert.equal(new URL(page.url()).pathname, href, "the aid leads to the page about its rule");
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

// choices keeps a match to talk about, puts it aside with a reason, and takes that back: the list ends as it began.
async function choices(walk, page) {
  await walk.signIn("coach");
  await walk.go("/clients");
  await walk.press("main table tbody th a");
  const client = new URL(page.url()).pathname;
  await walk.go(`${client}/matches`);
  const card = page.locator("section.group article.match").first();
  const href = new URL(await card.locator("h3 a").getAttribute("href"), walk.url).pathname;
  const cards = await page.locator("article.match").count();
  const there = (selector) => page.locator(selector).count();
  await walk.press(`form[action="${href}/keep"] button, a[href^="${href}/keep"]`);
  if (await there('input[name="reason"]')) {
    await page.locator('input[name="reason"]').first().check();
    await walk.press("form.form button");
  }
  assert.equal(await there(`form[action="${href}/reopen"]`), 1, "what is kept is marked on the list");
  await walk.go(client);
  assert.equal(await there(`#talk-title ~ ul a[href="${href}"]`), 1, "and stands on the client's page");
  await walk.go(`${client}/matches`);
  await walk.press(`a[href^="${href}/dismiss"]`);
  await walk.press("form.form button");
  assert.ok(await there("#problems li a"), "a reason is asked for");
  await page.locator('input[name="reason"][value="other"]').check();
  await page.fill("#f-note", "Kokeiltu keväällä");
  await walk.press("form.form button");
  assert.ok((await there("article.match")) <= cards, "it left its group, and another took its place at most");
  assert.equal(await there(`article.match h3 a[href^="${href}?"]`), 0, "it left its group");
  await page.locator('section[aria-labelledby="aside"] summary').click();
  assert.match(await page.locator('section[aria-labelledby="aside"]').innerText(), /Kokeiltu keväällä/);
  await walk.check();
  await walk.press(`form[action="${href}/reopen"] button`);
  assert.equal(await there(`article.match h3 a[href^="${href}?"]`), 1, "it is back");
  await walk.go(href);
  await page.locator('section[aria-labelledby="choice-title"] summary').click();
  await walk.check();
}

// carve goes from an empty list to a draft, through a mistake in which nothing typed is lost.
async function carve(walk, page) {
  await walk.signIn("employer");
  await walk.go("/carvings");
  await walk.press('form[action="/carvings"] button');
  const at = new URL(page.url()).pathname.replace(/\/tasks$/, "");
  await page.selectOption("#f-sector", "restaurant");
  await page.fill("#f-lines", "Tiskaus 300\nMenu 200");
  await walk.press('button[value="add"]');
  await page.locator('input[name="examples"]').first().check();
  await page.fill("#f-d1-minutes", "99999");
  await walk.press('button[value="next"]');
  assert.ok(await page.locator('#problems li a[href="#f-d1-minutes"]').count(), "what is wrong is linked");
  if (walk.scripts) assert.equal(await walk.focused(), "problems", "the summary has the focus");
  await page.fill("#f-d1-minutes", "300");
  await walk.press('button[value="next"]');
  for (const [key, mark] of [["d1", "somebody"], ["d2", "expertise"], ["d3", "undone"]]) await page.check(`input[name="${key}.mark"][value="${mark}"]`);
  await walk.press('button[value="next"]');
  await page.fill("#f-new-title", `Carved ${walk.lang} ${walk.width} ${walk.scripts}`);
  await walk.press('button[value="next"]');
  assert.ok((await page.locator('input[name="j1.demands"]:checked').count()) > 2, "demands are filled in");
  await page.fill("#f-j1-summary", "flexible, joustava, flexibel");
  await page.fill("#f-j1-postal", "33100");
  await walk.press('button[value="next"]');
  assert.equal(await page.locator('input[name="j1.route"]').count(), 5, "five routes");
  await page.locator("details.fold-out summary").click();
  await walk.check();
  await page.check('input[name="j1.route"][value="work_trial"]');
  await walk.press('button[value="next"]');
  assert.equal(new URL(page.url()).pathname, at);
  assert.equal(await page.locator(".notice li strong").count(), 1, "the word that may shut somebody out is named, and nothing is blocked");
  await walk.press(`a[href^="${at}/card/"]`);
  await walk.go(at);
  await page.selectOption("#f-to", "anybody");
  await walk.press('button[value="ask"]');
  await walk.press('button[value="take_back"]');
  await walk.press('button[value="finish"]');
  await walk.press('a[href^="/tasks/carved"]');
  assert.match(await page.inputValue("#f-title"), /^Carved /, "the draft is in the form of tasks");
  await signOut(walk);
  await walk.signIn("coach");
  await walk.go("/carvings");
  await walk.go("/carvings/prepare");
}

// carveByKeyboard does the same with Tab, Space, arrows and Enter alone.
async function carveByKeyboard(walk, page) {
  const enter = async (selector) => {
    await walk.tabTo(selector, 400);
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    await walk.check();
  };
  await walk.signIn("employer");
  await page.goto(`${walk.url}/carvings`);
  await enter('form[action="/carvings"] button');
  await walk.tabTo("#f-lines");
  await page.keyboard.type("Tiskaus 300");
  await enter('button[value="next"]');
  await walk.tabTo('input[name="d1.mark"]');
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  assert.ok(await page.locator('input[name="d1.mark"][value="somebody"]').isChecked(), "an arrow key chooses the next mark");
  await enter('button[value="next"]');
  await walk.tabTo("#f-new-title");
  await page.keyboard.type(`Keyboard ${walk.lang}`);
  await enter('button[value="next"]');
  await enter('button[value="next"]');
  await walk.tabTo('input[name="j1.route"]');
  await page.keyboard.press("Space");
  await enter('button[value="next"]');
  await enter('button[value="finish"]');
  assert.equal(await page.locator('a[href^="/tasks/carved"]').count(), 1, "one draft");
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
    if (who === "administrator") for (const path of adminPages) await walk.go(path);
    await walk.press("a.brand");
    await signOut(walk);
  }
}

async function signOut(walk) {
  await walk.page.locator("details.menu summary").click();
  await walk.press('form[action="/sign-out"] button');
}

const counted = "/tasks/demo-task-hotelli-huoneet-parityo";
const offer = ".reach-more li:has(> div > p > a.button, > div > p > button)";
const aid = 'input[name="adaptations"][value="lifting_aid"]';

// reach reads how many could do a task and puts a suggestion into the form, by the link and by the button; nothing typed is
// lost, and nothing is saved.
async function reach(walk, page) {
  await walk.signIn("employer");
  await walk.go("/tasks/demo-task-hotelli-kokoustilat");
  await walk.go(counted);
  const told = await page.locator('section[aria-labelledby="reach"]').innerText();
  assert.match(told, /\b10\b/, "a number is told");
  for (const n of told.match(/\d+(?= (ihmis|personer|people|more))/g)) assert.ok(Number(n) >= 10, `${n} is too few to tell`);
  await walk.press(`${offer} a.button`);
  assert.ok(await page.isChecked(aid), "the link puts the adaptation into the form");
  assert.ok(await page.locator('.notice[role="status"]').isVisible(), "it says so");
  await walk.go(`${counted}/edit`);
  assert.ok(!(await page.isChecked(aid)), "and saves nothing");
  await page.fill("#f-title", "Typed and not saved");
  await walk.press(`${offer} button[name="add"]`);
  assert.ok(await page.isChecked(aid), "the button does the same");
  assert.equal(await page.inputValue("#f-title"), "Typed and not saved", "nothing typed is lost");
  assert.equal(await page.locator(`${offer} button[value="offer.lifting_aid"]`).count(), 0, "it is offered once");
}

// reachByKeyboard puts a suggestion into the form without a mouse.
async function reachByKeyboard(walk, page) {
  await walk.signIn("employer");
  await walk.go(counted);
  await walk.tabTo(`${offer} a.button`);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.check();
  assert.ok(await page.isChecked(aid));
  await page.goto(`${walk.url}${counted}/edit`);
  await walk.tabTo(`${offer} button[name="add"]`, 400);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.check();
  assert.ok(await page.isChecked(aid));
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

// chooseByKeyboard keeps a match and takes that back without a mouse, and stays at the task.
async function chooseByKeyboard(walk, page) {
  await walk.signIn("coach");
  await page.goto(`${walk.url}/clients`);
  await walk.tabTo("main table tbody th a");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await page.goto(`${walk.url}${new URL(page.url()).pathname}/matches`);
  for (const verb of ["keep", "reopen"]) {
    const action = await page.locator(`article.match form[action$="/${verb}"]`).first().getAttribute("action");
    await walk.tabTo(`form[action="${action}"] button`, 300);
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    await walk.check();
    const task = action.split("/").at(-2);
    assert.equal(await page.evaluate(() => document.activeElement?.id), `task-${task}`, "the focus is at the task");
    assert.notEqual(await page.locator("#live").innerText(), "", "what was done is announced");
    const ways = await page.locator(`form[action$="/${task}/${verb}"]`).count();
    assert.equal(ways, 0, `after ${verb} it can be done once only`);
  }
}

// suggestions types an everyday word into the form of a task and chooses an occupation and one of its skills, by keyboard
// alone: the lists come while typing, the field keeps the focus, what was found is said, and nothing chosen is lost.
async function suggestions(walk, page) {
  const { word, occupation } = everyday[walk.lang];
  await walk.signIn("employer");
  await walk.go("/tasks/new");
  await walk.tabTo("#f-occupation");
  await page.keyboard.type(word);
  const choice = page.locator("#pick-task-occupation-list label.pick", { hasText: occupation }).first();
  await choice.waitFor();
  assert.equal(await walk.focused(), "f-occupation", "typing goes on in the field");
  await page.waitForFunction(() => document.getElementById("live").textContent !== "");
  await walk.check();
  for (const box of await page.locator("#pick-task-occupation-list label.pick").all()) {
    assert.ok((await box.boundingBox()).height >= 44, "targets of 44 px");
  }
  await page.keyboard.press("Enter");
  await page.waitForTimeout(400);
  assert.equal(new URL(page.url()).pathname, "/tasks/new", "Enter in the field does not send the form");
  const radio = choice.locator("input");
  await walk.tabTo("#pick-task-occupation-list input");
  for (let i = 0; i < 10 && !(await radio.isChecked()); i++) await page.keyboard.press(i === 0 ? "Space" : "ArrowDown");
  assert.ok(await radio.isChecked(), "chosen by keyboard");
  await page.locator("#pick-task-skills-list input").first().waitFor();
  await walk.tabTo("#pick-task-skills-list input");
  await page.keyboard.press("Space");
  const skill = await page.locator("#pick-task-skills-list input:checked").getAttribute("value");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await walk.focused(), "f-esco-skills");
  await page.keyboard.type(word);
  await page.locator(`#pick-task-skills-list input[value="${skill}"]:checked`).waitFor();
  await page.waitForTimeout(600);
  assert.equal(await page.locator("#pick-task-skills-list input:checked").count(), 1, "what was chosen stays chosen");
  await walk.check();
  await page.fill("#f-title", `Suggestions ${walk.lang} ${walk.width}`);
  await walk.press('button[value="save"]');
  assert.equal(await page.locator("#pick-task-skills-list input:checked").getAttribute("value"), skill, "the skill is saved");
  assert.equal(await page.locator("#pick-task-occupation-list label.pick:has(input:checked)").innerText(), occupation, "the occupation is saved");
}

const introduced = { client: "/clients/demo-client-aino", task: "demo-task-hotelli-pihapolut", pin: "2580" };

// introduction goes the way of a client to an employer: the coach asks, the client says yes on a telephone without scripts,
// the coach sends, the employer answers without a mouse, and the client reads the answer.
async function introduction(lang) {
  let received = "";
  await walking({ lang }, async (walk) => {
    await walk.signIn("coach");
    await walk.go(`${introduced.client}/matches/${introduced.task}`);
    assert.ok(await walk.page.locator("#introduce-title ~ .actions a").count(), "a match leads to asking for the consent");
    await walk.go(`${introduced.client}/consents/new?task=${introduced.task}`);
    await walk.press('button[value="ask"]');
  });
  await asClient(lang, async (walk, page) => {
    await walk.go("/my/asked");
    await walk.press(".my-rows a.answer");
    assert.equal(await page.locator(".answers a").count(), 2, "yes and no");
    await walk.press(".answers a");
    await page.check('input[name="present"][value="alone"]');
    await walk.press(".my form button.answer");
  });
  await walking({ lang }, async (walk, page) => {
    await walk.signIn("coach");
    await walk.go(`${introduced.client}/consents`);
    await walk.press('form[action="/introductions"] button');
    received = new URL(page.url()).pathname.replace("/introductions/", "/received/");
    await walk.go("/introductions");
    assert.ok(await page.locator(`a[href="${received.replace("/received/", "/introductions/")}"]`).count(), "it stands in the coach's list");
  });
  await walking({ lang }, (walk, page) => answerByKeyboard(walk, page, received));
  await walking({ lang, width: 320 }, async (walk) => {
    await walk.signIn("employer");
    for (const path of ["/", "/received", received]) await walk.go(path);
  });
  await asClient(lang, async (walk, page) => {
    await walk.go("/my/introductions");
    await walk.press(".my-rows a.answer");
    assert.equal(await page.locator(".answers a").count(), 0, "what has ended cannot be taken back");
  });
}

async function asClient(lang, steps) {
  await walking({ lang, width: 320, scripts: false }, async (walk, page) => {
    await walk.go(`/signin?lang=${lang}`);
    await walk.press('a[href^="/my/in/"]');
    await page.fill("#f-pin", introduced.pin);
    await walk.press(".my form button.answer");
    assert.equal(new URL(page.url()).pathname, "/my", "the client is in");
    await steps(walk, page);
  });
}

// answerByKeyboard proposes a day, and then says no after all, without a mouse.
async function answerByKeyboard(walk, page, received) {
  const enter = async () => {
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    await walk.check();
  };
  await walk.signIn("employer");
  await page.goto(walk.url + received);
  assert.equal(await page.locator(".answers a").count(), 3, "three equal answers");
  await walk.tabTo('.answers a[href$="/meet"]');
  await enter();
  const day = new Date(Date.now() + 7 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  await walk.tabTo("#f-day");
  await page.keyboard.type(day.slice(5, 7) + day.slice(8, 10) + day.slice(0, 4));
  assert.equal(await page.inputValue("#f-day"), day, "the day was typed");
  await walk.tabTo("form.form button");
  await enter();
  assert.ok(await page.locator(".notice.done").isVisible(), "it says what was done");
  await walk.tabTo('.answers a[href$="/refuse"]');
  await enter();
  await walk.tabTo("form.form button");
  await enter();
  assert.ok(await page.locator("#problems li a").count(), "a reason is asked for");
  await walk.tabTo('input[name="reason"]');
  await page.keyboard.press("Space");
  await walk.tabTo("form.form button");
  await enter();
  assert.equal(await page.locator(".consent-card").count(), 0, "after the no the card is gone");
}
