// Colours stand in tokens.css alone. tests/js/floor/ sees to the oldest browsers.
const COLOUR = [/(?<![\w-])(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/];

export default {
  extends: "stylelint-config-standard",
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
  },
  overrides: [
    {
      files: ["static/css/tokens.css"],
      rules: { "color-no-hex": null, "declaration-property-value-disallowed-list": null },
    },
  ],
};
