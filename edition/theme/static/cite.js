// Cite this paragraph, cite these words: what to write, and a link that leads there.
"use strict";
{
  const data = document.body.dataset;
  const home = data.canonical || location.href.split(/[?#]/)[0];

  const toCopy = (what, words) => {
    const line = document.createElement("div");
    line.className = "to-copy";
    line.innerHTML = '<span class="what"></span><span class="words"></span><button>Copy</button><output></output>';
    line.querySelector(".what").textContent = what;
    line.querySelector(".words").textContent = words;
    const button = line.querySelector("button");
    button.setAttribute("aria-label", `Copy: ${what}`);
    button.addEventListener("click", async () => {
      let done = true;
      try {
        await navigator.clipboard.writeText(words);
      } catch {
        // Not allowed, as for pages from a disk in some browsers: the old way, through a selection.
        const area = Object.assign(document.createElement("textarea"), { value: words });
        line.append(area);
        area.select();
        done = document.execCommand("copy");
        area.remove();
      }
      line.querySelector("output").textContent = done ? `Copied: ${what.toLowerCase()}` : "Not copied: select the words and copy them";
    });
    return line;
  };

  const panelFor = (title, lines) => {
    const content = document.createElement("div");
    content.append(Object.assign(document.createElement("h2"), { textContent: title }));
    for (const [what, words] of lines) content.append(toCopy(what, words));
    return content;
  };

  const reference = (where) => (data.reference ? data.reference.replace("…", where) : `${document.title}, ${where}`);

  const citeParagraph = (link, pin) => {
    const number = link.dataset.sign;
    const address = home + link.hash;
    const content = panelFor(`Cite paragraph ${number}`, [
      ["Link", address],
      ["Reference", `${reference(`paragraph ${number}`)}, ${address}`],
    ]);
    Panel.open(link, content, `Cite paragraph ${number}`, { pin });
    if (pin) history.replaceState(null, "", link.hash);
  };
  whenPointedAt((link) => link.matches(".passage-number"), citeParagraph);

  // -- words ---------------------------------------------------------------------------------

  const plain = (node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll?.("[data-sign], .generated, .margin").forEach((other) => other.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  // The rules of URL fragment text directives: a hyphen, a comma and an ampersand mean something there.
  const encoded = (words) => encodeURIComponent(words).replace(/-/g, "%2D");
  const LONG = 300;
  const directive = (words, whole) => {
    if (words.length > LONG) {
      const parts = words.split(" ");
      return `${encoded(parts.slice(0, 6).join(" "))},${encoded(parts.slice(-6).join(" "))}`;
    }
    const at = whole.indexOf(words);
    const alone = at >= 0 && whole.indexOf(words, at + 1) < 0 && words.split(" ").length > 3;
    if (alone || at < 0) return encoded(words);
    const before = whole.slice(0, at).trim().split(" ").slice(-3).join(" ");
    const after = whole.slice(at + words.length).trim().split(" ").slice(0, 3).join(" ");
    return (before ? `${encoded(before)}-,` : "") + encoded(words) + (after && !/^\W/.test(after) ? `,-${encoded(after)}` : "");
  };

  const button = Object.assign(document.createElement("button"), { className: "cite-words", type: "button", textContent: "Cite these words" });
  const passageOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("main .passage[id]");
  const chosen = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const passage = passageOf(range.startContainer);
    const last = passageOf(range.endContainer) ?? passage;
    const words = plain(range.cloneContents());
    return passage && words ? { range, passage, last, words } : null;
  };

  document.addEventListener("selectionchange", () => {
    const choice = chosen();
    if (!choice) {
      if (document.activeElement !== button) button.remove();
      return;
    }
    const box = choice.range.getBoundingClientRect();
    button.style.top = `${scrollY + box.bottom + 8}px`;
    button.style.left = `${scrollX + Math.max(8, Math.min(box.left, innerWidth - 180))}px`;
    // Behind the block, so that Tab comes from the words to it.
    (choice.last.closest(".with-margin") ?? choice.last).after(button);
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", () => {
    const choice = chosen();
    if (!choice) return;
    const { passage, last, words } = choice;
    const number = (p) => p.querySelector(".passage-number")?.dataset.sign || p.id;
    const where = passage === last ? `paragraph ${number(passage)}` : `paragraphs ${number(passage)}–${number(last)}`;
    const address = `${home}#${passage.id}:~:text=${directive(words, plain(passage))}`;
    const quoted = `“${words}”`;
    const content = panelFor("Cite these words", [
      ["Quotation and reference", `${quoted} (${reference(where)}, ${home}#${passage.id})`],
      ["Link to these words", address],
    ]);
    Panel.open(passage.querySelector(".passage-number") ?? button, content, "Cite these words", { pin: true });
    button.remove();
  });
}
