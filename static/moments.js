// A deadline in the reader's own zone, beside the one that is written there for everybody.
import { _ } from "./said.js";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const moment of document.querySelectorAll("time[data-own]")) {
  const words = new Intl.DateTimeFormat(document.documentElement.lang || "en", {
    day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).format(new Date(moment.dateTime));
  const own = document.createElement("span");
  own.textContent = _(", that is {words} where you are ({zone})", { words, zone });
  moment.after(own);
}
