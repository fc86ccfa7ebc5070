// Who else has this case open. The page says that it is still open while somebody can see it.
"use strict";

(() => {
  const { one, write } = cordline;
  const line = one("[data-presence]");
  if (!line || !cordlineStream) return;
  const { presence: id, me } = line.dataset;

  cordlineStream.listen((kind, text) => {
    if (kind !== "here") return;
    const told = JSON.parse(text);
    if (told.case !== id) return;
    const others = told.names.filter((name) => name !== me);
    line.hidden = others.length === 0;
    write(one("[data-presence-names]", line), others.join(", "));
  });

  function stillHere() {
    if (document.visibilityState !== "visible") return;
    fetch(`/cases/${id}/here`, { method: "POST", credentials: "same-origin" }).catch(() => {});
  }
  setInterval(stillHere, 30000);
  document.addEventListener("visibilitychange", stillHere);
})();
