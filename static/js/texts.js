// Words shown by scripts come from the page (#texts), where they are translated.
export function text(name, number) {
  const texts = document.getElementById("texts").dataset;
  if (number === undefined) return texts[name];
  return texts[number === 1 ? `${name}One` : `${name}Many`].replace("{n}", number);
}
