// Lists the elements outside the screen, and the words that are broken in the middle.
// oxlint-disable-next-line no-unused-expressions -- the browser is given this text, and calls the function
() => {
  const width = document.documentElement.clientWidth,
    faults = [];
  const named = (element) =>
    element.tagName.toLowerCase() + (element.className ? '.' + String(element.className).split(' ')[0] : '');
  const scrolls = (element) =>
    element &&
    element !== document.body &&
    (getComputedStyle(element).overflowX === 'auto' || scrolls(element.parentElement));
  for (const element of document.body.querySelectorAll('*:not(.sr-only, .sr-only *, .skipnav, svg *)')) {
    if (!element.checkVisibility({ visibilityProperty: true }) || scrolls(element.parentElement)) continue;
    const box = element.getBoundingClientRect();
    if (box.width && (box.right > width + 1 || box.left < -1))
      faults.push(`${named(element)} stands outside the screen`);
    const isTooNarrow = element.clientWidth && element.scrollWidth > element.clientWidth + 1;
    if (isTooNarrow && element.matches('button, a, .status, label, dt'))
      faults.push(`${named(element)} is too narrow for “${element.innerText.slice(0, 30)}”`);
  }
  const texts = document.createTreeWalker(document.querySelector('#app') ?? document.body, NodeFilter.SHOW_TEXT);
  for (const range = document.createRange(); texts.nextNode();) {
    const { data, parentElement } = texts.currentNode;
    const short = 'h1, h2, h3, button, label, legend, .status, .head, .entry-title';
    if (!parentElement.checkVisibility() || !parentElement.closest(short)) continue;
    for (const word of data.matchAll(/[\p{L}\d]{4,}/gu)) {
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      // A long compound may be divided by the language's rules, for which this browser has no dictionary.
      const mayDivide = word[0].length > 14 && getComputedStyle(parentElement).hyphens === 'auto';
      if (lines.size > 1 && !mayDivide) faults.push(`“${word[0]}” is broken`);
    }
  }
  return [...new Set(faults)];
};
