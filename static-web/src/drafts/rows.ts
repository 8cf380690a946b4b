/** The types of the rows in the phone's store, and of their decrypted content. */
import type { DBSchema } from 'idb';
import type { Answers } from '../definition';
import type { DataKey, Encrypted } from '../encryption/cipher';
import type { CountedEffort } from '../generated/api';
import type { OutboxContent, OutboxEntry, Returned } from '../outbox/entry';

/** A registration that is not sent yet. It exists only on the phone, for the person who wrote it. */
export interface Draft {
  /** UUIDv7, also the registration's id once it is sent. */
  id: string;
  app: string;
  version: number;
  title: string;
  answers: Answers;
  /** RFC 3339. */
  updatedAt: string;
  /** Why the server refused it, if it was sent. */
  returned?: Returned;
  /** The newest version of the form that the person chose not to move the draft to. */
  stayedBefore?: number;
  /** The digits of numbers in texts that the person has confirmed are no CPR numbers. */
  notCpr?: string[];
  /** The revision of the refused registration that this draft corrects. */
  corrects?: number;
  /** The time and taps spent on it so far, where its form counts them. */
  effort?: CountedEffort;
  personKey: string;
  /** Counts the saves, so that a tab detects that another has saved. Absent before the first save. */
  revision?: number;
  /** The id of the store that it was saved in. It differs from the present store's where the browser has deleted all data since. */
  keptIn?: string;
}

/** A photo or a file of a draft. Deleted when the registration is received, or the draft discarded. */
export interface StoredAttachment {
  personKey: string;
  registration: string;
  id: string;
  /** Not a `File`: iOS corrupts those in its store. */
  content: ArrayBuffer;
  type: string;
  /** A thumbnail as a `data:` address, empty for a file that is no picture. */
  thumbnail: string;
  /** Whether the server has it. */
  isSent: boolean;
}

/** A stored key. A `CryptoKey` is stored as it is: scripts cannot read its bytes. */
export interface StoredKey extends DataKey {
  personKey: string;
  origin: 'server' | 'phone';
  /** The key with the lowest number is used to encrypt; the others only decrypt. */
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
export type AttachmentRow = StoredAttachment | (Omit<StoredAttachment, AttachmentSecrets> & Sealed);
export type OutboxRow = Omit<OutboxEntry, 'content'> & { content: OutboxContent | Sealed };

export interface Schema extends DBSchema {
  drafts: { key: [personKey: string, id: string]; value: DraftRow };
  attachments: { key: [personKey: string, registration: string, id: string]; value: AttachmentRow };
  outbox: { key: [personKey: string, id: string]; value: OutboxRow };
  keys: { key: [personKey: string, id: string]; value: StoredKey };
  /** `store`: an id that is generated together with the store. */
  about: { key: string; value: { name: string; id: string } };
}
