/** A fault planted in the product: the text that stands there, and what stands there then. */
export interface Bug {
  name: string;
  file: string;
  right: string;
  wrong: string;
}
