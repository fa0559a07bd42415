// Where the oldest browsers lack these the page looks a little plainer, and works.
export const GRACES = new Set([
  // Phones have no pointer, and no colours that their owner forces.
  ...["cursor: pointer", "cursor: default", "cursor: not-allowed", "cursor: progress"],
  ...["@media (forced-colors)", "forced-color-adjust", "forced-color-adjust: none"],
  // Lines break, bars and corners look, and text grows as that browser does it.
  ...["text-wrap", "text-wrap: balance", "text-wrap: pretty", "text-wrap: wrap"],
  ...["scrollbar-color", "scrollbar-width", "scrollbar-width: thin", "resize", "text-size-adjust"],
  ":-webkit-inner-spin-button",
  // On paper.
  ...["@page", "break-after: avoid"],
  // A phone has no wheel, and says nothing before it leaves a page.
  ...["event wheel", "event beforeunload"],
]);
