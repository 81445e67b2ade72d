// The panel of citations. The sentences of a text come from citing/panel.py, with holes for number, address, anchors.
"use strict";
const Citing = (() => {
  let data = { base: "", data: [], files: false, name: "", page: "", plain: `${document.title}, \ue001, \ue003`, repeated: [], styles: [] };
  window.editionCitations = (said) => (data = said);

  const root = new URL(document.documentElement.dataset.root, location.href).href;
  const here = (document.body.dataset.canonical || location.href).split(/[?#]/)[0];
  const fill = (template, holes) => template.replace(/[\ue001-\ue004]/g, (hole) => holes[hole.charCodeAt(0) - 0xe001]);
  const NUMERIC = /^[A-Za-z]*[0-9]+[A-Za-z]*$/; // as in cite/locators.py

  // -- what is cited --------------------------------------------------------------------------

  const numberOf = (passage) => {
    const number = passage.querySelector(":scope > .passage-number")?.dataset.sign;
    return number && !data.repeated.includes(number) ? number : passage.id;
  };

  /** The place of the passages from *first* to *last*. On a disk there is no address that others could use. */
  const placeOf = (first, last) => {
    const ends = first === last ? [numberOf(first)] : [numberOf(first), numberOf(last)];
    const several = ends.length > 1 && ends[0] !== ends[1];
    const base = data.base || (location.protocol === "file:" ? "" : root);
    return {
      ends,
      kind: (ends.every((end) => NUMERIC.test(end)) ? "n" : "w") + (several ? 2 : 1),
      several,
      address: base && `${base}${data.page}#${encodeURI(first.id)}`,
      anchors: first === last ? first.id : `${first.id}-${last.id}`,
    };
  };

  const sentence = (place, forms) => {
    const address = place.address ? "url" : "none";
    const template = forms[address + place.kind] ?? forms[`${address}n${place.several ? 2 : 1}`] ?? forms[address];
    return fill(template, [place.ends[0], place.ends[1], place.address, place.anchors]);
  };

  const record = (place, [name, , , templates]) => {
    const bibtex = name === "BibTeX";
    const [first, last] = place.ends.map((end) => (bibtex ? end.replace(/_/g, "\\_") : end));
    const anchors = bibtex ? place.anchors.normalize("NFKD").replace(/[^A-Za-z0-9.:-]+/g, "-").replace(/-+$/, "") : place.anchors;
    return fill(templates[(place.address ? "url" : "none") + (place.several ? 2 : 1)], [first, last, place.address, anchors]);
  };

  // -- what is shown --------------------------------------------------------------------------

  const element = (tag, properties, ...content) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...content);
    return made;
  };

  const copy = async (words, line) => {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      // Not allowed, as for pages from a disk in some browsers: the old way, through a selection.
      const area = element("textarea", { value: words });
      line.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };

  /** A line with *words*, what they are, and a button that copies them. */
  const toCopy = (what, words, shown = words) => {
    const button = element("button", { type: "button", textContent: "Copy", ariaLabel: `Copy: ${what}` });
    const ways = element("span", { className: "ways" }, button);
    const said = element("output", {});
    const line = element("div", { className: "to-copy" }, element("span", { className: "what", textContent: what }), element("span", { className: "words", textContent: shown }), ways, said);
    button.addEventListener("click", async () => {
      said.textContent = (await copy(words, line)) ? `Copied: ${what}` : "Not copied: select the words and copy them";
    });
    return line;
  };

  const LABELS = { note: "Note", "in-text": "In the text", bibliography: "Bibliography" };
  const REMEMBERED = "edition-citation-style";
  const remembered = (style) => {
    try {
      if (style) localStorage.setItem(REMEMBERED, style);
      return localStorage.getItem(REMEMBERED);
    } catch {
      return style; // not allowed
    }
  };

  /** The citation in the style that is chosen; *quote* goes before it where there is a text. */
  const styled = (place, quote) => {
    if (!data.styles.length) {
      const where = `paragraph${place.several ? "s" : ""} ${place.ends.join("–")}`;
      return [toCopy("Reference", quote + fill(data.plain, [where, "", place.address || here + (location.protocol === "file:" ? "" : `#${place.anchors}`), place.anchors]))];
    }
    const lines = element("div", {});
    const select = element("select", {}, ...data.styles.map(({ name }) => element("option", { textContent: name })));
    const show = () => {
      const style = data.styles.find(({ name }) => name === select.value);
      lines.replaceChildren(
        ...Object.entries(style.forms)
          .sort(([form]) => (form === "bibliography" ? 1 : -1))
          .map(([form, forms]) => toCopy(LABELS[form], (form === "bibliography" ? "" : quote) + sentence(place, forms))),
      );
    };
    const last = remembered();
    if (data.styles.some(({ name }) => name === last)) select.value = last;
    select.addEventListener("change", () => (remembered(select.value), show()));
    show();
    return [element("p", {}, element("label", {}, "Style ", select)), lines];
  };

  /** A line for each format of reference managers: to copy, and as a file. */
  const records = (place) =>
    data.data.map((format) => {
      const [name, suffix, type] = format;
      const words = record(place, format);
      const line = toCopy(name, words, "");
      // From a disk a browser opens a file instead of handing it over.
      const file = data.files && !place.several && location.protocol !== "file:" && `${root}citations/${encodeURI(data.name)}/${encodeURI(place.anchors)}${suffix}`;
      const link = element("a", { className: "button", textContent: "Download", ariaLabel: `Download: ${name}`, type });
      link.href = file || URL.createObjectURL(new Blob([words], { type }));
      link.download = `${data.name.split("/").pop()}-${place.anchors}${suffix}`;
      line.querySelector(".ways").append(" ", link);
      line.classList.add("record");
      return line;
    });

  const show = (opener, title, lines, pin) => {
    const content = element("div", { className: "citing" }, element("h2", { textContent: title }), ...lines);
    Panel.open(opener, content, title, { pin });
  };

  const paragraph = (link, pin) => {
    const passage = link.closest(".passage");
    const place = placeOf(passage, passage);
    const link_ = toCopy("Link", place.address || `${here}#${encodeURI(passage.id)}`);
    show(link, `Cite paragraph ${link.dataset.sign}`, [link_, ...styled(place, ""), ...records(place)], pin);
    if (pin) history.replaceState(null, "", link.hash);
  };

  const words = ({ range, first, last }, button) => {
    const pieces = piecesOf(range, OURS);
    const place = placeOf(first, last);
    const quoted = `“${pieces.join(" ")}” `;
    const address = `${here}#${encodeURI(first.id)}:~:text=${directive(range, pieces)}`;
    const lines = [toCopy("Link to these words", address), ...styled(place, quoted), ...records(place)];
    show(first.querySelector(".passage-number") ?? button, "Cite these words", lines, true);
  };

  // -- links to words: URL fragment text directives -------------------------------------------

  const OURS = "[data-sign], .generated, .margin"; // what is on the page and no text of the edition
  const NOBODYS = "script, style, .panel, .cite-words"; // what is not there when a link is followed
  const LONG = 300;

  const blockOf = (node) => {
    let block = node.parentElement;
    while (/^(inline|contents)$/.test(getComputedStyle(block).display)) block = block.parentElement;
    return block;
  };

  /** The words in *range* without what *leaves out*, in pieces that no edge of a block, line or gap goes through. */
  const piecesOf = (range, leavesOut) => {
    const top = range.commonAncestorContainer;
    const walker = document.createTreeWalker(top.nodeType === Node.TEXT_NODE ? top.parentNode : top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    const pieces = [];
    let open = null;
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (!range.intersectsNode(node)) continue;
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.localName === "br") open = null;
        continue;
      }
      const from = node === range.startContainer ? range.startOffset : 0;
      const text = node.data.slice(from, node === range.endContainer ? range.endOffset : undefined);
      const left = node.parentElement.closest(leavesOut);
      if (left && !left.contains(top)) {
        if (text.trim()) open = null;
        continue;
      }
      const block = blockOf(node);
      if (!open || open.block !== block) pieces.push((open = { block, text: "" }));
      open.text += text;
    }
    for (const piece of pieces) piece.text = piece.text.replace(/\s+/g, " ");
    const said = pieces.filter(({ text }) => text.trim());
    const spaces = [/^\s/.test(said[0]?.text), /\s$/.test(said.at(-1)?.text)];
    return Object.assign(said.map(({ text }) => text.trim()), { spaces });
  };

  /** The words of the block around one end of *range*: before its start, or behind its end. */
  const around = (range, before) => {
    const node = before ? range.startContainer : range.endContainer;
    const block = blockOf(node.nodeType === Node.TEXT_NODE ? node : (node.childNodes[0] ?? node));
    const rest = document.createRange();
    rest.selectNodeContents(block);
    if (before) rest.setEnd(range.startContainer, range.startOffset);
    else rest.setStart(range.endContainer, range.endOffset);
    let text = "";
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const inner = walker.currentNode;
      if (!rest.intersectsNode(inner) || inner.parentElement.closest(NOBODYS)) continue;
      text += inner.data.slice(inner === rest.startContainer ? rest.startOffset : 0, inner === rest.endContainer ? rest.endOffset : undefined);
    }
    return text.replace(/\s+/g, " ");
  };

  // How a browser compares: without case and accents, and only whole words.
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"').toLowerCase();
  const WORD = /[\p{L}\p{N}_]/u;
  const times = (words, text) => {
    let found = 0;
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      const inside = (WORD.test(text[at - 1] ?? "") && WORD.test(words[0])) || (WORD.test(text[at + words.length] ?? "") && WORD.test(words.at(-1)));
      if (!inside) found += 1;
    }
    return found;
  };

  const encoded = (words) => encodeURIComponent(words.trim()).replace(/-/g, "%2D");
  const firstWords = (text, count) => text.match(new RegExp(`^\\s*(?:\\S+\\s*){0,${count}}`))[0];
  const lastWords = (text, count) => text.match(new RegExp(`(?:\\s*\\S+){0,${count}}\\s*$`))[0];

  /** The directive that leads to the *pieces* of *range*. */
  const directive = (range, pieces) => {
    let before = around(range, true);
    let after = around(range, false);
    if (pieces.spaces[0]) before += " ";
    if (pieces.spaces[1]) after = ` ${after}`;
    const texts = [...pieces];
    // Half words are none: the rest of the word belongs to it.
    const head = WORD.test(texts[0][0]) ? before.match(/[\p{L}\p{N}\p{M}_'’]*$/u)[0] : "";
    const tail = WORD.test(texts.at(-1).at(-1)) ? after.match(/^[\p{L}\p{N}\p{M}_'’]*/u)[0] : "";
    before = before.slice(0, before.length - head.length);
    after = after.slice(tail.length);
    texts[0] = head + texts[0];
    texts[texts.length - 1] += tail;
    const all = document.createRange();
    all.selectNodeContents(document.body);
    const page = folded(piecesOf(all, NOBODYS).join("\n"));
    const is = (words) => times(folded(words).trim(), page) === 1;

    const short = texts.length === 1 && texts[0].length <= LONG;
    if (short && texts[0].split(" ").length > 3 && is(texts[0])) return encoded(texts[0]);
    let [start, end] = [texts[0], ""];
    if (!short) {
      let [some, more] = [4, 4];
      do start = firstWords(texts[0], some++);
      while (!is(start) && some < 16 && start.length < texts[0].length);
      const rest = folded(texts.join("\n").slice(start.length));
      do end = lastWords(texts.at(-1).slice(texts.length === 1 ? start.length : 0), more++);
      while (times(folded(end).trim(), rest) > 1 && more < 16);
      if (is(start) && start.trim().split(" ").length > 3) return `${encoded(start)},${encoded(end)}`;
    }
    let [prefix, suffix] = ["", ""];
    for (let count = 3; count < 12; count += 1) {
      prefix = lastWords(before, count);
      suffix = short ? firstWords(after, count) : "";
      if (is(prefix + start + suffix)) break;
    }
    return (prefix.trim() && `${encoded(prefix)}-,`) + encoded(start) + (end && `,${encoded(end)}`) + (suffix.trim() && `,-${encoded(suffix)}`);
  };

  return { paragraph, words };
})();
