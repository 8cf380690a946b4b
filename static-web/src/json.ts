/** What answers, texts and conditions are made of. */
import type { Formula as AnyFormula, InLanguages, Json } from './generated/api';

export type { Condition, Json } from './generated/api';
export type LocalizedText = InLanguages;

/** Answers by field. An item of a repeated group has the same shape. */
export type Answers = Record<string, Json>;

/** An expression as the server compiled it: nested arrays and constants (docs/definition-language.md). */
export type Compiled = Json;

/** What is evaluated on the phone: a condition, or a value. */
export type Formula = AnyFormula;
