// The text of one witness: where it has another reading, that reading stands in the text.
"use strict";
{
  const places = new Map(); // the words in the text, and the readings of witnesses for them
  for (const entry of document.querySelectorAll(".apparatus-entry")) {
    const place = document.getElementById(entry.querySelector(".lemma a")?.hash.slice(1) ?? "");
    if (!place) continue;
    for (const reading of entry.querySelectorAll("[data-witnesses]")) {
      if (!places.has(place)) places.set(place, { own: [...place.childNodes], others: new Map() });
      for (const siglum of reading.dataset.witnesses.split(" "))
        places.get(place).others.set(siglum, reading);
    }
  }

  const show = (siglum) => {
    for (const [place, { own, others }] of places) {
      const reading = others.get(siglum);
      const words = reading ? [...reading.cloneNode(true).childNodes] : own;
      for (const word of words) word.querySelectorAll?.("[id]").forEach((e) => e.removeAttribute("id"));
      place.replaceChildren(...words);
      place.classList.toggle("of-witness", Boolean(reading));
      if (reading && !place.textContent.trim()) place.append("[om.]");
    }
  };

  const sigla = [...new Set([...places.values()].flatMap(({ others }) => [...others.keys()]))].sort();
  if (sigla.length) {
    const label = document.createElement("label");
    label.className = "witnesses generated";
    label.append("Text of ");
    const select = document.createElement("select");
    select.add(new Option("the edition", ""));
    for (const siglum of sigla) select.add(new Option(siglum, siglum));
    select.addEventListener("change", () => show(select.value));
    label.append(select);
    document.querySelector("main h1")?.after(label);
  }
}
