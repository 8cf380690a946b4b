/** Texts and times in the words of the person: what the pages import. */
export * from './catalogue';
export * from './times';
