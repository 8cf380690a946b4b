/** Texts with answers in them: `{felt}`, `{form.felt}`. The twin of shared/domain/text/value_texts.py. */
const PIECE = /\{\{|\}\}|\{((?:form\.)?[a-z][A-Za-z0-9]{0,39})\}/g;

/** The text with each name's value, and doubled braces written once. */
export function filled(text: string, valueOf: (name: string) => string): string {
  return text.replace(PIECE, (piece, name?: string) => (name ? valueOf(name) : piece.charAt(0)));
}

/** Whether there is anything to fill in. */
export function hasValues(text: string): boolean {
  return text.search(PIECE) >= 0;
}
