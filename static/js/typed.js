// Reads what somebody has typed into a form: the fields as they are now, and the texts with their labels.

/** @typedef {{label: string, value: string}} Text */
/** @typedef {[name: string, value: string, checked?: boolean]} Field */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} TextField */

const TEXT = "textarea, input[type=text]";

/**
 * @param {ParentNode} form
 * @returns {TextField[]}
 */
export function textFields(form) {
  return [...form.querySelectorAll(TEXT)].map((field) => /** @type {TextField} */ (field));
}

/**
 * @param {HTMLFormElement} form
 * @returns {Text[]} those that are not empty
 */
export function textsOf(form) {
  return textFields(form)
    .filter((field) => field.value.trim())
    .map((field) => ({ label: labelOf(field), value: field.value }));
}

/**
 * The words before « (facultatif) », after those of the group: « Coopération · En quoi ? ».
 * @param {TextField} field
 */
function labelOf(field) {
  const group = field.closest("fieldset")?.querySelector("legend > *")?.textContent;
  const own = field.labels?.[0]?.firstChild?.textContent;
  return [group, own]
    .map((words) => words?.trim())
    .filter(Boolean)
    .join(" · ");
}

/**
 * Hidden fields are part of it: they say for which version of the contents the text was typed.
 * @param {HTMLFormElement} form
 * @returns {Field[]}
 */
export function fieldsOf(form) {
  return controls(form).flatMap((field) => {
    if (field.type === "radio" || field.type === "checkbox") return choiceOf(field);
    return [[field.name, field.value]];
  });
}

/**
 * A box that somebody has unchecked is kept too; a box that never was checked is not.
 * @param {HTMLInputElement} field
 * @returns {Field[]}
 */
function choiceOf(field) {
  const tells = field.checked || (field.type === "checkbox" && field.defaultChecked);
  return tells ? [[field.name, field.value, field.checked]] : [];
}

/**
 * @param {HTMLFormElement} form
 * @param {Field[]} fields
 */
export function fillIn(form, fields) {
  for (const [name, value, checked] of fields) {
    const same = controls(form).filter((field) => field.name === name);
    if (checked === undefined) same.forEach((field) => (field.value = value));
    else same.filter((field) => field.value === value).forEach((field) => (field.checked = checked));
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLInputElement[]}
 */
function controls(form) {
  const all = /** @type {HTMLInputElement[]} */ ([...form.elements]);
  return all.filter((field) => field.name && field.matches("input, textarea, select"));
}
