/** The calls of the access list. */
import { call, Problem, type CallOptions } from '../api';
import type { AccessLine, AccessLines, AccessPerson, ShownGrant } from '../generated/api';

export type { AccessChange as Change, AccessLine as Line, Act } from '../generated/api';
/** Roles in a team. First and last day are both included. */
export type Grant = ShownGrant;
export type Lines = AccessLines;
export type LineState = AccessLine['state'];

export const lines = (search: string, options: CallOptions = {}) =>
  call<Lines>('GET', `/access?${new URLSearchParams({ search })}`, undefined, options);

export const line = (key: string) => call<AccessPerson>('GET', path(key));

export const allow = ({ key, version }: AccessLine, grant: Grant, reason = '') =>
  call<AccessLine>('PUT', path(key), { version, ...grant, reason });

export const remove = ({ key, version }: AccessLine, reason: string) =>
  call<AccessLine>('POST', `${path(key)}/remove`, { version, reason });

export const endSessions = ({ key, version }: AccessLine, reason: string) =>
  call<AccessLine>('POST', `${path(key)}/end-sessions`, { version, reason });

/** Whether a change was refused because somebody has changed the line since it was fetched. */
export const isChanged = (failure: unknown): boolean => failure instanceof Problem && failure.code === 'access-changed';

function path(key: string): string {
  return `/access/${encodeURIComponent(key)}`;
}
