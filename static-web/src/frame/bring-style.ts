/**
 * Adds the style of a part that is loaded later. The style is in the part's own script, since a style sheet would be one more request.
 * A constructed style sheet is allowed by the content security policy.
 */
export function addStyle(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
