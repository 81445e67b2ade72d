// A panel beside the words it is about: one for the page, with whatever is to be shown in it.
"use strict";
const Panel = (() => {
  const panel = document.createElement("div");
  panel.className = "panel generated";
  panel.id = "panel";
  panel.tabIndex = -1;
  panel.setAttribute("role", "dialog");
  panel.setAttribute("popover", "manual");
  let opener = null;
  let pinned = false;

  // Beside the text if there is room for an argument; else below the line that was pointed at, or above
  // it: never over it.
  const place = () => {
    const text = opener.closest(".with-margin > :first-child")?.getBoundingClientRect();
    const page = document.documentElement.clientWidth;
    if (text && panel.classList.contains("wide") && page - text.right > 420) {
      panel.style.maxWidth = `${page - text.right - 36}px`;
      panel.style.maxHeight = `${innerHeight - 32}px`;
      panel.style.left = `${scrollX + Math.min(text.right + 24, page - panel.offsetWidth - 8)}px`;
      const top = Math.min(opener.getBoundingClientRect().top - 24, innerHeight - panel.offsetHeight - 16);
      panel.style.top = `${scrollY + Math.max(16, top)}px`;
      return;
    }
    const lines = opener.getClientRects();
    const first = lines[0] ?? opener.getBoundingClientRect();
    const last = lines[lines.length - 1] ?? first;
    const room = innerHeight - last.bottom;
    const below = room > panel.offsetHeight + 12 || room > first.top;
    const left = Math.max(8, Math.min(below ? last.left : first.left, page - panel.offsetWidth - 8));
    const high = Math.max(120, (below ? room : first.top) - 16);
    panel.style.maxHeight = `${Math.min(high, 0.8 * innerHeight)}px`;
    panel.style.left = `${left + scrollX}px`;
    panel.style.top = `${scrollY + (below ? last.bottom + 6 : first.top - panel.offsetHeight - 6)}px`;
  };

  const close = () => {
    if (!opener) return;
    const inside = panel.contains(document.activeElement);
    panel.hidePopover();
    opener.removeAttribute("aria-expanded");
    if (inside) opener.focus({ preventScroll: true });
    opener = null;
    pinned = false;
  };

  /** Show *content* for *link*; *pin* moves the focus into it and keeps it open. */
  const open = (link, content, label, { pin = false, wide = false } = {}) => {
    if (opener && opener !== link) close();
    opener = link;
    pinned = pin;
    const button = document.createElement("button");
    button.className = "close";
    button.textContent = "×";
    button.setAttribute("aria-label", "Close");
    button.addEventListener("click", () => {
      panel.focus();
      close();
    });
    panel.replaceChildren(content, button);
    panel.setAttribute("aria-label", label);
    panel.classList.toggle("wide", wide);
    document.body.append(panel);
    if (!panel.matches(":popover-open")) panel.showPopover();
    link.setAttribute("aria-expanded", "true");
    panel.style.maxWidth = panel.style.maxHeight = "";
    place();
    if (pin) panel.focus({ preventScroll: true });
  };

  addEventListener("keydown", (event) => {
    if (!opener) return;
    if (event.key === "Escape") close();
    // Tab leaves the panel for where the reader was, as if it stood behind its link.
    if (event.key !== "Tab" || !panel.contains(document.activeElement)) return;
    const inside = [panel, ...panel.querySelectorAll("a[href], button, input")];
    const edge = event.shiftKey ? inside.slice(0, 2) : inside.slice(-1);
    if (!edge.includes(document.activeElement)) return;
    const link = opener;
    close();
    link.focus({ preventScroll: true });
    if (event.shiftKey) event.preventDefault();
  });
  addEventListener("pointerdown", (event) => {
    if (opener && !panel.contains(event.target) && !opener.contains(event.target)) close();
  });
  addEventListener("resize", () => opener && place());

  return {
    element: panel,
    open,
    close,
    get opener() {
      return opener;
    },
    get pinned() {
      return pinned;
    },
  };
})();

/** Call *show* when somebody rests on a link that *matches*, and *hide* when they leave it and the panel. */
const whenPointedAt = (matches, show) => {
  let waiting = 0;
  const later = (action, delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(action, delay);
  };
  const leave = () => later(() => Panel.pinned || Panel.close(), 300);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = event.target.closest?.("a[href]");
    if (link && matches(link)) {
      if (link !== Panel.opener) later(() => Panel.pinned || show(link, false), 350);
      else clearTimeout(waiting);
    } else if (Panel.element.contains(event.target)) clearTimeout(waiting);
    else leave();
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && matches(link) && link.matches(":focus-visible")) later(() => Panel.pinned || show(link, false), 350);
    else if (!Panel.element.contains(event.target)) leave();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || !matches(link) || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    clearTimeout(waiting);
    show(link, true);
  });
};
