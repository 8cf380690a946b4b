// Gives what is wrong with the focused element's visibility, or an empty text. The browser's own ring (`auto`) has two colours,
// so that it is visible on any background.
// oxlint-disable-next-line no-unused-expressions -- the browser is given this text, and calls the function
() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return 'nothing has focus';
  const isOption = focused.matches('[type=radio], [type=checkbox], [type=file]');
  const drawn = isOption ? focused.labels[0] : focused;
  const element = `${focused.nodeName.toLowerCase()} "${(drawn.textContent || focused.id).trim().slice(0, 40)}"`;

  const box = drawn.getBoundingClientRect();
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  // Of a text of several lines the browser brings the line that is written on.
  const least = focused.matches('textarea') ? 24 : Math.min(box.height, innerHeight);
  if (box.height === 0 || bottom - top < least - 1) return `${element} is off the screen`;
  const seen = document.elementFromPoint(box.left + box.width / 2, (top + bottom) / 2);
  if (!drawn.contains(seen) && !focused.contains(seen)) return `${element} is covered`;

  const colour = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const isClear = ([, , , alpha = 1]) => alpha === 0;
  const light = ([red, green, blue]) =>
    [red, green, blue]
      .map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const contrast = (ring, background) => {
    const [dark, bright] = [light(ring), light(background)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  let around = drawn.parentElement;
  while (around && isClear(colour(getComputedStyle(around).backgroundColor))) around = around.parentElement;
  const ground = around ? colour(getComputedStyle(around).backgroundColor) : [255, 255, 255];
  // Focus is on the browser's own button within the box (a date's), which has the browser's own ring.
  if (focused.matches('[type^=date]:not(:focus)')) return '';
  const rings = [focused, drawn]
    .flatMap((element) => [null, '::before', '::after'].map((part) => getComputedStyle(element, part)))
    .filter(
      (style) =>
        style.outlineStyle !== 'none' && (style.outlineStyle === 'auto' || parseFloat(style.outlineWidth) >= 2),
    )
    .map((style) => (style.outlineStyle === 'auto' ? 21 : contrast(colour(style.outlineColor), ground)));
  return Math.max(0, ...rings) < 3 ? `${element} has no ring that is seen` : '';
};
