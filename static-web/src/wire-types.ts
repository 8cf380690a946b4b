/** Types of requests and responses about registrations, with the page's own type of answers. */
import type { Answers } from './definition';
import type { Summary as SentSummary, Status, Submission, Whole } from './generated/api';

/** A registration as lists show it. An older server, and what the phone stored before, leave out `targets`. */
export type Summary = Omit<SentSummary, 'targets'> & Partial<Pick<SentSummary, 'targets'>>;

export interface SummaryPage {
  items: Summary[];
  next: string | null;
}

export type Registration = Omit<Whole, 'answers' | 'targets'> & Pick<Summary, 'targets'> & { answers: Answers };

export type Sent = Omit<Submission, 'answers'> & { answers: Answers };

/** Which registrations to list; an empty member means all. */
export interface ListFilter {
  query?: string;
  status?: readonly Status[];
  app?: string;
  /** Only registrations that need attention: refused, uncertain, or with a follow-up day that has come. */
  attention?: boolean;
}
