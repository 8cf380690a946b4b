/**
 * What stands on the phone's disk in place of what a person wrote, and back. Always outside a transaction of the store, which
 * ends by itself while anything else is waited for.
 */
import type { OutboxContent } from '../outbox/entry';
import type { Draft } from './database';

export const sealDraft = async (draft: Draft): Promise<Draft> => draft;

export const openDraft = async (row: Draft): Promise<Draft> => row;

/** `owner`: the person's key and the registration's id, which stand beside it in clear. */
export const sealContent = async (content: OutboxContent, _owner: Owner): Promise<OutboxContent> => content;

export const openContent = async (sealed: OutboxContent, _owner: Owner): Promise<OutboxContent> => sealed;

export interface Owner {
  personKey: string;
  id: string;
}
