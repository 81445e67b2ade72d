// A note opens where it stands, and the page stays where it is; Escape leads back to its call.
"use strict";
{
  let open = null;
  let call = null;
  const close = () => {
    if (!open) return;
    const inside = open.contains(document.activeElement);
    open.classList.remove("open");
    open.removeAttribute("tabindex");
    open = null;
    if (inside) call.focus({ preventScroll: true });
  };
  const noteOf = (link) => {
    const note = link.hash && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return note?.parentElement?.classList.contains("margin") ? note : null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (open && !open.contains(event.target)) close();
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches(".note-call")) {
      const note = noteOf(link);
      if (!note) return;
      event.preventDefault();
      [open, call] = [note, link];
      note.classList.add("open");
      note.tabIndex = -1;
      note.focus({ preventScroll: true });
    } else if (open && link.matches(".note-label") && open.contains(link)) {
      event.preventDefault();
      close();
    }
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    // A note that was linked to: without its anchor it closes.
    if (document.querySelector(".margin > :target")) location.replace("#content");
  });
  // What stands in the margin shows what it is about.
  for (const kind of ["pointerover", "pointerout", "focusin", "focusout"])
    document.addEventListener(kind, (event) => {
      const beside = event.target.closest?.(".claim-beside");
      const words = beside && document.getElementById(decodeURIComponent(beside.querySelector(".claim-number").hash.slice(1)));
      words?.classList.toggle("pointed-at", kind === "pointerover" || kind === "focusin");
    });
}
