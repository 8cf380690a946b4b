/** What the phone asks the server and tells it of registrations, beside what the contract has types for. */
import type { Answers } from './definition';
import type { CountedEffort, Status, Whole } from './generated/api';

export type Registration = Omit<Whole, 'answers'> & { answers: Answers };

export interface Sent {
  version: number;
  answers: Answers;
  /** When they were answered, RFC 3339: rules that look at today are judged by it. */
  answeredAt?: string;
  /** The JSON Pointers of the texts whose numbers the person says are no CPR numbers. */
  notCpr?: string[];
  /** The revision that this is a correction of; absent for what is new. */
  corrects?: number;
  /** What it took to write, where its form counts that. */
  effort?: CountedEffort;
}

/** What is looked for in the list; what is empty is not asked. */
export interface ListFilter {
  query?: string;
  status?: readonly Status[];
  app?: string;
  /** Only what needs somebody: refused, uncertain, or a follow-up whose day has come. */
  attention?: boolean;
}
