// Cite this paragraph, cite these words. What the panel says is asked for when it is opened.
"use strict";
{
  const root = new URL(document.documentElement.dataset.root, location.href);
  const load = (path) =>
    new Promise((done) => {
      const script = document.createElement("script");
      script.src = new URL(`_static/${path}.js`, root);
      script.onload = script.onerror = done;
      document.head.append(script);
    });
  let asked;
  const citing = () => (asked ??= load("cite-panel").then(() => load(`citations/${encodeURI(document.body.dataset.work)}`)).then(() => Citing));

  whenPointedAt(
    (link) => link.matches(".passage-number"),
    (link, pin) => citing().then((panel) => panel.paragraph(link, pin)),
  );

  const button = Object.assign(document.createElement("button"), { className: "cite-words", type: "button", textContent: "Cite these words" });
  const passageOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("main .passage[id]");
  const chosen = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !String(selection).trim()) return null;
    const range = selection.getRangeAt(0).cloneRange();
    const first = passageOf(range.startContainer);
    return first && { range, first, last: passageOf(range.endContainer) ?? first };
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
    if (choice) citing().then((panel) => (panel.words(choice, button), button.remove()));
  });
}
