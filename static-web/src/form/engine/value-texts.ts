/** Texts that name answers: `{felt}`, `{form.felt}`. The counterpart of shared/domain/text/value_texts.py. */
const PIECE = /\{\{|\}\}|\{((?:form\.)?[a-z][A-Za-z0-9]{0,39})\}/g;

/** The text with each name replaced by its value, and doubled braces by single ones. */
export function filled(text: string, valueOf: (name: string) => string): string {
  return text.replace(PIECE, (piece, name?: string) => (name ? valueOf(name) : piece.charAt(0)));
}

/** Whether the text names an answer. */
export function hasValues(text: string): boolean {
  return text.search(PIECE) >= 0;
}
