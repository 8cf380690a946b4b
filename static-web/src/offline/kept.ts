/** Definitions, lists and companies as the phone keeps them for whoever is signed in. Nothing here rejects. */
import type { Company, DefinitionSummary, EntityItem, Summary } from '../api';
import type { Definition } from '../definition';
import { openText, sealText } from '../drafts/sealing';
import type { Encrypted } from '../encryption/cipher';
import { hasServersKeys } from '../encryption/keys';
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
  return (await keptSealed<Summary[]>('receipts', [])) ?? [];
}

/** What is remembered of what the person sent; encrypted as drafts are. Whether it is kept. */
export async function keepMemory(memory: Memory): Promise<boolean> {
  return keepSealed('memory', memory);
}

/** Undefined where nobody can say: the store does not answer, or this phone has no key to it now. */
export async function keptMemory(): Promise<Partial<Memory> | undefined> {
  return keptSealed<Partial<Memory>>('memory', {});
}

async function keepSealed(name: 'receipts' | 'memory', content: unknown): Promise<boolean> {
  const sealed = await seal(content, name);
  const key = sealed && (await mine((owner, store) => store.put(name, { personKey: owner, sealed })));
  return key !== undefined;
}

/** `none` where nothing is kept, and where it is encrypted by a key that there is no more. */
async function keptSealed<T>(name: 'receipts' | 'memory', none: T): Promise<T | undefined> {
  const answer = await mine(async (owner, store) => ({ row: await store.get(name, owner) }));
  if (answer?.row === undefined) return answer && none;
  const kept = await unseal<T>(answer.row.sealed, name);
  return kept ?? ((await hasServersKeys(answer.row.personKey, new Date(0))) ? none : undefined);
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

/** Not of a person who has left while the store was opened: nothing is put there after their wiping. */
async function mine<T>(work: (key: string, store: Parameters<Work<T>>[0]) => Promise<T>): Promise<T | undefined> {
  const key = personKey.peek();
  if (key === null) return undefined;
  return withStore(async (store) => (key === personKey.peek() ? work(key, store) : undefined));
}
