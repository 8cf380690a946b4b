/** What answers, texts and conditions are made of. */
import type { Schema } from '@cfworker/json-schema';

export interface LocalizedText {
  da: string;
  en: string;
}

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Answers by field. An item of a repeated group has the same shape. */
export type Answers = Record<string, Json>;

/** An expression as the server compiled it: nested arrays and constants (docs/definition-language.md). */
export type Compiled = Json;

/** What is evaluated on the phone: a condition that no schema can say, or a value. */
export interface Formula {
  $expr: Compiled;
}

/** A JSON Schema of the enclosing object, or what the evaluator says of it. */
export type Condition = Schema | Formula;
