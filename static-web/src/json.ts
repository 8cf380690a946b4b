/** The JSON types of answers, texts and conditions. */
import type { Formula as AnyFormula, InLanguages, Json } from './generated/api';

export type { Condition, Json } from './generated/api';
export type LocalizedText = InLanguages;

/** Answers by field. An item of a repeated group has the same shape. */
export type Answers = Record<string, Json>;

/** An expression compiled by the server: nested arrays and constants (docs/definition-language.md). */
export type Compiled = Json;

/** An expression to evaluate on the phone: a condition, or a value. */
export type Formula = AnyFormula;
