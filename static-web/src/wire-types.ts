/** Types of requests and responses about registrations, with the page's own type of answers. */
import type { Answers } from './definition';
import type { Status, Submission, Whole } from './generated/api';

export type Registration = Omit<Whole, 'answers'> & { answers: Answers };

export type Sent = Omit<Submission, 'answers'> & { answers: Answers };

/** Which registrations to list; an empty member means all. */
export interface ListFilter {
  query?: string;
  status?: readonly Status[];
  app?: string;
  /** Only registrations that need attention: refused, uncertain, or with a follow-up day that has come. */
  attention?: boolean;
}
