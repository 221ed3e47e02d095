// While something is being done, its part of the page is fetched again; the page works without this.
const EVERY = 2500;

async function refresh() {
  const place = document.querySelector('[data-fresh="busy"]');
  if (!place) return;
  if (!document.hidden && !place.contains(document.activeElement)) {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, redirect: "error" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-fresh]");
      if (answer.ok && fresh && fresh.outerHTML !== place.outerHTML) place.replaceWith(fresh);
    } catch {
      // No connection: the next look may find one.
    }
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
