/** Types of requests and responses about registrations, with the page's own type of answers. */
import type { Answers } from './definition';
import type { Status, Submission, Whole } from './generated/api';

export type Registration = Omit<Whole, 'answers'> & { answers: Answers };

export type Sent = Omit<Submission, 'answers'> & { answers: Answers };

/** What to list; empty members filter nothing. */
export interface ListFilter {
  query?: string;
  status?: readonly Status[];
  app?: string;
  /** Only what needs attention: refused, uncertain, or its follow-up day has come. */
  attention?: boolean;
}
