/*
 * Words as the search compares them: the same folding as edition/sphinxext/search/words.py, with the tables
 * that the index brings.
 */
"use strict";
{
  const letterOrMark = "\\p{L}\\p{N}\\p{M}";
  const opening = "\"“”„«‹";
  const closing = "\"“”»›";
  let tables;
  let compound, run, unit, unspaced, dropped;
  /** What words fold to: a text has far fewer words than running words. */
  const folded = new Map();

  /** Take the tables of the index. */
  const begin = (given) => {
    tables = given;
    const word = `[${letterOrMark}${given.unseen}]+`;
    run = new RegExp(word, "gu");
    compound = new RegExp(`${word}(?:[${given.joiners}]${word})*`, "gu");
    unit = new RegExp(`[${given.unspaced}][${given.voiced}]*|[^${given.unspaced}]+`, "gu");
    unspaced = new RegExp(`^[${given.unspaced}]`, "u");
    dropped = new RegExp(`[${given.accents}${given.unseen}\\s]`, "gu");
  };

  const foldAnew = (word) => {
    const letters = [...word.normalize("NFKD").toLowerCase()];
    const plain = letters.map((letter) => tables.letters[letter] ?? letter).join("");
    const kept = plain.replace(dropped, "");
    return kept.length > tables.longest ? [...kept].slice(0, tables.longest).join("") : kept;
  };

  /** A word as it is compared. */
  const fold = (word) => {
    let found = folded.get(word);
    if (found === undefined) folded.set(word, (found = foldAnew(word)));
    return found;
  };

  /**
   * The words of a text with their places: `fold`, `start`, `end`; `joined` if a hyphen or an apostrophe joins
   * it to the one before, `nextTo` if it follows immediately in a script that does not part words.
   */
  const tokens = (text) => {
    const found = [];
    for (const { 0: whole, index } of text.matchAll(compound)) {
      const first = found.length;
      for (const piece of whole.matchAll(run)) {
        let before = false;
        for (const { 0: word, index: at } of piece[0].matchAll(unit)) {
          const plain = fold(word);
          if (!plain) continue;
          const alone = unspaced.test(word);
          const start = index + piece.index + at;
          found.push({
            fold: plain,
            start,
            end: start + word.length,
            joined: piece.index > 0 && at === 0 && !alone && found.length > first,
            nextTo: alone && before,
          });
          before = alone;
        }
      }
    }
    return found;
  };

  /** A compound of a query as what it is looked for: its parts written together. */
  const together = (words) => {
    const found = [];
    for (const token of words) {
      const last = found.at(-1);
      if (token.joined && last && last.parts < tables.together) {
        last.fold += token.fold;
        last.parts += 1;
      } else found.push({ fold: token.fold, nextTo: token.nextTo, parts: 1 });
    }
    return found;
  };

  /**
   * What is looked for: clauses, all of which must be met. A clause is words that follow each other; the last one
   * may be the beginning of a word.
   */
  const parse = (query) => {
    const clauses = [];
    const add = (text, isPrefix) => {
      const words = together(tokens(text));
      if (words.length) clauses.push({ words, isPrefix });
    };
    let at = 0;
    while (at < query.length) {
      if (/\s/u.test(query[at])) {
        at += 1;
      } else if (opening.includes(query[at])) {
        let end = at + 1;
        while (end < query.length && !closing.includes(query[end])) end += 1;
        add(query.slice(at + 1, end), end === query.length);
        at = end + 1;
      } else {
        let end = at;
        while (end < query.length && !/\s/u.test(query[end])) end += 1;
        const word = query.slice(at, end);
        add(word, word.endsWith("*") || end === query.length);
        at = end;
      }
    }
    return clauses;
  };

  /** The number of tokens from `at` on that are this word, written together or apart; 0 if they are not. */
  const lengthOf = (found, at, word, isPrefix) => {
    let joined = "";
    for (let count = 1; count <= tables.together; count += 1) {
      const token = found[at + count - 1];
      if (!token || (count > 1 && !token.joined)) return 0;
      joined += token.fold;
      if (joined === word || (isPrefix && joined.startsWith(word))) return count;
    }
    return 0;
  };

  /** Where the clause is met: pairs of the first token and the one behind the last. */
  const places = (found, clause) => {
    const met = [];
    const last = clause.words.length - 1;
    for (let start = 0; start < found.length; start += 1) {
      let at = start;
      for (const [place, { fold: word }] of clause.words.entries()) {
        const count = lengthOf(found, at, word, clause.isPrefix && place === last);
        if (!count) {
          at = -1;
          break;
        }
        at += count;
      }
      if (at >= 0) met.push([start, at]);
    }
    return met;
  };

  window.editionWords = { begin, fold, tokens, parse, places };
}
