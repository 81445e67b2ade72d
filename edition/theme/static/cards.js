// A name, a source or a claim opens a card on the page; without this script its link leads to the entry.
"use strict";
{
  const root = new URL(document.documentElement.dataset.root, location.href);
  const DRAWERS = 32; // as in cards/write.py
  const known = new Map(); // the cards of each drawer that was opened, or the promise of them
  let arrived = null;
  window.editionCards = (_page, cards) => (arrived = cards);

  const drawer = (anchor) => [...Array(anchor.length)].reduce((sum, _, i) => sum + anchor.charCodeAt(i), 0) % DRAWERS;

  const fetched = (page, anchor) => {
    const address = new URL(`_static/cards/${page || "index"}.${drawer(anchor)}.js`, root).href;
    if (!known.has(address))
      known.set(
        address,
        new Promise((resolve) => {
          const script = document.createElement("script");
          script.src = address;
          script.onload = () => resolve(arrived);
          script.onerror = () => resolve({});
          document.head.append(script);
        }),
      );
    return known.get(address);
  };

  const target = (link) => {
    // The mark of a claim leads to the margin, and the margin to the claim.
    const mark = link.matches(".claim-mark") && document.getElementById(link.hash.slice(1));
    const entry = (mark && mark.querySelector("a:not(.claim-number)")) || link;
    const url = new URL(entry.href);
    return { page: url.href.split("#")[0].slice(root.href.length), anchor: decodeURIComponent(url.hash.slice(1)), url };
  };

  const show = async (link, pin) => {
    const { page, anchor, url } = target(link);
    if (pin && Panel.opener === link && !Panel.pinned) Panel.close();
    const card = (await fetched(page, anchor))[anchor];
    if (!card) {
      if (pin) location.href = url.href;
      return;
    }
    const content = document.createElement("div");
    content.innerHTML = card; // made with the edition, by cards/markup.py, which escapes its sources
    for (const a of content.querySelectorAll("a[href]")) {
      const href = a.getAttribute("href");
      if (!/^https?:/.test(href)) a.href = new URL(href, root).href;
    }
    if (link.title) content.querySelector("h2").after(Object.assign(document.createElement("p"), { className: "quiet", textContent: link.title }));
    const label = content.querySelector("h2").textContent;
    Panel.open(link, content, label, { pin, wide: content.querySelector(".position") !== null });
  };

  whenPointedAt(
    (link) =>
      !Panel.element.contains(link) &&
      link.hash.length > 1 &&
      link.matches(".claim-mark, .claim-beside a:not(.claim-number), a.mention, .mention a, .further") &&
      link.href.startsWith(root.href),
    show,
  );
}
