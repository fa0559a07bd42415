// Colours stand in tokens.css alone; nothing that a browser of the floor (`browserslist` in package.json) lacks
// without the page staying whole.
const COLOUR = [/(?<![\w-])(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/];

// Where these are missing the page looks a little plainer, and works.
const GRACES = [
  "css-paged-media",
  "css-resize",
  "css-scrollbar",
  "css-touch-action",
  "css3-cursors",
  "text-size-adjust",
];

export default {
  extends: "stylelint-config-standard",
  plugins: ["stylelint-no-unsupported-browser-features"],
  reportDescriptionlessDisables: true,
  reportNeedlessDisables: true,
  rules: {
    "selector-class-pattern": "^[a-z]+(-[a-z0-9]+)*(__[a-z]+(-[a-z]+)*)?(--[a-z0-9]+(-[a-z]+)*)?$",
    // The notation with « <= » came with Safari 16.4.
    "media-feature-range-notation": "prefix",
    // Prefixes that the floor still needs are fine.
    "property-no-vendor-prefix": null,
    "value-no-vendor-prefix": null,
    // Rules stand in the order in which a reader looks for them; layers decide what wins.
    "no-descending-specificity": null,
    "custom-property-empty-line-before": null,
    "declaration-empty-line-before": null,
    "comment-empty-line-before": null,
    "length-zero-no-unit": [true, { ignoreFunctions: ["var"] }],
    "value-keyword-case": ["lower", { ignoreKeywords: ["A4"], ignoreProperties: ["/^--font-/"] }],
    "color-no-hex": true,
    "color-named": "never",
    "declaration-property-value-disallowed-list": { "/.*/": COLOUR },
    "plugin/no-unsupported-browser-features": [true, { ignore: GRACES, ignorePartialSupport: true }],
  },
  overrides: [
    {
      files: ["static/css/tokens.css"],
      rules: { "color-no-hex": null, "declaration-property-value-disallowed-list": null },
    },
  ],
};
