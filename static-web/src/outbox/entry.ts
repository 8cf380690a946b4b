/** The types of the outbox: registrations that the person has sent and the server has not confirmed yet. */
import type { FieldProblem } from '../api';
import type { SentAttachment } from '../attachments/attached';
import type { Answers } from '../definition';
import type { CountedEffort } from '../generated/api';

/** The content, which is encrypted. The rest of a row is ids, times and counts, which transactions compare. */
export interface OutboxContent {
  title: string;
  /** As the person wrote them, so that it can be a draft again. */
  draft: Answers;
  /**
   * What is sent to the server, fixed when the person sent it. Null in an entry of an older page: made of `draft` then.
   */
  answers: Answers | null;
  /**
   * Empty items of groups are not sent: maps the other items' paths in `answers` to those in `draft`, where they
   * differ.
   */
  movedItems: Record<string, string>;
  /** The digits of numbers in texts that the person has said are no CPR numbers. */
  notCpr?: string[];
  /** JSON Pointers into `answers` of the texts that contain them, which are sent to the server. */
  notCprPaths?: string[];
  /** The photos and files that the answers name, in the order of the form; their paths lead into `answers`. */
  attachments: SentAttachment[];
  /** JSON Pointers into `draft` of the company numbers that the register had not answered for yet. */
  lookUps: string[];
  /** This phone has no key to it until its person signs in: the rest is empty. */
  isUnreadable?: true;
}

/**
 * Why it waits. `network`: the server was not reached. `server`: an error of the server's own. `busy`: the server asked
 * us to wait.
 */
export type Obstacle = 'network' | 'server' | 'busy' | 'signed-out' | 'no-access';

export interface Lease {
  /** The name of the pass that sends it. */
  by: string;
  /** RFC 3339, by the phone's clock: after this the lease has expired. */
  until: string;
}

export interface OutboxEntry {
  personKey: string;
  /** UUIDv7 of the registration: the idempotency key. */
  id: string;
  app: string;
  version: number;
  /** RFC 3339; the server validates every try as of this moment. */
  answeredAt: string;
  /** When the person sent it, RFC 3339: the oldest is sent first. */
  queuedAt: string;
  stayedBefore?: number;
  /** The revision that it corrects, of a registration that was refused. */
  corrects?: number;
  /** What it took to write, where its form counts that. */
  effort?: CountedEffort;
  content: OutboxContent;
  /**
   * Whether a request with the content has been made: the server may have it, so the content must not change any more.
   */
  isOffered: boolean;
  /** The number of failed tries. */
  tries: number;
  /** The end of the back-off. Whatever wakes the outbox (a network, the person) goes before it. */
  retryAt: string | null;
  /** The end of the server's `Retry-After`: nothing is sent before. */
  notBefore: string | null;
  /** Why the last try failed. */
  obstacle: Obstacle | null;
  lease: Lease | null;
}

/** Why the server refused a registration; stored with the draft that it has become again. */
export interface Returned {
  /** `conflict`: the same id was received with other content. */
  kind: 'faults' | 'conflict' | 'refused';
  /** RFC 3339. */
  at: string;
  code: string;
  /** The server's own words. */
  title: string;
  detail: string;
  /** The faults, with paths into the draft. */
  faults: ReturnedFault[];
}

export interface ReturnedFault extends FieldProblem {
  /** The faulty answer as JSON: a fault whose answer has changed since is mended. */
  answer: string;
}
