/** Stores and reads definitions, lists and companies of the signed-in person. No function here rejects. */
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

/** The largest number of companies that are stored for a person. */
const COMPANIES_AT_MOST = 200;

/** Stores the list of the person's forms. */
export async function keepForms(items: DefinitionSummary[]): Promise<void> {
  await mine((key, store) => store.put('forms', { personKey: key, items }));
}

export async function keptForms(): Promise<DefinitionSummary[] | undefined> {
  return (await mine((key, store) => store.get('forms', key)))?.items;
}

/** Stores a version of a definition, so that a draft of it can be opened without a network. */
export async function keepDefinition(definition: Definition): Promise<void> {
  const { app, version } = definition;
  await mine((key, store) => store.put('definitions', { personKey: key, app, version, definition }));
}

/** The stored definition of that version; without `version`, the newest one. */
export async function keptDefinition(app: string, version?: number): Promise<Definition | undefined> {
  const definition = await mine(async (key, store) => {
    if (version !== undefined) return (await store.get('definitions', [key, app, version]))?.definition;
    const range = IDBKeyRange.bound([key, app], [key, app, []]);
    return (await store.transaction('definitions').store.openCursor(range, 'prev'))?.value.definition;
  });
  return definition && withLists(definition);
}

/** Stores the options of an app's registrations, encrypted like drafts since they may name people. */
export async function keepEntities(app: string, list: KeptList): Promise<void> {
  const sealed = await seal(list, 'entities', app);
  if (sealed) await mine((key, store) => store.put('entities', { personKey: key, app, sealed }));
}

/** The stored list; undefined where this phone has no key to it now. */
export async function keptEntities(app: string): Promise<KeptList | undefined> {
  const row = await mine((key, store) => store.get('entities', [key, app]));
  return unseal<KeptList>(row?.sealed, 'entities', app);
}

/** Stores a company from the register. Without `usedAt`, the time of its last use stays as it was. */
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

/** The stored registrations; none where this phone has no key to them now. */
export async function keptReceipts(): Promise<Summary[]> {
  return (await keptSealed<Summary[]>('receipts', [])) ?? [];
}

/** Stores the person's memory, encrypted like drafts. Resolves to whether it is stored. */
export async function keepMemory(memory: Memory): Promise<boolean> {
  return keepSealed('memory', memory);
}

/** The stored memory; undefined where the store does not answer, or this phone has no key to it now. */
export async function keptMemory(): Promise<Partial<Memory> | undefined> {
  return keptSealed<Partial<Memory>>('memory', {});
}

async function keepSealed(name: 'receipts' | 'memory', content: unknown): Promise<boolean> {
  const sealed = await seal(content, name);
  const key = sealed && (await mine((owner, store) => store.put(name, { personKey: owner, sealed })));
  return key !== undefined;
}

/** The stored content; `none` where nothing is stored, or its key no longer exists; undefined where it cannot be read now. */
async function keptSealed<T>(name: 'receipts' | 'memory', none: T): Promise<T | undefined> {
  const answer = await mine(async (owner, store) => ({ row: await store.get(name, owner) }));
  if (answer?.row === undefined) return answer && none;
  const kept = await unseal<T>(answer.row.sealed, name);
  return kept ?? ((await hasServersKeys(answer.row.personKey, new Date(0))) ? none : undefined);
}

/** Encrypts content for the person and its place in the store; undefined where it cannot, or another person has signed in meanwhile. */
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

/** Runs `work` for the signed-in person, unless they have signed out while the store was opened: their rows are deleted then. */
async function mine<T>(work: (key: string, store: Parameters<Work<T>>[0]) => Promise<T>): Promise<T | undefined> {
  const key = personKey.peek();
  if (key === null) return undefined;
  return withStore(async (store) => (key === personKey.peek() ? work(key, store) : undefined));
}
