// Layers of the mark-up that can be switched off for plain reading. The text that is copied stays the same.
"use strict";
{
  const LAYERS = {
    persons: [".mention.person", "Persons"],
    places: [".mention.place:not(.by-vehicle)", "Places"],
    organisations: [".mention:is(.organisation, .by-vehicle)", "Organisations"],
    events: [".mention.event", "Events"],
    works: [".mention:is(.work, .object)", "Works and objects"],
    dates: [".dated", "Dates"],
    claims: [".claim-mark", "Claims"],
    commentary: [".note-call:not(.textual)", "Commentary"],
    textual: [".note-call.textual", "Textual notes"],
  };
  const KEPT = "edition-layers-off";
  const html = document.documentElement;
  const has = Object.entries(LAYERS).filter(([, [selector]]) => document.querySelector(`main ${selector}`));
  const asked = new URLSearchParams(location.search).get("off");
  let kept = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch {
    kept = null; // a reader who keeps nothing on the device has the choice in the address
  }
  const off = new Set((asked ?? kept ?? "").split(/[ ,]+/).filter((name) => name in LAYERS));
  const apply = () => (html.dataset.off = [...off].join(" "));
  apply();

  const keep = () => {
    apply();
    try {
      localStorage.setItem(KEPT, [...off].join(" "));
    } catch {
      /* see above */
    }
    const url = new URL(location.href);
    if (off.size) url.searchParams.set("off", [...off].join(","));
    else url.searchParams.delete("off");
    history.replaceState(null, "", url);
  };

  if (has.length) {
    const box = document.createElement("details");
    box.className = "layers";
    box.innerHTML = "<summary>Layers</summary><fieldset><legend>Show in the text</legend></fieldset>";
    for (const [name, [, label]] of has) {
      const line = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { type: "checkbox", checked: !off.has(name) });
      input.addEventListener("change", () => {
        off[input.checked ? "delete" : "add"](name);
        keep();
      });
      line.append(input, label);
      box.querySelector("fieldset").append(line);
    }
    document.querySelector(".site-nav")?.prepend(box);
  }
}
