// What the walks of clients share: a client of their own, and the way into the client's own pages.
import { Walk, server } from "./walk.mjs";

// newClient adds a client to the coach's caseload, so that no walk changes what another one looks at.
export async function newClient(walk) {
  await walk.signIn("coach");
  await walk.go("/clients/new");
  await walk.page.fill("#f-name", `Walk ${walk.lang} ${walk.width} ${walk.scripts}`);
  await walk.press("form.form button");
  return new URL(walk.page.url()).pathname;
}

// asClient opens the client's own pages in a browser of the client's own.
export async function asClient(coach, client, options) {
  await coach.go(`${client}/consents`);
  await coach.press(`form[action="${client}/link"] button`);
  const link = await coach.page.inputValue("#client-link");
  const me = await new Walk(coach.browser, server(), options).open();
  await me.go(`${new URL(link).pathname}?lang=${me.lang}`);
  await me.page.fill("#f-pin", "8642");
  await me.press("main form button");
  return me;
}
