/** What answers, texts and conditions are made of. */
export interface LocalizedText {
  da: string;
  en: string;
}

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Answers by field. An item of a repeated group has the same shape. */
export type Answers = Record<string, Json>;

/** An expression as the server compiled it: nested arrays and constants (docs/definition-language.md). */
export type Compiled = Json;

/** What is evaluated on the phone: a condition, or a value. */
export interface Formula {
  $expr: Compiled;
}

/** Holds when the evaluator says yes. */
export type Condition = Formula;
