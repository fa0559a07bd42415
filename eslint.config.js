// The floor of browsers alone (`browserslist` in package.json): Biome and tsc see to everything else.
import compat from "eslint-plugin-compat";

export default [
  {
    ...compat.configs["flat/recommended"],
    files: ["static/js/**/*.js", "sessions/**/static/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
  },
];
