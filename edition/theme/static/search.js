/*
 * The search page: what is typed and chosen is in its address, what is found is in its list. Loaded after
 * search-words.js and search-index.js, and before the index.
 */
"use strict";
{
  const words = window.editionWords;
  const index = window.editionSearch;

  const SHOWN = 20; // results at a time
  const PAUSE = 120; // milliseconds after a key
  const WIDTH = 90; // characters around what was found
  const SNIPPETS = 3; // places of one result that are shown
  const TARGETS = 10; // places that one reference may mean
  const OPTIONS = 200; // names that are offered at a time
  const GROUPS = {
    text: ["in the texts", "Texts"],
    note: ["in notes", "Notes"],
    claim: ["in claims", "Claims"],
    entry: ["in registers", "Registers"],
    source: ["in the bibliography", "Bibliography"],
    page: ["on other pages", "Other pages"],
  };
  const KINDS = {
    person: "Persons",
    organisation: "Organisations",
    place: "Places",
    event: "Events",
    work: "Works",
    object: "Objects",
  };

  const $ = (id) => document.getElementById(id);
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);
  const counted = (number, one, many) =>
    `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

  // -- what is asked ----------------------------------------------------------------------

  const FIELDS = ["q", "in", "entity", "status", "from", "to"];

  const readForm = () =>
    Object.fromEntries(FIELDS.map((name) => [name, $("search-form").elements[name].value]));

  const readAddress = () => {
    const given = new URLSearchParams(location.search);
    return Object.fromEntries(FIELDS.map((name) => [name, given.get(name) ?? ""]));
  };

  const addressOf = (asked) => {
    const given = new URLSearchParams(FIELDS.map((name) => [name, asked[name]]));
    for (const name of FIELDS) if (!asked[name]) given.delete(name);
    const query = given.toString();
    return query ? `?${query}` : location.pathname;
  };

  /** An astronomical year, or undefined: years before the common era are typed with a minus. */
  const yearOf = (text) => {
    const year = /^\s*[-−]?\d+\s*$/u.test(text) ? Number(text.replace("−", "-")) : NaN;
    if (Number.isNaN(year)) return undefined;
    return year < 0 ? year + 1 : year;
  };

  const filtersOf = (asked) => {
    let [from, to] = [yearOf(asked.from), yearOf(asked.to)];
    if (from !== undefined && to !== undefined && from > to) [from, to] = [to, from];
    return { group: asked.in, entity: asked.entity, status: asked.status, from, to };
  };

  /** The places that a query names: an anchor, or what a citation says. */
  const namesIn = (query) => {
    const names = new Set();
    const typed = query.trim();
    if (typed && !/\s/u.test(typed)) names.add(typed);
    for (const [, anchor] of query.matchAll(/#([^\s#:)\]}>"”’,;]+)/gu)) {
      try {
        names.add(decodeURIComponent(anchor));
      } catch {
        names.add(anchor); // a stray percent sign: taken as it stands
      }
    }
    const paragraph = /(?:\bparagraphs?|\bparas?\.?|\bpars?\.?|¶+|⁋)\s*(\d+[a-z]?)\b/giu;
    for (const [, number] of query.matchAll(paragraph)) {
      names.add(`p${number}`);
      names.add(`¶${number}`);
    }
    for (const [, number] of query.matchAll(/\b(?:p\.|page)\s*(\d+|[ivxlc]+)\b/giu))
      names.add(`p. ${number}`);
    return [...names];
  };

  /** Where the query leads; first those on a page that it names too. */
  const targetsOf = async (query) => {
    const found = (await Promise.all(namesIn(query).map(index.places))).flat();
    const typed = query.toLowerCase();
    const isNamed = ({ title, address }) =>
      typed.includes(title.toLowerCase()) || typed.includes(address.toLowerCase());
    const once = new Map(found.map((target) => [`${target.address}#${target.place}`, target]));
    const all = [...once.values()];
    const named = all.filter(isNamed);
    return (named.length ? named : all).slice(0, TARGETS);
  };

  // -- what is shown ----------------------------------------------------------------------

  const hrefOf = ({ address, anchor }) => (anchor ? `${address}#${encodeURIComponent(anchor)}` : address);

  const nameOf = ({ kind: given, name, anchor, number }) => {
    const kind = given === "block" ? "passage" : given; // whatever is no paragraph, note or line
    if (["entry", "source", "claim"].includes(index.groupOf(number)))
      return name ? `${capital(kind)}: ${name}` : `${capital(kind)} ${anchor}`;
    if (index.groupOf(number) === "page") return capital(kind);
    return `${capital(kind)} ${name || anchor}`.trim();
  };

  /** The text of an item cut to what surrounds the words found, with these marked. */
  const wordsOf = (item, clauses) => {
    const { text } = item;
    const tokens = words.tokens(text);
    const marked = new Set();
    for (const clause of clauses)
      for (const [start, end] of words.places(tokens, clause))
        for (let at = start; at < end; at += 1) marked.add(at);
    const spans = [];
    for (const at of [...marked].sort((one, other) => one - other)) {
      const last = spans.at(-1);
      const { start, end } = tokens[at];
      if (last && start - last.end <= 1) last.end = end;
      else spans.push({ start, end });
    }
    const shown = element("p", { className: "result-words", dir: "auto" });
    if (item.language) shown.lang = item.language;
    for (const window of windowsOf(text, spans, item.start ?? 0)) {
      if (window.start > 0) shown.append(shown.hasChildNodes() ? " … " : "… ");
      let at = window.start;
      for (const { start, end } of window.spans) {
        shown.append(text.slice(at, start), element("mark", {}, text.slice(start, end)));
        at = end;
      }
      shown.append(text.slice(at, window.end));
      if (window.end < text.length && window.isLast) shown.append(" …");
    }
    return shown;
  };

  /** The stretches of a text that are shown, at the edges of words. */
  const windowsOf = (text, spans, from) => {
    const windows = [];
    if (!spans.length) windows.push({ start: from, end: Math.min(text.length, from + 3 * WIDTH), spans });
    let length = 0;
    for (const span of spans) {
      if (length > SNIPPETS * 2 * WIDTH) break; // a word that is everywhere
      const start = Math.max(0, span.start - WIDTH);
      const end = Math.min(text.length, span.end + WIDTH);
      const last = windows.at(-1);
      length += end - Math.max(start, last?.end ?? 0);
      if (last && start <= last.end) {
        last.end = end;
        last.spans.push(span);
      } else {
        if (windows.length === SNIPPETS) break;
        windows.push({ start, end, spans: [span] });
      }
    }
    for (const window of windows) {
      const [first] = window.spans;
      const before = text.indexOf(" ", window.start) + 1;
      if (window.start > 0 && first && before > 0 && before <= first.start) window.start = before;
      const after = window.end < text.length ? text.lastIndexOf(" ", window.end) : text.length;
      if (after >= (window.spans.at(-1)?.end ?? window.start)) window.end = after;
    }
    if (windows.length) windows.at(-1).isLast = true;
    return windows;
  };

  const result = (item, clauses) => {
    const link = element("a", { href: hrefOf(item) }, element("b", {}, nameOf(item)));
    if (item.title !== item.name)
      link.append(" ", element("span", { className: "result-page" }, item.title));
    return element("li", {}, element("p", { className: "result-place" }, link), wordsOf(item, clauses));
  };

  const target = (found) => {
    const isSelf = found.place === found.anchor;
    const link = element(
      "a",
      { href: hrefOf({ ...found, anchor: found.place }) },
      element("b", {}, `Go to ${isSelf ? lower(nameOf(found)) : found.place}`),
    );
    link.append(" ", element("span", { className: "result-page" }, found.title));
    return element("li", {}, element("p", { className: "result-place" }, link), wordsOf(found, []));
  };

  const say = (text) => {
    if ($("search-status").textContent !== text) $("search-status").textContent = text;
  };

  const complain = ({ message }) => say(`A part of the search could not be loaded or failed: ${message}.`);

  const summary = (found, isAll) => {
    const byGroup = new Map();
    for (const number of found) {
      const group = index.groupOf(number);
      byGroup.set(group, (byGroup.get(group) ?? 0) + 1);
    }
    const total = counted(found.length, "passage", "passages");
    const parts = [...byGroup].map(([group, count]) => `${count.toLocaleString("en")} ${GROUPS[group][0]}`);
    return `${isAll ? "" : "At least "}${total}${parts.length ? `: ${parts.join(", ")}` : ""}.`;
  };

  // -- from one to the other --------------------------------------------------------------

  /** Raised with every search, so that an earlier one stops. */
  let current = 0;
  /** What the last search found, for showing more of it, and where it leads. */
  let found = [];
  let shown = 0;
  let clauses = [];
  let targets = Promise.resolve([]);

  const showMore = async (run) => {
    const upTo = Math.min(found.length, shown + SHOWN);
    const numbers = found.slice(shown, upTo);
    shown = upTo;
    const items = await Promise.all(numbers.map(index.item));
    if (run !== current) return undefined;
    const made = items.map((item) => result(item, clauses));
    $("search-results").append(...made);
    $("search-more").hidden = shown >= found.length;
    return made[0];
  };

  const clear = () => {
    $("search-results").replaceChildren();
    $("search-targets").replaceChildren();
    $("search-more").hidden = true;
    [found, shown] = [[], 0];
  };

  const showTargets = async (run) => {
    const all = await targets;
    if (run !== current) return;
    $("search-targets").replaceChildren(...all.map(target));
  };

  /** Look for what is asked, and show it. */
  const search = async (asked) => {
    const run = (current += 1);
    const filters = filtersOf(asked);
    const given = words.parse(asked.q);
    targets = targetsOf(asked.q);
    targets.catch(() => {}); // said below, with what else could not be loaded
    try {
      const candidates = await index.candidates(given, filters);
      if (run !== current) return;
      clear();
      clauses = given;
      await showTargets(run);
      if (clauses.some(index.isPhrase)) await sift(candidates, run);
      else found = candidates;
      if (run !== current) return;
      if (!shown) await showMore(run);
      const isAsked = clauses.length || Object.values(filters).some((value) => value || value === 0);
      const places = (await targets).length;
      if (run !== current) return;
      if (places && !found.length) say(`Leads to ${counted(places, "place", "places")}.`);
      else say(isAsked ? summary(found, true) : "");
    } catch (error) {
      if (run === current) complain(error);
    }
  };

  /** Keep the candidates that have the phrase; the first are shown before all are known. */
  const sift = async (candidates, run) => {
    for (const [at, number] of candidates.entries()) {
      if (await index.meets(number, clauses)) found.push(number);
      if (run !== current) return;
      if (found.length === SHOWN && !shown) {
        await showMore(run);
        say(summary(found, false));
      }
      // Let the page be drawn, and keys be read.
      if (at % 500 === 499) await new Promise((resolve) => setTimeout(resolve));
    }
    $("search-more").hidden = shown >= found.length;
  };

  // -- the form ---------------------------------------------------------------------------

  const fillForm = async (asked) => {
    const { elements } = $("search-form");
    // The names are loaded when they are asked for: of a large edition they are many.
    if (asked.entity || areOffered) await offerEntities(asked.entity);
    await fillStatuses();
    for (const name of FIELDS) elements[name].value = asked[name];
    if (FIELDS.slice(1).some((name) => asked[name])) $("search-filters").open = true;
    countFilters();
  };

  const countFilters = () => {
    const set = Object.entries(readForm()).filter(([name, value]) => name !== "q" && value).length;
    $("search-set").textContent = set ? ` (${set} set)` : "";
    $("search-clear").hidden = !set;
  };

  let areOffered = false;

  /** Offer the names that hold what is typed beside them, and always the one that is chosen. */
  const offerEntities = async (chosen) => {
    const list = $("search-entity");
    const wanted = words.tokens($("search-names").value).map((token) => token.fold);
    const all = await index.piece("entities", 0);
    const holds = (name) => {
      const has = words.tokens(name).map((token) => token.fold);
      return wanted.every((word) => has.some((other) => other.startsWith(word)));
    };
    const fitting = all.filter(([, name, label]) => name === chosen || holds(label));
    const offered = fitting.filter(([, name], at) => at < OPTIONS || name === chosen);
    const options = [element("option", { value: "" }, "anybody and anything")];
    for (const [kind, label] of Object.entries(KINDS)) {
      const group = element("optgroup", { label });
      for (const [, name, heading, count] of offered.filter(([of]) => of === kind))
        group.append(element("option", { value: name }, `${heading} (${count})`));
      if (group.childElementCount) options.push(group);
    }
    if (fitting.length > offered.length) {
      const more = `… ${(fitting.length - offered.length).toLocaleString("en")} more: type a part of the name`;
      options.push(element("option", { disabled: true }, more));
    }
    // An address may name what this edition does not have, or has no more.
    if (chosen && !all.some(([, name]) => name === chosen))
      options.push(element("option", { value: chosen }, `${chosen} (0)`));
    list.replaceChildren(...options);
    list.value = chosen;
    areOffered = true;
  };

  const fillStatuses = async () => {
    const list = $("search-claims");
    if (list.options.length > 1 || !index.about.statuses) return;
    for (const [name, label] of await index.piece("statuses", 0))
      list.append(element("option", { value: name }, label));
  };

  const fillGroups = () => {
    for (const [group, count] of index.about.groups)
      if (count) $("search-in").append(element("option", { value: group }, GROUPS[group][1]));
  };

  const prepareForm = () => {
    const { about } = index;
    fillGroups();
    $("search-by-entity").hidden = !about.entities;
    $("search-by-name").hidden = about.entities <= 30;
    $("search-by-status").hidden = !about.statuses;
    $("search-by-date").hidden = !about.years.length;
    if (about.years.length) {
      const [first, last] = about.years.map((year) => (year < 1 ? `${1 - year} BCE` : year));
      $("search-years").textContent = `Dates here are from ${first} to ${last}. Years BCE have a minus.`;
    }
    $("search-form").hidden = false;
  };

  /** Look for what the form says; the address follows, as a step of its own if the search is a new one. */
  const ask = (remember) => {
    const asked = readForm();
    countFilters();
    const address = addressOf(asked);
    if (address !== (location.search || location.pathname)) remember.call(history, asked, "", address);
    return search(asked);
  };

  const listen = () => {
    const form = $("search-form");
    let waiting;
    form.elements.q.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => ask(history.replaceState), PAUSE);
    });
    form.addEventListener("change", ({ target: changed }) => {
      if (changed.name && changed.name !== "q") ask(history.pushState);
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      const isInFilters = $("search-filters").contains(document.activeElement);
      await ask(history.pushState);
      if (isInFilters) return;
      const [first] = await targets.catch(() => []);
      if (first) location.assign(hrefOf({ ...first, anchor: first.place }));
    });
    $("search-clear").addEventListener("click", () => {
      for (const name of FIELDS.slice(1)) form.elements[name].value = "";
      $("search-names").value = "";
      form.elements.in.focus();
      ask(history.pushState);
    });
    const offer = () => offerEntities(form.elements.entity.value).catch(complain);
    $("search-filters").addEventListener("toggle", () => areOffered || offer());
    $("search-names").addEventListener("input", offer);
    $("search-more").addEventListener("click", async () => {
      const first = await showMore(current);
      first?.querySelector("a").focus();
    });
    addEventListener("popstate", () => begin(readAddress()));
  };

  const begin = async (asked) => {
    try {
      await fillForm(asked);
    } catch (error) {
      complain(error);
    }
    await search(asked);
  };

  addEventListener("DOMContentLoaded", () => {
    if (!index.about) {
      say("The index of this edition could not be loaded.");
      return;
    }
    prepareForm();
    listen();
    begin(readAddress());
  });
}
