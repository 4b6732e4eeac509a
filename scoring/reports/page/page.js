"use strict";
(() => {
  const MARKS = /[\u0300-\u036f]/g;
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(MARKS, "").replace(/đ/g, "d").split(/\s+/).filter(Boolean).join(" ");
  const vietnamese = document.documentElement.lang === "vi";
  const NONE = "–";

  /** Print a number as the page's language writes it: 29.839,5 or 29,839.5. */
  const number = (value) => {
    if (value === null) return NONE;
    const [whole, decimals] = String(Math.abs(value)).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, vietnamese ? "." : ",");
    const sign = value < 0 ? "−" : "";
    return sign + grouped + (decimals ? (vietnamese ? "," : ".") + decimals : "");
  };
  const percent = (value) => (value === null ? NONE : number(value) + (vietnamese ? "\u00a0%" : "%"));
  const fill = (wording, values) => wording.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** Make an element; texts are only ever put in as texts. */
  const make = (tag, attributes, ...children) => {
    const svg = tag === "svg" || tag === "rect" || tag === "line";
    const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  const meter = (value, middle) => {
    const drawn = make("svg", { class: "meter", viewBox: "0 0 200 12", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" },
      make("rect", { class: "track", y: 2, width: 200, height: 8 }),
      make("rect", { class: "fill", y: 2, width: 2 * (value || 0), height: 8 }));
    if (middle !== null) drawn.append(make("line", { class: "middle", x1: 2 * middle, x2: 2 * middle, y1: 0, y2: 12 }));
    return drawn;
  };

  /** One unit's profile as an element. */
  const profile = (data, unit) => {
    const words = data.words;
    const [code, name, parent, rank, tied, best, worst, points, , share, band, answered, asked, shares, strong, weak] = unit;
    const facts = [
      rank === null ? null : fill(tied > 1 ? words.rank_tied : words.rank_of, { rank: number(rank), all: number(data.ranked), n: number(tied) }),
      rank === null ? null : fill(words.range_of, { range: best === worst ? number(best) : number(best) + "–" + number(worst) }) + ", " + (worst - best <= 2 ? words.firm : words.fragile).toLowerCase(),
      fill(words.points, { points: number(points) }) + " (" + percent(share) + ")",
      band === null ? words.no_band : data.bands[band],
      fill(words.answered_of, { answered: number(answered), asked: number(asked) }),
    ].filter((fact) => fact !== null);
    const pillars = make("ul", { class: "pillars" }, ...data.pillars.map(([title, middle], place) => make("li", {},
      make("span", { class: "line" }, make("span", {}, title), make("b", {}, percent(shares[place]) + " · " + words.median.toLowerCase() + " " + percent(middle))),
      meter(shares[place], middle))));
    const list = (title, none, entries) => make("div", {}, make("h4", {}, title),
      entries.length === 0 ? make("p", {}, none) : make("ol", {}, ...entries.map(([place, own, lead]) => {
        const [id, indicator, median] = data.indicators[place];
        const against = fill(own === null ? words.without : words.against, { points: number(own), median: number(median) });
        return make("li", {}, make("span", { class: "line" }, make("span", {}, id + ". " + indicator),
          make("b", {}, (lead > 0 ? "+" : "") + number(lead))), make("small", {}, against));
      })));
    return make("article", { class: "sheet" },
      make("h3", {}, name + " (" + code + ")"),
      make("ul", { class: "facts" }, ...[data.parents[parent], ...facts].filter(Boolean).map((fact) => make("li", {}, fact))),
      make("h4", {}, words.pillars_of), pillars,
      make("div", { class: "columns" },
        list(words.strengths, words.no_strengths, strong), list(words.weaknesses, words.no_weaknesses, weak)));
  };

  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

  /** Sort keys by the `data-key` of a heading: a place in the unit's array, or p0, p1 … for pillars. */
  const keyOf = (data, key) => {
    if (key[0] === "p") return (unit) => unit[13][Number(key.slice(1))];
    if (key === "2") return (unit) => data.parents[unit[2]];
    if (key === "10") return (unit) => (unit[10] === null ? -1 : unit[10]);
    if (key === "11") return (unit) => unit[11] / (unit[12] || 1);
    if (key === "width") return (unit) => (unit[3] === null ? null : unit[6] - unit[5]);
    return (unit) => unit[Number(key)];
  };

  const sortable = (data, table) => {
    const body = table.tBodies[0];
    const headings = [...table.querySelectorAll("th[data-key]")];
    for (const heading of headings) {
      const button = make("button", { type: "button" }, ...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const before = heading.getAttribute("aria-sort");
        const falling = before ? before === "ascending" : heading.dataset.first === "down";
        for (const other of headings) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
        const key = keyOf(data, heading.dataset.key);
        const rows = [...body.rows].map((row) => [key(data.units[row.dataset.i]), Number(row.dataset.i), row]);
        rows.sort(([a, i], [b, j]) => {
          if (a === b) return i - j;
          if (a === null) return 1;
          if (b === null) return -1;
          const order = typeof a === "number" ? a - b : compare(a, b);
          return (falling ? -order : order) || i - j;
        });
        body.append(...rows.map(([, , row]) => row));
      });
    }
  };

  /** Read what a cell prints: a number, with "▼" and "−" below 0, null for a dash; or words. */
  const figure = (printed) => {
    const text = printed.trim();
    if (text === NONE) return null;
    if (text === "=") return 0;
    const plain = (vietnamese ? text.replace(/\./g, "").replace(",", ".") : text.replace(/,/g, "")).replace(/[▲+\s]/g, "").replace(/[▼−]/g, "-");
    const read = Number(plain);
    return plain === "" || Number.isNaN(read) ? text : read;
  };

  /** Let a table be sorted by what its cells print. */
  const sortableByCells = (table) => {
    for (const heading of table.querySelectorAll("th[data-by]")) {
      const button = make("button", { type: "button" }, ...heading.childNodes);
      heading.append(button);
      const place = Number(heading.dataset.by);
      const first = [...table.tBodies[0].rows];
      button.addEventListener("click", () => {
        const before = heading.getAttribute("aria-sort");
        const falling = before ? before === "ascending" : place > 2 && heading.classList.contains("n");
        for (const other of table.querySelectorAll("th[data-by]")) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
        const rows = first.map((row, i) => [figure(row.cells[place].textContent), i, row]);
        rows.sort(([a, i], [b, j]) => {
          if (a === b) return i - j;
          if (a === null) return 1;
          if (b === null) return -1;
          const order = typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b));
          return (falling ? -order : order) || i - j;
        });
        table.tBodies[0].append(...rows.map(([, , row]) => row));
      });
    }
  };

  for (const group of document.querySelectorAll(".group")) {
    const source = group.querySelector('script[type="application/json"]');
    if (!source) continue;
    const data = JSON.parse(source.textContent);
    const tables = [group.querySelector(".ranking"), group.querySelector("section > .scroll > .heat")];
    tables.forEach((table) => sortable(data, table));
    const moves = group.querySelector(".moves");
    if (moves) sortableByCells(moves);
    group.querySelectorAll(".tools").forEach((tools) => { tools.hidden = false; });

    const shown = new Set(data.units.keys());
    const folded = data.units.map((unit) => fold(unit[0] + " " + unit[1] + " " + data.parents[unit[2]]));
    const count = group.querySelector(".count");
    const search = group.querySelector('input[type="search"]');
    const filter = () => {
      const wanted = fold(search.value).split(" ");
      folded.forEach((text, place) => (wanted.every((word) => text.includes(word)) ? shown.add(place) : shown.delete(place)));
      for (const table of tables) for (const row of table.tBodies[0].rows) row.hidden = !shown.has(Number(row.dataset.i));
      if (moves) for (const row of moves.tBodies[0].rows) row.hidden = wanted.join("") !== "" && !shown.has(Number(row.dataset.i ?? -1));
      count.textContent = fill(data.words.shown, { n: number(shown.size), all: number(data.units.length) });
    };
    search.addEventListener("input", filter);
    search.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { search.value = ""; filter(); }
    });
    filter();

    const room = group.querySelector(".profile");
    const select = group.querySelector("select");
    select.append(...data.units.map((unit, place) => make("option", { value: place }, (unit[3] === null ? "" : number(unit[3]) + ". ") + unit[1])));
    const show = (place) => {
      select.value = place;
      room.replaceChildren(profile(data, data.units[place]));
    };
    select.addEventListener("change", () => show(Number(select.value)));
    for (const button of group.querySelectorAll("button[data-step]")) {
      button.addEventListener("click", () => {
        const size = data.units.length;
        show((Number(select.value) + Number(button.dataset.step) + size) % size);
      });
    }
    group.querySelector(".ranking").addEventListener("click", (event) => {
      const link = event.target.closest("a[data-unit]");
      if (!link) return;
      show(Number(link.dataset.unit));
      setTimeout(() => select.focus({ preventScroll: true })); // after the jump, which would take it away
    });
    show(0);

    const paper = document.getElementById("print");
    group.querySelector("button.print").addEventListener("click", () => {
      paper.replaceChildren(...[...shown].sort((a, b) => a - b).map((place) => profile(data, data.units[place])));
      paper.hidden = false;
      document.body.classList.add("only-profiles");
      window.print();
    });
    window.addEventListener("afterprint", () => {
      document.body.classList.remove("only-profiles");
      paper.replaceChildren();
      paper.hidden = true;
    });
  }
})();
