// What is copied is the text: no numbers, no calls, nothing of the margin, unless that is what was selected.
"use strict";
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const common = range.commonAncestorContainer;
  const around = common.nodeType === Node.ELEMENT_NODE ? common : common.parentElement;
  if (!around.closest("main") || around.closest(".margin, .generated, .panel")) return;
  const copied = document.createElement("div");
  copied.append(range.cloneContents());
  const passages = copied.querySelectorAll(".passage, h1, h2, h3, h4, .rubric, .verse-line");
  if (!passages.length && !copied.querySelector(".margin, .generated, [data-sign]")) return;
  for (const other of copied.querySelectorAll(".margin, .generated, .headerlink, [data-sign]")) other.remove();
  const blocks = [...copied.querySelectorAll(".passage, h1, h2, h3, h4, .rubric, .verse-line")];
  const outermost = blocks.filter((block) => !block.parentElement.closest(".passage"));
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const text = outermost.length ? outermost.map(words).filter(Boolean).join("\n\n") : words(copied);
  event.clipboardData.setData("text/plain", text);
  event.clipboardData.setData("text/html", copied.innerHTML);
  event.preventDefault();
});
