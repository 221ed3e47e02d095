// A name for this tab. A duplicated tab copies its session storage; two tabs must not share a draft.
export const tab = (() => {
  const known = sessionStorage.getItem("tab");
  const isCopy = performance.getEntriesByType("navigation")[0]?.type === "navigate" && history.length === 1;
  const name = known && !isCopy ? known : crypto.randomUUID();
  sessionStorage.setItem("tab", name);
  return name;
})();
