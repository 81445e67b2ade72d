/*
 * The index, loaded piece by piece by script elements: a page that lies on a disk cannot fetch. The format is
 * that of edition/sphinxext/search/pieces.py.
 */
"use strict";
{
  const words = window.editionWords;
  /** Pieces that are there, and those that were asked for, by sort and number. */
  const there = new Map();
  const asked = new Map();
  const lines = new Map();
  let about, folder, values;

  const begin = (given) => {
    about = given;
    folder = new URL(".", document.currentScript.src);
    values = new Map([...given.digits].map((digit, value) => [digit, value]));
    words.begin(given.words);
  };

  const put = (sort, at, data) => there.set(`${sort}-${at}`, data);

  const load = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(`${name}.js?v=${about.version}`, folder);
      script.onload = () => resolve(there.get(name));
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    });

  /** A piece, loaded if it is not there. */
  const piece = async (sort, at) => {
    const name = `${sort}-${at}`;
    if (there.has(name)) return there.get(name);
    if (!asked.has(name)) asked.set(name, load(name));
    return asked.get(name);
  };

  const linesOf = async (sort, at) => {
    const name = `${sort}-${at}`;
    if (!lines.has(name)) lines.set(name, (await piece(sort, at)).split("\n"));
    return lines.get(name);
  };

  /** The numbers that are written in a string of digits. */
  const numbers = (text) => {
    const found = [];
    let value = 0;
    let shift = 1;
    for (const character of text) {
      const digit = values.get(character);
      value += (digit % 32) * shift;
      if (digit < 32) {
        found.push(value);
        value = 0;
        shift = 1;
      } else shift *= 32;
    }
    return found;
  };

  const mark = (set, text) => {
    let at = 0;
    for (const step of numbers(text)) set[(at += step)] = 1;
  };

  /** The number of the last piece that begins at or before what is wanted. */
  const pieceWith = (starts, wanted) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= wanted) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  };

  /** The lines that begin with `name`, or are those of `name` itself. */
  const lookUp = async (sort, name, isPrefix) => {
    const starts = about[sort];
    if (!starts.length) return [];
    const from = pieceWith(starts, name);
    const to = isPrefix ? pieceWith(starts, `${name}\uffff`) : from;
    const pieces = [];
    for (let at = from; at <= to; at += 1) pieces.push(linesOf(sort, at));
    const beginning = isPrefix ? name : `${name}\t`;
    return (await Promise.all(pieces)).flat().filter((line) => line.startsWith(beginning));
  };

  const itemsWith = async (term, isPrefix) => {
    const set = new Uint8Array(about.items);
    for (const line of await lookUp("terms", term, isPrefix))
      mark(set, line.slice(line.indexOf("\t") + 1));
    return set;
  };

  /** The terms that an item must have if it meets the clause. */
  const termsOf = (clause) => {
    const found = [];
    clause.words.forEach((word, at) => {
      const following = clause.words[at + 1];
      if (following?.nextTo) found.push([word.fold + following.fold, false]);
      else if (!word.nextTo) found.push([word.fold, clause.isPrefix && !following]);
    });
    return found;
  };

  /** Whether the index alone cannot tell that a clause is met. */
  const isPhrase = ({ words: all }) => all.length > (all[1]?.nextTo ? 2 : 1);

  const withEntity = async (name) => {
    const set = new Uint8Array(about.items);
    const at = (await piece("entities", 0)).findIndex((entity) => entity[1] === name);
    if (at >= 0) {
      const number = pieceWith(about.mentions, at);
      mark(set, (await linesOf("mentions", number))[at - about.mentions[number]]);
    }
    return set;
  };

  const withStatus = async (name) => {
    const set = new Uint8Array(about.items);
    const status = (await piece("statuses", 0)).find((each) => each[0] === name);
    if (status) mark(set, status[2]);
    return set;
  };

  const withDate = async (from, to) => {
    const set = new Uint8Array(about.items);
    const all = numbers(await piece("dates", 0));
    let item = 0;
    let year = 0;
    for (let at = 0; at < all.length; at += 3) {
      item += all[at];
      const step = all[at + 1];
      year += step % 2 ? -(step + 1) / 2 : step / 2;
      if (year <= to && year + all[at + 2] >= from) set[item] = 1;
    }
    return set;
  };

  const inGroup = (name) => {
    const set = new Uint8Array(about.items);
    let start = 0;
    for (const [group, count] of about.groups) {
      if (group === name) set.fill(1, start, start + count);
      start += count;
    }
    return set;
  };

  /**
   * The numbers of the items that meet all clauses and filters. Phrases are met by their words only: see `meets`.
   */
  const candidates = async (clauses, { group, entity, status, from, to }) => {
    const sets = clauses.flatMap(termsOf).map(([term, isPrefix]) => itemsWith(term, isPrefix));
    if (group) sets.push(inGroup(group));
    if (entity) sets.push(withEntity(entity));
    if (status) sets.push(withStatus(status));
    if (from !== undefined || to !== undefined)
      sets.push(withDate(from ?? -Infinity, to ?? Infinity));
    const [first, ...others] = await Promise.all(sets);
    const found = [];
    first?.forEach((has, at) => {
      if (has && others.every((set) => set[at])) found.push(at);
    });
    return found;
  };

  /** An item with its page. */
  const item = async (number) => {
    const at = pieceWith(about.starts, number);
    const [pages, items] = await piece("items", at);
    const [page, kind, anchor, name, text] = items[number - about.starts[at]];
    const [title, address, language] = pages[page];
    return { number, kind, anchor, name, text, title, address, language, pages };
  };

  /** Whether the phrases among the clauses are in the item. */
  const meets = async (number, clauses) => {
    const phrases = clauses.filter(isPhrase);
    if (!phrases.length) return true;
    const { kind, name, text } = await item(number);
    const isNamed = isNamedKind(number) && !text.includes(name);
    const found = words.tokens(isNamed ? `${name} ${text}` : text);
    return phrases.every((phrase) => words.places(found, phrase).length > 0);
  };

  const isNamedKind = (number) => ["claim", "entry", "source"].includes(groupOf(number));

  /** The group of an item. */
  const groupOf = (number) => {
    let end = 0;
    return about.groups.find(([, count]) => number < (end += count))?.[0];
  };

  /** Where a name leads: items, each with `place`, the anchor, and `start`, where its words begin. */
  const places = async (name) => {
    const wanted = name.toLowerCase();
    const found = [];
    for (const line of await lookUp("places", wanted, false)) {
      for (const place of line.split("\t").slice(1)) {
        const [digits, anchor] = place.split(" ");
        const [number, page, start] = numbers(digits);
        const there = await item(number);
        const [title, address] = there.pages[page];
        found.push({ ...there, title, address, start, place: anchor ?? wanted });
      }
    }
    return found;
  };

  window.editionSearch = {
    begin,
    put,
    piece,
    candidates,
    meets,
    isPhrase,
    item,
    places,
    groupOf,
    get about() {
      return about;
    },
  };
}
