// The money thread as one story, with three organisations: capacity, request, quotes, order, roster, the shift on a supervisor's
// phone that loses its network and its page, hours that two people approve, their invoice, its payment online and by bank, a credit
// note that opens hours again, and the books.
import { after, before, test } from "node:test";
import { approved, planned, worked } from "./crewing.mjs";
import { settled } from "./invoicing.mjs";
import { ordered, titleIn } from "./ordering.mjs";
import { Line } from "./phone.mjs";
import { Keys, Walk, languages, openBrowser, server } from "./walk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

for (const lang of languages) test(`from capacity to balanced books, ${lang}`, () => thread(lang));

async function open(lang, who) {
  const walk = await new Keys(browser, server(), { lang }).open();
  await walk.signIn(who);
  return walk;
}

async function thread(lang) {
  const [buyer, seller, loser] = [await open(lang, "employer"), await open(lang, "otherOrganiser"), await open(lang, "organiser")];
  const order = await ordered(buyer, seller, loser);
  await loser.close();
  await planned(seller, order);
  const line = new Line(new URL(server()));
  await line.up();
  const phone = await new Walk(browser, `http://127.0.0.1:${line.port}`, { lang, width: 390 }).open();
  await phone.signIn("otherOrganiser");
  await worked(phone, line);
  await phone.close();
  await line.down();
  await approved(seller, buyer);
  await settled(seller, buyer, titleIn(lang));
  for (const walk of [buyer, seller]) await walk.close();
}
