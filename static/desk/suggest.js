// A field with a list of suggestions beside it (a combobox as WAI-ARIA describes it). Suggestions never decide: what is
// typed is what counts, and Enter with nothing chosen sends it as it is.

export class Suggest {
  // `find(typed)` gives, or promises, a list of {name, note}. `take(one)` is called when one is chosen.
  constructor(field, list, { find, take, shortest = 3, isFirstChosen = false }) {
    Object.assign(this, { field, list, find, take, shortest, isFirstChosen, found: [], at: -1, asked: 0 });
    field.removeAttribute("list");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
      field.setAttribute(name, value);
    }
    field.addEventListener("input", () => this.typed());
    field.addEventListener("keydown", (event) => this.pressed(event));
    field.addEventListener("blur", () => this.close());
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      event.preventDefault();
      this.choose([...list.children].indexOf(option));
    });
  }

  async typed() {
    const typed = this.field.value;
    const asked = ++this.asked;
    if (this.part(typed).length < this.shortest) return this.close();
    this.waiting = Promise.resolve(this.find(this.part(typed))).catch(() => []);
    const found = await this.waiting;
    if (asked === this.asked) this.show(found);
  }

  // What of the field is being typed; a field of several names overrides this.
  part(typed) {
    return typed.trim();
  }

  show(found) {
    this.found = found;
    this.list.replaceChildren(...found.map((one, at) => option(`${this.list.id}-${at}`, one)));
    this.list.hidden = !found.length;
    this.field.setAttribute("aria-expanded", String(!!found.length));
    this.mark(this.isFirstChosen && found.length ? 0 : -1);
  }

  close() {
    this.asked++;
    this.show([]);
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((each, index) => each.setAttribute("aria-selected", String(index === at)));
    if (at < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", this.list.children[at].id);
    this.list.children[at]?.scrollIntoView({ block: "nearest" });
  }

  async pressed(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!this.found.length) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = this.at + step;
      this.mark(next < -1 ? this.found.length - 1 : next < this.found.length ? next : -1);
    } else if (event.key === "Escape" && this.found.length) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.choose(this.at);
    }
  }

  choose(at) {
    const one = this.found[at];
    this.close();
    if (one) this.take(one);
  }
}

// A field of several names, separated by semicolons: suggestions are for the one being typed, at its end.
export class SuggestSeveral extends Suggest {
  part(typed) {
    return typed.slice(typed.lastIndexOf(";") + 1).trim();
  }

  // Words that begin so, then those with a later word that does.
  static fitting(words, typed) {
    const wanted = typed.toLowerCase();
    const first = words.filter((word) => word.toLowerCase().startsWith(wanted));
    const later = words.filter((word) => !first.includes(word) && word.toLowerCase().includes(` ${wanted}`));
    return [...first, ...later].slice(0, 8).map((name) => ({ name, note: "" }));
  }

  static over(field, list, words) {
    const found = (typed) => {
      const taken = new Set(field.value.split(";").map((each) => each.trim().toLowerCase()));
      return SuggestSeveral.fitting(words.filter((word) => !taken.has(word.toLowerCase())), typed);
    };
    const take = ({ name }) => {
      const before = field.value.slice(0, field.value.lastIndexOf(";") + 1);
      field.value = `${before}${before ? " " : ""}${name}; `;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    return new SuggestSeveral(field, list, { find: found, take, shortest: 1 });
  }
}

function option(id, { name, note }) {
  const made = document.createElement("li");
  Object.assign(made, { id, textContent: name });
  made.setAttribute("role", "option");
  if (note) {
    const small = document.createElement("small");
    small.textContent = note;
    made.append(" ", small);
  }
  return made;
}
