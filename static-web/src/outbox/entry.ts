/** What the outbox keeps: registrations that the person has sent and the server has not yet confirmed. Types alone. */
import type { FieldProblem } from '../api';
import type { SentAttachment } from '../attachments/attached';
import type { Answers } from '../definition';
import type { CountedEffort } from '../generated/api';

/** What is nobody else's to read. The rest of a row is ids, times and counts, which transactions compare. */
export interface OutboxContent {
  title: string;
  /** As the person wrote them, so that it can be a draft again. */
  draft: Answers;
  /** What goes to the server, frozen when the person sent it. Null in what an older page left: made of `draft` then. */
  answers: Answers | null;
  /** Empty items of groups are not sent: where the others stand in `answers`, and in `draft` when that is elsewhere. */
  movedItems: Record<string, string>;
  /** The digits of numbers in texts that the person has said are no CPR numbers. */
  notCpr?: string[];
  /** JSON Pointers into `answers` of the texts that hold them: what the server is told. */
  notCprPaths?: string[];
  /** The photos and files that the answers name, in the order of the form; their paths lead into `answers`. */
  attachments: SentAttachment[];
  /** JSON Pointers into `draft` of the company numbers that the register had not answered for. */
  lookUps: string[];
  /** This phone has no key to it until its person signs in: the rest is empty. */
  isUnreadable?: true;
}

/** `network`: not reached. `server`: an error of its own. `busy`: it asked us to wait. */
export type Obstacle = 'network' | 'server' | 'busy' | 'signed-out' | 'no-access';

export interface Lease {
  /** The pass over the outbox that sends it. */
  by: string;
  /** RFC 3339, by the phone's clock: past it whoever sent it is taken for dead. */
  until: string;
}

export interface OutboxEntry {
  personKey: string;
  /** UUIDv7 of the registration: the idempotency key. */
  id: string;
  app: string;
  version: number;
  /** RFC 3339; the server judges every try by this moment. */
  answeredAt: string;
  /** When the person sent it, RFC 3339: the oldest goes first. */
  queuedAt: string;
  stayedBefore?: number;
  /** The revision that it corrects, of a registration that was refused. */
  corrects?: number;
  /** What it took to write, where its form counts that. */
  effort?: CountedEffort;
  content: OutboxContent;
  /** A request with the content has been made: the server may have it, so the content never changes again. */
  isOffered: boolean;
  /** Tries that came to nothing. */
  tries: number;
  /** Back-off: when it is tried again by itself. Whatever wakes the outbox (a network, the person) comes before it. */
  retryAt: string | null;
  /** The server's `Retry-After`: nothing is sent before. */
  notBefore: string | null;
  /** Why the last try came to nothing. */
  obstacle: Obstacle | null;
  lease: Lease | null;
}

/** Why the server did not take a registration, kept with the draft that it is again. */
export interface Returned {
  /** `conflict`: the same id was received with other content. */
  kind: 'faults' | 'conflict' | 'refused';
  /** RFC 3339. */
  at: string;
  code: string;
  /** The server's own words. */
  title: string;
  detail: string;
  /** Their paths lead into the draft. */
  faults: ReturnedFault[];
}

export interface ReturnedFault extends FieldProblem {
  /** What stood there; JSON. A fault whose answer has changed since is mended. */
  answer: string;
}
