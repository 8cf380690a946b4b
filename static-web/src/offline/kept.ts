/** Definitions, lists and companies as the phone keeps them for whoever is signed in. Nothing here rejects. */
import type { Company, DefinitionSummary, EntityItem, Summary } from '../api';
import type { Definition } from '../definition';
import { openText, sealText } from '../drafts/sealing';
import type { Encrypted } from '../encryption/cipher';
import { withLists } from '../form/engine/lists';
import type { Memory } from '../memory/memory';
import { personKey } from '../session';
import { allOf, withStore, type KeptCompany } from './database';

export interface KeptList {
  items: EntityItem[];
  /** When the server gave it, RFC 3339. */
  at: string;
}

/** A list of companies longer than this is nobody's. */
const COMPANIES_AT_MOST = 200;

/** Which forms the person has. */
export async function keepForms(items: DefinitionSummary[]): Promise<void> {
  await mine((key, store) => store.put('forms', { personKey: key, items }));
}

export async function keptForms(): Promise<DefinitionSummary[] | undefined> {
  return (await mine((key, store) => store.get('forms', key)))?.items;
}

/** So that a draft opens on the version that it answers, also without a network. */
export async function keepDefinition(definition: Definition): Promise<void> {
  const { app, version } = definition;
  await mine((key, store) => store.put('definitions', { personKey: key, app, version, definition }));
}

/** The version asked, else the newest that is kept. */
export async function keptDefinition(app: string, version?: number): Promise<Definition | undefined> {
  const definition = await mine(async (key, store) => {
    if (version !== undefined) return (await store.get('definitions', [key, app, version]))?.definition;
    const range = IDBKeyRange.bound([key, app], [key, app, []]);
    return (await store.transaction('definitions').store.openCursor(range, 'prev'))?.value.definition;
  });
  return definition && withLists(definition);
}

/** Encrypted as drafts are: a list may name people. */
export async function keepEntities(app: string, list: KeptList): Promise<void> {
  const sealed = await seal(list, 'entities', app);
  if (sealed) await mine((key, store) => store.put('entities', { personKey: key, app, sealed }));
}

/** None where this phone has no key to it now. */
export async function keptEntities(app: string): Promise<KeptList | undefined> {
  const row = await mine((key, store) => store.get('entities', [key, app]));
  return unseal<KeptList>(row?.sealed, 'entities', app);
}

/** A company that the register told. `usedAt` stays what it was where the person did not use it now. */
export async function keepCompany(company: Company, usedAt?: string): Promise<void> {
  const { cvr } = company;
  const now = new Date().toISOString();
  const used = usedAt ?? (await keptCompany(cvr))?.usedAt ?? now;
  const kept: KeptCompany = { company, usedAt: used, askedAt: now };
  const sealed = await seal(kept, 'companies', cvr);
  if (sealed) await mine((key, store) => store.put('companies', { personKey: key, cvr, sealed }));
}

export async function keptCompany(cvr: string): Promise<KeptCompany | undefined> {
  const row = await mine((key, store) => store.get('companies', [key, cvr]));
  return unseal<KeptCompany>(row?.sealed, 'companies', cvr);
}

/** The companies used before, the latest first; none where this phone has no key to them now. */
export async function keptCompanies(): Promise<KeptCompany[]> {
  const rows = (await mine((key, store) => store.getAll('companies', allOf(key)))) ?? [];
  const all = await Promise.all(rows.map(({ cvr, sealed }) => unseal<KeptCompany>(sealed, 'companies', cvr)));
  return all
    .filter((kept) => kept !== undefined)
    .sort((a, b) => b.usedAt.localeCompare(a.usedAt))
    .slice(0, COMPANIES_AT_MOST);
}

/** The registrations that the phone shows without a network, newest first; encrypted as drafts are. */
export async function keepReceipts(items: Summary[]): Promise<void> {
  await keepSealed('receipts', items);
}

/** None where this phone has no key to them now. */
export async function keptReceipts(): Promise<Summary[]> {
  return (await keptSealed<Summary[]>('receipts')) ?? [];
}

/** What is remembered of what the person sent; encrypted as drafts are. */
export async function keepMemory(memory: Memory): Promise<void> {
  await keepSealed('memory', memory);
}

/** None where this phone has no key to it now. */
export async function keptMemory(): Promise<Memory | undefined> {
  return keptSealed<Memory>('memory');
}

async function keepSealed(name: 'receipts' | 'memory', content: unknown): Promise<void> {
  const sealed = await seal(content, name);
  if (sealed) await mine((owner, store) => store.put(name, { personKey: owner, sealed }));
}

async function keptSealed<T>(name: 'receipts' | 'memory'): Promise<T | undefined> {
  const kept = await mine((owner, store) => store.get(name, owner));
  return unseal<T>(kept?.sealed, name);
}

/** Encrypted for the person and the place where it will lie; undefined where it cannot be, or another has signed in meanwhile. */
async function seal(content: unknown, store: string, ...place: string[]): Promise<Encrypted | undefined> {
  const key = personKey.peek();
  if (key === null) return undefined;
  const sealed = await sealText(key, JSON.stringify(content), [store, key, ...place]).catch(() => undefined);
  return key === personKey.peek() ? sealed : undefined;
}

async function unseal<T>(sealed: Encrypted | undefined, store: string, ...place: string[]): Promise<T | undefined> {
  const key = personKey.peek();
  if (key === null || !sealed) return undefined;
  const text = await openText(key, sealed, [store, key, ...place]).catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

type Work<T> = Parameters<typeof withStore<T>>[0];

async function mine<T>(work: (key: string, store: Parameters<Work<T>>[0]) => Promise<T>): Promise<T | undefined> {
  const key = personKey.peek();
  return key === null ? undefined : withStore((store) => work(key, store));
}
