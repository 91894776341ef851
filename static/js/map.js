// A link on the map spans its mark and its label. Browsers take it for seen as soon as a corner of
// the label is; the mark, which shows the focus, may then lie outside of the frame.
document.querySelector(".port-map")?.addEventListener("focusin", ({ target }) => {
  const mark = target.querySelector(":scope .port-map__target");
  if (target.matches(".port-map__port"))
    mark?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
});
