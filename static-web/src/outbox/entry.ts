/** The types of the outbox: registrations that the person has sent and the server has not confirmed yet. */
import type { FieldProblem } from '../api';
import type { SentAttachment } from '../attachments/attached';
import type { Answers } from '../definition';
import type { CountedEffort } from '../generated/api';

/** The content, which is encrypted. The rest of a row is ids, times and counts, which transactions compare. */
export interface OutboxContent {
  title: string;
  /** The answers as the person wrote them, to make a draft of the entry again. */
  draft: Answers;
  /**
   * The answers to send, fixed when the person tapped send. Null in an entry of an older page: they are made from `draft` then.
   */
  answers: Answers | null;
  /**
   * Maps items' paths in `answers` to their paths in `draft`, where these differ because empty items are not sent.
   */
  movedItems: Record<string, string>;
  /** The digits of numbers in texts that the person has confirmed are no CPR numbers. */
  notCpr?: string[];
  /** JSON Pointers into `answers` of the texts that contain them, which are sent to the server. */
  notCprPaths?: string[];
  /** The photos and files that the answers name, in the order of the form; their paths lead into `answers`. */
  attachments: SentAttachment[];
  /** JSON Pointers into `draft` of the company numbers that the register had not answered for yet. */
  lookUps: string[];
  /** The content could not be decrypted (the phone has no key until the author signs in), so the other members are empty. */
  isUnreadable?: true;
}

/**
 * Why a registration waits. `network`: the server was not reached. `server`: the server failed. `busy`: the server asked the phone to
 * wait.
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
  /** The time and taps spent on it, where its form counts them. */
  effort?: CountedEffort;
  content: OutboxContent;
  /**
   * Whether a request with the content has been sent. The server may have it, so the content must not change any more.
   */
  isOffered: boolean;
  /** The number of failed tries. */
  tries: number;
  /** The end of the back-off. A new network, or the person, starts a try before it. */
  retryAt: string | null;
  /** The end of the server's `Retry-After`: nothing is sent before it. */
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
  /** The title of the server's problem details. */
  title: string;
  detail: string;
  /** The faults, with paths into the draft. */
  faults: ReturnedFault[];
}

export interface ReturnedFault extends FieldProblem {
  /** The faulty answer as JSON. The fault is hidden when the answer has changed. */
  answer: string;
}
