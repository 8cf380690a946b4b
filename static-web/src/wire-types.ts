/** Types of requests and responses about registrations that the generated contract does not have. */
import type { Answers } from './definition';
import type { CountedEffort, Status, Whole } from './generated/api';

export type Registration = Omit<Whole, 'answers'> & { answers: Answers };

export interface Sent {
  version: number;
  answers: Answers;
  /** When they were answered, RFC 3339: the day that rules regard as today. */
  answeredAt?: string;
  /** The JSON Pointers of the texts whose numbers the person says are no CPR numbers. */
  notCpr?: string[];
  /** The revision that this is a correction of; absent for what is new. */
  corrects?: number;
  /** What it took to write, where its form counts that. */
  effort?: CountedEffort;
}

/** What to list; empty members filter nothing. */
export interface ListFilter {
  query?: string;
  status?: readonly Status[];
  app?: string;
  /** Only what needs attention: refused, uncertain, or its follow-up day has come. */
  attention?: boolean;
}
