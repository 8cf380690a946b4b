/** Stores and reads definitions, lists and companies of the signed-in person. No function here rejects. */
import type { Company, DefinitionSummary, EntityItem, Summary } from '../api';
import type { Definition } from '../definition';
import { openText, sealText } from '../drafts/sealing';
import type { Encrypted } from '../encryption/cipher';
import { hasServersKeys } from '../encryption/keys';
import { withLists } from '../form/engine/lists';
import type { Memory } from '../memory/memory';
import { personKey } from '../session';
import { allOf, withStore, type StoredCompany } from './database';

export interface StoredList {
  items: EntityItem[];
  /** When the server gave it, RFC 3339. */
  at: string;
}

/** The largest number of companies that are stored for a person. */
const COMPANIES_AT_MOST = 200;

/** Stores the list of the person's forms. */
export async function saveForms(items: DefinitionSummary[]): Promise<void> {
  await withOwnStore((key, store) => store.put('forms', { personKey: key, items }));
}

export async function loadForms(): Promise<DefinitionSummary[] | undefined> {
  return (await withOwnStore((key, store) => store.get('forms', key)))?.items;
}

/** Stores a version of a definition, so that a draft of it can be opened without a network. */
export async function saveDefinition(definition: Definition): Promise<void> {
  const { app, version } = definition;
  await withOwnStore((key, store) => store.put('definitions', { personKey: key, app, version, definition }));
}

/** The stored definition of that version; without `version`, the newest one. */
export async function loadDefinition(app: string, version?: number): Promise<Definition | undefined> {
  const definition = await withOwnStore(async (key, store) => {
    if (version !== undefined) return (await store.get('definitions', [key, app, version]))?.definition;
    const range = IDBKeyRange.bound([key, app], [key, app, []]);
    return (await store.transaction('definitions').store.openCursor(range, 'prev'))?.value.definition;
  });
  return definition && withLists(definition);
}

/** Stores the options of an app's registrations, encrypted like drafts since they may name people. */
export async function saveEntities(app: string, list: StoredList): Promise<void> {
  const sealed = await seal(list, 'entities', app);
  if (sealed) await withOwnStore((key, store) => store.put('entities', { personKey: key, app, sealed }));
}

/** The stored list; undefined where this phone has no key to it now. */
export async function loadEntities(app: string): Promise<StoredList | undefined> {
  const row = await withOwnStore((key, store) => store.get('entities', [key, app]));
  return unseal<StoredList>(row?.sealed, 'entities', app);
}

/** Stores a company from the register. Without `usedAt`, the time of its last use stays as it was. */
export async function saveCompany(company: Company, usedAt?: string): Promise<void> {
  const { cvr } = company;
  const now = new Date().toISOString();
  const used = usedAt ?? (await loadCompany(cvr))?.usedAt ?? now;
  const row: StoredCompany = { company, usedAt: used, askedAt: now };
  const sealed = await seal(row, 'companies', cvr);
  if (sealed) await withOwnStore((key, store) => store.put('companies', { personKey: key, cvr, sealed }));
}

export async function loadCompany(cvr: string): Promise<StoredCompany | undefined> {
  const row = await withOwnStore((key, store) => store.get('companies', [key, cvr]));
  return unseal<StoredCompany>(row?.sealed, 'companies', cvr);
}

/** The companies used before, the latest first; none where this phone has no key to them now. */
export async function loadCompanies(): Promise<StoredCompany[]> {
  const rows = (await withOwnStore((key, store) => store.getAll('companies', allOf(key)))) ?? [];
  const companies = await Promise.all(rows.map(({ cvr, sealed }) => unseal<StoredCompany>(sealed, 'companies', cvr)));
  return companies
    .filter((row) => row !== undefined)
    .sort((a, b) => b.usedAt.localeCompare(a.usedAt))
    .slice(0, COMPANIES_AT_MOST);
}

/** The registrations that the phone shows without a network, newest first; encrypted as drafts are. */
export async function saveReceipts(items: Summary[]): Promise<void> {
  await saveSealed('receipts', items);
}

/** The stored registrations; none where this phone has no key to them now. */
export async function loadReceipts(): Promise<Summary[]> {
  return (await loadSealed<Summary[]>('receipts', [])) ?? [];
}

/** Stores the person's memory, encrypted like drafts. Resolves to whether it is stored. */
export async function saveMemory(memory: Memory): Promise<boolean> {
  return saveSealed('memory', memory);
}

/** The stored memory; undefined where the store does not answer, or this phone has no key to it now. */
export async function loadMemory(): Promise<Partial<Memory> | undefined> {
  return loadSealed<Partial<Memory>>('memory', {});
}

async function saveSealed(name: 'receipts' | 'memory', content: unknown): Promise<boolean> {
  const sealed = await seal(content, name);
  const key = sealed && (await withOwnStore((owner, store) => store.put(name, { personKey: owner, sealed })));
  return key !== undefined;
}

/** The stored content; `none` where nothing is stored, or its key no longer exists; undefined where it cannot be read now. */
async function loadSealed<T>(name: 'receipts' | 'memory', none: T): Promise<T | undefined> {
  const answer = await withOwnStore(async (owner, store) => ({ row: await store.get(name, owner) }));
  if (answer?.row === undefined) return answer && none;
  const row = await unseal<T>(answer.row.sealed, name);
  return row ?? ((await hasServersKeys(answer.row.personKey, new Date(0))) ? none : undefined);
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
async function withOwnStore<T>(
  work: (key: string, store: Parameters<Work<T>>[0]) => Promise<T>,
): Promise<T | undefined> {
  const key = personKey.peek();
  if (key === null) return undefined;
  return withStore(async (store) => (key === personKey.peek() ? work(key, store) : undefined));
}
