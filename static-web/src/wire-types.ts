/** Types of requests and responses about registrations that the generated contract does not have. */
import type { Answers } from './definition';
import type { CountedEffort, Status, Whole } from './generated/api';

export type Registration = Omit<Whole, 'answers'> & { answers: Answers };

export interface Sent {
  version: number;
  answers: Answers;
  /** When they were answered, RFC 3339: the day that rules regard as today. */
  answeredAt?: string;
  /** The JSON Pointers of the texts whose numbers the person has confirmed are no CPR numbers. */
  notCpr?: string[];
  /** The revision that this corrects; absent for a new registration. */
  corrects?: number;
  /** The time and taps spent on it, where its form counts them. */
  effort?: CountedEffort;
}

/** Which registrations to list; an empty member means all. */
export interface ListFilter {
  query?: string;
  status?: readonly Status[];
  app?: string;
  /** Only registrations that need attention: refused, uncertain, or with a follow-up day that has come. */
  attention?: boolean;
}
