import type { Definition } from '../../definition';

const both = (text: string) => ({ da: text, en: text });

/** A definition that asks nothing. */
export const EMPTY: Definition = {
  app: 'a',
  version: 1,
  languages: [],
  title: both('A'),
  description: both('A'),
  heading: [],
  cprInTexts: 'ask',
  entity: false,
  retention: null,
  submitLabel: null,
  migrates: [],
  schema: {},
  rules: [],
  sections: [],
};
