/**
 * Takes up the style of a part that comes later, which stands in the part's own script: a style sheet of its own would be one more
 * request, and nobody asks for it. A constructed sheet needs no leave of the content security policy.
 */
export function bringStyle(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
