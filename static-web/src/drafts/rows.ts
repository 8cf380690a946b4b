/** What stands in the phone's store, and what it is in the page. Types alone. */
import type { DBSchema } from 'idb';
import type { Answers } from '../definition';
import type { DataKey, Encrypted } from '../encryption/cipher';
import type { CountedEffort } from '../generated/api';
import type { OutboxContent, OutboxEntry, Returned } from '../outbox/entry';

/** A registration that is not sent. It stays on the phone, with the person who wrote it. */
export interface Draft {
  /** UUIDv7, also the registration's id once it is sent. */
  id: string;
  app: string;
  version: number;
  title: string;
  answers: Answers;
  /** RFC 3339. */
  updatedAt: string;
  /** It was sent, and the server did not take it. */
  returned?: Returned;
  /** The newest version that the person chose not to move it to. */
  stayedBefore?: number;
  /** The digits of numbers in texts that the person has said are no CPR numbers. */
  notCpr?: string[];
  /** The revision that it corrects, of a registration that was refused. */
  corrects?: number;
  /** What it has taken to write until now, where its form counts that. */
  effort?: CountedEffort;
  personKey: string;
  /** How often it has been kept: two tabs that both write find each other by it. None before the first time. */
  revision?: number;
  /** The store that it was kept in, by its id: one that the browser has emptied since is another. */
  keptIn?: string;
}

/** A photo or a file of a draft. It is gone from the phone when the registration is received, or thrown away. */
export interface KeptAttachment {
  personKey: string;
  registration: string;
  id: string;
  /** Not a `File`: iOS corrupts those in its store. */
  content: ArrayBuffer;
  type: string;
  /** A small picture of it as a `data:` address, empty for what is none. */
  thumbnail: string;
  /** Whether the server has it. */
  isSent: boolean;
}

/** A key as the store keeps it. A `CryptoKey` is kept as it is: its bytes are out of reach of scripts. */
export interface KeptKey extends DataKey {
  personKey: string;
  origin: 'server' | 'phone';
  /** The lowest encrypts. */
  place: number;
  /** RFC 3339: when the server gave it, or the phone made it. */
  at: string;
}

export type DraftSecrets = 'title' | 'answers' | 'returned' | 'notCpr';
export type AttachmentSecrets = 'content' | 'type' | 'thumbnail';

export interface Sealed {
  sealed: Encrypted;
}

export type DraftRow = Draft | (Omit<Draft, DraftSecrets> & Sealed);
export type AttachmentRow = KeptAttachment | (Omit<KeptAttachment, AttachmentSecrets> & Sealed);
export type OutboxRow = Omit<OutboxEntry, 'content'> & { content: OutboxContent | Sealed };

export interface Schema extends DBSchema {
  drafts: { key: [personKey: string, id: string]; value: DraftRow };
  attachments: { key: [personKey: string, registration: string, id: string]; value: AttachmentRow };
  outbox: { key: [personKey: string, id: string]; value: OutboxRow };
  keys: { key: [personKey: string, id: string]; value: KeptKey };
  /** `store`: an id that is made with the store. */
  about: { key: string; value: { name: string; id: string } };
}
