/** Texts and times in the person's language, for the pages to import. */
export * from './catalogue';
export * from './times';
