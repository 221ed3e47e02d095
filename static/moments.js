// A deadline in the reader's own zone, beside the one that is written there for everybody.
import { _ } from "./said.js";

// The words beside it are written as in "4 February 2016", which plain "en" would turn round.
const language = document.documentElement.lang || "en";
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
// Where the reader's zone is the one that is written, or keeps UTC's time, the same would be told twice.
const isWritten = (moment) => moment.textContent.includes(zone) || new Date(moment.dateTime).getTimezoneOffset() === 0;
for (const moment of [...document.querySelectorAll("time[data-own]")].filter((each) => !isWritten(each))) {
  const words = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).format(new Date(moment.dateTime));
  const own = document.createElement("span");
  own.textContent = _(", that is {words} where you are ({zone})", { words, zone });
  moment.after(own);
}
