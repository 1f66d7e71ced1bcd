// Small enhancements. Every page works without them.
(() => {
  "use strict";

  // Move focus to what the person must see first: the list of mistakes, or the message that something was done.
  // An address that leads to a place of the page leads there; then the message is only announced.
  const first = document.querySelector("[data-focus]");
  const place = location.hash && document.getElementById(location.hash.slice(1));
  if (first && place && first.matches(".done")) {
    const live = document.getElementById("live");
    if (live) live.textContent = first.textContent;
  } else if (first) first.focus();

  // Say on a button that its form is being sent, and keep a second press from sending it twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (button && button.dataset.sending) button.textContent = button.dataset.sending;
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // Signing out takes the pages with names off the phone. What waits there for a network stays, and is asked about first.
  const leaving = document.querySelector("form[data-leaving]");
  if (leaving && window.caches) leaving.addEventListener("submit", async (event) => {
    event.preventDefault();
    let waiting = 0;
    try { waiting = Number(localStorage.getItem("sovite-waiting")); } catch { /* nothing is known to wait */ }
    if (waiting > 0 && !confirm(leaving.dataset.leaving.replace("{n}", waiting))) return;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) if (/\/shifts(\/[^/]*)?$/.test(new URL(request.url).pathname)) await cache.delete(request);
    }
    leaving.submit();
  });

  // Close the personal menu with Escape, and when focus leaves it.
  document.querySelectorAll("details.menu").forEach((menu) => {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  });

  // Ask before leaving a form with changes that were not saved.
  document.querySelectorAll("form[data-guard]").forEach((form) => {
    let changed = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    window.addEventListener("beforeunload", (event) => {
      if (changed) event.preventDefault();
    });
  });

  // Suggestions while typing: the button and Enter fetch the list instead of sending the form, and choosing something
  // stops a list that is under way, which would not know of it.
  const fetchList = (input, event) => {
    if (!input || !window.htmx) return;
    event.preventDefault();
    window.htmx.trigger(input, "suggest");
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-find]");
    if (button) fetchList(document.getElementById(button.dataset.find), event);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && event.target.matches("[data-suggest]")) fetchList(event.target, event);
  });
  document.addEventListener("change", (event) => {
    const list = event.target.closest(".picker-list");
    if (list && window.htmx) window.htmx.trigger(list.closest(".picker").querySelector("[data-suggest]"), "htmx:abort");
  });

  // After a part of the page was replaced, move to the heading of the result and announce it in the page's one live
  // region.
  document.addEventListener("htmx:afterSettle", (event) => {
    const live = document.getElementById("live");
    const text = event.target.querySelector("[data-announce]");
    if (text && live) live.textContent = text.textContent;
    const heading = document.querySelector("[data-result]");
    if (heading) heading.focus();
  });
})();
