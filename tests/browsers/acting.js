// What a journey does on the page. Each script of test_journeys.py follows this text, and calls these functions.
/* oxlint-disable no-unused-vars, no-restricted-globals -- used by the scripts that follow; the page itself waits here */
const shown = (element) => element.getClientRects().length > 0;
const until = async (look) => {
  const late = Date.now() + 50_000;
  for (;;) {
    const looked = look();
    if (looked) return looked;
    if (Date.now() > late) throw new Error(`${look} never came: ${document.body.innerText}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const hasText = (text) => until(() => document.body.innerText.includes(text));
// All of it, the last word too.
const saved = () =>
  until(() => document.querySelector('.saved-note[aria-busy="false"]')?.textContent.includes('Gemt på telefonen'));
const starting = (tags, text) =>
  until(() =>
    [...document.querySelectorAll(tags)].find(
      (element) => shown(element) && element.textContent.trim().startsWith(text),
    ),
  );
const tap = async (text) => (await starting('a, button', text)).click();
const pick = async (question, option) => {
  const group = (await starting('legend', question)).closest('fieldset');
  [...group.querySelectorAll('label')].find((label) => label.textContent.trim().startsWith(option)).click();
};
const box = (id) => until(() => document.getElementById(id));
const write = async (id, text) => {
  const field = await box(id);
  field.focus();
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value').set.call(field, text);
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  field.blur();
};
