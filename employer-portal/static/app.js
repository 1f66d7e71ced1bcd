// Small enhancements. Every page works without them.
(() => {
  "use strict";

  // Move focus to what the person must see first: the list of mistakes, or the message that something was done.
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();

  // Say on a button that its form is being sent, and keep a second press from sending it twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
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

  // After a part of the page was replaced, move to the heading of the result and announce it in the page's one live
  // region.
  document.addEventListener("htmx:afterSettle", () => {
    const live = document.getElementById("live");
    const text = document.querySelector("[data-announce]");
    if (text && live) live.textContent = text.textContent;
    const heading = document.querySelector("[data-result]");
    if (heading) heading.focus();
  });
})();
